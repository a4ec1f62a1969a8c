// @ts-check
// Answers a query exactly: an entry matches if and only if it has the words of the query, or if a topic,
// an organisation or a person of that name has it.

import { Files, Stale } from "./files.js";
import { narrowed, rank, years } from "./narrow.js";
import { inPinyin, isPinyin, named, nearby, partlyNamed, readSubjects } from "./names.js";
import { namesOf, partsOf, placed } from "./parts.js";
import { parse } from "./query.js";
import { asOne, spellings } from "./spelling.js";
import { find, fold, keyOf, tokens } from "./terms.js";

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./query.js").Clause} Clause */
/** @typedef {import("./names.js").Subject} Subject */
/** @typedef {import("./files.js").Card} Card */

/** Candidates whose own text is read rather than the index's places: a card is one small file. */
const FEW = 4;
/** Results whose authors a query is compared with: the first ones. */
const FIRST = 6;
/** @type {Record<string, string>} The folder of the subjects that a field of a query names. */
const FOLDERS = { topic: "topics", org: "organisations", author: "people" };

/**
 * Entries by number, one byte each: `sure` have it, `may` is for those that could; `title` have it
 * in the title, `subject` by one of their topics, organisations or people.
 * @typedef {{sure: Uint8Array, may: Uint8Array, title: Uint8Array, subject: Uint8Array}} Hits
 */

/** @typedef {import("./narrow.js").Filters} Filters */

/**
 * `entries` in the order of the list, `members` the same as flags; those of `says`, `texts` in
 * number, have the words, the others match by a subject. `subjects`: the topics, organisations and people
 * that the query names. `how`: what else was tried where no text matches, "subject", "pinyin" or "spelling".
 * `near`: queries with a near spelling.
 * @typedef {object} Answer
 * @property {Index} index
 * @property {Clause[]} clauses
 * @property {number} total
 * @property {number} texts
 * @property {number[]} entries
 * @property {Uint8Array} members
 * @property {Uint8Array} says
 * @property {Subject[]} subjects
 * @property {string} how
 * @property {string[]} near
 */

/** @typedef {{number: number, address: string, kind: string, title: string, isEnglish: boolean, date: string}} Result */

