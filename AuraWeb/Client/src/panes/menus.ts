/** Menus of buttons: `data-menu` names the menu's id. */

let open: { menu: HTMLElement; button: HTMLElement } | undefined;

export function startMenus(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-menu]");
    const inside = open?.menu.contains(event.target as Node) ?? false;
    const same = open?.button === button;
    if (open && (!inside || (event.target as Element).closest('[role^="menuitem"]'))) close(false);
    if (button && !same && !(button as HTMLButtonElement).disabled) show(button);
  });
  document.addEventListener("keydown", (event) => open && key(event), { capture: true });
  addEventListener("blur", () => document.activeElement instanceof HTMLIFrameElement && close(false));
  addEventListener("resize", () => close(false));
}

function show(button: HTMLElement): void {
  const menu = document.getElementById(button.dataset["menu"]!);
  if (!menu) return;
  button.dispatchEvent(new CustomEvent("aura:menu-opens", { bubbles: true }));
  open = { menu, button };
  menu.hidden = false;
  button.setAttribute("aria-expanded", "true");
  const at = button.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8));
  menu.style.left = `${left}px`;
  menu.style.top = `${Math.min(at.bottom + 4, Math.max(8, innerHeight - menu.offsetHeight - 8))}px`;
  items()[0]?.focus();
}

function close(focus: boolean): void {
  if (!open) return;
  open.menu.hidden = true;
  open.button.setAttribute("aria-expanded", "false");
  if (focus) open.button.focus();
  open = undefined;
}

function items(): HTMLElement[] {
  return [...(open?.menu.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

function key(event: KeyboardEvent): void {
  const all = items();
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
    all.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  }
}
