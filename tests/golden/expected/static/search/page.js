const module_terms = (() => {

const HAN =
  "\\u3005\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTER = `(?![${HAN}])[\\p{L}\\p{N}\\p{M}]`;
const TOKEN = new RegExp(`([${HAN}])|(?<!${LETTER})[a-z](?:\\+\\+|#)(?!${LETTER})|[0-9]+|(?:(?![${HAN}0-9])[\\p{L}\\p{N}\\p{M}])+`, "gu");
const ACCENT = /[\u0300-\u036f]/g;
const BLANK = /^[ \t\n\r]*$/;
const JOINTS = "-_./'’:+@";



function foldChar(char, table) {
  let folded = "";
  for (const lower of char.toLowerCase()) {
    const bare = lower < "\u00c0" ? lower : lower.normalize("NFD").replace(ACCENT, "").normalize("NFC");
    folded += table.get(bare) ?? bare;
  }
  return folded;
}

function fold(text, table) {
  let folded = "";
  for (const char of text.normalize("NFKC")) folded += foldChar(char, table);
  return folded;
}

function foldInPlace(text, table) {
  let whole = "";
  const from = [];
  let at = 0;
  for (const char of text) {
    const folded = fold(char, table);
    whole += folded;
    for (let n = 0; n < folded.length; n++) from.push(at);
    at += char.length;
  }
  from.push(at);
  return { text: whole, from };
}

function tokens(folded) {
  const all = [];
  for (const match of folded.matchAll(TOKEN)) {
    const han = match[1] !== undefined;
    const last = all.at(-1);
    const start = match.index ?? 0;
    let near = false;
    if (last) {
      const gap = folded.slice(last.end, start);
      near = last.han && han
        ? gap === ""
        : BLANK.test(gap) || (gap.length === 1 && JOINTS.includes(gap));
    }
    all.push({ text: match[0], han, near, start, end: start + match[0].length });
  }
  return all;
}

const keyOf = (all) => all.map((token) => token.text).join("");

function shardOf(name, shards) {
  let mixed = 0;
  for (const char of [...name].slice(0, 3)) {
    mixed = Math.imul(mixed ^ /** @type {number} */ (char.codePointAt(0)), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  return (mixed & (shards - 1)) >>> 0;
}

function find(text, wanted, prefix, from = 0) {
  const last = wanted.length - 1;
  for (let at = from; at + last < text.length; at++) {
    let n = 0;
    while (n <= last) {
      const have = text[at + n];
      const want = wanted[n];
      const same = prefix && n === last && !want.han ? have.text.startsWith(want.text) : have.text === want.text;
      if (!same || (n > 0 && have.near !== want.near)) break;
      n++;
    }
    if (n > last) return at;
  }
  return -1;
}
return { fold, foldInPlace, tokens, keyOf, shardOf, find };
})();
const module_files = (() => {

const { shardOf } = module_terms;







const CHECK = 3;


class Stale extends Error {}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  number() {
    const code = this.text.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code < 0xd800 ? code : code - 0x800;
  }

  list(count, before = -1, plus = 0) {
    const values = new Array(count);
    for (let n = 0; n < count; n++) {
      before += this.number();
      values[n] = before + plus;
    }
    return values;
  }

  expect(stamp) {
    if (!this.text.startsWith(stamp, this.at)) throw new Stale();
    this.at += stamp.length;
  }

  take(count) {
    return Array.from({ length: count }, () => {
      const char = String.fromCodePoint(/** @type {number} */ (this.text.codePointAt(this.at)));
      this.at += char.length;
      return char;
    }).join("");
  }

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

function readShard(text, main, three, checked) {
  const reader = new Reader(text);
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

function readCards(reader, count, editions) {
  return Array.from({ length: count }, () => {
    const head = reader.line();
    const folder = head[0] === "p" ? "papers" : "news";
    const english = [...head.slice(1, editions + 1)].map((flag) => flag === "e");
    const lines = Array.from({ length: reader.number() }, () => readLine(reader, editions));
    return { folder, address: `${folder}/${head.slice(editions + 1)}/`, english, lines };
  });
}

function readLine(reader, editions) {
  const kind = reader.take(1);
  const first = [...reader.line()];
  const line = { kind, texts: [first.join("")], at: [places(first)] };
  for (let n = 1; n < editions; n++) {
    let text = "";
    let from = 0;
    const at = [];
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

function places(chars) {
  const at = [0];
  for (const char of chars) at.push(at[at.length - 1] + char.length);
  return at;
}

class Files {
  constructor(read) {
    this.read = read;
    this.fresh = false;
    this.kept = new Map();
  }

  renew() {
    this.fresh = true;
    this.kept.clear();
  }

  get(path, use) {
    let made = this.kept.get(path);
    if (!made) {
      made = this.read(path, this.fresh).then(use);
      made.catch(() => this.kept.delete(path));
      this.kept.set(path, made);
    }
    return made;
  }

  main() {
    return this.get("index.json", (text) => JSON.parse(text));
  }

  async shard(kind, number) {
    const main = await this.main();
    return this.get(`${kind}/${number}.txt`, (text) => readShard(text, main, kind === "three", `${kind}-at` in main.shards));
  }

  async term(kind, name) {
    const { shards } = await this.main();
    return (await this.shard(kind, shardOf(name, shards[kind]))).terms.get(name);
  }

  async words(letters) {
    const { shards } = await this.main();
    const { terms } = await this.shard("word", shardOf(letters, shards.word));
    return [...terms].filter(([name]) => name.startsWith(letters)).map(([name]) => name);
  }

  async places(kind, name) {
    const main = await this.main();
    const number = shardOf(name, main.shards[kind]);
    const shard = await this.shard(kind, number);
    const { text, blocks } = await this.get(`${kind}-at/${number}.txt`, (text) => ({ text, blocks: readCounts(text, main, shard) }));
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

  async topic(slug) {
    const { topics } = await this.main();
    const stamp = topics.find((topic) => topic[0] === slug)?.[4] ?? "";
    return this.get(`topic/${slug}.txt`, (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      return reader.list([...text].length - stamp.length);
    });
  }

  async facets() {
    const { stamp } = await this.main();
    return this.get("facets.txt", (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      const head = JSON.parse(reader.line());
      const news = reader.list(head.news);
      const topics = head.topics.map(([slug, count]) => ({ slug, entries: reader.list(count) }));
      const orgs = head.orgs.map(([names, count]) => ({ names, entries: reader.list(count) }));
      return { news, topics, orgs };
    });
  }

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

  async recent() {
    const { recent, editions } = await this.main();
    if (!recent[0]) return [];
    return this.get("recent.txt", (text) => {
      const reader = new Reader(text);
      reader.expect(recent[1]);
      return readCards(reader, recent[0], editions.length);
    });
  }

  async vocabulary() {
    const { stamp } = await this.main();
    return this.get("words.txt", (text) => {
      const reader = new Reader(text);
      reader.expect(stamp);
      return text.slice(reader.at).split(" ").filter(Boolean);
    });
  }
}
return { Stale, Files };
})();
const module_narrow = (() => {



function years(dates, [first, last]) {
  const entries = [];
  for (const [entry, date] of dates.entries()) {
    const year = Number(date.slice(0, 4));
    if (year >= first && year <= last) entries.push(entry);
  }
  return entries;
}

async function narrowed({ topic, org, kind, year, from, to }, dates, files) {
  if (!topic && !org && !kind && !year && !from && !to) return null;
  const left = new Uint8Array(dates.length);
  for (const [entry, date] of dates.entries()) {
    const full = date.length === 7 ? `${date}-01` : date;
    left[entry] = (!year || date.startsWith(`${year}-`)) && (!from || full >= from) && (!to || full <= to) ? 1 : 0;
  }
  const keep = (list) => {
    const listed = new Set(list);
    for (let entry = 0; entry < left.length; entry++) if (!listed.has(entry)) left[entry] = 0;
  };
  if (topic || org || kind) {
    const facets = await files.facets();
    if (topic) keep(facets.topics.find(({ slug }) => slug === topic)?.entries ?? []);
    if (org) keep(facets.orgs.find(({ names }) => Object.values(names).includes(org))?.entries ?? []);
    if (kind) {
      const news = new Set(facets.news);
      keep(dates.map((_, entry) => entry).filter((entry) => news.has(entry) === (kind === "news")));
    }
  }
  return left;
}

function rank(left, wanted, byDate) {
  const buckets = Array.from({ length: 3 * wanted.length + 1 }, () => []);
  for (let entry = left.length - 1; entry >= 0; entry--) {
    if (!left[entry]) continue;
    let score = 0;
    if (!byDate) for (const { title, sure } of wanted) score += title[entry] && sure[entry] ? 3 : sure[entry] ? 2 : 0;
    buckets[score].push(entry);
  }
  return buckets.reverse().flat();
}
return { years, narrowed, rank };
})();
const module_names = (() => {

const { find, fold, keyOf, tokens } = module_terms;



const INITIALS = "(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?";
const FINALS = "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|[aeiouv])";
const SYLLABLE = new RegExp(`^${INITIALS}${FINALS}$`);
const MARK = "\u01c3";
const LONGEST_SYLLABLE = 6;
const SYLLABLES = 3;
const OFFERS = 5;
const PINYIN = 5;

function readTopics(listed, table) {
  return listed.map(([slug, names, aliases, pinyin]) => {
    const called = [...new Set([...Object.values(names), ...aliases])].map((name) => ({ name, tokens: tokens(fold(name, table)) }));
    return { slug, names, called, keys: new Set([...called.map((each) => keyOf(each.tokens)), ...pinyin]) };
  });
}

function named(topics, wanted) {
  const key = keyOf(wanted);
  return key ? topics.filter(({ keys }) => keys.has(key)) : [];
}

function partlyNamed(topics, wanted) {
  const key = keyOf(wanted);
  if (key.length < 2) return [];
  return topics.flatMap((topic) => {
    const name = topic.called.find((each) => find(each.tokens, wanted, true) >= 0)?.name;
    if (name !== undefined) return [{ topic, name }];
    return key.length >= PINYIN && [...topic.keys].some((each) => each.startsWith(key)) ? [{ topic, name: "" }] : [];
  });
}

function suggestions(topics, typed, variant, table) {
  const wanted = tokens(fold(typed, table));
  const key = keyOf(wanted);
  if (!key) return [];
  const [starts, inside] = [new Set(), new Set()];
  for (const topic of topics) {
    const name = topic.names[variant] ?? topic.slug;
    if ([...topic.keys].some((each) => each.startsWith(key))) starts.add(name);
    else if (topic.called.some((each) => find(each.tokens, wanted, true) >= 0)) inside.add(name);
  }
  return [.../** @type {Set<string>} */ (starts), .../** @type {Set<string>} */ (inside)].slice(0, 8);
}


function inPinyin(letters) {
  if (!/^[a-z]{3,}$/.test(letters)) return [];
  const ways = [[[]]];
  for (let end = 1; end <= letters.length; end++) {
    ways[end] = [];
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
      const syllable = letters.slice(start, end);
      if (SYLLABLE.test(syllable)) for (const way of ways[start]) ways[end].push([...way, syllable]);
    }
    ways[end] = ways[end].sort((a, b) => a.length - b.length).slice(0, 3);
  }
  return ways[letters.length]
    .filter((way) => way.length > 1)
    .map((way) => way.slice(0, SYLLABLES).map((syllable) => ({ text: MARK + syllable, han: false, near: true, start: 0, end: 0 })));
}

const isPinyin = (all) => all.some((token) => token.text.startsWith(MARK));


function nearby(word, known) {
  const most = [...word].length < 4 ? 1 : [...word].length < 8 ? 1 : 2;
  const near = [];
  for (const other of known) {
    const distance = changes(word, other, most);
    if (distance > 0 && distance <= most) near.push([distance, other]);
  }
  return near.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).slice(0, OFFERS).map(([, other]) => other);
}

function changes(one, other, most) {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [/** @type {number[]} */ ([]), b.map((_, n) => n).concat(b.length)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}
return { readTopics, named, partlyNamed, suggestions, inPinyin, isPinyin, nearby };
})();
const module_parts = (() => {


function partsOf(all) {
  const found = [];
  for (const token of all) {
    const last = found.at(-1);
    if (last && token.near && token.han && last[0].han) last.push(token);
    else found.push([token]);
  }
  return found;
}

function namesOf(part) {
  if (!part[0].han) return [{ kind: "word", name: part[0].text, offset: 0 }];
  const chars = part.map((token) => token.text);
  if (chars.length === 1) return [{ kind: "short", name: chars[0], offset: 0 }];
  if (chars.length === 2) return [{ kind: "two", name: chars.join(""), offset: 0 }];
  const starts = [];
  for (let start = 0; start < chars.length - 3; start += 3) starts.push(start);
  starts.push(chars.length - 3);
  return starts.map((start) => ({ kind: "three", name: chars.slice(start, start + 3).join(""), offset: start }));
}

function placed({ tokens: wanted, prefix }) {
  const parts = partsOf(wanted);
  let offset = 0;
  return parts.flatMap((part, n) => {
    if (n > 0) offset += part[0].near ? 1 : 2;
    const start = offset;
    offset += part.length - 1;
    const touches = (n > 0 && part[0].near) || (n + 1 < parts.length && parts[n + 1][0].near);
    return namesOf(part).flatMap(({ kind, name, offset: inside }) => {
      if (kind === "short" || kind === "two") {
        return touches ? [{ kind: "word", name, prefix: false, offset: start }] : [];
      }
      const open = kind === "word" && prefix && n === parts.length - 1;
      return [{ kind, name, prefix: open, offset: start + inside }];
    });
  });
}
return { partsOf, namesOf, placed };
})();
const module_query = (() => {

const { fold, tokens } = module_terms;


const LONGEST = 64;
const FIELDS = ["topic", "org", "author", "year"];
const QUOTES = new Map([['"', '"'], ["“", "”"], ["＂", "＂"], ["「", "」"], ["『", "』"]]);
const ARXIV = /^(?:arxiv[:：]|(?:https?:\/\/)?(?:[a-z]+\.)?arxiv\.org\/[a-z]+\/)?(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?\/?(?:[?#].*)?$/i;
const DOI = /^(?:doi[:：]|https?:\/\/(?:dx\.)?doi\.org\/)(10\.\S+)$/i;
const REPOSITORY = /^https?:\/\/(?:www\.)?(?:github\.com|huggingface\.co|gitlab\.com|gitee\.com|modelscope\.cn)\/([^/?#]+\/[^/?#]+)/i;
const WEB = /^https?:\/\/(?:www\.)?([^/?#]+)[^?#]*?(\d{4}\.\d{4,5})?\/?(?:[?#].*)?$/i;


function cut(text) {
  const chars = [...text.slice(0, 4 * LONGEST)].map((char) => (/^\p{Surrogate}$/u.test(char) ? "\ufffd" : char));
  return { text: chars.slice(0, LONGEST).join(""), isCut: text.length > 4 * LONGEST || chars.length > LONGEST };
}

function parse(text, table) {
  return numbered([...pieces(cut(text).text)]).flatMap((piece) => clauses(piece, table));
}

function numbered(all) {
  const joined = [];
  for (const piece of all) {
    const last = joined.at(-1);
    const follows = last && !last.quoted && !piece.quoted && last.field === "text" && piece.field === "text" && !piece.not;
    if (follows && /^\d{1,2}(?:\.\d)?$/.test(piece.text) && /^\p{L}+$/u.test(last.text)) last.text += ` ${piece.text}`;
    else joined.push({ ...piece });
  }
  return joined;
}


function* pieces(text) {
  let at = 0;
  while (at < text.length) {
    const blank = /^\s+/u.exec(text.slice(at));
    if (blank) at += blank[0].length;
    const not = /^[-－−](?=\S)/u.test(text.slice(at));
    if (not) at++;
    const head = /^([a-z]+)[:：]\s?(?=\S)/iu.exec(text.slice(at));
    const field = head && FIELDS.includes(head[1].toLowerCase()) ? head[1].toLowerCase() : "text";
    if (head && field !== "text") at += head[0].length;
    const closing = QUOTES.get(text[at] ?? "");
    if (closing) {
      const end = text.indexOf(closing, at + 1);
      const stop = end < 0 ? text.length : end;
      yield { text: text.slice(at + 1, stop), quoted: true, not, field };
      at = stop + 1;
    } else {
      const rest = text.slice(at);
      const plain = /^[^\s"“＂「『]+|^./su.exec(rest);
      if (!plain) return;
      const chunk = field === "text" && /^https?:/i.test(rest) ? (/^\S+/u.exec(rest)?.[0] ?? "") : plain[0];
      yield { text: chunk, quoted: false, not, field };
      at += chunk.length;
    }
  }
}

function clauses({ text, quoted, not, field }, table) {
  if (field === "year") {
    const years = (fold(text, table).match(/\d{1,4}/g) ?? []).map(Number);
    return years.length ? [{ field, not, quoted, tokens: [], prefix: false, years: [Math.min(...years), Math.max(...years)] }] : [];
  }
  const named = quoted ? null : address(text);
  const typed = tokens(fold(named ?? text, table));
  if (!typed.length) return [];
  const clause = (part, prefix) => ({ field, not, quoted, tokens: part, prefix, years: [] });
  if (quoted) return stretches(typed).map((part) => clause(part, false));
  if (named !== null) return [clause(typed, false)];
  return parts(typed).map((part) => clause(part, goesOn(part)));
}

function goesOn(part) {
  const last = part[part.length - 1];
  if (last.han || /[+#]$/.test(last.text)) return false;
  return part.length === 1 || [...last.text].length > 2;
}

function stretches(all) {
  const runs = [];
  for (const token of all) {
    const last = runs.at(-1);
    if (last && token.near) last.push(token);
    else runs.push([token]);
  }
  return runs;
}

function address(text) {
  const arxiv = ARXIV.exec(text);
  if (arxiv) return arxiv[1];
  const known = DOI.exec(text) ?? REPOSITORY.exec(text);
  if (known) return known[1];
  const web = WEB.exec(text);
  return web ? (web[2] ?? web[1]) : null;
}

function parts(all) {
  const runs = [];
  for (const token of all) {
    const last = runs.at(-1);
    if (last && token.near && last[0].han === token.han) last.push(token);
    else runs.push([token]);
  }
  return runs;
}
return { LONGEST, cut, parse };
})();
const module_engine = (() => {

const { Files, Stale } = module_files;
const { narrowed, rank, years } = module_narrow;
const { inPinyin, isPinyin, named, nearby, partlyNamed, readTopics } = module_names;
const { namesOf, partsOf, placed } = module_parts;
const { parse } = module_query;
const { find, fold, keyOf, tokens } = module_terms;


const FEW = 4;






class Engine {
  #opening = null;

  constructor(sources) {
    this.sources = sources;
    this.files = new Files(sources.read);
  }

  async index() {
    this.#opening ??= Index.open(this.sources, this.files);
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = null;
      throw error;
    }
  }

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

class Index {
  constructor(sources, files, table, ends, dates, topics, recent) {
    this.sources = sources;
    this.files = files;
    this.table = table;
    this.ends = ends;
    this.indexed = ends.at(-1) ?? 0;
    this.size = this.indexed + recent.length;
    this.dates = dates;
    this.topics = topics;
    this.recent = recent;
    this.tokens = new WeakMap();
  }

  static async open(sources, files) {
    const main = await files.main();
    const to = [...main.fold[1]];
    const table = new Map([...main.fold[0]].map((char, n) => [char, to[n]]));
    const ends = main.blocks.reduce((/** @type {number[]} */ all, [size]) => [...all, (all.at(-1) ?? 0) + size], []);
    const dates = [];
    let half = 0;
    for (let n = 0; n < main.days.length; n += 2) {
      half += main.days[n];
      const day = new Date(Math.floor(half / 2) * 86_400_000).toISOString();
      for (let left = main.days[n + 1]; left > 0; left--) dates.push(day.slice(0, half % 2 ? 10 : 7));
    }
    return new Index(sources, files, table, ends, dates, readTopics(main.topics, table), await files.recent());
  }

  async answer(query, filters) {
    const clauses = parse(query, this.table);
    const left = await narrowed(filters, this.dates, this.files);
    const typed = clauses.filter(({ not, field, quoted }) => !not && !quoted && field === "text").flatMap((clause) => clause.tokens);
    const topics = [...new Set([...named(this.topics, typed), ...clauses.filter((clause) => !clause.not).flatMap((clause) => this.topicsOf(clause))])];
    const answer = await this.evaluate(clauses, left, filters, named(this.topics, typed));
    if (answer.total || !typed.length) return { ...answer, topics };
    const other = (await this.otherwise(clauses, typed, left, filters)) ?? answer;
    return topics.length ? { ...other, topics } : other;
  }

  async otherwise(clauses, typed, narrowed, filters) {
    const rest = clauses.filter(({ not, field, quoted }) => not || quoted || field !== "text");
    const partly = partlyNamed(this.topics, typed);
    if (partly.length) {
      const topics = partly.map(({ topic }) => topic);
      const answer = await this.evaluate(clauses, narrowed, filters, topics);
      const name = partly[0].name || (topics[0].names[this.sources.variant] ?? "");
      if (answer.total) return { ...answer, how: "topic", name, topics };
    }
    for (const syllables of inPinyin(keyOf(typed))) {
      const clause = { field: "text", not: false, quoted: false, tokens: syllables, prefix: false, years: [] };
      const answer = await this.evaluate([...rest, clause], narrowed, filters, []);
      if (answer.total) return { ...answer, how: "pinyin" };
    }
    const near = await this.nearby(typed);
    return near.length ? { ...this.nothing(clauses), near } : null;
  }

  async nearby(typed) {
    const names = new Map(this.topics.flatMap(({ called }) => called.map(({ name, tokens }) => [keyOf(tokens), name])));
    for (const { names: own } of this.topics) {
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
    return [...new Set([...whole, ...near])].slice(0, 5);
  }

  nothing(clauses) {
    const members = new Uint8Array(this.size);
    return { index: this, clauses, total: 0, texts: 0, entries: [], members, says: members, topics: [], how: "", name: "", near: [] };
  }

  async evaluate(clauses, narrowed, filters, topics) {
    if (!clauses.some((clause) => !clause.not) && !narrowed) return this.nothing(clauses);
    const byTopic = this.flags(await this.entriesOf(topics));
    const hits = await Promise.all(clauses.map((clause) => this.hits(clause)));
    const left = narrowed?.slice() ?? new Uint8Array(this.size).fill(1);
    for (const [n, { may, sure, topic }] of hits.entries()) {
      const { not, quoted, field } = clauses[n];
      if (!not && !quoted && field === "text") for (let entry = 0; entry < left.length; entry++) topic[entry] |= byTopic[entry];
      for (let entry = 0; entry < left.length; entry++) {
        if (not ? sure[entry] | topic[entry] : !(sure[entry] | may[entry] | topic[entry])) left[entry] = 0;
      }
    }
    for (const [n, clause] of clauses.entries()) await this.confirm(clause, hits[n], left);
    const wanted = hits.filter((_, n) => !clauses[n].not && clauses[n].field === "text");
    const entries = rank(left, wanted, filters.sort === "date");
    const says = left.map((one, entry) => (one && wanted.every(({ sure }) => sure[entry]) ? 1 : 0));
    const texts = says.reduce((sum, one) => sum + one, 0);
    return { ...this.nothing(clauses), total: entries.length, texts, entries, members: left, says };
  }

  topicsOf({ field, quoted, tokens: wanted }) {
    if (field === "topic") return named(this.topics, wanted);
    return field === "text" && !quoted ? named(this.topics, wanted) : [];
  }

  async entriesOf(topics) {
    return (await Promise.all(topics.map(({ slug }) => this.files.topic(slug)))).flat();
  }


  async hits(clause) {
    const { field, tokens: wanted } = clause;
    if (field === "year") return this.known(years(this.dates, clause.years));
    if (field === "org") {
      const { orgs } = await this.files.facets();
      const matching = orgs.filter(({ names }) => Object.values(names).some((name) => this.says(tokens(fold(name, this.table)), clause)));
      return this.known(matching.flatMap(({ entries }) => entries));
    }
    if (field === "topic") {
      const topics = this.topics.filter(({ called }) => called.some((each) => this.says(each.tokens, clause)));
      return this.known(await this.entriesOf(topics));
    }
    const topic = this.flags(await this.entriesOf(this.topicsOf(clause)));
    const parts = partsOf(wanted);
    const followed = parts.length === 1 && field === "text" ? await this.followed(parts[0]) : null;
    if (followed) return this.withRecent({ ...followed, topic }, clause);
    const lists = (await Promise.all(parts.map((part) => this.lists(part, clause.prefix && part.at(-1) === wanted.at(-1))))).flat();
    const [all, title, author] = [0, 1, 2].map((mark) => this.common(lists.map((list) => list[mark])));
    const listed = field === "author" ? author : all;
    const none = this.flags([]);
    const [sure, may] = lists.length === 1 ? [listed, none] : [none, listed];
    return this.withRecent({ sure, may, title, topic }, clause);
  }

  withRecent(hits, clause) {
    for (const [n, card] of this.recent.entries()) {
      const saying = this.tokensOf(card).filter(({ kind, tokens: text }) => (clause.field === "text" || kind === "a") && this.says(text, clause));
      hits.sure[this.indexed + n] = saying.length ? 1 : 0;
      hits.title[this.indexed + n] = saying.some(({ kind }) => kind === "t") ? 1 : 0;
    }
    return hits;
  }

  async followed(part) {
    if (!part[0].han || part.length < 4) return null;
    const { blocks } = await this.files.main();
    const chars = part.map((token) => token.text);
    const goesOn = blocks.map(() => undefined);
    let open = [...blocks.keys()];
    const first = await this.files.term("three", chars.slice(0, 3).join(""));
    for (let at = 0; open.length && at + 3 < chars.length; at += 3) {
      const term = at ? await this.files.term("three", chars.slice(at, at + 3).join("")) : first;
      const wanted = chars.slice(at + 3).join("");
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

  says(text, clause) {
    return find(text, clause.tokens, clause.prefix) >= 0;
  }

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

  common(lists) {
    const count = new Uint8Array(this.size);
    for (const [n, list] of lists.entries()) {
      for (const entry of list) if (count[entry] === n) count[entry] = n + 1;
    }
    return count.map((n) => (n === lists.length ? 1 : 0));
  }

  flags(entries) {
    const flags = new Uint8Array(this.size);
    for (const entry of entries) flags[entry] = 1;
    return flags;
  }

  known(entries) {
    const none = this.flags([]);
    return { sure: this.flags(entries), may: none, title: none, topic: none };
  }

  blockOf(entry) {
    return this.ends.findIndex((end) => entry < end);
  }


  async confirm(clause, hits, left) {
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
      if (has[n] ? clause.not : !clause.not && !hits.topic[entry]) left[entry] = 0;
    }
  }

  async reads(entry, clause) {
    return this.tokensOf(await this.card(entry)).some(({ tokens: text }) => this.says(text, clause));
  }

  tokensOf(card) {
    let all = this.tokens.get(card);
    if (!all) {
      all = card.lines.flatMap(({ kind, texts }) => [...new Set(texts)].map((text) => ({ kind, tokens: tokens(fold(text, this.table)) })));
      this.tokens.set(card, all);
    }
    return all;
  }

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


  async card(entry) {
    if (entry >= this.indexed) return this.recent[entry - this.indexed];
    const { cards } = await this.files.main();
    const block = this.blockOf(entry);
    const local = entry - (this.ends[block - 1] ?? 0);
    return (await this.files.cards(block, Math.floor(local / cards)))[local % cards];
  }

  async result(entry, variant) {
    const { editions } = await this.files.main();
    const edition = Math.max(0, editions.indexOf(variant));
    const { folder, address, english, lines } = await this.card(entry);
    const title = lines.find(({ kind }) => kind === "t")?.texts[edition] ?? "";
    return { number: entry, date: this.dates[entry], address, kind: folder, title, isEnglish: english[edition] };
  }
}
return { Engine, Index };
})();
const module_excerpt = (() => {

const { find, foldInPlace, tokens } = module_terms;


const AROUND = 46;
const LENGTH = 120;
const FACTS = 3;

function show(card, edition, clauses, table) {
  const lines = card.lines.filter(({ texts }) => texts[edition]);
  const spans = new Map(lines.map((line) => [line, spansIn(line, edition, clauses, table)]));
  const count = (line) => spans.get(line)?.length ?? 0;
  const title = lines.find(({ kind }) => kind === "t");
  const body = lines.filter(({ kind }) => kind === "b");
  const score = body.map((line) => (count(line) ? count(line) + Math.min(line.texts[edition].length, 400) / 100 : 0));
  const best = Math.max(0, ...score);
  const shown = best ? body[score.indexOf(best)] : (body.find(({ texts }) => texts[edition].length > 40) ?? body[0]);
  const said = best > 0 || (title !== undefined && count(title) > 0);
  const facts = said ? [] : lines.filter((line) => line !== title && line.kind !== "b" && count(line)).slice(0, FACTS);
  return {
    title: title ? pieces(title.texts[edition], spans.get(title) ?? []) : [],
    excerpt: shown ? around(shown.texts[edition], spans.get(shown) ?? []) : [],
    facts: facts.map((line) => around(line.texts[edition], spans.get(line) ?? [])),
  };
}

function spansIn({ texts, at }, edition, clauses, table) {
  const own = hitsIn(texts[edition], clauses, table);
  if (own.length) return own;
  for (const [other, text] of texts.entries()) {
    if (other === edition || text === texts[edition]) continue;
    const carried = hitsIn(text, clauses, table).map(([start, end]) => {
      const first = at[other].filter((place) => place <= start).length - 1;
      const last = at[other].findIndex((place) => place >= end);
      return /** @type {[number, number]} */ ([at[edition][first], at[edition][last < 0 ? at[edition].length - 1 : last]]);
    });
    if (carried.length) return joined(carried);
  }
  return [];
}

function hitsIn(text, clauses, table) {
  const folded = foldInPlace(text, table);
  const all = tokens(folded.text);
  const found = [];
  for (const clause of clauses) {
    if (clause.not || !clause.tokens.length) continue;
    for (let at = find(all, clause.tokens, clause.prefix); at >= 0; at = find(all, clause.tokens, clause.prefix, at + 1)) {
      const last = all[at + clause.tokens.length - 1];
      const wanted = clause.tokens[clause.tokens.length - 1];
      const end = clause.prefix && !last.han ? last.start + wanted.text.length : last.end;
      found.push([folded.from[all[at].start], folded.from[Math.min(end, last.end)]]);
    }
  }
  return joined(found);
}

function joined(spans) {
  const apart = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

function pieces(text, spans) {
  const found = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (start > at) found.push({ text: text.slice(at, start), hit: false });
    found.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), hit: false });
  return found;
}

function around(text, spans) {
  const real = spans.filter(([a, b]) => b > a);
  const first = real.length ? real[0][0] : 0;
  let start = first > AROUND ? first - AROUND : 0;
  if (text.length - start < LENGTH) start = Math.max(0, text.length - LENGTH);
  if (start) {
    const stop = text.slice(start, first).search(/[，。；：、！？,;.!?]\s?/u);
    if (stop >= 0) start += stop + 1;
  }
  if (isLow(text, start)) start--;
  let end = Math.min(text.length, start + LENGTH);
  if (isLow(text, end)) end--;
  const inside = real.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => /** @type {[number, number]} */ ([a - start, b - start]));
  const shown = pieces(text.slice(start, end), inside);
  if (start > 0) shown.unshift({ text: "…", hit: false });
  if (end < text.length) shown.push({ text: "…", hit: false });
  return shown;
}

function isLow(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000;
}
return { show, hitsIn, pieces };
})();
const module_results = (() => {

const { show } = module_excerpt;


function make(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

const marked = (all) => all.map(({ text, hit }) => (hit ? make("mark", "", text) : text));

function place(all) {
  const said = [...new Set(all.filter(({ hit }) => hit).map(({ text }) => text))].slice(0, 3);
  const parts = said.map((text) => `text=${encodeURIComponent(text).replace(/-/g, "%2D")}`);
  return parts.length ? `#:~:${parts.join("&")}` : "";
}

async function items(answer, entries, variant, home, words) {
  const { index, clauses } = answer;
  const edition = (await index.files.main()).editions.indexOf(variant);
  return Promise.all(entries.map(async (entry) => {
    const [card, result] = [await index.card(entry), await index.result(entry, variant)];
    const shown = show(card, edition, clauses, index.table);
    const link = make("a", "", ...marked(shown.title));
    link.href = `${home}${result.address}${place([...shown.title, ...shown.excerpt])}`;
    if (result.isEnglish) link.lang = "en";
    const time = make("time", "", dayOf(result.date));
    time.dateTime = result.date;
    const kind = (result.kind === "news" ? words.news : words.paper) ?? "";
    const item = make("li", "result", make("h3", "", link), make("p", "kicker", time, ` · ${kind}`));
    item.dataset.entry = String(entry);
    if (shown.excerpt.length) item.append(make("p", "excerpt", ...marked(shown.excerpt)));
    for (const fact of shown.facts) item.append(make("p", "reason", ...marked(fact)));
    const topics = answer.says[entry] ? [] : await topicsOf(answer, entry);
    if (topics.length) {
      item.append(make("p", "reason", (words.byTopic ?? "").replace("{name}", topics.map(({ names }) => names[variant] ?? "").join("、"))));
    }
    return item;
  }));
}

async function topicsOf({ index, topics }, entry) {
  const has = await Promise.all(topics.map(async ({ slug }) => (await index.files.topic(slug)).includes(entry)));
  return topics.filter((_, n) => has[n]);
}

function dayOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${year} 年 ${month} 月${day ? ` ${day} 日` : ""}`;
}

async function topicItems({ index, topics }, variant, home, words) {
  return Promise.all(topics.map(async ({ slug, names }) => {
    const link = make("a", "", names[variant] ?? slug);
    link.href = `${home}topics/${slug}/`;
    const count = (await index.files.topic(slug)).length.toLocaleString(variant);
    return make("li", "", make("span", "kicker", `${words.topic} `), link, make("span", "count", ` ${words.found?.replace("{n}", count) ?? ""}`));
  }));
}

function message({ total, texts, how, name }, variant, words) {
  if (!total) return words.none ?? "";
  const say = (sentence) => (sentence ?? "")
    .replace("{n}", total.toLocaleString(variant))
    .replace("{m}", (total - texts).toLocaleString(variant))
    .replace("{name}", name);
  if (how === "topic") return say(words.onlyTopic);
  if (how === "pinyin") return say(words.pinyin);
  return total > texts && texts ? say(words.found) + say(words.some) : total > texts ? say(words.found) + say(words.all) : say(words.found);
}

function offers(near, words) {
  if (!near.length) return [];
  const links = near.map((query) => {
    const link = make("a", "", query);
    link.href = `?${new URLSearchParams({ q: query })}`;
    return link;
  });
  return [words.near ?? "", ...links.flatMap((link, n) => (n ? ["、", link] : [link]))];
}
return { items, topicItems, message, offers };
})();
const module_page = (() => {

const { Engine } = module_engine;
const { suggestions } = module_names;
const { cut } = module_query;
const { items, message, offers, topicItems } = module_results;


const SOME = 6;
const PAUSE = 120;
const FILTERS = /** @type {(keyof Filters)[]} */ (["topic", "year", "kind", "org", "from", "to", "sort"]);

function element(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

const form = element(".search-form", HTMLFormElement);
const box = element(".search-form input", HTMLInputElement);
const suggested = element("#suggestions", HTMLDataListElement);
const status = element(".search-status", HTMLParagraphElement);
const near = element(".search-near", HTMLParagraphElement);
const topics = element(".topic-answers", HTMLUListElement);
const list = element("[data-search-results]", HTMLOListElement);
const more = element(".more-results", HTMLButtonElement);
const browse = element(".browse", HTMLElement);
const filters = element(".filters", HTMLDetailsElement);

const variant = document.documentElement.lang;
const home = String(JSON.parse(form.dataset.editions ?? "{}")[variant]);
const title = document.title;
const words = { ...status.dataset, ...list.dataset };

async function text(url, cache = "default") {
  const answer = await fetch(url, { cache });
  if (!answer.ok) throw new Error(`${answer.status}: ${url}`);
  return answer.text();
}

const engine = new Engine({
  read: (path, fresh) =>
    text(`${form.dataset.index}${path}`, fresh ? "reload" : path === "index.json" ? "no-cache" : "default"),
  variant,
});

let asked = 0;
let shown = null;
let listed = 0;

const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (document.getElementById(name));

function chosen() {
  return Object.fromEntries(FILTERS.map((name) => [name, field(name).value]).filter(([, value]) => value));
}

const isEmpty = () => !box.value.trim() && Object.keys(chosen()).every((name) => name === "sort");


async function ask() {
  const mine = ++asked;
  const query = cut(box.value);
  const empty = isEmpty();
  list.dataset.state = "busy";
  remember(query.text);
  const slow = setTimeout(() => say(status.dataset.busy ?? ""), 400);
  try {
    const answer = await engine.answer(query.text, chosen());
    const first = await items(answer, answer.entries.slice(0, SOME), variant, home, words);
    const named = await topicItems(answer, variant, home, words);
    if (mine !== asked) return;
    shown = answer;
    listed = first.length;
    topics.replaceChildren(...named);
    list.replaceChildren(...first);
    near.replaceChildren(...offers(answer.near, words));
    more.hidden = listed >= answer.entries.length;
    browse.hidden = answer.total > 0;
    say(empty ? "" : `${message(answer, variant, words)}${query.isCut ? ` ${status.dataset.cut}` : ""}`);
    if (empty) delete list.dataset.total;
    else list.dataset.total = String(answer.total);
    list.dataset.state = empty ? "idle" : "done";
    if (filters.open) await offer(query.text, mine);
  } catch (error) {
    if (mine !== asked) return;
    console.warn(error);
    list.dataset.state = "failed";
    say(status.dataset.failed ?? "");
  } finally {
    clearTimeout(slow);
  }
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

function remember(query) {
  const said = new URLSearchParams(query.trim() ? { q: query } : {});
  for (const [name, value] of Object.entries(chosen())) said.set(name, value);
  history.replaceState(null, "", `${said}` ? `?${said}` : location.pathname);
  document.title = query.trim() ? `${query.trim()} · ${title}` : title;
  for (const link of document.querySelectorAll(".scripts a")) {
    if (link instanceof HTMLAnchorElement) link.search = `${said}`;
  }
}

async function showMore() {
  const answer = shown;
  if (!answer || more.hidden) return;
  const from = listed;
  listed = Math.min(from + SOME, answer.entries.length);
  const next = await items(answer, answer.entries.slice(from, listed), variant, home, words);
  if (answer !== shown) return;
  list.append(...next);
  more.hidden = listed >= answer.entries.length;
}

async function suggest() {
  const index = await engine.index();
  const found = suggestions(index.topics, cut(box.value).text, variant, index.table);
  suggested.replaceChildren(...found.map((name) => new Option(name, name)));
}

async function offer(query, mine) {
  const index = await engine.index();
  const lists = await index.files.facets();
  const now = chosen();
  const counts = await Promise.all(
    /** @type {const} */ (["topic", "year", "kind", "org"]).map(async (name) => {
      const { members } = now[name] || !shown ? await engine.answer(query, { ...now, [name]: undefined }) : shown;
      return { name, options: options(name, members, lists, index) };
    }),
  );
  if (mine !== asked) return;
  for (const { name, options: found } of counts) {
    const select = /** @type {HTMLSelectElement} */ (field(name));
    const any = select.options[0];
    const kept = now[name] ?? "";
    select.replaceChildren(any, ...found.filter(([value, , count]) => count || value === kept).map(([value, label, count]) => new Option(`${label}（${count}）`, value)));
    if (kept && !found.some(([value]) => value === kept)) select.append(new Option(kept, kept));
    select.value = kept;
  }
}

function options(name, members, lists, index) {
  const count = (entries) => entries.reduce((sum, entry) => sum + members[entry], 0);
  if (name === "topic") {
    const names = new Map(index.topics.map((topic) => [topic.slug, topic.names[variant]]));
    return lists.topics.map(({ slug, entries }) => [slug, names.get(slug) ?? slug, count(entries)]);
  }
  if (name === "org") {
    const orgs = lists.orgs.map(({ names, entries }) => [names[variant], names[variant], count(entries)]);
    return orgs.sort((a, b) => b[2] - a[2]).slice(0, 200);
  }
  const all = members.reduce((sum, one) => sum + one, 0);
  if (name === "kind") {
    const news = count(lists.news);
    return [["paper", list.dataset.paper ?? "", all - news], ["news", list.dataset.news ?? "", news]];
  }
  const years = new Map();
  for (const [entry, date] of index.dates.entries()) {
    if (members[entry]) years.set(date.slice(0, 4), (years.get(date.slice(0, 4)) ?? 0) + 1);
  }
  return [...years].reverse().map(([year, number]) => [year, year, number]);
}


function move(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const links = [...topics.querySelectorAll("a"), ...list.querySelectorAll("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const inBox = document.activeElement === box;
  if (event.key === "/" && !(document.activeElement instanceof HTMLInputElement)) {
    box.focus();
    box.select();
  } else if (event.key === "ArrowDown" && (inBox || at >= 0)) links[at + 1]?.focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? box).focus();
  else if (event.key === "Escape" && at >= 0) box.focus();
  else return;
  event.preventDefault();
}

let pause = 0;
box.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(ask, PAUSE);
  suggest().catch(() => {}); // the answer tells of an index that cannot be read
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  ask();
});
document.addEventListener("keydown", move);
more.addEventListener("click", showMore);
new IntersectionObserver((changes) => {
  if (changes.some(({ isIntersecting }) => isIntersecting)) showMore();
}).observe(more);
filters.addEventListener("change", ask);
field("sort").addEventListener("change", ask);
filters.addEventListener("toggle", () => {
  if (filters.open) offer(cut(box.value).text, asked);
});
element(".clear", HTMLButtonElement).addEventListener("click", () => {
  for (const name of FILTERS) field(name).value = "";
  ask();
});

const given = new URLSearchParams(location.search);
box.value = given.get("q") ?? "";
for (const name of FILTERS) {
  const value = given.get(name);
  if (!value) continue;
  const control = field(name);
  if (control instanceof HTMLSelectElement && name !== "sort") control.append(new Option(value, value));
  control.value = value;
  if (name !== "sort") filters.open = true;
}
ask();
})();
