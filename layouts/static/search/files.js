// @ts-check
// Reads the index's files (docs/explanation/search.md has the format).

import { shardOf } from "./terms.js";

/** @typedef {(path: string, fresh: boolean) => Promise<string>} Read */

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

/**
 * Where each entry has a term: entries in order, and their places.
 * @typedef {Map<number, number[]>} Places
 */

/** The index was replaced while it was read. */
export class Stale extends Error {}

class Reader {
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
 * @param {string} text
 * @param {Main} main
 * @param {boolean} three
 * @param {boolean} checked whether there are places
 * @returns {Shard}
 */
function readShard(text, main, three, checked) {
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
    const here = names.map((whole, n) => {
      const name = whole.slice(0, lengths[n]);
      const term = terms.get(name) ?? { lists: [[], [], []], blocks: [] };
      terms.set(name, term);
      return term;
    });
    let posting = 0;
    for (const [n, term] of here.entries()) {
      term.blocks.push({ block, posting, count: counts[n], after: names[n].slice(lengths[n]) });
      for (const entry of reader.list(counts[n], -1, base)) term.lists[0].push(entry);
      posting += counts[n];
    }
    for (const mark of [1, 2]) {
      const which = reader.list(reader.number());
      const some = which.map(() => reader.number());
      for (const [n, term] of which.entries()) {
        for (const entry of reader.list(some[n], -1, base)) here[term].lists[mark].push(entry);
      }
    }
    postings.push(posting);
    base += size;
  }
  reader.end();
  return { terms, postings, checks };
}

/**
 * @param {string} text
 * @param {Main} main
 * @param {Shard} shard
 */
