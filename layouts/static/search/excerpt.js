// @ts-check
// The searchable texts of an entry's page, and the piece of them that shows what was found.

import { find, fold, foldInPlace, tokens } from "./terms.js";

/** @typedef {import("./terms.js").Table} Table */
/** @typedef {import("./query.js").Clause} Clause */
/**
 * A piece of text, and whether it is what was asked for.
 * @typedef {{text: string, hit: boolean}} Piece
 */

const TAG = /<!--[^]*?-->|<(\/?)([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const MARK = /\sdata-search(?=[\s=/]|$)/i;
const BLOCK = /^(?:p|h[1-6]|ul|ol|li|dl|dt|dd|div|pre|blockquote|table|thead|tbody|tr|th|td|hr|br|img|section)$/i;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;
const NAMED = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" }));
const BREAK = "\x1f";
const AROUND = 46;
const LENGTH = 120;
const LONG = 200;

/**
 * The texts of the elements marked with `data-search`, block by block; of a page without such
 * marks, of its `main`.
 * @param {string} page
 */
export function textsOf(page) {
  const marked = collect(page, (_, attributes) => MARK.test(attributes));
  return marked.length ? marked : collect(page, (name) => name.toLowerCase() === "main");
}

/**
 * @param {string} page
 * @param {(name: string, attributes: string) => boolean} begins
 */
function collect(page, begins) {
  let text = "";
  let depth = 0;
  let at = 0;
  for (const match of page.matchAll(TAG)) {
    if (depth) text += plain(page.slice(at, match.index ?? 0));
    at = (match.index ?? 0) + match[0].length;
    const [, closing, name, attributes] = match;
    if (!name) continue;
    const opens = !closing && begins(name, attributes);
    if (depth ? opens || BLOCK.test(name) : opens) text += BREAK;
    if (VOID.test(name) || attributes.endsWith("/")) continue;
    if (closing) depth = Math.max(depth - 1, 0);
    else if (depth || opens) depth++;
    if (closing && !depth) text += BREAK;
  }
  return text.split(BREAK).map((each) => each.replace(/\s+/g, " ").trim()).filter(Boolean);
}

/**
 * Text with its character references read.
 * @param {string} source
 */
function plain(source) {
  return source.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED.get(name.toLowerCase()) ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * Where a text says what was asked for: pairs of places, in order, apart.
 * @param {string} text
 * @param {Clause[]} clauses
 * @param {Table} table
 */
export function hitsIn(text, clauses, table) {
  const folded = foldInPlace(text, table);
  const all = tokens(folded.text);
  /** @type {[number, number][]} */
  const found = [];
  for (const clause of clauses) {
    if (clause.not || !clause.tokens.length) continue;
    for (let at = find(all, clause.tokens, clause.prefix); at >= 0; at = find(all, clause.tokens, clause.prefix, at + 1)) {
      const last = all[at + clause.tokens.length - 1];
      const wanted = clause.tokens[clause.tokens.length - 1];
      const end = clause.prefix && !last.han ? last.start + wanted.text.length : last.end;
      found.push([folded.from[all[at].start], folded.from[Math.min(end, last.end)]]);
    }
  }
  return joined(found);
}

/** @param {[number, number][]} spans */
function joined(spans) {
  /** @type {[number, number][]} */
  const apart = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

/**
 * A text in pieces.
 * @param {string} text
 * @param {[number, number][]} spans
 * @returns {Piece[]}
 */
export function pieces(text, spans) {
  const found = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (start > at) found.push({ text: text.slice(at, start), hit: false });
    found.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), hit: false });
  return found;
}

/**
 * The excerpt of an entry: the stretch of its texts with most of what was asked for. `other` are
 * the texts of its other edition, where that alone says it; the excerpt stays in the reader's.
 * @param {string[]} texts
 * @param {string[]} other
 * @param {Clause[]} clauses
 * @param {Table} table
 * @returns {Piece[]}
 */
export function excerpt(texts, other, clauses, table) {
  const spans = texts.map((text) => hitsIn(text, clauses, table));
  if (texts.length === other.length) {
    for (const [n, text] of other.entries()) {
      if (spans[n].length) continue;
      spans[n] = hitsIn(text, clauses, table).map((span) => carried(text, texts[n], span, table));
    }
  }
  const score = texts.map((text, n) => (n > 0 && spans[n].length ? spans[n].length + Math.min(text.length, 400) / 100 : 0));
  let best = score.indexOf(Math.max(...score, 0.01));
  if (best < 0) best = texts.findIndex((text, n) => n > 0 && text.length > 40);
  if (best < 0) best = texts.length - 1;
  return best < 0 ? [] : around(texts[best], spans[best]);
}

/**
 * Whether an excerpt needs the other edition.
 * @param {string[]} texts
 * @param {Clause[]} clauses
 * @param {Table} table
 */
export function isSaidBy(texts, clauses, table) {
  const sought = clauses.filter((clause) => !clause.not && clause.field === "text");
  return sought.every((clause) => texts.some((text) => find(tokens(fold(text, table)), clause.tokens, clause.prefix) >= 0));
}

/**
 * The place in a text of what the other edition says at `span`: in the same stretch between stops,
 * character by character.
 * @param {string} said
 * @param {string} shown
 * @param {[number, number]} span
 * @param {Table} table
 * @returns {[number, number]}
 */
function carried(said, shown, [start, end], table) {
  const from = stretches(said);
  const to = stretches(shown);
  const n = from.findIndex(([, stop]) => stop >= end);
  if (from.length !== to.length || n < 0) return [0, 0];
  const [a, b] = from[n];
  const [c, d] = to[n];
  if (start < a || b - a > LONG || d - c > LONG) return [0, 0];
  const at = aligned(said.slice(a, b), shown.slice(c, d), table);
  return [c + at[start - a], c + at[end - a]];
}

/**
 * For each place in a text its place in another, by the fewest changes that make one the other.
 * @param {string} one
 * @param {string} other
 * @param {Table} table
 */
function aligned(one, other, table) {
  const [a, b] = [one, other].map((text) => Array.from({ length: text.length }, (_, n) => fold(text[n], table)));
  const cost = [Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i++) {
    cost.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      cost[i].push(Math.min(cost[i - 1][j - 1] + change, cost[i - 1][j] + 1, cost[i][j - 1] + 1));
    }
  }
  const at = new Array(a.length + 1).fill(0);
  let [i, j] = [a.length, b.length];
  while (i > 0 || j > 0) {
    at[i] = Math.max(at[i], j);
    const change = i && j && a[i - 1] === b[j - 1] ? 0 : 1;
    if (i && j && cost[i][j] === cost[i - 1][j - 1] + change) [i, j] = [i - 1, j - 1];
    else if (j && cost[i][j] === cost[i][j - 1] + 1) j--;
    else i--;
  }
  return at;
}

