import { call, ownHeaders, Refusal, refusalOf, unreachable, withFreshToken } from "../events/http";

/** Calls the file addresses of one project. */

export class FilesApi {
  constructor(private readonly base: string) {}

  /** The fragment of one folder. */
  async folder(path: string): Promise<HTMLUListElement> {
    const response = await this.send("GET", "/tree", { path });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("ul");
    if (!list) throw new Refusal(0, "", "The folder could not be shown. Reload the page.");
    return document.importNode(list, true);
  }

  async createFile(path: string): Promise<void> {
    await this.send("POST", "/file", { path });
  }

  async createFolder(path: string): Promise<void> {
    await this.send("POST", "/folder", { path });
  }

  async move(from: string, to: string): Promise<void> {
    await this.send("POST", "/move", { from, to });
  }

  async remove(path: string): Promise<void> {
    await this.send("DELETE", "", { path });
  }

  downloadAddress(path: string): string {
    return this.address("/download", { path });
  }

  /** Sends a file. */
  async upload(path: string, file: File, overwrite: boolean, progress: (sent: number) => void, signal: AbortSignal): Promise<void> {
    const address = this.address("/upload", { path, overwrite: String(overwrite) });
    await withFreshToken(() => post(address, file, progress, signal)).catch(leaveWhenSignedOut);
  }

  private async send(method: string, action: string, query: Record<string, string>): Promise<Response> {
    return call(method, this.address(action, query)).catch(leaveWhenSignedOut);
  }

  private address(action: string, query: Record<string, string>): string {
    return `${this.base}${action}?${new URLSearchParams(query)}`;
  }
}

// By XMLHttpRequest, because fetch does not tell how much was sent.
function post(address: string, file: File, progress: (sent: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(ownHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => (request.status < 300 ? resolve() : reject(refusalOf(request.status, request.responseText)));
    request.onerror = () => reject(new Refusal(0, "", unreachable));
    request.onabort = () => reject(new Refusal(0, "CANCELLED", "Cancelled."));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

// The session ended: the page as a whole goes to sign-in and comes back; the browser asks first when there is unsaved text.
function leaveWhenSignedOut(error: unknown): never {
  if (error instanceof Refusal && error.status === 401) location.reload();
  throw error;
}
