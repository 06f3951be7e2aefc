/** The files that are open, in the order of their tabs, and which of them shows; remembered per project. */
import { Buffer } from "./buffer";

export class OpenFiles {
  all: readonly Buffer[] = [];
  current: Buffer | undefined;
  private readonly memory: string;

  constructor(projectId: string) {
    this.memory = `aura:tabs:${projectId}`;
  }

  get hasChanges(): boolean {
    return this.all.some((buffer) => buffer.isDirty);
  }

  get folders(): string[] {
    return [...new Set(this.all.map((buffer) => folderOf(buffer.path)))];
  }

  find(path: string): Buffer | undefined {
    return this.all.find((buffer) => buffer.path === path);
  }

  /** A file, or all files below a folder. */
  below(path: string): Buffer[] {
    return this.all.filter((buffer) => buffer.path === path || buffer.path.startsWith(`${path}/`));
  }

  /** Opens a file beside the one that shows. */
  add(path: string): Buffer {
    const buffer = new Buffer(path);
    const at = this.current ? this.all.indexOf(this.current) + 1 : this.all.length;
    this.all = this.all.toSpliced(at, 0, buffer);
    return buffer;
  }

  /** @returns the file that comes in the place of the one removed, if that one showed. */
  remove(buffer: Buffer): Buffer | undefined {
    const at = this.all.indexOf(buffer);
    this.all = this.all.filter((one) => one !== buffer);
    if (this.current !== buffer) return undefined;
    this.current = undefined;
    return this.all[Math.min(at, this.all.length - 1)];
  }

  /** Opens what was open the last time. @returns the file that showed then. */
  restore(): Buffer | undefined {
    const kept = JSON.parse(localStorage.getItem(this.memory) ?? "{}") as { paths?: string[]; current?: string };
    for (const path of kept.paths ?? []) this.add(path);
    return this.all.find((one) => one.path === kept.current) ?? this.all[0];
  }

  keep(): void {
    localStorage.setItem(this.memory, JSON.stringify({ paths: this.all.map((buffer) => buffer.path), current: this.current?.path }));
  }
}

export const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf("/")));
