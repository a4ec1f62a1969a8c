// @ts-check
// Buttons that copy a text: the value of data-copy, or the text of the element whose id it names
// with a "#". They are hidden until this script runs, so a page without it shows the text alone.

/**
 * The text that a button copies.
 * @param {string} stated
 */
function textOf(stated) {
  if (!stated.startsWith("#")) return stated;
  return document.getElementById(stated.slice(1))?.textContent ?? "";
}

/**
 * Make a button work.
 * @param {HTMLButtonElement} button
 */
function enable(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(textOf(button.dataset.copy ?? ""));
      button.textContent = button.dataset.copied ?? label;
      setTimeout(() => (button.textContent = label), 2000);
    } catch {
      button.hidden = true; // the browser forbids it: the text can be selected by hand
    }
  });
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (button instanceof HTMLButtonElement) enable(button);
  }
}
