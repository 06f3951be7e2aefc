import type { Terminal } from "@xterm/xterm";

/** What a key means other than itself; "page" when it is the page's or the browser's. */
export type Shortcut = "copy" | "leave" | "page";

export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.type !== "keydown" || !event.ctrlKey) {
    return undefined;
  }
  if (event.shiftKey && event.code === "KeyC") {
    return "copy";
  }
  if (event.shiftKey && event.key === "F6") {
    return "leave";
  }
  // The browser pastes with the first; the others are the page's.
  return (event.shiftKey && event.code === "KeyV") || event.code === "Backquote" || event.key === "Enter" ? "page" : undefined;
}

export async function copySelection(terminal: Terminal): Promise<void> {
  const text = terminal.getSelection();
  if (text !== "") {
    await navigator.clipboard.writeText(text);
  }
}

/** The text of a paste. It must not be able to say that it is over: then the rest would count as typed, line ends and all. */
export function pastedText(event: ClipboardEvent): string {
  return event.clipboardData?.getData("text/plain").replace(/[\x1b\x9b]/g, "") ?? "";
}
