// What all entries of this language share.
export default {
  lang: "zh-hant",
  tags: ["entry-zh-hant"],
  layout: "entry.njk",
  permalink: (data) => `zh-hant/${data.address}/`,
};
