/**
 * The file tree. It dispatches, bubbling from its pane:
 * `aura:open-file` {path}, `aura:folders-open` {paths}, `aura:file-moved` {from, to}, `aura:file-deleted` {path};
 * and listens on the document to `aura:files-changed` {paths}.
 */
import { FilesApi } from "./api";
import { confirmDeletion } from "./deletion";
import { acceptDrops } from "./drops";
import { Folders } from "./folders";
import { listenToKeys } from "./keys";
import { type MenuItem, showMenu } from "./menu";
import { askName } from "./names";
import { isFolder, nameOf, parentOf, pathOf, root } from "./paths";
import { Uploads } from "./uploads";

export interface Tree {
  /** Marks the row of the file that the editor shows. */
  select(path: string): void;
  /** Reads everything that is open again, as after the sandbox has started. */
  refresh(): void;
}

/** Brings the pane of `_Pane.cshtml` to life. */
export function startTree(pane: HTMLElement): Tree {
  return new FileTree(pane);
}

class FileTree implements Tree {
  private readonly api: FilesApi;
  private readonly folders: Folders;
  private readonly uploads: Uploads;
  private readonly canWrite: boolean;
  private readonly picker: HTMLInputElement;
  private readonly tree: HTMLElement;
  private uploadFolder: string | undefined;

  constructor(private readonly pane: HTMLElement) {
    this.api = new FilesApi(pane.dataset["files"] ?? "");
    this.canWrite = pane.dataset["canWrite"] === "true";
    this.tree = this.part("tree");
    this.picker = this.part<HTMLInputElement>("picker");
    this.folders = new Folders(pane, this.tree, this.api);
    this.uploads = new Uploads(this.part("uploads"), this.api, Number(pane.dataset["uploadLimit"]), (folder) => void this.folders.reveal(folder));
    this.listen();
    void this.folders.start();
  }

  select(path: string): void {
    this.folders.select(path);
  }

  refresh(): void {
    this.folders.refreshAll();
  }

