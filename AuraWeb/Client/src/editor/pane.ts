/** What lies in the editor's pane when it is no text: nothing, something loading, a binary file, a file that could not be read. */
import { button } from "../panes/dom";
import type { Buffer } from "./buffer";

export function showOther(place: HTMLElement, buffer: Buffer, downloadAddress: string, again: () => void): void {
  const [heading, text] = wordsOf(buffer);
  place.replaceChildren();
  if (heading === "") return;
  const title = document.createElement("h2");
  title.textContent = heading;
  const about = document.createElement("p");
  about.textContent = text;
  place.append(title, about);
  if (buffer.content === "binary" || buffer.failureCode === "FILE_TOO_LARGE") {
    const link = document.createElement("a");
    link.className = "btn btn-primary";
    link.href = downloadAddress;
    link.setAttribute("download", buffer.name);
    link.textContent = "Download";
    place.append(link);
  } else if (buffer.content === "failed") {
    place.append(button("Try again", "btn", again));
  }
}

function wordsOf(buffer: Buffer): [string, string] {
  if (buffer.content === "binary") return ["Binary file", `“${buffer.name}” has ${sizeInWords(buffer.size)} and is no text. You can download it.`];
  if (buffer.content !== "failed") return ["", ""];
  if (buffer.failureCode === "FILE_TOO_LARGE") return ["Too large for the editor", buffer.failure];
  if (buffer.failureCode === "SANDBOX_STOPPED") return ["The sandbox is stopped", `“${buffer.name}” opens when the sandbox has started.`];
  return ["It could not be opened", buffer.failure];
}

function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kB"] : [bytes / 1024 / 1024, "MB"];
  return `${value.toFixed(1).replace(/\.0$/, "")} ${unit}`;
}
