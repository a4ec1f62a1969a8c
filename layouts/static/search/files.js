// @ts-check
// Reads the index's files, each once.

import { readCards, readCounts, Reader, readShard } from "./format.js";
import { shardOf } from "./terms.js";

/** @typedef {(path: string, fresh: boolean) => Promise<string>} Read */
/** @typedef {import("./format.js").Card} Card */
/** @typedef {import("./format.js").Main} Main */
/** @typedef {import("./format.js").Shard} Shard */

/**
 * Where each entry has a term: entries in order, and their places.
 * @typedef {Map<number, number[]>} Places
 */

/** The files of an index, each read once. */
export class Files {
  /** @param {Read} read gives the text of a file below the index's folder */
  constructor(read) {
    this.read = read;
    this.fresh = false;
    /** @type {Map<string, Promise<any>>} */
    this.cache = new Map();
  }

  /** Drop all files, and ask the server again. */
  renew() {
    this.fresh = true;
    this.cache.clear();
  }

  /**
   * @template Value
   * @param {string} path
   * @param {(text: string) => Value} use
   * @returns {Promise<Value>}
   */
  get(path, use) {
    let pending = this.cache.get(path);
    if (!pending) {
      pending = this.read(path, this.fresh).then(use);
      pending.catch(() => this.cache.delete(path));
      this.cache.set(path, pending);
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
