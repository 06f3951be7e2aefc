/** Calls the file addresses of one project. */

/** What the server says when it refuses; `detail` is written for a person. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

const unreachable = "AuraWeb could not be reached. Check the connection, then try again.";

export class FilesApi {
  constructor(private readonly base: string) {}

  /** The fragment of one folder. */
  async folder(path: string): Promise<HTMLUListElement> {
    const response = await this.send("GET", "/tree", { path });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("ul");
    if (!list) throw new Refusal("", "The folder could not be shown. Reload the page.");
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

  /** Sends a file; XMLHttpRequest, because fetch does not tell how much was sent. */
  upload(path: string, file: File, overwrite: boolean, progress: (sent: number) => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.address("/upload", { path, overwrite: String(overwrite) }));
      for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = (event) => progress(event.loaded);
      request.onload = () => (request.status < 300 ? resolve() : reject(refusalOf(request.status, request.responseText)));
      request.onerror = () => reject(new Refusal("", unreachable));
      request.onabort = () => reject(new Refusal("CANCELLED", "Cancelled."));
      signal.addEventListener("abort", () => request.abort());
      request.send(file);
    });
  }

  private async send(method: string, action: string, query: Record<string, string>): Promise<Response> {
    const response = await fetch(this.address(action, query), { method, headers: headers(), redirect: "error" }).catch(() => {
      throw new Refusal("", unreachable);
    });
    if (!response.ok) throw refusalOf(response.status, await response.text());
    return response;
  }

  private address(action: string, query: Record<string, string>): string {
    return `${this.base}${action}?${new URLSearchParams(query)}`;
  }
}

/** The antiforgery token lies in htmx's configuration, which every page carries. */
function headers(): Record<string, string> {
  const config = document.querySelector<HTMLMetaElement>('meta[name="htmx-config"]')?.content;
  const inPage = config ? (JSON.parse(config) as { antiForgery?: { requestToken?: string } }).antiForgery?.requestToken : undefined;
  const inForm = document.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]')?.value;
  return { RequestVerificationToken: inPage ?? inForm ?? "", "X-Requested-With": "XMLHttpRequest" };
}

function refusalOf(status: number, body: string): Refusal {
  // The session ended: the page as a whole goes to sign-in and comes back.
  if (status === 401) location.reload();
  try {
    const problem = JSON.parse(body) as { code?: string; detail?: string };
    return new Refusal(problem.code ?? "", problem.detail ?? unreachable);
  } catch {
    return new Refusal("", `AuraWeb answered ${status}. Reload the page, then try again.`);
  }
}
