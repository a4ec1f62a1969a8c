// Asks a built site's search as its page does, without a browser.
// node ask.mjs SITE < [[query, edition, filters?], …] ; says for each: what is found, what was read.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const site = process.argv[2];
const modules = pathToFileURL(join(site, "static/search/"));
const { Engine } = await import(new URL("engine.js", modules).href);
const { excerpt, hitsIn, isSaidBy, pieces } = await import(new URL("excerpt.js", modules).href);
const { parse } = await import(new URL("query.js", modules).href);

let input = "";
for await (const part of process.stdin) input += part;
const questions = JSON.parse(input);
const keep = process.argv.includes("--keep");
const folders = JSON.parse(process.env.EDITIONS ?? '{"zh-Hans": "", "zh-Hant": "zh-hant/"}');

/** @type {string[]} */
let read = [];
const kept = new Map();
const text = async (path) => {
  read.push(path);
  if (!kept.has(path)) kept.set(path, readFile(join(site, path), "utf8"));
  return kept.get(path);
};

const engines = new Map();
const answers = [];
for (const [query, variant, filters] of questions) {
  read = [];
  const variants = [variant, ...Object.keys(folders).filter((other) => other !== variant)];
  const old = keep && engines.get(variant);
  const engine = old || new Engine({
    read: (path) => text(`search/index/${path}`),
    page: (edition, address) => text(`${folders[edition]}${address}index.html`),
    variants,
  });
  engines.set(variant, engine);
  const began = performance.now();
  const answer = await engine.answer(query, filters);
  const took = performance.now() - began;
  const results = await Promise.all(answer.entries.slice(0, 100).map((entry) => answer.index.result(entry, variant)));
  const excerpts = await Promise.all(
    answer.entries.slice(0, 10).map(async (entry) => {
      const texts = await answer.index.text(entry, variant);
      const said = isSaidBy(texts, answer.clauses, answer.index.table);
      const other = said || variants.length < 2 ? [] : await answer.index.text(entry, variants[1]);
      return excerpt(texts, other, answer.clauses, answer.index.table);
    }),
  );
  answers.push({
    total: answer.total,
    entries: [...answer.entries],
    results,
    excerpts,
    titles: results.map(({ title }) => pieces(title, hitsIn(title, answer.clauses, answer.index.table))),
    clauses: parse(query, answer.index.table).map(({ field, not, prefix, tokens }) => ({ field, not, prefix, tokens: tokens.map((token) => token.text) })),
    read: [...new Set(read)],
    took,
  });
}
process.stdout.write(JSON.stringify(answers));
