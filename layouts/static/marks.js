// @ts-check
// Stars, read marks and what is new since the last visit: kept in this browser, without an account.

/**
 * A starred entry: its address inside an edition, and what is needed to list and cite it.
 * @typedef {{address: string, title: string, date: string, name: string, authors: string[],
 *   published: string, url: string}} Star
 */

const STARS = "qikan-stars";
const READ = "qikan-read";
const SEEN = "qikan-seen";
const MOST_READ = 3000;

/** The home page of this edition. */
export const home = new URL(document.querySelector("a.brand")?.getAttribute("href") ?? "/", location.href);

/**
 * A kept list, empty where there is none or storage is forbidden.
 * @param {string} key
 * @returns {any[]}
 */
function load(key) {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/**
 * Keep a list.
 * @param {string} key
 * @param {any[]} value
 */
function save(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // not kept: storage is full or forbidden
  }
}

/**
 * The starred entries, the latest first.
 * @returns {Star[]}
 */
export const stars = () => load(STARS).filter((star) => typeof star?.address === "string");

/**
 * Keep these as the starred entries.
 * @param {Star[]} list
 */
export const saveStars = (list) => save(STARS, list);

/**
 * The address of an entry inside an edition, or "" if a link leads elsewhere.
 * @param {string} href
 */
export function addressOf(href) {
  const url = new URL(href, location.href);
  if (url.origin !== home.origin || !url.pathname.startsWith(home.pathname)) return "";
  const inside = url.pathname.slice(home.pathname.length);
  return /^(papers|news)\/[^/]+\/$/.test(inside) ? inside : "";
}

/**
 * What there is to know of an entry from its page.
 * @param {Document} page
 * @param {string} address
 * @returns {Star}
 */
export function starOf(page, address) {
  const texts = [...page.querySelectorAll('script[type="application/ld+json"]')];
  const things = texts.map((script) => JSON.parse(script.textContent ?? "null"));
  const article = things.find((thing) => thing?.headline) ?? {};
  const paper = article.about ?? {};
  return {
    address,
    title: article.headline ?? page.querySelector("h1")?.textContent?.trim() ?? address,
    date: article.datePublished ?? "",
    name: paper.name ?? "",
    authors: (paper.author ?? []).map((/** @type {{name: string}} */ author) => author.name),
    published: paper.datePublished ?? "",
    url: [paper.sameAs ?? []].flat()[0] ?? "",
  };
}

/** Show stars and read marks in the lists of a page. */
export function markLists() {
  const starred = new Set(stars().map((star) => star.address));
  const read = new Set(load(READ));
  for (const item of document.querySelectorAll(".cards > li, .digest > li, .in-issue > li, .ledger tr")) {
    const link = item.querySelector("h2 a, h3 a, th a, a");
    const address = link instanceof HTMLAnchorElement ? addressOf(link.href) : "";
    item.classList.toggle("starred", starred.has(address));
    item.classList.toggle("read", read.has(address));
  }
}

/**
 * The button of an entry's page that stars it.
 * @param {HTMLButtonElement} button
 * @param {string} address
 */
function starButton(button, address) {
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
 * Tell what the home page has that it had not when the reader was here last.
 * @param {HTMLElement} line
 */
function tellNew(line) {
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

const here = addressOf(location.href);
const button = document.querySelector("button.star");
if (here && button instanceof HTMLButtonElement) {
  starButton(button, here);
  setTimeout(() => save(READ, [...new Set([here, ...load(READ)])].slice(0, MOST_READ)), 5000);
}
const line = document.querySelector(".since");
if (line instanceof HTMLElement) tellNew(line);
markLists();
