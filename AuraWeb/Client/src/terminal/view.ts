import { FitAddon } from "@xterm/addon-fit";
import type { Terminal } from "@xterm/xterm";
import { TerminalConnection, type Ready } from "./connection";
import { Notice } from "./notice";
import { Output } from "./output";
import { openScreen, textOf } from "./screen";
import { sequenceOf } from "./sequences";
import { copySelection, pastedText, shortcutOf } from "./shortcuts";
import { styleNonce } from "./strict-styles";
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

/**
 * One terminal in the page. Its host element gets bubbling events: `aura:terminal-ended` {terminalId, code},
 * `aura:terminal-connection` {terminalId, state: "connected" | "lost" | "closed", reason, code}, `aura:terminal-scroll`
 * {terminalId, atEnd} and `aura:terminal-leave`.
 */
export class TerminalView {
  private readonly terminal: Terminal;
  private readonly fitting = new FitAddon();
  private readonly connection: TerminalConnection;
  private readonly output: Output;
  private readonly notice: Notice;
  private readonly encoder = new TextEncoder();
  private readonly cleanup: (() => void)[] = [];
  private readOnly: boolean;
  private inKeyEvent = false;

  constructor(private readonly host: HTMLElement, private readonly options: TerminalOptions) {
    this.readOnly = options.readOnly ?? false;
    this.notice = new Notice(host);
    this.terminal = openScreen(host, options.nonce ?? styleNonce());
    this.terminal.options.disableStdin = this.readOnly;
    this.terminal.loadAddon(this.fitting);
    this.output = new Output(this.terminal, (offset) => this.connection.acknowledge(offset));
    this.connection = new TerminalConnection(options.sandboxId, options.terminalId, {
      ready: (ready, repaint) => this.begin(ready, repaint),
      output: (bytes, start) => this.output.write(bytes, start),
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

  scrollToEnd(): void {
    this.terminal.scrollToBottom();
  }

  /** Size in characters. */
  get size(): { cols: number; rows: number } {
    return { cols: this.terminal.cols, rows: this.terminal.rows };
  }

  /** All that it has shown. */
  get text(): string {
    return textOf(this.terminal);
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
    this.terminal.onScroll(() => this.tell("aura:terminal-scroll", { atEnd: this.terminal.buffer.active.viewportY >= this.terminal.buffer.active.baseY }));
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
    this.readOnly = ready.readOnly || (this.options.readOnly ?? false);
    this.terminal.options.disableStdin = this.readOnly;
    this.output.begin(ready, repaint);
    if (!this.readOnly && document.visibilityState === "visible") {
      this.connection.resize(this.terminal.cols, this.terminal.rows);
    }
    this.notice.hide();
    this.tell("aura:terminal-connection", { state: "connected" });
  }

  private say(data: string): void {
    if (this.inKeyEvent || !this.output.asksFor(data)) {
      this.type(this.encoder.encode(this.options.typed?.(data) ?? data));
    } else if (this.output.question !== undefined && !this.readOnly) {
      this.connection.answer(this.output.question, data);
    }
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
    const shortcut = shortcutOf(event);
    if (shortcut === "copy") {
      event.preventDefault();
      void copySelection(this.terminal);
    } else if (shortcut === "leave") {
      event.preventDefault();
      this.terminal.blur();
      this.tell("aura:terminal-leave", {});
    }
    return shortcut === undefined;
  }

  private paste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = pastedText(event);
    if (text !== "" && !this.readOnly) {
      this.terminal.paste(text);
    }
  }

  private end(code: number | null): void {
    const words = code === null ? "ended with the sandbox" : `ended, exit code ${code}`;
    this.output.put(`\r\n\x1b[0m\x1b[?25l\x1b[2m${words}\x1b[0m`);
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
