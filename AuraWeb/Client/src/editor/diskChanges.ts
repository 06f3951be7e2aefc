/** What becomes of open files when they change on disk. Nothing typed is lost by it. */
import { Refusal } from "../events/http";
import type { Buffer } from "./buffer";
import type { FileOnDisk, ProjectFiles } from "./files";
import { decode } from "./lineEndings";
import { folderOf, type OpenFiles } from "./openFiles";
import type { TextView } from "./textView";

export interface DiskActions {
  /** Shows again what shows. */
  render(): void;
  /** Reads a file anew that can no longer be shown as it was. */
  reload(buffer: Buffer): void;
  /** Closes a file. */
  remove(buffer: Buffer): void;
  /** Files have other paths now. */
  moved(): void;
}

export class DiskChanges {
  constructor(
    private readonly open: OpenFiles,
    private readonly files: ProjectFiles,
    private readonly text: TextView,
    private readonly actions: DiskActions,
  ) {
    const listen = <T>(name: string, act: (detail: T) => void): void => document.addEventListener(name, (event) => act((event as CustomEvent<T>).detail));
    listen<{ paths: string[] }>("aura:files-changed", ({ paths }) => void this.changed(paths));
    listen<{ from: string; to: string }>("aura:file-moved", ({ from, to }) => this.moved(from, to));
    listen<{ path: string }>("aura:file-deleted", ({ path }) => this.deleted(path));
  }

  /** Puts the text on disk in the place of the one that shows. */
  takeOver(buffer: Buffer, file: FileOnDisk, undoable: boolean): void {
    const decoded = decode(file.bytes);
    if (decoded.kind !== "text" || buffer.content !== "text") {
      buffer.content = "loading";
      this.actions.reload(buffer);
      return;
    }
    this.text.apply(buffer, buffer.toDisk(decoded, undoable));
    buffer.adopt(file, decoded);
  }

  private async changed(paths: string[]): Promise<void> {
    const changed = new Set(paths);
    const touched = this.open.all.filter((buffer) => buffer.state && !buffer.isSaving && (changed.has(buffer.path) || changed.has(folderOf(buffer.path))));
    for (const buffer of touched) await this.reread(buffer);
  }

  private async reread(buffer: Buffer): Promise<void> {
    try {
      const file = await this.files.read(buffer.path);
      // A save that began meanwhile, or ended, knows better.
      if (file.version === buffer.version || buffer.isSaving || !buffer.state || !this.open.all.includes(buffer)) return;
      if (buffer.isDirty) buffer.isStale = true;
      else this.takeOver(buffer, file, false);
    } catch (error) {
      if (error instanceof Refusal && error.code === "FILE_NOT_FOUND") buffer.trouble = { kind: "deleted" };
    }
    this.actions.render();
  }

  private moved(from: string, to: string): void {
    for (const buffer of this.open.below(from)) {
      buffer.path = to + buffer.path.slice(from.length);
      if (buffer.trouble?.kind === "deleted") buffer.trouble = undefined;
      void this.text.loadLanguage(buffer);
    }
    this.actions.moved();
  }

  private deleted(path: string): void {
    for (const buffer of this.open.below(path)) {
      if (buffer.isDirty) buffer.trouble = { kind: "deleted" };
      else this.actions.remove(buffer);
    }
    this.actions.render();
  }
}
