// @ts-check
// The names of topics, organisations and people, those that a query names, and near spellings.

import { find, fold, keyOf, tokens } from "./terms.js";

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./terms.js").Table} Table */

/**
 * A topic, an organisation or a person: the folder of its page, its names by edition, and all that
 * it is called, as it is written and as it is compared. `count`: its entries, if the index lists
 * them nowhere.
 * @typedef {{folder: string, slug: string, names: Record<string, string>, called: {name: string, tokens: Token[]}[], keys: Set<string>, count?: number}} Subject
 */

const INITIALS = "(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?";
const FINALS = "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|[aeiouv])";
const SYLLABLE = new RegExp(`^${INITIALS}${FINALS}$`);
/** Begins a syllable of pinyin in the index (qikan/search/pinyin.py). */
const MARK = "\u01c3";
const LONGEST_SYLLABLE = 6;
/** Syllables that are searched: each costs one file or two. */
const SYLLABLES = 3;
const OFFERS = 5;
/** Letters of pinyin that identify a name. */
const PINYIN = 5;

/**
 * @param {import("./format.js").Main["subjects"]} listed
 * @param {Table} table
 * @returns {Subject[]}
 */
export function readSubjects(listed, table) {
  return listed.map(([path, names, aliases, pinyin]) => {
    const [folder, slug] = path.split("/");
    const called = [...new Set([...Object.values(names), ...aliases])].map((name) => ({ name, tokens: tokens(fold(name, table)) }));
    return { folder, slug, names, called, keys: new Set([...called.map((each) => keyOf(each.tokens)), ...pinyin]) };
  });
}

/**
 * The subjects with exactly this name.
 * @param {Subject[]} subjects
 * @param {Token[]} wanted
 */
export function named(subjects, wanted) {
  const key = keyOf(wanted);
  return key ? subjects.filter(({ keys }) => keys.has(key)) : [];
}

/**
 * The subjects one of whose names contains the typed text, or begins with it in pinyin.
 * @param {Subject[]} subjects
 * @param {Token[]} wanted
 */
export function partlyNamed(subjects, wanted) {
  const key = keyOf(wanted);
  if (key.length < 2) return [];
  return subjects.filter(({ called, keys }) =>
    called.some((each) => find(each.tokens, wanted, true) >= 0) || (key.length >= PINYIN && [...keys].some((each) => each.startsWith(key))));
}

/**
 * Suggestions for typed text: names that begin with it or contain it, and pinyin.
 * @param {Subject[]} subjects
 * @param {string} typed
 * @param {string} variant
 * @param {Table} table
 */
export function suggestions(subjects, typed, variant, table) {
  const wanted = tokens(fold(typed, table));
  const key = keyOf(wanted);
  if (!key) return [];
  const [starts, inside] = [new Set(), new Set()];
  for (const subject of subjects) {
    const name = subject.names[variant] ?? subject.slug;
    if ([...subject.keys].some((each) => each.startsWith(key))) starts.add(name);
    else if (subject.called.some((each) => find(each.tokens, wanted, true) >= 0)) inside.add(name);
  }
  return [.../** @type {Set<string>} */ (starts), .../** @type {Set<string>} */ (inside)].slice(0, 8);
}

// ---------------------------------------------------------------- pinyin

/**
 * Letters as syllables of pinyin, as the index has them; the shortest ways to read them first.
 * @param {string} letters
 * @returns {Token[][]}
 */
export function inPinyin(letters) {
  if (!/^[a-z]{3,}$/.test(letters)) return [];
  /** @type {string[][][]} by place: the ways to read the letters before it */
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

/**
 * Whether tokens are syllables of pinyin, which no text shows.
 * @param {Token[]} all
 */
export const isPinyin = (all) => all.some((token) => token.text.startsWith(MARK));

// ---------------------------------------------------------------- near spellings

/**
 * Words with a near spelling, the nearest first.
 * @param {string} word
 * @param {Iterable<string>} known
 */
export function nearby(word, known) {
  const most = [...word].length < 4 ? 1 : [...word].length < 8 ? 1 : 2;
  /** @type {[number, string][]} */
  const near = [];
  for (const other of known) {
    const distance = changes(word, other, most);
    if (distance > 0 && distance <= most) near.push([distance, other]);
  }
  return near.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).slice(0, OFFERS).map(([, other]) => other);
}

/**
 * How many letters change, come, go or change places between two words; more than `most` is one
 * more than that.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
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
