import { startKeyRow } from "../panes/keyRow";
import { withControl } from "./sequences";

/** The row of keys below the terminals. Its Ctrl holds for one key, whether that comes from the row or from a keyboard. */
export class TerminalKeys {
  private isHeld = false;
  private readonly control: HTMLElement | null;

  /** @param press a key that is not Ctrl. */
  constructor(row: HTMLElement, press: (key: string, control: boolean) => void) {
    this.control = row.querySelector<HTMLElement>('[data-key="Control"]');
    startKeyRow(row, (key) => (key === "Control" ? this.hold(!this.isHeld) : press(key, this.release())));
  }

  /** What a keyboard typed, with Ctrl if that is held. */
  applyTo(typed: string): string {
    return this.isHeld && [...typed].length === 1 && this.release() ? withControl(typed) : typed;
  }

  private release(): boolean {
    const wasHeld = this.isHeld;
    this.hold(false);
    return wasHeld;
  }

  private hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.control?.setAttribute("aria-pressed", String(isHeld));
  }
}
