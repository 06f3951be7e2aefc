/** What the server says first: where the bytes that follow begin. */
export interface Ready {
  type: "ready";
  epoch: string;
  offset: number;
  live: number;
  dropped: boolean;
  readOnly: boolean;
}

interface Exit {
  type: "exit";
  code: number | null;
}

export interface Handlers {
  /** The socket stands. `repaint` is false when it goes on exactly where the last one ended. */
  ready(ready: Ready, repaint: boolean): void;
  /** Bytes that begin at `start`. */
  output(bytes: Uint8Array, start: number): void;
  /** The program ended; null when it was ended with the sandbox. */
  exited(code: number | null): void;
  /** The connection was lost; another try follows in so many seconds. */
  lost(seconds: number): void;
  /** There is no way back: what to tell the person. */
  closed(reason: string, code: number): void;
}

const waits = [0.25, 1, 2, 3, 5, 8];
const inputChunk = 16 * 1024;
const keptInput = 16 * 1024;
const final = [4403, 4404, 4410];

/** The socket of one terminal, made again whenever it is lost. Offsets count bytes in the server's epoch. */
export class TerminalConnection {
  private socket: WebSocket | null = null;
  private epoch = "";
  private offset = 0;
  private tries = 0;
  private timer = 0;
  private isReady = false;
  private isOver = false;
  private typed: Uint8Array[] = [];
  private typedLength = 0;

  constructor(private readonly sandboxId: string, private readonly terminalId: string, private readonly handlers: Handlers) {
    this.connect();
  }

  /** Sends what the person typed; while there is no connection a little of it is kept. */
  type(bytes: Uint8Array): void {
    if (!this.isReady) {
      if (!this.isOver && this.typedLength + bytes.length <= keptInput) {
        this.typed.push(bytes);
        this.typedLength += bytes.length;
      }
      return;
    }
    for (let start = 0; start < bytes.length; start += inputChunk) {
      this.socket?.send(bytes.subarray(start, start + inputChunk) as Uint8Array<ArrayBuffer>);
    }
  }

  resize(cols: number, rows: number): void {
    this.say({ type: "resize", cols, rows });
  }

  /** All output before `offset` is on the screen. */
  acknowledge(offset: number): void {
    this.say({ type: "ack", offset });
  }

  /** What the terminal answers to a query in the output that begins at `offset`. */
  answer(offset: number, data: string): void {
    this.say({ type: "answer", offset, data });
  }

  /** Tries now, if it waits for the next try. */
  retry(): void {
    if (this.timer !== 0) {
      clearTimeout(this.timer);
      this.connect();
    }
  }

  close(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.socket?.close(1000);
  }

  private say(message: object): void {
    if (this.isReady) {
      this.socket?.send(JSON.stringify(message));
    }
  }

  private connect(): void {
    this.timer = 0;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const from = this.epoch === "" ? "" : `?since=${this.offset}&epoch=${encodeURIComponent(this.epoch)}`;
    const socket = new WebSocket(`${scheme}://${location.host}/ws/sandboxes/${this.sandboxId}/terminals/${this.terminalId}${from}`);
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.receive(event.data);
    socket.onclose = (event) => this.ended(event);
    this.socket = socket;
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      const start = this.offset;
      this.offset += data.byteLength;
      this.handlers.output(new Uint8Array(data), start);
      return;
    }
    const message = JSON.parse(data) as Ready | Exit;
    if (message.type === "exit") {
      this.isOver = true;
      this.handlers.exited(message.code);
    } else if (message.type === "ready") {
      this.begin(message);
    }
  }

  private begin(ready: Ready): void {
    const repaint = ready.epoch !== this.epoch || ready.offset !== this.offset;
    this.epoch = ready.epoch;
    this.offset = ready.offset;
    this.tries = 0;
    this.isReady = true;
    this.handlers.ready(ready, repaint);
    const typed = this.typed.splice(0);
    this.typedLength = 0;
    typed.forEach((bytes) => this.type(bytes));
  }

  private ended(event: CloseEvent): void {
    this.isReady = false;
    this.socket = null;
    if (this.isOver) {
      return;
    }
    if (final.includes(event.code)) {
      this.isOver = true;
      this.handlers.closed(event.reason, event.code);
      return;
    }
    void this.again();
  }

  // A refused upgrade tells a page nothing: after some tries the list of terminals says what is wrong.
  private async again(): Promise<void> {
    this.tries++;
    if (this.tries > 2) {
      const status = await fetch(`/sandboxes/${this.sandboxId}/terminals`, { redirect: "manual" }).then((answer) => answer.status, () => 0);
      if (status === 401 || status === 404) {
        this.isOver = true;
        this.handlers.closed(status === 401 ? "You are signed out. Sign in to go on." : "There is nothing at this address any more.", status);
      }
    }
    if (this.isOver) {
      return;
    }
    const seconds = waits[Math.min(this.tries, waits.length) - 1] ?? 8;
    this.handlers.lost(seconds);
    this.timer = window.setTimeout(() => this.connect(), seconds * 1000);
  }
}
