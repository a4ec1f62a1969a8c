"""The lines below a title: fields, labelled links and the text, each line once.

What is no field and no link stays the text it is, in Markdown, with its code, tables and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qikan.importing.formats.text import attribution, other_title, statements
from qikan.importing.formats.text.headline import plain, without_emoji
from qikan.importing.formats.text.line import BLANK, BULLET, COMMENT, HEADING, RULE, TEXT, Line
from qikan.importing.formats.text.openings import is_only_links
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id, doi, link
from qikan.importing.reading.people import are_people, is_person, people_and_orgs
from qikan.importing.reading.urls import addresses, stated_links, unlinked, without
from qikan.markdown.han import has_han
from qikan.model.entry import Day, Link

_DASH = re.compile(r"\A\s*[-–—|·]+\s*(?=[*_])")
"""What parts links from names set in italics."""
_LEADING_NAMES = re.compile(
    r"([*_])(?=\S)([^*_\n]{3,600})(?<=\S)\1(?:\s*[,，.。;；|]\s*|\s+|\Z)(?P<rest>.*)", re.DOTALL
)
_YEAR = re.compile(r"[A-Za-z].*(?:19|20)\d\d")
_DAY_AND_BRACKET = re.compile(r"[^()（）]*[(（]([^()（）]{2,60})[)）]\s*")
_LONGEST_ATTRIBUTION = 300
_VENUE = 40
"""Characters of a text that is no more than the venue behind a title."""
_NO_LABELS: Mapping[str, int] = {}
_NO_FIELDS: Mapping[str, str] = {}


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
        return statements.field_day(self.fields.get("published", ""))

    @property
    def is_of_paper(self) -> bool:
        """Whether the lines state an abstract or a venue, as those below a paper's title do."""
        return self.has_abstract or "venue" in self.fields

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
    fields: Mapping[str, str] = _NO_FIELDS,
) -> Content:
    """Tell the lines below a title apart; ``quote`` is how deep in quotations the title stands.

    ``page_labels`` counts how often each label stands on the page. ``fields`` are those that the
    line of the title states.
    """
    reader = _Reader(markdown=markdown, quote=quote)
    reader.content.fields.update(fields)
    rest = statements.with_attributes(lines)
    other = other_title.find(rest, title, page_labels, markdown=markdown)
    if other is not None:
        reader.content.fields[other.field] = other.text
        rest = [*rest[: other.at], *rest[other.at + 1 :]]
    for line, below in zip(rest, _filled_below(rest), strict=True):
        reader.take(line, below)
    reader.settle()
    reader.take_source()
    quoted = [line for line in rest if line.quote > quote and line.kind != BLANK]
    reader.content.body = _unquoted(reader.content.body, len(quoted))
    return reader.content


def _filled_below(lines: Sequence[Line]) -> list[Line | None]:
    """For each line the next one that is not blank, in one pass from the end."""
    below: Line | None = None
    answers = []
    for line in reversed(lines):
        answers.append(below)
        below = below if line.kind == BLANK else line
    return answers[::-1]


def _unquoted(body: list[str], quoted: int) -> list[str]:
    """A text without the signs of quotation around the whole record that it was a part of.

    ``quoted`` counts the lines of the record that were quoted: fewer are left where some were
    fields or links.
    """
    filled = [line for line in body if line.strip()]
    is_record = len(filled) < quoted and all(line.startswith("> ") for line in filled)
    if not is_record or any(line.startswith("> [!") for line in filled):
        return body
    return [line.removeprefix("> ") for line in body]


_UNKNOWN = re.compile(r"(?i)(?:unknown|n/?a|未知|不详|不詳|[暂暫][无無缺])(?:\s*[(（].*[)）])?")
_WRITER = re.compile(
    r"(?i)(?:author|作者)\s*[:：]\s*(?P<family>[^,|\n]{1,40}),\s*(?P<given>[^,|\n]{1,60})\s*\|"
    r"\s*(?P<org>[^|\n]{2,200})"
)
"""One author on a line: ``Author: Brook, Ada | River University``."""
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]{1,80})\]\]")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")


