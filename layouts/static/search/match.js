// @ts-check
// The entries that match a query: by the terms of the index, and by their texts where terms are not enough.

import { years } from "./filters.js";
import { isPinyin, named } from "./names.js";
import { namesOf, partsOf, placed } from "./parts.js";
import { rank } from "./rank.js";
import { find } from "./terms.js";

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./query.js").Clause} Clause */
/** @typedef {import("./names.js").Subject} Subject */
/** @typedef {import("./filters.js").Filters} Filters */
/** @typedef {import("./index.js").Index} Index */

/** Candidates whose own text is read rather than the index's places: a card is one small file. */
const MOST_CARDS = 4;
/** @type {Record<string, string>} The folder of the subjects that a field of a query names. */
const FOLDERS = { topic: "topics", org: "organisations", author: "people" };

/**
 * Entries by number, one byte each: `sure` match, `may` is for those that could; `title` match in
 * the title, `subject` by one of their topics, organisations or people.
 * @typedef {{sure: Uint8Array, may: Uint8Array, title: Uint8Array, subject: Uint8Array}} Hits
 */

/**
 * `entries` in the order of the list, `members` the same as flags; those of `inText`, `texts` in
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
 * @property {Uint8Array} inText
 * @property {Subject[]} subjects
 * @property {string} how
 * @property {string[]} near
 */

/**
 * An answer without entries.
 * @param {Index} index
 * @param {Clause[]} clauses
 * @returns {Answer}
 */
export function noAnswer(index, clauses) {
  const members = index.flags([]);
  return { index, clauses, total: 0, texts: 0, entries: [], members, inText: members, subjects: [], how: "", near: [] };
}

/**
 * The entries that match all conditions and pass the filters.
 * @param {Index} index
 * @param {Clause[]} clauses
 * @param {Uint8Array | null} filtered the entries that pass the filters; null without filters
 * @param {Filters} filters
 * @param {Subject[]} subjects whose entries count for all that is asked for
 * @returns {Promise<Answer>}
 */
export async function evaluate(index, clauses, filtered, filters, subjects) {
  if (!clauses.some((clause) => !clause.not) && !filtered) return noAnswer(index, clauses);
  const bySubject = index.flags(await index.entriesOf(subjects));
  const hits = await Promise.all(clauses.map((clause) => hitsOf(index, clause)));
  const members = filtered?.slice() ?? new Uint8Array(index.size).fill(1);
  for (const [n, { may, sure, subject }] of hits.entries()) {
    const { not, quoted, field } = clauses[n];
    if (!not && !quoted && field === "text") for (let entry = 0; entry < members.length; entry++) subject[entry] |= bySubject[entry];
    for (let entry = 0; entry < members.length; entry++) {
      if (not ? sure[entry] | subject[entry] : !(sure[entry] | may[entry] | subject[entry])) members[entry] = 0;
    }
  }
  for (const [n, clause] of clauses.entries()) await confirm(index, clause, hits[n], members);
  const wanted = hits.filter((_, n) => !clauses[n].not && clauses[n].field === "text");
  const entries = rank(members, wanted, filters.sort === "date");
  const inText = members.map((one, entry) => (one && wanted.every(({ sure }) => sure[entry]) ? 1 : 0));
  const texts = inText.reduce((sum, one) => sum + one, 0);
  return { ...noAnswer(index, clauses), total: entries.length, texts, entries, members, inText };
}

/**
 * Whether any entry matches a condition.
 * @param {Index} index
 * @param {Clause} clause
 */
export async function isMet(index, clause) {
  return (await evaluate(index, [clause], null, {}, [])).total > 0;
}

/**
 * The subjects that a condition names.
 * @param {Index} index
 * @param {Clause} clause
 */
export function subjectsOf({ subjects }, { field, quoted, tokens: wanted }) {
  if (field === "text") return quoted ? [] : named(subjects, wanted);
  return named(subjects.filter(({ folder }) => folder === FOLDERS[field]), wanted);
}

/**
 * Whether a text meets a condition.
 * @param {Token[]} text
 * @param {Clause} clause
 */
