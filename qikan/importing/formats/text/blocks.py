"""The lines under a title: fields, labelled links and paragraphs told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qikan.importing.item import Item
from qikan.importing.reading.dates import day
from qikan.importing.reading.labels import field, is_label
from qikan.importing.reading.links import arxiv_id, doi, link
from qikan.importing.reading.urls import Stated, stated_links, unlinked, without
from qikan.model import Day, Link

HAN = re.compile(r"[㐀-鿿豈-﫿]")
SENTENCE_END = "。！？!?…；;.”」』）)】》\"'"
"""What a whole sentence may end with."""
_BEGINS = re.compile(
    r"[-*+•·●>#|]|[一-鿿]{2,6}[:：]|[(（【\[]?(?:\d{1,3}|[一二三四五六七八九十①-⑳])[)）】\]、.．:：]"
)
_LATIN = re.compile(r"[!-~\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Block:
    """What lines say: fields by name, links in order, the text's paragraphs.

    ``linked`` is how many of the lines go down to the last one that is nothing but a link.
    """

    fields: Mapping[str, str]
    links: tuple[Link, ...]
    paragraphs: tuple[str, ...]
    linked: int

    @property
    def published(self) -> Day | None:
        """The date the lines state for the paper itself."""
        return day(self.fields.get("published", ""))

    @property
    def arxiv(self) -> str:
        """The id stated in a field, else that of the first address labelled or placed as a link."""
        return arxiv_id(self.fields.get("arxiv", "")) or self.fields.get("arxiv_link", "")

    @property
    def doi(self) -> str:
        """The DOI stated in a field or by a link."""
        return doi(self.fields.get("doi", "")) or self.fields.get("doi_link", "")

    def names(self, field_name: str) -> tuple[str, ...]:
        """A field that lists names or words, split as it is written."""
        return listed(self.fields.get(field_name, ""))

    def found(self, **own: Any) -> Item:
        """An item with what the lines state, and its own title, text and place."""
        return Item(
            published=self.published,
            arxiv=self.arxiv,
            doi=self.doi,
            authors=self.names("authors"),
            orgs=self.names("orgs"),
            topics=self.names("topics"),
            links=self.links,
            **own,
        )


def is_table_or_post(text: str) -> bool:
    """Whether a text is mostly a Markdown table, or has front matter: then no shape of ours."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    rows = sum(line[0] == "|" == line[-1] and len(line) > 1 for line in lines)
    ruled = any("|" in line and "--" in line and not line.strip("|:- \t") for line in lines)
    return lines[:1] in (["---"], ["+++"]) or rows * 2 > len(lines) or (ruled and not rows)


def listed(text: str) -> tuple[str, ...]:
    """Names or words of a list, whatever divides them; a comma only where nothing else does."""
    text = text.strip(" 。.")
    for divider in (r"\s*[、;；|]\s*", r"\s*[，,]\s*(?:and\s+)?|\s+and\s+", r"\s*(?:^|\s)#"):
        if re.search(divider, text):
            break
    return tuple(filter(None, (part.strip(" #*`") for part in re.split(divider, text))))


def read_block(lines: Iterable[str]) -> Block:
    """Tell the lines under a title apart; blank lines say nothing here."""
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        if line.strip():
            reader.take(line.strip(), number)
        reader.open = bool(line.strip())
    reader.settle()
    return Block(
        reader.fields, tuple(reader.links.values()), tuple(reader.paragraphs), reader.linked
    )


