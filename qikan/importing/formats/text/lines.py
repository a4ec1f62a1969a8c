"""A foreign text as lines that know what they are: headings, bullets, code, tables, text.

Written for what editors have, which is often not quite Markdown: ``1.标题`` without a blank, labels
that run over lines, headings inside quotations. No line is lost: each is one ``Line`` at least.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qikan.importing.formats.text.html_in_line import parts, plain_links
from qikan.importing.formats.text.line import (
    BLANK,
    BULLET,
    CODE,
    COMMENT,
    HEADING,
    NOTE,
    RULE,
    TEXT,
    Line,
)
from qikan.importing.formats.text.over_lines import seen_together

MARKDOWN = re.compile(
    r"(?m)^[\s>]{0,8}#{1,6}\s+\S|\]\(\s*<?(?:https?:|\.|/|#)|^[\s>]{0,8}\*\*[^*\n]{1,200}\*\*"
    r"|^[\s>]{0,8}(?:[-*+]\s+(?:\*\*|\[)|```|\|.*\|)|(?<!`)`[^`\n]{1,80}`(?!`)|^>\s"
)
"""What shows that a text is Markdown."""

_QUOTE = re.compile(r" {0,3}((?:>[ \t]?)+)")
_FENCE = re.compile(r"\s*(?:[-*+]\s+)?(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^\s#\d!/a-zA-Z]))(.*?)[\s#]*")
_ANCHOR = re.compile(r"\s+\{#[\w.-]+\}?\Z")
"""The name that a heading gives itself for links: ``## Part {#part}``."""
_BULLET = re.compile(
    r"(\s*)([-*+•▪◦·‣●○◆■▶►➤❖✦])(?:[ \t]+|(?<=[•▪◦‣●○◆■▶►➤❖✦]))(?=\S)(.*)", re.DOTALL
)
_RULE = re.compile(r"\s{0,3}(?:[-*_=—─~·]\s?){3,200}")
_NOTE = re.compile(r"\s{0,3}\[\^?[^\]\n]{1,80}\]:\s*\S")
_FIELD = re.compile(r"[A-Za-z_][\w-]*\s*[:=]")
_SPACER = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_HARD_BREAK = re.compile(r"(?<!\\)\\\Z")
_TASK = re.compile(r"\A\[[ xX]\]\s+(?=\S)")
"""The box of a task in front of a bullet's text."""
_HEADING_MARK = re.compile(r"\A#{1,6}\s+(?=\S)")
"""The marks of a heading in a bullet, as outlines (Logseq) have them."""
_DETAILS = re.compile(r"<details\b", re.IGNORECASE)
_DETAILS_END = re.compile(r"</details>", re.IGNORECASE)


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
        line = plain_links(line)
        if not line.strip() and typed.strip(" >\t"):
            result.append(Line(number, COMMENT, "", ""))
            continue
        found = [nesting.placed(replace(_line(number, part), quote=quote)) for part in parts(line)]
        if line.strip() and all(part.kind == BLANK for part in found):
            found = [Line(number, COMMENT, "", "")]
        result += found
    return seen_together(result)


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


def _line(number: int, raw: str) -> Line:
    text = _HARD_BREAK.sub("", raw.strip())
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
    if not text:
        return Line(number, BLANK, "", "")
    if _RULE.fullmatch(raw) and len(set(text) - set(" \t")) == 1:
        return Line(number, RULE, "", raw)
    if heading := _HEADING.fullmatch(raw):
        words = _ANCHOR.sub("", heading[2].strip())
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
