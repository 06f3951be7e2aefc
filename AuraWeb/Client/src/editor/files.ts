/** Reads and writes files of the project. */
import { call } from "../events/http";

export interface FileOnDisk {
  bytes: Uint8Array;
  version: string;
}

export class ProjectFiles {
  constructor(private readonly projectId: string) {}

  async read(path: string): Promise<FileOnDisk> {
    const response = await call("GET", this.address("content", path));
    return { bytes: new Uint8Array(await response.arrayBuffer()), version: response.headers.get("X-File-Version") ?? "" };
  }

  /** Writes in place of `version`; without one, only where there is nothing. */
  async write(path: string, bytes: Uint8Array<ArrayBuffer>, version: string | undefined): Promise<string> {
    const condition: Record<string, string> = version === undefined ? { "If-None-Match": "*" } : { "If-Match": version };
    const response = await call("PUT", this.address("content", path), { headers: { "Content-Type": "application/octet-stream", ...condition }, body: bytes });
    return ((await response.json()) as { version: string }).version;
  }

  downloadAddress(path: string): string {
    return this.address("download", path);
  }

  private address(action: string, path: string): string {
    return `/projects/${this.projectId}/files/${action}?${new URLSearchParams({ path })}`;
  }
}
