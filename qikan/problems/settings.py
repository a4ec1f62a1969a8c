"""What is wrong with site.yaml, topics.yaml, the glossary, the ledger or the layouts."""

from qikan.problems.rows import error, warning

ROWS = {
    "site-yaml-missing": warning(
        "is missing, so defaults are used",
        "write title, base_url and timezone",
        "没有这个文件，用了默认值",
        "请写 title、base_url 和 timezone",
    ),
    "not-a-site-address": error(
        "`{text}` is not the address of a site",
        "{cure}",
        "`{text}` 不是网站的地址",
        "{cure}",
    ),
    "output-needs-package": error(
        "`{output}` in `outputs` needs the package {package}",
        "install `qikan[{output}]`, or leave it out",
        "`outputs` 里的 `{output}` 需要软件包 {package}",
        "请安装 `qikan[{output}]`，或从 `outputs` 里去掉",
    ),
    "output-needs-sqlite": error(
        "`{output}` in `outputs` needs SQLite {release}",
        "use a newer Python, or leave it out",
        "`outputs` 里的 `{output}` 需要 SQLite {release}",
        "请换用较新的 Python，或从 `outputs` 里去掉",
    ),
    "wrong-variants": error(
        "`variants` lists {known}, or some of them",
        "mend it",
        "`variants` 可以列 {known} 中的几个",
        "请改正",
    ),
    "not-a-style": error(
        "`{text}` is no choice of style",
        "write `臺 > 台`",
        "`{text}` 不是用字的选择",
        "请写 `臺 > 台` 的样子",
    ),
    "not-a-term": error(
        "`{text}` does not say which of two terms the site keeps to",
        "write `代理 > 智能体`: the one to avoid, then the one to keep",
        "`{text}` 没有说明两个说法用哪一个",
        "请写 `代理 > 智能体` 的样子：先写不用的，再写要用的",
    ),
    "not-a-host": error(
        "`{text}` is not a host name",
        "write it like example.org",
        "`{text}` 不是主机名",
        "请写成 example.org 的样子",
    ),
    "unknown-time-zone": error(
        "unknown time zone `{text}`",
        "write it like Asia/Shanghai",
        "没有时区 `{text}`",
        "请写成 Asia/Shanghai 的样子",
    ),
    "cannot-be-silenced": error(
        "`{name}` stops a build, so it cannot be silenced",
        "mend what it says",
        "`{name}` 会使生成停止，不能静默",
        "请改正它所说的",
    ),
    # ------------------------------------------------------------ topics
    "not-a-slug": error(
        "`{text}` cannot be an address",
        "write lower-case-words-in-ascii",
        "`{text}` 不能作地址",
        "请写 lower-case-words-in-ascii（小写 ASCII，用连字号）",
    ),
    "slug-twice": error(
        "the slug `{text}` stands twice", "keep one", "slug `{text}` 写了两次", "只保留一个"
    ),
    "not-an-old-slug": error(
        "`{text}` was never an address",
        "write the slug as it was",
        "`{text}` 不可能是旧地址",
        "请写原来的 slug",
    ),
    "old-slug-in-use": error(
        "the slug `{text}` is that of a {what}",
        "take it out of `old_slugs`",
        "slug `{text}` 正由一个{what}使用",
        "从 `old_slugs` 里去掉",
    ),
    "old-slug-twice": error(
        "the old slug `{text}` stands twice",
        "keep one",
        "旧 slug `{text}` 写了两次",
        "只保留一个",
    ),
    "name-twice": error(
        "`{name}` is the {what} `{other}` already",
        "keep one",
        "`{name}` 已经是{what} `{other}`",
        "只保留一个",
    ),
    "person-twice": error(
        "`{name}` is the person `{other}` already",
        "keep one, or give both `entries`",
        "`{name}` 已经是人物 `{other}`",
        "只保留一个，或给两个都写 `entries`",
    ),
    # ------------------------------------------------------------ glossary
    "word-twice": error(
        "`{word}` is already converted to `{before}`",
        "keep one of the lines",
        "`{word}` 已经转换为 `{before}`",
        "两行只保留一行",
    ),
    "rule-without-condition": error(
        "has no condition",
        "add `near: …`, or move the rule to `words`",
        "没有条件",
        "请加上 `near: …`，或把规则移到 `words`",
    ),
    "group-unknown": error(
        "there is no group `{name}`",
        "add it under `groups`, or mend its name",
        "没有词组 `{name}`",
        "请在 `groups` 下写上，或改正名称",
    ),
    "not-a-rule": error(
        "`{text}` is not a rule",
        "write `软件 = 軟體`, or > or < for one way only",
        "`{text}` 不是规则",
        "请写 `软件 = 軟體`；单向用 > 或 <",
    ),
    "not-a-decision": error(
        "`{text}` is no decision",
        "write `质量 > 品質`",
        "`{text}` 不是一条决定",
        "请写 `质量 > 品質` 的样子",
    ),
    # ------------------------------------------------------------ layouts
    "interface-text-missing": error(
        "`{name}` has no texts",
        "write {{zh-Hans: …, zh-Hant: …}}",
        "`{name}` 没有文字",
        "请写 {{zh-Hans: …, zh-Hant: …}}",
    ),
    "layout-error": error("{reason}", "mend the layout", "{reason}", "请改正模板"),
    "layout-missing": error(
        "no layout {name}",
        "mend the name; a folder layouts/ holds all layouts, so begin with a copy of qikan's",
        "没有模板 {name}",
        "请改正名称；layouts/ 文件夹要有全部模板，请从 qikan 自带的复制",
    ),
    "layout-failed": error(
        "{reason} (while making /{address})",
        "mend the layout",
        "{reason}（生成 /{address} 时）",
        "请改正模板",
    ),
    # ------------------------------------------------------------ ledger
    "ledger-id-twice": error(
        "/{address}/ has another id above",
        "keep the row that was published first",
        "上面 /{address}/ 有另一个 id",
        "保留先发布的那一行",
    ),
    "not-a-ledger-row": error(
        "this is no row of the ledger",
        "write a day, an address and an id, apart by tabs",
        "这不是账本的一行",
        "请写日期、地址和 id，用制表符隔开",
    ),
    "site-id-changed": error(
        "the feeds' guids began with {id}, so every item would come back as new",
        "write `site_id: {id}`",
        "订阅条目的标识原来以 {id} 开头，这样每一条都会重新出现",
        "请写 `site_id: {id}`",
    ),
    "draft-would-vanish": error(
        "/{address}/ was published on this site and would vanish",
        "{draft} is a draft now: write `status: withdrawn` and the reason instead",
        "/{address}/ 已在本站发布，这样会消失",
        "{draft} 现在是草稿：请改写 `status: withdrawn` 和原因",
    ),
    "subject-would-vanish": error(
        "/{address}/ was published on this site and would vanish",
        "write `old_slugs: [{name}]` at the one that takes its place",
        "/{address}/ 已在本站发布，这样会消失",
        "在代替它的那一项里写 `old_slugs: [{name}]`",
    ),
    "issue-would-vanish": error(
        "/{address}/ was published on this site and would vanish",
        "write content/issues/{name}.md again, or `aliases: [{address}]` in an entry",
        "/{address}/ 已在本站发布，这样会消失",
        "请重新写 content/issues/{name}.md，或在一个条目里写 `aliases: [{address}]`",
    ),
    "entry-would-vanish": error(
        "/{address}/ was published on this site and would vanish",
        "write `aliases: [{address}]` in the entry that has another address now, or keep its "
        "file with `status: withdrawn` and the reason",
        "/{address}/ 已在本站发布，这样会消失",
        "在换了地址的条目里写 `aliases: [{address}]`，或保留文件，写 `status: withdrawn` 和原因",
    ),
}
