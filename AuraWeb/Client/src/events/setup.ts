/** The page while a project is set up: the server's fragment polls by itself; an event makes it ask at once, and the log is a terminal. */
import htmx from "htmx.org";
import type { TerminalView } from "../terminal";

export function startSetup(root: HTMLElement): void {
  const shown = new Map<HTMLElement, TerminalView>();
  const look = async (): Promise<void> => {
    for (const [host, view] of shown) {
      if (host.isConnected) continue;
      view.dispose();
      shown.delete(host);
    }
    const hosts = [...root.querySelectorAll<HTMLElement>("[data-terminal]")].filter((host) => host.dataset["started"] === undefined);
    for (const host of hosts) {
      host.dataset["started"] = "";
      const { TerminalView } = await import("../terminal");
      shown.set(host, new TerminalView(host, { sandboxId: host.dataset["sandboxId"] ?? "", terminalId: host.dataset["terminalId"] ?? "", readOnly: true }));
    }
  };
  new MutationObserver(() => void look()).observe(root, { childList: true, subtree: true });
  document.addEventListener("aura:setup-changed", () => {
    if (document.getElementById("provisioning")) void htmx.ajax("get", root.dataset["address"]!, { target: "#provisioning", swap: "outerHTML" });
  });
  void look();
}
