/** The keyboard of the whole page. Keys of single panes are theirs. */
import type { Panes, PaneName } from "./panes";

export interface KeyActions {
  save(): void;
  run(): void;
  tab(index: number): void;
  focus(pane: PaneName): void;
}

export function startKeys(panes: Panes, actions: KeyActions): void {
  // Before the editor and the terminal see them.
  addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      const act = actionOf(event, panes, actions);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    { capture: true },
  );
}

export function showKeys(): void {
  document.querySelector<HTMLDialogElement>("#keys")?.showModal();
}

function actionOf(event: KeyboardEvent, panes: Panes, actions: KeyActions): (() => void) | undefined {
  const control = event.ctrlKey || event.metaKey;
  const inTerminal = panes.focused === "terminal" && document.activeElement instanceof HTMLTextAreaElement;
  if (event.key === "F6" && !control && !event.altKey) {
    // A program in the terminal may want F6; it is left by Ctrl-Shift-F6.
    return inTerminal ? undefined : () => actions.focus(panes.next(event.shiftKey ? -1 : 1));
  }
  if (inTerminal && event.key === "F6" && event.ctrlKey && event.shiftKey) return () => actions.focus(panes.next(1));
  if (control && !event.altKey && !event.shiftKey && event.code === "Backquote") return () => actions.focus(inTerminal ? "code" : "terminal");
  if (inTerminal) return undefined;
  if (control && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") return actions.save;
  if (control && !event.altKey && !event.shiftKey && event.key === "Enter") return actions.run;
  if (event.altKey && !control && !event.shiftKey && /^Digit[1-9]$/.test(event.code)) return () => actions.tab(Number(event.code.slice(5)) - 1);
  return event.key === "?" && !control && !event.altKey && !isTyping(event.target) ? showKeys : undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
