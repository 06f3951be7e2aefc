/** Keeps the page within what an on-screen keyboard leaves of the window: it lies over the page, and only the visual viewport tells. */

// A browser's own bars come and go too, but are smaller than any keyboard.
const least = 150;

export function startKeyboard(page: HTMLElement): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = (): void => {
    // Zoomed in, less is seen because the person wants it so.
    const isOpen = seen.scale < 1.01 && document.documentElement.clientHeight - seen.height > least;
    page.classList.toggle("has-keyboard", isOpen);
    if (isOpen) {
      page.style.setProperty("--seen-size", `${seen.height}px`);
      page.style.setProperty("--seen-start", `${seen.offsetTop}px`);
    } else {
      page.style.removeProperty("--seen-size");
      page.style.removeProperty("--seen-start");
    }
  };
  seen.addEventListener("resize", fit);
  seen.addEventListener("scroll", fit);
}
