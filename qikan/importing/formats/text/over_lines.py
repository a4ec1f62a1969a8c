"""What shows only by the lines around: underlined headings, a title in bold type, tables."""

from __future__ import annotations

import re
from dataclasses import replace

from qikan.importing.formats.text.line import (
    BLANK,
    BULLET,
    CODE,
    COMMENT,
    HEADING,
    RULE,
    TABLE,
    TEXT,
    Line,
)
from qikan.importing.reading.issue_numbers import number_in

_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*")
_DELIMITER = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")


def seen_together(lines: list[Line]) -> list[Line]:
    """Lines that were read one by one, with what only their neighbours show; as many as before."""
    return _with_tables(_with_bold_title(_with_underlined(lines)))


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
