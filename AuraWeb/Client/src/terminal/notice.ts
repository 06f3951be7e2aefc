/** One line over a terminal that says what is the matter with its connection. */
export class Notice {
  private readonly element = document.createElement("p");
  private timer = 0;

  constructor(host: HTMLElement) {
    this.element.className = "terminal-notice";
    this.element.setAttribute("role", "status");
    this.element.hidden = true;
    host.append(this.element);
  }

  show(text: string): void {
    clearInterval(this.timer);
    this.element.textContent = text;
    this.element.hidden = false;
  }

  /** Counts seconds down in the text. */
  count(seconds: number, text: (left: number) => string): void {
    this.show(text(seconds));
    this.timer = window.setInterval(() => {
      seconds--;
      if (seconds > 0) {
        this.element.textContent = text(seconds);
      }
    }, 1000);
  }

  hide(): void {
    clearInterval(this.timer);
    this.element.hidden = true;
  }

  remove(): void {
    clearInterval(this.timer);
    this.element.remove();
  }
}
