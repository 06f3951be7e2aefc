/** A row of keys that an on-screen keyboard lacks; the button's `data-key` says which. */
export function startKeyRow(row: HTMLElement, press: (key: string) => void): void {
  // The keyboard stays with the pane: were the focus to move, the on-screen keyboard would go away.
  for (const name of ["pointerdown", "mousedown"]) row.addEventListener(name, (event) => event.preventDefault());
  row.addEventListener("click", (event) => {
    const key = (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset["key"];
    if (key !== undefined) press(key);
  });
}
