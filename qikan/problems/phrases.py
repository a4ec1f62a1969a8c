"""Parts of messages, which stand in them as values."""

from qikan.problems.rows import phrase

ROWS = {
    "did-you-mean": phrase("did you mean `{near}`?", "是不是 `{near}`？"),
    "text-below": phrase("write the text below the fields", "正文请写在字段下面"),
    "field-of-issues": phrase(
        "issues have it; the file of an issue belongs in content/issues/",
        "期才有；期的文件请放在 content/issues/",
    ),
    "see-docs": phrase("the docs list the {kind}s there are", "文档列出了所有的{kind}"),
    "use-one-of": phrase("use one of: {choices}", "可以写：{choices}"),
    "kind-field": phrase("field", "字段"),
    "kind-workbook": phrase("a workbook", "电子表格"),
    "kind-text-document": phrase("a text document", "文字处理文档"),
    "kind-slides": phrase("slides", "演示文稿"),
    "kind-pdf": phrase("a PDF", " PDF"),
    "save-workbook": phrase(
        "save each sheet as CSV (UTF-8) and import that", "请把每张表另存为 CSV（UTF-8）再导入"
    ),
    "save-text-document": phrase(
        "save it as a web page (.html), or convert it with `pandoc -t gfm`, and import that",
        "请另存为网页（.html），或用 `pandoc -t gfm` 转成 Markdown，再导入",
    ),
    "save-slides": phrase("save its text as Markdown", "请把文字存成 Markdown"),
    "save-pdf": phrase(
        "import what it was made of, or its text as Markdown",
        "请导入它的原稿，或把文字存成 Markdown",
    ),
    "kind-parquet": phrase("data in Parquet or Arrow", " Parquet 或 Arrow 数据"),
    "save-parquet": phrase(
        "convert it to CSV or JSON Lines, such as with DuckDB or pandas, and import that",
        "请先转成 CSV 或 JSON Lines（例如用 DuckDB 或 pandas）再导入",
    ),
    "kind-archive": phrase("a packed archive", "压缩包"),
    "save-archive": phrase("unpack it and import the folder", "请解压后导入整个文件夹"),
    "kind-image": phrase("an image", "图片"),
    "save-image": phrase(
        "import the text or the page that it comes from", "请导入它所在的文字或网页"
    ),
    "kind-mailbox": phrase("a mailbox of several letters", "整个邮箱（多封邮件）"),
    "save-mailbox": phrase(
        "save each letter as a file (.eml) and import those", "请把每封邮件存成一个 .eml 文件再导入"
    ),
    "kind-highlights": phrase("passages marked in books (Readwise)", " Readwise 的划线摘录"),
    "save-highlights": phrase(
        "export the list of documents of Reader (CSV) and import that",
        "请改为导出 Reader 的文档列表（CSV）再导入",
    ),
    "kind-outline": phrase("a whole outline (Logseq, Roam)", "整个大纲（Logseq、Roam）"),
    "save-outline": phrase(
        "export or copy its pages as Markdown and import those",
        "请把各页导出或复制成 Markdown 再导入",
    ),
    "kind-web-of-science": phrase("a text export of Web of Science", " Web of Science 的文本导出"),
    "save-web-of-science": phrase(
        "export BibTeX or RIS instead and import that", "请改为导出 BibTeX 或 RIS 再导入"
    ),
    "kind-chat": phrase("the messages of a chat", "聊天记录"),
    "save-chat": phrase(
        "write a table (CSV) with a title, a link and a day for each item, and import that",
        "请列成表格（CSV），每条写标题、链接和日期，再导入",
    ),
    "kind-account": phrase("the posts of an account of X", " X 账号的推文存档"),
    "save-account": phrase(
        "write a table (CSV) with a title, a link and a day for each item, and import that",
        "请列成表格（CSV），每条写标题、链接和日期，再导入",
    ),
    "kind-opml": phrase("a list of feeds (OPML)", "订阅列表（OPML）"),
    "save-opml": phrase(
        "save the feeds that it names as files, and import those",
        "请把其中的各个订阅源存成文件再导入",
    ),
    "kind-xml": phrase("XML (`<{root}>`)", " XML（`<{root}>`）"),
    "save-xml": phrase(
        "export BibTeX, RIS, CSL-JSON or CSV instead and import that",
        "请改为导出 BibTeX、RIS、CSL-JSON 或 CSV 再导入",
    ),
    "kind-notebook": phrase("a notebook of Jupyter", " Jupyter 笔记本"),
    "save-notebook": phrase(
        "export it as Markdown, such as with `jupyter nbconvert --to markdown`",
        "请先导出成 Markdown，例如 `jupyter nbconvert --to markdown`",
    ),
    "kind-toml": phrase("TOML", " TOML"),
    "save-toml": phrase("write it as YAML or JSON, and import that", "请写成 YAML 或 JSON 再导入"),
    "kind-pack": phrase("pack", "词库"),
    "kind-output": phrase("output", "输出"),
    "kind-problem": phrase("problem", "问题"),
    "kind-verb": phrase("command", "命令"),
    "kind-option": phrase("option", "选项"),
    "kind-argument": phrase("argument", "参数"),
    "kind-value": phrase("`{name}`", " `{name}` 值"),
    "the-entry": phrase("the entry", "条目"),
    "the-issue": phrase("the issue", "期"),
    "the-glossary": phrase("the glossary", "词表"),
    "the-decisions": phrase("the list of accepted conversions", "已认可的转换"),
    "kind-name": phrase("name", "名称"),
    "kind-format": phrase("format", "格式"),
    "a-topic": phrase("topic", "主题"),
    "a-organisation": phrase("organisation", "机构"),
    "a-person": phrase("person", "人物"),
    "the-file": phrase("{name}", "{name} 文件"),
    "the-mapping": phrase("`{name}`", "`{name}` 字段"),
    "an-item": phrase("an item of `{name}`", "`{name}` 的一项"),
    "an-id": phrase("id", "id"),
    "a-file-name": phrase("file name", "文件名"),
    "an-entry-file": phrase("an entry (.md, .yaml)", "条目（.md、.yaml）"),
    "an-issue-file": phrase("an issue (.md)", "期（.md）"),
    "others-too": phrase(" and {count} more", "等 {count} 处"),
    "one-error": phrase("1 error", "1 个错误"),
    "many-errors": phrase("{count} errors", "{count} 个错误"),
    "nothing-written": phrase("{errors}; nothing was written", "{errors}；没有写入任何文件"),
    "errors-not-built": phrase("{errors}; the site cannot be built", "{errors}；网站还不能生成"),
    "errors-not-published": phrase(
        "{errors}; the site is not fit to be published", "{errors}；网站还不能发布"
    ),
    "at-place": phrase("{place}: {fault}", "{place}：{fault}"),
    "another-build": phrase("another build", "另一次生成"),
    "another-build-since": phrase(
        "another build (process {process}, since {time})",
        "另一次生成（进程 {process}，{time} 开始）",
    ),
    "site-as-it-was": phrase(", the site is as it was", "，网站没有变"),
    "site-published": phrase(", after the new site was published", "，新的网站已经发布"),
    "site-beside-its-place": phrase(
        ", while the site was exchanged: the next build puts it back",
        "，当时正在替换网站：下次生成会放回原处",
    ),
    "archived-copy": phrase(", or link to the copy {copy}", "，或改为存档 {copy}"),
    "none": phrase("", ""),
    "unnamed-character": phrase("control or unassigned character", "控制字符或未定义的字符"),
    "take-it-out": phrase("take it out", "请去掉"),
    "script-chinese": phrase("Chinese", "中文"),
    "script-english": phrase("English", "英文"),
    "script-zh-Hans": phrase("Simplified Chinese", "简体中文"),
    "script-zh-Hant": phrase("Traditional Chinese", "繁体中文"),
    "words": phrase("words", "个词"),
    "han": phrase("Chinese characters", "个汉字"),
    "correct-it": phrase("correct it", "改正地址"),
    "write-address": phrase(
        "a server tells spellings apart, so write {near}", "服务器区分大小写和写法，请写 {near}"
    ),
    "write-bare": phrase(
        "the site's own path is put in front by itself, so write {near}",
        "网站自己的路径会自动加在前面，请写 {near}",
    ),
    "rename-file": phrase(
        "a server looks for {path}, so rename the file {near}",
        "服务器找的是 {path}，请给文件 {near} 改名",
    ),
    "write-a-site-address": phrase(
        "write https://example.org/path/", "请写 https://example.org/path/ 的样子"
    ),
    "write-a-date": phrase(
        "write 2024-06-21, or 2024-06 if only the month is known",
        "请写 2024-06-21；只知道月份就写 2024-06",
    ),
    "write-it": phrase("write {near}", "请写 {near}"),
    "put-image": phrase("put the image beside the entry", "把图片放在条目旁边"),
    "file-spelled": phrase(
        "a server tells spellings apart, so write the file's name {near}",
        "服务器区分大小写和写法，请写文件名 {near}",
    ),
    "correct-date": phrase(
        "correct it, or write `future: hold` in site.yaml",
        "请改正日期，或在 site.yaml 写 `future: hold`",
    ),
    "appears-then": phrase("it appears on that day", "它到那天才发布"),
    "page-at": phrase("the page /{address}", "页面 /{address}"),
    "folder-at": phrase("the folder /{address}/", "文件夹 /{address}/"),
    # ------------------------------------------------------------ faults of formulas
    "tex-no-command": phrase("there is no command {name}", "没有 {name} 这个命令"),
    "tex-no-environment": phrase("there is no environment {name}", "没有 {name} 这个环境"),
    "tex-other-commands": phrase("write it in other commands", "请换用别的命令"),
    "tex-unclosed": phrase("{sign} has no {closing}", "{sign} 缺少对应的 {closing}"),
    "tex-close": phrase("add {closing}", "请补上 {closing}"),
    "tex-unopened": phrase("{sign} has no {opening} before it", "{sign} 前面没有 {opening}"),
    "tex-open": phrase("add {opening}, or take {sign} out", "请补上 {opening}，或去掉 {sign}"),
    "tex-other-end": phrase("{opening} ends with {sign}", "{opening} 以 {sign} 结尾"),
    "tex-two-scripts": phrase("there are two {sign} behind one another", "连着有两个 {sign}"),
    "tex-brace": phrase("put the first with its letter in braces", "请把前一个连同字母放进花括号"),
    "tex-no-argument": phrase("{name} has too little behind it", "{name} 后面缺少内容"),
    "tex-argument": phrase("write {name}{{…}}", "请写 {name}{{…}}"),
    "tex-no-bracket": phrase("{name} has no bracket behind it", "{name} 后面没有括号"),
    "tex-bracket": phrase("write {name}( or {name}.", "请写 {name}( 或 {name}."),
    "tex-sign": phrase("{sign} cannot stand here", "这里不能有 {sign}"),
    "tex-escape": phrase("write \\{sign}", "请写 \\{sign}"),
    "tex-unreadable": phrase("`{piece}` cannot be read", "读不懂 `{piece}`"),
    "tex-too-long": phrase("it has more than {most} characters", "超过 {most} 个字符"),
    "tex-too-deep": phrase("more than {most} braces stand in each other", "花括号超过 {most} 层"),
    "tex-divide": phrase("divide it", "请分成几个公式"),
    "path-at": phrase("{path}", "{path}"),
}
