"""A record and a map of its fields -> an item."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from qikan.content.values import arxiv_fault, url_fault
from qikan.editions import LANGS
from qikan.importing.formats.records.addresses import is_for_programs, links_in, type_hint
from qikan.importing.formats.records.body import as_block, without_repeated
from qikan.importing.formats.records.kinds import names_a_list
from qikan.importing.formats.records.mapping import FieldMap
from qikan.importing.formats.records.names import PARTS, meanings, plain_name
from qikan.importing.formats.records.record import Record
from qikan.importing.formats.records.values import at, texts
from qikan.importing.item import Item
from qikan.importing.reading import links
from qikan.importing.reading.dates import last_day_in
from qikan.importing.reading.machine_dates import (
    NO_STYLE,
    DateStyle,
    arxiv_month,
    moment,
    year_note,
)
from qikan.importing.reading.people import listed_names, shortened_note, split_names
from qikan.importing.reading.tex import without_tex
from qikan.markdown.from_html.web import has_tags
from qikan.markdown.han import has_han
from qikan.model.entry import Day, Link

_PAPERS = frozenset(
    "abstract venue journal conference booktitle authors arxiv arxivid doi pdfurl citationcount"
    " 论文标题 论文题目 期刊 会议 论文链接 论文作者".split()
)
"""Names that only records of papers have."""

_OF_AN_ANSWER = frozenset(
    "status code message msg success error next previous cursor version type format language lang"
    " query url link href id uuid etag hash generator encoding".split()
)
"""Names around records by which a service speaks of its answer, not of what is in it."""

_ORIGINAL = "原文摘要"
_TOPIC_SEPARATORS = re.compile(r"\s*[,，;；、|\n]\s*")
_ORG_SEPARATORS = re.compile(r"\s*[;；|\n]\s*")
_HOMONYM = re.compile(r"\s0\d{3}\Z")
"""The number that DBLP gives to people of one name: ``Wei Li 0001``."""
_NO_DAY = frozenset(
    ["", "-", "—", "/", "无", "無", "暂无", "none", "null", "nan", "n/a", "na", "nat"]
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9A-Fa-f]{1,5}|[A-Za-z]{2,8});")
_CATEGORY = (
    r"(?:cs|math|stat|eess|econ|q-bio|q-fin|physics|cond-mat|astro-ph|quant-ph|hep-\w+|nucl-\w+"
    r"|math-ph|gr-qc|nlin)(?:\.[A-Za-z-]+)?"
)
_CATEGORIES = re.compile(rf"(?:{_CATEGORY}\s+)+{_CATEGORY}")


def are_papers(names: Sequence[str]) -> bool:
    """Whether the names of a file's fields are those of papers."""
    return any(
        plain_name(name) in _PAPERS or plain_name(name).startswith("authors") for name in names
    )


def typed_days(record: Record, wanted: FieldMap) -> list[str]:
    """What a record states where its file has days."""
    read = _Reader(record, wanted)
    typed = [*read.texts("published"), *read.texts("date")]
    return [text.strip() for text in typed if text.strip().casefold() not in _NO_DAY]


def unused_around(record: Record) -> list[str]:
    """The names of texts around a record: an entry takes nothing of them."""
    if not record.sections and not record.key and not record.around:
        return []
    used = {"date", "published", "topics", "title"}
    return [
        name
        for name, value in record.around.items()
        if isinstance(value, str)
        and any(map(str.isalpha, value))
        and plain_name(name) not in _OF_AN_ANSWER
        and not meanings(name).keys() & used
    ]