const contains = (text, clause) => find(text, clause.tokens, clause.prefix) >= 0;

// ---------------------------------------------------------------- reading the index

/**
 * What the index tells of the entries that meet a condition.
 * @param {Index} index
 * @param {Clause} clause
 * @returns {Promise<Hits>}
 */
async function hitsOf(index, clause) {
  const { field, tokens: wanted } = clause;
  if (field === "year") return certain(index, years(index.dates, clause.years));
  if (field === "org") {
    const { orgs } = await index.files.facets();
    const matching = orgs.filter(({ names }) => Object.values(names).some((name) => contains(index.tokensIn(name), clause)));
    return certain(index, [...matching.flatMap(({ entries }) => entries), ...(await entriesCalled(index, FOLDERS.org, clause))]);
  }
  if (field === "topic") return certain(index, await entriesCalled(index, FOLDERS.topic, clause));
  const bySubject = field === "author" ? entriesCalled(index, FOLDERS.author, clause) : index.entriesOf(subjectsOf(index, clause));
  const subject = index.flags(await bySubject);
  const parts = partsOf(wanted);
  const followed = parts.length === 1 && field === "text" ? await longRun(index, parts[0]) : null;
  if (followed) return withRecent(index, { ...followed, subject }, clause);
  const lists = (await Promise.all(parts.map((part) => listsOf(index, part, clause.prefix && part.at(-1) === wanted.at(-1))))).flat();
  const [all, title, author] = [0, 1, 2].map((mark) => common(index, lists.map((list) => list[mark])));
  const listed = field === "author" ? author : all;
  const none = index.flags([]);
  const [sure, may] = lists.length === 1 ? [listed, none] : [none, listed];
  return withRecent(index, { sure, may, title, subject }, clause);
}

/**
 * Hits of entries that certainly match.
 * @param {Index} index
 * @param {Iterable<number>} entries
 * @returns {Hits}
 */
function certain(index, entries) {
  const none = index.flags([]);
  return { sure: index.flags(entries), may: none, title: none, subject: none };
}

/**
 * The entries of the subjects of a folder that have the name of a condition.
 * @param {Index} index
 * @param {string} folder
 * @param {Clause} clause
 */
async function entriesCalled(index, folder, clause) {
  return index.entriesOf(index.subjects.filter((subject) => subject.folder === folder && subject.called.some((each) => contains(each.tokens, clause))));
}

/**
 * Hits of the index, with those of the newest entries, whose texts are read.
 * @param {Index} index
 * @param {Hits} hits
 * @param {Clause} clause
 */
function withRecent(index, hits, clause) {
  for (const [n, card] of index.recent.entries()) {
    const matching = index.tokensOf(card).filter(({ kind, tokens: text }) => (clause.field === "text" || kind === "a") && contains(text, clause));
    hits.sure[index.indexed + n] = matching.length ? 1 : 0;
    hits.title[index.indexed + n] = matching.some(({ kind }) => kind === "t") ? 1 : 0;
  }
  return hits;
}

/**
 * The hits of more than three Han characters, where the index lists what always follows three. Null
 * if there are not so many.
 * @param {Index} index
 * @param {Token[]} part
 */
async function longRun(index, part) {
  if (!part[0].han || part.length < 4) return null;
  const { blocks } = await index.files.main();
  const chars = part.map((token) => token.text);
  /** @type {(boolean | undefined)[]} by block: all entries that begin it go on, none does, or unknown */
  const goesOn = blocks.map(() => undefined);
  let unknown = [...blocks.keys()];
  const first = await index.files.term("three", chars.slice(0, 3).join(""));
  for (let at = 0; unknown.length && at + 3 < chars.length; at += 3) {
    const term = at ? await index.files.term("three", chars.slice(at, at + 3).join("")) : first;
    const rest = chars.slice(at + 3).join("");
    /** @type {number[]} */
    const stillUnknown = [];
    for (const block of unknown) {
      const after = term?.blocks.find((each) => each.block === block)?.after ?? "";
      if (after && !rest.startsWith(after) && !after.startsWith(rest)) goesOn[block] = false;
      else if (after.startsWith(rest)) goesOn[block] = true;
      else if ([...after].length === 3) stillUnknown.push(block);
    }
    unknown = stillUnknown;
  }
  const [sure, may] = [index.flags([]), index.flags([])];
  for (const entry of first?.lists[0] ?? []) {
    const matches = goesOn[index.blockOf(entry)];
    if (matches === undefined) may[entry] = 1;
    else if (matches) sure[entry] = 1;
  }
  if (!may.includes(1)) return { sure, may, title: index.flags(first?.lists[1] ?? []) };
  const lists = await listsOf(index, part, false);
  const possible = common(index, lists.map((list) => list[0]));
  return { sure, may: may.map((one, entry) => one & possible[entry]), title: common(index, lists.map((list) => list[1])) };
}

