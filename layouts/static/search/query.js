// @ts-check
// Reads what a reader typed. Nothing that can be typed is an error.

import { fold, tokens } from "./terms.js";

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./terms.js").Table} Table */

export const LONGEST = 64;
const FIELDS = ["topic", "org", "author", "year"];
const QUOTES = new Map([['"', '"'], ["“", "”"], ["＂", "＂"], ["「", "」"], ["『", "』"]]);
const ARXIV = /^(?:arxiv[:：]|(?:https?:\/\/)?(?:[a-z]+\.)?arxiv\.org\/[a-z]+\/)?(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?\/?(?:[?#].*)?$/i;
const DOI = /^(?:doi[:：]|https?:\/\/(?:dx\.)?doi\.org\/)(10\.\S+)$/i;
const REPOSITORY = /^https?:\/\/(?:www\.)?(?:github\.com|huggingface\.co|gitlab\.com|gitee\.com|modelscope\.cn)\/([^/?#]+\/[^/?#]+)/i;
const WEB = /^https?:\/\/(?:www\.)?([^/?#]+)[^?#]*?(\d{4}\.\d{4,5})?\/?(?:[?#].*)?$/i;

/**
 * One condition. `tokens` are in this order; `prefix`: the last word may be longer. A field searches
 * in one place only, "text" everywhere. `quoted`: as typed, not as a name.
 * @typedef {{field: string, not: boolean, quoted: boolean, tokens: Token[], prefix: boolean, years: number[]}} Clause
 */

/**
 * The part of a text that is read: its first characters, and whether there were more.
 * @param {string} text
 */
export function cut(text) {
  const chars = [...text.slice(0, 4 * LONGEST)].map((char) => (/^\p{Surrogate}$/u.test(char) ? "\ufffd" : char));
  return { text: chars.slice(0, LONGEST).join(""), isCut: text.length > 4 * LONGEST || chars.length > LONGEST };
}

/**
 * The conditions of a query.
 * @param {string} text
 * @param {Table} table
 * @returns {Clause[]}
 */
export function parse(text, table) {
  return numbered([...pieces(cut(text).text)]).flatMap((piece) => clauses(piece, table));
}

/**
 * Pieces where a word and a small number after it are one: `gpt 4`.
 * @param {Piece[]} all
 */
function numbered(all) {
  /** @type {Piece[]} */
  const joined = [];
  for (const piece of all) {
    const last = joined.at(-1);
    const follows = last && !last.quoted && !piece.quoted && last.field === "text" && piece.field === "text" && !piece.not;
    if (follows && /^\d{1,2}(?:\.\d)?$/.test(piece.text) && /^\p{L}+$/u.test(last.text)) last.text += ` ${piece.text}`;
    else joined.push({ ...piece });
  }
  return joined;
}

/** @typedef {{text: string, quoted: boolean, not: boolean, field: string}} Piece */

/**
 * A query cut at spaces outside quotes.
 * @param {string} text
 * @returns {Iterable<Piece>}
 */
function* pieces(text) {
  let at = 0;
  while (at < text.length) {
    const blank = /^\s+/u.exec(text.slice(at));
    if (blank) at += blank[0].length;
    const not = /^[-－−](?=\S)/u.test(text.slice(at));
    if (not) at++;
    const head = /^([a-z]+)[:：]\s?(?=\S)/iu.exec(text.slice(at));
    const field = head && FIELDS.includes(head[1].toLowerCase()) ? head[1].toLowerCase() : "text";
    if (head && field !== "text") at += head[0].length;
    const closing = QUOTES.get(text[at] ?? "");
    if (closing) {
      const end = text.indexOf(closing, at + 1);
      const stop = end < 0 ? text.length : end;
      yield { text: text.slice(at + 1, stop), quoted: true, not, field };
      at = stop + 1;
    } else {
      const rest = text.slice(at);
      const plain = /^[^\s"“＂「『]+|^./su.exec(rest);
      if (!plain) return;
      const chunk = field === "text" && /^https?:/i.test(rest) ? (/^\S+/u.exec(rest)?.[0] ?? "") : plain[0];
      yield { text: chunk, quoted: false, not, field };
      at += chunk.length;
    }
  }
}

/**
 * @param {Piece} piece
 * @param {Table} table
 * @returns {Clause[]}
 */
function clauses({ text, quoted, not, field }, table) {
  if (field === "year") {
    const years = (fold(text, table).match(/\d{1,4}/g) ?? []).map(Number);
    return years.length ? [{ field, not, quoted, tokens: [], prefix: false, years: [Math.min(...years), Math.max(...years)] }] : [];
  }
  const named = quoted ? null : address(text);
  const typed = tokens(fold(named ?? text, table));
  if (!typed.length) return [];
  /**
   * @param {Token[]} part
   * @param {boolean} prefix
   * @returns {Clause}
   */
  const clause = (part, prefix) => ({ field, not, quoted, tokens: part, prefix, years: [] });
  if (quoted) return stretches(typed).map((part) => clause(part, false));
  if (named !== null) return [clause(typed, false)];
  const isWhole = /^\.\p{L}+$/u.test(fold(text, table)); // `.NET` is no beginning of "network"
  return parts(typed).map((part) => clause(part, !isWhole && goesOn(part)));
}

/**
 * Whether the last typed word may be unfinished.
 * @param {Token[]} part
 */
function goesOn(part) {
  const last = part[part.length - 1];
  if (last.han || /[+#]$/.test(last.text)) return false;
  return part.length === 1 || [...last.text].length > 2;
}

/**
 * Tokens, cut at stops.
 * @param {Token[]} all
 */
function stretches(all) {
  /** @type {Token[][]} */
  const runs = [];
  for (const token of all) {
    const last = runs.at(-1);
    if (last && token.near) last.push(token);
    else runs.push([token]);
  }
  return runs;
}

/**
 * The query for a pasted address or number.
 * @param {string} text
 */
function address(text) {
  const arxiv = ARXIV.exec(text);
  if (arxiv) return arxiv[1];
  const known = DOI.exec(text) ?? REPOSITORY.exec(text);
  if (known) return known[1];
  const web = WEB.exec(text);
  return web ? (web[2] ?? web[1]) : null;
}

/**
 * Typed text in runs of Han characters and of words that touch.
 * @param {Token[]} all
 */
function parts(all) {
  /** @type {Token[][]} */
  const runs = [];
  for (const token of all) {
    const last = runs.at(-1);
    if (last && token.near && last[0].han === token.han) last.push(token);
    else runs.push([token]);
  }
  return runs;
}