/**
 * Where the stretches between stops stand.
 * @param {string} text
 * @returns {[number, number][]}
 */
function stretches(text) {
  return [...text.matchAll(/[^，。；：、！？,;!?()（）“”「」『』‘’《》—…]+/gu)].map(({ 0: found, index = 0 }) => [index, index + found.length]);
}

/**
 * A text cut to the surroundings of its first hit.
 * @param {string} text
 * @param {[number, number][]} spans
 */
function around(text, spans) {
  const real = spans.filter(([a, b]) => b > a);
  const first = real.length ? real[0][0] : 0;
  let start = first > AROUND ? first - AROUND : 0;
  if (text.length - start < LENGTH) start = Math.max(0, text.length - LENGTH);
  if (start) {
    const stop = text.slice(start, first).search(/[，。；：、！？,;.!?]\s?/u);
    if (stop >= 0) start += stop + 1;
  }
  if (isLow(text, start)) start--;
  let end = Math.min(text.length, start + LENGTH);
  if (isLow(text, end)) end--;
  const inside = real.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => /** @type {[number, number]} */ ([a - start, b - start]));
  const shown = pieces(text.slice(start, end), inside);
  if (start > 0) shown.unshift({ text: "…", hit: false });
  if (end < text.length) shown.push({ text: "…", hit: false });
  return shown;
}

/**
 * Whether a place is inside a surrogate pair.
 * @param {string} text
 * @param {number} at
 */
function isLow(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000;
}
