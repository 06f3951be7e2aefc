/** The editor: open files, one view that shows one of them, and what happens to them on disk. */
import type { Events } from "../events/events";
import { ask } from "../panes/dom";
import { showBanner } from "./banners";
import type { Buffer } from "./buffer";
import { Comparing } from "./comparing";
import { DiskChanges } from "./diskChanges";
import { ProjectFiles } from "./files";
import { startEditorKeys } from "./keyRow";
import { OpenFiles } from "./openFiles";
import { showOther } from "./pane";
import { Saving } from "./saving";
import { Status } from "./status";
import { Tabs } from "./tabs";
import { TextView } from "./textView";

export class Editor {
  private readonly files: ProjectFiles;
  private readonly openFiles: OpenFiles;
  private readonly saving: Saving;
  private readonly disk: DiskChanges;
  private readonly tabs: Tabs;
  private readonly status = new Status();
  private readonly text: TextView;
  private readonly comparing: Comparing;
  private readonly other = document.createElement("div");

  constructor(
    private readonly pane: HTMLElement,
    projectId: string,
    private readonly canWrite: boolean,
    events: Events,
    private readonly shown: (path: string) => void,
  ) {
    this.files = new ProjectFiles(projectId);
    this.openFiles = new OpenFiles(projectId);
    this.saving = new Saving(projectId, this.files, events, (buffer) => this.settle(buffer));
    this.tabs = new Tabs(this.part("tabs"), { show: (buffer, focus) => this.show(buffer, focus), close: (buffer) => void this.close(buffer) });
    this.text = new TextView(this.part("body"), this.openFiles, canWrite, (state, isEdit) => (isEdit ? this.render() : this.status.position(state)));
    this.comparing = new Comparing(this.part("body"), this.openFiles, this.text);
    this.disk = new DiskChanges(this.openFiles, this.files, this.text, {
      render: () => this.render(),
      reload: (buffer) => this.current === buffer && this.show(buffer, false),
      remove: (buffer) => this.remove(buffer),
      moved: () => (this.render(), this.keep()),
    });
    this.other.className = "ed-empty";
    this.part("body").append(this.other);
    startEditorKeys(this.part("keys"), this.text.view);
    this.listen();
    const buffer = this.openFiles.restore();
    if (buffer) this.show(buffer, false);
    else this.render();
  }

  /** Whether something typed is not saved. */
  get hasChanges(): boolean {
    return this.openFiles.hasChanges;
  }

  /** Folders of the open files. */
  get folders(): string[] {
    return this.openFiles.folders;
  }

  open(path: string, focus = true): void {
    this.show(this.openFiles.find(path) ?? this.openFiles.add(path), focus);
  }

  focus(): void {
    if (this.comparing.isOn) this.comparing.focus();
    else if (this.current?.state) this.text.view.focus();
    else (this.part("tabs").querySelector<HTMLElement>('[aria-selected="true"]') ?? this.part("body")).focus();
  }

  showTab(index: number): void {
    const buffer = this.openFiles.all[index];
    if (buffer) this.show(buffer, true);
  }

  async save(): Promise<void> {
    const buffer = this.current;
    if (!buffer || !this.canWrite) return;
    if (buffer.trouble?.kind === "deleted") await this.saving.save(buffer, true);
    else if (buffer.trouble?.kind !== "conflict" && (buffer.isDirty || buffer.trouble)) await this.saving.save(buffer);
  }

  private get current(): Buffer | undefined {
    return this.openFiles.current;
  }

  private listen(): void {
    document.addEventListener("aura:running", (event) => (event as CustomEvent<{ running: boolean }>).detail.running && this.retryLoading());
    document.addEventListener("aura:online", () => void this.saveWaiting());
    addEventListener("beforeunload", (event) => this.hasChanges && event.preventDefault());
  }

  private show(buffer: Buffer, focus: boolean): void {
    this.comparing.stop();
    this.text.leave();
    this.openFiles.current = buffer;
    if (buffer.content === "loading") void this.load(buffer, focus);
    this.text.enter();
    this.render();
    this.keep();
    this.tabs.reveal(buffer);
    this.shown(buffer.path);
    if (focus && buffer.state) this.text.view.focus();
  }

  private async load(buffer: Buffer, focus: boolean): Promise<void> {
    if (!(await this.text.read(buffer, this.files))) return;
    if (this.current === buffer) {
      this.text.enter();
      if (focus && buffer.state && !document.querySelector("dialog[open]")) this.text.view.focus();
    }
    this.render();
    await this.text.loadLanguage(buffer);
  }

  private async close(buffer: Buffer): Promise<void> {
    if (buffer.isDirty) {
      const really = await ask(`Close “${buffer.name}” without saving?`, "What you changed in it is lost.", "Keep it open", "Close and lose the changes");
      if (!really) return;
    }
    this.remove(buffer);
  }

  private remove(buffer: Buffer): void {
    if (this.current === buffer) this.comparing.stop();
    const next = this.openFiles.remove(buffer);
    if (next) this.show(next, true);
    else if (!this.current) this.text.clear();
    this.render();
    this.keep();
  }

  private retryLoading(): void {
    const buffer = this.current;
    if (buffer?.content === "failed") {
      buffer.content = "loading";
      this.show(buffer, false);
    }
    for (const one of this.openFiles.all) if (one !== buffer && one.content === "failed") one.content = "loading";
  }

  private async saveWaiting(): Promise<void> {
    for (const buffer of this.openFiles.all) if (buffer.trouble?.kind === "offline") await this.saving.save(buffer);
  }

  private async compare(buffer: Buffer): Promise<void> {
    if (!(await this.comparing.start(buffer))) return;
    this.render();
    this.focus();
  }

  private settle(buffer: Buffer): void {
    if (buffer === this.current && buffer.trouble?.kind !== "conflict") this.comparing.stop();
    this.render();
  }

  private reloadTheirs(buffer: Buffer): void {
    if (buffer.trouble?.kind !== "conflict") return;
    this.comparing.stop();
    // Undo brings the person's own text back.
    this.disk.takeOver(buffer, buffer.trouble.theirs, true);
    this.render();
  }

  private render(): void {
    const buffer = this.current;
    const { dom } = this.text.view;
    const isComparing = this.comparing.isOn;
    this.tabs.render(this.openFiles.all, buffer);
    this.part("empty").hidden = buffer !== undefined;
    this.part("keys").hidden = buffer?.content !== "text" || !this.canWrite || isComparing;
    dom.hidden = !buffer?.state || isComparing || !["text", "foreign"].includes(buffer.content);
    this.other.hidden = buffer === undefined || !dom.hidden || isComparing;
    if (buffer && !this.other.hidden) showOther(this.other, buffer, this.files.downloadAddress(buffer.path), () => this.retryLoading());
    showBanner(this.part("banners"), buffer, isComparing, {
      compare: () => buffer && void this.compare(buffer),
      stopComparing: () => (this.comparing.stop(), this.render(), this.focus()),
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
    this.openFiles.keep();
    this.pane.dispatchEvent(new CustomEvent("aura:open-files", { bubbles: true }));
  }

  private part<T extends HTMLElement>(name: string): T {
    return this.pane.querySelector<T>(`[data-part="${name}"]`)!;
  }
}
