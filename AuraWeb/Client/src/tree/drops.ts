/** Files dropped on the tree go into the folder under the pointer. */
import { isFolder, parentOf, pathOf, root } from "./paths";
import type { Uploads } from "./uploads";

export function acceptDrops(area: HTMLElement, uploads: Uploads): void {
  let marked: HTMLElement | undefined;
  const mark = (element: HTMLElement | undefined): void => {
    marked?.classList.remove("is-drop");
    marked = element;
    marked?.classList.add("is-drop");
  };

  area.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    mark(folderUnder(event.target) ?? area);
  });
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(event.relatedTarget as Node | null)) mark(undefined);
  });
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    mark(undefined);
    const folder = folderUnder(event.target);
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    for (const item of items) {
      const file = item.getAsFile();
      if (item.webkitGetAsEntry()?.isDirectory) uploads.refuse(file?.name ?? "That", "is a folder. Drop its files, or fetch it in a terminal.");
      else if (file) uploads.add([file], folder ? pathOf(folder) : root);
    }
  });
}

function folderUnder(target: EventTarget | null): HTMLElement | undefined {
  const item = target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]') : null;
  if (!item) return undefined;
  if (isFolder(item)) return item;
  return parentOf(pathOf(item)) === root ? undefined : (item.parentElement?.closest<HTMLElement>('[role="treeitem"]') ?? undefined);
}
