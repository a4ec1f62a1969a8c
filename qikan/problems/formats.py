"""Problems of an import with a file of one format."""

from qikan.problems.rows import error, note, phrase, warning

ROWS = {
    # ------------------------------------------------------------ digests, listings, abstracts
    "digest-empty": note(
        "no item of a digest found (a numbered title or a heading, text and links below it); "
        "nothing is imported",
        "没有找到日报的条目（编号的标题或小标题，下面有正文和链接），没有导入任何内容",
    ),
    "digest-says-empty": note(
        "the page says that it has no papers; nothing is imported",
        "页面说没有论文，没有导入任何内容",
    ),
    "listing-empty": note(
        "no item of a listing found (a line with a title, a line with the article below it); "
        "nothing is imported",
        "没有找到列表的条目（一行标题，下面一行正文），没有导入任何内容",
    ),
    "abstracts-empty": note(
        "no paper found (a line with its title, a line with its abstract below it); nothing is "
        "imported",
        "没有找到论文（一行标题，下面一行摘要），没有导入任何内容",
    ),
    # ------------------------------------------------------------ tables
    "table-none": note(
        "there is no table in this file; nothing to import", "文件里没有表格，没有可导入的内容"
    ),
    "table-of-others": note(
        "this table ({names}) lists no papers or news", "这个表格（{names}）列的不是论文或动态"
    ),
    "table-unread-column": note(
        "no field takes the column `{name}`; left out", "没有字段对应 `{name}` 这一列，没有导入"
    ),
    "row-no-title": note("a row without a title; left out", "这一行没有标题，没有导入"),
    "row-again": note("the row of line {line} again; left out", "与第 {line} 行相同，没有导入"),
    "row-cells-mended": note(
        "{count} cells in a table of {width} columns; the only reading that fits was taken, check "
        "the item",
        "表格有 {width} 列，这一行有 {count} 格：取了唯一合理的读法，请核对",
    ),
    "row-cells-misfit": note(
        "{count} cells in a table of {width} columns; left out, write `\\|` for a pipe inside a "
        "cell or add the missing one",
        "表格有 {width} 列，这一行有 {count} 格：没有导入，格里的竖线请写 `\\|`，或补上缺的格",
    ),
    "row-below-title": note("`{text}` below the title; left out", "标题下面的 `{text}` 没有导入"),
    "row-error-as-summary": note(
        "an error message stands for the summary: {text}; left out",
        "摘要处是一条出错信息：{text}，没有导入",
    ),
    "row-year-missing": note(
        "the year of `{text}` is not stated; the date is left out",
        "`{text}` 没有写年份，没有导入日期",
    ),
    "row-not-a-day": note(
        "`{text}` is no day or month; the date is left out", "`{text}` 不是日期，没有导入日期"
    ),
    "days-as-numbers": warning(
        "bare numbers in the columns of dates are read as a spreadsheet's days in the 1900 "
        "system: `{text}` is {day}",
        "if that is not the day, save the column as text such as 2024-05-31; a file in the 1904 "
        "system (old Macs) would be 1,462 days later",
        "日期列里的数字按电子表格的天数（1900 日期系统）读取：`{text}` 是 {day}",
        "如果不对，请把这一列存成 2024-05-31 这样的文本；"
        "用 1904 日期系统（旧 Mac）的文件会晚 1462 天",
    ),
    "row-not-an-address": note(
        "`{text}` in `{column}` is no web address; left out",
        "`{column}` 里的 `{text}` 不是网址，没有导入",
    ),
    # ------------------------------------------------------------ records
    "json-cut-off": error(
        "the JSON ends before it is whole", "get the whole file", "JSON 不完整", "请取得完整的文件"
    ),
    "json-broken": error("not valid JSON: {reason}", "mend it", "JSON 有误：{reason}", "请改正"),
    "json-too-deep": error(
        "the JSON is nested too deeply to be read", "flatten it", "JSON 嵌套太深", "请减少层次"
    ),
    "json-name-twice": error(
        "the name `{name}` stands twice in one object",
        "keep one",
        "一个对象里 `{name}` 出现两次",
        "请只保留一个",
    ),
    "csv-row-too-long": error(
        "the row has {count} cells, the first row names {width}",
        "put cells that hold the delimiter in quotes",
        "这一行有 {count} 格，第一行只有 {width} 个名称",
        "含分隔符的格请加引号",
    ),
    "csv-quote-open": error(
        "a cell that begins with a quotation mark in this row never ends",
        "close its quotation mark, or write it twice where it is part of the text",
        "这一行有一格以引号开头，却没有结束的引号",
        "请补上引号；引号是文字的一部分时，要连写两个",
    ),
    "csv-broken": error("not valid CSV: {reason}", "mend it", "CSV 有误：{reason}", "请改正"),
    "database-unreadable": error(
        "the database cannot be read: {reason}",
        "export its table as CSV",
        "读不了这个数据库：{reason}",
        "请把表导出为 CSV",
    ),
    "tables-without-title": note(
        "tables without a title are not read: {names}", "没有标题列的表没有读取：{names}"
    ),
    "fields-uncertain": error(
        "it is not certain which field is which ({doubts})",
        "look over the map",
        "不能确定哪个字段是什么（{doubts}）",
        "请查看对照表",
    ),
    "fields-unused": note(
        "no entry has a field for {names}{others}; a map (--map) can use them",
        "条目没有字段对应 {names}{others}；可以用对照表（--map）指定",
    ),
    "fields-left-out": note(
        "no entry has a field for {names}{others}; left out",
        "条目没有字段对应 {names}{others}，没有导入",
    ),
    "records-without-title": error(
        "no record with a title is found",
        "say in a map (--map) where the records stand",
        "没有找到有标题的记录",
        "请用对照表（--map）写明记录在哪里",
    ),
    "map-without-fields": error(
        "the map has no `fields`",
        "write `fields:` and below it `title: name`",
        "对照表没有 `fields`",
        "请写 `fields:`，下面写 `title: 名称`",
    ),
    "map-without-title": error(
        "no field of the source is named that holds the title",
        "write its name behind `title:`",
        "没有写标题在来源的哪个字段",
        "请在 `title:` 后写它的名称",
    ),
    "map-unknown-path": error(
        "no record has `{path}`",
        "the records have: {known}",
        "没有记录有 `{path}`",
        "记录里有：{known}",
    ),
    "doubt-prose": phrase(
        "`{path}` holds texts; is it a part of the summary?", "`{path}` 是文字，是摘要的一部分吗？"
    ),
    "doubt-title": phrase("no field is known to hold the title", "不知道标题在哪个字段"),
    "doubts-joined": phrase("{one}; {more}", "{one}；{more}"),
    # ------------------------------------------------------------ feeds, references, pages
    "feed-entities": error(
        "the feed defines entities of its own, which are not read",
        "take them out",
        "订阅源自己定义了实体，不会读取",
        "请去掉",
    ),
    "feed-broken": error(
        "the XML is broken or not whole",
        "get the whole feed",
        "XML 有误或不完整",
        "请取得完整的订阅源",
    ),
    "feed-mended": warning(
        "the XML is broken here and was read all the same",
        "look over what follows",
        "XML 在这里有误，仍然读取了",
        "请查看后面的内容",
    ),
    "json-feed-broken": error(
        "the JSON Feed is broken or not whole",
        "get the whole file",
        "JSON Feed 有误或不完整",
        "请取得完整的文件",
    ),
    "bibtex-broken": error(
        "this entry is broken: a brace or quote does not close, or a comma is missing",
        "mend it",
        "这一条有误：括号或引号没有闭合，或少了逗号",
        "请改正",
    ),
    "csl-broken": error(
        "the CSL-JSON is broken or not whole",
        "export it again",
        "CSL-JSON 有误或不完整",
        "请重新导出",
    ),
    "not-a-page": error(
        "the file is no HTML page", "save the page again", "文件不是网页", "请重新保存网页"
    ),
    "bookmarks-without-links": error(
        "the export of bookmarks holds no link",
        "export them again",
        "导出的书签里没有链接",
        "请重新导出",
    ),
    "page-without-title": error(
        "no title is found on the page",
        "save the article alone",
        "网页里没有找到标题",
        "请只保存文章",
    ),
    "page-without-text": error(
        "no text is found on the page",
        "save the article alone",
        "网页里没有找到正文",
        "请只保存文章",
    ),
    # ------------------------------------------------------------ arXiv
    "arxiv-newest-taken": note(
        "arXiv finds {total} papers; the newest {count} are taken",
        "arXiv 找到 {total} 篇论文，取了最新的 {count} 篇",
    ),
    "arxiv-no-paper": error(
        "arXiv has no paper {id}{reason}",
        "correct the id",
        "arXiv 没有 {id} 这篇论文{reason}",
        "请改正编号",
    ),
    "arxiv-withdrawn": note("{id} has been withdrawn: {note}", "{id} 已撤稿：{note}"),
    "in-brackets": phrase(" ({text})", "（{text}）"),
    "arxiv-refuses-id": phrase("it refuses the id", "它不接受这个编号"),
    # ------------------------------------------------------------ servers
    "server-status": phrase("it answers with status {status}", "它应答的状态码是 {status}"),
    "server-no-feed": phrase("its answer is no Atom feed", "它的应答不是 Atom"),
    "server-silent": phrase("it was silent for {seconds} seconds", "它 {seconds} 秒没有应答"),
    "server-certificate": phrase("its certificate cannot be checked", "无法验证它的证书"),
    "server-no-connection": phrase(
        "there is no connection to it (is this machine online?)", "连接不上（这台机器联网了吗？）"
    ),
    "server-failed": phrase("the request failed", "请求失败"),
    "server-empty": phrase("it is empty", "是空的"),
    "not-asked": phrase("{source} was not asked", "没有询问 {source}"),
}
