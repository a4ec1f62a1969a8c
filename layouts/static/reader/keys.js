// @ts-check
// The keys of the keyboard: to the search box, from entry to entry, and a list of the keys.

const ITEMS = ".cards > li, .digest > li, .in-issue > li, .ledger > tbody > tr:not(.group), .results > li";

/**
 * Move the focus to the next entry of a list, or open the next entry.
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

/** Enable the keys of KEYS outside text fields. */
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
