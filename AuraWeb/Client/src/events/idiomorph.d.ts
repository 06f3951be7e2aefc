declare module "idiomorph/dist/idiomorph.esm.js" {
  export const Idiomorph: { morph(now: Element, next: Element | string, options?: { morphStyle?: "innerHTML" | "outerHTML" }): Element[] };
}
