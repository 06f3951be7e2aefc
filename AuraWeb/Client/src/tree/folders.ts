/** Loads, opens and refreshes folders. Rows are keyed by path: a refresh keeps what is open, focused or being typed. */
import { Refusal } from "../events/http";
import { FilesApi } from "./api";
import { isFolder, parentOf, pathOf, root } from "./paths";

const pause = 200;

export class Folders {
  private readonly stale = new Set<string>();
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly pane: HTMLElement,
    private readonly tree: HTMLElement,
    private readonly api: FilesApi,
  ) {}

  /** Where the person last was; nothing before they went anywhere. */
  active: string | undefined;

  /** Every row that can be seen, from top to bottom. */
  get items(): HTMLElement[] {
    return [...this.tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  }

  /** The row that the keyboard is on. */
  get current(): HTMLElement | null {
    return this.tree.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]');
  }

  find(path: string): HTMLElement | undefined {
    return this.items.find((item) => pathOf(item) === path);
  }

  /** Shows the workspace, and what was open when the page was last here. */
  async start(): Promise<void> {
    const open = JSON.parse(sessionStorage.getItem(this.storageKey) ?? "[]") as string[];
    await this.refresh([root]);
    for (const path of open.sort((a, b) => a.length - b.length)) {
      const item = this.find(path);
      if (item) await this.open(item);
    }
    this.announce();
  }

  async open(item: HTMLElement): Promise<void> {
    if (!isFolder(item) || item.getAttribute("aria-expanded") === "true") return;
    item.setAttribute("aria-busy", "true");
    const list = await this.load(pathOf(item));
    item.removeAttribute("aria-busy");
    item.querySelector(":scope > ul")?.remove();
    item.append(list);
    item.setAttribute("aria-expanded", "true");
    this.announce();
  }

  /** Shows what is in a folder; its own row must show. */
  async reveal(path: string): Promise<void> {
    const item = this.find(path);
    if (item && item.getAttribute("aria-expanded") !== "true") await this.open(item);
    else this.changed([path]);
  }

  close(item: HTMLElement): void {
    if (item.getAttribute("aria-expanded") !== "true") return;
    const hadFocus = item.querySelector(":scope > ul")?.contains(document.activeElement) ?? false;
    item.setAttribute("aria-expanded", "false");
    item.querySelector(":scope > ul")?.remove();
    if (hadFocus || !this.current) this.focus(item, hadFocus);
    this.announce();
  }

  async toggle(item: HTMLElement): Promise<void> {
    if (item.getAttribute("aria-expanded") === "true") this.close(item);
    else await this.open(item);
  }

  focus(item: HTMLElement, really = true): void {
    this.current?.setAttribute("tabindex", "-1");
    item.setAttribute("tabindex", "0");
    this.active = pathOf(item);
    if (really) item.focus();
  }

  select(path: string): void {
    for (const item of this.items) item.setAttribute("aria-selected", String(pathOf(item) === path));
  }

  /** Reads the folders that hold these paths again, those that are open. Many calls become few requests. */
  changed(paths: string[]): void {
    const open = new Set(this.openPaths());
    for (const path of paths) {
      for (const folder of [path, parentOf(path)]) if (open.has(folder)) this.stale.add(folder);
    }
    this.refreshing ??= this.work();
  }

  /** Reads everything that is open again. */
  refreshAll(): void {
    this.changed(this.openPaths());
  }

  async refresh(paths: string[]): Promise<void> {
    for (const path of paths) {
      const now = this.list(path);
      const next = await this.load(path);
      if (now?.isConnected) merge(now, next);
      else if (path === root) this.tree.replaceChildren(next);
    }
    this.keepOneInTabOrder();
  }

  private async work(): Promise<void> {
    while (this.stale.size > 0) {
      const paths = [...this.stale];
      this.stale.clear();
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.closest<HTMLElement>('[role="treeitem"]') : null;
      const [path, index] = [focused ? pathOf(focused) : "", focused ? this.items.indexOf(focused) : -1];
      await this.refresh(paths);
      if (focused && this.pane.contains(this.tree) && document.activeElement === document.body) {
        const item = this.find(path) ?? this.items[Math.min(index, this.items.length - 1)];
        if (item) this.focus(item);
      }
      await new Promise((done) => setTimeout(done, pause));
    }
    this.refreshing = undefined;
    this.announce();
  }

  private async load(path: string): Promise<HTMLUListElement> {
    try {
      return await this.api.folder(path);
    } catch (error) {
      const list = document.createElement("ul");
      list.className = "tree-group";
      list.dataset["folder"] = path;
      list.setAttribute("role", "group");
      const note = document.createElement("li");
      note.className = "tree-note tree-failed";
      note.setAttribute("role", "none");
      note.textContent = error instanceof Refusal ? error.message : String(error);
      list.append(note);
      return list;
    }
  }

  private list(path: string): HTMLUListElement | undefined {
    return [...this.tree.querySelectorAll<HTMLUListElement>("ul[data-folder]")].find((list) => list.dataset["folder"] === path);
  }

  private openPaths(): string[] {
    return [root, ...this.items.filter((item) => item.getAttribute("aria-expanded") === "true").map(pathOf)];
  }

  private announce(): void {
    this.keepOneInTabOrder();
    const paths = this.openPaths();
    sessionStorage.setItem(this.storageKey, JSON.stringify(paths.slice(1)));
    this.pane.dispatchEvent(new CustomEvent("aura:folders-open", { bubbles: true, detail: { paths } }));
  }

  private keepOneInTabOrder(): void {
    if (!this.current) this.items[0]?.setAttribute("tabindex", "0");
  }

  private get storageKey(): string {
    return `aura:tree:${this.pane.dataset["files"] ?? ""}`;
  }
}

/** Brings a list to what the server says now, moving as little as possible: a moved row loses its focus. */
function merge(now: HTMLUListElement, next: HTMLUListElement): void {
  const keyOf = (row: HTMLElement): string => `${row.dataset["kind"]} ${row.dataset["path"]}`;
  const rows = [...next.children] as HTMLElement[];
  const kept = new Set(rows.filter((row) => row.dataset["path"] !== undefined).map(keyOf));
  const known = new Map<string, HTMLElement>();
  for (const row of [...now.children] as HTMLElement[]) {
    if (row.classList.contains("tree-edit")) continue;
    if (kept.delete(keyOf(row))) known.set(keyOf(row), row);
    else row.remove();
  }
  now.setAttribute("role", next.getAttribute("role") ?? "group");
  const skipEdits = (element: Element | null): Element | null => {
    while (element?.classList.contains("tree-edit")) element = element.nextElementSibling;
    return element;
  };
  let place = skipEdits(now.firstElementChild);
  for (const fresh of rows) {
    const row = known.get(keyOf(fresh)) ?? fresh;
    known.delete(keyOf(fresh));
    if (row === place) place = skipEdits(place.nextElementSibling);
    else now.insertBefore(row, place);
  }
}
