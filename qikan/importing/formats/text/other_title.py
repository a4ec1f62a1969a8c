"""The title in the other language, which stands on a line of its own between title and text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qikan.importing.formats.text.headline import plain
from qikan.importing.formats.text.line import BLANK, BULLET, COMMENT, RULE, TEXT, Line
from qikan.importing.formats.text.openings import is_only_links
from qikan.importing.formats.text.statements import CODES
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.people import are_people, is_person
from qikan.markdown.han import has_han

_QUALITY = re.compile(r"[★☆⭐🌟]|\d+(?:\.\d+)?\s*/\s*(?:5|10|100)\b")
_NUMBER = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)")
_SOURCE = re.compile(
    r"(?i)(?:来自|來自|来源|來源|出处|出處|作者|机构|单位|單位|编辑|編輯|编译|編譯|译者|譯者|整理)"
    r"|(?:by|via|from|source|author)\b"
)
_ORGANISATION = re.compile(
    r"(?:大学|大學|研究院|研究所|实验室|實驗室|公司|团队|團隊|学院|學院|集团|university"
    r"|institute|labs?|inc\.?)\W*\Z",
    re.IGNORECASE,
)
_LONGEST_CHINESE = 90
_LATIN = re.compile(r"[^㐀-鿿]{8,240}")
_NAME = re.compile(r"[A-Za-z][\w.+-]{1,30}(?=\s?[：:])")
"""The name of a method in front of a title, which its other title begins with too."""
_LONGEST = 300
"""Characters of a title at the most."""
_LINES_OF_NAME = 8
_FIRST_LINES = 4
"""Lines below a title among which its other title may stand."""


class OtherTitle(NamedTuple):
    """A title in the other language: its field, its words, and its place among the lines."""

    field: str
    text: str
    at: int


def find(
    lines: Sequence[Line], title: str, page_labels: Mapping[str, int], *, markdown: bool
) -> OtherTitle | None:
    """The title in the other language among the first lines below a title; None if none is one.

    It is no label, score, date, tag, author or source line, and something stands below it.
    """
    wanted = "title_zh" if title and not has_han(title) else "title"
    filled = [at for at, line in enumerate(lines) if line.kind not in (BLANK, COMMENT, RULE)]
    for place, at in enumerate(filled[:_FIRST_LINES]):
        line = lines[at]
        text = plain(line.text, markdown=markdown).strip()
        if line.kind == BULLET or (line.kind == TEXT and labels.field(line.text)):
            continue
        if line.kind != TEXT:
            break
        if _is_candidate(line, text, page_labels) and _more_below(lines, filled, place):
            fits = _is_chinese if wanted == "title_zh" else _is_foreign
            if fits(text, title):
                return OtherTitle(wanted, text, at)
        if not (day(text) or CODES.fullmatch(line.text) or is_only_links(line.text)):
            break
    return _with_the_name(lines, filled, title, markdown=markdown)


def _with_the_name(
    lines: Sequence[Line], filled: Sequence[int], title: str, *, markdown: bool
) -> OtherTitle | None:
    """A foreign title a few lines below, known by the name that both titles begin with."""
    name = _NAME.match(title) if has_han(title) else None
    for place, at in enumerate(filled[:_LINES_OF_NAME] if name else ()):
        text = plain(lines[at].text, markdown=markdown).strip()
        begins = name is not None and text.startswith(f"{name[0]}:")
        if begins and lines[at].kind == TEXT and _more_below(lines, filled, place):
            return OtherTitle("title", text, at) if _is_foreign(text, title) else None
    return None


def _is_candidate(line: Line, text: str, page_labels: Mapping[str, int]) -> bool:
    """Whether a line is words only: no link, label, score, date or tag, and no whole paragraph."""
    if len(text) > _LONGEST:
        return False
    if "](" in line.text or "://" in text or "|" in text or "｜" in text or text[:1] == "#":
        return False
    if _NUMBER.search(text):
        return False
    label = labels.label_of(text)
    is_repeated = bool(label) and page_labels.get(label, 0) > 1
    is_note = (
        labels.is_note(text)
        or labels.is_subheading(text)
        or (line.text[:2] in ("**", "__") and labels.is_note(line.text))
    )
    return not (is_repeated or is_note or _QUALITY.search(text) or day(text))


def _is_chinese(text: str, title: str) -> bool:
    """Whether a text reads as the Chinese title of a foreign one; a name (a/b) has none."""
    is_name = "/" in title or " " not in title.strip()
    is_text = len(text) > _LONGEST_CHINESE or text[-1:] in "。；;：:，,…！"
    is_source = _SOURCE.match(text) or (_ORGANISATION.search(text) and len(text) < 30)
    if is_name or is_text or is_source or are_people(text) or labels.says_where_published(text):
        return False
    return has_han(text)


def _is_foreign(text: str, title: str) -> bool:
    """Whether a text reads as the foreign title of one that has its Chinese one."""
    if not _LATIN.fullmatch(text) or len(text.split()) < 3 or not text[:1].isalnum():
        return False
    is_text = text[-1:] in ".;:,!" or re.search(r"\.\s+[A-Z]", text)
    named = _NAME.match(title)
    is_named = named is not None and text.startswith(f"{named[0]}:")
    return is_named or not (is_text or are_people(text) or _ORGANISATION.search(text))


def _more_below(lines: Sequence[Line], filled: Sequence[int], place: int) -> bool:
    """Whether something stands below a line, and the line is no part of a paragraph."""
    if place + 1 >= len(filled):
        return False
    below = lines[filled[place + 1]]
    if below.kind != TEXT or filled[place + 1] > filled[place] + 1:
        return True
    names = below.text.strip("*_ ")
    is_known = labels.has_label(below.text) or are_people(names) or is_person(names)
    return is_known or is_only_links(below.text) or len(below.text) > 30
