import { icon } from "../panes/dom";
import type { TerminalInfo } from "./api";
import { make } from "./elements";
import type { TerminalView } from "./view";

export interface TabActions {
  show(tab: Tab): void;
  close(tab: Tab): void;
}

/** A terminal's tab, and the panel that its view comes into when it is shown first. */
export class Tab {
  readonly button = make("button", "terminal-tab");
  readonly panel = make("div", "terminal-panel");
  view: TerminalView | null = null;

  /** @param actions the second only for who may close terminals. */
  constructor(public info: TerminalInfo, actions: TabActions, mayClose: boolean) {
    const { button, panel } = this;
    button.type = "button";
    button.id = `terminal-tab-${info.id}`;
    button.dataset.terminal = info.id;
    button.tabIndex = -1;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", "false");
    button.setAttribute("aria-controls", `terminal-panel-${info.id}`);
    button.classList.toggle("ended", !info.running);
    const title = make("span", "terminal-title");
    title.textContent = info.title;
    button.append(icon("terminal"), title);
    panel.id = `terminal-panel-${info.id}`;
    panel.hidden = true;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    if (mayClose) {
      button.append(cross());
    }
    this.listen(actions);
  }

  get hasFocus(): boolean {
    return this.button.contains(document.activeElement) || this.panel.contains(document.activeElement);
  }

  select(isSelected: boolean): void {
    this.panel.hidden = !isSelected;
    this.button.tabIndex = isSelected ? 0 : -1;
    this.button.setAttribute("aria-selected", String(isSelected));
  }

  /** Its program ended. */
  end(): void {
    this.info.running = false;
    this.button.classList.add("ended");
  }

  remove(): void {
    this.view?.dispose();
    this.button.remove();
    this.panel.remove();
  }

  private listen(actions: TabActions): void {
    this.button.addEventListener("click", (event) => {
      if ((event.target as Element).closest(".terminal-tab-close") !== null) {
        actions.close(this);
      } else {
        actions.show(this);
      }
    });
    this.button.addEventListener("auxclick", (event) => event.button === 1 && actions.close(this));
  }
}

// For the mouse; by keyboard Delete on the tab, or the button at the end of the bar.
function cross(): HTMLElement {
  const element = make("span", "terminal-tab-close");
  element.setAttribute("aria-hidden", "true");
  element.append(icon("x"));
  return element;
}
