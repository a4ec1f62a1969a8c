// @ts-check
// What the reader sets: light or dark, the size of the text; and the keys of the keyboard.
// The first two are applied by the line of script in head.html, before the page is drawn.

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

const ITEMS = ".cards > li, .digest > li, .in-issue > li, .ledger > tbody > tr:not(.group), .results > li";

/**
 * Move the focus to the next entry of a list, or lead to the next entry.
 * @param {1 | -1} step
 */
function move(step) {
  const items = [...document.querySelectorAll(ITEMS)];
  if (!items.length) {
    document.querySelector(`.onward ${step > 0 ? ".next" : ".previous"} a`)?.dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true, view: window }),
    );
    return;
  }
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[here < 0 ? (step > 0 ? 0 : items.length - 1) : here + step];
  const link = next?.querySelector("h2 a, h3 a, th a, a");
  if (!(link instanceof HTMLElement)) return;
  link.focus();
  link.scrollIntoView({ block: "center" });
}

/** @type {Record<string, () => void>} */
const KEYS = {
  "/": () => document.getElementById("q")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  "?": () => {
    const help = document.querySelector("dialog.keys");
    if (help instanceof HTMLDialogElement && !help.open) help.showModal();
  },
};

/** Let the keys of KEYS work wherever nothing is typed. */
export function enableKeys() {
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const typing = target instanceof HTMLElement && target.closest("input, select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
