/** The socket of one open workspace, made again whenever it is lost. Each time it stands, the server tells everything anew. */

export interface StateNews {
  type: "state";
  sandboxId: string | null;
  state: string;
  running: boolean;
  settingUp: boolean;
  html: string;
}

type News = StateNews | { type: "files"; paths: string[] } | { type: "ports"; ports: number[] };

export interface Handlers {
  opened(wasLost: boolean): void;
  /** Another try follows in so many seconds. */
  lost(seconds: number): void;
  /** There is no way back: 401, or 404 when the project is not the person's to see. */
  ended(status: number): void;
  state(news: StateNews): void;
  files(paths: string[]): void;
  ports(ports: number[]): void;
}

const waits = [0.3, 1, 2, 3, 5, 8];
const removed = 4404;
const silence = 5000;

export class EventsSocket {
  private socket: WebSocket | undefined;
  private folders: string[] = [];
  private tries = 0;
  private timer = 0;
  private wasLost = false;
  private over = false;

  constructor(
    private readonly projectId: string,
    private readonly handlers: Handlers,
  ) {
    this.connect();
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.retry());
  }

  /** Tells the folders whose changes the page wants to know. */
  watch(folders: string[]): void {
    if (folders.length === this.folders.length && folders.every((folder, at) => folder === this.folders[at])) return;
    this.folders = folders;
    if (this.socket?.readyState === WebSocket.OPEN) this.say();
  }

  private retry(): void {
    if (this.timer === 0) return;
    clearTimeout(this.timer);
    this.connect();
  }

  private say(): void {
    this.socket?.send(JSON.stringify({ type: "folders", paths: this.folders }));
  }

  private connect(): void {
    this.timer = 0;
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/projects/${this.projectId}/events`);
    // A server that is just starting may take a connection and say nothing for long.
    const patience = setTimeout(() => socket.close(), silence);
    socket.onopen = () => {
      clearTimeout(patience);
      if (this.folders.length > 0) this.say();
    };
    socket.onmessage = (event: MessageEvent<string>) => this.receive(JSON.parse(event.data) as News);
    socket.onclose = (event) => {
      clearTimeout(patience);
      void this.again(event.code);
    };
    this.socket = socket;
  }

  private receive(news: News): void {
    if (this.tries > 0 || !this.wasOpen) {
      this.wasOpen = true;
      this.tries = 0;
      this.handlers.opened(this.wasLost);
      this.wasLost = false;
    }
    if (news.type === "state") this.handlers.state(news);
    else if (news.type === "files") this.handlers.files(news.paths);
    else this.handlers.ports(news.ports);
  }

  private wasOpen = false;

  // A refused upgrade tells a page nothing: the page's own address says what is wrong.
  private async again(code: number): Promise<void> {
    if (this.over) return;
    this.tries++;
    if (code === removed || this.tries > 1) {
      const status = await fetch(`/projects/${this.projectId}`, { method: "HEAD", redirect: "manual" }).then((answer) => (answer.type === "opaqueredirect" ? 401 : answer.status), () => 0);
      if (status === 401 || status === 404) {
        this.handlers.ended(status);
        if (status === 404) {
          this.over = true;
          return;
        }
      }
    }
    this.wasLost = true;
    const seconds = waits[Math.min(this.tries, waits.length) - 1] ?? 8;
    this.handlers.lost(seconds);
    this.timer = window.setTimeout(() => this.connect(), seconds * 1000);
  }
}
