// @ts-check
// The page of starred entries: lists them, exports them as a link, Markdown or files of
// citations, and adds those of a link from another device.

import { addressOf, home, saveStars, starOf, stars } from "../reader/stars.js";

/** @typedef {import("../reader/stars.js").Star} Star */

const list = /** @type {HTMLElement} */ (document.querySelector(".saved-list"));
const empty = /** @type {HTMLElement} */ (document.querySelector(".saved-empty"));
const tools = /** @type {HTMLElement} */ (document.querySelector(".saved-tools"));
const status = /** @type {HTMLElement} */ (document.querySelector(".saved-status"));

/**
 * The address of a starred entry's page in this edition.
 * @param {Star} star
 */
const pageOf = (star) => new URL(star.address, home).href;

/** Show the starred entries. */
function show() {
  const all = stars();
  list.replaceChildren(
    ...all.map((star) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = pageOf(star);
      link.textContent = star.title;
      const when = document.createElement("span");
      when.className = "when";
      when.textContent = star.date;
      const drop = document.createElement("button");
      drop.type = "button";
      drop.textContent = list.dataset.remove ?? "";
      drop.setAttribute("aria-label", `${list.dataset.remove} ${star.title}`);
      drop.addEventListener("click", () => {
        saveStars(stars().filter((other) => other.address !== star.address));
        show();
      });
      item.append(link, " ", when, " ", drop);
      return item;
    }),
  );
  empty.hidden = all.length > 0;
  tools.hidden = all.length === 0;
}

/**
 * A link that another device opens.
 * @param {Star[]} all
 */
function linkOf(all) {
  const url = new URL(location.pathname, location.href);
  url.hash = new URLSearchParams({ stars: all.map((star) => star.address).join(",") }).toString();
  return url.href;
}

/**
 * The starred entries as a list in Markdown.
 * @param {Star[]} all
 */
const markdown = (all) =>
  all.map((star) => `- [${star.title.replace(/[\\[\]]/g, "\\$&")}](${pageOf(star)}) ${star.date}`.trimEnd()).join("\n") + "\n";

/**
 * The citations of the papers among the starred entries, joined of the files that each has.
 * @param {Star[]} all
 * @param {string} file
 */
async function citations(all, file) {
  const papers = all.filter((star) => star.address.startsWith("papers/"));
  const texts = await Promise.all(
    papers.map(async (star) => {
      const answer = await fetch(new URL(star.address + file, new URL(tools.dataset.files ?? "/", location.href)));
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    }),
  );
  if (!file.endsWith(".json")) return texts.join("\n");
  return JSON.stringify(texts.flatMap((text) => JSON.parse(text)), null, 1) + "\n";
}

/**
 * Save a text as a file.
 * @param {string} name
 * @param {string} text
 */
function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @type {Record<string, (all: Star[], button: HTMLButtonElement) => Promise<void>>} */
const EXPORTS = {
  link: async (all) => {
    const text = linkOf(all);
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = status.dataset.copied ?? "";
    } catch {
      status.textContent = text;
    }
  },
  markdown: async (all) => download("qikan.md", markdown(all)),
  cite: async (all, button) => {
    download(button.value.replace("cite", "qikan"), await citations(all, button.value));
  },
};

/** Report that the network did not answer. */
function fail() {
  status.textContent = status.dataset.failed ?? "";
}

for (const button of tools.querySelectorAll("button")) {
  button.addEventListener("click", () => EXPORTS[button.name]?.(stars(), button).catch(fail));
}

/**
 * Add the entries of a link that this browser does not have.
 * @param {string} hash
 */
async function take(hash) {
  const known = new Set(stars().map((star) => star.address));
  const asked = (new URLSearchParams(hash.slice(1)).get("stars") ?? "").split(",");
  for (const address of asked.map((one) => addressOf(new URL(one, home).href))) {
    if (!address || known.has(address)) continue;
    const answer = await fetch(new URL(address, home));
    if (!answer.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    saveStars([...stars(), starOf(page, address)]);
    show();
  }
}

show();
take(location.hash).catch(fail);
