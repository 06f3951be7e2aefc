/** What is said above the text, and what can be done about it. */
import { button, icon } from "../panes/dom";
import type { Buffer } from "./buffer";

export interface BannerActions {
  compare(): void;
  stopComparing(): void;
  reload(): void;
  overwrite(): void;
  save(): void;
  saveAnew(): void;
  startAndSave(): void;
  close(): void;
}

interface Banner {
  tone: "warn" | "danger" | "quiet";
  name: string;
  bold: string;
  text: string;
  actions: HTMLElement[];
}

export function showBanner(place: HTMLElement, buffer: Buffer | undefined, isComparing: boolean, actions: BannerActions): void {
  const banner = buffer && bannerOf(buffer, isComparing, actions);
  const key = banner ? `${buffer.path} ${banner.name} ${banner.text}` : "";
  if (place.dataset["shown"] === key) return;
  place.dataset["shown"] = key;
  if (!banner) {
    place.replaceChildren();
    return;
  }
  const row = document.createElement("div");
  row.className = `ws-banner ws-banner-${banner.tone}`;
  row.dataset["testid"] = banner.name;
  row.setAttribute("role", banner.tone === "danger" ? "alert" : "status");
  const words = document.createElement("span");
  words.className = "ws-banner-text";
  const bold = document.createElement("strong");
  bold.textContent = banner.bold;
  words.append(bold, ` ${banner.text}`);
  row.append(icon(banner.tone === "quiet" ? "lock" : "triangle-alert"), words, ...banner.actions);
  place.replaceChildren(row);
}

function bannerOf(buffer: Buffer, isComparing: boolean, actions: BannerActions): Banner | undefined {
  if (buffer.content === "foreign") {
    return { tone: "quiet", name: "foreign", bold: "This file is not UTF-8.", text: "It is shown read-only, so that no byte of it is changed.", actions: [] };
  }
  const trouble = buffer.trouble;
  if (!trouble) return undefined;
  const again = button("Save again", "btn btn-small", actions.save);
  switch (trouble.kind) {
    case "conflict":
      return {
        tone: "warn",
        name: "conflict",
        bold: "This file changed on disk.",
        text: isComparing ? "Yours is on the left and can be edited, the one on disk on the right." : "Your text is safe here, but not saved.",
        actions: [
          trouble.decoded.kind !== "text" ? "" : isComparing ? button("Back to the text", "btn btn-small", actions.stopComparing) : button("Compare", "btn btn-small btn-primary", actions.compare),
          trouble.decoded.kind === "text" ? button("Reload theirs", "btn btn-small", actions.reload) : "",
          button("Overwrite", "btn btn-small", actions.overwrite),
        ].filter((element): element is HTMLButtonElement => element !== ""),
      };
    case "deleted":
      return {
        tone: "warn",
        name: "deleted",
        bold: "This file was deleted or moved.",
        text: "Your text is kept in this tab.",
        actions: [button("Save it anew", "btn btn-small", actions.saveAnew), button("Close", "btn btn-small", actions.close)],
      };
    case "stopped":
      return {
        tone: "danger",
        name: "stopped",
        bold: "Not saved: the sandbox is stopped.",
        text: "Your text is kept in this tab.",
        actions: [button("Start and save", "btn btn-small btn-primary", actions.startAndSave)],
      };
    case "signed-out":
      return {
        tone: "danger",
        name: "signed-out",
        bold: "Not saved: you are signed out.",
        text: "Sign in in the new tab, then save again. Your text is kept here.",
        actions: [signInLink(), again],
      };
    case "offline":
      return {
        tone: "danger",
        name: "not-saved",
        bold: "Not saved: AuraWeb could not be reached.",
        text: "Your text is kept in this tab, and saved when the connection is back.",
        actions: [again],
      };
    case "refused":
      return { tone: "danger", name: "not-saved", bold: "Not saved.", text: `${trouble.message} Your text is kept in this tab.`, actions: [again] };
  }
}

function signInLink(): HTMLElement {
  const link = document.createElement("a");
  link.className = "btn btn-small btn-primary";
  link.href = `/account/sign-in?returnUrl=${encodeURIComponent(location.pathname)}`;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "Sign in";
  return link;
}
