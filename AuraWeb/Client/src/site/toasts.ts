/** How a toast is meant: news passes by itself, a failure stays until it is dismissed. */
export type ToastTone = "ok" | "danger";

const most = 3;
const lifetime = 6000;

/** Says something in the corner of the page. The same text is never there twice. */
export function toast(title: string, detail = "", tone: ToastTone = "ok"): void {
  const region = document.getElementById("toasts");
  if (!region) return;
  for (const old of [...region.children]) if (old.getAttribute("data-text") === title + detail) old.remove();
  while (region.children.length >= most) region.firstElementChild?.remove();

  const element = document.createElement("div");
  element.className = tone === "danger" ? "toast toast-danger" : "toast";
  element.dataset.text = title + detail;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-quiet btn-small btn-icon";
  close.setAttribute("aria-label", "Dismiss");
  close.append(icon("x"));
  close.addEventListener("click", () => element.remove());
  element.append(icon(tone === "danger" ? "triangle-alert" : "check"), words(title, detail), close);
  region.append(element);
  if (tone === "ok") passAway(element);
}

function words(title: string, detail: string): HTMLElement {
  const text = document.createElement("div");
  text.className = "toast-text";
  const strong = document.createElement("strong");
  strong.textContent = title;
  text.append(strong);
  if (detail) {
    const span = document.createElement("span");
    span.textContent = detail;
    text.append(span);
  }
  return text;
}

/** A symbol of the sprite. */
export function icon(name: string): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(namespace, "use");
  use.setAttribute("href", `/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

// Whoever points at it or is in it is reading it.
function passAway(element: HTMLElement): void {
  let timer = 0;
  const start = () => (timer = window.setTimeout(() => element.remove(), lifetime));
  const hold = () => window.clearTimeout(timer);
  element.addEventListener("pointerenter", hold);
  element.addEventListener("pointerleave", start);
  element.addEventListener("focusin", hold);
  element.addEventListener("focusout", start);
  start();
}
