/** The page while a project is set up: the server's fragment polls by itself; an event makes it ask at once, and the log is a terminal. */
import htmx from "htmx.org";
import type { TerminalView } from "../terminal";
import { startLog } from "./setupLog";

export function startSetup(root: HTMLElement): void {
  const shown = new Map<HTMLElement, TerminalView>();
  const look = async (): Promise<void> => {
    for (const [host, view] of shown) {
      if (host.isConnected) continue;
      view.dispose();
      shown.delete(host);
    }
    const logs = [...root.querySelectorAll<HTMLElement>("[data-log]")].filter((log) => log.dataset["started"] === undefined);
    for (const log of logs) {
      log.dataset["started"] = "";
      const host = log.querySelector<HTMLElement>("[data-terminal]")!;
      shown.set(host, await startLog(host, log.querySelector<HTMLElement>(".setup-log-tools")!));
    }
  };
  new MutationObserver(() => void look()).observe(root, { childList: true, subtree: true });
  document.addEventListener("aura:setup-changed", () => {
    if (document.getElementById("provisioning")) void htmx.ajax("get", root.dataset["address"]!, { target: "#provisioning", swap: "outerHTML" });
  });
  void look();
}
