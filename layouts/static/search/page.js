// @ts-check
// The search page: answers what is typed, lists and filters results, writes the query into the address.

import { start } from "../reader/start.js";
import { Engine } from "./engine.js";
import { suggestions } from "./names.js";
import { cut } from "./query.js";
import { items, message, offers, subjectItems } from "./results.js";

/** @typedef {import("./match.js").Answer} Answer */
/** @typedef {import("./filters.js").Filters} Filters */

/** Results listed at a time: each may cost a request. */
const SOME = 6;
const PAUSE = 120;
const FILTERS = /** @type {(keyof Filters)[]} */ (["topic", "year", "kind", "org", "from", "to", "sort"]);

/**
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function element(selector, kind) {
  const node = document.querySelector(selector);
  if (!(node instanceof kind)) throw new Error(`the page has no ${selector}`);
  return node;
}

const form = element(".search-form", HTMLFormElement);
const box = element(".search-form input", HTMLInputElement);
const suggested = element("#suggestions", HTMLDataListElement);
const status = element(".search-status", HTMLParagraphElement);
const near = element(".search-near", HTMLParagraphElement);
const subjects = element(".subject-answers", HTMLUListElement);
const list = element("[data-search-results]", HTMLOListElement);
const more = element(".more-results", HTMLButtonElement);
const browse = element(".browse", HTMLElement);
const filters = element(".filters", HTMLDetailsElement);

const variant = document.documentElement.lang;
const home = String(JSON.parse(form.dataset.editions ?? "{}")[variant]);
const title = document.title;
const words = { ...status.dataset, ...list.dataset };

/**
 * @param {string} url
 * @param {RequestCache} [cache]
 */
async function text(url, cache = "default") {
  const answer = await fetch(url, { cache });
  if (!answer.ok) throw new Error(`${answer.status}: ${url}`);
  return answer.text();
}

const engine = new Engine({
  read: (path, fresh) =>
    text(`${form.dataset.index}${path}`, fresh ? "reload" : path === "index.json" ? "no-cache" : "default"),
  variant,
});

/** The number of the newest query: the answer to an older one is dropped. */
let newest = 0;
/** @type {Answer | null} */
let shown = null;
let listed = 0;

/** @param {keyof Filters} name */
const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (document.getElementById(name));

/** @returns {Filters} */
function chosen() {
  return Object.fromEntries(FILTERS.map((name) => [name, field(name).value]).filter(([, value]) => value));
}

/** Whether the query is empty: an order alone is no query. */
const isEmpty = () => !box.value.trim() && Object.keys(chosen()).every((name) => name === "sort");

// ---------------------------------------------------------------- asking

async function ask() {
  const number = ++newest;
  const query = cut(box.value);
  const empty = isEmpty();
  list.dataset.state = "busy";
  remember(query.text);
  const slow = setTimeout(() => showStatus(status.dataset.busy ?? ""), 400);
  try {
    const answer = await engine.answer(query.text, chosen());
    const first = await items(answer, answer.entries.slice(0, SOME), variant, home, words);
    const named = await subjectItems(answer, variant, home, words);
    if (number !== newest) return;
    shown = answer;
    listed = first.length;
    subjects.replaceChildren(...named);
    list.replaceChildren(...first);
    near.replaceChildren(...offers(answer.near, words));
    more.hidden = listed >= answer.entries.length;
    browse.hidden = answer.total > 0;
    showStatus(empty ? "" : `${message(answer, variant, words)}${query.isCut ? ` ${status.dataset.cut}` : ""}`);
    if (empty) delete list.dataset.total;
    else list.dataset.total = String(answer.total);
    list.dataset.state = empty ? "idle" : "done";
    if (filters.open) await offer(query.text, number);
  } catch (error) {
    if (number !== newest) return;
    console.warn(error);
    list.dataset.state = "failed";
    showStatus(status.dataset.failed ?? "");
  } finally {
    clearTimeout(slow);
  }
}

/** @param {string} words */
function showStatus(words) {
  if (status.textContent !== words) status.textContent = words;
}

/**
 * Write the query into the address and the title.
 * @param {string} query
 */
function remember(query) {
  const parameters = new URLSearchParams(query.trim() ? { q: query } : {});
  for (const [name, value] of Object.entries(chosen())) parameters.set(name, value);
  history.replaceState(null, "", `${parameters}` ? `?${parameters}` : location.pathname);
  document.title = query.trim() ? `${query.trim()} · ${title}` : title;
  for (const link of document.querySelectorAll(".scripts a")) {
    if (link instanceof HTMLAnchorElement) link.search = `${parameters}`;
  }
}

/** List some more results. */
async function showMore() {
  const answer = shown;
  if (!answer || more.hidden) return;
  const from = listed;
  listed = Math.min(from + SOME, answer.entries.length);
  const next = await items(answer, answer.entries.slice(from, listed), variant, home, words);
  if (answer !== shown) return;
  list.append(...next);
  more.hidden = listed >= answer.entries.length;
}

