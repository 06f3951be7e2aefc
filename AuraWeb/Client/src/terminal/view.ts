import { FitAddon } from "@xterm/addon-fit";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import { TerminalConnection, type Ready } from "./connection";
import { Notice } from "./notice";
import { sequenceOf } from "./sequences";
import { openStrictly, styleNonce } from "./strict-styles";
import { readTheme, watchTheme } from "./theme";

export interface TerminalOptions {
  sandboxId: string;
  terminalId: string;
  /** Whether to show only; the server decides in any case. */
  readOnly?: boolean;
  /** The page's nonce for styles; found on the page when left out. */
  nonce?: string;
  /** Makes of what was typed what is sent. */
  typed?: ((data: string) => string) | undefined;
}

// What a terminal says by itself, when a program asks: positions, attributes, modes, sizes, colours.
const answer = /^\x1b(?:\[[?>=]?[\d;]*(?:[cnRt]|\$y)$|\[\?\d+u$|[P\]].)/s;
const clear = "\x1bc";
const ackEvery = 64 * 1024;

/**
 * One terminal in the page. Its host element gets bubbling events: `aura:terminal-ended` {terminalId, code},
 * `aura:terminal-connection` {terminalId, state: "connected" | "lost" | "closed", reason, code} and `aura:terminal-leave`.
 */
export class TerminalView {
  private readonly terminal: Terminal;
  private readonly fitting = new FitAddon();
  private readonly connection: TerminalConnection;
  private readonly notice: Notice;
  private readonly encoder = new TextEncoder();
  private decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  private readonly cleanup: (() => void)[] = [];
  private readonly parsing: number[] = [];
  private live = 0;
  private acknowledged = 0;
  private readOnly: boolean;
  private inKeyEvent = false;

  constructor(private readonly host: HTMLElement, private readonly options: TerminalOptions) {
    this.readOnly = options.readOnly ?? false;
    this.notice = new Notice(host);
    this.terminal = new Terminal({
      fontFamily: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
      fontSize: 12.5,
      lineHeight: 1.2,
      scrollback: 5000,
      cursorBlink: false,
      minimumContrastRatio: 4.5,
      disableStdin: this.readOnly,
      theme: readTheme(host),
      linkHandler: { activate: (_event, uri) => openLink(uri) },
    });
    this.terminal.loadAddon(this.fitting);
    this.terminal.loadAddon(new WebLinksAddon((_event, uri) => openLink(uri)));
    openStrictly(options.nonce ?? styleNonce(), () => this.terminal.open(host));
    this.connection = new TerminalConnection(options.sandboxId, options.terminalId, {
      ready: (ready, repaint) => this.begin(ready, repaint),
      output: (bytes, start) => this.write(bytes, start),
      exited: (code) => this.end(code),
      lost: (seconds) => this.lose(seconds),
      closed: (reason, code) => this.shut(reason, code),
    });
    this.listen();
    this.fit();
  }

  focus(): void {
    this.terminal.focus();
  }

  /** Presses a key that the keyboard may lack, as `KeyboardEvent.key` names it. */
  press(key: string, control: boolean): void {
    this.terminal.input(sequenceOf(key, control, this.terminal.modes.applicationCursorKeysMode));
  }

  /** Fits rows and columns to the host; does nothing while it is hidden. */
  fit(): void {
    if (this.host.clientWidth > 0 && this.host.clientHeight > 0) {
      this.fitting.fit();
    }
  }

  /** Size in characters. */
  get size(): { cols: number; rows: number } {
    return { cols: this.terminal.cols, rows: this.terminal.rows };
  }

  dispose(): void {
    this.cleanup.forEach((undo) => undo());
    this.connection.close();
    this.terminal.dispose();
    this.notice.remove();
  }

  private listen(): void {
    this.terminal.onData((data) => this.say(data));
    this.terminal.onBinary((data) => this.type(Uint8Array.from(data, (character) => character.charCodeAt(0))));
    this.terminal.onResize(({ cols, rows }) => this.connection.resize(cols, rows));
    this.terminal.attachCustomKeyEventHandler((event) => this.key(event));

    let frame = 0;
    const resized = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => this.fit());
    });
    resized.observe(this.host);
    const paste = (event: ClipboardEvent): void => this.paste(event);
    this.host.addEventListener("paste", paste, { capture: true });
    const online = (): void => this.connection.retry();
    window.addEventListener("online", online);
    this.cleanup.push(
      watchTheme(() => (this.terminal.options.theme = readTheme(this.host))),
      () => resized.disconnect(),
      () => cancelAnimationFrame(frame),
      () => this.host.removeEventListener("paste", paste, { capture: true }),
      () => window.removeEventListener("online", online),
    );
  }

  private begin(ready: Ready, repaint: boolean): void {
    this.live = ready.live;
    this.acknowledged = ready.offset;
    this.readOnly = ready.readOnly || (this.options.readOnly ?? false);
    this.terminal.options.disableStdin = this.readOnly;
    if (repaint) {
      this.decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      this.put(clear);
      if (ready.dropped) {
        this.put("\x1b[2mOlder output is gone.\x1b[0m\r\n");
      }
    }
    if (!this.readOnly && document.visibilityState === "visible") {
      this.connection.resize(this.terminal.cols, this.terminal.rows);
    }
    this.notice.hide();
    this.tell("aura:terminal-connection", { state: "connected" });
  }

  // Decoded here: xterm.js passes over bytes that are no UTF-8, and they are to show as a mark.
  private write(bytes: Uint8Array, start: number): void {
    this.put(this.decoder.decode(bytes, { stream: true }), start, () => {
      const end = start + bytes.length;
      if (end - this.acknowledged >= ackEvery) {
        this.acknowledged = end;
        this.connection.acknowledge(end);
      }
    });
  }

  // Chunks are parsed one by one, in order: the first in the list is the one that an answer belongs to.
  private put(text: string, start = -1, shown?: () => void): void {
    this.parsing.push(start);
    this.terminal.write(text, () => {
      this.parsing.shift();
      shown?.();
    });
  }

  private say(data: string): void {
    const start = this.parsing[0];
    if (start !== undefined && !this.inKeyEvent && answer.test(data)) {
      // What was printed before this page looked was somebody else's to answer.
      if (start >= this.live && !this.readOnly) {
        this.connection.answer(start, data);
      }
      return;
    }
    this.type(this.encoder.encode(this.options.typed?.(data) ?? data));
  }

  private type(bytes: Uint8Array): void {
    if (!this.readOnly) {
      this.connection.type(bytes);
    }
  }

  /** @returns whether the terminal handles the key. */
  private key(event: KeyboardEvent): boolean {
    this.inKeyEvent = true;
    queueMicrotask(() => (this.inKeyEvent = false));
    if (event.type !== "keydown" || !event.ctrlKey) {
      return true;
    }
    if (event.shiftKey && event.code === "KeyC") {
      event.preventDefault();
      void this.copy();
      return false;
    }
    if (event.shiftKey && event.key === "F6") {
      event.preventDefault();
      this.terminal.blur();
      this.tell("aura:terminal-leave", {});
      return false;
    }
    // The browser pastes with the first; the others are the page's.
    return !(event.shiftKey && event.code === "KeyV") && event.code !== "Backquote" && event.key !== "Enter";
  }

  private async copy(): Promise<void> {
    const text = this.terminal.getSelection();
    if (text !== "") {
      await navigator.clipboard.writeText(text);
    }
  }

  // A paste must not be able to say that it is over: then the rest would count as typed, line ends and all.
  private paste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData?.getData("text/plain").replace(/[\x1b\x9b]/g, "") ?? "";
    if (text !== "" && !this.readOnly) {
      this.terminal.paste(text);
    }
  }

  private end(code: number | null): void {
    const words = code === null ? "ended with the sandbox" : `ended, exit code ${code}`;
    this.put(`\r\n\x1b[0m\x1b[?25l\x1b[2m${words}\x1b[0m`);
    this.terminal.options.disableStdin = true;
    this.notice.hide();
    this.tell("aura:terminal-ended", { code });
  }

  private lose(seconds: number): void {
    const inSeconds = Math.max(1, Math.round(seconds));
    if (seconds >= 1) {
      this.notice.count(inSeconds, (left) => `Connection lost. Trying again in ${left} s.`);
    }
    this.tell("aura:terminal-connection", { state: "lost", seconds });
  }

  private shut(reason: string, code: number): void {
    this.terminal.options.disableStdin = true;
    this.notice.show(reason);
    this.tell("aura:terminal-connection", { state: "closed", reason, code });
  }

  private tell(name: string, detail: object): void {
    const all = { sandboxId: this.options.sandboxId, terminalId: this.options.terminalId, ...detail };
    this.host.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: all }));
  }
}

function openLink(uri: string): void {
  if (/^https?:/i.test(uri)) {
    window.open(uri, "_blank", "noopener,noreferrer");
  }
}
