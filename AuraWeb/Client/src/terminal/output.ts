import type { Terminal } from "@xterm/xterm";
import type { Ready } from "./connection";

// What a terminal says by itself, when a program asks: positions, attributes, modes, sizes, colours.
const answer = /^\x1b(?:\[[?>=]?[\d;]*(?:[cnRt]|\$y)$|\[\?\d+u$|[P\]].)/s;
const clear = "\x1bc";
const ackEvery = 64 * 1024;
const makeDecoder = (): TextDecoder => new TextDecoder("utf-8", { ignoreBOM: true });

/** What arrives for a terminal: put on its screen in order, and acknowledged when it shows. Offsets count bytes. */
export class Output {
  private decoder = makeDecoder();
  private readonly parsing: number[] = [];
  private live = 0;
  private acknowledged = 0;

  constructor(private readonly terminal: Terminal, private readonly acknowledge: (offset: number) => void) {}

  begin(ready: Ready, repaint: boolean): void {
    this.live = ready.live;
    this.acknowledged = ready.offset;
    if (repaint) {
      this.decoder = makeDecoder();
      this.put(clear);
      if (ready.dropped) {
        this.put("\x1b[2mOlder output is gone.\x1b[0m\r\n");
      }
    }
  }

  // Decoded here: xterm.js passes over bytes that are no UTF-8, and they are to show as a mark.
  write(bytes: Uint8Array, start: number): void {
    this.put(this.decoder.decode(bytes, { stream: true }), start, () => {
      const end = start + bytes.length;
      if (end - this.acknowledged >= ackEvery) {
        this.acknowledged = end;
        this.acknowledge(end);
      }
    });
  }

  /** Says something that is no output of the program; chunks are parsed one by one, in the order of these calls. */
  put(text: string, start = -1, shown?: () => void): void {
    this.parsing.push(start);
    this.terminal.write(text, () => {
      this.parsing.shift();
      shown?.();
    });
  }

  /** Whether the terminal said this of itself, because the output being parsed asks for it. */
  asksFor(data: string): boolean {
    return this.parsing.length > 0 && answer.test(data);
  }

  /** Where the output being parsed begins, unless it was printed before this page looked: then its questions were somebody else's to answer. */
  get question(): number | undefined {
    const start = this.parsing[0];
    return start !== undefined && start >= this.live ? start : undefined;
  }
}
