"""What is wrong with a text, its links and its images."""

from qikan.problems.rows import error, warning

ROWS = {
    "dead-link": error(
        "the link {address} leads nowhere on this site",
        "{cure}",
        "链接 {address} 在本站没有去处",
        "{cure}",
    ),
    "dead-own-address": warning(
        "the link {address} leads nowhere",
        "correct it",
        "链接 {address} 没有去处",
        "请改正",
    ),
    "dead-heading": error(
        "the link {address} leads to no heading of that page",
        "{cure}",
        "链接 {address} 在那一页没有对应的标题",
        "{cure}",
    ),
    "dead-fragment": error(
        "{address} leads to no heading of this text",
        "correct it",
        "{address} 在正文里没有对应的标题",
        "请改正",
    ),
    "dead-menu": error(
        "the menu leads to {address}, which is no page",
        "{cure}",
        "菜单指向 {address}，没有这一页",
        "{cure}",
    ),
    "missing-image": error("there is no file {file}", "{cure}", "没有文件 {file}", "{cure}"),
    "remote-image": warning(
        "the image {address} is on another host, so a link is shown instead",
        "put a copy beside the entry",
        "图片 {address} 在别的网站上，只显示链接",
        "请把图片存到条目旁边",
    ),
    "bad-link": error(
        "`{address}` cannot be linked to",
        "write https://…, or /papers/<id>/ for a page of this site, or the name of an image "
        "beside the entry",
        "`{address}` 不能作链接",
        "请写 https://…；本站的页面写 /papers/<id>/；图片写条目旁边的文件名",
    ),
    "formula": warning(
        "the formula `{tex}` cannot be set and is shown as code: {fault}",
        "{cure}",
        "公式 `{tex}` 无法排版，按代码显示：{fault}",
        "{cure}",
    ),
    "footnote-unused": warning(
        "the footnote {name} is not shown: no mark in the text refers to it",
        "add one",
        "脚注 {name} 没有显示：正文里没有引用它",
        "请加上引用",
    ),
    "fence-open": warning(
        "the code that begins with {text} never ends, so all that follows is code",
        "write {text} on a line of its own behind the code",
        "{text} 开始的代码没有结束，后面全成了代码",
        "请在代码后面另起一行写 {text}",
    ),
    "fence-text": warning(
        "{text} does not end the code above it, as more than the mark stands on the line",
        "write {mark} on a line of its own behind the code",
        "{text} 没有结束上面的代码，因为这一行除了记号还有别的",
        "请在代码后面另起一行，只写 {mark}",
    ),
    "table-head": warning(
        "this is no table: its head and the line of dashes below have not the same number of cells",
        "give both the same number; write `\\|` for a pipe in a text",
        "这里没有成为表格：表头与下面一行横线的格数不同",
        "请让两行格数相同；文字里的竖线写作 `\\|`",
    ),
    "table-row": warning(
        "this row has more cells than the head of its table: the last are not shown",
        "write `\\|` for a pipe in a text, or give the head as many cells",
        "这一行的格数比表头多，多出的没有显示",
        "文字里的竖线写作 `\\|`，或给表头补上格子",
    ),
    "image-without-text": warning(
        "the image {address} has no text for readers who cannot see it",
        "write ![text](…)",
        "图片 {address} 没有说明，看不见图的读者无从知道",
        "请写 ![说明](…)",
    ),
    "image-too-large": warning(
        "the image {address} has {width} × {height} pixels and {weight} MB, which is too large "
        "for a phone",
        "make it smaller, as WebP or AVIF",
        "图片 {address} 有 {width} × {height} 像素、{weight} MB，对手机太大",
        "请缩小，存为 WebP 或 AVIF",
    ),
    "image-unreadable": warning(
        "the file {address} is no image that can be read, so a browser may show nothing",
        "export it again, as PNG, JPEG, WebP or AVIF",
        "文件 {address} 不是能读懂的图片，浏览器可能什么也不显示",
        "请重新导出为 PNG、JPEG、WebP 或 AVIF",
    ),
    "glyph-of-card": error(
        "the font of the cards has no {chars}, so this cannot be drawn",
        "write it otherwise, or leave `{output}` out of `outputs` in site.yaml",
        "卡片的字体里没有 {chars}，画不出来",
        "请换一种写法，或者从 site.yaml 的 `outputs` 里去掉 `{output}`",
    ),
    "glyph-of-icon": error(
        "the font of the icons has no {chars}, so this cannot be drawn",
        "write it otherwise",
        "图标的字体里没有 {chars}，画不出来",
        "请换一种写法",
    ),
    "shown-unconverted": warning(
        "emphasis or a link begins or ends inside a word of `{run}`, so it is shown unconverted "
        "in the other script",
        "move the mark to the word's edge",
        "强调或链接的边界在 `{run}` 的词中间，另一版里照原样显示",
        "请把记号移到词的边上",
    ),
    # ------------------------------------------------------------ marks of other editors
    "mark-embed": warning(
        "`{text}` is an embedded file (`![[…]]`)",
        "write ![text](file.png)",
        "`{text}` 是嵌入的文件（`![[…]]`）",
        "请写 ![说明](file.png)",
    ),
    "mark-wiki-link": warning(
        "`{text}` is a wiki link (`[[…]]`)",
        "write [text](/papers/<id>/)",
        "`{text}` 是维基链接（`[[…]]`）",
        "请写 [文字](/papers/<id>/)",
    ),
    "mark-highlight": warning(
        "`{text}` is a highlight (`==…==`)",
        "write **…**",
        "`{text}` 是高亮（`==…==`）",
        "请写 **…**",
    ),
    "mark-hugo": warning(
        "`{text}` is a shortcode of Hugo",
        "write what it stood for",
        "`{text}` 是 Hugo 的短代码",
        "请写出它代表的内容",
    ),
    "mark-template-block": warning(
        "`{text}` is a template tag (`{{% … %}}`)",
        "write what it stood for",
        "`{text}` 是模板标签（`{{% … %}}`）",
        "请写出它代表的内容",
    ),
    "mark-template-value": warning(
        "`{text}` is a template tag (`{{{{ … }}}}`)",
        "write what it stood for",
        "`{text}` 是模板标签（`{{{{ … }}}}`）",
        "请写出它代表的内容",
    ),
    "mark-attributes": warning(
        "`{text}` is an attribute list", "take it out", "`{text}` 是属性列表", "请去掉"
    ),
    "mark-container": warning(
        "`{text}` is a container (`:::`)",
        "write > [!note]",
        "`{text}` 是容器（`:::`）",
        "请写 > [!note]",
    ),
    "mark-admonition": warning(
        "`{text}` is an admonition (`!!!`)",
        "write > [!note]",
        "`{text}` 是提示块（`!!!`）",
        "请写 > [!note]",
    ),
    "mark-contents": warning(
        "`{text}` is a table of contents", "take it out", "`{text}` 是目录", "请去掉"
    ),
    "mark-inline-footnote": warning(
        "`{text}` is an inline footnote (`^[…]`)",
        "write [^1] and a line `[^1]: …`",
        "`{text}` 是行内脚注（`^[…]`）",
        "请写 [^1]，另起一行写 `[^1]: …`",
    ),
    "mark-block-id": warning(
        "`{text}` is the name of a block of Obsidian",
        "take it out",
        "`{text}` 是 Obsidian 的块编号",
        "请去掉",
    ),
    "mark-footnote": warning(
        "`{text}` is a footnote without its text",
        "add a line `[^…]: …`",
        "`{text}` 这个脚注没有正文",
        "请加一行 `[^…]: …`",
    ),
    "mark-reference": warning(
        "`{text}` is no link, as no line `[…]: https://…` gives its address",
        "write [text](https://…), or add that line",
        "`{text}` 不成链接，因为没有 `[…]: https://…` 这一行写出地址",
        "请写 [文字](https://…)，或加上那一行",
    ),
    "mark-comment": warning(
        "`{text}` is a comment that never ends",
        "close it with -->",
        "`{text}` 这个注释没有结束",
        "请用 --> 结束",
    ),
    "mark-image-space": warning(
        "`{text}` is an image whose address has a space",
        "write ![text](<a b.png>)",
        "`{text}` 这张图片的地址里有空格",
        "请写 ![说明](<a b.png>)",
    ),
    "mark-link-space": warning(
        "`{text}` is a link whose address has a space",
        "write [text](<https://…>), or %20 for the space",
        "`{text}` 这个链接的地址里有空格",
        "请写 [文字](<https://…>)，或把空格写成 %20",
    ),
    "mark-link-broken": warning(
        "`{text}` is shown as it is typed, for it is no link",
        "write [text](https://…), with half-width brackets and both of them",
        "`{text}` 不成链接，会照原样显示",
        "请写 [文字](https://…)，用半角括号，前后都要有",
    ),
    "mark-refused-link": warning(
        "`{text}` is a link that no page may have",
        "write https://…, or `…` around it",
        "`{text}` 是页面里不能有的链接",
        "请写 https://…，或用 `…` 括起来",
    ),
    "mark-html": warning(
        "`{text}` is HTML, which is shown as it is typed",
        "write Markdown, or `…` around it",
        "`{text}` 是 HTML，会照原样显示",
        "请写 Markdown，或用 `…` 括起来",
    ),
    "mark-tex": warning(
        "`{text}` is TeX outside a formula, which is shown as it is typed",
        "write Markdown, or the character itself (é, “…”)",
        "`{text}` 是公式以外的 TeX，会照原样显示",
        "请写 Markdown，或直接写那个字符（é、“…”）",
    ),
    "mark-stars": warning(
        "the stars of `{text}` are read as emphasis and not shown",
        "write \\* for a star, or the whole as a formula in dollars",
        "`{text}` 里的星号读作强调，不会显示",
        "星号请写 \\*，或把整个式子写成公式",
    ),
    "mark-strong": warning(
        "`{text}` is shown with its marks, as a space or a letter stands beside them",
        "take out the space inside, or put one outside",
        "`{text}` 的记号会照原样显示，因为旁边有空格或字母",
        "请去掉里面的空格，或在外面加一个",
    ),
    "mark-dollars": warning(
        "`{text}` is no formula, so its dollars are shown",
        "close it in the same paragraph, with nothing but TeX inside; write `\\$` for a dollar",
        "`{text}` 不成公式，美元符号会照原样显示",
        "请在同一段里写上结尾，里面只放 TeX；要写美元符号请写 `\\$`",
    ),
    "mark-table": warning(
        "`{text}` is a row of a table without a line of dashes below the head",
        "write `|---|---|` below the first row",
        "`{text}` 是表格的一行，表头下面缺一行横线",
        "请在第一行下面写 `|---|---|`",
    ),
    "mark-heading": warning(
        "`{text}` is no heading without a space behind its signs",
        "write a space behind them",
        "`{text}` 的井号后面没有空格，不是标题",
        "请在井号后面加一个空格",
    ),
    "mark-variant": warning(
        "`{text}` does not end in `}}-`, so it is shown as it is typed",
        "write -{{zh-hans:…; zh-hant:…}}-",
        "`{text}` 没有以 `}}-` 结尾，会照原样显示",
        "请写 -{{zh-hans:…; zh-hant:…}}-",
    ),
    "mark-emoji": warning(
        "`{text}` is the short name of a sign and is shown as it is typed",
        "write the sign itself, or `…` around it",
        "`{text}` 是表情符号的短名，会照原样显示",
        "请直接写符号，或用 `…` 括起来",
    ),
    "mark-definition": warning(
        "`{text}` is a definition, which is shown as it is typed",
        "write a list: - **term**: …",
        "`{text}` 是定义列表，会照原样显示",
        "请写成列表：- **术语**：…",
    ),
    "mark-private-comment": warning(
        "`{text}` is a private comment (`%%…%%`) and is left out",
        "write <!-- … -->",
        "`{text}` 是私人注释（`%%…%%`），已略去",
        "请写 <!-- … -->",
    ),
}
