/** Takes files from the person's computer, one after the other, each with its progress; nothing fails in silence. */
import { Refusal } from "../events/http";
import { FilesApi } from "./api";
import { parentOf, sizeInWords } from "./paths";

export class Uploads {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly list: HTMLElement,
    private readonly api: FilesApi,
    private readonly limit: number,
    private readonly arrived: (folder: string) => void,
  ) {}

  add(files: Iterable<File>, folder: string): void {
    for (const file of files) {
      const row = new UploadRow(this.list, file.name);
      if (file.size > this.limit) {
        row.fail(`is larger than the limit of ${sizeInWords(this.limit)}. It was not uploaded. Fetch it in a terminal instead.`);
      } else {
        this.queue(row, file, `${folder}/${file.name}`, false);
      }
    }
  }

  /** Says why something that was dropped is no file to upload. */
  refuse(name: string, why: string): void {
    new UploadRow(this.list, name).fail(why);
  }

  private queue(row: UploadRow, file: File, path: string, overwrite: boolean): void {
    this.last = this.last.then(() => this.send(row, file, path, overwrite));
  }

  private async send(row: UploadRow, file: File, path: string, overwrite: boolean): Promise<void> {
    if (row.stop.signal.aborted) return;
    try {
      await this.api.upload(path, file, overwrite, (sent) => row.progress(sent, file.size), row.stop.signal);
      row.remove();
      this.arrived(parentOf(path));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "CANCELLED") row.remove();
      else if (error.code === "FILE_CONFLICT" && !overwrite) row.ask("is already there.", "Replace", () => this.queue(row, file, path, true));
      else row.fail(error.message);
    }
  }
}

class UploadRow {
  readonly stop = new AbortController();
  private readonly row = document.createElement("div");
  private readonly bar = document.createElement("progress");
  private readonly text = document.createElement("span");
  private readonly dismiss = button("Cancel", () => this.end());

  constructor(list: HTMLElement, private readonly name: string) {
    this.row.className = "upload";
    this.text.className = "upload-text";
    this.bar.setAttribute("aria-label", `Upload of ${name}`);
    this.bar.max = 1;
    this.bar.value = 0;
    this.text.textContent = `${name} waits`;
    this.row.append(this.text, this.dismiss, this.bar);
    list.append(this.row);
  }

  progress(sent: number, size: number): void {
    this.bar.value = size === 0 ? 1 : sent / size;
    this.text.textContent = `${this.name}: ${sizeInWords(sent)} of ${sizeInWords(size)}`;
  }

  fail(why: string): void {
    this.settle(why);
    this.row.classList.add("is-failed");
  }

  ask(what: string, label: string, yes: () => void): void {
    this.settle(what);
    const accept = button(label, () => {
      accept.remove();
      this.row.append(this.bar);
      this.dismiss.textContent = "Cancel";
      yes();
    });
    this.dismiss.before(accept);
  }

  remove(): void {
    this.row.remove();
  }

  private end(): void {
    this.stop.abort();
    this.remove();
  }

  private settle(message: string): void {
    this.bar.remove();
    this.text.setAttribute("role", "alert");
    this.text.textContent = message.includes(`“`) ? message : `“${this.name}” ${message}`;
    this.dismiss.textContent = "Dismiss";
  }
}

function button(label: string, click: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "btn btn-small";
  element.textContent = label;
  element.addEventListener("click", click);
  return element;
}
