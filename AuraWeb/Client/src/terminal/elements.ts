import { icon } from "../panes/dom";

/** Pieces of the terminals' bar. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

export function tool(name: string, words: string, testId: string, act: () => void): HTMLButtonElement {
  const button = make("button", "terminal-tool");
  button.type = "button";
  button.title = words;
  button.dataset.testid = testId;
  button.setAttribute("aria-label", words);
  button.append(icon(name));
  button.addEventListener("click", act);
  return button;
}
