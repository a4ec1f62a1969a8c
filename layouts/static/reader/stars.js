// @ts-check
// The stored data about entries in this browser: stars, and lists of addresses. No account is needed.

/**
 * A starred entry: its address inside an edition, and what is needed to list it.
 * @typedef {{address: string, title: string, date: string}} Star
 */

const STARS = "qikan-stars";

/** The home page of this edition. */
export const home = new URL(document.querySelector("a.brand")?.getAttribute("href") ?? "/", location.href);

/**
 * A stored list, empty where there is none or storage is forbidden.
 * @param {string} key
 * @returns {any[]}
 */
export function load(key) {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/**
 * Store a list.
 * @param {string} key
 * @param {any[]} value
 */
export function save(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // not stored: storage is full or forbidden
  }
}

/**
 * The starred entries, the latest first.
 * @returns {Star[]}
 */
export const stars = () => load(STARS).filter((star) => typeof star?.address === "string");

/**
 * Store these as the starred entries.
 * @param {Star[]} list
 */
export const saveStars = (list) => save(STARS, list);

/**
 * The address of an entry inside an edition, or "" for a link to another page.
 * @param {string} href
 */
export function addressOf(href) {
  const url = new URL(href, location.href);
  if (url.origin !== home.origin || !url.pathname.startsWith(home.pathname)) return "";
  const inside = url.pathname.slice(home.pathname.length);
  return /^(papers|news)\/[^/]+\/$/.test(inside) ? inside : "";
}

/**
 * The data of an entry, read from its page.
 * @param {Document} page
 * @param {string} address
 * @returns {Star}
 */
export function starOf(page, address) {
  const texts = [...page.querySelectorAll('script[type="application/ld+json"]')];
  const things = texts.map((script) => JSON.parse(script.textContent ?? "null"));
  const article = things.find((thing) => thing?.headline) ?? {};
  return {
    address,
    title: article.headline ?? page.querySelector("h1")?.textContent?.trim() ?? address,
    date: article.datePublished ?? "",
  };
}
