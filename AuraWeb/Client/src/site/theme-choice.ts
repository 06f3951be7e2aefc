const key = "aura:theme";

/** The buttons with `data-theme-choice`: light, dark, or as the system has it. */
export function startThemeChoice(): void {
  show(localStorage.getItem(key) ?? "system");
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-theme-choice]");
    if (button) choose(button.dataset.themeChoice ?? "system");
  });
  // Another tab chose.
  window.addEventListener("storage", (event) => {
    if (event.key === key) apply(event.newValue ?? "system");
  });
}

function choose(theme: string): void {
  if (theme === "system") localStorage.removeItem(key);
  else localStorage.setItem(key, theme);
  apply(theme);
}

function apply(theme: string): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  show(theme);
  document.dispatchEvent(new CustomEvent("aura:theme"));
}

function show(theme: string): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}
