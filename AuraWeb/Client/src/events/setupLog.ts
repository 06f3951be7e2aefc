/** The log of setting up: a terminal that is only watched, with what stands above it. */
import type { TerminalView } from "../terminal";
import { icon } from "../panes/dom";

/** Shows the log in `host`; `bar` says whether it follows what is printed, leads back to its end, and copies it. */
export async function startLog(host: HTMLElement, bar: HTMLElement): Promise<TerminalView> {
  const { TerminalView } = await import("../terminal");
  const view = new TerminalView(host, { sandboxId: host.dataset["sandboxId"] ?? "", terminalId: host.dataset["terminalId"] ?? "", readOnly: true });
  const part = (name: string): HTMLElement => bar.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  let isRunning = true;
  let isAtEnd = true;
  const show = (): void => {
    part("following").hidden = !isRunning || !isAtEnd;
    part("follow").hidden = isAtEnd;
  };
  host.addEventListener("aura:terminal-scroll", (event) => {
    isAtEnd = (event as CustomEvent<{ atEnd: boolean }>).detail.atEnd;
    show();
  });
  const end = (): void => {
    isRunning = false;
    show();
  };
  host.addEventListener("aura:terminal-ended", end);
  host.addEventListener("aura:terminal-connection", (event) => (event as CustomEvent<{ state: string }>).detail.state === "closed" && end());
  part("follow").addEventListener("click", () => {
    view.scrollToEnd();
    part("copy").focus();
  });
  part("copy").addEventListener("click", () => void copy(view, part("copy")));
  bar.hidden = false;
  show();
  return view;
}

async function copy(view: TerminalView, button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(view.text);
  button.replaceChildren(icon("check"), "Copied");
  setTimeout(() => button.replaceChildren(icon("copy"), "Copy"), 2000);
}
