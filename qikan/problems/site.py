"""What is wrong with a built site, before it is published."""

from qikan.problems.rows import error, warning

_LESS = "leave outputs out in site.yaml, or choose another host"
_LESS_ZH = "请在 site.yaml 的 outputs 里少列几项，或换一个主机"

ROWS = {
    "site-file-missing": error(
        "is not there though the build wrote it", "build again", "生成过，现在却没有", "请重新生成"
    ),
    "site-too-large": error(
        "the site has {size} MB, the host takes {most}",
        _LESS,
        "网站有 {size} MB，主机最多 {most}",
        _LESS_ZH,
    ),
    "site-too-many-files": error(
        "the site has {count} files, the host takes {most}",
        _LESS,
        "网站有 {count} 个文件，主机最多 {most} 个",
        _LESS_ZH,
    ),
    "site-file-too-large": error(
        "the file has {size} MB, the host takes {most}",
        "make it smaller",
        "文件有 {size} MB，主机最多 {most}",
        "请改小",
    ),
    "site-of-other-address": error(
        "the site was built for {address}, not for {other}",
        "build it again, or give `verify` the same --base-url",
        "网站是为 {address} 生成的，不是为 {other}",
        "请重新生成，或给 `verify` 同样的 --base-url",
    ),
    "site-of-example": warning(
        "the site was built for {address}, an address kept for examples: its links, feeds and "
        "sitemap lead nowhere",
        "write the site's own as `base_url` in content/site.yaml, or give --base-url",
        "网站是为示例地址 {address} 生成的：链接、订阅源和站点地图都打不开",
        "请在 content/site.yaml 的 `base_url` 写本站的网址，或用 --base-url 指定",
    ),
    "site-dead-link": error(
        "leads to {address}, which is not on the site",
        "mend the layout or the text",
        "通向 {address}，网站里没有",
        "请改版式或正文",
    ),
    "site-dead-fragment": error(
        "leads to {address}, but {file} has no place `{name}`",
        "mend the layout or the text",
        "通向 {address}，但 {file} 里没有 `{name}`",
        "请改版式或正文",
    ),
    "site-edition-not-itself": error(
        "does not name itself among its editions (hreflang)",
        "mend the layout `base.html`",
        "各版（hreflang）里没有它自己",
        "请改版式 `base.html`",
    ),
    "site-edition-no-default": error(
        "names no edition for other languages (hreflang x-default)",
        "mend the layout `base.html`",
        "没有写其他语言看哪一版（hreflang x-default）",
        "请改版式 `base.html`",
    ),
    "site-edition-one-way": error(
        "names the edition {lang} at {address}, which names others",
        "mend the layout `base.html`",
        "写了 {lang} 版 {address}，那一页却写了别的",
        "请改版式 `base.html`",
    ),
    "site-no-json": error("is no JSON", "mend what makes it", "不是 JSON", "请改生成它的部分"),
    "site-no-xml": error(
        "is no XML: {reason}", "mend what makes it", "不是 XML：{reason}", "请改生成它的部分"
    ),
    "site-item-twice": error(
        "has the item {id} {count} times",
        "mend what makes it",
        "条目 {id} 出现了 {count} 次",
        "请改生成它的部分",
    ),
    "site-older-than-content": warning(
        "the site is older than its content", "build it again", "网站比内容旧", "请重新生成"
    ),
}
