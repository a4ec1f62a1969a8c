// @ts-check
// The search page: what is typed is answered, listed, narrowed, and written into the address.

import { Engine } from "./engine.js";
import { excerpt, hitsIn, isSaidBy, pieces } from "./excerpt.js";
import { cut } from "./query.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./engine.js").Result} Result */
/** @typedef {import("./engine.js").Filters} Filters */
/** @typedef {import("./excerpt.js").Piece} Piece */

const SOME = 100;
const AT_ONCE = 10;
const PAUSE = 120;
const FILTERS = /** @type {(keyof Filters)[]} */ (["topic", "year", "kind", "org", "from", "to"]);

/**
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function element(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

const form = element(".search-form", HTMLFormElement);
const box = element(".search-form input", HTMLInputElement);
const status = element(".search-status", HTMLParagraphElement);
const list = element("[data-search-results]", HTMLOListElement);
const more = element(".more-results", HTMLButtonElement);
const filters = element(".filters", HTMLDetailsElement);

const variant = document.documentElement.lang;
/** @type {Record<string, string>} */
const editions = JSON.parse(form.dataset.editions ?? "{}");
const variants = [variant, ...Object.keys(editions).filter((other) => other !== variant)];

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
  page: (edition, address) => text(`${editions[edition]}${address}`),
  variants,
});

/** Counts questions: an answer to an older one comes too late. */
let asked = 0;
/** @type {Answer | null} */
let shown = null;
let listed = 0;

/** @param {keyof Filters} name */
const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (document.getElementById(name));

/** @returns {Filters} */
function chosen() {
  return Object.fromEntries(FILTERS.map((name) => [name, field(name).value]).filter(([, value]) => value));
}

// ---------------------------------------------------------------- asking

async function ask() {
  const mine = ++asked;
  const query = cut(box.value);
  list.dataset.state = "busy";
  remember(query.text);
  const slow = setTimeout(() => say(status.dataset.busy ?? ""), 400);
  try {
    const answer = await engine.answer(query.text, chosen());
    if (mine !== asked) return;
    shown = answer;
    await show(answer, mine);
    if (mine !== asked) return;
    const empty = !query.text.trim() && !Object.keys(chosen()).length;
    const found = answer.total ? status.dataset.found : status.dataset.none;
    say(empty ? "" : `${found?.replace("{n}", answer.total.toLocaleString(variant)) ?? ""}${query.isCut ? ` ${status.dataset.cut}` : ""}`);
    if (empty) delete list.dataset.total;
    else list.dataset.total = String(answer.total);
    list.dataset.state = empty ? "idle" : "done";
    filters.hidden = empty && !answer.total;
    if (filters.open) await offer(query.text, mine);
  } catch (error) {
    if (mine !== asked) return;
    console.warn(error);
    list.dataset.state = "failed";
    say(status.dataset.failed ?? "");
  } finally {
    clearTimeout(slow);
  }
}

/** @param {string} words */
function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

/**
 * Write the question into the address.
 * @param {string} query
 */
function remember(query) {
  const said = new URLSearchParams(query.trim() ? { q: query } : {});
  for (const [name, value] of Object.entries(chosen())) said.set(name, value);
  history.replaceState(null, "", `${said}` ? `?${said}` : location.pathname);
  for (const link of document.querySelectorAll(".scripts a")) {
    if (link instanceof HTMLAnchorElement) link.search = `${said}`;
  }
}

// ---------------------------------------------------------------- listing

/**
 * @param {Answer} answer
 * @param {number} mine
 */
async function show(answer, mine) {
  const items = await make(answer, 0);
  if (mine !== asked) return;
  seen.disconnect();
  list.replaceChildren(...items);
  listed = items.length;
  watch(items);
}

/**
 * @param {Answer} answer
 * @param {number} from
 */
async function make(answer, from) {
  const results = await Promise.all(answer.entries.slice(from, from + SOME).map((entry) => answer.index.result(entry, variant)));
  return results.map((result) => item(result, answer));
}

/**
 * @param {Result} result
 * @param {Answer} answer
 */
function item(result, answer) {
  const made = document.createElement("li");
  made.className = "result";
  made.dataset.entry = String(result.number);
  const title = document.createElement("h3");
  const link = document.createElement("a");
  link.href = `${editions[variant]}${result.address}`;
  if (result.isEnglish) link.lang = "en";
  link.append(...marked(pieces(result.title, hitsIn(result.title, answer.clauses, answer.index.table))));
  title.append(link);
  const meta = document.createElement("p");
  meta.className = "kicker";
  const time = document.createElement("time");
  time.dateTime = result.date;
  const [year, month, day] = result.date.split("-").map(Number);
  time.textContent = `${year} 年 ${month} 月${day ? ` ${day} 日` : ""}`;
  meta.append(time, ` · ${(result.kind === "news" ? list.dataset.news : list.dataset.paper) ?? ""}`);
  made.append(title, meta);
  return made;
}

