"""What a single line below a title states: a field, links, a date, topics, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qikan.importing.formats.text.headline import plain
from qikan.importing.formats.text.line import BULLET, COMMENT, TABLE, TEXT, Line
from qikan.importing.formats.text.openings import is_only_links
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id, doi
from qikan.importing.reading.urls import Stated
from qikan.model.entry import Day

EMPHASIS_AROUND = re.compile(
    r"(?<![\w*])([*_`]{1,3})(?=\s*(?:<?https?://|\[))(.{0,2000}?)(?<=\S)\1(?![\w*])"
)
"""Emphasis or code around an address or a link."""
IN_EMPHASIS = re.compile(r"\A([*_]{1,3})(?=\S)([^\n]*?)(?<=\S)\1\Z")
CODES = re.compile(r"(?:[、,，|·/\s]*`[^`\n]{1,40}`)+[\s。]*")
ARXIV_LEAD = re.compile(r"(?ai)arxiv\s*[:：]?\s*(\d{4}\.\d{4,5})(?:v\d+)?(?!\d)")
"""An arXiv id in front of a text."""
HASHTAGS = re.compile(r"(?:#[^\s#`]{1,40}(?:[\s、,，]+|\Z))+")
META = re.compile(
    r"[#*_\s【\[]*(?:[^\w\s]{1,2}\s*)?(?:[\d一二三四五六七八九十]{1,2}[.、]\s*)?"
    r"(?:(?:论文|論文|文章)?(?:基本|论文|論文|文章|元)(?:信息|資訊|资料|資料)"
    r"|(?i:metadata|(?:basic|paper) info(?:rmation)?))[*_\s】\]：:]*"
)
"""A heading over nothing but fields."""
_IN_SQUARE_BRACKETS = re.compile(r"\[\[?([^\[\]\n]{1,80})\]\]?")
"""A word of a list that stands in brackets: ``[NLP], [ML]``, ``[[Ada Brook]]``."""
_REMARK = re.compile(r"\s*[(（\[][^()（）\[\]]{1,30}[)）\]]\s*\Z")
DIVIDER = re.compile(r"\s*(?<!\\)[|｜]\s*|\s+[·•]\s+|\u3000+|\s{3,}(?=\S)|\s{2,}(?=\*\*[^*\s])")
"""What parts several statements on one line."""
_OPENED_BY = {")": "(", "）": "（", "]": "[", "】": "【"}
IMAGE = re.compile(r"\s*!\[[^\]\n]*\]\([^)\n]*\)\s*")
_BADGE_IMAGE = re.compile(r"\[?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?")


def with_attributes(lines: Sequence[Line]) -> list[Line]:
    """Tables of two columns that name fields (属性 | 内容), as lines that do."""
    result: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].kind == TABLE:
            end += 1
        rows = [_cells(line.raw) for line in lines[at:end]]
        named = [labels.field_name(row[0]) or labels.is_label(row[0]) for row in rows[1:] if row]
        fields = any(labels.field_name(row[0]) for row in rows if row)
        if (
            fields
            and all(len(row) == 2 for row in rows)
            and 2 * sum(map(bool, named)) >= len(named) > 0
        ):
            for line, row in zip(lines[at:end], rows, strict=True):
                dashes = not any(map(str.isalnum, "".join(row)))
                header = line is lines[at] and not labels.field_name(row[0])
                text = "" if dashes or header else f"{row[0]}：{row[1]}"
                kind = TEXT if text else COMMENT
                result.append(Line(line.number, kind, text, text, quote=line.quote))
        else:
            result += lines[at:end]
        if end < len(lines):
            result.append(lines[end])
        at = max(end + 1, at + 1)
    return result


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def cut(typed: str, pieces: Iterable[Stated]) -> str:
    """A text without the links that stand by themselves in it."""
    left, at = "", 0
    for piece in pieces:
        if piece.start < piece.end:
            before = typed[at : piece.start]
            taken = typed[piece.start : piece.end].rstrip()
            opening = _OPENED_BY.get(taken[-1:], "")
            if opening and before.rstrip().endswith(opening) and _closes(taken, opening):
                before = before.rstrip()[:-1]  # the bracket around the link
            left += before.removesuffix("**") if before.count("**") % 2 else before
            at = piece.end
    rest = typed[at:]  # whose emphasis is closed where it has words
    if not left.strip() and at:
        rest = rest.lstrip(" -–—:：")
    return (left + rest).rstrip(" |｜·-—–([（【，," + ("" if re.search(r"\w", rest) else "*"))


def _closes(text: str, opening: str) -> bool:
    """Whether a text ends with a bracket that was opened before it."""
    return text.count(text[-1]) > text.count(opening)


def bare_label(text: str) -> str:
    """A label without the signs around it and without its colon."""
    return text.strip("-*+•·>#_` ").rstrip(":：* ").strip()


def is_short(part: str) -> bool:
    """Whether a part of a line is a label with its value, a link, a date or a few words."""
    return bool(labels.has_label(part)) or is_only_links(part) or len(part.strip()) <= 30


def is_bold_label(line: Line) -> bool:
    """Whether a line is a label in bold type or brackets and nothing else."""
    bare = bare_label(line.text)
    return line.text[:1] in "*_【[" and bool(labels.field_name(bare) or labels.is_label(bare))


def are_names(text: str) -> bool:
    """Whether a text in emphasis is a list of names."""
    names = re.split(r"\s*[,，、;；]\s*", text)
    return len(names) > 1 and all(
        1 < len(name) < 40 and not re.search(r"[。.!?：:]\s", name) for name in names
    )


def fits(name: str, value: str) -> bool:
    """Whether a value can be the field's; a sentence that only begins like a field cannot."""
    if name == "published":
        return field_day(value) is not None
    if name == "arxiv":
        return bool(arxiv_id(value))
    if name == "doi":
        return bool(doi(value))
    if name == "body":
        return False
    return 0 < len(value) <= (5000 if name == "authors" else 400) and "。" not in value


