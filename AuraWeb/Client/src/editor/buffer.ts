/** One open file: its text in the editor, its text on disk, and the edits that lie between. */
import { ChangeSet, EditorState, type StateEffect, type Text, Transaction, type TransactionSpec } from "@codemirror/state";
import { count, type Decoded, decode, type Edit, encode, normalize, rebuild } from "./lineEndings";
import type { FileOnDisk } from "./files";

/** Why a file is not as the person wants it. */
export type Trouble =
  | { kind: "conflict"; theirs: FileOnDisk; decoded: Decoded }
  | { kind: "deleted" | "stopped" | "signed-out" | "offline" }
  | { kind: "refused"; message: string };

/** What the pane shows of a file. */
export type Content = "loading" | "text" | "foreign" | "binary" | "failed";

const longText = 2_000_000;
const longLine = 20_000;

export class Buffer {
  content: Content = "loading";
  state: EditorState | undefined;
  scroll: StateEffect<unknown> | undefined;
  trouble: Trouble | undefined;
  /** Whether the file on disk is another than the one that was edited. */
  isStale = false;
  isSaving = false;
  isPlain = false;
  version = "";
  size = 0;
  failure = "";
  failureCode = "";
  private original = "";
  private bom = false;
  private saved: Text | undefined;
  private changes: ChangeSet | undefined;
  private sinceSaving: ChangeSet | undefined;

  constructor(public path: string) {}

  get name(): string {
    return this.path.slice(this.path.lastIndexOf("/") + 1);
  }

  get isDirty(): boolean {
    return this.content === "text" && this.state !== undefined && this.saved !== undefined && !this.state.doc.eq(this.saved);
  }

  /** Line ends and encoding in words. */
  get endsInWords(): string {
    if (this.content === "foreign") return "Not UTF-8";
    if (this.content !== "text") return "";
    const found = count(this.original);
    const kinds = [found["\n"] > 0 ? "LF" : "", found["\r\n"] > 0 ? "CRLF" : "", found["\r"] > 0 ? "CR" : ""].filter((kind) => kind !== "");
    return `${kinds.length === 0 ? "LF" : kinds.join(" and ")} · UTF-8${this.bom ? " with BOM" : ""}`;
  }

  /** Takes what was read for the first time. */
  fill(file: FileOnDisk, makeState: (text: string) => EditorState): void {
    const decoded = decode(file.bytes);
    this.version = file.version;
    this.size = file.bytes.length;
    this.content = decoded.kind;
    if (decoded.kind === "binary") return;
    const text = normalize(decoded.text);
    this.isPlain = text.length > longText || hasLongLine(text);
    this.state = makeState(text);
    this.settle(decoded.text, decoded.kind === "text" && decoded.bom, this.state.doc);
  }

  fail(code: string, message: string): void {
    this.content = "failed";
    this.failure = message;
    this.failureCode = code;
  }

  /** Notes an edit, made by whomever. */
  record(changes: ChangeSet): void {
    this.changes = this.changes?.compose(changes);
    this.sinceSaving = this.sinceSaving?.compose(changes);
  }

  /** The file's bytes with all edits, as they are to be written now. */
  beginSave(): { bytes: Uint8Array<ArrayBuffer>; done(version: string): void; failed(): void } {
    const { doc } = this.state!;
    const text = rebuild(this.original, editsOf(this.changes!));
    const bytes = encode(text, this.bom);
    this.isSaving = true;
    this.sinceSaving = ChangeSet.empty(doc.length);
    return {
      bytes,
      done: (version) => {
        const since = this.sinceSaving!;
        this.settle(text, this.bom, doc);
        this.changes = since;
        this.version = version;
        this.size = bytes.length;
        this.isSaving = false;
        this.isStale = false;
        this.trouble = undefined;
      },
      failed: () => {
        this.isSaving = false;
      },
    };
  }

  /** The edit that turns the shown text into the one on disk: only what differs, so that cursor and scroll stay. */
  toDisk(decoded: { text: string }, undoable: boolean): TransactionSpec {
    const [before, after] = [this.state!.doc.toString(), normalize(decoded.text)];
    const most = Math.min(before.length, after.length);
    let start = 0;
    while (start < most && before[start] === after[start]) start++;
    let end = 0;
    while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
    return {
      changes: { from: start, to: before.length - end, insert: after.slice(start, after.length - end) },
      annotations: Transaction.addToHistory.of(undoable),
    };
  }

  /** The shown text is the one on disk. */
  adopt(file: FileOnDisk, decoded: { text: string; bom: boolean }): void {
    this.settle(decoded.text, decoded.bom, this.state!.doc);
    this.version = file.version;
    this.size = file.bytes.length;
    this.isStale = false;
    this.trouble = undefined;
  }

  private settle(original: string, bom: boolean, doc: Text): void {
    this.original = original;
    this.bom = bom;
    this.saved = doc;
    this.changes = ChangeSet.empty(doc.length);
    this.sinceSaving = undefined;
  }
}

function editsOf(changes: ChangeSet): Edit[] {
  const edits: Edit[] = [];
  changes.iterChanges((from, to, _fromNow, _toNow, insert) => edits.push({ from, to, insert: insert.toString() }));
  return edits;
}

function hasLongLine(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    if ((end < 0 ? text.length : end) - at > longLine) return true;
    if (end < 0) return false;
    at = end + 1;
  }
  return false;
}