class _Reader:
    """One pass over the lines; ``waiting`` is a label whose address or value comes below it."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.links: dict[str, Link] = {}
        self.paragraphs: list[str] = []
        self.linked = 0
        self.waiting = ""
        self.answered = False
        self.open = False

    def take(self, line: str, number: int) -> None:
        pieces = list(stated_links(line))
        if pieces and self._answer(line, pieces, number):
            return
        if not pieces and (self._names_something(line) or self._is_id(line)):
            return
        if not pieces and self._is_head(line):
            self.settle()
            self.waiting = line
            return
        self.settle()
        for piece in pieces:
            self._link(piece.link, alone=piece.start < piece.end)
        left = without(line, pieces)
        if pieces and not left:
            self.linked = number
        self._paragraphs(left)

    def settle(self) -> None:
        """A label that got no address was text."""
        if self.waiting and not self.answered and field(self.waiting) is None:
            self.paragraphs.append(self.waiting)
        self.waiting, self.answered = "", False

    def _answer(self, line: str, pieces: list[Stated], number: int) -> bool:
        """Addresses alone below a label are its links."""
        if not self.waiting or without(line, pieces) or any(piece.link.label for piece in pieces):
            return False
        label = _head(self.waiting)
        for piece in pieces:
            self._link(link(piece.link.url, label), alone=True)
        self.linked, self.answered = number, True
        return True

    def _is_head(self, line: str) -> bool:
        return is_label(_head(line)) and (line.rstrip("* ")[-1:] in ":：" or len(line) <= 16)

    def _names_something(self, line: str) -> bool:
        """Take a field, or the value of the field whose name stood on the line above."""
        found = field(line)
        if found is None and self.waiting and not self.answered:
            above = field(self.waiting.rstrip(":： ") + "：" + line)
            found = above if above and above[1] == line else None
        if found is None:
            return False
        name, value = found
        if not value and name != "body":
            self.settle()
            self.waiting = line
            return True
        if name == "body":
            self.settle()
            self.open = False
            self._paragraphs([value] if value else [])
            return True
        if name in self.fields or not _fits(name, value):
            return False
        self.waiting = ""
        self.fields[name] = unlinked(value).strip("*` ")
        return True

    def _is_id(self, line: str) -> bool:
        """Take a line that is nothing but an arXiv id."""
        if number := is_arxiv_id(line):
            self.fields.setdefault("arxiv", number)
        return bool(number)

    def _link(self, made: Link, *, alone: bool) -> None:
        self.links.setdefault(made.url, made)
        if not alone:
            return
        if arxiv := arxiv_id(made.url):
            self.fields.setdefault("arxiv_link", arxiv)
        elif number := doi(made.url):
            self.fields.setdefault("doi_link", number)

    def _paragraphs(self, texts: Iterable[str]) -> None:
        for text in texts:
            named = field(text)
            shown = shown_text(named[1] if named and named[0] == "body" else text)
            if self.paragraphs and self.open and goes_on(self.paragraphs[-1], text):
                self.paragraphs[-1] = joined(self.paragraphs[-1], shown)
            elif shown:
                self.paragraphs.append(shown)


def is_arxiv_id(line: str) -> str:
    """The arXiv id that a whole line is, or ''."""
    return "" if "://" in line or len(line) > 40 else arxiv_id(line)


def _head(line: str) -> str:
    return line.strip("-*+•·> ").rstrip(":：* ").strip()


def shown_text(text: str) -> str:
    """A line as plain text: without the marks of a list and of bold type, links as their words."""
    text = re.sub(r"^(?:[-*+•]\s+|>\s*)+", "", text.strip())
    return unlinked(re.sub(r"(\*\*)(?=\S)([^\n]{1,500}?)(?<=\S)\1(?!\*)", r"\2", text)).strip()


def goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of the paragraph above it, which was wrapped inside a sentence."""
    if len(above) < 20 or _BEGINS.match(line):
        return above[-1] in "，,、" and not _BEGINS.match(line)
    return above[-1] not in SENTENCE_END + "：:"


def joined(above: str, line: str) -> str:
    """Two lines as one; Chinese sets no blank where a line was broken."""
    return above + " " * bool(_LATIN.match(above[-1]) and _LATIN.match(line)) + line


def _fits(name: str, value: str) -> bool:
    """Whether a value can be the field's; a sentence that only begins like a field cannot."""
    if name == "published":
        return day(value) is not None
    if name == "arxiv":
        return bool(arxiv_id(value))
    if name == "doi":
        return bool(doi(value))
    return len(value) <= (3000 if name == "authors" else 300) and "。" not in value


def is_chinese_title(text: str) -> bool:
    """Whether a line below a foreign title reads as its Chinese title."""
    return bool(HAN.search(text)) and len(text) <= 90 and text[-1:] not in "。；;：:，,…"
