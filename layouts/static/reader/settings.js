// @ts-check
// What the reader sets: light or dark, and the size of the text. The line of script in head.html
// applies both before the page is drawn.

const root = document.documentElement;

/**
 * Remember a setting and apply it.
 * @param {string} name
 * @param {string} value
 */
function set(name, value) {
  root.dataset[name] = value;
  colourBrowser();
  try {
    localStorage.setItem(`qikan-${name}`, value);
  } catch {
    // storage may be forbidden: it holds for this page only
  }
}

/** Show the settings, as they are, and apply what the reader changes. */
export function enableSettings() {
  const settings = document.querySelector(".settings");
  if (!(settings instanceof HTMLElement)) return;
  for (const input of settings.querySelectorAll("input")) {
    input.checked = input.value === (root.dataset[input.name] ?? "");
    input.addEventListener("change", () => set(input.name, input.value));
  }
  settings.hidden = false;
  colourBrowser();
}

/** Give the browser's own bars the colour of the theme that the reader chose. */
function colourBrowser() {
  const { theme } = root.dataset;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    if (!(meta instanceof HTMLMetaElement)) continue;
    const { scheme } = meta.dataset;
    meta.media = theme ? (theme === scheme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
  }
}
