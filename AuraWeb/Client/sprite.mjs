// Makes the icon sprite: the lucide icons named here, and AuraWeb's own marks.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const icons = [
  "arrow-down", "arrow-left", "arrow-right", "arrow-up-down", "bell", "bot", "box", "braces", "check", "chevron-down", "chevron-left", "chevron-right",
  "chevron-up", "circle-alert", "circle-check", "circle-help", "circle-play", "circle-stop", "clipboard", "clock", "cloud-off", "code", "columns-2",
  "copy", "corner-down-right", "cpu", "database", "download", "ellipsis", "ellipsis-vertical", "external-link", "eye", "eye-off", "file", "file-code",
  "file-image", "file-plus", "file-text", "file-warning", "files", "folder", "folder-open", "folder-plus", "git-branch", "globe", "hard-drive",
  "history", "house", "info", "key-round", "laptop", "layout-template", "link", "list", "lock", "log-out", "mail", "maximize-2", "memory-stick",
  "menu", "minimize-2", "minus", "monitor", "moon", "panel-bottom", "panel-left", "panel-right", "pause", "pencil", "play", "plug", "plus", "power",
  "redo-2", "refresh-cw", "rotate-ccw", "rotate-cw", "save", "search", "server", "settings", "share-2", "shield", "smartphone", "square", "square-pen",
  "square-terminal", "sun", "terminal", "trash-2", "triangle-alert", "undo-2", "unplug", "upload", "user", "user-plus", "users", "wifi-off",
  "wrap-text", "x", "zap",
];

// Shape says the state; colour only repeats it.
const marks = {
  logo: `<symbol id="logo" viewBox="0 0 24 24" fill="none"><path d="M12 2.5a9.5 9.5 0 1 1-8.4 5.05" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/><rect x="7.6" y="7.6" width="8.8" height="8.8" rx="2.5" fill="currentColor"/></symbol>`,
  "state-running": `<symbol id="state-running" viewBox="0 0 16 16" fill="none"><circle cx="8" cy="8" r="6.6" stroke="currentColor" stroke-width="1.2" opacity=".55"/><circle cx="8" cy="8" r="3.9" fill="currentColor"/></symbol>`,
  "state-starting": `<symbol id="state-starting" viewBox="0 0 16 16" fill="none"><circle cx="8" cy="8" r="6.2" stroke="currentColor" stroke-width="1.6" opacity=".3"/><path d="M8 1.8A6.2 6.2 0 0 1 14.2 8" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/><circle cx="8" cy="8" r="1.9" fill="currentColor"/></symbol>`,
  "state-soon": `<symbol id="state-soon" viewBox="0 0 16 16" fill="none"><circle cx="8" cy="8" r="5.9" stroke="currentColor" stroke-width="1.6"/><path d="M8 2.1a5.9 5.9 0 0 0 0 11.8z" fill="currentColor"/></symbol>`,
  "state-stopped": `<symbol id="state-stopped" viewBox="0 0 16 16" fill="none"><circle cx="8" cy="8" r="4.9" stroke="currentColor" stroke-width="1.7"/></symbol>`,
  "state-limit": `<symbol id="state-limit" viewBox="0 0 16 16" fill="none"><rect x="2.2" y="2.2" width="11.6" height="11.6" rx="2.2" stroke="currentColor" stroke-width="1.6"/><rect x="5.2" y="5.2" width="5.6" height="5.6" rx=".8" fill="currentColor"/></symbol>`,
  "state-failed": `<symbol id="state-failed" viewBox="0 0 16 16"><path d="M8 1.6 10.7 4.3 8 7 5.3 4.3zM11.7 5.3 14.4 8l-2.7 2.7L9 8zM8 9l2.7 2.7L8 14.4l-2.7-2.7zM4.3 5.3 7 8l-2.7 2.7L1.6 8z" fill="currentColor"/></symbol>`,
};

/** @returns {Promise<string>} The sprite as an SVG document. */
export async function sprite() {
  const symbols = await Promise.all(icons.map(async (name) => {
    const file = join(import.meta.dirname, "node_modules/lucide-static/icons", `${name}.svg`);
    const shapes = (await readFile(file, "utf8")).replace(/<!--.*?-->|<\/?svg[^>]*>/gs, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${[...Object.values(marks), ...symbols].join("\n")}\n</svg>\n`;
}
