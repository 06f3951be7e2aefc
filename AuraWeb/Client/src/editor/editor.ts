/** The editor: open files, one view that shows one of them, and what happens to them on disk. */
import { Compartment, EditorState, type Extension, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { messageOf, Refusal } from "../events/http";
import type { Events } from "../events/events";
import { ask } from "../panes/dom";
import { showBanner } from "./banners";
import { Buffer } from "./buffer";
import type { Comparison } from "./compare";
import { editing, viewing } from "./extensions";
import { ProjectFiles } from "./files";
import { startEditorKeys } from "./keyRow";
import { languageOf } from "./languages";
import { decode } from "./lineEndings";
import { showOther } from "./pane";
import { Saving } from "./saving";
import { Status } from "./status";
import { Tabs } from "./tabs";

export class Editor {
  private readonly files: ProjectFiles;
  private readonly saving: Saving;
  private readonly tabs: Tabs;
  private readonly status = new Status();
  private readonly view: EditorView;
  private readonly other = document.createElement("div");
  private readonly language = new Compartment();
  private buffers: Buffer[] = [];
  private current: Buffer | undefined;
  private comparison: Comparison | undefined;

  constructor(
    private readonly pane: HTMLElement,
    private readonly projectId: string,
    private readonly canWrite: boolean,
    events: Events,
    private readonly shown: (path: string) => void,
  ) {
    this.files = new ProjectFiles(projectId);
    this.saving = new Saving(projectId, this.files, events, (buffer) => this.settle(buffer));
    this.tabs = new Tabs(this.part("tabs"), { show: (buffer, focus) => this.show(buffer, focus), close: (buffer) => void this.close(buffer) });
    this.view = new EditorView({ parent: this.part("body"), state: nothing() });
    this.other.className = "ed-empty";
    this.part("body").append(this.other);
    startEditorKeys(this.part("keys"), this.view);
    this.listen();
    this.restore();
  }

  /** Whether something typed is not saved. */
  get hasChanges(): boolean {
    return this.buffers.some((buffer) => buffer.isDirty);
  }

  /** Folders of the open files. */
  get folders(): string[] {
    return [...new Set(this.buffers.map((buffer) => folderOf(buffer.path)))];
  }

  open(path: string, focus = true): void {
    this.show(this.buffers.find((buffer) => buffer.path === path) ?? this.add(path), focus);
  }

  focus(): void {
    if (this.comparison) this.part("body").querySelector<HTMLElement>(".ed-compare .cm-content")?.focus();
    else if (this.current?.state) this.view.focus();
    else (this.part("tabs").querySelector<HTMLElement>('[aria-selected="true"]') ?? this.part("body")).focus();
  }

  showTab(index: number): void {
    const buffer = this.buffers[index];
    if (buffer) this.show(buffer, true);
  }

  async save(): Promise<void> {
    const buffer = this.current;
    if (!buffer || !this.canWrite) return;
    if (buffer.trouble?.kind === "deleted") await this.saving.save(buffer, true);
    else if (buffer.trouble?.kind !== "conflict" && (buffer.isDirty || buffer.trouble)) await this.saving.save(buffer);
  }

  private listen(): void {
    document.addEventListener("aura:files-changed", (event) => void this.changedOnDisk((event as CustomEvent<{ paths: string[] }>).detail.paths));
    document.addEventListener("aura:file-moved", (event) => this.moved((event as CustomEvent<{ from: string; to: string }>).detail));
    document.addEventListener("aura:file-deleted", (event) => this.deleted((event as CustomEvent<{ path: string }>).detail.path));
    document.addEventListener("aura:running", (event) => (event as CustomEvent<{ running: boolean }>).detail.running && this.retryLoading());
    document.addEventListener("aura:online", () => void this.saveWaiting());
    addEventListener("beforeunload", (event) => this.hasChanges && event.preventDefault());
  }

  private restore(): void {
    const kept = JSON.parse(localStorage.getItem(this.memory) ?? "{}") as { paths?: string[]; current?: string };
    for (const path of kept.paths ?? []) this.add(path);
    const buffer = this.buffers.find((one) => one.path === kept.current) ?? this.buffers[0];
    if (buffer) this.show(buffer, false);
    else this.render();
  }

  private add(path: string): Buffer {
    const buffer = new Buffer(path);
    const at = this.current ? this.buffers.indexOf(this.current) + 1 : this.buffers.length;
    this.buffers.splice(at, 0, buffer);
    return buffer;
  }

  private show(buffer: Buffer, focus: boolean): void {
    this.leave();
    this.current = buffer;
    if (buffer.content === "loading") void this.load(buffer, focus);
    this.enter();
    this.render();
    this.keep();
    this.tabs.reveal(buffer);
    this.shown(buffer.path);
    if (focus && buffer.state) this.view.focus();
  }

  // The view's state belongs to the file it shows.
  private leave(): void {
    this.stopComparing();
    if (!this.current?.state) return;
    this.current.state = this.view.state;
    this.current.scroll = this.view.scrollSnapshot();
  }

  private enter(): void {
    const buffer = this.current;
    if (!buffer?.state) return;
    this.view.setState(buffer.state);
    if (buffer.scroll) this.view.dispatch({ effects: buffer.scroll });
  }

  private async load(buffer: Buffer, focus: boolean): Promise<void> {
    try {
      const file = await this.files.read(buffer.path);
      if (buffer.content === "text") return;
      buffer.fill(file, (text) => this.makeState(buffer, text));
    } catch (error) {
      const refusal = error instanceof Refusal ? error : undefined;
      buffer.fail(refusal?.code ?? "", messageOf(error));
    }
    if (this.current === buffer) {
      this.enter();
      if (focus && buffer.state && !document.querySelector("dialog[open]")) this.view.focus();
    }
    this.render();
    await this.loadLanguage(buffer);
  }

  private makeState(buffer: Buffer, text: string): EditorState {
    const readOnly = buffer.content === "foreign" || !this.canWrite;
    const follow = EditorView.updateListener.of((update) => {
      if (this.current !== buffer) return;
      buffer.state = update.state;
      if (update.docChanged) {
        buffer.record(update.changes);
        this.render();
      } else if (update.selectionSet) this.status.position(update.state);
    });
    return EditorState.create({
      doc: text,
      extensions: [
        readOnly ? [viewing(), EditorState.readOnly.of(true)] : editing(buffer.isPlain),
        this.language.of([]),
        EditorView.contentAttributes.of({ "aria-label": `Text of ${buffer.name}` }),
        follow,
      ],
    });
  }

  private async loadLanguage(buffer: Buffer): Promise<void> {
    const language = buffer.isPlain ? undefined : await languageOf(buffer.path)?.load();
    if (buffer.state) this.apply(buffer, { effects: this.language.reconfigure(language ?? []) });
  }

  private apply(buffer: Buffer, change: TransactionSpec): void {
    if (buffer === this.current) {
      this.view.dispatch(change);
      return;
    }
    const transaction = buffer.state!.update(change);
    buffer.state = transaction.state;
    if (transaction.docChanged) buffer.record(transaction.changes);
  }

  private async close(buffer: Buffer): Promise<void> {
    if (buffer.isDirty) {
      const really = await ask(`Close “${buffer.name}” without saving?`, "What you changed in it is lost.", "Keep it open", "Close and lose the changes");
      if (!really) return;
    }
    this.remove(buffer);
  }

  private remove(buffer: Buffer): void {
    const at = this.buffers.indexOf(buffer);
    this.buffers = this.buffers.filter((one) => one !== buffer);
    if (this.current === buffer) {
      this.stopComparing();
      this.current = undefined;
      const next = this.buffers[Math.min(at, this.buffers.length - 1)];
      if (next) this.show(next, true);
      else this.view.setState(nothing());
    }
    this.render();
    this.keep();
  }

  private async changedOnDisk(paths: string[]): Promise<void> {
    const changed = new Set(paths);
    const touched = this.buffers.filter((buffer) => buffer.state && !buffer.isSaving && (changed.has(buffer.path) || changed.has(folderOf(buffer.path))));
    for (const buffer of touched) await this.reread(buffer);
  }

  private async reread(buffer: Buffer): Promise<void> {
    try {
      const file = await this.files.read(buffer.path);
      // A save that began meanwhile, or ended, knows better.
      if (file.version === buffer.version || buffer.isSaving || !buffer.state || !this.buffers.includes(buffer)) return;
      if (buffer.isDirty) buffer.isStale = true;
      else this.takeOver(buffer, file, false);
    } catch (error) {
      if (error instanceof Refusal && error.code === "FILE_NOT_FOUND") buffer.trouble = { kind: "deleted" };
    }
    this.render();
  }

  private takeOver(buffer: Buffer, file: { bytes: Uint8Array; version: string }, undoable: boolean): void {
    const decoded = decode(file.bytes);
    if (decoded.kind !== "text" || buffer.content !== "text") {
      buffer.content = "loading";
      if (this.current === buffer) this.show(buffer, false);
      return;
    }
    this.apply(buffer, buffer.toDisk(decoded, undoable));
    buffer.adopt(file, decoded);
  }

  private moved({ from, to }: { from: string; to: string }): void {
    for (const buffer of this.buffers) {
      if (buffer.path === from) buffer.path = to;
      else if (buffer.path.startsWith(`${from}/`)) buffer.path = to + buffer.path.slice(from.length);
      else continue;
      if (buffer.trouble?.kind === "deleted") buffer.trouble = undefined;
      void this.loadLanguage(buffer);
    }
    this.render();
    this.keep();
  }

  private deleted(path: string): void {
    for (const buffer of this.buffers.filter((one) => one.path === path || one.path.startsWith(`${path}/`))) {
      if (buffer.isDirty) buffer.trouble = { kind: "deleted" };
      else this.remove(buffer);
    }
    this.render();
  }

  private retryLoading(): void {
    const buffer = this.current;
    if (buffer?.content === "failed") {
      buffer.content = "loading";
      this.show(buffer, false);
    }
    for (const one of this.buffers) if (one !== buffer && one.content === "failed") one.content = "loading";
  }

  private async saveWaiting(): Promise<void> {
    for (const buffer of this.buffers) if (buffer.trouble?.kind === "offline") await this.saving.save(buffer);
  }

  private async compare(): Promise<void> {
    const buffer = this.current;
    if (buffer?.trouble?.kind !== "conflict" || buffer.trouble.decoded.kind !== "text" || !buffer.state || this.comparison) return;
    const theirs = buffer.trouble.decoded.text;
    const { compare } = await import("./compare");
    const language: Extension = (buffer.isPlain ? undefined : await languageOf(buffer.path)?.load()) ?? [];
    if (this.current !== buffer) return;
    this.view.dom.hidden = true;
    this.comparison = compare(this.part("body"), this.view.state.doc.toString(), theirs, language, (changes) => this.view.dispatch({ changes }));
    this.render();
    this.focus();
  }

  private stopComparing(): void {
    if (!this.comparison) return;
    this.comparison.destroy();
    this.comparison = undefined;
  }

  private settle(buffer: Buffer): void {
    if (buffer === this.current && buffer.trouble?.kind !== "conflict") this.stopComparing();
    this.render();
  }

  private reloadTheirs(buffer: Buffer): void {
    if (buffer.trouble?.kind !== "conflict") return;
    this.stopComparing();
    // Undo brings the person's own text back.
    this.takeOver(buffer, buffer.trouble.theirs, true);
    this.render();
  }

  private render(): void {
    const buffer = this.current;
    this.tabs.render(this.buffers, buffer);
    this.part("empty").hidden = buffer !== undefined;
    this.part("keys").hidden = buffer?.content !== "text" || !this.canWrite || this.comparison !== undefined;
    this.view.dom.hidden = !buffer?.state || this.comparison !== undefined || !["text", "foreign"].includes(buffer.content);
    this.other.hidden = buffer === undefined || !this.view.dom.hidden || this.comparison !== undefined;
    if (buffer && !this.other.hidden) showOther(this.other, buffer, this.files.downloadAddress(buffer.path), () => this.retryLoading());
    showBanner(this.part("banners"), buffer, this.comparison !== undefined, {
      compare: () => void this.compare(),
      stopComparing: () => (this.stopComparing(), this.render(), this.focus()),
      reload: () => buffer && this.reloadTheirs(buffer),
      overwrite: () => buffer && void this.saving.overwrite(buffer),
      save: () => buffer && void this.saving.save(buffer),
      saveAnew: () => buffer && void this.saving.save(buffer, true),
      startAndSave: () => buffer && void this.saving.startAndSave(buffer),
      close: () => buffer && this.remove(buffer),
    });
    this.status.show(this.pane, buffer, this.canWrite);
  }

  private keep(): void {
    localStorage.setItem(this.memory, JSON.stringify({ paths: this.buffers.map((buffer) => buffer.path), current: this.current?.path }));
    this.pane.dispatchEvent(new CustomEvent("aura:open-files", { bubbles: true }));
  }

  private get memory(): string {
    return `aura:tabs:${this.projectId}`;
  }

  private part<T extends HTMLElement>(name: string): T {
    return this.pane.querySelector<T>(`[data-part="${name}"]`)!;
  }
}

/** The view takes its nonce from the first state it has. */
const nothing = (): EditorState => EditorState.create({ extensions: viewing() });

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf("/")));
