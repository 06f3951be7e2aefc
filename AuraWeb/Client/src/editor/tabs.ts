/** The tabs of open files. */
import { icon } from "../panes/dom";
import type { Buffer } from "./buffer";

export interface TabActions {
  show(buffer: Buffer, focus: boolean): void;
  close(buffer: Buffer): void;
}

export class Tabs {
  private readonly buttons = new Map<Buffer, HTMLElement>();

  constructor(
    private readonly list: HTMLElement,
    private readonly actions: TabActions,
  ) {
    list.addEventListener("keydown", (event) => this.key(event));
  }

  render(buffers: readonly Buffer[], current: Buffer | undefined): void {
    for (const [buffer, button] of this.buttons) {
      if (buffers.includes(buffer)) continue;
      button.remove();
      this.buttons.delete(buffer);
    }
    const names = buffers.map((buffer) => buffer.name);
    buffers.forEach((buffer, at) => {
      const button = this.buttons.get(buffer) ?? this.make(buffer);
      if (this.list.children[at] !== button) this.list.insertBefore(button, this.list.children[at] ?? null);
      const twice = names.filter((name) => name === buffer.name).length > 1;
      this.paint(button, buffer, buffer === current, twice);
    });
  }

  reveal(buffer: Buffer): void {
    this.buttons.get(buffer)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private make(buffer: Buffer): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ed-tab";
    button.setAttribute("role", "tab");
    const name = document.createElement("span");
    name.className = "ed-tab-name";
    // For the mouse; by keyboard Delete closes the tab.
    const cross = document.createElement("span");
    cross.className = "ed-tab-close";
    cross.setAttribute("aria-hidden", "true");
    cross.append(icon("x"));
    button.append(name, cross);
    button.addEventListener("click", (event) => {
      if ((event.target as Element).closest(".ed-tab-close")) this.actions.close(buffer);
      else this.actions.show(buffer, true);
    });
    button.addEventListener("auxclick", (event) => event.button === 1 && this.actions.close(buffer));
    button.addEventListener("mousedown", (event) => event.button === 1 && event.preventDefault());
    this.buttons.set(buffer, button);
    return button;
  }

  private paint(button: HTMLElement, buffer: Buffer, isCurrent: boolean, withFolder: boolean): void {
    const folder = buffer.path.split("/").at(-2) ?? "";
    const label = withFolder ? `${buffer.name} · ${folder}` : buffer.name;
    const marks = [buffer.isDirty ? "not saved" : "", buffer.isStale ? "changed on disk" : ""].filter((mark) => mark !== "").join(", ");
    button.querySelector(".ed-tab-name")!.textContent = label;
    button.title = buffer.path + (marks === "" ? "" : ` (${marks})`);
    button.setAttribute("aria-label", marks === "" ? label : `${label}, ${marks}`);
    button.setAttribute("aria-selected", String(isCurrent));
    button.tabIndex = isCurrent ? 0 : -1;
    button.dataset["path"] = buffer.path;
    button.dataset["dirty"] = String(buffer.isDirty);
    button.dataset["stale"] = String(buffer.isStale || buffer.trouble !== undefined);
  }

  private key(event: KeyboardEvent): void {
    const all = [...this.buttons.entries()].sort((a, b) => (a[1].compareDocumentPosition(b[1]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const at = all.findIndex(([, button]) => button === document.activeElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    const target = to === undefined ? all[at] : all[(to + all.length) % all.length];
    if (!target) return;
    if (to !== undefined) {
      event.preventDefault();
      this.actions.show(target[0], false);
      target[1].focus();
    } else if (event.key === "Delete") {
      this.actions.close(target[0]);
      this.list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
    }
  }
}
