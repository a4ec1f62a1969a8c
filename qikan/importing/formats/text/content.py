"""The lines below a title: fields, labelled links and the text told apart, each line once.

What is no field and no link stays the text it is, in Markdown, with its code, tables and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qikan.importing.formats.text.headline import HAN, plain
from qikan.importing.formats.text.lines import (
    BLANK,
    BULLET,
    COMMENT,
    HEADING,
    RULE,
    TABLE,
    TEXT,
    Line,
)
from qikan.importing.formats.text.openings import is_only_links
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id, doi, link
from qikan.importing.reading.names import are_people
from qikan.importing.reading.urls import Stated, stated_links, unlinked, without
from qikan.model import Day, Link

_EMPHASIS_AROUND = re.compile(
    r"(?<![\w*])([*_`]{1,3})(?=\s*(?:<?https?://|\[))(.*?)(?<=\S)\1(?![\w*])"
)
_IN_EMPHASIS = re.compile(r"\A([*_]{1,3})(?=\S)([^\n]*?)(?<=\S)\1\Z")
_CODES = re.compile(r"(?:[、,，|·/\s]*`[^`\n]{1,40}`)+[\s。]*")
_HASHTAGS = re.compile(r"(?:#[^\s#`]{1,40}(?:[\s、,，]+|\Z))+")
_DIVIDER = re.compile(r"\s*(?<!\\)[|｜]\s*|\s+[·•]\s+|\u3000+|\s{3,}(?=\S)")
_IMAGE = re.compile(r"\s*!\[[^\]\n]*\]\([^)\n]*\)\s*")
_QUALITY = re.compile(r"[★☆⭐🌟]|\d+(?:\.\d+)?\s*/\s*(?:5|10|100)\b")
_SOURCE = re.compile(
    r"(?i)(?:来自|來自|来源|來源|出处|出處|作者|机构|單位|单位|发布|發布|编辑|編輯|编译"
    r"|编譯|译者|譯者|整理|by|via|from|source|author)\b"
    r"|(?:来自|來自|来源|來源|出处|作者|机构|单位|编辑|编译|译者|整理)"
)
_ORGANISATION = re.compile(
    r"(?:大学|大學|研究院|研究所|实验室|實驗室|公司|团队|團隊|学院|學院|集团|university"
    r"|institute|labs?|inc\.?)\W*\Z",
    re.IGNORECASE,
)
_LONGEST_TITLE = 90
_LATIN_TITLE = re.compile(r"[^㐀-鿿]{8,240}")
_FIRST_LINES = 4
"""Lines below a title among which its other title may stand."""
_NO_LABELS: Mapping[str, int] = {}


@dataclass(slots=True)
class Content:
    """What the lines below a title say.

    ``fields`` are texts by name; ``links`` in order, those of sentences too. ``paper_ids`` are the
    arXiv ids of links that stand by themselves. ``body`` is Markdown, or plain lines where the
    source is plain text.
    """

    fields: dict[str, str] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    paper_ids: list[str] = field(default_factory=list)
    doi: str = ""
    has_abstract: bool = False
    body: list[str] = field(default_factory=list)

    @property
    def published(self) -> Day | None:
        """The date that the lines state."""
        return day(self.fields.get("published", ""))

    @property
    def arxiv(self) -> str:
        """The id of a field, else that of the first link that stands by itself."""
        stated = arxiv_id(self.fields.get("arxiv", ""))
        return stated or (self.paper_ids[0] if self.paper_ids else "")


def read(
    lines: Sequence[Line],
    title: str,
    page_labels: Mapping[str, int] = _NO_LABELS,
    *,
    markdown: bool,
    quote: int = 0,
) -> Content:
    """Tell the lines below a title apart; ``quote`` is how deep in quotations the title stands.

    ``page_labels`` counts how often each label stands on the page.
    """
    reader = _Reader(page_labels, markdown=markdown, quote=quote)
    rest = reader.other_title(_with_attributes(lines), title)
    for at, line in enumerate(rest):
        below = next((after for after in rest[at + 1 :] if after.kind != BLANK), None)
        reader.take(line, below)
    reader.settle()
    return reader.made


def _with_attributes(lines: Sequence[Line]) -> list[Line]:
    """Tables of two columns that name fields (属性 | 内容), as lines that do."""
    made: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].kind == TABLE:
            end += 1
        rows = [_cells(line.raw) for line in lines[at:end]]
        named = sum(
            bool(labels.field_name(row[0]) or labels.is_label(row[0])) for row in rows if row
        )
        if end > at + 1 and all(len(row) == 2 for row in rows) and named:
            for line, row in zip(lines[at:end], rows, strict=True):
                dashes = not any(map(str.isalnum, "".join(row)))
                header = line is lines[at] and not labels.field_name(row[0])
                text = "" if dashes or header else f"{row[0]}：{row[1]}"
                kind = TEXT if text else COMMENT
                made.append(Line(line.number, kind, text, text, quote=line.quote))
        else:
            made += lines[at:end]
        if end < len(lines):
            made.append(lines[end])
        at = max(end + 1, at + 1)
    return made


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


class _Reader:
    """One pass over the lines; ``waiting`` is a label whose address or value comes below it."""

    def __init__(self, page_labels: Mapping[str, int], *, markdown: bool, quote: int) -> None:
        self.made = Content()
        self.page_labels = page_labels
        self.markdown, self.quote = markdown, quote
        self.waiting: Line | None = None
        self.waits_for = ""
        self.answered = False
        self.has_text = False

    # ------------------------------------------------------------ the title in the other language

    def other_title(self, lines: list[Line], title: str) -> list[Line]:
        """Take the title in the other language from the first lines; the lines that are left."""
        wanted = "title_zh" if title and not HAN.search(title) else "title"
        filled = [at for at, line in enumerate(lines) if line.kind not in (BLANK, COMMENT, RULE)]
        for place, at in enumerate(filled[:_FIRST_LINES]):
            line = lines[at]
            text = plain(line.text, markdown=self.markdown).strip()
            if line.kind != TEXT or labels.field(line.text):
                if line.kind not in (TEXT, BULLET):
                    break
                continue
            is_bold_label = line.text[:2] in ("**", "__") and labels.is_note(line.text)
            is_linked = "](" in line.text or "://" in line.text
            if (
                not (is_bold_label or is_linked)
                and self._is_title(text, wanted, title)
                and self._more_below(lines, filled, place)
            ):
                self.made.fields[wanted] = text
                return [*lines[:at], *lines[at + 1 :]]
            if not (day(text) or _CODES.fullmatch(line.text) or is_only_links(line.text)):
                break
        return lines

    def _is_title(self, text: str, wanted: str, title: str) -> bool:
        if (
            labels.is_note(text)
            or self._is_repeated(text)
            or "://" in text
            or "](" in text
            or _QUALITY.search(text)
        ):
            return False
        if day(text) or "|" in text or "｜" in text or text.startswith("#"):
            return False
        if wanted == "title_zh":
            is_name = "/" in title or " " not in title.strip()
            long = len(text) > _LONGEST_TITLE or text[-1:] in "。；;：:，,…！"
            source = _SOURCE.match(text) or (_ORGANISATION.search(text) and len(text) < 30)
            return bool(HAN.search(text)) and not (long or source or is_name or are_people(text))
        words = len(text.split())
        ended = text[-1:] in ".;:,!" or re.search(r"\.\s+[A-Z]", text)
        return (
            bool(_LATIN_TITLE.fullmatch(text))
            and words > 2
            and not ended
            and not (are_people(text) or _ORGANISATION.search(text) or not text[:1].isalnum())
        )

    def _is_repeated(self, text: str) -> bool:
        """Whether a line begins with a label that other lines of the page begin with too."""
        label = labels.label_of(text)
        return bool(label) and self.page_labels.get(label, 0) > 1

    def _more_below(self, lines: list[Line], filled: list[int], place: int) -> bool:
        """Whether text, a field or a link stands below, and the line is no part of a paragraph."""
        if place + 1 >= len(filled):
            return False
        at, below = filled[place], lines[filled[place + 1]]
        if below.kind != TEXT or filled[place + 1] > at + 1:
            return True
        known = (
            labels.field(below.text)
            or labels.has_label(below.text)
            or are_people(plain(below.text, markdown=self.markdown))
        )
        return bool(known or is_only_links(below.text) or len(below.text) > 30)

    # ------------------------------------------------------------ line by line

    def take(self, line: Line, below: Line | None) -> None:
        """Take a line; ``below`` is the next one that is not blank."""
        if line.kind == COMMENT:
            return
        if line.kind == BLANK:
            self._text("", line)
        elif line.kind == HEADING:
            self._heading(line)
        elif line.kind in (TEXT, BULLET) and not _IMAGE.fullmatch(line.text):
            if not (
                self._several(line)
                or self._states(line)
                or self._links(line, below)
                or self._lone(line)
            ):
                self._sentence(line)
        elif line.kind == RULE:
            self.settle()
        else:
            self.settle()
            self._text(line.raw, line)

    def settle(self) -> None:
        """A label that got no address and no value was text."""
        waiting, self.waiting, self.waits_for = self.waiting, None, ""
        if waiting is not None and not self.answered:
            self._text(waiting.raw, waiting)
        self.answered = False

    def _wait(self, line: Line, name: str) -> None:
        self.settle()
        self.waiting, self.waits_for, self.answered = line, name, False

    def _heading(self, line: Line) -> None:
        name = labels.field_name(line.text)
        self.settle()
        if name == "body":
            self.made.has_abstract = True
            return
        if name or (labels.is_label(line.text) and not self.has_text):
            self._wait(line, name)
        else:
            self._text(line.raw, line)

    def _several(self, line: Line) -> bool:
        """Take a line of several short statements (作者: A | 日期: B); the others stay text."""
        if len(line.text) > 600 or not _DIVIDER.search(line.text):
            return False
        parts = [part for part in _DIVIDER.split(line.text) if part.strip()]
        known = [bool(self._is_statement(part)) for part in parts]
        if len(parts) < 2 or not any(known) or not all(map(_is_short_statement, parts)):
            return False
        self.settle()
        left = []
        for part in parts:
            piece = replace(line, text=part.strip(), raw=part.strip(), kind=TEXT)
            if not (
                self._is_statement(part)
                and (self._states(piece) or self._links(piece, None) or self._lone(piece))
            ):
                left.append(part.strip())
        if left:
            self._text(" | ".join(left), line)
        return True

    def _is_statement(self, part: str) -> bool:
        stated_ = labels.field(part)
        if stated_:
            return bool(stated_[1]) and _fits(*stated_)
        text = plain(part, markdown=self.markdown).strip()
        return (
            is_only_links(part)
            or bool(len(text) <= 30 and day(text))
            or bool(_CODES.fullmatch(part))
        )

    def _states(self, line: Line) -> bool:
        """Take a field with its value, its name, or the value of the name above."""
        stated = labels.field(line.text)
        if stated is None and self.waits_for and not _is_bold_label(line):
            return self._value_below(line)
        if stated is None:
            name = labels.field_name(line.text) if line.text[:1] in "*_【[" else ""
            if not name:
                return False
            stated = (name, "")
        name, value = stated
        if name == "body":
            self.settle()
            self.made.has_abstract = True
            self._text("", line)
            if value:
                self._sentence(line, value)
            return True
        if name in ("arxiv", "doi") and "://" in value:
            return False
        if not value:
            self._wait(line, name)
            return True
        if not self._field(name, value):
            return False
        self.settle()
        return True

    def _value_below(self, line: Line) -> bool:
        """Take the value of a field from the line below its name."""
        value = line.text.lstrip(":： ").strip()
        if not value:
            return True
        if self.answered and line.kind != BULLET and not _CODES.fullmatch(value):
            self.settle()
            return False
        if is_only_links(value) and self.waits_for != "arxiv":
            return False
        if self._field(self.waits_for, value, more=self.answered):
            self.answered = True
            if self.waits_for not in ("authors", "orgs", "topics"):
                self.settle()
            return True
        self.settle()
        return False

    def _field(self, name: str, value: str, *, more: bool = False) -> bool:
        value = plain(unlinked(value), markdown=self.markdown).strip("*` ")
        first = self.made.fields.get("title", "")
        if name == "title" and first and bool(HAN.search(first)) != bool(HAN.search(value)):
            if HAN.search(first):
                self.made.fields["title"], value = value, first
            name = "title_zh"
        known = self.made.fields.get(name)
        if not _fits(name, value) or (known is not None and not more):
            return known is not None and known == value
        if name in ("title", "title_zh"):
            value = value.strip("《》 ")
        self.made.fields[name] = f"{known}、{value}" if known else value
        return True

    def _links(self, line: Line, below: Line | None) -> bool:
        """Take links that stand by themselves, or the label of those on the next line."""
        text = _EMPHASIS_AROUND.sub(r"\2", line.text.lstrip(":： "))
        pieces = list(stated_links(text))
        if pieces and not without(text, pieces):
            named = self.waiting is not None and not any(piece.link.label for piece in pieces)
            for piece in pieces:
                label = (
                    _bare_label(self.waiting.text) if named and self.waiting else piece.link.label
                )
                self._link(link(piece.link.url, label.strip("*_` ")), alone=True)
            self.answered = self.answered or self.waiting is not None
            if not named:
                self.settle()
            return True
        bare = _bare_label(text)
        is_bold = text[:2] in ("**", "__") and text.rstrip(" :：")[-2:] in ("**", "__")
        if pieces or not (labels.is_label(bare) or (is_bold and len(bare) <= 10)):
            return False
        shown = _EMPHASIS_AROUND.sub(r"\2", below.text.lstrip(":： ")) if below else ""
        if is_only_links(shown):
            self._wait(line, "")
            return True
        return False

    def _lone(self, line: Line) -> bool:
        """Take a line that is an id, a date, topics or the names of authors and nothing else."""
        text = line.text.strip()
        bare = plain(text, markdown=self.markdown)
        if len(text) <= 40 and "://" not in text and arxiv_id(bare):
            return self._field("arxiv", bare)
        if self.has_text:
            return False
        if _CODES.fullmatch(text):
            return self._field("topics", "、".join(re.findall(r"`([^`]+)`", text)), more=True)
        if _HASHTAGS.fullmatch(text) and "#" in text:
            return self._field("topics", "、".join(re.findall(r"#([^\s#、,，]+)", text)), more=True)
        if len(bare) <= 40 and day(bare):
            return self._field("published", bare)
        italic = _IN_EMPHASIS.match(text)
        if are_people(bare) or (italic and _are_names(bare)):
            return self._field("authors", bare)
        return False

    def _sentence(self, line: Line, text: str = "") -> None:
        """Take text; links inside it stay, links that follow it by themselves are cut out."""
        self.settle()
        typed = text or line.raw
        pieces = list(stated_links(typed))
        for piece in pieces:
            self._link(piece.link, alone=piece.start < piece.end)
        if any(piece.start < piece.end for piece in pieces):
            typed = _cut(typed, pieces)
        self._text(typed, line)

    def _link(self, made: Link, *, alone: bool) -> None:
        self.made.links.setdefault(made.url, made)
        if not alone:
            return
        if (arxiv := arxiv_id(made.url)) and arxiv not in self.made.paper_ids:
            self.made.paper_ids.append(arxiv)
        elif not arxiv and (number := doi(made.url)):
            self.made.doi = self.made.doi or number

    def _text(self, typed: str, line: Line) -> None:
        if typed.strip() and line.quote > self.quote and self.markdown:
            typed = "> " * (line.quote - self.quote) + typed
        self.made.body.append(typed)
        self.has_text = self.has_text or (bool(typed.strip()) and line.kind in (TEXT, BULLET))


def _cut(typed: str, pieces: Iterable[Stated]) -> str:
    left, at = "", 0
    for piece in pieces:
        if piece.start < piece.end:
            left += typed[at : piece.start]
            at = piece.end
    return (left + typed[at:]).rstrip(" |｜·-—–([（【*")


def _bare_label(text: str) -> str:
    return text.strip("-*+•·>#_` ").rstrip(":：* ").strip()


def _is_short_statement(part: str) -> bool:
    """Whether a part of a line is a label with its value, a link, a date or a few words."""
    return bool(labels.has_label(part)) or is_only_links(part) or len(part.strip()) <= 30


def _is_bold_label(line: Line) -> bool:
    """Whether a line is a label in bold type or brackets and nothing else."""
    bare = _bare_label(line.text)
    return line.text[:1] in "*_【[" and bool(labels.field_name(bare) or labels.is_label(bare))


def _are_names(text: str) -> bool:
    names = re.split(r"\s*[,，、;；]\s*", text)
    return len(names) > 1 and all(
        1 < len(name) < 40 and not re.search(r"[。.!?：:]\s", name) for name in names
    )


def _fits(name: str, value: str) -> bool:
    """Whether a value can be the field's; a sentence that only begins like a field cannot."""
    if name == "published":
        return day(value) is not None
    if name == "arxiv":
        return bool(arxiv_id(value))
    if name == "doi":
        return bool(doi(value))
    if name == "body":
        return False
    return 0 < len(value) <= (5000 if name == "authors" else 400) and "。" not in value