def item_of(record: Record, wanted: FieldMap, path: str, *, papers: bool, style: DateStyle) -> Item:
    """The item that a record states; its title is empty where it states none.

    ``style``: how the file writes days.
    """
    read = _Reader(record, wanted, style)
    title, title_zh = read.titles()
    found_links = read.links()
    arxiv = read.arxiv(found_links)
    doi = next((links.doi(text) for text in read.texts("doi") if links.doi(text)), "")
    authors, more = read.authors()
    authors = tuple(_HOMONYM.sub("", without_tex(name)) for name in authors)
    body, markdown = read.body()
    published = read.published()
    year = "".join(read.texts("published")[:1]).strip()
    submitted = arxiv_month(arxiv)
    if not published and submitted and str(submitted.year) == year:
        published = submitted
    notes = () if published else year_note(year, title + title_zh)
    if more:
        notes += shortened_note(body + title_zh + title)
    kind = read.kind() or ("paper" if papers or arxiv or doi else "news")
    return Item(
        path=path,
        line=record.line,
        title=title,
        title_zh=title_zh,
        lang=next((text for text in read.texts("lang") if text in LANGS), ""),
        kind=kind,
        date=read.date(),
        published=published,
        arxiv=arxiv,
        doi="" if "10.48550/arxiv" in doi.casefold() else doi,
        authors=authors,
        orgs=read.orgs(),
        topics=read.topics(),
        links=found_links,
        notes=notes,
        body=body,
        markdown=markdown,
    )


