// @ts-check
// The filters of results.

/**
 * The filters of results, and `sort`: their order, "date" or by fit.
 * @typedef {{topic?: string, org?: string, kind?: string, year?: string, from?: string, to?: string, sort?: string}} Filters
 */

/**
 * Entries of some years.
 * @param {string[]} dates the date of each entry
 * @param {number[]} span the first and the last
 */
export function years(dates, [first, last]) {
  const entries = [];
  for (const [entry, date] of dates.entries()) {
    const year = Number(date.slice(0, 4));
    if (year >= first && year <= last) entries.push(entry);
  }
  return entries;
}

/**
 * The entries that pass the filters, or null without filters.
 * @param {Filters} filters
 * @param {string[]} dates
 * @param {import("./files.js").Files} files
 */
export async function narrowed({ topic, org, kind, year, from, to }, dates, files) {
  if (!topic && !org && !kind && !year && !from && !to) return null;
  const left = new Uint8Array(dates.length);
  for (const [entry, date] of dates.entries()) {
    const full = date.length === 7 ? `${date}-01` : date;
    left[entry] = (!year || date.startsWith(`${year}-`)) && (!from || full >= from) && (!to || full <= to) ? 1 : 0;
  }
  /** @param {Iterable<number>} list */
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
