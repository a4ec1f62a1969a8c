// Eleventy's configuration: lists are collections, made once each build.
const LANGUAGES = {
  "zh-hans": { tag: "zh-Hans", prefix: "", description: "用来测量速度的档案。" },
  "zh-hant": { tag: "zh-Hant", prefix: "/zh-hant", description: "用來測量速度的檔案。" },
};
const PAGE = 20;
const FEED = 50;

let entries; // newest first, by language
let byAddress; // by language, then by address

// Eleventy asks for collections in any order: the first one to come sorts the entries.
function sorted(api) {
  if (entries) return entries;
  [entries, byAddress] = [{}, {}];
  for (const lang of Object.keys(LANGUAGES)) {
    const written = api.getFilteredByTag(`entry-${lang}`).filter((item) => !item.data.withdrawn);
    entries[lang] = written.reverse();
    byAddress[lang] = new Map(written.map((item) => [item.data.address, item]));
  }
  return entries;
}

function grouped(items, keys) {
  const groups = new Map();
  for (const item of items) {
    for (const key of keys(item)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
  }
  return groups;
}

function paged(lang, base, key, items) {
  const total = Math.ceil(items.length / PAGE);
  return Array.from({ length: total }, (_, at) => ({
    lang, base, key, total, number: at + 1, count: items.length,
    items: items.slice(at * PAGE, (at + 1) * PAGE),
  }));
}

export default function (config) {
  config.addGlobalData("languages", LANGUAGES);
  config.addGlobalData("site", { title: "期刊", url: "https://bench.example.org" });
  config.amendLibrary("md", (md) => md.set({ html: false }));
  config.addPassthroughCopy({ static: "static" });
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });

  const listed = (base, keys) => (api) =>
    Object.keys(LANGUAGES).flatMap((lang) =>
      [...grouped(sorted(api)[lang], keys)].flatMap(([key, items]) => paged(lang, base, key, items)));
  config.addCollection("topicPages", listed("topics", (item) => item.data.topics ?? []));
  config.addCollection("monthPages", listed("archive", (item) => [item.data.month.replace("-", "/")]));
  config.addCollection("issuePages", (api) =>
    Object.keys(LANGUAGES).flatMap((lang) =>
      [...grouped(sorted(api)[lang], (item) => [item.data.issue])].map(([id, items]) => ({ lang, id, items }))));
  config.addCollection("rss", (api) =>
    Object.keys(LANGUAGES).flatMap((lang) => [
      { lang, topic: null, base: "", items: sorted(api)[lang].slice(0, FEED) },
      ...[...grouped(sorted(api)[lang], (item) => item.data.topics ?? [])].map(([topic, items]) => ({
        lang, topic, base: `topics/${topic}/`, items: items.slice(0, FEED),
      })),
    ]));
  config.addCollection("aliases", (api) =>
    Object.keys(LANGUAGES).flatMap((lang) =>
      sorted(api)[lang].flatMap((item) => (item.data.aliases ?? []).map((alias) => ({ lang, alias, item })))));
  config.addCollection("counts", (api) =>
    Object.fromEntries(Object.keys(LANGUAGES).map((lang) => [lang, {
      topics: grouped(sorted(api)[lang], (item) => item.data.topics ?? []),
      months: [...grouped(sorted(api)[lang], (item) => [item.data.month])],
      issues: grouped(sorted(api)[lang], (item) => [item.data.issue]),
      recent: sorted(api)[lang].slice(0, 12),
    }])));

  config.addFilter("found", (addresses, lang) =>
    (addresses ?? []).map((address) => byAddress[lang].get(address)).filter(Boolean));
  config.addFilter("topic", (slug, topics) => topics.find((topic) => topic.slug === slug));
  config.addFilter("issue", (id, numbers) => numbers.find((issue) => issue.id === id));
  config.addFilter("size", (items) => items?.length ?? 0);
  config.addFilter("get", (map, key) => map.get(key));
  config.addFilter("fill", (text, n) => text.replace("{n}", n));
  config.addFilter("day", (date) => new Date(date.getTime() + 8 * 3600e3).toISOString().slice(0, 10));
  config.addNunjucksFilter("slice", (items, start, end) => items.slice(start, end));
  config.addFilter("said", (date) => {
    const [year, month, day] = new Date(date.getTime() + 8 * 3600e3).toISOString().slice(0, 10).split("-");
    return `${year} 年 ${+month} 月 ${+day} 日`;
  });
  config.addFilter("rfc", (date) => date.toUTCString());
  config.addFilter("host", (url) => url.split("/")[2]);
  config.addFilter("monthTitle", (key) => `${key.slice(0, 4)} 年 ${+key.slice(5)} 月`);

  return {
    dir: { input: "content", includes: "../layouts", data: "../_data", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
