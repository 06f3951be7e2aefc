/** The preview pane: the app in a frame of its own origin. A one-time ticket, sent by a form, lets the frame in. */
import { call, messageOf, Refusal } from "../events/http";

interface Invitation {
  action: string;
  ticket: string;
  path: string;
  url: string;
  port: number;
}

export class Preview {
  private readonly frame: HTMLIFrameElement;
  private readonly address: HTMLInputElement;
  private readonly back: string[] = [];
  private ports: number[] = [];
  private path = "/";
  private origin: string | undefined;
  private running = false;

  constructor(
    private readonly pane: HTMLElement,
    private readonly projectId: string,
    private port: number,
    private readonly templatePort: number = port,
  ) {
    this.frame = this.part<HTMLIFrameElement>("frame");
    this.address = this.part<HTMLInputElement>("address");
    this.listen();
    this.paint();
  }

  /** Shows the app, or what is the matter with it, from now on. */
  start(): void {
    if (this.running) return;
    this.running = true;
    void this.enter();
  }

  stop(): void {
    this.running = false;
    this.origin = undefined;
    this.frame.removeAttribute("src");
    this.frame.src = "about:blank";
  }

  listening(ports: number[]): void {
    this.ports = ports;
  }

  focus(): void {
    this.address.focus();
    this.address.select();
  }

  private listen(): void {
    this.part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(this.address.value);
    });
    this.address.addEventListener("keydown", (event) => event.key === "Escape" && (this.address.value = this.path));
    this.part("reload").addEventListener("click", () => this.reload());
    this.part("back").addEventListener("click", () => {
      const path = this.back.pop();
      if (path === undefined) return;
      this.path = path;
      this.reload();
    });
    this.part("open").addEventListener("click", () => void this.openTab());
    this.part("port").addEventListener("aura:menu-opens", () => this.fillMenu());
    document.getElementById("port-menu")!.addEventListener("click", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[data-port]");
      if (item) this.usePort(Number(item.dataset["port"]));
    });
  }

  private go(text: string): void {
    const wanted = pathOf(text);
    if (wanted !== this.path) this.back.push(this.path);
    this.path = wanted;
    this.reload();
  }

  private usePort(port: number): void {
    this.port = port;
    this.path = "/";
    this.back.length = 0;
    this.origin = undefined;
    this.reload();
  }

  private reload(): void {
    this.paint();
    if (!this.running) return;
    if (this.origin === undefined) void this.enter();
    else this.frame.src = new URL(this.path, this.origin).href;
  }

  private async enter(): Promise<void> {
    try {
      const invitation = await this.invite();
      this.origin = new URL(invitation.url).origin;
      submit(invitation, this.frame.name);
      this.trouble("");
    } catch (error) {
      this.trouble(error instanceof Refusal && error.status === 401 ? "You are signed out. Sign in in another tab, then reload the preview." : messageOf(error));
    }
  }

  private async invite(): Promise<Invitation> {
    const body = new URLSearchParams({ port: String(this.port), path: this.path });
    return (await call("POST", `/projects/${this.projectId}/preview/ticket`, { body })).json() as Promise<Invitation>;
  }

  // By way of AuraWeb, which sends on who it knows: a tab has no part in the frame's cookie, and the preview's host asks for a click.
  private async openTab(): Promise<void> {
    if (this.origin !== undefined) {
      window.open(this.wayTo(this.origin), "_blank", "noopener");
      return;
    }
    const tab = window.open("", "_blank");
    try {
      const { url } = await this.invite();
      if (tab) {
        tab.opener = null;
        tab.location.href = this.wayTo(url);
      }
    } catch (error) {
      tab?.close();
      this.trouble(messageOf(error));
    }
  }

  private wayTo(preview: string): string {
    const { hostname, pathname, search, hash } = new URL(this.path, preview);
    return new URL(`/preview/open?${String(new URLSearchParams({ host: hostname, path: pathname + search + hash }))}`, location.href).href;
  }

  private fillMenu(): void {
    const menu = document.getElementById("port-menu")!;
    const others = this.ports.filter((port) => port !== this.templatePort);
    menu.replaceChildren(...[this.templatePort, ...others].map((port) => this.item(port)));
  }

  private item(port: number): HTMLElement {
    const item = document.createElement("button");
    item.type = "button";
    item.tabIndex = -1;
    item.setAttribute("role", "menuitemradio");
    item.setAttribute("aria-checked", String(port === this.port));
    item.dataset["port"] = String(port);
    const number = document.createElement("strong");
    number.textContent = String(port);
    const about = document.createElement("span");
    about.className = "ws-menu-note";
    about.textContent = this.ports.includes(port) ? "answers" : "nothing answers";
    item.append(number, about);
    return item;
  }

  private paint(): void {
    this.address.value = this.path;
    this.part("port-text").textContent = String(this.port);
    this.part("port").setAttribute("aria-label", `Port ${this.port}`);
    this.part<HTMLButtonElement>("back").disabled = this.back.length === 0;
  }

  private trouble(text: string): void {
    const place = this.part("trouble");
    place.textContent = text;
    place.hidden = text === "";
  }

  private part<T extends HTMLElement>(name: string): T {
    return this.pane.querySelector<T>(`[data-part="${name}"]`)!;
  }
}

/** What was typed as a path on the preview's own host; of a whole address only the path counts. */
function pathOf(text: string): string {
  const typed = text.trim();
  const whole = URL.canParse(typed) && /^https?:/i.test(typed) ? new URL(typed) : undefined;
  const path = whole ? whole.pathname + whole.search + whole.hash : typed;
  return `/${path.replace(/^[/\\]+/, "")}`;
}

function submit(invitation: Invitation, target: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = invitation.action;
  form.target = target;
  form.hidden = true;
  for (const name of ["ticket", "path"] as const) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = invitation[name];
    form.append(field);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
