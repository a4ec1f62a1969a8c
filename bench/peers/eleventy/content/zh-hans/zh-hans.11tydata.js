// What all entries of this language share.
export default {
  lang: "zh-hans",
  tags: ["entry-zh-hans"],
  layout: "entry.njk",
  permalink: (data) => `${data.address}/`,
};