class _Reader:
    """One pass over the lines; ``waiting`` is a label whose address or value comes below it."""

    def __init__(self, *, markdown: bool, quote: int) -> None:
        self.content = Content()
        self.markdown, self.quote = markdown, quote
        self.waiting: Line | None = None
        self.waits_for = ""
        self.answered = False
        self.has_text = False

    # ------------------------------------------------------------ line by line

    def take(self, line: Line, below: Line | None) -> None:
        """Take a line; ``below`` is the next one that is not blank."""
        if line.kind == COMMENT or statements.META.fullmatch(line.text):
            return
        if line.kind == BLANK:
            self._text("", line)
        elif line.kind == HEADING:
            self._heading(line, below)
        elif line.kind in (TEXT, BULLET) and not statements.IMAGE.fullmatch(line.text):
            if not (
                self._writer(line)
                or self._attribution(line)
                or self._several(line)
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

    def _heading(self, line: Line, below: Line | None) -> None:
        name = labels.field_name(line.text)
        self.settle()
        if name == "body":
            self.content.has_abstract = True
            return
        is_over_links = below is not None and is_only_links(below.text)
        if name or (labels.is_label(line.text) and (is_over_links or not self.has_text)):
            self._wait(line, name)
        else:
            self._text(line.raw, line)

    def _several(self, line: Line) -> bool:
        """Take a line of several short statements (作者: A | 日期: B); the others stay text."""
        if len(line.text) > 600 or not statements.DIVIDER.search(line.text):
            return False
        parts = [part for part in statements.DIVIDER.split(line.text) if part.strip()]
        known = [statements.is_statement(part, markdown=self.markdown) for part in parts]
        if len(parts) < 2 or not any(known) or not all(map(statements.is_short, parts)):
            return False
        self.answered = self.answered or is_only_links(line.text)
        self.settle()
        left = []
        for part in parts:
            piece = replace(line, text=part.strip(), raw=part.strip(), kind=TEXT)
            if not (
                statements.is_statement(part, markdown=self.markdown)
                and (self._states(piece) or self._links(piece, None) or self._lone(piece))
            ):
                left.append(part.strip())
        left = [part for part in left if not self._italic_names(part)]
        if left:
            self._text(" | ".join(left), line)
        return True

    def _italic_names(self, part: str) -> bool:
        """Take a part of a line in italics that is the authors."""
        italic = statements.IN_EMPHASIS.match(part)
        if not italic or "authors" in self.content.fields:
            return False
        names = italic[2]
        is_names = are_people(names) or is_person(names)
        return is_names and self._field("authors", names)

    def _states(self, line: Line) -> bool:
        """Take a field with its value, its name, or the value of the name above."""
        stated = labels.field(line.text)
        if stated is None and self.waits_for and not statements.is_bold_label(line):
            return self._value_below(line)
        if stated is None:
            name = labels.field_name(line.text) if line.text[:1] in "*_【[" else ""
            if not name:
                return False
            stated = (name, "")
        name, value = stated
        if name == "body":
            self.settle()
            self.content.has_abstract = True
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

    def _writer(self, line: Line) -> bool:
        """Take one author of several, who has a line with the organisation."""
        stated = _WRITER.fullmatch(line.text)
        if not stated:
            return False
        self.settle()
        fields = self.content.fields
        name = f"{stated['given'].strip()} {stated['family'].strip()}"
        fields["authors"] = "、".join(filter(None, (fields.get("authors", ""), name)))
        known = fields.get("orgs", "").split("；")
        if stated["org"] not in known:
            fields["orgs"] = "；".join(filter(None, (*known, stated["org"])))
        return True

    def _attribution(self, line: Line) -> bool:
        """Take a line of nothing but names, an id, a venue, a source; what begins so is cut."""
        if len(line.text) > _LONGEST_ATTRIBUTION and self.has_text:
            return False
        in_line = list(addresses(line.text)) if "/" in line.text else []
        words = plain(unlinked(line.text), markdown=self.markdown)
        if fields := attribution.read(words):
            is_source = fields.keys() == {"outlets"}
            if in_line and not fields.keys() & {"authors", "arxiv"}:
                return False
            if fields.keys() == {"authors"} or (self.has_text and not is_source):
                return False  # a field, or a text
            self._attribute(fields)
            for address in in_line:
                self._link(link(address.url, address.anchor), alone=True)
            return True
        sentence, stop, rest = line.text.partition("。")
        if self.has_text or not (stop and rest.strip()) or "://" in sentence:
            return False
        if not (fields := attribution.read(plain(sentence, markdown=self.markdown))):
            return False
        self._attribute(fields)
        self._sentence(replace(line, text=rest.strip(), raw=rest.strip()))
        return True

    def _attribute(self, fields: Mapping[str, str]) -> None:
        self.settle()
        for name, value in fields.items():
            self.content.fields.setdefault(name, value)

    def take_source(self) -> None:
        """Take the source in brackets at the end of the text."""
        body = self.content.body
        last = next((at for at in range(len(body) - 1, -1, -1) if body[at].strip()), None)
        if last is not None and (stated := attribution.source_behind(body[last])):
            body[last], name = stated
            self.content.fields.setdefault("outlets", name)

    def _value_below(self, line: Line) -> bool:
        """Take the value of a field from the line below its name."""
        value = line.text.lstrip(":： ").strip()
        if not value:
            return True
        if self.answered and line.kind != BULLET and not statements.CODES.fullmatch(value):
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
        if name == "topics":
            value = re.sub(r"`\s*`", "`、`", value)
        value = plain(unlinked(value), markdown=self.markdown).strip("*` ")
        if name in ("authors", "orgs"):
            value = _WIKI_LINK.sub(r"\1", value)
        if name == "orgs" and _UNKNOWN.fullmatch(value):
            return True
        first = self.content.fields.get("title", "")
        if name == "title" and first and has_han(first) != has_han(value):
            if has_han(first):
                self.content.fields["title"], value = value, first
            name = "title_zh"
        if name == "published":
            self._names_of(value)
        known = self.content.fields.get(name)
        if not statements.fits(name, value) or (known is not None and not more):
            return known is not None and known == value
        if name in ("title", "title_zh"):
            value = value.strip("《》 ")
        self.content.fields[name] = f"{known}、{value}" if known else value
        return True

    def _names_of(self, value: str) -> None:
        """Take the names in brackets behind a day: ``2031-07-01（林桥 等）``."""
        behind = _DAY_AND_BRACKET.fullmatch(value)
        names = attribution.read(f"作者：{behind[1]}").get("authors", "") if behind else ""
        if behind and not names and _YEAR.search(behind[1]):
            self.content.fields.setdefault("venue", behind[1])
        if names and statements.field_day(value):
            known = self.content.fields.get("authors", "")
            self.content.fields["authors"] = names if known in names else known

    def _links(self, line: Line, below: Line | None) -> bool:
        """Take links that stand by themselves, or the label of those on the next line."""
        text = statements.EMPHASIS_AROUND.sub(r"\2", line.text.lstrip(":： "))
        pieces = list(stated_links(text))
        if pieces and not without(text, pieces):
            named = self.waiting is not None and not any(piece.link.label for piece in pieces)
            for piece in pieces:
                label = (
                    statements.bare_label(self.waiting.text)
                    if named and self.waiting
                    else piece.link.label
                )
                self._link(link(piece.link.url, label.strip("*_` ")), alone=True)
            self.answered = self.answered or self.waiting is not None
            if not named:
                self.settle()
            return True
        bare = statements.bare_label(text)
        is_bold = text[:2] in ("**", "__") and text.rstrip(" :：")[-2:] in ("**", "__")
        if pieces or not (labels.is_label(bare) or (is_bold and len(bare) <= 10)):
            return False
        shown = statements.EMPHASIS_AROUND.sub(r"\2", below.text.lstrip(":： ")) if below else ""
        if is_only_links(shown):
            self._wait(line, "")
            return True
        return False

    def _lone(self, line: Line) -> bool:
        """Take a line that is an id, a date, topics or the names of authors and nothing else."""
        text = without_emoji(line.text)
        bare = plain(text, markdown=self.markdown)
        if len(text) <= 40 and "://" not in text and arxiv_id(bare):
            return self._field("arxiv", bare)
        if (led := statements.ARXIV_LEAD.match(bare)) and len(bare) <= 120:
            self._field("arxiv", led[1])
            return False
        is_early = "authors" not in self.content.fields and self._has_venue_at_most()
        if is_early and are_people(bare):
            return self._field("authors", bare)
        if topics := self._topics(text):
            return self._field("topics", "、".join(topics), more=True)
        if self.has_text:
            return False
        if len(bare) <= 40 and day(bare):
            return self._field("published", bare)
        italic = statements.IN_EMPHASIS.match(text)
        if are_people(bare) or (italic and (statements.are_names(bare) or is_person(bare))):
            return self._field("authors", bare)
        names, orgs = people_and_orgs(bare)
        dotted = bare.split(" · ")
        if names and (italic or len(orgs) > 1 or (dotted[1:] and all(map(is_person, dotted)))):
            self._field("orgs", "；".join(orgs))
            return self._field("authors", names)
        return False

    def _topics(self, text: str) -> list[str]:
        """The words of a line of nothing but code or hashtags; of several below a text."""
        if statements.HASHTAGS.fullmatch(text) and (not self.has_text or text.count("#") > 1):
            return re.findall(r"#([^\s#、,，]+)", text)
        is_early = not self.has_text and statements.CODES.fullmatch(text)
        return re.findall(r"`([^`]+)`", text) if is_early else []

    def _has_venue_at_most(self) -> bool:
        return sum(map(len, self.content.body)) <= _VENUE

    def _sentence(self, line: Line, text: str = "") -> None:
        """Take text; links inside it stay, links that follow it by themselves are cut out."""
        self.settle()
        typed = text or line.raw
        if not self.has_text and "authors" not in self.content.fields:
            typed = self._without_names(typed)
        pieces = list(stated_links(typed))
        for piece in pieces:
            self._link(piece.link, alone=piece.start < piece.end)
        if any(piece.start < piece.end for piece in pieces):
            typed = statements.cut(typed, pieces)
            if not self.has_text and "authors" not in self.content.fields:
                typed = self._without_names(_DASH.sub("", typed))
        if self.has_text or not self._names_in_brackets(typed):
            self._text(typed, line)

    def _names_in_brackets(self, text: str) -> bool:
        inner = _IN_BRACKETS.fullmatch(plain(text, markdown=self.markdown))
        return inner is not None and are_people(inner[1]) and self._field("authors", inner[1])

    def _without_names(self, typed: str) -> str:
        """A text without the authors that it begins with, set in italics."""
        led = _LEADING_NAMES.match(typed.strip())
        names = led[2] if led else ""
        is_names = are_people(names) or is_person(names) or statements.are_names(names)
        return led["rest"] if led and is_names and self._field("authors", names) else typed

    def _link(self, stated: Link, *, alone: bool) -> None:
        self.content.links.setdefault(stated.url, stated)
        if not alone:
            return
        if (arxiv := arxiv_id(stated.url)) and arxiv not in self.content.paper_ids:
            self.content.paper_ids.append(arxiv)
        elif not arxiv and (number := doi(stated.url)):
            self.content.doi = self.content.doi or number

    def _text(self, typed: str, line: Line) -> None:
        if typed.strip() and line.quote > self.quote and self.markdown:
            typed = "> " * (line.quote - self.quote) + typed
        self.content.body.append(typed)
        self.has_text = self.has_text or (bool(typed.strip()) and line.kind in (TEXT, BULLET))


def arxiv_of(title_links: Iterable[Link], content: Content) -> str:
    """The arXiv id of an item: of a field, of the title's links, of links by themselves.

    Else that of the only paper its text leads to, where the link is labelled (论文, Paper).
    """
    own = next(filter(None, (arxiv_id(link.url) for link in title_links)), "")
    stated = arxiv_id(content.fields.get("arxiv", "")) or own or content.arxiv
    if stated:
        return stated
    named = {arxiv_id(link.url) for link in content.links.values() if labels.is_label(link.label)}
    every = {arxiv_id(link.url) for link in content.links.values()} - {""}
    return every.pop() if len(every) == 1 and every <= named else ""
