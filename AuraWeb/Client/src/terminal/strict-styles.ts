// xterm.js makes <style> elements, and style attributes on the spans of its rows; the page's Content-Security-Policy refuses both.
// Here the elements get the page's nonce, and the attributes are set by way of CSSOM, which is allowed and does the same.

/** The nonce for styles, as the page carries it. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]");
  return document.body.dataset.cspNonce ?? document.body.dataset.nonce ?? (meta?.nonce || meta?.content) ?? "";
}

/** Opens a terminal: all its style elements are made meanwhile. */
export function openStrictly(nonce: string, open: () => void): void {
  const plain = document.createElement;
  document.createElement = ((tag: string, options?: ElementCreationOptions): HTMLElement => {
    const element = plain.call(document, tag, options);
    if (element instanceof HTMLStyleElement) {
      element.nonce = nonce;
    }
    return element;
  }) as typeof document.createElement;
  try {
    open();
  } finally {
    Reflect.deleteProperty(document, "createElement");
  }
}

HTMLSpanElement.prototype.setAttribute = function (name: string, value: string): void {
  if (name === "style") {
    this.style.cssText = value;
  } else {
    Element.prototype.setAttribute.call(this, name, value);
  }
};
