/** A small menu of actions beside what it is about. */

export interface MenuItem {
  label: string;
  keys?: string;
  danger?: boolean;
  /** An address to go to instead of an action: a download. */
  href?: string;
  run?: () => void;
}

export function showMenu(menu: HTMLElement, items: MenuItem[], at: HTMLElement, back: HTMLElement): void {
  menu.replaceChildren(...items.map(elementOf));
  menu.hidden = false;
  place(menu, at);
  const entries = [...menu.children] as HTMLElement[];
  entries[0]?.focus();

  const closing = new AbortController();
  const close = (): void => {
    closing.abort();
    menu.hidden = true;
  };
  const listen = { signal: closing.signal };
  menu.addEventListener("click", () => {
    close();
  }, listen);
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target as Node)) close();
  }, { ...listen, capture: true });
  menu.addEventListener("keydown", (event) => {
    const index = entries.indexOf(document.activeElement as HTMLElement);
    const target: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 };
    const next = target[event.key];
    if (next !== undefined) {
      entries.at(next % entries.length)?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      close();
      back.focus();
    } else if (event.key.length === 1 && event.key !== " ") {
      entries.find((entry) => entry.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, listen);
}

function elementOf(item: MenuItem): HTMLElement {
  const element = item.href === undefined ? document.createElement("button") : document.createElement("a");
  if (element instanceof HTMLAnchorElement) {
    element.href = item.href ?? "";
    element.download = "";
  } else {
    element.type = "button";
  }
  element.className = item.danger ? "menu-item menu-item-danger" : "menu-item";
  element.setAttribute("role", "menuitem");
  element.tabIndex = -1;
  element.append(item.label);
  if (item.keys) {
    const keys = document.createElement("kbd");
    keys.textContent = item.keys;
    element.append(keys);
  }
  element.addEventListener("click", () => item.run?.());
  return element;
}

function place(menu: HTMLElement, at: HTMLElement): void {
  const anchor = at.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const rowEnd = Math.min(anchor.bottom, anchor.top + 44);
  menu.style.left = `${Math.max(4, Math.min(anchor.left, innerWidth - size.width - 8))}px`;
  menu.style.top = `${rowEnd + size.height + 4 > innerHeight ? Math.max(4, anchor.top - size.height - 4) : rowEnd + 4}px`;
}
