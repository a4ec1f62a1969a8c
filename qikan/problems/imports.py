"""Problems of an import with files, and with items that become entries."""

from qikan.problems.rows import call, error, note, phrase, warning

ROWS = {
    # ------------------------------------------------------------ the call
    "import-no-date": call(
        "no date is stated there",
        "give --date YYYY-MM[-DD]",
        "那里没有写日期",
        "请写 --date YYYY-MM[-DD]",
    ),
    "import-no-script": call(
        "the text does not show its script",
        "give --lang zh-Hans or zh-Hant",
        "看不出文本是简体还是繁体",
        "请写 --lang zh-Hans 或 zh-Hant",
    ),
    "import-nothing-there": call(
        "there is nothing in {folder} that an import can read",
        "name a file or folder with Markdown, tables, feeds or data",
        "{folder} 里没有可以导入的文件",
        "请写一个有 Markdown、表格、订阅源或数据的文件或文件夹",
    ),
    "arxiv-day-missing": call(
        "`{text}`: a category is listed by the day",
        "write {example}, or give --date",
        "`{text}`：分类按日列出",
        "请写 {example}，或写 --date",
    ),
    "arxiv-search-refused": call(
        "arXiv refuses the search `{query}`",
        "see its manual for what it takes",
        "arXiv 不接受检索式 `{query}`",
        "写法请看它的手册",
    ),
    # ------------------------------------------------------------ a whole file
    "import-file-too-large": error(
        "the file has over {most} bytes", "split it", "文件超过 {most} 字节", "请拆成几个文件"
    ),
    "import-line-too-long": error(
        "a line of {count} characters, over {most}",
        "break it up",
        "一行有 {count} 个字符，超过 {most}",
        "请分成几行",
    ),
    "import-not-utf16": error(
        "the file begins as UTF-16 but is not",
        "save it as UTF-8",
        "文件开头像 UTF-16，实际不是",
        "请另存为 UTF-8",
    ),
    "import-not-text": error(
        "the file is not text, or UTF-16 without its mark",
        "save it as UTF-8",
        "文件不是文本，或是没有标记的 UTF-16",
        "请另存为 UTF-8",
    ),
    "import-cut-off": note(
        "the file ends inside a character, which is left out", "文件末尾断在一个字符中间，已略去"
    ),
    "import-read-as": note("the file is read as {encoding}", "文件按 {encoding} 编码读取"),
    "import-character-left-out": note("U+{code} is left out", "已略去字符 U+{code}"),
    "import-character-damaged": note(
        "U+{code} means a character damaged before it came here; □ stands for it",
        "字符 U+{code} 表示来源里已损坏的字，写成 □",
    ),
    "import-no-shape": error(
        "is in no shape that is known",
        "name its format instead of `auto`; {nearest}",
        "看不出是哪种格式",
        "请写明格式，不用 `auto`；{nearest}",
    ),
    "import-other-kind": error(
        "the file is {kind}, which is not read", "{way}", "文件是{kind}，不能导入", "{way}"
    ),
    "import-other-markup": error(
        "is written in {markup}, which is not read",
        "convert it to Markdown, such as with `pandoc -f {format} -t gfm`",
        "是 {markup} 写的，不能导入",
        "请先转成 Markdown，例如 `pandoc -f {format} -t gfm`",
    ),
    "import-reads-badly": error(
        "does not read well as `{format}`: {why}",
        "name its format instead of `auto`; {nearest}",
        "按 `{format}` 读出来不对：{why}",
        "请写明格式，不用 `auto`；{nearest}",
    ),
    "import-lost": error(
        "{unit} {number} would be lost in silence{others}",
        "nothing is taken from this file, name another format or mend it there",
        "第 {number} {unit}会不声不响地丢失{others}",
        "没有从这个文件导入任何内容，请写明格式或改正那里",
    ),
    "import-line-left-out": note("`{words}` is left out: {why}", "没有导入 `{words}`：{why}"),
    "import-no-issue-day": warning(
        "is no issue of its own: its items have no day, or several",
        "write the issue yourself, or give `--date` and import the file alone",
        "不能单独成一期：各条没有日期，或日期不同",
        "请自己写这一期，或加 `--date` 单独导入这个文件",
    ),
    "import-issue-there": warning(
        "the issue {id} has a file: its entries are added, its head is left out",
        "compare the title and the introduction",
        "{id} 这一期已经有文件：条目加进去，标题和导言不取",
        "请对照标题和导言",
    ),
    "import-number-taken": warning(
        "states the number {number}, which another issue has: it is {other} here",
        "compare the numbers",
        "写的期号 {number} 别的一期已经用了，这里改成 {other}",
        "请核对期号",
    ),
    "import-issue-unwritten": warning(
        "the issue {issue} is not written yet",
        "write {path} before you build",
        "{issue} 这一期还没有写",
        "生成前请写 {path}",
    ),
    "import-images-elsewhere": warning(
        "{count} images of {entries} entries are on other hosts and are shown as links",
        "put copies beside the entries: {shown}",
        "{entries} 个条目的 {count} 张图片在别的网站上，显示为链接",
        "请把图片放在条目旁边：{shown}",
    ),
    "not-a-journal": error(
        "is no journal of an import",
        "restore it from git, or delete it",
        "不是导入的记录",
        "请用 git 恢复，或删去",
    ),
    # ------------------------------------------------------------ an item
    "item-no-title": note("{title}: no title; left out", "{title}：没有标题，没有导入"),
    "item-no-date": warning(
        "{title}: no date",
        "left out: give it with --date",
        "{title}：没有日期，没有导入",
        "请写 --date",
    ),
    "item-field-left-out": note("{title}: {fault}; left out", "{title}：{fault}，没有导入这一项"),
    "item-link-left-out": note(
        "{title}: {fault}; the link is left out", "{title}：{fault}，没有导入这个链接"
    ),
    "item-venue-left-out": note(
        "{title}: `{text}` says where it was published, which no field holds; left out",
        "{title}：`{text}` 说的是发表在哪里，没有这样的字段，没有导入",
    ),
    "item-zeros-completed": note(
        "{title}: the arXiv id {stated} has lost its last zeros; completed to {whole}",
        "{title}：arXiv 编号 {stated} 少了末尾的 0，已补成 {whole}",
    ),
    "item-zeros-lost": warning(
        "{title}: the arXiv id {stated} has lost its last zeros, so it is left out",
        "write arxiv: {whole} if that is the paper",
        "{title}：arXiv 编号 {stated} 少了末尾的 0，没有导入",
        "如果是那篇论文，请写 arxiv: {whole}",
    ),
    "item-several-papers": warning(
        "{title}: links to the papers {ids}",
        "make an entry of each if they are items of their own",
        "{title}：链接了几篇论文：{ids}",
        "如果各是一条，请拆开",
    ),
    "item-odd": warning(
        "{title} looks wrong: {why}",
        "compare the entry with this line of the source, and mend it",
        "{title} 不像是对的：{why}",
        "请对照来源的这一行，改正这一条",
    ),
    "label-left": warning(
        "{title}: `{label}` is left in its text, and what it says is not under {name}",
        "write it there, if it is that",
        "{title}：`{label}` 留在正文里，{name} 里没有它",
        "如果是这个字段，请把冒号后面的内容写进去",
    ),
    "items-alike": warning(
        "{count} items have the same Chinese title, {title}",
        "compare them: the source may have written it for want of one",
        "{count} 条的中文标题都是 {title}",
        "请核对：来源可能没有真正的标题",
    ),
    "papers-in-no-item": warning(
        "{count} papers that the text links to are in no entry: {names}",
        "compare, and add those that are missing",
        "文中链接的 {count} 篇论文不在任何条目里：{names}",
        "请核对，补上缺的",
    ),
    "item-author-twice": warning(
        "{title}: the author {author} stands twice in the source",
        "kept once: compare if they are two persons",
        "{title}：来源里作者 {author} 写了两次",
        "只保留了一个；如果是两个人，请补上",
    ),
    "item-not-a-doi": note(
        "{title}: `{text}` is not a DOI; left out", "{title}：`{text}` 不是 DOI，没有导入"
    ),
    "item-alias-not-ascii": note(
        "{title}: the alias {alias} is no address in ASCII; left out",
        "{title}：旧地址 {alias} 不是 ASCII 的地址，没有导入",
    ),
    "item-alias-taken": note(
        "{title}: the alias {alias} is taken; left out",
        "{title}：旧地址 {alias} 已有条目使用，没有导入",
    ),
    "item-retitled": warning(
        "{title}: is {path} by its arXiv id and authors, under another title",
        "compare them",
        "{title}：arXiv 编号和作者与 {path} 相同，标题不同",
        "请比较两者",
    ),
    "item-cannot-add": warning(
        "{title}: adds to {path}, whose lines an editor wrote in a way that cannot be added to",
        "add it by hand",
        "{title}：有内容要加到 {path}，但那里的写法不能自动添加",
        "请自己加上",
    ),
    "item-second-text": note(
        "{title}: has another text than {path}; it is kept in {kept}",
        "{title}：文本与 {path} 不同，保存在 {kept}",
    ),
    "item-not-an-entry": note(
        "{title}: cannot be an entry: {fault}; left out", "{title}：不能成为条目：{fault}，没有导入"
    ),
    "item-too-long": note(
        "{title}: cannot be an entry: it is too long; left out",
        "{title}：太长，不能成为条目，没有导入",
    ),
    "item-same-number": warning(
        "{title}: has the arXiv id or DOI of {path} but another title",
        "both are kept: compare",
        "{title}：arXiv 编号或 DOI 与 {path} 相同，标题不同",
        "两条都保留了，请比较",
    ),
    "item-same-title": warning(
        "{title}: has the title of {path} but another arXiv id, DOI, date or other authors",
        "both are kept: compare them",
        "{title}：标题与 {path} 相同，arXiv 编号、DOI、日期或作者不同",
        "两条都保留了，请比较",
    ),
    # ------------------------------------------------------------ many alike
    "so-many-times": phrase("{count} times: {fault}", "{count} 次：{fault}"),
    "so-many-times-cured": phrase(
        "{count} times: {fault}; {fault_cure}", "{count} 次：{fault}；{fault_cure}"
    ),
    # ------------------------------------------------------------ parts of the above
    "unit-line": phrase("line", "行"),
    "unit-lines": phrase("lines", "行"),
    "unit-records": phrase("records", "条记录"),
    "unit-pages": phrase("pages", "个网页"),
    "unit-record": phrase("record", "条记录"),
    "unit-page": phrase("page", "个网页"),
    "nearest-formats": phrase("nearest: {formats}", "最接近的：{formats}"),
    "no-near-format": phrase("no format finds an item in it", "没有一种格式能从中读出条目"),
    "line-becomes-title": phrase(
        "line {line} would become the title `{title}`", "第 {line} 行会成为标题 `{title}`"
    ),
    "papers-become-one": phrase(
        "the papers {ids} would become one entry, `{title}` of line {line}",
        "论文 {ids} 会并成第 {line} 行的一条 `{title}`",
    ),
    "why-no-author": phrase(
        "`{name}` among its authors is no person", "作者里的 `{name}` 不是人名"
    ),
    "why-among-papers": phrase(
        "it has no link and no authors, as the papers beside it have",
        "没有链接也没有作者，旁边的论文都有",
    ),
    "why-chinese-title-venue": phrase(
        "its Chinese title says where it was published", "中文标题说的是发表在哪里"
    ),
    "why-title-account": phrase("its title is the name of an account", "标题是账号名"),
    "why-title-number": phrase("its title is a number", "标题只是数字"),
    "why-title-venue": phrase("its title is the name of a venue", "标题是会议或期刊的名字"),
    "why-title-address": phrase("an address is in its title", "标题里有网址"),
    "why-title-label": phrase("its title is a label", "标题只是一个标签"),
    "why-title-broken": phrase("its title breaks off", "标题不完整"),
    "why-title-names": phrase("its title begins with names of people", "标题以人名开头"),
    "why-title-text": phrase("its title is a text", "标题是一段文字"),
    "why-no-item": phrase("it belongs to no item", "不属于任何一条"),
    "why-no-paper": phrase("it belongs to no paper", "不属于任何一篇论文"),
    "why-no-record": phrase("it is in no record with a title", "不在有标题的记录里"),
    "why-above-the-names": phrase("it stands above the names of the columns", "在各列的名称上面"),
    "why-total": phrase("it is a row of sums", "是合计的一行"),
    "why-no-post": phrase("it is no post ({kind})", "不是文章（{kind}）"),
    "why-attached": phrase("it is attached to a letter", "是邮件的附件"),
    "why-no-table": phrase("it is in no table of papers", "不在论文的表格里"),
    "why-cut-off": phrase("the file ends in it", "文件在这里断了"),
    "why-no-title": phrase("it has no title", "没有标题"),
    "why-item-without-title": phrase("the item has no title", "这一条没有标题"),
    "why-no-title-above": phrase("no title stands above it", "上面没有标题"),
    "why-no-title-above-line": phrase("no title stands above this line", "这一行上面没有标题"),
    "why-above-a-title": phrase("it stands above a title", "在标题上面"),
    "why-nothing-below": phrase("nothing stands below this title", "这个标题下面没有内容"),
    "why-words-lost": phrase(
        "its words are in no field of its item", "它的文字不在条目的任何字段里"
    ),
    "why-page-text": phrase(
        "from here on the page's own text is left out", "从这里起是网页自己的文字，没有导入"
    ),
}
