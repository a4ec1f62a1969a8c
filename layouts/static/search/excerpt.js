// @ts-check
// The excerpt of an entry's text with the matches, from its card.

import { find, foldInPlace, tokens } from "./terms.js";

/** @typedef {import("./terms.js").Table} Table */
/** @typedef {import("./query.js").Clause} Clause */
/** @typedef {import("./format.js").Card} Card */
/** @typedef {import("./format.js").Line} Line */
/**
 * A piece of text, and whether it matches.
 * @typedef {{text: string, hit: boolean}} Piece
 */
/**
 * The texts shown of an entry: its title, a piece of its body, and, if these do not match the
 * query, the names and other facts that do.
 * @typedef {{title: Piece[], excerpt: Piece[], facts: Piece[][]}} Shown
 */

const AROUND = 46;
const LENGTH = 120;
const FACTS = 3;
/** Characters that a line needs to be an excerpt: the first cell of a table is too short. */
const ALONE = 12;

/**
 * The texts of an entry that match a query, in an edition. Where only another edition matches,
 * its place is carried over.
 * @param {Card} card
 * @param {number} edition
 * @param {Clause[]} clauses
 * @param {Table} table
 * @returns {Shown}
 */
export function show(card, edition, clauses, table) {
  const lines = card.lines.filter(({ texts }) => texts[edition]);
  const spans = new Map(lines.map((line) => [line, spansIn(line, edition, clauses, table)]));
  /** @param {Line} line */
  const count = (line) => spans.get(line)?.length ?? 0;
  const title = lines.find(({ kind }) => kind === "t");
  const body = lines.filter(({ kind }) => kind === "b");
  const score = body.map((line) => (count(line) ? count(line) + Math.min(line.texts[edition].length, 400) / 100 : 0));
  const best = Math.max(0, ...score);
  const shown = best ? body[score.indexOf(best)] : [40, ALONE].map((least) => body.find(({ texts }) => texts[edition].length > least)).find(Boolean);
  const isInProse = best > 0 || (title !== undefined && count(title) > 0);
  const facts = isInProse ? [] : lines.filter((line) => line !== title && line.kind !== "b" && count(line)).slice(0, FACTS);
  return {
    title: title ? pieces(title.texts[edition], spans.get(title) ?? []) : [],
    excerpt: shown ? around(shown.texts[edition], spans.get(shown) ?? []) : [],
    facts: facts.map((line) => around(line.texts[edition], spans.get(line) ?? [])),
  };
}

/**
 * The places of matches in an edition, or the places of another edition's matches in it.
 * @param {Line} line
 * @param {number} edition
 * @param {Clause[]} clauses
 * @param {Table} table
 */
function spansIn({ texts, at }, edition, clauses, table) {
  const own = hitsIn(texts[edition], clauses, table);
  if (own.length) return own;
  for (const [other, text] of texts.entries()) {
    if (other === edition || text === texts[edition]) continue;
    const carried = hitsIn(text, clauses, table).map(([start, end]) => {
      const first = at[other].filter((place) => place <= start).length - 1;
      const last = at[other].findIndex((place) => place >= end);
      return /** @type {[number, number]} */ ([at[edition][first], at[edition][last < 0 ? at[edition].length - 1 : last]]);
    });
    if (carried.length) return joined(carried);
  }
  return [];
}

/**
 * The places of matches in a text: pairs, in order, without overlaps.
 * @param {string} text
 * @param {Clause[]} clauses
 * @param {Table} table
 */
export function hitsIn(text, clauses, table) {
  const folded = foldInPlace(text, table);
  const all = tokens(folded.text);
  /** @type {[number, number][]} */
  const spans = [];
  for (const clause of clauses) {
    if (clause.not || !clause.tokens.length) continue;
    for (let at = find(all, clause.tokens, clause.prefix); at >= 0; at = find(all, clause.tokens, clause.prefix, at + 1)) {
      const last = all[at + clause.tokens.length - 1];
      const wanted = clause.tokens[clause.tokens.length - 1];
      const end = clause.prefix && !last.han ? last.start + wanted.text.length : last.end;
      spans.push([folded.from[all[at].start], folded.from[Math.min(end, last.end)]]);
    }
  }
  return joined(spans);
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
  const parts = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (start > at) parts.push({ text: text.slice(at, start), hit: false });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: false });
  return parts;
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
    else start -= wordLength(text.slice(0, start), text.slice(start));
  }
  if (isLow(text, start)) start--;
  let end = Math.min(text.length, start + LENGTH);
  end -= wordLength(text.slice(start, end), text.slice(end));
  if (isLow(text, end)) end--;
  const inside = real.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => /** @type {[number, number]} */ ([a - start, b - start]));
  const shown = pieces(text.slice(start, end), inside);
  if (start > 0) shown.unshift({ text: "…", hit: false });
  if (end < text.length) shown.push({ text: "…", hit: false });
  return shown;
}

/**
 * The number of characters of a Latin word before a cut inside it.
 * @param {string} before
 * @param {string} after
 */
function wordLength(before, after) {
  const word = /^[\p{Script=Latin}\d]/u.test(after) && /[\p{Script=Latin}\d.-]{1,20}$/u.exec(before);
  return word ? word[0].length : 0;
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
