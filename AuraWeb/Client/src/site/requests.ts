import htmx from "htmx.org";
import { toast } from "./toasts";

interface RequestDetail {
  xhr: XMLHttpRequest;
  elt: HTMLElement;
  shouldSwap?: boolean;
  headers: Record<string, string>;
  verb: string;
}

/** What holds for every request of htmx: the antiforgery token, the busy mark, and words when it fails. */
export function startRequests(): void {
  on("htmx:configRequest", ({ headers, verb }) => {
    if (verb !== "get") headers["RequestVerificationToken"] = antiforgeryToken();
  });
  on("htmx:beforeRequest", ({ elt }) => busy(elt, true));
  on("htmx:afterRequest", ({ elt }) => busy(elt, false));
  on("htmx:beforeSwap", (detail) => {
    // A refusal without a fragment says nothing that could stand in the page.
    if (detail.xhr.status >= 400 && !detail.xhr.responseText) detail.shouldSwap = false;
  });
  on("htmx:responseError", ({ xhr }) => {
    if (xhr.status !== 401) toast(...failure(xhr.status), "danger");
  });
  on("htmx:sendError", () => toast("AuraWeb could not be reached.", "Check the connection, then try again.", "danger"));
  on("htmx:timeout", () => toast("AuraWeb did not answer in time.", "Try again.", "danger"));
  document.body.addEventListener("toast", (event) => {
    const { text, detail } = (event as CustomEvent<{ text?: string; detail?: string }>).detail;
    if (text) toast(text, detail);
  });
  document.addEventListener("submit", submitOnce);
  // A page that comes back out of the browser's memory is no longer busy.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) release(form);
  });
}

/** The antiforgery token of this page, for the header `RequestVerificationToken`. */
export function antiforgeryToken(): string {
  return config().antiForgery?.requestToken ?? "";
}

/** Takes the token, and the cookie that belongs to it, of this page as the server would send it now. Whether it is another one. */
export async function renewToken(): Promise<boolean> {
  const answer = await fetch(location.pathname, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector<HTMLMetaElement>("meta[name=htmx-config]")?.content;
  const token = fresh === undefined ? undefined : (JSON.parse(fresh) as Config).antiForgery?.requestToken;
  const known = config().antiForgery;
  if (token === undefined || known === undefined || token === known.requestToken) return false;
  known.requestToken = token;
  return true;
}

interface Config {
  antiForgery?: { requestToken?: string };
}

const config = (): Config => htmx.config as Config;

function on(name: string, handle: (detail: RequestDetail) => void): void {
  document.addEventListener(name, (event) => handle((event as CustomEvent<RequestDetail>).detail));
}

function failure(status: number): [string, string] {
  if (status === 404) return ["That is no longer here.", "Reload the page to see what is."];
  if (status === 403) return ["You may not do that.", "Ask an owner of the project."];
  if (status === 400) return ["This page is out of date.", "Reload it, then try again."];
  if (status === 429) return ["Too many tries.", "Wait a minute, then try again."];
  return ["Something broke on our side.", "Your sandboxes keep running. It is safe to try again."];
}

function busy(element: HTMLElement, on: boolean): void {
  const button = element.matches("button") ? element : element.matches("form") ? element.querySelector<HTMLElement>("button[type=submit]") : null;
  if (on) button?.setAttribute("aria-busy", "true");
  else button?.removeAttribute("aria-busy");
}

// A double click sends a form once. Forms of htmx guard themselves by hx-disabled-elt.
function submitOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.matches("[hx-post],[hx-put],[hx-delete],[hx-get],[method=dialog],[target]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  event.submitter?.setAttribute("aria-busy", "true");
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}