/**
 * @typedef {object} Sources
 * @property {import("./files.js").Read} read a file of the index
 * @property {string} variant the reader's edition
 */

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
      return await (await this.index()).answer(query, filters);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      this.files.renew();
      this.#opening = null;
      return (await this.index()).answer(query, filters);
    }
  }
}

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
    /** @type {string[]} */
    const dates = [];
    let half = 0;
    for (let n = 0; n < main.days.length; n += 2) {
      half += main.days[n];
      const day = new Date(Math.floor(half / 2) * 86_400_000).toISOString();
      for (let left = main.days[n + 1]; left > 0; left--) dates.push(day.slice(0, half % 2 ? 10 : 7));
    }
    return new Index(sources, files, table, ends, dates, readSubjects(main.subjects, table), await files.recent());
  }

  /**
   * @param {string} query
   * @param {Filters} filters
   * @returns {Promise<Answer>}
   */
  async answer(query, filters) {
    const clauses = parse(query, this.table);
    const left = await narrowed(filters, this.dates, this.files);
    const typed = clauses.filter(({ not, field, quoted }) => !not && !quoted && field === "text").flatMap((clause) => clause.tokens);
    const whole = named(this.subjects, typed);
    const subjects = [...new Set([...whole, ...clauses.filter((clause) => !clause.not).flatMap((clause) => this.subjectsOf(clause))])];
    const answer = await this.evaluate(clauses, left, filters, whole);
    if (answer.total) return { ...answer, subjects: subjects.length ? subjects : await this.author(clauses, answer.entries) };
    if (!typed.length) return { ...answer, subjects };
    const other = (await this.otherwise(clauses, typed, left, filters)) ?? answer;
    return subjects.length ? { ...other, subjects } : other;
  }

  /**
   * The person who has a page without being listed, if the query is the name of an author of one of
   * the first results, whose cards are read anyway.
   * @param {Clause[]} clauses
   * @param {number[]} entries
   * @returns {Promise<Subject[]>}
   */
  async author(clauses, entries) {
    const typed = clauses.filter(({ not, field }) => !not && (field === "text" || field === "author")).flatMap((clause) => clause.tokens);
    const key = keyOf(typed);
    if (typed.length < 2 || typed.some(({ han }) => han)) return [];
    const cards = await Promise.all(entries.slice(0, FIRST).map((entry) => this.card(entry)));
    if (!cards.some((card) => this.tokensOf(card).some(({ kind, tokens: text }) => kind === "a" && keyOf(text) === key))) return [];
    const person = (await this.files.people()).find(([, name]) => keyOf(tokens(fold(name, this.table))) === key);
    if (!person) return [];
    const [slug, name, count] = person;
    return [{ folder: "people", slug, names: { [this.sources.variant]: name }, called: [], keys: new Set([key]), count }];
  }

  /**
   * The subject or pinyin reading of a query that no text matches, its words written otherwise, or near spellings.
   * @param {Clause[]} clauses
   * @param {Token[]} typed
   * @param {Uint8Array | null} narrowed
   * @param {Filters} filters
   * @returns {Promise<Answer | null>}
   */
  async otherwise(clauses, typed, narrowed, filters) {
    const rest = clauses.filter(({ not, field, quoted }) => not || quoted || field !== "text");
    const subjects = partlyNamed(this.subjects, typed);
    if (subjects.length) {
      const answer = await this.evaluate(clauses, narrowed, filters, subjects);
      if (answer.total) return { ...answer, how: "subject", subjects };
    }
    for (const syllables of inPinyin(keyOf(typed))) {
      const clause = { field: "text", not: false, quoted: false, tokens: syllables, prefix: false, years: [] };
      const answer = await this.evaluate([...rest, clause], narrowed, filters, []);
      if (answer.total) return { ...answer, how: "pinyin" };
    }
    const other = await this.respelled(clauses);
    if (other) {
      const answer = await this.evaluate(other, narrowed, filters, []);
      if (answer.total) return { ...answer, how: "spelling" };
    }
    const near = await this.nearby(typed);
    return near.length ? { ...this.nothing(clauses), near } : null;
  }

  /**
   * The conditions, those without an entry written as one word or as two where that has one; null
   * if there is none.
   * @param {Clause[]} clauses
   * @returns {Promise<Clause[] | null>}
   */
  async respelled(clauses) {
    for (const clause of asOne(clauses)) if (await this.has(clause)) return [clause];
    const written = await Promise.all(clauses.map(async (clause) => {
      if (await this.has(clause)) return clause;
      for (const other of await spellings(clause, this)) if (await this.has(other)) return other;
      return clause;
    }));
    return written.some((clause, n) => clause !== clauses[n]) ? written : null;
  }

  /**
   * Whether any entry matches a condition.
   * @param {Clause} clause
   */
  async has(clause) {
    return (await this.evaluate([clause], null, {}, [])).total > 0;
  }

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

  /**
   * Queries with a near spelling: of one word, or of the whole query.
   * @param {Token[]} typed
   */
  async nearby(typed) {
    const names = new Map(this.subjects.flatMap(({ called }) => called.map(({ name, tokens }) => [keyOf(tokens), name])));
    for (const { names: own } of this.subjects) {
      const name = own[this.sources.variant] ?? "";
      names.set(keyOf(tokens(fold(name, this.table))), name);
    }
    const whole = nearby(keyOf(typed), names.keys()).map((key) => names.get(key) ?? key);
    const words = typed.filter(({ text, han }) => !han && text.length > 3);
    if (!words.length) return whole;
    const known = await this.files.vocabulary();
    const all = new Set(known);
    const near = words.flatMap((word) => {
      if (all.has(word.text)) return [];
      return nearby(word.text, known).map((other) => typed.map((token) => (token === word ? other : token.text)).join(" "));
    });
    const bySpelling = new Map([...whole, ...near].reverse().map((query) => [query.toLowerCase(), query]));
    return [...bySpelling.values()].reverse().slice(0, 5);
  }

  /** @param {Clause[]} clauses */
  nothing(clauses) {
    const members = new Uint8Array(this.size);
    return { index: this, clauses, total: 0, texts: 0, entries: [], members, says: members, subjects: [], how: "", near: [] };
  }

  /**
   * @param {Clause[]} clauses
   * @param {Uint8Array | null} narrowed
   * @param {Filters} filters
   * @param {Subject[]} subjects whose entries count for all that is asked for
   * @returns {Promise<Answer>}
   */
  async evaluate(clauses, narrowed, filters, subjects) {
    if (!clauses.some((clause) => !clause.not) && !narrowed) return this.nothing(clauses);
    const bySubject = this.flags(await this.entriesOf(subjects));
    const hits = await Promise.all(clauses.map((clause) => this.hits(clause)));
    const left = narrowed?.slice() ?? new Uint8Array(this.size).fill(1);
    for (const [n, { may, sure, subject }] of hits.entries()) {
      const { not, quoted, field } = clauses[n];
      if (!not && !quoted && field === "text") for (let entry = 0; entry < left.length; entry++) subject[entry] |= bySubject[entry];
      for (let entry = 0; entry < left.length; entry++) {
        if (not ? sure[entry] | subject[entry] : !(sure[entry] | may[entry] | subject[entry])) left[entry] = 0;
      }
    }
    for (const [n, clause] of clauses.entries()) await this.confirm(clause, hits[n], left);
    const wanted = hits.filter((_, n) => !clauses[n].not && clauses[n].field === "text");
    const entries = rank(left, wanted, filters.sort === "date");
    const says = left.map((one, entry) => (one && wanted.every(({ sure }) => sure[entry]) ? 1 : 0));
    const texts = says.reduce((sum, one) => sum + one, 0);
    return { ...this.nothing(clauses), total: entries.length, texts, entries, members: left, says };
  }

  /**
   * The subjects that a condition names.
   * @param {Clause} clause
   */
  subjectsOf({ field, quoted, tokens: wanted }) {
    if (field === "text") return quoted ? [] : named(this.subjects, wanted);
    return named(this.subjects.filter(({ folder }) => folder === FOLDERS[field]), wanted);
  }

  /**
   * The entries of the subjects of a folder that have the name of a condition.
   * @param {string} folder
   * @param {Clause} clause
   */
  async entriesCalled(folder, clause) {
    return this.entriesOf(this.subjects.filter((subject) => subject.folder === folder && subject.called.some((each) => this.says(each.tokens, clause))));
  }

  /** @param {Subject[]} subjects */
  async entriesOf(subjects) {
    return (await Promise.all(subjects.map((subject) => this.files.members(subject)))).flat();
  }

  // ------------------------------------------------------------ reading the index

  /**
   * @param {Clause} clause
   * @returns {Promise<Hits>}
   */
  async hits(clause) {
    const { field, tokens: wanted } = clause;
    if (field === "year") return this.known(years(this.dates, clause.years));
    if (field === "org") {
      const { orgs } = await this.files.facets();
      const matching = orgs.filter(({ names }) => Object.values(names).some((name) => this.says(tokens(fold(name, this.table)), clause)));
      return this.known([...matching.flatMap(({ entries }) => entries), ...(await this.entriesCalled(FOLDERS.org, clause))]);
    }
    if (field === "topic") return this.known(await this.entriesCalled(FOLDERS.topic, clause));
    const subject = this.flags(field === "author" ? await this.entriesCalled(FOLDERS.author, clause) : await this.entriesOf(this.subjectsOf(clause)));
    const parts = partsOf(wanted);
    const followed = parts.length === 1 && field === "text" ? await this.followed(parts[0]) : null;
    if (followed) return this.withRecent({ ...followed, subject }, clause);
    const lists = (await Promise.all(parts.map((part) => this.lists(part, clause.prefix && part.at(-1) === wanted.at(-1))))).flat();
    const [all, title, author] = [0, 1, 2].map((mark) => this.common(lists.map((list) => list[mark])));
    const listed = field === "author" ? author : all;
    const none = this.flags([]);
    const [sure, may] = lists.length === 1 ? [listed, none] : [none, listed];
    return this.withRecent({ sure, may, title, subject }, clause);
  }

  /**
   * Hits of the index, with those of the newest entries, whose texts are read.
   * @param {Hits} hits
   * @param {Clause} clause
   */
  withRecent(hits, clause) {
    for (const [n, card] of this.recent.entries()) {
      const saying = this.tokensOf(card).filter(({ kind, tokens: text }) => (clause.field === "text" || kind === "a") && this.says(text, clause));
      hits.sure[this.indexed + n] = saying.length ? 1 : 0;
      hits.title[this.indexed + n] = saying.some(({ kind }) => kind === "t") ? 1 : 0;
    }
    return hits;
  }

  /**
   * More than three Han characters, where the index lists what always follows three. Null if it
   * has not so many.
   * @param {Token[]} part
   */
  async followed(part) {
    if (!part[0].han || part.length < 4) return null;
    const { blocks } = await this.files.main();
    const chars = part.map((token) => token.text);
    /** @type {(boolean | undefined)[]} by block: all entries that begin it go on, none does, or unknown */
    const goesOn = blocks.map(() => undefined);
    let open = [...blocks.keys()];
    const first = await this.files.term("three", chars.slice(0, 3).join(""));
    for (let at = 0; open.length && at + 3 < chars.length; at += 3) {
      const term = at ? await this.files.term("three", chars.slice(at, at + 3).join("")) : first;
      const wanted = chars.slice(at + 3).join("");
      /** @type {number[]} */
      const further = [];
      for (const block of open) {
        const after = term?.blocks.find((each) => each.block === block)?.after ?? "";
        if (after && !wanted.startsWith(after) && !after.startsWith(wanted)) goesOn[block] = false;
        else if (after.startsWith(wanted)) goesOn[block] = true;
        else if ([...after].length === 3) further.push(block);
      }
      open = further;
    }
    const [sure, may] = [this.flags([]), this.flags([])];
    for (const entry of first?.lists[0] ?? []) {
      const fate = goesOn[this.blockOf(entry)];
      if (fate === undefined) may[entry] = 1;
      else if (fate) sure[entry] = 1;
    }
    if (!may.includes(1)) return { sure, may, title: this.flags(first?.lists[1] ?? []) };
    const lists = await this.lists(part, false);
    const common = this.common(lists.map((list) => list[0]));
    return { sure, may: may.map((one, entry) => one & common[entry]), title: this.common(lists.map((list) => list[1])) };
  }

  /**
   * @param {Token[]} text
   * @param {Clause} clause
   */
  says(text, clause) {
    return find(text, clause.tokens, clause.prefix) >= 0;
  }

  /**
   * For each term that must be there: the entries that have it.
   * @param {Token[]} part
   * @param {boolean} prefix
   */
  async lists(part, prefix) {
    return Promise.all(
      namesOf(part).map(async ({ kind, name }) => {
        const long = [...name].length > 2;
        const at = kind === "word" && prefix && !long ? "short" : kind;
        const names = at === "word" && prefix ? await this.files.words(name) : [name];
        const terms = await Promise.all(names.map((each) => this.files.term(at, each)));
        return [0, 1, 2].map((mark) => terms.flatMap((term) => term?.lists[mark] ?? []));
      }),
    );
  }

  /**
   * Entries in every list.
   * @param {number[][]} lists
   */
  common(lists) {
    const count = new Uint8Array(this.size);
    for (const [n, list] of lists.entries()) {
      for (const entry of list) if (count[entry] === n) count[entry] = n + 1;
    }
    return count.map((n) => (n === lists.length ? 1 : 0));
  }

  /** @param {Iterable<number>} entries */
  flags(entries) {
    const flags = new Uint8Array(this.size);
    for (const entry of entries) flags[entry] = 1;
    return flags;
  }

  /**
   * @param {Iterable<number>} entries
   * @returns {Hits}
   */
  known(entries) {
    const none = this.flags([]);
    return { sure: this.flags(entries), may: none, title: none, subject: none };
  }

  /**
   * The block of an entry.
   * @param {number} entry
   */
  blockOf(entry) {
    return this.ends.findIndex((end) => entry < end);
  }

  // ------------------------------------------------------------ reading the texts

  /**
   * Keep only entries that have it (or do not, for an exclusion), checked against their texts.
   * @param {Clause} clause
   * @param {Hits} hits
   * @param {Uint8Array} left
   */
  async confirm(clause, hits, left) {
    /** @type {number[]} */
    const open = [];
    for (let entry = 0; entry < left.length; entry++) {
      if (left[entry] && hits.may[entry] && !hits.sure[entry]) open.push(entry);
    }
    const onCards = clause.field === "text" && !isPinyin(clause.tokens);
    const has = open.length <= FEW && onCards
      ? await Promise.all(open.map((entry) => this.reads(entry, clause)))
      : await this.standsIn(open, clause);
    for (const [n, entry] of open.entries()) {
      hits.sure[entry] = has[n] ? 1 : 0;
      if (has[n] ? clause.not : !clause.not && !hits.subject[entry]) left[entry] = 0;
    }
  }

  /**
   * Whether an entry's own text has it in some edition.
   * @param {number} entry
   * @param {Clause} clause
   */
  async reads(entry, clause) {
    return this.tokensOf(await this.card(entry)).some(({ tokens: text }) => this.says(text, clause));
  }

  /**
   * The tokens of all texts of an entry.
   * @param {Card} card
   */
  tokensOf(card) {
    let all = this.tokens.get(card);
    if (!all) {
      all = card.lines.flatMap(({ kind, texts }) => [...new Set(texts)].map((text) => ({ kind, tokens: tokens(fold(text, this.table)) })));
      this.tokens.set(card, all);
    }
    return all;
  }

  /**
   * Whether entries have it by the places of its terms.
   * @param {number[]} entries
   * @param {Clause} clause
   */
  async standsIn(entries, clause) {
    if (!entries.length) return [];
    const sought = placed(clause);
    const terms = await Promise.all(
      sought.map(async ({ kind, name, prefix }) => {
        const names = prefix ? await this.files.words(name) : [name];
        return Promise.all(names.map((each) => this.files.places(kind, each)));
      }),
    );
    return entries.map((entry) => {
      const places = terms.map((some) => new Set(some.flatMap((places) => places.get(entry) ?? [])));
      if (!places.length) return true;
      for (const place of places[0]) {
        const start = place - sought[0].offset;
        if (sought.every(({ offset }, n) => places[n].has(start + offset))) return true;
      }
      return false;
    });
  }

  // ------------------------------------------------------------ entries

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
}
