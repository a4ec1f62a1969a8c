"""HTML and badges on one line, as the Markdown that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.importing.reading.labels import is_label

_BREAK = re.compile(r"<br\s*/?>|</br>", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b([^<>]{0,2000})>", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<(?P<tag>[aA]|[A-Z]\w{0,30})\b[^<>]{0,500}?\b(?i:href)\s*=\s*[\"']?(?P<url>[^\s\"'<>]{1,2000})"
    r"[\"']?[^<>]{0,500}>(?P<words>(?:(?!</?(?i:a)\b).){0,1000}?)</(?P=tag)>"
)
"""A link in HTML, or a component of MDX with an address: ``<Link href="…">…</Link>``."""
_BADGE = re.compile(
    r"\[!\[([^\[\]\n]{1,80})\]\([^()\s]{0,500}(?:shields\.io"
    r"|badge)[^()\s]{0,500}\)\]\((https?://[^()\s]+)\)"
)
_IN_BRACKETS = re.compile(r"\\?\[\s*(\[[^\[\]\n]{1,80}\]\([^()\s]{1,1000}\))\s*\\?\]")
"""A link in brackets of its own, escaped or not: ``[[Paper](…)]``."""
_BRACKETS_IN_LINK = re.compile(r"\[\[([^\[\]\n]{1,80})\]\](?=\(https?://[^()\s])")
"""A link whose words are in brackets: ``[[Paper]](…)``."""
_ADDRESS_IN_WORDS = re.compile(
    r"(?<=[^\s\[])\s+(?P<url>https?://[^\s\[\]()]{4,500})\](?=\(\s*<?(?P=url)[\s)>])"
)
"""The address of a link at the end of its own words: ``[Title https://…](https://…)``."""
_SUMMARY = re.compile(r"<summary\b[^<>]{0,300}>\s*([^<>]{1,60}?)\s*</summary>", re.IGNORECASE)
_SPANS = re.compile(r"</span>\s*<span\b[^<>]{0,300}>", re.IGNORECASE)
_ATTRIBUTE = {
    name: re.compile(rf"\b{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
    for name in ("src", "alt")
}
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]{0,300}>(.*?)</h\1>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|details|summary|span|b|strong|em|i|u|center|hr|font|sub|sup|small|big|section"
    r"|figure|figcaption|blockquote|ul|ol|li|a|table|tbody|thead|tr|td|th|h[1-6]|picture|source"
    r"|kbd|mark|article|header|footer|nav|main|br|img)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,8})(?!`).{0,2000}?(?<!`)\1(?!`)")


def plain_links(line: str) -> str:
    """A line whose links have no brackets, badges or addresses of their own around their words."""
    line = _BRACKETS_IN_LINK.sub(r"[\1]", _IN_BRACKETS.sub(r"\1", line))
    return _ADDRESS_IN_WORDS.sub("]", _BADGE.sub(_labelled_badge, line))


def parts(line: str) -> Iterator[str]:
    """A line, or the lines that ``<br>`` makes of it, without tags."""
    if "<" not in line or "|" in line[:4]:
        yield line
        return
    if heading := _HTML_HEADING.fullmatch(line):
        line = f"{'#' * int(heading[1])} {heading[2]}"
    codes = {f"\ue000{n}\ue001": code[0] for n, code in enumerate(_CODE_SPAN.finditer(line))}
    for placeholder, code in codes.items():
        line = line.replace(code, placeholder, 1)
    line = _SPANS.sub(" · ", _SUMMARY.sub(r"**\1**", line))
    line = _IMAGE.sub(_image, line)
    line = _ANCHOR.sub(lambda link: f"[{link['words'].strip()}]({link['url']})", line)
    for typed in _BREAK.split(line):
        part = _TAG.sub("", typed)
        yield re.sub("\ue000(\\d+)\ue001", lambda match: codes[match[0]], part)


def _labelled_badge(badge: re.Match[str]) -> str:
    """A badge named after its target (code, Paper) as that link."""
    return f"[{badge[1]}]({badge[2]})" if is_label(badge[1]) else badge[0]


def _image(tag: re.Match[str]) -> str:
    values = {}
    for name, pattern in _ATTRIBUTE.items():
        match = pattern.search(tag[1])
        values[name] = next(filter(None, match.groups()), "") if match else ""
    src = values["src"]
    return f"![{values['alt']}]({src})" if src and not re.search(r"[\s()]", src) else values["alt"]
