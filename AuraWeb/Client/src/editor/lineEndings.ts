/**
 * Keeps every byte outside an edit. The editor's text has one kind of line end; the file's own text keeps each as it was, and a
 * save carries the edits over to it.
 */

export type Ending = "\n" | "\r\n" | "\r";

/** An edit: what lay from `from` to `to` in the editor's text became `insert`. Edits come in order and do not overlap. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** A file as text, or why it is none. */
export type Decoded = { kind: "text"; bom: boolean; text: string } | { kind: "binary" } | { kind: "foreign"; text: string };

const mark = "\uFEFF";

/** Reads bytes as strict UTF-8. What is not is shown as Latin-1, and not to be written. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) return { kind: "binary" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const bom = text.startsWith(mark);
    return { kind: "text", bom, text: bom ? text.slice(1) : text };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { kind: "foreign", text: new TextDecoder("iso-8859-1").decode(bytes) };
  }
}

export function encode(text: string, bom: boolean): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(bom ? mark + text : text) as Uint8Array<ArrayBuffer>;
}

/** The text as the editor holds it. */
export const normalize = (text: string): string => text.replace(/\r\n?/g, "\n");

/** How often each kind of line end occurs. */
export function count(text: string): Record<Ending, number> {
  const found = { "\n": 0, "\r\n": 0, "\r": 0 };
  for (const [ending] of text.matchAll(/\r\n?|\n/g)) found[ending as Ending]++;
  return found;
}

/** The kind of line end that a new line gets. */
export function dominant(text: string): Ending {
  const found = count(text);
  if (found["\r\n"] > found["\n"] && found["\r\n"] >= found["\r"]) return "\r\n";
  return found["\r"] > found["\n"] ? "\r" : "\n";
}

/** Carries edits of the normalised text over to the file's own. */
export function rebuild(original: string, edits: readonly Edit[]): string {
  const ending = dominant(original);
  const walk = new Walk(original);
  const parts: string[] = [];
  for (const edit of edits) {
    parts.push(walk.to(edit.from));
    const removed = walk.to(edit.to);
    parts.push(replace(removed, edit.insert, ending));
  }
  parts.push(walk.rest());
  return parts.join("");
}

// What was deleted and came back by undo keeps its own line ends too.
function replace(removed: string, insert: string, ending: Ending): string {
  const before = normalize(removed);
  let start = 0;
  const most = Math.min(before.length, insert.length);
  while (start < most && before[start] === insert[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === insert[insert.length - 1 - end]) end++;
  const walk = new Walk(removed);
  const head = walk.to(start);
  walk.to(before.length - end);
  const middle = insert.slice(start, insert.length - end);
  return head + (ending === "\n" ? middle : middle.replaceAll("\n", ending)) + walk.rest();
}

/** Walks along a text by positions of its normalised form. */
class Walk {
  private at = 0;
  private position = 0;
  private readonly same: boolean;

  constructor(private readonly text: string) {
    this.same = !text.includes("\r\n");
  }

  to(position: number): string {
    const from = this.at;
    if (this.same) this.at += position - this.position;
    else
      for (let left = position - this.position; left > 0; left--) {
        this.at += this.text[this.at] === "\r" && this.text[this.at + 1] === "\n" ? 2 : 1;
      }
    this.position = position;
    return this.text.slice(from, this.at);
  }

  rest(): string {
    return this.text.slice(this.at);
  }
}
