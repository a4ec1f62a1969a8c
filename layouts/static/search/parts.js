// @ts-check
// The terms of the index that a query is made of.

/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./query.js").Clause} Clause */

/**
 * Tokens in words and stretches of Han characters.
 * @param {Token[]} all
 */
export function partsOf(all) {
  /** @type {Token[][]} */
  const parts = [];
  for (const token of all) {
    const last = parts.at(-1);
    if (last && token.near && token.han && last[0].han) last.push(token);
    else parts.push([token]);
  }
  return parts;
}

/**
 * The terms that a word or a stretch of Han characters is made of, and where in it.
 * @param {Token[]} part
 */
export function namesOf(part) {
  if (!part[0].han) return [{ kind: "word", name: part[0].text, offset: 0 }];
  const chars = part.map((token) => token.text);
  if (chars.length === 1) return [{ kind: "short", name: chars[0], offset: 0 }];
  if (chars.length === 2) return [{ kind: "two", name: chars.join(""), offset: 0 }];
  const starts = [];
  for (let start = 0; start < chars.length - 3; start += 3) starts.push(start);
  starts.push(chars.length - 3);
  return starts.map((start) => ({ kind: "three", name: chars.slice(start, start + 3).join(""), offset: start }));
}

/**
 * The terms of a clause whose places the index keeps, and their distance from its start.
 * @param {Clause} clause
 */
export function placed({ tokens: wanted, prefix }) {
  const parts = partsOf(wanted);
  let offset = 0;
  return parts.flatMap((part, n) => {
    if (n > 0) offset += part[0].near ? 1 : 2;
    const start = offset;
    offset += part.length - 1;
    const touches = (n > 0 && part[0].near) || (n + 1 < parts.length && parts[n + 1][0].near);
    return namesOf(part).flatMap(({ kind, name, offset: inside }) => {
      if (kind === "short" || kind === "two") {
        // indexed only beside a word
        return touches ? [{ kind: "word", name, prefix: false, offset: start }] : [];
      }
      const open = kind === "word" && prefix && n === parts.length - 1;
      return [{ kind, name, prefix: open, offset: start + inside }];
    });
  });
}
