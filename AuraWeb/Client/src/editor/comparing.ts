/** The comparison of a text with the one on disk, in the place of the text. */
import type { Buffer } from "./buffer";
import type { Comparison } from "./compare";
import type { OpenFiles } from "./openFiles";
import { languageFor, type TextView } from "./textView";

export class Comparing {
  private comparison: Comparison | undefined;

  constructor(private readonly place: HTMLElement, private readonly open: OpenFiles, private readonly text: TextView) {}

  get isOn(): boolean {
    return this.comparison !== undefined;
  }

  /** @returns whether it began: not when another file came to show meanwhile. */
  async start(buffer: Buffer): Promise<boolean> {
    if (buffer.trouble?.kind !== "conflict" || buffer.trouble.decoded.kind !== "text" || !buffer.state || this.isOn) return false;
    const theirs = buffer.trouble.decoded.text;
    const { compare } = await import("./compare");
    const language = await languageFor(buffer);
    if (this.open.current !== buffer) return false;
    const { view } = this.text;
    view.dom.hidden = true;
    this.comparison = compare(this.place, view.state.doc.toString(), theirs, language, (changes) => view.dispatch({ changes }));
    return true;
  }

  stop(): void {
    this.comparison?.destroy();
    this.comparison = undefined;
  }

  focus(): void {
    this.place.querySelector<HTMLElement>(".ed-compare .cm-content")?.focus();
  }
}
