"""What is wrong with the fields of an entry or issue."""

from qikan.problems.rows import error, warning

ROWS = {
    "unknown-word": error(
        "unknown {kind} `{word}`", "{cure}", "没有 `{word}` 这个{kind}", "{cure}"
    ),
    "missing-field": error(
        "{what} has no `{name}`",
        "add `{name}: …`",
        "{what}没有 `{name}`",
        "请加上 `{name}: …`",
    ),
    "not-a-text": error(
        "`{name}` is a text, not a list or mapping",
        "write `{name}: …`",
        "`{name}` 应是文本，不是列表或映射",
        "请写 `{name}: …`",
    ),
    "not-a-block": error(
        "`{name}` is a text",
        "write `{name}: |` and indent the lines below",
        "`{name}` 应是文本",
        "请写 `{name}: |`，下面各行缩进",
    ),
    "not-a-list": error(
        "`{name}` is a list of texts",
        "write `{name}: [one, two]`",
        "`{name}` 应是文本的列表",
        "请写 `{name}: [甲, 乙]`",
    ),
    "empty-item": error(
        "an item of `{name}` is empty",
        "write what belongs there, or take it out",
        "`{name}` 里有一项是空的",
        "请补上内容，或去掉这一项",
    ),
    "value-twice": warning(
        "`{text}` stands twice in `{name}`",
        "keep one",
        "`{name}` 里 `{text}` 写了两次",
        "请只保留一处",
    ),
    "not-mappings": error(
        "`{name}` is a list of mappings",
        "write `- {{{shape}}}`",
        "`{name}` 应是映射的列表",
        "请写 `- {{{shape}}}`",
    ),
    "not-a-mapping": error(
        "`{name}` is a mapping",
        "write `{name}: {{{shape}}}`",
        "`{name}` 应是映射",
        "请写 `{name}: {{{shape}}}`",
    ),
    "not-a-number": error(
        "`{name}: {text}` is not a whole number from 1 up",
        "write 1, 2, …",
        "`{name}: {text}` 不是正整数",
        "请写 1、2……",
    ),
    "not-a-date": error(
        "`{text}` is not a date",
        "{cure}",
        "`{text}` 不是日期",
        "{cure}",
    ),
    "no-such-day": error(
        "{text} is not a day of the calendar",
        "correct the date",
        "没有 {text} 这一天",
        "请改正日期",
    ),
    "not-an-address": error(
        "`{text}` is not a web address",
        "write https://…",
        "`{text}` 不是网址",
        "请写 https://…",
    ),
    "address-character": error(
        "`{text}` holds a character no address may hold",
        "percent-encode it",
        "`{text}` 里有网址不能用的字符",
        "请用百分号编码",
    ),
    "arxiv-version": error(
        "`{text}` names one version of a paper",
        "leave `{version}` out",
        "`{text}` 指的是论文的某一版",
        "请去掉 `{version}`",
    ),
    "not-an-arxiv-id": error(
        "`{text}` is not an arXiv id",
        "write it like {near}",
        "`{text}` 不是 arXiv 编号",
        "请写成 {near} 的样子",
    ),
    "arxiv-zero": error(
        "`{text}` has lost its last zero",
        "write {text}0 if that is the paper",
        "`{text}` 丢了末尾的零",
        "如果就是这篇论文，请写 {text}0",
    ),
    "arxiv-month": error(
        "`{text}` is not an arXiv id (no month {month})",
        "correct it",
        "`{text}` 不是 arXiv 编号（没有 {month} 月）",
        "请改正",
    ),
    "not-a-doi": error(
        "`{text}` is not a DOI",
        "write it like {near}",
        "`{text}` 不是 DOI",
        "请写成 {near} 的样子",
    ),
    "not-an-old-address": error(
        "`{text}` is not an old address",
        "write it like old/address, in ASCII",
        "`{text}` 不是旧地址",
        "请用 ASCII 写成 old/address 的样子",
    ),
    "id-not-everywhere": error(
        "the {what} `{text}` cannot be the name of a file on every system",
        "write an `id:` of at most 100 characters that is not con, aux, nul or the like",
        "{what} `{text}` 在有的系统上不能作文件名",
        "请写 `id:`，至多 100 个字符，不用 con、aux、nul 之类",
    ),
    "not-an-id": error(
        "the {what} `{text}` cannot be an address",
        "write `id:` with ASCII letters, digits, `-`, `_` and `.`",
        "{what} `{text}` 不能作地址",
        "请写 `id:`，只用 ASCII 字母、数字、`-`、`_` 和 `.`",
    ),
    "no-reason-withdrawn": error(
        "a withdrawn entry says why",
        "write `withdrawn: <reason>`",
        "撤下的条目要说明原因",
        "请写 `withdrawn: <原因>`",
    ),
    "replaced-without-withdrawn": error(
        "only a withdrawn entry is replaced by another",
        "write `withdrawn: <reason>`, or leave `replaced_by` out",
        "只有撤回的条目才有替代它的条目",
        "请写 `withdrawn: <原因>`，或去掉 `replaced_by`",
    ),
    "reason-without-withdrawn": error(
        "the entry is `{status}` but says why it was withdrawn",
        "write `status: withdrawn`, or leave `withdrawn` out",
        "条目的状态是 `{status}`，却写了撤下的原因",
        "请写 `status: withdrawn`，或去掉 `withdrawn`",
    ),
    "news-with-arxiv": error(
        "news has no arXiv id of its own",
        "write `about: [{arxiv}]`",
        "新闻没有自己的 arXiv 编号",
        "请写 `about: [{arxiv}]`",
    ),
    # ------------------------------------------------------------ lists as typed
    "several-values": error(
        "`{text}` may be several values",
        "write `[one, two]`, or the whole in quotes if it is one",
        "`{text}` 可能是几个值",
        "请写 `[甲, 乙]`；如果是一个，整个放进引号",
    ),
    "not-an-author": error(
        "`{text}` names no author, or more than are there",
        "leave `et al.` out and list the authors there are",
        "`{text}` 不是作者的名字",
        "请去掉“等”，列出已知的作者",
    ),
    "comma-in-line": error(
        "a comma in one line of a list may be two names",
        "write `[{names}]`, or the whole in quotes if it is one",
        "列表一行里有逗号，可能是两个名字",
        "请写 `[{names}]`；如果是一个，整个放进引号",
    ),
    "comma-in-name": error(
        "a comma may stand inside a name or between two",
        "write `[{names}]`, or the whole in quotes if it is one",
        "逗号可能在名字里，也可能在两个名字之间",
        "请写 `[{names}]`；如果是一个，整个放进引号",
    ),
    "list-unclosed": error(
        "`{sign}` opens a list and does not close it",
        "write `[one, two]`",
        "`{sign}` 开始了列表，却没有结束",
        "请写 `[甲, 乙]`",
    ),
    "list-unopened": error(
        "`{sign}` closes a list that was not opened",
        "write `[one, two]`",
        "`{sign}` 结束了没有开始的列表",
        "请写 `[甲, 乙]`",
    ),
    "lines-are-one": error(
        "several lines make one value here",
        "begin each with `- `",
        "这里几行合成了一个值",
        "每行开头写 `- `",
    ),
    "quotes-mixed": error(
        "the quotes are mixed, so two values are one",
        "write `[one, two]`",
        "引号混用，两个值成了一个",
        "请写 `[甲, 乙]`",
    ),
    # ------------------------------------------------------------ issues
    "not-an-issue-id": error(
        "`{text}` is not an issue's id",
        "name the file like 2024-06-21.md, 2024-W25.md or 2024-06.md",
        "`{text}` 不是期的编号",
        "文件名请写成 2024-06-21.md、2024-W25.md 或 2024-06.md 的样子",
    ),
    "cadence-against-id": error(
        "the id {id} says `{cadence}`",
        "write that, or rename it",
        "编号 {id} 表示 `{cadence}`",
        "请写成这样，或给文件改名",
    ),
    # ------------------------------------------------------------ what a site asks of an entry
    "lang-against-text": warning(
        "`lang` is {lang}, but the text is {script}",
        "write `lang: {right}` if it is",
        "`lang` 是 {lang}，正文却是{script}",
        "如果确实如此，请写 `lang: {right}`",
    ),
    "required-by-site": warning(
        "the entry has no `{name}`, which site.yaml's `checks` requires",
        "add it",
        "条目没有 `{name}`，而 site.yaml 的 `checks` 要求有",
        "请补上",
    ),
    "summary-short": warning(
        "the summary has {count} {unit}, under {limit}",
        "say more",
        "摘要有 {count} {unit}，少于 {limit}",
        "请多写一些",
    ),
    "summary-long": warning(
        "the summary has {count} {unit}, over {limit}",
        "shorten it",
        "摘要有 {count} {unit}，超过 {limit}",
        "请缩短",
    ),
    "half-width": warning(
        "`{sign}` beside a Chinese character",
        "write `{full}`",
        "汉字旁边有 `{sign}`",
        "请写 `{full}`",
    ),
    "future-date": warning(
        "{day} is after today, {today}",
        "{cure}",
        "{day} 晚于今天（{today}）",
        "{cure}",
    ),
}
