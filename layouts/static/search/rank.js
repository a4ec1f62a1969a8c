// @ts-check
// The order of results.

/** @typedef {import("./match.js").Hits} Hits */

/**
 * Entries in the order of the list: matches in the title, in the text, those of a topic;
 * newest first, or by date alone.
 * @param {Uint8Array} members
 * @param {Hits[]} wanted
 * @param {boolean} byDate
 */
export function rank(members, wanted, byDate) {
  /** @type {number[][]} */
  const buckets = Array.from({ length: 3 * wanted.length + 1 }, () => []);
  for (let entry = members.length - 1; entry >= 0; entry--) {
    if (!members[entry]) continue;
    let score = 0;
    if (!byDate) for (const { title, sure } of wanted) score += title[entry] && sure[entry] ? 3 : sure[entry] ? 2 : 0;
    buckets[score].push(entry);
  }
  return buckets.reverse().flat();
}
