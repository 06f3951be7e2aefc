// xterm.js makes <style> elements and style attributes, which the page's Content-Security-Policy refuses. It makes them through
// the document it is given: this one puts the page's nonce on the elements, and sets attributes by way of CSSOM, which is allowed.

function setAttribute(this: HTMLElement, name: string, value: string): void {
  if (name === "style") {
    this.style.cssText = value;
  } else {
    Element.prototype.setAttribute.call(this, name, value);
  }
}

/** The nonce for styles, as the page carries it. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]");
  return document.body.dataset.cspNonce ?? document.body.dataset.nonce ?? (meta?.nonce || meta?.content) ?? "";
}

/** A document like the page's own, whose elements keep to the policy. */
export function strictDocument(nonce: string): Document {
  const createElement = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    const element = document.createElement(tag, options);
    if (element instanceof HTMLStyleElement) {
      element.nonce = nonce;
    } else {
      element.setAttribute = setAttribute;
    }
    return element;
  };
  return new Proxy(document, {
    get(target, property) {
      if (property === "createElement") {
        return createElement;
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (target, property, value) => Reflect.set(target, property, value, target),
  });
}
