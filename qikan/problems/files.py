"""What is wrong with a file itself, its front matter or its YAML."""

from qikan.problems.rows import error, warning

ROWS = {
    "not-a-plain-file": error(
        "is not a plain file (a link or device)",
        "put the file itself here",
        "不是普通文件（是链接或设备）",
        "请把文件本身放在这里",
    ),
    "name-not-utf8": error("the name is not UTF-8", "rename it", "文件名不是 UTF-8 编码", "请改名"),
    "stray-file": warning(
        "is neither {what} nor an image, so it is not read",
        "save a text as .md, move any other file away",
        "既不是{what}也不是图片，不会读取",
        "文稿请存成 .md，别的文件请移走",
    ),
    "unread-text": warning(
        "stands where no text is read",
        "move entries to content/entries/, issues to content/issues/; end settings in .yaml",
        "放在不会读取的地方",
        "请把条目移到 content/entries/，期移到 content/issues/；设置文件的扩展名写 .yaml",
    ),
    "merge-conflict": error(
        "`{mark}` marks two versions of a text that git could not merge",
        "keep what is right, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`",
        "`{mark}` 标出 git 没能合并的两个版本",
        "请留下要用的内容，删去 `<<<<<<<`、`=======`、`>>>>>>>` 三行",
    ),
    "file-too-large": error(
        "the file has {size} bytes, over {most}",
        "split it",
        "文件有 {size} 字节，超过 {most}",
        "请拆成几个文件",
    ),
    "file-utf16": error(
        "the file is UTF-16", "save it as UTF-8", "文件是 UTF-16 编码", "请另存为 UTF-8"
    ),
    "file-not-text": error(
        "the file is not UTF-8 text",
        "save it as UTF-8, or give an image its own ending",
        "文件不是 UTF-8 文本",
        "请另存为 UTF-8；如果是图片，用图片的扩展名",
    ),
    "file-legacy": error(
        "the file is not UTF-8 (it reads as {encoding})",
        "open it in that encoding and save it as UTF-8",
        "文件不是 UTF-8 编码（像是 {encoding}）",
        "请用该编码打开，另存为 UTF-8",
    ),
    "byte-not-utf8": error(
        "byte 0x{byte} is not UTF-8",
        "save it as UTF-8",
        "字节 0x{byte} 不是 UTF-8",
        "请另存为 UTF-8",
    ),
    "forbidden-character": error(
        "U+{code} ({name}) cannot be published",
        "delete it",
        "字符 U+{code}（{name}）不能发布",
        "请删去",
    ),
    "invisible-character": warning(
        "the invisible character {name}{others} left out",
        "delete it",
        "已略去不可见字符 {name}{others}",
        "请删去",
    ),
    # ------------------------------------------------------------ front matter
    "front-matter-unclosed": error(
        "the front matter never ends",
        "write a line `---` below the fields",
        "字段部分没有结束",
        "在字段下面写一行 `---`",
    ),
    "front-matter-missing": error(
        "the front matter is missing",
        "begin the file with a line `---`, the fields, `---`",
        "缺少字段部分",
        "文件开头写一行 `---`，接着写字段，再写一行 `---`",
    ),
    "title-quote-unclosed": error(
        "a quote opens the title but does not close it",
        "put the whole title in quotes",
        "标题开头有引号，结尾没有",
        "把整个标题放进引号",
    ),
    "title-comment": error(
        "` #` begins a comment in YAML",
        "put the title in quotes",
        "YAML 里 ` #` 之后是注释",
        "把标题放进引号",
    ),
    # ------------------------------------------------------------ YAML
    "front-matter-twice": error(
        "fields stand in a second block here",
        "write all fields between the first two lines of `---`",
        "这里又有一组字段",
        "请把字段都写在开头的两行 `---` 之间",
    ),
    "yaml-second-document": error(
        "a second YAML document", "keep one", "有第二份 YAML 文档", "只保留一份"
    ),
    "yaml-not-fields": error(
        "not `name: value` lines",
        "write one a line",
        "不是 `名称: 值` 的行",
        "每行写一个 `名称: 值`",
    ),
    "yaml-too-deep": error(
        "nested deeper than {most} levels",
        "flatten it",
        "嵌套超过 {most} 层",
        "请减少层次",
    ),
    "yaml-comment-in-list": error(
        "`#` begins a comment here, so the bracket never closes",
        "put the value in quotes",
        "`#` 之后是注释，括号因此没有闭合",
        "把这个值放进引号",
    ),
    "yaml-comment": error(
        "` #` begins a comment, so the rest of the value would be lost",
        "put the value in quotes, or the comment on a line of its own",
        "` #` 之后是注释，值的后半会丢失",
        "把值放进引号，或把注释另写一行",
    ),
    "yaml-anchor": error(
        "YAML anchors and aliases (& and *) are not used here",
        "quote it",
        "这里不用 YAML 的锚和别名（& 和 *）",
        "请加引号",
    ),
    "yaml-tag": error(
        "YAML tags (!) are not used here",
        "put the value in quotes",
        "这里不用 YAML 的标签（!）",
        "把值放进引号",
    ),
    "yaml-merge-key": error(
        "merge keys (<<) are not used here",
        "copy it",
        "这里不用合并键（<<）",
        "请把内容抄过来",
    ),
    "yaml-no-name": error(
        "a field without a name", "write `name: value`", "字段没有名称", "请写 `名称: 值`"
    ),
    "field-twice": error(
        "`{name}` stands twice, first on line {line}",
        "keep one",
        "`{name}` 写了两次，第一次在第 {line} 行",
        "只保留一个",
    ),
    "yaml-tab": error(
        "not valid YAML: a tab at the beginning of a line",
        "indent with spaces",
        "YAML 有误：行首是制表符",
        "用空格缩进",
    ),
    "yaml-colon": error(
        "not valid YAML: a value with a colon in it",
        "put the value in quotes",
        "YAML 有误：值里有冒号",
        "把值放进引号",
    ),
    "yaml-indented": error(
        "not valid YAML: a field that is indented below another one's value",
        "take the spaces in front of it out",
        "YAML 有误：字段缩进在另一个字段的值下面",
        "去掉行首的空格",
    ),
    "yaml-reserved": error(
        "not valid YAML: a character YAML keeps for itself",
        "put the value in quotes",
        "YAML 有误：这个字符 YAML 另有用处",
        "把值放进引号",
    ),
    "yaml-no-colon": error(
        "not valid YAML: a line that is not `name: value`",
        "add the colon",
        "YAML 有误：这一行不是 `名称: 值`",
        "请补上冒号",
    ),
    "yaml-unclosed": error(
        "not valid YAML: a quote or bracket that never closes",
        "close it",
        "YAML 有误：引号或括号没有闭合",
        "请补上后一半",
    ),
    "yaml-mismatch": error(
        "not valid YAML: a quote, bracket or indent that does not match",
        "put the value in quotes or mend the indent",
        "YAML 有误：引号、括号或缩进不对应",
        "把值放进引号，或改正缩进",
    ),
    "yaml-backslash": error(
        "not valid YAML: a backslash in double quotes",
        "use single quotes",
        "YAML 有误：双引号里有反斜杠",
        "改用单引号",
    ),
}
