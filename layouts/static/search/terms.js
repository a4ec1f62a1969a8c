// @ts-check
// Folds text and cuts it into tokens exactly as qikan/search/text.py and tokens.py do.

const HAN =
  "\\u3005\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTER = `(?![${HAN}])[\\p{L}\\p{N}\\p{M}]`;
// `gpt4` is `gpt 4`, `1,000` is `1000`; the signs of C++ and C# belong to the letter, also in C++20
const TOKEN = new RegExp(`([${HAN}])|(?<!${LETTER})[a-z](?:\\+\\+|#)(?!(?![0-9])${LETTER})|(?<![0-9])[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))+|[0-9]+|(?:(?![${HAN}0-9])[\\p{L}\\p{N}\\p{M}])+`, "gu");
/** @type {Readonly<Record<string, string>>} */
const LIGATURES = { ß: "ss", æ: "ae", œ: "oe", þ: "th" };
const ACCENT = /[\u0300-\u036f]/g;
const BLANK = /^[ \t\n\r]*$/;
const JOINTS = "-\u2010_./'’:+@·‧";

/**
 * A Han character or a word. `near`: it follows the token before it without a stop.
 * @typedef {{text: string, han: boolean, near: boolean, start: number, end: number}} Token
 */

/** @typedef {Map<string, string>} Table Characters and what OpenCC's t2s makes of them. */

/**
 * A character of NFKC text as it is compared.
 * @param {string} char
 * @param {Table} table
 */
function foldChar(char, table) {
  let folded = "";
  for (const lower of char.toLowerCase()) {
    const bare = lower < "\u00c0" ? lower : lower.normalize("NFD").replace(ACCENT, "").normalize("NFC");
    folded += LIGATURES[bare] ?? table.get(bare) ?? bare;
  }
  return folded;
}

/**
 * Text as it is compared.
 * @param {string} text
 * @param {Table} table
 */
export function fold(text, table) {
  let folded = "";
  for (const char of text.replaceAll("，", "、").normalize("NFKC")) folded += foldChar(char, table);
  return folded;
}

/**
 * Text folded character by character, and for each unit of it where it comes from.
 * @param {string} text
 * @param {Table} table
 */
export function foldInPlace(text, table) {
  let whole = "";
  /** @type {number[]} */
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

/**
 * The tokens of folded text.
 * @param {string} folded
 * @returns {Token[]}
 */
export function tokens(folded) {
  /** @type {Token[]} */
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
    all.push({ text: match[0].replaceAll(",", ""), han, near, start, end: start + match[0].length });
  }
  return all;
}

/**
 * The form in which names are compared: `GPT-4`, `gpt4` and `GPT 4` are the same.
 * @param {Token[]} all
 */
export const keyOf = (all) => all.map((token) => token.text).join("");

/**
 * The file of a term.
 * @param {string} name
 * @param {number} shards
 */
export function shardOf(name, shards) {
  let mixed = 0;
  for (const char of [...name].slice(0, 3)) {
    mixed = Math.imul(mixed ^ /** @type {number} */ (char.codePointAt(0)), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  return (mixed & (shards - 1)) >>> 0;
}

/**
 * The index of a sequence of tokens in another, or -1.
 * @param {Token[]} text
 * @param {Token[]} wanted
 * @param {boolean} prefix
 * @param {number} [from]
 */
export function find(text, wanted, prefix, from = 0) {
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
