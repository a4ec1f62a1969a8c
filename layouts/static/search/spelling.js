// @ts-check
// Other ways to write the words of a query: `nodejs` for Node.js, `k-means` for kmeans.

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./query.js").Clause} Clause */

/**
 * What the archive's words are: those that begin with the first three letters of a word, and
 * whether a word (or one that begins so) is among them. Each question may read a file.
 * @typedef {{similar: (word: string) => Promise<string[]>, knows: (word: string, prefix: boolean) => Promise<boolean>}} Vocabulary
 */

/** Second halves of a word that are looked up: each may be in another file. */
const LOOKUPS = 4;

/**
 * Whether a condition may be written otherwise: words in a text, not in quotes.
 * @param {Clause} clause
 */
const isOpen = ({ field, not, quoted, tokens }) => field === "text" && !not && !quoted && tokens.length > 0 && !tokens.some(({ han }) => han);

/**
 * Other spellings of a condition, the likelier first.
 * @param {Clause} clause
 * @param {Vocabulary} vocabulary
 * @returns {Promise<Clause[]>}
 */
export async function spellings(clause, vocabulary) {
  if (!isOpen(clause)) return [];
  const together = joined(clause);
  const apart = await Promise.all(clause.tokens.map(async (token, n) => {
    const prefix = clause.prefix && n === clause.tokens.length - 1;
    const halves = await cuts(token.text, prefix, vocabulary);
    return halves.map(([head, tail]) => {
      const both = [{ ...token, text: head }, { ...token, text: tail, near: true }];
      return { ...clause, tokens: clause.tokens.flatMap((each) => (each === token ? both : each)), prefix: prefix ? tail.length > 2 : clause.prefix };
    });
  }));
  return [...together, ...apart.flat()];
}

/**
 * Words apart by spaces as one condition: `node js` for nodejs.
 * @param {Clause[]} clauses
 * @returns {Clause[]}
 */
export function asOne(clauses) {
  if (clauses.length < 2 || !clauses.every(isOpen)) return [];
  return joined({ ...clauses[0], tokens: clauses.flatMap(({ tokens }) => tokens), prefix: clauses[clauses.length - 1].prefix });
}

/**
 * A condition whose letters, and whose digits, side by side are one word; none if nothing changes.
 * @param {Clause} clause
 * @returns {Clause[]}
 */
function joined(clause) {
  /** @type {Token[]} */
  const words = [];
  for (const token of clause.tokens) {
    const last = words.at(-1);
    if (last && [/^\d+$/u, /^\p{L}+$/u].some((kind) => kind.test(last.text) && kind.test(token.text))) last.text += token.text;
    else words.push({ ...token, near: true });
  }
  if (words.length === clause.tokens.length) return [];
  return [{ ...clause, tokens: words, prefix: clause.prefix || (words[words.length - 1].text.length > 2 && words.length === 1) }];
}

/**
 * A word cut in two that the archive has, the longest first half first.
 * @param {string} word
 * @param {boolean} prefix whether the second half may go on
 * @param {Vocabulary} vocabulary
 */
async function cuts(word, prefix, vocabulary) {
  if (word.length < 2 || !/^(?:\d+|\p{L}+)$/u.test(word)) return [];
  const long = word.length > 3 ? (await vocabulary.similar(word)).filter((head) => word.startsWith(head) && head.length < word.length) : [];
  long.sort((a, b) => b.length - a.length);
  /** @type {[string, string][]} */
  const known = [];
  let left = LOOKUPS;
  /** @param {string} head */
  const cut = async (head) => {
    const tail = word.slice(head.length);
    if (left-- > 0 && (await vocabulary.knows(tail, prefix && tail.length > 2))) known.push([head, tail]);
  };
  for (const head of long) await cut(head);
  for (const length of [1, 2]) {
    const head = word.slice(0, length);
    if (length < word.length && left > 0 && (await vocabulary.knows(head, false))) await cut(head);
  }
  return known;
}
