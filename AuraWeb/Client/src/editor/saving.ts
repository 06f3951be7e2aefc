/** Saves files, and finds out what is in the way. Nothing is written over that the person has not seen. */
import { call, messageOf, Refusal } from "../events/http";
import type { Events } from "../events/events";
import type { Buffer, Trouble } from "./buffer";
import type { ProjectFiles } from "./files";
import { decode } from "./lineEndings";

export class Saving {
  constructor(
    private readonly projectId: string,
    private readonly files: ProjectFiles,
    private readonly events: Events,
    private readonly changed: (buffer: Buffer) => void,
  ) {}

  /** Saves in place of the version that was edited; `anew` makes a file that is gone again. */
  async save(buffer: Buffer, anew = false): Promise<void> {
    if (buffer.content !== "text" || buffer.isSaving || !buffer.state) return;
    const work = buffer.beginSave();
    this.changed(buffer);
    try {
      work.done(await this.files.write(buffer.path, work.bytes, anew ? undefined : buffer.version));
    } catch (error) {
      work.failed();
      buffer.trouble = await this.explain(buffer, error, work.bytes);
      if (!buffer.trouble) work.done(buffer.version);
    }
    this.changed(buffer);
  }

  /** Writes over what is on disk, provided it is still what the person was told of. */
  async overwrite(buffer: Buffer): Promise<void> {
    if (buffer.trouble?.kind !== "conflict") return;
    buffer.version = buffer.trouble.theirs.version;
    await this.save(buffer);
  }

  async startAndSave(buffer: Buffer): Promise<void> {
    try {
      if (!this.events.running) await call("POST", `/projects/${this.projectId}/sandbox/start`);
      await this.events.untilRunning();
      await this.save(buffer);
    } catch (error) {
      buffer.trouble = { kind: "refused", message: messageOf(error) };
      this.changed(buffer);
    }
  }

  /** @returns nothing when the file on disk is, after all, what was to be written. */
  private async explain(buffer: Buffer, error: unknown, wanted: Uint8Array): Promise<Trouble | undefined> {
    if (!(error instanceof Refusal)) return { kind: "refused", message: messageOf(error) };
    if (error.status === 0) return { kind: "offline" };
    if (error.status === 401) return { kind: "signed-out" };
    switch (error.code) {
      case "FILE_NOT_FOUND":
        return { kind: "deleted" };
      case "SANDBOX_STOPPED":
      case "INVALID_STATE":
        return { kind: "stopped" };
      case "FILE_CONFLICT":
        return this.compare(buffer, wanted);
      default:
        return { kind: "refused", message: error.message };
    }
  }

  private async compare(buffer: Buffer, wanted: Uint8Array): Promise<Trouble | undefined> {
    try {
      const theirs = await this.files.read(buffer.path);
      if (equal(theirs.bytes, wanted)) {
        buffer.version = theirs.version;
        return undefined;
      }
      return { kind: "conflict", theirs, decoded: decode(theirs.bytes) };
    } catch (error) {
      if (error instanceof Refusal && error.code === "FILE_NOT_FOUND") return { kind: "deleted" };
      return error instanceof Refusal && error.status === 401 ? { kind: "signed-out" } : { kind: "refused", message: messageOf(error) };
    }
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
