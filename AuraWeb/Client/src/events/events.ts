/** Keeps the page as the server says it is: swaps what changed by itself, and passes the rest on as events of the document. */
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { EventsSocket, type StateNews } from "./socket";

export interface Events {
  watch(folders: string[]): void;
  /** Whether the sandbox runs, as far as is known. */
  readonly running: boolean;
  /** Resolves when the sandbox runs; rejects when it will not, or after a minute. */
  untilRunning(): Promise<void>;
}

const patience = 60_000;

export function startEvents(projectId: string): Events {
  const banner = document.getElementById("connection");
  const status = document.getElementById("status-connection");
  let running = false;
  let state = "";
  let sandboxId: string | null | undefined;
  let counting = 0;

  const say = (text: string, tone: "warn" | "fine"): void => {
    clearInterval(counting);
    if (!banner) return;
    banner.textContent = text;
    banner.className = `ws-banner ws-banner-${tone}`;
    banner.hidden = text === "";
  };
  const countDown = (seconds: number): void => {
    let left = Math.max(1, Math.round(seconds));
    const text = (): string => `Connection lost. Trying again in ${left} s. You can keep typing.`;
    say(text(), "warn");
    counting = window.setInterval(() => left > 1 && banner && (left--, (banner.textContent = text())), 1000);
  };

  const apply = (news: StateNews): void => {
    if (news.settingUp !== (document.getElementById("workspace") === null)) {
      // Setting up has ended, or begun again: the page becomes the other one.
      location.reload();
      return;
    }
    if (news.settingUp) {
      document.dispatchEvent(new CustomEvent("aura:setup-changed"));
      return;
    }
    swap(news.html);
    const before = { running, sandboxId };
    running = news.running;
    sandboxId = news.sandboxId;
    state = news.state;
    if (before.running !== running || before.sandboxId !== sandboxId) {
      document.dispatchEvent(new CustomEvent("aura:running", { detail: { running, sandboxId, state } }));
    }
    document.dispatchEvent(new CustomEvent("aura:state", { detail: { running, state } }));
  };

  const socket = new EventsSocket(projectId, {
    opened: (wasLost) => {
      if (status) status.textContent = "Connected";
      status?.classList.remove("is-lost");
      say(wasLost ? "Back online." : "", "fine");
      if (wasLost) {
        setTimeout(() => banner?.textContent === "Back online." && say("", "fine"), 4000);
        document.dispatchEvent(new CustomEvent("aura:online"));
      }
    },
    lost: (seconds) => {
      if (status) status.textContent = "Not connected";
      status?.classList.add("is-lost");
      if (seconds >= 1) countDown(seconds);
    },
    ended: (code) => {
      if (code === 404) say("This project is no longer yours to see, or it was deleted. What you typed stays in this tab.", "warn");
      else document.dispatchEvent(new CustomEvent("aura:signed-out"));
    },
    state: apply,
    files: (paths) => document.dispatchEvent(new CustomEvent("aura:files-changed", { detail: { paths } })),
    ports: (ports) => document.dispatchEvent(new CustomEvent("aura:ports", { detail: { ports } })),
  });

  return {
    watch: (folders) => socket.watch(folders),
    get running() {
      return running;
    },
    untilRunning: () =>
      new Promise((resolve, reject) => {
        if (running) return resolve();
        const stop = new AbortController();
        const timer = setTimeout(() => end(() => reject(new Error("The sandbox has not started yet. Try again in a moment."))), patience);
        const end = (settle: () => void): void => {
          clearTimeout(timer);
          stop.abort();
          settle();
        };
        document.addEventListener("aura:state", () => running && end(resolve), { signal: stop.signal });
      }),
  };
}

/** Puts each element in place of the one with the same id; what is the same keeps its focus. */
function swap(html: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of [...page.body.children]) {
    const now = document.getElementById(fresh.id);
    if (now) Idiomorph.morph(now, fresh, { morphStyle: "outerHTML" });
  }
  showClocks();
}

/** Writes times of the server as the clock on the wall. */
export function showClocks(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-clock]")) {
    const at = new Date(time.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    const format: Intl.DateTimeFormatOptions = today ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
    time.textContent = new Intl.DateTimeFormat(undefined, { hourCycle: "h23", ...format }).format(at);
  }
}
