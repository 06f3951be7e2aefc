import { closeTerminal, listTerminals, openTerminal, type TerminalInfo } from "./api";
import { make, tool } from "./elements";
import { Tab, type TabActions } from "./tab";
import { TerminalView } from "./view";

/**
 * Tabs of a sandbox's terminals in `root`, which carries `data-sandbox-id` and, for who may only watch, `data-read-only`.
 * The document's events `aura:terminal-open` {terminalId} and `aura:terminals-changed` do as {@link TerminalTabs} says.
 */
export function startTerminalTabs(root: HTMLElement, typed?: (data: string) => string): TerminalTabs {
  const tabs = new TerminalTabs(root, root.dataset.sandboxId ?? "", root.dataset.readOnly !== undefined && root.dataset.readOnly !== "false", typed);
  void tabs.start();
  return tabs;
}

export class TerminalTabs {
  private readonly list = make("div", "terminal-tablist");
  private readonly panels = make("div", "terminal-panels");
  private readonly message = make("p", "terminal-message");
  private readonly closeButton = tool("x", "Close terminal", "close-terminal", () => void this.close(this.current));
  private readonly tabs = new Map<string, Tab>();
  private readonly stop = new AbortController();
  private readonly actions: TabActions = {
    show: (tab) => {
      this.select(tab);
      tab.view?.focus();
    },
    close: (tab) => void this.close(tab),
  };
  private current: Tab | null = null;

  constructor(private readonly root: HTMLElement, private readonly sandboxId: string, private readonly readOnly: boolean, private readonly typed?: (data: string) => string) {
    const bar = make("div", "terminal-bar");
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", "Terminals");
    this.message.setAttribute("role", "status");
    this.message.hidden = true;
    bar.append(this.list);
    if (!readOnly) {
      bar.append(tool("plus", "New terminal", "new-terminal", () => void this.add()), make("span", "terminal-space"), this.closeButton);
    }
    root.replaceChildren(bar, this.message, this.panels);
    this.listen();
  }

  async start(): Promise<void> {
    await this.refresh();
    const all = [...this.tabs.values()];
    const wanted = this.tabs.get(sessionStorage.getItem(this.memory) ?? "") ?? all.findLast((tab) => tab.info.running);
    if (wanted !== undefined) {
      this.select(wanted);
    } else if (!this.readOnly && this.message.hidden) {
      await this.add(false);
    } else if (all.length > 0) {
      this.select(all[all.length - 1]!);
    }
  }

  /** Shows a terminal, also one that was opened elsewhere a moment ago. */
  async show(terminalId: string): Promise<void> {
    if (!this.tabs.has(terminalId)) {
      await this.refresh();
    }
    const tab = this.tabs.get(terminalId);
    if (tab !== undefined) {
      this.select(tab);
    }
  }

  /** Opens a new shell and shows it. */
  async add(focus = true): Promise<void> {
    const size = this.current?.view?.size ?? { cols: 80, rows: 24 };
    await this.attempt(async () => {
      const tab = this.put(await openTerminal(this.sandboxId, size.cols, size.rows));
      this.select(tab);
      if (focus) {
        tab.view?.focus();
      }
    });
  }

  /** Reads the list again: after the sandbox started, or when somebody opened a terminal. */
  async refresh(): Promise<void> {
    await this.attempt(async () => {
      const all = await listTerminals(this.sandboxId);
      [...this.tabs.values()].filter((tab) => !all.some((info) => info.id === tab.info.id)).forEach((tab) => this.drop(tab));
      all.forEach((info) => this.put(info));
      if (this.current === null) {
        const last = [...this.tabs.values()].at(-1);
        if (last !== undefined) {
          this.select(last);
        }
      }
    });
  }

  focus(): void {
    this.current?.view?.focus();
  }

  /** Presses a key of the terminal that shows. */
  press(key: string, control: boolean): void {
    this.current?.view?.press(key, control);
  }

  dispose(): void {
    this.stop.abort();
    this.tabs.forEach((tab) => tab.view?.dispose());
    this.tabs.clear();
    this.root.replaceChildren();
  }

  private get memory(): string {
    return `aura:terminal:${this.sandboxId}`;
  }

  private listen(): void {
    const { signal } = this.stop;
    document.addEventListener("aura:terminal-open", (event) => void this.show((event as CustomEvent<{ terminalId: string }>).detail.terminalId), { signal });
    document.addEventListener("aura:terminals-changed", () => void this.refresh(), { signal });
    this.root.addEventListener("aura:terminal-ended", (event) => this.tabs.get((event as CustomEvent<{ terminalId: string }>).detail.terminalId)?.end(), { signal });
    this.root.addEventListener("aura:terminal-leave", () => this.current?.button.focus(), { signal });
    this.list.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  private put(info: TerminalInfo): Tab {
    const known = this.tabs.get(info.id);
    if (known !== undefined) {
      known.info = info;
      return known;
    }
    const tab = new Tab(info, this.actions, !this.readOnly);
    this.tabs.set(info.id, tab);
    this.list.append(tab.button);
    this.panels.append(tab.panel);
    return tab;
  }

  private select(tab: Tab): void {
    for (const other of this.tabs.values()) {
      other.select(other === tab);
    }
    this.current = tab;
    this.closeButton.hidden = false;
    sessionStorage.setItem(this.memory, tab.info.id);
    tab.view ??= new TerminalView(tab.panel, { sandboxId: this.sandboxId, terminalId: tab.info.id, readOnly: this.readOnly, typed: this.typed });
    tab.view.fit();
  }

  private async close(tab: Tab | null): Promise<void> {
    if (this.readOnly || tab === null) {
      return;
    }
    await this.attempt(async () => {
      await closeTerminal(this.sandboxId, tab.info.id);
      this.drop(tab);
    });
  }

  private drop(tab: Tab): void {
    const order = [...this.tabs.values()];
    const next = order[order.indexOf(tab) + 1] ?? order[order.indexOf(tab) - 1];
    const hadFocus = tab.hasFocus;
    tab.remove();
    this.tabs.delete(tab.info.id);
    if (this.current !== tab) {
      return;
    }
    this.current = null;
    this.closeButton.hidden = next === undefined;
    if (next !== undefined) {
      this.select(next);
      if (hadFocus) {
        next.button.focus();
      }
    }
  }

  private key(event: KeyboardEvent): void {
    const order = [...this.tabs.values()];
    const at = this.current === null ? -1 : order.indexOf(this.current);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: order.length - 1 }[event.key];
    const tab = to === undefined ? undefined : order[(to + order.length) % order.length];
    if (tab !== undefined) {
      event.preventDefault();
      this.select(tab);
      tab.button.focus();
    } else if (event.key === "Delete") {
      void this.close(this.current);
    }
  }

  private async attempt(what: () => Promise<void>): Promise<void> {
    try {
      await what();
      this.message.hidden = true;
    } catch (error) {
      this.message.textContent = error instanceof Error ? error.message : String(error);
      this.message.hidden = false;
    }
  }
}
