/** What a terminal sends for keys, as a keyboard's events would have it. */

const plain: Record<string, string> = { Escape: "\x1b", Tab: "\t" };
const arrows: Record<string, string> = { ArrowUp: "A", ArrowDown: "B", ArrowRight: "C", ArrowLeft: "D" };

/** @param application whether the program asked for arrows in application mode. */
export function sequenceOf(key: string, control: boolean, application: boolean): string {
  const arrow = arrows[key];
  if (arrow !== undefined) {
    return control ? `\x1b[1;5${arrow}` : `\x1b${application ? "O" : "["}${arrow}`;
  }
  return plain[key] ?? (control ? withControl(key) : key);
}

/** The control character of a character; what has none stays as it is. */
export function withControl(character: string): string {
  if (/^[@-_a-z ]$/.test(character)) {
    return String.fromCharCode(character.charCodeAt(0) & 0x1f);
  }
  return { "/": "\x1f", "-": "\x1f", "|": "\x1c", "?": "\x7f" }[character] ?? character;
}
