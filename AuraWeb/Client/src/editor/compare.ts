/** Two versions side by side. The left one is the person's own: it can be edited, and a chunk of the right one taken over. */
import { MergeView } from "@codemirror/merge";
import { type ChangeSet, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { editing, viewing } from "./extensions";

export interface Comparison {
  destroy(): void;
}

export function compare(host: HTMLElement, mine: string, theirs: string, language: Extension, edited: (changes: ChangeSet) => void): Comparison {
  const heads = document.createElement("div");
  heads.className = "ed-compare-heads";
  for (const text of ["Yours, not saved", "On disk"]) {
    const head = document.createElement("span");
    head.textContent = text;
    heads.append(head);
  }
  const place = document.createElement("div");
  place.className = "ed-compare";
  host.append(heads, place);
  const tell = EditorView.updateListener.of((update) => {
    if (update.docChanged) edited(update.changes);
  });
  const name = (label: string): Extension => EditorView.contentAttributes.of({ "aria-label": label });
  const view = new MergeView({
    a: { doc: mine, extensions: [editing(false), language, tell, name("Your text")] },
    b: { doc: theirs, extensions: [viewing(), language, EditorState.readOnly.of(true), EditorView.editable.of(false), name("Text on disk")] },
    parent: place,
    revertControls: "b-to-a",
    gutter: true,
    collapseUnchanged: { margin: 3, minSize: 6 },
  });
  return {
    destroy: () => {
      view.destroy();
      heads.remove();
      place.remove();
    },
  };
}
