/** Panes that can be resized by mouse and keyboard, and on small screens be shown one at a time. */

export const paneNames = ["files", "code", "terminal", "preview"] as const;
export type PaneName = (typeof paneNames)[number];

interface Limit {
  initial: number;
  least: number;
  /** What the other panes keep. */
  rest: number;
  axis: "x" | "y";
  /** 1 when the pane lies before its separator, −1 when after. */
  side: 1 | -1;
}

const limits: Record<string, Limit> = {
  files: { initial: 240, least: 140, rest: 420, axis: "x", side: 1 },
  terminal: { initial: 248, least: 80, rest: 160, axis: "y", side: -1 },
  preview: { initial: 456, least: 240, rest: 420, axis: "x", side: -1 },
};
const step = 16;

export class Panes {
  private readonly sizes: Record<string, number>;
  private readonly memory: string;

  constructor(private readonly root: HTMLElement) {
    this.memory = `aura:panes:${root.dataset["project"]}`;
    this.sizes = JSON.parse(localStorage.getItem(this.memory) ?? "{}") as Record<string, number>;
    for (const separator of root.querySelectorAll<HTMLElement>('[role="separator"]')) this.listen(separator);
    this.root.addEventListener("click", (event) => {
      const tab = (event.target as Element).closest<HTMLElement>("[data-show]");
      if (tab) this.show(tab.dataset["show"] as PaneName, true);
    });
    addEventListener("resize", () => this.applyAll());
    this.applyAll();
    this.show("code", false);
  }

  /** Brings a pane to the front where only some are seen. */
  show(name: PaneName, focus: boolean): void {
    this.root.dataset["view"] = name;
    for (const tab of this.root.querySelectorAll<HTMLElement>("[data-show]")) {
      if (tab.dataset["show"] === name) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    const toggle = this.root.querySelector<HTMLElement>('[data-action="toggle-preview"]');
    toggle?.setAttribute("aria-pressed", String(name === "preview"));
    if (focus) this.pane(name)?.dispatchEvent(new CustomEvent("aura:pane-focus", { bubbles: true }));
  }

  /** The pane that has the keyboard. */
  get focused(): PaneName | undefined {
    const name = (document.activeElement?.closest<HTMLElement>("[data-pane]"))?.dataset["pane"];
    return name as PaneName | undefined;
  }

  next(by: 1 | -1): PaneName {
    const at = this.focused ? paneNames.indexOf(this.focused) : by > 0 ? -1 : 0;
    return paneNames[(at + by + paneNames.length) % paneNames.length]!;
  }

  pane(name: PaneName): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`[data-pane="${name}"]`);
  }

  private listen(separator: HTMLElement): void {
    const name = separator.dataset["size"]!;
    const limit = limits[name]!;
    separator.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      separator.setPointerCapture(event.pointerId);
      separator.focus();
      const from = limit.axis === "x" ? event.clientX : event.clientY;
      const size = this.size(name);
      const drag = (move: PointerEvent): void => this.set(name, size + ((limit.axis === "x" ? move.clientX : move.clientY) - from) * limit.side);
      // A frame below the pointer would swallow its moves.
      document.body.classList.add("is-dragging");
      separator.addEventListener("pointermove", drag);
      separator.addEventListener(
        "lostpointercapture",
        () => {
          separator.removeEventListener("pointermove", drag);
          document.body.classList.remove("is-dragging");
          this.keep();
        },
        { once: true },
      );
    });
    separator.addEventListener("dblclick", () => {
      this.set(name, limit.initial);
      this.keep();
    });
    separator.addEventListener("keydown", (event) => {
      const to = this.keyed(event.key, name, limit);
      if (to === undefined) return;
      event.preventDefault();
      this.set(name, to);
      this.keep();
    });
  }

  private keyed(key: string, name: string, limit: Limit): number | undefined {
    const size = this.size(name);
    const [less, more] = limit.axis === "x" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (key === less) return size - step * limit.side;
    if (key === more) return size + step * limit.side;
    if (key === "Home") return limit.least;
    if (key === "End") return this.most(limit);
    return key === "Enter" ? limit.initial : undefined;
  }

  private size(name: string): number {
    return this.clamp(limits[name]!, this.sizes[name] ?? limits[name]!.initial);
  }

  private most(limit: Limit): number {
    const box = this.root.querySelector(limit.axis === "x" ? ".ws-panes" : ".ws-middle")!.getBoundingClientRect();
    return Math.max(limit.least, (limit.axis === "x" ? box.width : box.height) - limit.rest);
  }

  private clamp(limit: Limit, size: number): number {
    return Math.round(Math.min(Math.max(size, limit.least), this.most(limit)));
  }

  private set(name: string, size: number): void {
    this.sizes[name] = this.clamp(limits[name]!, size);
    this.apply(name);
  }

  private applyAll(): void {
    for (const name of Object.keys(limits)) this.apply(name);
  }

  private apply(name: string): void {
    const limit = limits[name]!;
    const size = this.size(name);
    this.root.style.setProperty(`--size-${name}`, `${size}px`);
    const separator = this.root.querySelector(`[data-size="${name}"]`);
    separator?.setAttribute("aria-valuenow", String(size));
    separator?.setAttribute("aria-valuemin", String(limit.least));
    separator?.setAttribute("aria-valuemax", String(Math.round(this.most(limit))));
  }

  private keep(): void {
    localStorage.setItem(this.memory, JSON.stringify(this.sizes));
  }
}
