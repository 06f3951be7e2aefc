import { closeTerminal, listTerminals, openTerminal, type TerminalInfo } from "./api";
import { TerminalView } from "./view";

interface Tab {
  info: TerminalInfo;
  button: HTMLButtonElement;
  panel: HTMLElement;
  view: TerminalView | null;
}

/** What the page may do with the terminals. */
export interface TerminalTabs {
  /** Shows a terminal, also one that was opened elsewhere a moment ago. */
  show(terminalId: string): Promise<void>;
  /** Opens a new shell and shows it. */
  add(): Promise<void>;
  /** Reads the list again: after the sandbox started, or when somebody opened a terminal. */
  refresh(): Promise<void>;
  focus(): void;
  /** Presses a key of the terminal that shows. */
  press(key: string, control: boolean): void;
  dispose(): void;
}

/**
 * Tabs of a sandbox's terminals in `root`, which carries `data-sandbox-id` and, for who may only watch, `data-read-only`.
 * The document's events `aura:terminal-open` {terminalId} and `aura:terminals-changed` do as {@link TerminalTabs} says.
 */
export function startTerminalTabs(root: HTMLElement, typed?: (data: string) => string): TerminalTabs {
  const tabs = new Tabs(root, root.dataset.sandboxId ?? "", root.dataset.readOnly !== undefined && root.dataset.readOnly !== "false", typed);
  void tabs.start();
  return tabs;
}

class Tabs implements TerminalTabs {
  private readonly list = make("div", "terminal-tablist");
  private readonly panels = make("div", "terminal-panels");
  private readonly message = make("p", "terminal-message");
  private readonly closeButton = tool("x", "Close terminal", "close-terminal", () => void this.closeCurrent());
  private readonly tabs = new Map<string, Tab>();
  private readonly stop = new AbortController();
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
    const wanted = this.tabs.get(sessionStorage.getItem(this.memory) ?? "") ?? [...this.tabs.values()].at(-1);
    if (wanted !== undefined) {
      this.select(wanted);
    } else if (!this.readOnly && this.message.hidden) {
      await this.add(false);
    }
  }

  async show(terminalId: string): Promise<void> {
    if (!this.tabs.has(terminalId)) {
      await this.refresh();
    }
    const tab = this.tabs.get(terminalId);
    if (tab !== undefined) {
      this.select(tab);
    }
  }

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
    this.root.addEventListener("aura:terminal-ended", (event) => this.mark((event as CustomEvent<{ terminalId: string }>).detail.terminalId), { signal });
    this.root.addEventListener("aura:terminal-leave", () => this.current?.button.focus(), { signal });
    this.list.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  private put(info: TerminalInfo): Tab {
    const known = this.tabs.get(info.id);
    if (known !== undefined) {
      known.info = info;
      return known;
    }
    const button = make("button", "terminal-tab");
    button.type = "button";
    button.id = `terminal-tab-${info.id}`;
    button.dataset.terminal = info.id;
    button.tabIndex = -1;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", "false");
    button.setAttribute("aria-controls", `terminal-panel-${info.id}`);
    button.append(icon("terminal"), label(info.title));
    const panel = make("div", "terminal-panel");
    panel.id = `terminal-panel-${info.id}`;
    panel.hidden = true;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    const tab: Tab = { info, button, panel, view: null };
    button.addEventListener("click", (event) => this.click(tab, event));
    button.addEventListener("auxclick", (event) => event.button === 1 && void this.close(tab));
    if (!this.readOnly) {
      // For the mouse; by keyboard Delete on the tab, or the button at the end of the bar.
      const cross = make("span", "terminal-tab-close");
      cross.setAttribute("aria-hidden", "true");
      cross.append(icon("x"));
      button.append(cross);
    }
    button.classList.toggle("ended", !info.running);
    this.tabs.set(info.id, tab);
    this.list.append(button);
    this.panels.append(panel);
    return tab;
  }

  private click(tab: Tab, event: MouseEvent): void {
    if ((event.target as Element).closest(".terminal-tab-close") !== null) {
      void this.close(tab);
      return;
    }
    this.select(tab);
    tab.view?.focus();
  }

  private select(tab: Tab): void {
    for (const other of this.tabs.values()) {
      other.panel.hidden = other !== tab;
      other.button.tabIndex = other === tab ? 0 : -1;
      other.button.setAttribute("aria-selected", String(other === tab));
    }
    this.current = tab;
    this.closeButton.hidden = false;
    sessionStorage.setItem(this.memory, tab.info.id);
    tab.view ??= new TerminalView(tab.panel, { sandboxId: this.sandboxId, terminalId: tab.info.id, readOnly: this.readOnly, typed: this.typed });
    tab.view.fit();
  }

  private async closeCurrent(): Promise<void> {
    if (this.current !== null) {
      await this.close(this.current);
    }
  }

  private async close(tab: Tab): Promise<void> {
    if (this.readOnly) {
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
    const hadFocus = tab.button.contains(document.activeElement) || tab.panel.contains(document.activeElement);
    tab.view?.dispose();
    tab.button.remove();
    tab.panel.remove();
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

  private mark(terminalId: string): void {
    const tab = this.tabs.get(terminalId);
    if (tab !== undefined) {
      tab.info.running = false;
      tab.button.classList.add("ended");
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
      void this.closeCurrent();
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

function make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

function label(text: string): HTMLElement {
  const element = make("span", "terminal-title");
  element.textContent = text;
  return element;
}

function tool(name: string, words: string, testId: string, act: () => void): HTMLButtonElement {
  const button = make("button", "terminal-tool");
  button.type = "button";
  button.title = words;
  button.dataset.testid = testId;
  button.setAttribute("aria-label", words);
  button.append(icon(name));
  button.addEventListener("click", act);
  return button;
}

function icon(name: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/icons.svg#${name}`);
  svg.append(use);
  return svg;
}
