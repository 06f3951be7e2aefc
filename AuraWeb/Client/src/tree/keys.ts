/** The keyboard of the tree, after the WAI-ARIA pattern. */
import type { Folders } from "./folders";
import { isFolder, nameOf, pathOf } from "./paths";

export interface Actions {
  open(item: HTMLElement): void;
  rename(item: HTMLElement): void;
  remove(item: HTMLElement): void;
  menu(item: HTMLElement, at: HTMLElement): void;
}

const typingPause = 700;

export function listenToKeys(tree: HTMLElement, folders: Folders, actions: Actions): void {
  let typed = "";
  let typedAt = 0;

  const go = (item: HTMLElement | undefined | null): void => {
    if (item) folders.focus(item);
  };

  const step = (from: HTMLElement, by: number): void => {
    const items = folders.items;
    go(items[items.indexOf(from) + by]);
  };

  const left = (item: HTMLElement): void => {
    if (item.getAttribute("aria-expanded") === "true") folders.close(item);
    else go(item.parentElement?.closest<HTMLElement>('[role="treeitem"]'));
  };

  const right = (item: HTMLElement): void => {
    if (!isFolder(item)) return;
    if (item.getAttribute("aria-expanded") === "true") go(item.querySelector<HTMLElement>('[role="treeitem"]'));
    else void folders.open(item);
  };

  const find = (item: HTMLElement, letter: string): void => {
    typed = Date.now() - typedAt > typingPause ? letter : typed + letter;
    typedAt = Date.now();
    const items = folders.items;
    const start = items.indexOf(item) + (typed.length === 1 ? 1 : 0);
    const inOrder = [...items.slice(start), ...items.slice(0, start)];
    go(inOrder.find((other) => nameOf(pathOf(other)).toLowerCase().startsWith(typed.toLowerCase())));
  };

  const byKey: Record<string, (item: HTMLElement) => void> = {
    ArrowDown: (item) => step(item, 1),
    ArrowUp: (item) => step(item, -1),
    ArrowLeft: left,
    ArrowRight: right,
    Home: () => go(folders.items[0]),
    End: () => go(folders.items.at(-1)),
    Enter: (item) => actions.open(item),
    " ": (item) => actions.open(item),
    F2: (item) => actions.rename(item),
    Delete: (item) => actions.remove(item),
    ContextMenu: (item) => actions.menu(item, item),
  };

  tree.addEventListener("keydown", (event) => {
    const item = event.target;
    if (!(item instanceof HTMLElement) || item.getAttribute("role") !== "treeitem") return;
    if (event.shiftKey && event.key === "F10") {
      event.preventDefault();
      actions.menu(item, item);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = byKey[event.key];
    if (action && !event.shiftKey) {
      event.preventDefault();
      action(item);
    } else if (!action && event.key.length === 1) {
      event.preventDefault();
      find(item, event.key);
    }
  });
}
