/** The pane of the terminals: they begin anew with each sandbox that starts. */
import type { TerminalTabs } from "../terminal";
import { TerminalKeys } from "../terminal/keyRow";

export class TerminalPane {
  private tabs: TerminalTabs | undefined;
  private starting: Promise<void> = Promise.resolve();

  private readonly keys: TerminalKeys | undefined;

  constructor(private readonly root: HTMLElement) {
    // Wanted as soon as the sandbox is known to run, which is told later than this.
    void import("../terminal");
    const row = root.parentElement?.querySelector<HTMLElement>(".key-row");
    if (row) this.keys = new TerminalKeys(row, (key, control) => this.tabs?.press(key, control));
  }

  /** The sandbox runs. */
  use(sandboxId: string | null): Promise<void> {
    this.starting = this.starting.then(() => this.begin(sandboxId));
    return this.starting;
  }

  async show(terminalId: string): Promise<void> {
    await this.starting;
    await this.tabs?.show(terminalId);
  }

  focus(): void {
    if (this.tabs) this.tabs.focus();
    else this.root.parentElement?.focus();
  }

  private async begin(sandboxId: string | null): Promise<void> {
    const { startTerminalTabs } = await import("../terminal");
    this.tabs?.dispose();
    this.root.dataset["sandboxId"] = sandboxId ?? "";
    this.tabs = startTerminalTabs(this.root, (typed) => this.keys?.applyTo(typed) ?? typed);
  }
}
