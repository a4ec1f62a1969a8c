"""A foreign text as lines that know what they are: headings, bullets, code, tables, text.

Written for what editors have, which is often not quite Markdown: ``1.标题`` without a blank, labels
that run over lines, headings inside quotations. No line is lost: each is one ``Line`` at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qikan.importing.reading.issue_numbers import number_in
from qikan.importing.reading.labels import is_label

BLANK, HEADING, BULLET, TEXT = "blank", "heading", "bullet", "text"
CODE, TABLE, RULE, COMMENT, NOTE = "code", "table", "rule", "comment", "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, or, where it holds ``<br>``, a part of one.

    ``text`` is its text without signs of quotation, heading or list; ``raw`` is the Markdown
    that it stands for, without the signs of quotation. ``level`` is a heading's, ``quote`` counts
    the signs of quotation, ``indent`` the blanks in front.
    """

    number: int
    kind: str
    text: str
    raw: str
    level: int = 0
    indent: int = 0
    quote: int = 0


MARKDOWN = re.compile(
    r"(?m)^[\s>]{0,8}#{1,6}\s+\S|\]\(\s*<?(?:https?:|\.|/|#)|^[\s>]{0,8}\*\*[^*\n]{1,200}\*\*"
    r"|^[\s>]{0,8}(?:[-*+]\s+(?:\*\*|\[)|```|\|.*\|)|(?<!`)`[^`\n]{1,80}`(?!`)|^>\s"
)
"""What shows that a text is Markdown."""

_QUOTE = re.compile(r" {0,3}((?:>[ \t]?)+)")
_FENCE = re.compile(r"\s*(?:[-*+]\s+)?(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^\s#\d!/a-zA-Z]))(.*?)[\s#]*")
_BULLET = re.compile(
    r"(\s*)([-*+•▪◦·‣●○◆■▶►➤❖✦])(?:[ \t]+|(?<=[•▪◦‣●○◆■▶►➤❖✦]))(?=\S)(.*)", re.DOTALL
)
_RULE = re.compile(r"\s{0,3}(?:[-*_=—─~·]\s?){3,200}")
_DELIMITER = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
_NOTE = re.compile(r"\s{0,3}\[\^?[^\]\n]{1,80}\]:\s*\S")
_FIELD = re.compile(r"[A-Za-z_][\w-]*\s*[:=]")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACER = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")

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
_HARD_BREAK = re.compile(r"(?<!\\)\\\Z")
_TASK = re.compile(r"\A\[[ xX]\]\s+(?=\S)")
"""The box of a task in front of a bullet's text."""
_HEADING_MARK = re.compile(r"\A#{1,6}\s+(?=\S)")
"""The marks of a heading in a bullet, as outlines (Logseq) have them."""
_SUMMARY = re.compile(r"<summary\b[^<>]{0,300}>\s*([^<>]{1,60}?)\s*</summary>", re.IGNORECASE)
_DETAILS = re.compile(r"<details\b", re.IGNORECASE)
_DETAILS_END = re.compile(r"</details>", re.IGNORECASE)
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


def read(text: str) -> list[Line]:
    """The lines of a text, with HTML that Markdown can say put into Markdown."""
    result: list[Line] = []
    fence, inside_comment = "", False
    nesting = _Nesting()
    typed_lines = _SPACER.sub("", text).split("\n")
    front = _front_matter(typed_lines)
    for number, typed in enumerate(typed_lines, 1):
        if number <= front:
            result.append(Line(number, COMMENT, typed.strip(), ""))
            continue
        quote, line = _unquoted(typed)
        if fence:
            result.append(Line(number, CODE, line, line, quote=quote, indent=result[-1].indent))
            fence = "" if _closes(line, fence) else fence
            continue
        if opening := _FENCE.match(line):
            fence = opening[1]
            indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            result.append(Line(number, CODE, line, line, quote=quote, indent=indent))
            continue
        line, inside_comment = _without_comments(line, inside_comment)
        nesting.pass_tags(line)
        line = _BRACKETS_IN_LINK.sub(r"[\1]", _IN_BRACKETS.sub(r"\1", line))
        line = _ADDRESS_IN_WORDS.sub("]", _BADGE.sub(_labelled_badge, line))
        if not line.strip() and typed.strip(" >\t"):
            result.append(Line(number, COMMENT, "", ""))
            continue
        parts = [nesting.placed(replace(_line(number, part), quote=quote)) for part in _parts(line)]
        if line.strip() and all(part.kind == BLANK for part in parts):
            parts = [Line(number, COMMENT, "", "")]
        result += parts
    return _with_tables(_with_bold_title(_with_underlined(_with_wrapped_bold(result))))


