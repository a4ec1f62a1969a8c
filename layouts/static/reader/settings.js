// @ts-check
// The reader's settings: light or dark, and the size of the text. The line of script in head.html
// applies both before the page is drawn.

const root = document.documentElement;

/**
 * Store a setting and apply it.
 * @param {string} name
 * @param {string} value
 */
function set(name, value) {
  root.dataset[name] = value;
  colourBrowser();
  try {
    localStorage.setItem(`qikan-${name}`, value);
  } catch {
    // storage may be forbidden: the setting applies to this page only
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

/** Set the colour of the browser's own bars to that of the chosen theme. */
function colourBrowser() {
  const { theme } = root.dataset;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    if (!(meta instanceof HTMLMetaElement)) continue;
    const { scheme } = meta.dataset;
    meta.media = theme ? (theme === scheme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
  }
}
