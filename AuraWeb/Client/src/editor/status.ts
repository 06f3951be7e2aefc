/** What the status bar and the save button say of the file that is shown. */
import type { EditorState } from "@codemirror/state";
import type { Buffer } from "./buffer";
import { languageOf } from "./languages";

export class Status {
  private readonly place = (name: string): HTMLElement => document.getElementById(`status-${name}`)!;

  show(pane: HTMLElement, buffer: Buffer | undefined, canWrite: boolean): void {
    const save = pane.querySelector<HTMLButtonElement>('[data-part="save"]')!;
    const state = pane.querySelector<HTMLElement>('[data-part="save-state"]')!;
    save.hidden = buffer?.content !== "text" || !canWrite;
    if (buffer) {
      state.textContent = buffer.isSaving ? "Saving" : buffer.trouble && buffer.isDirty ? "Not saved" : buffer.isDirty ? "Save" : "Saved";
      save.disabled = buffer.isSaving || !buffer.isDirty;
      save.classList.toggle("is-dirty", buffer.isDirty);
    }
    this.place("language").textContent = buffer?.state ? buffer.isPlain ? "Plain text" : (languageOf(buffer.path)?.name ?? "Plain text") : "";
    this.place("ends").textContent = buffer?.endsInWords ?? "";
    if (buffer?.state) this.position(buffer.state);
    else this.place("position").textContent = "";
  }

  position(state: EditorState): void {
    const at = state.selection.main.head;
    const line = state.doc.lineAt(at);
    this.place("position").textContent = `Ln ${line.number}, Col ${at - line.from + 1}`;
  }
}