def listed(text: str) -> tuple[str, ...]:
    """Names or words of a list, whatever divides them; a comma only where nothing else does."""
    text = text.strip(" 。.")
    for divider in (
        r"\s*[、;；|]\s*",
        r"\s*[，,]\s*(?:and\s+)?|\s+and\s+",
        r"\s*(?:^|\s)#",
        r"`\s*`",
    ):
        if re.search(divider, text):
            break
    return tuple(filter(None, (part.strip(" #*`") for part in re.split(divider, text))))


def stated(line: Line) -> tuple[str, str] | None:
    """The field that a line states with a value; None if it states none."""
    found = labels.field(line.text) if line.kind in (TEXT, BULLET) else None
    return found if found and found[1] else None


def arxiv_of(title_links: Iterable[Link], made: Content) -> str:
    """The arXiv id of an item: of a field, of the title's links, of links by themselves."""
    own = next(filter(None, (arxiv_id(link.url) for link in title_links)), "")
    return arxiv_id(made.fields.get("arxiv", "")) or own or made.arxiv


def is_badges(line: Line) -> bool:
    """Whether a line is images, linked or not, and nothing else."""
    return bool(line.text) and not re.search(r"\w", _BADGE_IMAGE.sub("", line.text))


_BADGE_IMAGE = re.compile(r"\[?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?")