/**
 * For each term that must be there: the entries that have it, those in the title, those as an author's.
 * @param {Index} index
 * @param {Token[]} part
 * @param {boolean} prefix
 */
async function listsOf({ files }, part, prefix) {
  return Promise.all(
    namesOf(part).map(async ({ kind, name }) => {
      const long = [...name].length > 2;
      const at = kind === "word" && prefix && !long ? "short" : kind;
      const names = at === "word" && prefix ? await files.words(name) : [name];
      const terms = await Promise.all(names.map((each) => files.term(at, each)));
      return [0, 1, 2].map((mark) => terms.flatMap((term) => term?.lists[mark] ?? []));
    }),
  );
}

/**
 * Entries in every list, as flags.
 * @param {Index} index
 * @param {number[][]} lists
 */
function common({ size }, lists) {
  const count = new Uint8Array(size);
  for (const [n, list] of lists.entries()) {
    for (const entry of list) if (count[entry] === n) count[entry] = n + 1;
  }
  return count.map((n) => (n === lists.length ? 1 : 0));
}

// ---------------------------------------------------------------- reading the texts

/**
 * Keep only entries that meet a condition (or do not, for an exclusion), checked against their texts.
 * @param {Index} index
 * @param {Clause} clause
 * @param {Hits} hits
 * @param {Uint8Array} members
 */
async function confirm(index, clause, hits, members) {
  /** @type {number[]} */
  const unsure = [];
  for (let entry = 0; entry < members.length; entry++) {
    if (members[entry] && hits.may[entry] && !hits.sure[entry]) unsure.push(entry);
  }
  const onCards = clause.field === "text" && !isPinyin(clause.tokens);
  const matches = unsure.length <= MOST_CARDS && onCards
    ? await Promise.all(unsure.map((entry) => isOnCard(index, entry, clause)))
    : await areInPlace(index, unsure, clause);
  for (const [n, entry] of unsure.entries()) {
    hits.sure[entry] = matches[n] ? 1 : 0;
    if (matches[n] ? clause.not : !clause.not && !hits.subject[entry]) members[entry] = 0;
  }
}

/**
 * Whether an entry's own text meets a condition in some edition.
 * @param {Index} index
 * @param {number} entry
 * @param {Clause} clause
 */
async function isOnCard(index, entry, clause) {
  return index.tokensOf(await index.card(entry)).some(({ tokens: text }) => contains(text, clause));
}

/**
 * Whether entries meet a condition by the places of its terms.
 * @param {Index} index
 * @param {number[]} entries
 * @param {Clause} clause
 */
async function areInPlace({ files }, entries, clause) {
  if (!entries.length) return [];
  const terms = placed(clause);
  const byTerm = await Promise.all(
    terms.map(async ({ kind, name, prefix }) => {
      const names = prefix ? await files.words(name) : [name];
      return Promise.all(names.map((each) => files.places(kind, each)));
    }),
  );
  return entries.map((entry) => {
    const places = byTerm.map((maps) => new Set(maps.flatMap((map) => map.get(entry) ?? [])));
    if (!places.length) return true;
    for (const place of places[0]) {
      const start = place - terms[0].offset;
      if (terms.every(({ offset }, n) => places[n].has(start + offset))) return true;
    }
    return false;
  });
}
