// @ts-check
// An open index: its entries by number, their dates, texts and cards, and the words it has.

import { readSubjects } from "./names.js";
import { fold, tokens } from "./terms.js";

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./names.js").Subject} Subject */
/** @typedef {import("./format.js").Card} Card */
/** @typedef {import("./files.js").Files} Files */

/** @typedef {{number: number, address: string, kind: string, title: string, isEnglish: boolean, date: string}} Result */

/**
 * @typedef {object} Sources
 * @property {import("./files.js").Read} read a file of the index
 * @property {string} variant the reader's edition
 */

/** An index that is open: all fields are complete. */
export class Index {
  /**
   * @param {Sources} sources
   * @param {Files} files
   * @param {import("./terms.js").Table} table
   * @param {number[]} ends the number of entries up to the end of each block
   * @param {string[]} dates the date of each entry
   * @param {Subject[]} subjects
   * @param {Card[]} recent the newest entries, which are in no block
   */
  constructor(sources, files, table, ends, dates, subjects, recent) {
    this.sources = sources;
    this.files = files;
    this.table = table;
    this.ends = ends;
    this.indexed = ends.at(-1) ?? 0;
    this.size = this.indexed + recent.length;
    this.dates = dates;
    this.subjects = subjects;
    this.recent = recent;
    /** @type {WeakMap<Card, {kind: string, tokens: Token[]}[]>} */
    this.tokens = new WeakMap();
    /** @type {string[] | undefined} */
    this.recentVocabulary = undefined;
  }

  /**
   * Read the files that every query needs.
   * @param {Sources} sources
   * @param {Files} files
   */
  static async open(sources, files) {
    const main = await files.main();
    const to = [...main.fold[1]];
    const table = new Map([...main.fold[0]].map((char, n) => [char, to[n]]));
    const ends = main.blocks.reduce((/** @type {number[]} */ all, [size]) => [...all, (all.at(-1) ?? 0) + size], []);
    return new Index(sources, files, table, ends, datesOf(main.days), readSubjects(main.subjects, table), await files.recent());
  }

  /**
   * Entries as flags, one byte each.
   * @param {Iterable<number>} entries
   */
  flags(entries) {
    const flags = new Uint8Array(this.size);
    for (const entry of entries) flags[entry] = 1;
    return flags;
  }

  /**
   * The block of an entry.
   * @param {number} entry
   */
  blockOf(entry) {
    return this.ends.findIndex((end) => entry < end);
  }

  /**
   * The entries of subjects.
   * @param {Subject[]} subjects
   */
  async entriesOf(subjects) {
    return (await Promise.all(subjects.map((subject) => this.files.members(subject)))).flat();
  }

  // ------------------------------------------------------------ texts

  /**
   * An entry's data for lists, and its texts.
   * @param {number} entry
   * @returns {Promise<Card>}
   */
  async card(entry) {
    if (entry >= this.indexed) return this.recent[entry - this.indexed];
    const { cards } = await this.files.main();
    const block = this.blockOf(entry);
    const local = entry - (this.ends[block - 1] ?? 0);
    return (await this.files.cards(block, Math.floor(local / cards)))[local % cards];
  }

  /**
   * An entry as it is listed.
   * @param {number} entry
   * @param {string} variant
   * @returns {Promise<Result>}
   */
  async result(entry, variant) {
    const { editions } = await this.files.main();
    const edition = Math.max(0, editions.indexOf(variant));
    const { folder, address, english, lines } = await this.card(entry);
    const title = lines.find(({ kind }) => kind === "t")?.texts[edition] ?? "";
    return { number: entry, date: this.dates[entry], address, kind: folder, title, isEnglish: english[edition] };
  }

  /**
   * The tokens of all texts of an entry.
   * @param {Card} card
   */
  tokensOf(card) {
    let all = this.tokens.get(card);
    if (!all) {
      all = card.lines.flatMap(({ kind, texts }) => [...new Set(texts)].map((text) => ({ kind, tokens: this.tokensIn(text) })));
      this.tokens.set(card, all);
    }
    return all;
  }

  /**
   * The tokens of a text.
   * @param {string} text
   */
  tokensIn(text) {
    return tokens(fold(text, this.table));
  }

  // ------------------------------------------------------------ the archive's words

  /** The words of the newest entries. */
  recentWords() {
    this.recentVocabulary ??= [...new Set(this.recent.flatMap((card) => this.tokensOf(card).flatMap(({ tokens: text }) => text.map((token) => token.text))))];
    return this.recentVocabulary;
  }

  /**
   * The archive's words that begin with the same three letters.
   * @param {string} word
   */
  async similar(word) {
    const letters = word.slice(0, 3);
    return [...(await this.files.words(letters)), ...this.recentWords().filter((other) => other.startsWith(letters))];
  }

  /**
   * Whether the archive has a word; one that begins so, from three letters on, with `prefix`.
   * @param {string} word
   * @param {boolean} prefix
   */
  async knows(word, prefix) {
    if (this.recentWords().some((other) => (prefix ? other.startsWith(word) : other === word))) return true;
    return prefix ? (await this.files.words(word)).length > 0 : (await this.files.term("word", word)) !== undefined;
  }
}

/**
 * The date of each entry, a month where no day is known.
 * @param {number[]} days half days since the one before, and how many entries have it
 */
function datesOf(days) {
  /** @type {string[]} */
  const dates = [];
  let half = 0;
  for (let n = 0; n < days.length; n += 2) {
    half += days[n];
    const day = new Date(Math.floor(half / 2) * 86_400_000).toISOString();
    for (let count = days[n + 1]; count > 0; count--) dates.push(day.slice(0, half % 2 ? 10 : 7));
  }
  return dates;
}
