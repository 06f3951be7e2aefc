/** The one view that texts are shown in. The state in it belongs to the file that shows. */
import { Compartment, EditorState, type Extension, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { messageOf, Refusal } from "../events/http";
import type { Buffer } from "./buffer";
import { editing, viewing } from "./extensions";
import type { ProjectFiles } from "./files";
import { languageOf } from "./languages";
import type { OpenFiles } from "./openFiles";

export class TextView {
  readonly view: EditorView;
  private readonly language = new Compartment();

  /** @param changed the text of the file that shows was edited, or its cursor moved. */
  constructor(
    place: HTMLElement,
    private readonly open: OpenFiles,
    private readonly canWrite: boolean,
    private readonly changed: (state: EditorState, isEdit: boolean) => void,
  ) {
    this.view = new EditorView({ parent: place, state: nothing() });
  }

  /** Takes the state of the file that shows out of the view. */
  leave(): void {
    const buffer = this.open.current;
    if (!buffer?.state) return;
    buffer.state = this.view.state;
    buffer.scroll = this.view.scrollSnapshot();
  }

  /** Puts the state of the file that shows into the view. */
  enter(): void {
    const buffer = this.open.current;
    if (!buffer?.state) return;
    this.view.setState(buffer.state);
    if (buffer.scroll) this.view.dispatch({ effects: buffer.scroll });
  }

  clear(): void {
    this.view.setState(nothing());
  }

  /** Reads a file that was not read before. @returns false when that was done meanwhile. */
  async read(buffer: Buffer, files: ProjectFiles): Promise<boolean> {
    try {
      const file = await files.read(buffer.path);
      if (buffer.content === "text") return false;
      buffer.fill(file, (text) => this.makeState(buffer, text));
    } catch (error) {
      const refusal = error instanceof Refusal ? error : undefined;
      buffer.fail(refusal?.code ?? "", messageOf(error));
    }
    return true;
  }

  private makeState(buffer: Buffer, text: string): EditorState {
    const readOnly = buffer.content === "foreign" || !this.canWrite;
    const follow = EditorView.updateListener.of((update) => {
      if (this.open.current !== buffer) return;
      buffer.state = update.state;
      if (update.docChanged) buffer.record(update.changes);
      if (update.docChanged || update.selectionSet) this.changed(update.state, update.docChanged);
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

  async loadLanguage(buffer: Buffer): Promise<void> {
    const language = await languageFor(buffer);
    if (buffer.state) this.apply(buffer, { effects: this.language.reconfigure(language) });
  }

  /** Changes a file, whether it shows or not. */
  apply(buffer: Buffer, change: TransactionSpec): void {
    if (buffer === this.open.current) {
      this.view.dispatch(change);
      return;
    }
    const transaction = buffer.state!.update(change);
    buffer.state = transaction.state;
    if (transaction.docChanged) buffer.record(transaction.changes);
  }
}

export const languageFor = async (buffer: Buffer): Promise<Extension> => (buffer.isPlain ? undefined : await languageOf(buffer.path)?.load()) ?? [];

/** The view takes its nonce from the first state it has. */
const nothing = (): EditorState => EditorState.create({ extensions: viewing() });
