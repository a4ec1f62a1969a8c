// @ts-check
// The format of the index's files (docs/explanation/search.md): numbers, terms, places and cards.

/**
 * @typedef {object} Main
 * @property {string[]} editions
 * @property {[number, string][]} blocks entries and stamp of each
 * @property {[number, string]} recent the same of the newest entries, which are in no block
 * @property {Record<string, number>} shards
 * @property {number} cards entries of a file of cards
 * @property {number[]} days
 * @property {[string, Record<string, string>, string[], string[], string][]} subjects folder and slug, names, aliases, pinyin, stamp
 * @property {string} people the stamp of the file of people
 * @property {[string, string]} fold
 * @property {string} stamp
 */

/**
 * A text of an entry: a title, an author, a block of the body or another fact ("t", "a", "b",
 * "f"). By edition: its words, and the place in them of each character of the first edition.
 * @typedef {{kind: string, texts: string[], at: number[][]}} Line
 */

/**
 * An entry's data for lists. `english`: by edition, whether the title is in another language.
 * @typedef {{folder: string, address: string, english: boolean[], lines: Line[]}} Card
 */

/**
 * A term: the entries that have it, those that have it in the title, those that have it as an
 * author's. By block: where its places are, and what always follows it there.
 * @typedef {{lists: number[][], blocks: {block: number, posting: number, count: number, after: string}[]}} Term
 */

/** @typedef {{terms: Map<string, Term>, postings: number[], checks: string[]}} Shard */

/** Characters that terms and their places have in common. */
const CHECK = 3;

/** The index was replaced while it was read. */
export class Stale extends Error {}

/** Reads a file from its beginning on. */
export class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  number() {
    const code = this.text.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code < 0xd800 ? code : code - 0x800;
  }

  /**
   * Numbers as distances from one before.
   * @param {number} count
   * @param {number} [before]
   * @param {number} [plus]
   */
  list(count, before = -1, plus = 0) {
    const values = new Array(count);
    for (let n = 0; n < count; n++) {
      before += this.number();
      values[n] = before + plus;
    }
    return values;
  }

  /** @param {string} stamp */
  expect(stamp) {
    if (!this.text.startsWith(stamp, this.at)) throw new Stale();
    this.at += stamp.length;
  }

  /** @param {number} count */
  take(count) {
    return Array.from({ length: count }, () => {
      const char = String.fromCodePoint(/** @type {number} */ (this.text.codePointAt(this.at)));
      this.at += char.length;
      return char;
    }).join("");
  }

  /** The end of the file. */
  end() {
    if (this.at !== this.text.length) throw new Stale();
  }

  line() {
    const end = this.text.indexOf("\n", this.at);
    const line = this.text.slice(this.at, end);
    this.at = end + 1;
    return line;
  }
}

/**
 * The terms of a file, with where their places are in the file of places.
 * @param {string} text
 * @param {Main} main
 * @param {boolean} three whether names are three characters with what always follows them
 * @param {boolean} checked whether there are places
 * @returns {Shard}
 */
export function readShard(text, main, three, checked) {
  const reader = new Reader(text);
  /** @type {Map<string, Term>} */
  const terms = new Map();
  const postings = [];
  const checks = [];
  let base = 0;
  for (const [block, [size, stamp]] of main.blocks.entries()) {
    if (!text.startsWith(stamp, reader.at)) {
      postings.push(0); // it has no term of the file
      checks.push("");
      base += size;
      continue;
    }
    reader.expect(stamp);
    checks.push(checked ? reader.take(CHECK) : "");
    const line = reader.line();
    const names = line ? line.split("\t") : [];
    const counts = names.map(() => reader.number());
    const lengths = names.map((name) => (three ? [...name].slice(0, 3).join("").length : name.length));
    const ofBlock = names.map((whole, n) => {
      const name = whole.slice(0, lengths[n]);
      const term = terms.get(name) ?? { lists: [[], [], []], blocks: [] };
      terms.set(name, term);
      return term;
    });
    let posting = 0;
    for (const [n, term] of ofBlock.entries()) {
      term.blocks.push({ block, posting, count: counts[n], after: names[n].slice(lengths[n]) });
      for (const entry of reader.list(counts[n], -1, base)) term.lists[0].push(entry);
      posting += counts[n];
    }
    for (const mark of [1, 2]) {
      const which = reader.list(reader.number());
      const sizes = which.map(() => reader.number());
      for (const [n, term] of which.entries()) {
        for (const entry of reader.list(sizes[n], -1, base)) ofBlock[term].lists[mark].push(entry);
      }
    }
    postings.push(posting);
    base += size;
  }
  reader.end();
  return { terms, postings, checks };
}

/**
 * By block: how many places each entry of each term has, and where the places begin.
 * @param {string} text
 * @param {Main} main
 * @param {Shard} shard
 */
export function readCounts(text, main, shard) {
  const reader = new Reader(text);
  return main.blocks.map(([, stamp], block) => {
    if (!shard.postings[block]) return { counts: [], start: 0 };
    reader.expect(stamp + shard.checks[block]);
    const counts = Array.from({ length: shard.postings[block] }, () => reader.number());
    const start = reader.at;
    for (const count of counts) for (let n = 0; n < count; n++) reader.number();
    return { counts, start };
  });
}

/**
 * @param {Reader} reader
 * @param {number} count
 * @param {number} editions
 * @returns {Card[]}
 */
export function readCards(reader, count, editions) {
  return Array.from({ length: count }, () => {
    const head = reader.line();
    const folder = head[0] === "p" ? "papers" : "news";
    const english = [...head.slice(1, editions + 1)].map((flag) => flag === "e");
    const lines = Array.from({ length: reader.number() }, () => readLine(reader, editions));
    return { folder, address: `${folder}/${head.slice(editions + 1)}/`, english, lines };
  });
}

/**
 * @param {Reader} reader
 * @param {number} editions
 * @returns {Line}
 */
function readLine(reader, editions) {
  const kind = reader.take(1);
  const first = [...reader.line()];
  const line = { kind, texts: [first.join("")], at: [startsOf(first)] };
  for (let n = 1; n < editions; n++) {
    let text = "";
    let from = 0;
    /** @type {number[]} */
    const at = [];
    /** @param {number} count */
    const copy = (count) => {
      for (const char of first.slice(from, from + count)) {
        at.push(text.length);
        text += char;
      }
      from += count;
    };
    for (let changes = reader.number(); changes > 0; changes--) {
      copy(reader.number());
      const removed = reader.number();
      const added = reader.take(reader.number());
      for (let n = 0; n < removed; n++) at.push(text.length + Math.min(n, added.length));
      text += added;
      from += removed;
    }
    copy(first.length - from);
    line.texts.push(text);
    line.at.push([...at, text.length]);
  }
  return line;
}

/**
 * Where each character begins, and the end.
 * @param {string[]} chars
 */
function startsOf(chars) {
  const at = [0];
  for (const char of chars) at.push(at[at.length - 1] + char.length);
  return at;
}
