/** What every editor state is made of. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  crosshairCursor, drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { theme } from "./theme";

/** The page's nonce for styles. */
const nonce = (): string => document.body.dataset["nonce"] ?? document.body.dataset["cspNonce"] ?? "";

/** For showing text, also where it cannot be typed. */
export const viewing = (): Extension => [
  EditorView.cspNonce.of(nonce()),
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  theme,
  search({ top: true }),
];

/** For typing. Very large texts go without what looks at all of it. */
export const editing = (plain: boolean): Extension => [
  viewing(),
  history(),
  dropCursor(),
  EditorState.allowMultipleSelections.of(true),
  rectangularSelection(),
  crosshairCursor(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  plain ? [] : [indentOnInput(), bracketMatching(), closeBrackets(), autocompletion(), highlightSelectionMatches()],
  // Ctrl-Enter runs the app.
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"),
    ...searchKeymap,
    ...historyKeymap,
    ...completionKeymap,
    indentWithTab,
  ]),
];
