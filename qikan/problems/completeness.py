"""Problems that only ``check`` reports: missing data, duplicates, terms in two forms."""

from qikan.problems.rows import warning

ROWS = {
    "topic-unused": warning(
        "no entry is about the topic `{topic}`",
        "name it in one, or take it out",
        "没有条目属于主题 `{topic}`",
        "请在条目里写上，或删去这个主题",
    ),
    "topic-without-english": warning(
        "the topic `{topic}` has no English name",
        "add `en:` to its names",
        "主题 `{topic}` 没有英文名",
        "请在 names 里加上 `en:`",
    ),
    "alias-shared": warning(
        "`{word}` is a name of `{topic}` and of `{other}`, so an entry that says it is about both",
        "keep it at one of them if that is not meant",
        "`{word}` 既是 `{topic}` 也是 `{other}` 的名称，写了它的条目属于两个主题",
        "如果不是有意的，请只保留一处",
    ),
    "entry-without-topics": warning(
        "the entry has no topics, so it stands in no list of a topic",
        "add `topics: […]`",
        "条目没有主题，不会出现在任何主题的列表里",
        "请加上 `topics: […]`",
    ),
    "paper-without-authors": warning(
        "the paper has no authors",
        "add `authors: […]`",
        "论文没有作者",
        "请加上 `authors: […]`",
    ),
    "paper-without-year": warning(
        "the paper has no `published`, so it is cited without a year",
        "add `published: …`",
        "论文没有 `published`，引用格式里就没有年份",
        "请加上 `published: …`",
    ),
    "author-twice": warning(
        "the author {name} stands twice",
        "keep one if it is one person",
        "作者 {name} 写了两次",
        "如果是同一个人，请只保留一个",
    ),
    "title-without-chinese": warning(
        "the title has no Chinese, in neither script",
        "add `title_zh: …`",
        "标题没有中文",
        "请加上 `title_zh: …`",
    ),
    "near-duplicate": warning(
        "the title is nearly that of {other}",
        "keep one entry if it is the same thing",
        "标题与 {other} 几乎相同",
        "如果是同一件事，请只保留一条",
    ),
    "term-in-two-ways": warning(
        "`{way}` is said in entries: {count}, `{usual}` in: {usual_count}",
        "keep to one of them if they mean the same",
        "写 `{way}` 的条目有 {count} 条，写 `{usual}` 的有 {usual_count} 条",
        "如果是同一个意思，请统一",
    ),
    "term-not-kept": warning(
        "`{way}` is said where the site keeps to `{kept}` (`terms` in site.yaml)",
        "write `{kept}`",
        "写的是 `{way}`，本站统一写 `{kept}`（site.yaml 的 `terms`）",
        "请改写为 `{kept}`",
    ),
    "dead-external-link": warning(
        "the link {address} does not answer ({reason})",
        "correct it{archived}",
        "链接 {address} 打不开（{reason}）",
        "请改正{archived}",
    ),
}
