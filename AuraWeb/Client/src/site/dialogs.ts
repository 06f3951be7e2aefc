/** Dialogs: `data-dialog="id"` opens, `data-close` closes, `data-open` is open from the start, `data-copy` copies a text. */
export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener) open(document.getElementById(opener.dataset.dialog ?? ""));
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
    const copier = target.closest<HTMLElement>("[data-copy]");
    if (copier) void copy(copier);
  });
  openWaiting(document);
  document.addEventListener("htmx:afterSettle", (event) => openWaiting(event.target as ParentNode));
  document.addEventListener("htmx:confirm", confirm);
}

function openWaiting(root: ParentNode): void {
  for (const dialog of root.querySelectorAll<HTMLDialogElement>("dialog[data-open=true]")) open(dialog);
}

function open(element: Element | null): void {
  if (element instanceof HTMLDialogElement && !element.open) element.showModal();
}

async function copy(button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  button.querySelector("use")?.setAttribute("href", "/icons.svg#check");
  button.setAttribute("aria-label", "Copied");
}

interface ConfirmDetail {
  question: string | null;
  elt: HTMLElement;
  issueRequest(skipConfirmation: boolean): void;
}

/** `hx-confirm` asks in a dialog of ours; `data-confirm-label` names what the button does. */
function confirm(event: Event): void {
  const { question, elt, issueRequest } = (event as CustomEvent<ConfirmDetail>).detail;
  const dialog = document.getElementById("confirm");
  if (!question || !(dialog instanceof HTMLDialogElement)) return;
  event.preventDefault();
  dialog.querySelector("h2")!.textContent = question;
  const yes = dialog.querySelector<HTMLButtonElement>("[value=yes]")!;
  yes.textContent = elt.dataset.confirmLabel ?? "Continue";
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && issueRequest(true), { once: true });
  dialog.showModal();
}