class _Reader:
    """Reads the fields of one record by a map."""

    def __init__(self, record: Record, wanted: FieldMap, style: DateStyle = NO_STYLE) -> None:
        self.record, self.fields, self.style = record, wanted.fields, style

    def texts(self, name: str) -> list[str]:
        return [
            text for path in self.fields.get(name, ()) for text in texts(self.record.values, path)
        ]

    def titles(self) -> tuple[str, str]:
        """The title in its first language and the Chinese one beside it."""
        stated = [
            *self.texts("title")[:1],
            *self.texts("title_en")[:1],
            *self.texts("title_zh")[:1],
        ]
        clean = [without_tex(_without_tags(text)) for text in stated if url_fault(text.strip())]
        foreign = [text for text in clean if not has_han(text)]
        chinese = [text for text in clean if has_han(text)]
        if foreign and chinese:
            return foreign[0], chinese[-1]
        return (foreign or chinese or [""])[0], ""

    def arxiv(self, record_links: Sequence[Link]) -> str:
        """The arXiv id that is stated, or the only one that the record's links name."""
        for text in [*self.texts("arxiv"), self.record.key]:
            if (stated := links.arxiv_id(text)) and (
                text in self.texts("arxiv") or not arxiv_fault(stated)
            ):
                return stated
        named = {links.arxiv_id(link.url) for link in record_links} - {""}
        return named.pop() if len(named) == 1 else ""

    def authors(self) -> tuple[tuple[str, ...], bool]:
        """The authors, and whether the source states that there are more."""
        for path in self.fields.get("authors", ()):
            values = list(at(self.record.values, path))
            names = [value for value in values if isinstance(value, str) and value.strip()]
            is_list = "[]" in path or len(values) > 1
            if is_list and names:
                more = names[-1].strip().casefold() in ("et al.", "et al", "others", "等")
                return listed_names(names[:-1] if more else names), more
            if names:
                return split_names(names[0])
            people = [value for value in values if isinstance(value, dict)]
            if people:  # CSL: {family, given}
                return listed_names(list(filter(None, map(person_name, people)))), False
        return (), False

    def orgs(self) -> tuple[str, ...]:
        """The organisations: of several names that a source has for them, the best."""
        for path in self.fields.get("orgs", ()):
            if names := texts(self.record.values, path):
                parted = [part for name in names for part in _ORG_SEPARATORS.split(name)]
                return tuple(dict.fromkeys(filter(None, parted)))
        return ()

    def topics(self) -> tuple[str, ...]:
        topics: dict[str, None] = {}
        around = [
            text
            for name, text in self.record.around.items()
            if isinstance(text, str) and "topics" in meanings(name)
        ]
        sections = [
            name
            for name in self.record.sections
            if not (moment(name) or links.arxiv_id(name) or names_a_list(name))
        ]
        for path in self.fields.get("topics", ()):
            typed = texts(self.record.values, path)
            is_list = path.endswith("[]") and len(typed) > 1  # whose members may hold commas
            parts = typed if is_list else [part for text in typed for part in _topics(text)]
            topics.update(dict.fromkeys(part.strip(" #") for part in parts))
        parts = [part for text in (*around, *sections) for part in _topics(text)]
        topics.update(dict.fromkeys(part.strip(" #") for part in parts))
        return tuple(topic for topic in topics if topic and not topic.isdecimal())  # of a database

    def links(self) -> tuple[Link, ...]:
        by_address: dict[str, Link] = {}
        for path in self.fields.get("links", ()):
            for text in texts(self.record.values, path):
                label = "" if meanings(path) else path
                for link in (
                    links_in(text.rstrip("."), label, type_hint(path))
                    if not is_for_programs(text)
                    else ()
                ):
                    by_address.setdefault(link.url, link)
        for text in self.texts("arxiv"):
            if "://" in text:
                by_address.setdefault(text, links.link(text))
        return tuple(by_address.values())

    def date(self) -> Day | None:
        """The day the list carries the record: its own, or that of the issue it stands in."""
        for text in self.texts("date"):
            if day := self.style.day(text):
                return day
        for name, value in self.record.around.items():
            if (
                isinstance(value, str)
                and meanings(name).keys() & {"date", "published"}
                and (day := moment(value) or last_day_in(value))
            ):
                return day
        return next(filter(None, map(moment, reversed(self.record.sections))), None)

    def published(self) -> Day | None:
        """The day the paper or the news appeared; a year and a month may stand apart."""
        stated = self.texts("published")
        for path in self.fields.get("published", ()):
            for parts in at(self.record.values, path):  # [[2024, 5, 31]] of CSL
                if isinstance(parts, list) and len(parts) > 1:
                    stated.append("-".join(str(part).zfill(2) for part in parts[:3]))
        for text in stated:
            if day := self.style.day(text):
                return day
        years = [text for text in stated if re.fullmatch(r"[12]\d{3}", text.strip())]
        for text in stated:
            if years and re.fullmatch(r"\d{1,2}|[A-Za-z]{3,9}\.?", text.strip()):
                number = f"{int(text):02}" if text.strip().isdigit() else text
                for spelled in (f"{years[0]}-{number}", f"{text} {years[0]}"):
                    if day := moment(spelled):
                        return day
        return None

    def kind(self) -> str:
        return next((text for text in self.texts("kind") if text in ("paper", "news")), "")

    def body(self) -> tuple[str, bool]:
        """The text of a record, and whether it is Markdown.

        What is in Chinese comes first; a foreign abstract beside it stands below its own words.
        """
        parts: list[tuple[str, str]] = []
        for name in PARTS:
            for path in self.fields.get(name, ()):
                joined = "\n\n".join(texts(self.record.values, path))
                if joined and not any(joined == text for _, text in parts):
                    parts.append((name, joined))
        parts = without_repeated(parts)
        if len(parts) == 1 and not has_tags(parts[0][1]):
            return parts[0][1], parts[0][0] == "markdown"
        chinese = [part for part in parts if has_han(part[1])]
        foreign = [part for part in parts if not has_han(part[1])]
        blocks = [as_block(name, text) for name, text in chinese]
        for name, text in foreign:
            block = as_block(name, text)
            if chinese and name in ("summary", "markdown"):
                block = f"**{_ORIGINAL}**\n\n{block}"
            blocks.append(block)
        return "\n\n".join(filter(None, blocks)), True


def _topics(text: str) -> list[str]:
    """The topics in a text, whatever divides them; categories of arXiv are divided by blanks."""
    is_categories = _CATEGORIES.fullmatch(text.strip())
    return text.split() if is_categories else _TOPIC_SEPARATORS.split(text)


def person_name(person: Mapping[str, Any]) -> str:
    """A person of CSL-JSON or of an API: ``{family, given}``, ``{literal}``, ``{name}``."""
    given, family = str(person.get("given") or ""), str(person.get("family") or "")
    particle = str(person.get("non-dropping-particle") or person.get("dropping-particle") or "")
    if family:
        last = f"{particle} {family}".strip()
        return f"{family}{given}" if has_han(family + given) else f"{given} {last}".strip()
    for name in ("literal", "name", "full_name", "fullname", "display_name", "author"):
        if isinstance(person.get(name), str):
            return str(person[name])
    return ""


def _without_tags(text: str) -> str:
    """A title without HTML's tags and entities (``&#8211;``)."""
    text = html.unescape(text) if _ENTITY.search(text) else text
    return " ".join(re.sub(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>", "", text).split())