class _Nesting:
    """Headings inside ``<details>``, which stand in the item that these stand in."""

    def __init__(self) -> None:
        self._level = 0
        self._depth = 0

    def pass_tags(self, line: str) -> None:
        """Note the details that begin and end on a line."""
        opened = len(_DETAILS.findall(line)) - len(_DETAILS_END.findall(line))
        self._depth = max(0, self._depth + opened)

    def placed(self, line: Line) -> Line:
        """A line whose heading, if it is one, is below that over the details it stands in."""
        if line.kind != HEADING:
            return line
        if not self._depth:
            self._level = line.level
            return line
        return replace(line, level=min(6, self._level + line.level)) if self._level > 1 else line


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines fields between ``---`` take at the beginning; 0 if there are none."""
    if lines[0].strip() not in ("---", "+++"):
        return 0
    fence = lines[0].strip()
    end = next((n for n, line in enumerate(lines[1:500], 2) if line.strip() == fence), 0)
    return end if end and any(_FIELD.match(line) for line in lines[1:end]) else 0


def _unquoted(typed: str) -> tuple[int, str]:
    quoted = _QUOTE.match(typed)
    if not quoted:
        return 0, typed.rstrip()
    return quoted[1].count(">"), typed[quoted.end() :].rstrip()


def _closes(line: str, fence: str) -> bool:
    bare = line.strip()
    return len(bare) >= len(fence) and set(bare) == {fence[0]}


def _without_comments(line: str, inside: bool) -> tuple[str, bool]:
    """A line without HTML comments, and whether one goes on below it."""
    kept = ""
    while True:
        if inside:
            _, end, line = line.partition("-->")
            if not end:
                return kept, True
            inside = False
        before, start, rest = line.partition("<!--")
        kept += before
        if not start:
            return kept, False
        line, inside = rest, True


def _parts(line: str) -> Iterator[str]:
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


def _line(number: int, raw: str) -> Line:
    text = _HARD_BREAK.sub("", raw.strip())
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
    if not text:
        return Line(number, BLANK, "", "")
    if _RULE.fullmatch(raw) and len(set(text) - set(" \t")) == 1:
        return Line(number, RULE, "", raw)
    if heading := _HEADING.fullmatch(raw):
        words = heading[2].strip()
        return Line(number, HEADING if words else RULE, words, raw, len(heading[1]))
    if _NOTE.match(raw):
        return Line(number, NOTE, text, raw)
    if bullet := _BULLET.fullmatch(raw):
        return Line(
            number,
            BULLET,
            _HEADING_MARK.sub("", _TASK.sub("", _HARD_BREAK.sub("", bullet[3].strip()))),
            raw,
            indent=indent,
        )
    return Line(number, TEXT, text, raw, indent=indent)


def _with_underlined(lines: list[Line]) -> list[Line]:
    """Headings that are underlined (``===``) as headings.

    One right below a list, for which Markdown needs a blank line, is one where others are.
    """
    underlined = False
    for at in range(1, len(lines)):
        below, line = lines[at], lines[at - 1]
        rule = (
            _UNDERLINE.fullmatch(below.raw) if below.kind == RULE or below.raw[:1] in "=-" else None
        )
        if not rule or line.kind != TEXT or len(line.text) > 80 or below.kind == CODE:
            continue
        alone = at < 2 or lines[at - 2].kind in (BLANK, RULE)
        alone = alone or (underlined and lines[at - 2].kind == BULLET and not line.indent)
        if alone and line.text[-1] not in "。！？；;：:，,." and "](" not in line.text:
            underlined = True
            level = 1 if rule[1][0] == "=" else 2
            lines[at - 1] = replace(
                line, kind=HEADING, level=level, raw=f"{'#' * level} {line.text}"
            )
            lines[at] = replace(below, kind=RULE, text="")
    return lines


def _with_wrapped_bold(lines: list[Line]) -> list[Line]:
    """A bullet's title in bold type that goes on in the next line, as one line."""
    for at in range(1, len(lines)):
        bullet, below = lines[at - 1], lines[at]
        opens = bullet.kind == BULLET and bullet.text[:2] == "**" and bullet.text.count("**") == 1
        goes_on = below.kind == TEXT and below.indent > bullet.indent
        if opens and goes_on and below.text.endswith("**") and below.text.count("**") == 1:
            text = f"{bullet.text} {below.text}"
            lines[at - 1] = replace(bullet, text=text, raw=f"{bullet.raw} {below.text}")
            lines[at] = Line(below.number, COMMENT, "", "", indent=below.indent)
    return lines


def _with_bold_title(lines: list[Line]) -> list[Line]:
    """A first line in bold type that states the number of an issue as the title it is."""
    at = next((at for at, line in enumerate(lines) if line.text and line.kind != COMMENT), 0)
    bold = _BOLD.fullmatch(lines[at].text) if lines[at].kind == TEXT else None
    if bold and number_in(bold[1]):
        title = bold[1].strip()
        lines[at] = replace(lines[at], kind=HEADING, level=1, text=title, raw=f"# {title}")
    return lines


def _with_tables(lines: list[Line]) -> list[Line]:
    """Rows of pipe tables as rows: a header, dashes below it, and what follows with pipes."""
    at = 1
    while at < len(lines):
        head, dashes = lines[at - 1], lines[at]
        ruled = "|" in dashes.raw and "-" in dashes.raw and _DELIMITER.fullmatch(dashes.raw)
        if not ruled or "|" not in head.raw or head.kind in (CODE, TABLE):
            at += 1
            continue
        lines[at - 1] = replace(head, kind=TABLE)
        while at < len(lines) and "|" in lines[at].raw and lines[at].kind != CODE:
            lines[at] = replace(lines[at], kind=TABLE)
            at += 1
    return lines


def unescaped(text: str) -> str:
    """A text without the backslashes of Markdown's escapes."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
