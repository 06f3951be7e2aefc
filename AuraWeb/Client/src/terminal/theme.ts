import type { ITheme } from "@xterm/xterm";

const names = [
  "background", "foreground", "cursor", "cursorAccent", "selectionBackground",
  "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  "brightBlack", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta", "brightCyan", "brightWhite",
] as const;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The colours of terminal.css as they are for this element now: a custom property alone does not resolve light-dark(). */
export function readTheme(host: HTMLElement): ITheme {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const theme: Record<string, string> = {};
  for (const name of names) {
    probe.style.color = `var(--term-${kebab(name)})`;
    theme[name] = toHex(getComputedStyle(probe).color);
  }
  probe.remove();
  return theme;
}

// The terminal knows #rrggbb and rgb(), not every form a browser may compute.
function toHex(color: string): string {
  const parts = color.match(/[\d.]+/g)?.map(Number) ?? [];
  const scale = color.startsWith("color(") ? 255 : 1;
  const [red = 0, green = 0, blue = 0] = parts;
  return `#${[red, green, blue].map((part) => Math.round(part * scale).toString(16).padStart(2, "0")).join("")}`;
}

/** Calls back whenever light and dark change, by the system or by the page. */
export function watchTheme(changed: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const page = new MutationObserver(changed);
  system.addEventListener("change", changed);
  page.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
  return () => {
    system.removeEventListener("change", changed);
    page.disconnect();
  };
}
