/** Asks for a name in the tree itself; what is wrong with it is said below, and nothing typed is lost. */
import { Refusal } from "../events/http";

let count = 0;

/**
 * Shows an input in `row`.
 * @param accept does the work; when it fails, the input stays and says why.
 * @param done is called once, with whether it was accepted.
 */
export function askName(row: HTMLElement, label: string, initial: string, accept: (name: string) => Promise<void>, done: (accepted: boolean) => void): void {
  const input = document.createElement("input");
  const error = document.createElement("span");
  error.id = `tree-error-${++count}`;
  error.className = "tree-error";
  error.setAttribute("role", "alert");
  error.hidden = true;
  input.className = "tree-input";
  input.value = initial;
  // Not what was asked for: an input drops line breaks, and that alone must rename nothing.
  const start = input.value;
  input.spellcheck = false;
  input.autocapitalize = "off";
  input.setAttribute("aria-label", label);
  row.append(input, error);
  row.classList.add("is-editing");

  let finished = false;
  let busy = false;
  const finish = (accepted: boolean): void => {
    if (finished) return;
    finished = true;
    row.classList.remove("is-editing");
    input.remove();
    error.remove();
    done(accepted);
  };
  const say = (message: string): void => {
    error.textContent = message;
    error.hidden = false;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", error.id);
    input.focus();
  };
  const submit = async (): Promise<void> => {
    if (busy || finished) return;
    if (input.value === start && start !== "") return finish(false);
    if (input.value === "") return say("Type a name, or press Escape to leave it.");
    busy = true;
    try {
      await accept(input.value);
      finish(true);
    } catch (refusal) {
      say(refusal instanceof Refusal ? refusal.message : String(refusal));
    } finally {
      busy = false;
    }
  };

  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") void submit();
    else if (event.key === "Escape") finish(false);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => {
    if (busy) return;
    if (!error.hidden || input.value === "") finish(false);
    else void submit();
  });
  input.focus();
  const dot = start.lastIndexOf(".");
  input.setSelectionRange(0, dot > 0 ? dot : start.length);
}
