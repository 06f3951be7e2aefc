import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import { openStrictly } from "./strict-styles";
import { readTheme } from "./theme";

/** Opens a terminal's screen in an element. */
export function openScreen(host: HTMLElement, nonce: string): Terminal {
  const terminal = new Terminal({
    fontFamily: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
    fontSize: 12.5,
    lineHeight: 1.2,
    scrollback: 5000,
    cursorBlink: false,
    minimumContrastRatio: 4.5,
    theme: readTheme(host),
    linkHandler: { activate: (_event, uri) => openLink(uri) },
  });
  terminal.loadAddon(new WebLinksAddon((_event, uri) => openLink(uri)));
  openStrictly(nonce, () => terminal.open(host));
  return terminal;
}

/** All that a terminal has shown, lines that were folded whole again. */
export function textOf(terminal: Terminal): string {
  const buffer = terminal.buffer.active;
  let text = "";
  for (let row = 0; row < buffer.length; row++) {
    const line = buffer.getLine(row);
    const goesOn = buffer.getLine(row + 1)?.isWrapped ?? false;
    text += goesOn ? line?.translateToString(false) : `${line?.translateToString(true)}\n`;
  }
  return `${text.trimEnd()}\n`;
}

function openLink(uri: string): void {
  if (/^https?:/i.test(uri)) {
    window.open(uri, "_blank", "noopener,noreferrer");
  }
}
