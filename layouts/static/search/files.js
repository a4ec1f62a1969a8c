// @ts-check
// Reads the index's files (docs/explanation/search.md has the format).

import { shardOf } from "./terms.js";

/** @typedef {(path: string, fresh: boolean) => Promise<string>} Read */

/**
 * @typedef {object} Main
 * @property {[number, string][]} blocks entries and stamp of each
 * @property {Record<string, number>} shards
 * @property {number} titles
 * @property {number[]} days
 * @property {[string, Record<string, string>, string[]][]} topics slug, names, aliases
 * @property {[string, string]} fold
 * @property {string} stamp
 */

/**
 * A term: the entries that have it, those that have it in the title, those that have it as an
 * author's. By block: where its places stand, and what always follows it there.
 * @typedef {{lists: number[][], blocks: {block: number, posting: number, count: number, after: string}[]}} Term
 */

/** @typedef {{terms: Map<string, Term>, postings: number[]}} Shard */

/**
 * Where each entry has a term: entries in order, and their places.
 * @typedef {Map<number, number[]>} Places
 */

/** The index was made anew while it was read. */
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
 * @returns {Shard}
 */
function readShard(text, main, three) {
  const reader = new Reader(text);
  /** @type {Map<string, Term>} */
  const terms = new Map();
  const postings = [];
  let base = 0;
  for (const [block, [size, stamp]] of main.blocks.entries()) {
    reader.expect(stamp);
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
  return { terms, postings };
}

/**
 * @param {string} text
 * @param {Main} main
 * @param {Shard} shard
 */
function readCounts(text, main, shard) {
  const reader = new Reader(text);
  return main.blocks.map(([, stamp], block) => {
    reader.expect(stamp);
    const counts = Array.from({ length: shard.postings[block] }, () => reader.number());
    const start = reader.at;
    for (const count of counts) for (let n = 0; n < count; n++) reader.number();
    return { counts, start };
  });
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

  /** Forget everything, and ask the server again. */
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
    let made = this.kept.get(path);
    if (!made) {
      made = this.read(path, this.fresh).then(use);
      made.catch(() => this.kept.delete(path));
      this.kept.set(path, made);
    }
    return made;
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
    return this.get(`${kind}/${number}.txt`, (text) => readShard(text, main, kind === "three"));
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
   * The entries of a topic.
   * @param {string} slug
   * @returns {Promise<number[]>}
   */
  async topic(slug) {
    const { stamp } = await this.main();
    return this.get(`topic/${slug}.txt`, (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      return reader.list([...text].length - stamp.length);
    });
  }

  /** The lists by which results can be narrowed. */
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
   * The entries of one file of titles.
   * @param {string} variant
   * @param {number} block
   * @param {number} chunk
   */
  async titles(variant, block, chunk) {
    const { blocks } = await this.main();
    return this.get(`titles/${variant}/${block}-${chunk}.txt`, (text) => {
      const reader = new Reader(text);
      reader.expect(blocks[block][1]);
      return text
        .slice(reader.at, -1)
        .split("\n")
        .map((line) => {
          const [kind, id, title] = line.split("\t");
          const folder = kind.toLowerCase() === "p" ? "papers" : "news";
          return { address: `${folder}/${id}/`, kind: folder, title, isEnglish: kind !== kind.toLowerCase() };
        });
    });
  }
}