/** Suggest names that begin with the typed text. */
async function suggest() {
  const index = await engine.index();
  const names = suggestions(index.subjects, cut(box.value).text, variant, index.table);
  suggested.replaceChildren(...names.map((name) => new Option(name, name)));
}

/**
 * Fill the menus of filters with the values that results have.
 * @param {string} query
 * @param {number} number of the query
 */
async function offer(query, number) {
  const index = await engine.index();
  const lists = await index.files.facets();
  const current = chosen();
  const counts = await Promise.all(
    /** @type {const} */ (["topic", "year", "kind", "org"]).map(async (name) => {
      const { members } = current[name] || !shown ? await engine.answer(query, { ...current, [name]: undefined }) : shown;
      return { name, options: options(name, members, lists, index) };
    }),
  );
  if (number !== newest) return;
  for (const { name, options: choices } of counts) {
    const select = /** @type {HTMLSelectElement} */ (field(name));
    const any = select.options[0];
    const kept = current[name] ?? "";
    select.replaceChildren(any, ...choices.filter(([value, , count]) => count || value === kept).map(([value, label, count]) => new Option(`${label}（${count}）`, value)));
    if (kept && !choices.some(([value]) => value === kept)) select.append(new Option(kept, kept));
    select.value = kept;
  }
}

/**
 * @param {"topic" | "year" | "kind" | "org"} name
 * @param {Uint8Array} members
 * @param {Awaited<ReturnType<import("./files.js").Files["facets"]>>} lists
 * @param {import("./index.js").Index} index
 * @returns {[string, string, number][]} value, label, count
 */
function options(name, members, lists, index) {
  /** @param {number[]} entries */
  const count = (entries) => entries.reduce((sum, entry) => sum + members[entry], 0);
  if (name === "topic") {
    const names = new Map(index.subjects.filter(({ folder }) => folder === "topics").map(({ slug, names: own }) => [slug, own[variant]]));
    return lists.topics.map(({ slug, entries }) => [slug, names.get(slug) ?? slug, count(entries)]);
  }
  if (name === "org") {
    /** @type {[string, string, number][]} */
    const orgs = lists.orgs.map(({ names, entries }) => [names[variant], names[variant], count(entries)]);
    return orgs.sort((a, b) => b[2] - a[2]).slice(0, 200);
  }
  const all = members.reduce((sum, one) => sum + one, 0);
  if (name === "kind") {
    const news = count(lists.news);
    return [["paper", list.dataset.paper ?? "", all - news], ["news", list.dataset.news ?? "", news]];
  }
  /** @type {Map<string, number>} */
  const years = new Map();
  for (const [entry, date] of index.dates.entries()) {
    if (members[entry]) years.set(date.slice(0, 4), (years.get(date.slice(0, 4)) ?? 0) + 1);
  }
  return [...years].reverse().map(([year, number]) => [year, year, number]);
}

// ---------------------------------------------------------------- keyboard, pointer and filters

/**
 * Move the focus through the results.
 * @param {KeyboardEvent} event
 */
function move(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const links = [...subjects.querySelectorAll("a"), ...list.querySelectorAll("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const inBox = document.activeElement === box;
  if (event.key === "/" && !(document.activeElement instanceof HTMLInputElement)) {
    box.focus();
    box.select();
  } else if (event.key === "ArrowDown" && (inBox || at >= 0)) links[at + 1]?.focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? box).focus();
  else if (event.key === "Escape" && at >= 0) box.focus();
  else return;
  event.preventDefault();
}

let pause = 0;
box.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(ask, PAUSE);
  suggest().catch(() => {}); // ask() reports an index that cannot be read
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  ask();
});
document.addEventListener("keydown", move);
more.addEventListener("click", showMore);
new IntersectionObserver((changes) => {
  if (changes.some(({ isIntersecting }) => isIntersecting)) showMore();
}).observe(more);
filters.addEventListener("change", ask);
field("sort").addEventListener("change", ask);
filters.addEventListener("toggle", () => {
  if (filters.open) offer(cut(box.value).text, newest);
});
element(".clear", HTMLButtonElement).addEventListener("click", () => {
  for (const name of FILTERS) field(name).value = "";
  ask();
});

/** @type {Record<string, string>} by the slugs that topics had before */
const oldTopics = JSON.parse(form.dataset.oldTopics ?? "{}");
const given = new URLSearchParams(location.search);
box.value = given.get("q") ?? "";
for (const name of FILTERS) {
  let value = given.get(name);
  if (name === "topic" && value) value = oldTopics[value] ?? value;
  if (!value) continue;
  const control = field(name);
  if (control instanceof HTMLSelectElement && name !== "sort") control.append(new Option(value, value));
  control.value = value;
  if (name !== "sort") filters.open = true;
}
start();
browse.hidden = !isEmpty(); // avoid a shift of the layout when the answer comes
ask();
