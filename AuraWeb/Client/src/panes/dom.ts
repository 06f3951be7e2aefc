/** Small pieces of the page. */

const svg = "http://www.w3.org/2000/svg";

export function icon(name: string): SVGElement {
  const element = document.createElementNS(svg, "svg");
  element.setAttribute("class", "icon");
  element.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(svg, "use");
  use.setAttribute("href", `/icons.svg#${name}`);
  element.append(use);
  return element;
}

export function button(label: string, look: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = look;
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
}

/** Asks before something is lost. The safe answer comes first, and Escape means it. */
export function ask(question: string, text: string, safe: string, act: string): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "ws-dialog";
  const title = document.createElement("h2");
  title.textContent = question;
  title.id = "ask-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const about = document.createElement("p");
  about.textContent = text;
  const actions = document.createElement("div");
  actions.className = "ws-dialog-actions";
  return new Promise((resolve) => {
    let answer = false;
    actions.append(
      button(safe, "btn", () => dialog.close()),
      button(act, "btn btn-danger", () => {
        answer = true;
        dialog.close();
      }),
    );
    dialog.append(title, about, actions);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
