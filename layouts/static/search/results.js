// @ts-check
// The list of an answer: subjects, entries with their excerpts, near spellings.

import { withBreaks } from "./phrases.js";
import { show } from "./excerpt.js";

/** @typedef {import("./match.js").Answer} Answer */
/** @typedef {import("./excerpt.js").Piece} Piece */
/** @typedef {Record<string, string | undefined>} Words the page's words by name */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {...(string | Node)} content
 */
function element(name, className, ...content) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...content);
  return node;
}

/** @param {Piece[]} all */
const marked = (all) => all.map(({ text, hit }) => (hit ? element("mark", "", text) : text));

/**
 * A title that breaks between words.
 * @param {Piece[]} all
 */
const titled = (all) => withBreaks(all).flatMap(({ parts, hit }) => {
  const content = parts.flatMap((part, n) => (n ? [document.createElement("wbr"), part] : [part]));
  return hit ? [element("mark", "", ...content)] : content;
});

/**
 * The text fragment of an address, with which a browser scrolls to the match.
 * @param {Piece[]} all
 */
function place(all) {
  const hits = [...new Set(all.filter(({ hit }) => hit).map(({ text }) => text))].slice(0, 3);
  const parts = hits.map((text) => `text=${encodeURIComponent(text).replace(/-/g, "%2D")}`);
  return parts.length ? `#:~:${parts.join("&")}` : "";
}

/**
 * The items of some entries of an answer.
 * @param {Answer} answer
 * @param {number[]} entries
 * @param {string} variant
 * @param {string} home the address of the edition
 * @param {Words} words
 */
export async function items(answer, entries, variant, home, words) {
  const { index, clauses } = answer;
  const edition = (await index.files.main()).editions.indexOf(variant);
  return Promise.all(entries.map(async (entry) => {
    const [card, result] = [await index.card(entry), await index.result(entry, variant)];
    const shown = show(card, edition, clauses, index.table);
    const link = element("a", "", ...titled(shown.title));
    link.href = `${home}${result.address}${place([...shown.title, ...shown.excerpt])}`;
    if (result.isEnglish) link.lang = "en";
    const time = element("time", "", dayOf(result.date));
    time.dateTime = result.date;
    const kind = (result.kind === "news" ? words.news : words.paper) ?? "";
    const item = element("li", "result", element("h3", "", link), element("p", "kicker", time, ` · ${kind}`));
    item.dataset.entry = String(entry);
    if (shown.excerpt.length) item.append(element("p", "excerpt", ...marked(shown.excerpt)));
    for (const fact of shown.facts) item.append(element("p", "reason", ...marked(fact)));
    const subjects = answer.inText[entry] ? [] : await subjectsOf(answer, entry);
    for (const { folder, names } of subjects) {
      item.append(element("p", "reason", (words.by ?? "").replace("{label}", words[folder] ?? "").replace("{value}", names[variant] ?? "")));
    }
    return item;
  }));
}

/**
 * The topics, organisations and people by which an entry is among the results.
 * @param {Answer} answer
 * @param {number} entry
 */
async function subjectsOf({ index, subjects }, entry) {
  const has = await Promise.all(subjects.map(async (subject) => !subject.count && (await index.files.members(subject)).includes(entry)));
  return subjects.filter((_, n) => has[n]);
}

/** @param {string} date */
function dayOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${year} 年 ${month} 月${day ? ` ${day} 日` : ""}`;
}

/**
 * The topics, organisations and people that a query names: their pages are the first answers.
 * @param {Answer} answer
 * @param {string} variant
 * @param {string} home
 * @param {Words} words
 */
export async function subjectItems({ index, subjects }, variant, home, words) {
  return Promise.all(subjects.map(async (subject) => {
    const link = element("a", "", subject.names[variant] ?? subject.slug);
    link.href = `${home}${subject.folder}/${subject.slug}/`;
    const count = (subject.count ?? (await index.files.members(subject)).length).toLocaleString(variant);
    return element("li", "", element("span", "kicker", `${words[subject.folder]} `), link, element("span", "count", ` ${count}`));
  }));
}

/**
 * The message about an answer.
 * @param {Answer} answer
 * @param {string} variant
 * @param {Words} words
 */
export function message({ total, texts, how }, variant, words) {
  if (!total) return words.none ?? "";
  /** @param {string | undefined} sentence */
  const filled = (sentence) => (sentence ?? "")
    .replace("{n}", total.toLocaleString(variant))
    .replace("{m}", (total - texts).toLocaleString(variant));
  if (how === "subject") return filled(words.onlySubject);
  if (how === "pinyin") return filled(words.pinyin);
  if (how === "spelling") return filled(words.spelling);
  return total > texts && texts ? filled(words.found) + filled(words.some) : total > texts ? filled(words.found) + filled(words.all) : filled(words.found);
}

/**
 * Links to queries with a near spelling.
 * @param {string[]} near
 * @param {Words} words
 */
export function offers(near, words) {
  if (!near.length) return [];
  const links = near.map((query) => {
    const link = element("a", "", query);
    link.href = `?${new URLSearchParams({ q: query })}`;
    return link;
  });
  return [words.near ?? "", ...links.flatMap((link, n) => (n ? ["、", link] : [link]))];
}
