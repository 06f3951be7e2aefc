/** Asks before deleting; the safe choice comes first, and Escape means it. */
import { Refusal } from "../events/http";
import { FilesApi } from "./api";
import { isFolder, nameOf, pathOf } from "./paths";

export function confirmDeletion(dialog: HTMLDialogElement, item: HTMLElement, api: FilesApi): Promise<boolean> {
  const part = <T extends HTMLElement>(name: string): T => dialog.querySelector<T>(`[data-part="${name}"]`)!;
  const path = pathOf(item);
  const error = part("error");
  part("title").textContent = `Delete “${nameOf(path)}”?`;
  part("text").textContent = isFolder(item)
    ? "The folder and everything in it are deleted at once. They cannot be brought back."
    : "The file is deleted at once. It cannot be brought back.";
  error.hidden = true;

  const confirm = part<HTMLButtonElement>("confirm");
  return new Promise((resolve) => {
    const ended = new AbortController();
    let deleted = false;
    confirm.addEventListener("click", async () => {
      confirm.disabled = true;
      confirm.setAttribute("aria-busy", "true");
      try {
        await api.remove(path);
        deleted = true;
        dialog.close();
      } catch (refusal) {
        error.textContent = refusal instanceof Refusal ? refusal.message : String(refusal);
        error.hidden = false;
      } finally {
        confirm.disabled = false;
        confirm.removeAttribute("aria-busy");
      }
    }, { signal: ended.signal });
    part("cancel").addEventListener("click", () => dialog.close(), { signal: ended.signal });
    dialog.addEventListener("close", () => {
      ended.abort();
      resolve(deleted);
    }, { signal: ended.signal });
    dialog.showModal();
  });
}