/** @param {Piece[]} all */
function marked(all) {
  return all.map(({ text: said, hit }) => {
    if (!hit) return document.createTextNode(said);
    const mark = document.createElement("mark");
    mark.textContent = said;
    return mark;
  });
}

const seen = new IntersectionObserver((changes) => {
  for (const { isIntersecting, target } of changes) {
    if (isIntersecting && target instanceof HTMLLIElement) {
      seen.unobserve(target);
      illustrate(target);
    }
  }
});

/** @param {HTMLLIElement[]} items */
function watch(items) {
  for (const [n, made] of items.entries()) {
    if (n < AT_ONCE && !listedBefore()) illustrate(made);
    else seen.observe(made);
  }
  more.hidden = !shown || listed >= shown.entries.length;
}

const listedBefore = () => listed > SOME;

/**
 * Give a result its excerpt.
 * @param {HTMLLIElement} made
 */
async function illustrate(made) {
  const answer = shown;
  if (!answer) return;
  const entry = Number(made.dataset.entry);
  const table = answer.index.table;
  try {
    const texts = await answer.index.text(entry, variant);
    const said = isSaidBy(texts, answer.clauses, table);
    const other = said || variants.length < 2 ? [] : await answer.index.text(entry, variants[1]);
    const found = excerpt(texts, other, answer.clauses, table);
    if (!found.length || made.querySelector(".excerpt")) return;
    const line = document.createElement("p");
    line.className = "excerpt";
    line.append(...marked(found));
    made.append(line);
  } catch (error) {
    console.warn(error); // the title stands without its excerpt
  }
}

async function showMore() {
  const answer = shown;
  if (!answer) return;
  const items = await make(answer, listed);
  if (answer !== shown) return;
  list.append(...items);
  listed += items.length;
  watch(items);
  items[0]?.querySelector("a")?.focus();
}

// ---------------------------------------------------------------- narrowing

/**
 * Offer what results can be narrowed by, with how many there would be.
 * @param {string} query
 * @param {number} mine
 */
async function offer(query, mine) {
  const index = await engine.index();
  const lists = await index.files.facets();
  const now = chosen();
  const counts = await Promise.all(
    /** @type {const} */ (["topic", "year", "kind", "org"]).map(async (name) => {
      const { members } = now[name] || !shown ? await engine.answer(query, { ...now, [name]: undefined }) : shown;
      return { name, options: options(name, members, lists, index) };
    }),
  );
  if (mine !== asked) return;
  for (const { name, options: found } of counts) {
    const select = /** @type {HTMLSelectElement} */ (field(name));
    const any = select.options[0];
    const kept = now[name] ?? "";
    select.replaceChildren(any, ...found.filter(([value, , count]) => count || value === kept).map(([value, label, count]) => new Option(`${label}（${count}）`, value)));
    if (kept && !found.some(([value]) => value === kept)) select.append(new Option(kept, kept));
    select.value = kept;
  }
}

/**
 * @param {"topic" | "year" | "kind" | "org"} name
 * @param {Uint8Array} members
 * @param {Awaited<ReturnType<import("./files.js").Files["facets"]>>} lists
 * @param {import("./engine.js").Index} index
 * @returns {[string, string, number][]} value, label, count
 */
function options(name, members, lists, index) {
  /** @param {number[]} entries */
  const count = (entries) => entries.reduce((sum, entry) => sum + members[entry], 0);
  if (name === "topic") {
    const names = new Map(index.topics.map((topic) => [topic.slug, topic.names[variant]]));
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

// ---------------------------------------------------------------- the reader's hand

/**
 * Move the focus through the results.
 * @param {KeyboardEvent} event
 */
function move(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const links = [...list.querySelectorAll("a")];
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
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  ask();
});
document.addEventListener("keydown", move);
more.addEventListener("click", showMore);
filters.addEventListener("change", ask);
filters.addEventListener("toggle", () => {
  if (filters.open) offer(cut(box.value).text, asked);
});
element(".clear", HTMLButtonElement).addEventListener("click", () => {
  for (const name of FILTERS) field(name).value = "";
  ask();
});

const given = new URLSearchParams(location.search);
box.value = given.get("q") ?? "";
for (const name of FILTERS) {
  const value = given.get(name);
  if (!value) continue;
  const control = field(name);
  if (control instanceof HTMLSelectElement) control.append(new Option(value, value));
  control.value = value;
  filters.open = true;
}
ask();
