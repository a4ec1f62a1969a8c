// @ts-check
// Suggests the other script to a reader whose browser asks for it, and stores what the reader
// chooses. Never a redirect: the address that was asked for is the page that is shown.

const KEY = "qikan-script";
const here = document.documentElement.lang;

/**
 * The editions a language tag asks for, the best first; none if it is not Chinese.
 * @param {string} tag
 */
function editionsOf(tag) {
  const parts = tag.toLowerCase().split("-");
  if (parts[0] !== "zh") return [];
  const has = (/** @type {string[]} */ ...words) => words.some((word) => parts.includes(word));
  if (has("hans") || !has("hant", "tw", "hk", "mo")) return ["zh-Hans"];
  return has("hk", "mo") ? ["zh-Hant-HK", "zh-Hant"] : ["zh-Hant", "zh-Hant-HK"];
}

/** What the reader chose, or "". Storage may be forbidden. */
function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/**
 * Store a choice.
 * @param {string} script
 */
function choose(script) {
  try {
    localStorage.setItem(KEY, script);
  } catch {
    // not stored: the suggestion comes again
  }
}

/**
 * A line above the page that offers its other edition.
 * @param {HTMLAnchorElement} link
 */
function suggest(link) {
  const box = document.createElement("aside");
  box.className = "suggestion wide";
  box.lang = link.lang;
  box.setAttribute("aria-label", link.textContent ?? "");
  const offer = document.createElement("a");
  offer.href = link.href;
  offer.hreflang = link.hreflang;
  offer.textContent = link.textContent;
  offer.addEventListener("click", () => choose(link.hreflang));
  const line = document.createElement("p");
  line.append(link.dataset.suggestion ?? "", " ", offer);
  const stay = document.createElement("button");
  stay.type = "button";
  stay.textContent = link.dataset.stay ?? "";
  stay.addEventListener("click", () => {
    choose(here);
    box.remove();
  });
  box.append(line, stay);
  document.querySelector("main")?.before(box);
}

/** Suggest the edition that the reader wants, if the page has it, and store choices. */
export function suggestEdition() {
  const links = [...document.querySelectorAll(".scripts a")];
  const offered = [here, ...links.map((link) => link.getAttribute("hreflang"))];
  const asked = navigator.languages.map(editionsOf).find((editions) => editions.length) ?? [];
  const wanted = chosen() || (asked.find((edition) => offered.includes(edition)) ?? "");
  for (const link of links) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    link.addEventListener("click", () => choose(link.hreflang));
    if (wanted !== here && link.hreflang === wanted) suggest(link);
  }
}
