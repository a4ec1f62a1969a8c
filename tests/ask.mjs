// Asks a built site's search as its page does, without a browser.
// node ask.mjs SITE < [[query, edition, filters?], …] ; says for each: what is found, what was read.
// With --brief: only the entries. With --addresses: the addresses of all entries, in the order of their numbers.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

const site = process.argv[2];
const modules = new URL("../layouts/static/search/", import.meta.url);
const { Engine } = await import(new URL("engine.js", modules).href);
const { show } = await import(new URL("excerpt.js", modules).href);
const { parse } = await import(new URL("query.js", modules).href);

const LISTED = 100;
const AT_ONCE = 6;

let input = "";
for await (const part of process.stdin) input += part;
const questions = JSON.parse(input);
const keep = process.argv.includes("--keep");

/** @type {string[]} */
let read = [];
const kept = new Map();
const text = async (path) => {
  read.push(path);
  if (!kept.has(path)) kept.set(path, readFile(join(site, path), "utf8"));
  return kept.get(path);
};

if (process.argv.includes("--addresses")) {
  const index = await new Engine({ read: (path) => text(`search/index/${path}`), variant: "zh-Hans" }).index();
  const addresses = [];
  for (let entry = 0; entry < index.size; entry++) addresses.push((await index.card(entry)).address);
  await new Promise((done) => process.stdout.write(JSON.stringify(addresses), done)); // a pipe takes 64 KB at once
  process.exit();
}

const engines = new Map();
const answers = [];
for (const [query, variant, filters] of questions) {
  read = [];
  const engine = (keep && engines.get(variant)) || new Engine({ read: (path) => text(`search/index/${path}`), variant });
  engines.set(variant, engine);
  const began = performance.now();
  const answer = await engine.answer(query, filters);
  const took = performance.now() - began;
  if (process.argv.includes("--brief")) {
    answers.push({ entries: [...answer.entries], texts: answer.texts });
    continue;
  }
  const { index } = answer;
  const edition = (await index.files.main()).editions.indexOf(variant);
  const shown = await Promise.all(
    answer.entries.slice(0, AT_ONCE).map(async (entry) => show(await index.card(entry), edition, answer.clauses, index.table)),
  );
  const once = [...new Set(read)];
  const results = await Promise.all(answer.entries.slice(0, LISTED).map((entry) => index.result(entry, variant)));
  answers.push({
    total: answer.total,
    texts: answer.texts,
    entries: [...answer.entries],
    results,
    subjects: answer.subjects.map(({ folder, slug }) => `${folder}/${slug}`),
    how: answer.how,
    near: answer.near,
    excerpts: shown.map(({ excerpt }) => excerpt),
    titles: shown.map(({ title }) => title),
    facts: shown.map(({ facts }) => facts),
    clauses: parse(query, index.table).map(({ field, not, prefix, tokens }) => ({ field, not, prefix, tokens: tokens.map((token) => token.text) })),
    read: once,
    took,
  });
}
process.stdout.write(JSON.stringify(answers));
