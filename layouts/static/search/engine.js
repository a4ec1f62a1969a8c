// @ts-check
// Answers a query exactly: an entry matches if and only if it has the words of the query, or if a topic,
// an organisation or a person of that name has it. Where none does, other readings of the query are tried.

import { Files } from "./files.js";
import { narrowed } from "./filters.js";
import { Stale } from "./format.js";
import { Index } from "./index.js";
import { evaluate, isMet, noAnswer, subjectsOf } from "./match.js";
import { inPinyin, named, nearby, partlyNamed } from "./names.js";
import { parse } from "./query.js";
import { asOne, spellings } from "./spelling.js";
import { keyOf } from "./terms.js";

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./query.js").Clause} Clause */
/** @typedef {import("./names.js").Subject} Subject */
/** @typedef {import("./filters.js").Filters} Filters */
/** @typedef {import("./match.js").Answer} Answer */
/** @typedef {import("./index.js").Sources} Sources */

/** The first results, whose authors a query is compared with. */
const FIRST = 6;
/** Queries with a near spelling that are offered. */
const MOST_NEAR = 5;

/** Answers queries; opens the index with the first one, and again when a new build replaced it. */
export class Engine {
  /** @type {Promise<Index> | null} */
  #opening = null;

  /** @param {Sources} sources */
  constructor(sources) {
    this.sources = sources;
    this.files = new Files(sources.read);
  }

  /** The index, once what every query needs has been read. */
  async index() {
    this.#opening ??= Index.open(this.sources, this.files);
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = null;
      throw error;
    }
  }

  /**
   * @param {string} query
   * @param {Filters} [filters]
   * @returns {Promise<Answer>}
   */
  async answer(query, filters = {}) {
    try {
      return await answerFrom(await this.index(), query, filters);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      this.files.renew();
      this.#opening = null;
      return answerFrom(await this.index(), query, filters);
    }
  }
}

/**
 * @param {Index} index
 * @param {string} query
 * @param {Filters} filters
 * @returns {Promise<Answer>}
 */
async function answerFrom(index, query, filters) {
  const clauses = parse(query, index.table);
  const filtered = await narrowed(filters, index.dates, index.files);
  const typed = clauses.filter(({ not, field, quoted }) => !not && !quoted && field === "text").flatMap((clause) => clause.tokens);
  const whole = named(index.subjects, typed);
  const subjects = [...new Set([...whole, ...clauses.filter((clause) => !clause.not).flatMap((clause) => subjectsOf(index, clause))])];
  const answer = await evaluate(index, clauses, filtered, filters, whole);
  if (answer.total) return { ...answer, subjects: subjects.length ? subjects : await author(index, clauses, answer.entries) };
  if (!typed.length) return { ...answer, subjects };
  const other = (await otherwise(index, clauses, typed, filtered, filters)) ?? answer;
  return subjects.length ? { ...other, subjects } : other;
}

/**
 * The person who has a page without being listed, if the query is the name of an author of one of
 * the first results, whose cards are read anyway.
 * @param {Index} index
 * @param {Clause[]} clauses
 * @param {number[]} entries
 * @returns {Promise<Subject[]>}
 */
async function author(index, clauses, entries) {
  const typed = clauses.filter(({ not, field }) => !not && (field === "text" || field === "author")).flatMap((clause) => clause.tokens);
  const key = keyOf(typed);
  if (typed.length < 2 || typed.some(({ han }) => han)) return [];
  const cards = await Promise.all(entries.slice(0, FIRST).map((entry) => index.card(entry)));
  if (!cards.some((card) => index.tokensOf(card).some(({ kind, tokens: text }) => kind === "a" && keyOf(text) === key))) return [];
  const person = (await index.files.people()).find(([, name]) => keyOf(index.tokensIn(name)) === key);
  if (!person) return [];
  const [slug, name, count] = person;
  return [{ folder: "people", slug, names: { [index.sources.variant]: name }, called: [], keys: new Set([key]), count }];
}

/**
 * The subject or pinyin reading of a query that no text matches, its words written otherwise, or near spellings.
 * @param {Index} index
 * @param {Clause[]} clauses
 * @param {Token[]} typed
 * @param {Uint8Array | null} filtered
 * @param {Filters} filters
 * @returns {Promise<Answer | null>}
 */
async function otherwise(index, clauses, typed, filtered, filters) {
  const rest = clauses.filter(({ not, field, quoted }) => not || quoted || field !== "text");
  const subjects = partlyNamed(index.subjects, typed);
  if (subjects.length) {
    const answer = await evaluate(index, clauses, filtered, filters, subjects);
    if (answer.total) return { ...answer, how: "subject", subjects };
  }
  for (const syllables of inPinyin(keyOf(typed))) {
    const clause = { field: "text", not: false, quoted: false, tokens: syllables, prefix: false, years: [] };
    const answer = await evaluate(index, [...rest, clause], filtered, filters, []);
    if (answer.total) return { ...answer, how: "pinyin" };
  }
  const other = await respelled(index, clauses);
  if (other) {
    const answer = await evaluate(index, other, filtered, filters, []);
    if (answer.total) return { ...answer, how: "spelling" };
  }
  const near = await nearQueries(index, typed);
  return near.length ? { ...noAnswer(index, clauses), near } : null;
}

/**
 * The conditions, those without an entry written as one word or as two where that has one; null
 * if there is none.
 * @param {Index} index
 * @param {Clause[]} clauses
 * @returns {Promise<Clause[] | null>}
 */
async function respelled(index, clauses) {
  for (const clause of asOne(clauses)) if (await isMet(index, clause)) return [clause];
  const written = await Promise.all(clauses.map(async (clause) => {
    if (await isMet(index, clause)) return clause;
    for (const other of await spellings(clause, index)) if (await isMet(index, other)) return other;
    return clause;
  }));
  return written.some((clause, n) => clause !== clauses[n]) ? written : null;
}

/**
 * Queries with a near spelling: of one word, or of the whole query.
 * @param {Index} index
 * @param {Token[]} typed
 */
async function nearQueries(index, typed) {
  const names = new Map(index.subjects.flatMap(({ called }) => called.map(({ name, tokens }) => [keyOf(tokens), name])));
  for (const { names: own } of index.subjects) {
    const name = own[index.sources.variant] ?? "";
    names.set(keyOf(index.tokensIn(name)), name);
  }
  const whole = nearby(keyOf(typed), names.keys()).map((key) => names.get(key) ?? key);
  const words = typed.filter(({ text, han }) => !han && text.length > 3);
  if (!words.length) return whole;
  const known = await index.files.vocabulary();
  const all = new Set(known);
  const near = words.flatMap((word) => {
    if (all.has(word.text)) return [];
    return nearby(word.text, known).map((other) => typed.map((token) => (token === word ? other : token.text)).join(" "));
  });
  const bySpelling = new Map([...whole, ...near].reverse().map((query) => [query.toLowerCase(), query]));
  return [...bySpelling.values()].reverse().slice(0, MOST_NEAR);
}