def field_day(value: str) -> Day | None:
    """The day that a field states, with a remark in brackets behind it or not."""
    return day(value) or day(_REMARK.sub("", value))


def listed(text: str) -> tuple[str, ...]:
    """Names or words of a list, whatever divides them; a comma only where nothing else does.

    ``and`` alone divides nothing: Computation and Language is one subject.
    """
    text = text.strip(" 。.")
    if (words := _IN_SQUARE_BRACKETS.findall(text)) and not _IN_SQUARE_BRACKETS.sub("", text).strip(
        " ,，、;；|"
    ):
        return tuple(part for word in words for part in re.split(r"\s*[,，]\s*", word) if part)
    for divider in (
        r"\s*[、;；|]\s*",
        r"\s*[，,]\s*(?:and\s+)?",
        r"\s*(?:^|\s)#",
        r"`\s*`",
    ):
        if re.search(divider, text):
            break
    return tuple(filter(None, (part.strip(" #*`") for part in re.split(divider, text))))


def stated(line: Line) -> tuple[str, str] | None:
    """The field that a line states with a value; None if it states none."""
    field = labels.field(line.text) if line.kind in (TEXT, BULLET) else None
    return field if field and field[1] else None


def is_badges(line: Line) -> bool:
    """Whether a line is images, linked or not, and nothing else."""
    return bool(line.text) and not re.search(r"\w", _BADGE_IMAGE.sub("", line.text))


def is_statement(part: str, *, markdown: bool) -> bool:
    """Whether a part of a line is a field with a value, a link, a date or topics."""
    field = labels.field(part)
    if field:
        return bool(field[1]) and fits(*field)
    text = plain(part, markdown=markdown).strip()
    is_date = len(text) <= 30 and day(text) is not None
    return is_only_links(part) or is_date or bool(CODES.fullmatch(part))
