"""Problems of an import with the posts of another site generator."""

from qikan.problems.rows import error, note, phrase, warning

ROWS = {
    "post-no-fields": error(
        "there are no fields above the post",
        "write `---`, `title: …`, `date: …`, `---`",
        "文章上面没有字段",
        "请写 `---`、`title: …`、`date: …`、`---`",
    ),
    "post-fields-unclosed": error(
        "the fields never end",
        "write a line `{fence}` below them",
        "字段没有结束",
        "请在下面写一行 `{fence}`",
    ),
    "post-no-title": error(
        "the post has no title", "write `title: …`", "文章没有标题", "请写 `title: …`"
    ),
    "post-template": note(
        "`{title}` is a template for posts, not a post; it is left out",
        "`{title}` 是文章的模板，不是文章，没有导入",
    ),
    "post-section": note(
        "this is the page of a section, not a post; it is left out",
        "这是栏目页，不是文章，没有导入",
    ),
    "post-json-broken": error(
        "the fields are not valid JSON: {reason}", "mend it", "字段的 JSON 有误：{reason}", "请改正"
    ),
    "post-json-too-deep": error(
        "the fields are nested too deep", "flatten them", "字段嵌套太深", "请减少层次"
    ),
    "post-field-as-typed": note(
        "`{name}`: {fault}; taken as it is typed", "`{name}`：{fault}，按写的样子导入"
    ),
    "post-field-unreadable": note("`{name}` is left out: {fault}", "没有导入 `{name}`：{fault}"),
    "post-line-unreadable": note("the line is left out: {fault}", "没有导入这一行：{fault}"),
    "post-part-unreadable": note("this part is left out: {fault}", "没有导入这一部分：{fault}"),
    "not-toml": phrase("not valid TOML: {reason}", "TOML 有误：{reason}"),
    "post-title-cut": warning(
        "the title ends at ` #`, which begins a comment",
        "add the rest if it belongs to it",
        "标题到 ` #` 为止，后面是注释",
        "如果后面也是标题，请补上",
    ),
    "post-field-twice": note(
        "`{name}` stands twice; the last one is taken", "`{name}` 写了两次，取后一个"
    ),
    "post-field-left-out": note(
        "the field `{name}` has no place in an entry; it is left out{more}",
        "条目没有 `{name}` 这个字段，没有导入{more}",
    ),
    "in-more-files": phrase(" (and in {count} more files)", "（另有 {count} 个文件）"),
    "in-one-more-file": phrase(" (and in 1 more file)", "（另有 1 个文件）"),
    "post-slug-left-out": note(
        "the slug `{slug}` cannot be an address; it is left out",
        "`{slug}` 不能作地址，没有导入",
    ),
    "post-named-by-file": note(
        "the post has no title; its file's name `{name}` is taken",
        "文章没有标题，用了文件名 `{name}`",
    ),
    "post-not-a-date": note(
        "`{text}` is not a date that can be read; it is left out", "读不懂日期 `{text}`，没有导入"
    ),
    "post-not-a-language": note(
        "`{text}` is not a language of an archive; it is left out",
        "条目没有 `{text}` 这种语言，没有导入",
    ),
    "post-old-address": note(
        "the old address `{text}` cannot be kept; it is left out",
        "旧地址 `{text}` 不能保留，没有导入",
    ),
    # ------------------------------------------------------------ the text
    "post-more-mark": note(
        "the mark `<!-- more -->` is left out: an entry's lead is made by itself",
        "已略去 `<!-- more -->`：条目的导语是自动得来的",
    ),
    "post-private-comment": note(
        "a private comment (`%%…%%`) is left out", "已略去不公开的注释（`%%…%%`）"
    ),
    "post-of-items": warning(
        "the post has {count} items, and becomes one entry",
        "to make an entry of each, write `{format}` in place of `auto`",
        "这篇文章有 {count} 条内容，整篇成为一个条目",
        "如果要每条一个条目，请把 `auto` 换成 `{format}`",
    ),
    "post-shortcode": warning(
        "a Hugo shortcode is shown as text",
        "write what it stood for",
        "Hugo 的短代码会显示成文字",
        "请写出它代表的内容",
    ),
    "post-template-tag": warning(
        "a template tag (`{{% … %}}`, `{{{{ … }}}}`) is shown as text",
        "write what it stood for",
        "模板标签（`{{% … %}}`、`{{{{ … }}}}`）会显示成文字",
        "请写出它代表的内容",
    ),
    "post-mdx-import": warning(
        "an MDX import or export is shown as text",
        "take it out",
        "MDX 的 import 或 export 会显示成文字",
        "请去掉",
    ),
    "post-mdx-component": warning(
        "an MDX component is shown as text",
        "write what it showed",
        "MDX 的组件会显示成文字",
        "请写出它显示的内容",
    ),
    "post-html": warning(
        "HTML is shown as text",
        "write it in Markdown or take it out",
        "HTML 会显示成文字",
        "请改写成 Markdown 或去掉",
    ),
    "post-generator-mark": warning(
        "a mark for the old generator (`{{: …}}`, `[TOC]`) is shown as text",
        "take it out",
        "旧生成器的标记（`{{: …}}`、`[TOC]`）会显示成文字",
        "请去掉",
    ),
    "post-myst": warning(
        "a directive, role, label or comment of MyST (```` ```{{note}} ````, `{{cite}}`) is shown "
        "as text",
        "write it in Markdown or take it out",
        "MyST 的指令、角色、标签或注释（```` ```{{note}} ````、`{{cite}}`）会显示成文字",
        "请改写成 Markdown 或去掉",
    ),
    "post-hashtag": warning(
        "a subject among the text (`#…`) is shown as text",
        "write it under `topics`",
        "正文里的主题（`#…`）会显示成文字",
        "请写进 `topics`",
    ),
    "post-image-static": warning(
        "the image {address} is not in the archive",
        "copy the image {address} to content/static{address}",
        "图片 {address} 没有复制",
        "请把图片 {address} 复制到 content/static{address}",
    ),
    "post-image-beside": warning(
        "the image {address} is not beside the entry",
        "move the image {address} beside the entry, and name it here in ASCII, without a folder",
        "图片 {address} 不在条目旁边",
        "请把图片 {address} 移到条目旁边，文件名用 ASCII，这里不写文件夹",
    ),
    "post-link-inside": warning(
        "a link inside the old blog (`#…`, `../…`) leads nowhere here",
        "write `/…` or take it out",
        "旧博客内的链接（`#…`、`../…`）在这里打不开",
        "请写 `/…` 或去掉",
    ),
}