function readCounts(text, main, shard) {
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
function readCards(reader, count, editions) {
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
  const line = { kind, texts: [first.join("")], at: [places(first)] };
  for (let n = 1; n < editions; n++) {
    let text = "";
    let from = 0;
    /** @type {number[]} */
    const at = [];
    /** @param {number} count */
    const stay = (count) => {
      for (const char of first.slice(from, from + count)) {
        at.push(text.length);
        text += char;
      }
      from += count;
    };
    for (let changes = reader.number(); changes > 0; changes--) {
      stay(reader.number());
      const gone = reader.number();
      const come = reader.take(reader.number());
      for (let left = 0; left < gone; left++) at.push(text.length + Math.min(left, come.length));
      text += come;
      from += gone;
    }
    stay(first.length - from);
    line.texts.push(text);
    line.at.push([...at, text.length]);
  }
  return line;
}

/** @param {string[]} chars */
function places(chars) {
  const at = [0];
  for (const char of chars) at.push(at[at.length - 1] + char.length);
  return at;
}

/** The files of an index, each read once. */
export class Files {
  /** @param {Read} read gives the text of a file below the index's folder */
  constructor(read) {
    this.read = read;
    this.fresh = false;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
  }

  /** Drop all files, and ask the server again. */
  renew() {
    this.fresh = true;
    this.kept.clear();
  }

  /**
   * @template Value
   * @param {string} path
   * @param {(text: string) => Value} use
   * @returns {Promise<Value>}
   */
  get(path, use) {
    let pending = this.kept.get(path);
    if (!pending) {
      pending = this.read(path, this.fresh).then(use);
      pending.catch(() => this.kept.delete(path));
      this.kept.set(path, pending);
    }
    return pending;
  }

  /** @returns {Promise<Main>} */
  main() {
    return this.get("index.json", (text) => JSON.parse(text));
  }

  /**
   * @param {string} kind
   * @param {number} number
   * @returns {Promise<Shard>}
   */
  async shard(kind, number) {
    const main = await this.main();
    return this.get(`${kind}/${number}.txt`, (text) => readShard(text, main, kind === "three", `${kind}-at` in main.shards));
  }

  /**
   * A term, or none.
   * @param {string} kind
   * @param {string} name
   */
  async term(kind, name) {
    const { shards } = await this.main();
    return (await this.shard(kind, shardOf(name, shards[kind]))).terms.get(name);
  }

  /**
   * The words that begin with at least three letters.
   * @param {string} letters
   */
  async words(letters) {
    const { shards } = await this.main();
    const { terms } = await this.shard("word", shardOf(letters, shards.word));
    return [...terms].filter(([name]) => name.startsWith(letters)).map(([name]) => name);
  }

  /**
   * Where entries have a term.
   * @param {string} kind
   * @param {string} name
   * @returns {Promise<Places>}
   */
  async places(kind, name) {
    const main = await this.main();
    const number = shardOf(name, main.shards[kind]);
    const shard = await this.shard(kind, number);
    const { text, blocks } = await this.get(`${kind}-at/${number}.txt`, (text) => ({ text, blocks: readCounts(text, main, shard) }));
    /** @type {Places} */
    const values = new Map();
    const term = shard.terms.get(name);
    if (!term) return values;
    const reader = new Reader(text);
    let listed = 0;
    for (const { block, posting, count } of term.blocks) {
      const { counts, start } = blocks[block];
      let before = 0;
      for (let n = 0; n < posting; n++) before += counts[n];
      reader.at = start;
      for (let n = 0; n < before; n++) reader.number();
      for (let n = 0; n < count; n++) values.set(term.lists[0][listed++], reader.list(counts[posting + n], 0));
    }
    return values;
  }

  /**
   * The entries of a topic, an organisation or a person.
   * @param {{folder: string, slug: string}} subject
   * @returns {Promise<number[]>}
   */
  async members({ folder, slug }) {
    const { subjects } = await this.main();
    const path = `${folder}/${slug}`;
    const stamp = subjects.find((subject) => subject[0] === path)?.[4] ?? "";
    return this.get(`${path}.txt`, (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      return reader.list([...text].length - stamp.length);
    });
  }

  /**
   * The people who have a page without being listed: slug, name, number of entries.
   * @returns {Promise<[string, string, number][]>}
   */
  async people() {
    const { people } = await this.main();
    return this.get("people.txt", (text) => {
      const reader = new Reader(text);
      reader.expect(people);
      return text.split("\n").slice(1).map((line) => {
        const [slug, name, count] = line.split("\t");
        return [slug, name, Number(count)];
      });
    });
  }

  /** The values of filters. */
  async facets() {
    const { stamp } = await this.main();
    return this.get("facets.txt", (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      /** @type {{news: number, topics: [string, number][], orgs: [Record<string, string>, number][]}} */
      const head = JSON.parse(reader.line());
      const news = reader.list(head.news);
      const topics = head.topics.map(([slug, count]) => ({ slug, entries: reader.list(count) }));
      const orgs = head.orgs.map(([names, count]) => ({ names, entries: reader.list(count) }));
      return { news, topics, orgs };
    });
  }

  /**
   * The entries of one file of cards.
   * @param {number} block
   * @param {number} chunk
   * @returns {Promise<Card[]>}
   */
  async cards(block, chunk) {
    const { blocks, cards, editions } = await this.main();
    const [size, stamp] = blocks[block];
    const count = Math.min(cards, size - chunk * cards);
    return this.get(`cards/${block}-${chunk}.txt`, (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      return readCards(reader, count, editions.length);
    });
  }

  /**
   * The newest entries, which are in no block.
   * @returns {Promise<Card[]>}
   */
  async recent() {
    const { recent, editions } = await this.main();
    if (!recent[0]) return [];
    return this.get("recent.txt", (text) => {
      const reader = new Reader(text);
      reader.expect(recent[1]);
      return readCards(reader, recent[0], editions.length);
    });
  }

  /**
   * The words of titles and names.
   * @returns {Promise<string[]>}
   */
  async vocabulary() {
    const { stamp } = await this.main();
    return this.get("words.txt", (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      return text.slice(reader.at).split(" ").filter(Boolean);
    });
  }
}
