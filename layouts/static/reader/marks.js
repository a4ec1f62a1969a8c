// @ts-check
// Stars, read marks and what is new since the last visit, as pages show them.

import { addressOf, load, save, saveStars, starOf, stars } from "./stars.js";

const READ = "qikan-read";
const SEEN = "qikan-seen";
const MOST_READ = 3000;

/** Show stars and read marks in the lists of a page. */
function markLists() {
  const starred = new Set(stars().map((star) => star.address));
  const read = new Set(load(READ));
  for (const item of document.querySelectorAll(".cards > li, .digest > li, .in-issue > li, .ledger > tbody > tr")) {
    const link = item.querySelector("h2 a, h3 a, th a, a");
    const address = link instanceof HTMLAnchorElement ? addressOf(link.href) : "";
    item.classList.toggle("starred", starred.has(address));
    item.classList.toggle("read", read.has(address));
  }
}

/**
 * Make the button of an entry's page star it.
 * @param {HTMLButtonElement} button
 * @param {string} address
 */
function enableStar(button, address) {
  const show = () => {
    const pressed = stars().some((star) => star.address === address);
    button.setAttribute("aria-pressed", String(pressed));
  };
  button.addEventListener("click", () => {
    const others = stars().filter((star) => star.address !== address);
    const pressed = button.getAttribute("aria-pressed") === "true";
    saveStars(pressed ? others : [starOf(document, address), ...others]);
    show();
  });
  show();
  button.hidden = false;
}

/**
 * Show what is new on the home page since the reader's last visit.
 * @param {HTMLElement} line
 */
function showNew(line) {
  const seen = new Set(load(SEEN));
  const links = [...document.querySelectorAll(".in-issue a, .recent h3 a")];
  const addresses = links.map((link) => addressOf(/** @type {HTMLAnchorElement} */ (link).href));
  const fresh = links.filter((_, place) => !seen.has(addresses[place]));
  if (seen.size && fresh.length) {
    for (const link of fresh) link.closest("li")?.classList.add("new");
    line.textContent = (line.dataset.text ?? "").replace("{n}", String(fresh.length));
    line.hidden = false;
  }
  save(SEEN, [...new Set([...addresses, ...seen])].slice(0, MOST_READ));
}

/** Enable those of them that the page has. */
export function enableMarks() {
  const here = addressOf(location.href);
  const button = document.querySelector("button.star");
  if (here && button instanceof HTMLButtonElement) {
    enableStar(button, here);
    setTimeout(() => save(READ, [...new Set([here, ...load(READ)])].slice(0, MOST_READ)), 5000);
  }
  const line = document.querySelector(".since");
  if (line instanceof HTMLElement) showNew(line);
  markLists();
}
