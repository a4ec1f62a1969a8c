"""An article for the editor of WeChat's official accounts, to be copied out of a browser.

What that editor keeps and strips is written down in docs/reference/export.md: no style sheet,
class, id or script survives, and no link that leads out of WeChat.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator

from qikan.export import trees
from qikan.export.context import IssueEdition
from qikan.export.inline import with_inline_styles
from qikan.markdown.plain_maths import formulas_as_text

TAGS = (
    "section p span strong em b i u s sub sup br h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code "
    "table thead tbody tr th td img hr a"
).split()
"""The elements that the editor keeps as they are."""
_RENAMED = dict.fromkeys(("div", "article", "figure", "details", "main", "header"), "section") | {
    "figcaption": "p",
    "summary": "p",
    "caption": "p",
    "del": "s",
}
_WECHAT = ("mp.weixin.qq.com",)
"""Hosts that an article may link to."""


def wechat(edition: IssueEdition) -> bytes:
    """A page with the article, styles in its elements, links as numbered references."""
    document = formulas_as_text(edition.html("wechat.html"))
    tree = trees.parse(with_inline_styles(document))
    article = tree.get_element_by_id("article")
    trees.tasks_as_text(article)
    trees.keep_code_lines(article)
    _cut_footnote_links(article)
    references = list(_cut_links(article))
    _append_references(article, edition.say("field_links"), references)
    trees.rename(article, _RENAMED)
    trees.keep_only(article, TAGS)
    trees.drop_private_attributes(article, "lang")
    article.set("id", "article")  # the button's script looks for it; the editor drops it
    return trees.serialise(tree).encode()


def _cut_footnote_links(article: trees.Element) -> None:
    """Marks of footnotes as text, in other brackets than the numbers of links."""
    for link in list(article.iter("a")):
        if link.get("class") == "footnote-backref":
            link.drop_tree()
        elif link.getparent().get("class") == "footnote-ref":
            link.text = f"({link.text.strip('[]')})"
            link.drop_tag()


def _cut_links(article: trees.Element) -> Iterator[tuple[str, str]]:
    """Number each link that leads out of WeChat; gives the names and addresses, each once."""
    numbers: dict[str, int] = {}
    for link in list(article.iter("a")):
        url, name = link.get("href", ""), " ".join(link.text_content().split())
        if urllib.parse.urlsplit(url).hostname in _WECHAT:
            continue
        if url and name != url:
            if url not in numbers:
                numbers[url] = len(numbers) + 1
                yield name, url
            mark = link.makeelement("sup")
            mark.text = f"[{numbers[url]}]"
            link.append(mark)
        link.drop_tag()


def _append_references(
    article: trees.Element, heading: str, references: list[tuple[str, str]]
) -> None:
    """List the addresses at the end, in the styles of the layout's own section for them."""
    section = article.get_element_by_id("references")
    line = section.find("p")
    section.remove(line)
    section.find("h2").text = heading
    for number, (name, url) in enumerate(references, 1):
        row = line.makeelement("p", dict(line.attrib))
        row.text = f"[{number}] {name}：{url}"
        section.append(row)
    if not references:
        section.drop_tree()
