"""Parts of messages, which stand in them as values."""

from qikan.problems.rows import phrase

ROWS = {
    "did-you-mean": phrase("did you mean `{near}`?", "是不是 `{near}`？"),
    "see-docs": phrase("the docs list the {kind}s there are", "文档列出了所有的{kind}"),
    "use-one-of": phrase("use one of: {choices}", "可以写：{choices}"),
    "kind-field": phrase("field", "字段"),
    "kind-pack": phrase("pack", "词库"),
    "kind-output": phrase("output", "输出"),
    "kind-problem": phrase("problem", "问题"),
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
    "the-file": phrase("{name}", "{name}"),
    "the-mapping": phrase("`{name}`", "`{name}`"),
    "an-item": phrase("an item of `{name}`", "`{name}` 的一项"),
    "an-id": phrase("id", " id "),
    "a-file-name": phrase("file name", "文件名"),
    "an-entry-file": phrase("an entry (.md, .yaml)", "条目（.md、.yaml）"),
    "an-issue-file": phrase("an issue (.md)", "期（.md）"),
    "others-too": phrase(" and {count} more", "等 {count} 处"),
    "one-error": phrase("1 error; nothing was written", "1 个错误；没有写入任何文件"),
    "many-errors": phrase(
        "{count} errors; nothing was written", "{count} 个错误；没有写入任何文件"
    ),
    "archived-copy": phrase(", or link to the copy {copy}", "，或改为存档 {copy}"),
    "none": phrase("", ""),
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
    "rename-file": phrase(
        "a server looks for {path}, so rename the file {near}",
        "服务器找的是 {path}，请给文件 {near} 改名",
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
    "path-at": phrase("{path}", "{path}"),
}