  private listen(): void {
    listenToKeys(this.tree, this.folders, {
      open: (item) => this.open(item),
      rename: (item) => this.rename(item),
      remove: (item) => void this.remove(item),
      menu: (item, at) => this.menu(item, at),
    });
    this.tree.addEventListener("click", (event) => this.clicked(event));
    this.tree.addEventListener("contextmenu", (event) => {
      const item = itemOf(event.target);
      if (!item || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      this.menu(item, item);
    });
    document.addEventListener("aura:files-changed", (event) => {
      this.folders.changed((event as CustomEvent<{ paths: string[] }>).detail.paths);
    });
    if (!this.canWrite) return;
    this.part("scroll").addEventListener("click", (event) => {
      if (!itemOf(event.target)) this.folders.active = undefined;
    });
    acceptDrops(this.part("scroll"), this.uploads);
    const add = this.part("add");
    add.addEventListener("click", () => showMenu(this.part("menu"), this.additions(this.targetFolder()), add, add));
    this.picker.addEventListener("change", () => {
      this.uploads.add(this.picker.files ?? [], this.uploadFolder ?? this.targetFolder());
      this.uploadFolder = undefined;
      this.picker.value = "";
    });
  }

  private clicked(event: MouseEvent): void {
    const item = itemOf(event.target);
    if (!item || event.target instanceof HTMLInputElement) return;
    this.folders.focus(item);
    const more = (event.target as Element).closest<HTMLElement>(".tree-more");
    if (more) this.menu(item, more);
    else this.open(item);
  }

  private open(item: HTMLElement): void {
    if (isFolder(item)) {
      void this.folders.toggle(item);
    } else if (item.dataset["kind"] === "file") {
      this.folders.select(pathOf(item));
      this.tell("aura:open-file", { path: pathOf(item) });
    }
  }

  private menu(item: HTMLElement, at: HTMLElement): void {
    const path = pathOf(item);
    const items: MenuItem[] = [];
    if (item.dataset["kind"] === "file") {
      items.push({ label: "Open", keys: "Enter", run: () => this.open(item) }, { label: "Download", href: this.api.downloadAddress(path) });
    }
    if (this.canWrite) {
      if (isFolder(item)) items.push(...this.additions(path));
      items.push({ label: "Rename", keys: "F2", run: () => this.rename(item) }, { label: "Delete", keys: "Del", danger: true, run: () => void this.remove(item) });
    }
    if (items.length > 0) showMenu(this.part("menu"), items, at, item);
  }

  private additions(folder: string): MenuItem[] {
    const where = folder === root ? "" : ` in ${nameOf(folder)}`;
    return [
      { label: `New file${where}`, run: () => void this.create(folder, "file") },
      { label: `New folder${where}`, run: () => void this.create(folder, "folder") },
      {
        label: folder === root ? "Upload files" : `Upload files to ${nameOf(folder)}`,
        run: () => {
          this.uploadFolder = folder;
          this.picker.click();
        },
      },
    ];
  }

  private async create(folder: string, kind: "file" | "folder"): Promise<void> {
    const parent = this.folders.find(folder);
    if (parent) await this.folders.open(parent);
    const list = [...this.tree.querySelectorAll<HTMLElement>("ul[data-folder]")].find((other) => other.dataset["folder"] === folder);
    if (!list) return;
    const row = document.createElement("li");
    row.className = "tree-edit";
    row.setAttribute("role", "none");
    list.prepend(row);
    let path = "";
    const accept = async (name: string): Promise<void> => {
      path = `${folder}/${name}`;
      await (kind === "file" ? this.api.createFile(path) : this.api.createFolder(path));
    };
    askName(row, kind === "file" ? "Name of the new file" : "Name of the new folder", "", accept, (accepted) => {
      row.remove();
      void this.settle(folder, accepted ? path : undefined, accepted && kind === "file");
    });
  }

  private rename(item: HTMLElement): void {
    const row = item.querySelector<HTMLElement>(".tree-row");
    if (!this.canWrite || !row || row.classList.contains("is-editing")) return;
    const from = pathOf(item);
    const folder = parentOf(from);
    let to = "";
    const accept = async (name: string): Promise<void> => {
      to = `${folder}/${name}`;
      await this.api.move(from, to);
    };
    askName(row, `New name of ${nameOf(from)}`, nameOf(from), accept, (accepted) => {
      if (accepted) this.tell("aura:file-moved", { from, to });
      void this.settle(folder, accepted ? to : from, false);
    });
  }

  private async remove(item: HTMLElement): Promise<void> {
    if (!this.canWrite) return;
    const items = this.folders.items;
    const path = pathOf(item);
    const below = items.filter((other) => !item.contains(other));
    const next = below[Math.min(items.indexOf(item), below.length - 1)];
    if (await confirmDeletion(this.part<HTMLDialogElement>("delete"), item, this.api)) {
      this.tell("aura:file-deleted", { path });
      await this.settle(parentOf(path), next ? pathOf(next) : undefined, false);
    } else {
      item.focus();
    }
  }

  /** After a change: shows it, and puts the keyboard where it happened. */
  private async settle(folder: string, focus: string | undefined, open: boolean): Promise<void> {
    await this.folders.refresh([folder]);
    const item = focus === undefined ? undefined : this.folders.find(focus);
    if (item) this.folders.focus(item);
    if (item && open) this.open(item);
  }

  private targetFolder(): string {
    const active = this.folders.active === undefined ? undefined : this.folders.find(this.folders.active);
    if (!active) return root;
    return isFolder(active) ? pathOf(active) : parentOf(pathOf(active));
  }

  private tell(name: string, detail: unknown): void {
    this.pane.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  private part<T extends HTMLElement>(name: string): T {
    return this.pane.querySelector<T>(`[data-part="${name}"]`)!;
  }
}

function itemOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]') : null;
}
