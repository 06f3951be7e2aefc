/** Brings the parts of the workspace together. */
import type { Editor } from "../editor/editor";
import { call, messageOf, Refusal } from "../events/http";
import type { Events } from "../events/events";
import { Preview } from "../preview/preview";
import { startTree } from "../tree/tree";
import { startKeyboard } from "./keyboard";
import { showKeys, startKeys } from "./keys";
import { startMenus } from "./menus";
import { type PaneName, Panes } from "./panes";
import { TerminalPane } from "./terminals";

export function startWorkspace(root: HTMLElement, projectId: string, events: Events): void {
  new Workspace(root, projectId, events).start();
}

class Workspace {
  private readonly panes: Panes;
  private readonly preview: Preview;
  private readonly terminals: TerminalPane;
  private readonly port: number;
  private editor: Editor | undefined;
  private treeFolders: string[] = ["/workspace"];
  private ports: number[] = [];
  private awaited = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly projectId: string,
    private readonly events: Events,
  ) {
    this.port = Number(root.dataset["port"]);
    this.panes = new Panes(root);
    this.preview = new Preview(this.panes.pane("preview")!, projectId, this.port);
    this.terminals = new TerminalPane(document.getElementById("terminals")!);
  }

  start(): void {
    const listen = <T>(name: string, act: (detail: T) => void): void => document.addEventListener(name, (event) => act((event as CustomEvent<T>).detail));
    // Listened to before the tree starts: it tells its folders at once.
    listen<{ paths: string[] }>("aura:folders-open", ({ paths }) => {
      this.treeFolders = paths;
      this.watch();
    });
    const tree = startTree(this.panes.pane("files")!.querySelector<HTMLElement>("#files")!);
    void this.startEditor((path) => tree.select(path));
    listen<{ path: string }>("aura:open-file", ({ path }) => {
      this.panes.show("code", false);
      this.editor?.open(path);
    });
    listen("aura:open-files", () => this.watch());
    listen<{ running: boolean; sandboxId: string | null }>("aura:running", ({ running, sandboxId }) => {
      if (running) {
        this.preview.start();
        void this.terminals.use(sandboxId);
        tree.refresh();
      } else this.preview.stop();
    });
    listen<{ ports: number[] }>("aura:ports", ({ ports }) => this.listening(ports));
    listen("aura:signed-out", () => this.say("You are signed out. Sign in in another tab to go on; what you typed stays here."));
    this.root.addEventListener("aura:pane-focus", (event) => this.focus((event.target as HTMLElement).dataset["pane"] as PaneName));
    document.addEventListener("click", (event) => this.click(event));
    startMenus();
    startKeyboard(document.body);
    startKeys(this.panes, {
      save: () => void this.editor?.save(),
      run: () => void this.run("dev"),
      tab: (index) => this.editor?.showTab(index),
      focus: (pane) => {
        this.panes.show(pane, false);
        this.focus(pane);
      },
    });
  }

  private async startEditor(shown: (path: string) => void): Promise<void> {
    const { Editor } = await import("../editor/editor");
    this.editor = new Editor(this.panes.pane("code")!, this.projectId, this.root.dataset["canWrite"] === "true", this.events, shown);
    this.watch();
  }

  private watch(): void {
    this.events.watch([...new Set([...this.treeFolders, ...(this.editor?.folders ?? [])])]);
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    const skip = target.closest<HTMLElement>("[data-go]");
    if (skip) {
      event.preventDefault();
      this.panes.show(skip.dataset["go"] as PaneName, true);
      return;
    }
    const button = target.closest<HTMLElement>("[data-action]");
    switch (button?.dataset["action"]) {
      case "start":
      case "stop":
      case "restart":
        void this.change(button, button.dataset["action"]);
        break;
      case "run":
        void this.run(button.dataset["script"] ?? "dev", button);
        break;
      case "save":
        void this.editor?.save();
        break;
      case "keys":
        showKeys();
        break;
      case "toggle-preview":
        this.panes.show(this.root.dataset["view"] === "preview" ? "code" : "preview", true);
        break;
    }
  }

  private async change(button: HTMLElement, action: string): Promise<void> {
    await this.attempt(button, () => call("POST", `/projects/${this.projectId}/sandbox/${action}`));
  }

  private async run(script: string, button?: HTMLElement): Promise<void> {
    if (this.root.dataset["canWrite"] !== "true") return;
    await this.attempt(button, async () => {
      const answer = await call("POST", `/projects/${this.projectId}/run?${new URLSearchParams({ script })}`);
      const { terminalId } = (await answer.json()) as { terminalId: string };
      this.panes.show("terminal", false);
      await this.terminals.show(terminalId);
      this.terminals.focus();
      this.awaited = script === "dev" || script === "start";
      if (this.awaited && this.ports.includes(this.port)) this.bringPreview();
    });
  }

  private async attempt(button: HTMLElement | undefined, act: () => Promise<unknown>): Promise<void> {
    button?.setAttribute("aria-busy", "true");
    try {
      await act();
      this.say("");
    } catch (error) {
      // The session ended: the page as a whole goes to sign-in and comes back, unless text would be lost.
      if (error instanceof Refusal && error.status === 401 && !this.editor?.hasChanges) location.reload();
      else this.say(messageOf(error));
    } finally {
      button?.removeAttribute("aria-busy");
    }
  }

  private listening(ports: number[]): void {
    const isNew = ports.includes(this.port) && !this.ports.includes(this.port);
    this.ports = ports;
    this.preview.listening(ports);
    if (isNew && this.awaited) this.bringPreview();
  }

  // Where it cannot be seen beside the rest, it comes to the front once.
  private bringPreview(): void {
    this.awaited = false;
    if (innerWidth < 1100) this.panes.show("preview", false);
  }

  private focus(pane: PaneName): void {
    if (pane === "files") {
      const files = this.panes.pane("files")!;
      (files.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]') ?? files.querySelector<HTMLElement>("button"))?.focus();
    } else if (pane === "code") this.editor?.focus();
    else if (pane === "terminal") this.terminals.focus();
    else this.preview.focus();
  }

  private say(text: string): void {
    const news = document.getElementById("news")!;
    news.textContent = text;
    news.hidden = text === "";
  }
}
