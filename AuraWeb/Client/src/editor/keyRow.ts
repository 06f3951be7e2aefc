/** The row of keys below the editor: what code is full of and an on-screen keyboard hides. */
import { indentMore, redo, undo } from "@codemirror/commands";
import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { startKeyRow } from "../panes/keyRow";

const commands: Record<string, (view: EditorView) => boolean> = { Tab: indentMore, undo, redo };

export function startEditorKeys(row: HTMLElement, view: EditorView): void {
  startKeyRow(row, (key) => {
    const command = commands[key];
    if (command) command(view);
    else insert(view, key);
  });
}

// Of a pair the second half comes to stand behind what is selected.
function insert(view: EditorView, [open = "", close = ""]: string): void {
  const change = view.state.changeByRange(({ from, to }) => ({
    changes: [{ from, insert: open }, { from: to, insert: close }],
    range: EditorSelection.range(from + 1, to + 1),
  }));
  view.dispatch(view.state.update(change, { userEvent: "input.type", scrollIntoView: true }));
}
