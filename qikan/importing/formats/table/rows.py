"""A row of a table of papers or news -> an item, and what of the row was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qikan.importing.formats.table import cells
from qikan.importing.formats.table.layout import NUMBERED, Layout
from qikan.importing.formats.text import statements
from qikan.importing.item import Item
from qikan.importing.reading import labels, links
from qikan.importing.reading.machine_dates import year_note
from qikan.importing.reading.people import are_people, is_author_list
from qikan.markdown.han import HAN, has_han
from qikan.model.entry import Day, Link
from qikan.problems.message import Message, message

_LEADING_TITLE = re.compile(
    r"(?P<title>\*\*(?:[^*]|\*(?!\*))+\*\*|\[[^\]]+\]\([^()\s]+\)"
    r"|(?!\[[^\[\]]+\]\()\S.{2,200}?(?=\s{2,}\S.{40}))"
    r"(?:\s*(?:[-–—:：]|<br ?/?>)+\s*|\s{2,})(?P<summary>\S.{20,})"
)
"""``**Title** - summary`` in one cell."""
_NAMES_BEFORE = re.compile(
    r"(?P<names>[^*_\n]{3,300}?)\s*[-–—:：,，]\s*(?P<title>([*_])[^*_\n]{8,300}\3)"
)
"""``Ada Brook, Bo Reef — *Title*`` in one cell."""
_SHORT_NAMES = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]+(?:(?:\s*[,，&]\s*(?:and\s+|&\s*)?|\s+and\s+|\s)[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]+)*"
    r"(?:(?:\s*[,，&]\s*(?:and\s+|&\s*)?|\s+and\s+)[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]+|,?\s+(?:et al\.?|等人?))"
)
"""Authors by their family names alone: ``Brook, Reef & Hill``, ``Brook et al.``"""
_TWO_LANGUAGES = re.compile(
    r"(?P<title>[A-Z][ -~’“”–—]{20,300}?)\s+(?P<chinese>[A-Za-z0-9]{0,12}[㐀-鿿][^\n]{7,200})"
)
"""A foreign title and its Chinese one, with nothing but a space between them."""
_BRACKET_BEHIND = re.compile(
    r"(?P<title>\*\*(?:[^*]|\*(?!\*))+\*\*|\[[^\]]+\]\([^()\s]+\))\s*"
    r"(?P<rest>[(（][^()（）\n]{0,60}(?:19|20)\d{2}[)）])"
)
"""``**Title** (2031)``: the bracket stands outside the type of the title."""
_SENTENCE = re.compile(r"[。！？][”」』）)]?\Z|\w{3,}\.\Z")
_YEAR_BEHIND = re.compile(r"\s*[,，(（]\s*(?:19|20)\d{2}\s*年?[)）]?\Z")
_WRITERS = re.compile(rf"等(?:人|著)?\s*(?:[,，、(（]|\d{{4}}|\Z)|{_YEAR_BEHIND.pattern}")
"""What ends a line of authors, with their year."""
_INSIDE = re.compile(r"(?<!!)\[[^\[\]\n]{2,300}\]\((?!<?https?:|#|mailto:)([^()\s]{1,500})\)")
"""A link to a file of the same site."""
_BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)


def item_of(
    layout: Layout, row: Sequence[str], path: str, line: int
) -> tuple[Item | None, list[Message]]:
    """The item that a row states, and what of the row was left out."""
    typed, summary = _title_and_summary(layout, row)
    typed, names, behind = _by_type(layout, row, typed)
    title = cells.title(layout.pieces(typed))
    if not title.text:
        return None, [message("row-no-title")]
    fields, summary = _fields_in(layout, summary)
    title_zh, writers, rest = _below(layout, row, title, fields)
    writers = writers or names
    name = title.text
    if not title_zh and (two := _TWO_LANGUAGES.fullmatch(name)) and two["title"].count(" ") > 4:
        name, title_zh = two["title"], two["chinese"]
    if not summary:
        summary = "<br>".join(line for line in rest if _SENTENCE.search(line))
        rest = [line for line in rest if not _SENTENCE.search(line)]
    remarks = [message("row-below-title", text=text) for text in rest if title.own]
    stated = _links(layout, row, title, summary)
    arxiv, doi = _identifiers(layout, row, title, stated)
    published, undated = _published(layout, row, arxiv, fields)
    remarks += [*undated, *_unlinked(layout, row)]
    authors, more = cells.people(writers)
    notes = [f"作者：{' '.join(writers.split())}"] if more and writers else []
    notes += year_note(behind, title.text) or ([behind] if behind else [])
    orgs = cells.people(_words(layout, "orgs", row) or fields.get("orgs", ""))[0]
    own_topics = [*_topics(layout, row), *statements.listed(fields.get("topics", ""))]
    return Item(
        path=path,
        line=line,
        title=" ".join([name, *(() if title.own else rest)]),
        title_zh=title_zh,
        kind="paper" if layout.is_papers and not (arxiv or doi) else "",
        date=None if published else layout.date,
        published=published,
        arxiv=arxiv,
        doi=doi,
        authors=tuple(authors),
        orgs=tuple(orgs),
        topics=tuple(dict.fromkeys([*layout.section, *own_topics])),
        links=tuple(stated),
        notes=tuple(notes),
        body=cells.paragraphs(cells.words(layout.pieces(summary))),
    ), remarks


def _fields_in(layout: Layout, summary: str) -> tuple[dict[str, str], str]:
    """The labelled lines above the text of a cell (机构: …), and the text without them."""
    fields: dict[str, str] = {}
    lines = _BREAK.split(summary)
    while lines:
        words = " ".join(cells.words(layout.pieces(lines[0])).split())
        stated = labels.field(words)
        if not words:
            lines.pop(0)
        elif stated and stated[0] == "body" and stated[1]:
            lines[0] = stated[1]
            break
        elif stated and stated[1] and statements.fits(*stated) and stated[0] not in fields:
            fields[stated[0]] = stated[1]
            lines.pop(0)
        else:
            break
    return fields, "<br>".join(lines)


def _published(
    layout: Layout, row: Sequence[str], arxiv: str, fields: dict[str, str]
) -> tuple[Day | None, list[Message]]:
    """The day that a row states, and what is wrong with it."""
    typed = layout.one("date", row) or fields.get("published", "")
    if not typed:
        return None, []
    if published := layout.day(typed) or layout.day_by(typed, arxiv):
        return published, []
    if layout.lacks_year(typed):
        return None, [message("row-year-missing", text=typed)]
    return None, [message("row-not-a-day", text=typed)]


def _title_and_summary(layout: Layout, row: Sequence[str]) -> tuple[str, str]:
    """The typed title and summary, which may share one cell."""
    title, summary = layout.one("title", row), layout.one("summary", row)
    if layout.numbered or re.match(r"\d{1,3}\)\s", title):
        title = NUMBERED.sub("", title, count=1)
    both = None if "summary" in layout.at else _LEADING_TITLE.fullmatch(title)
    return (both["title"], both["summary"]) if both else (title, summary)


def _by_type(layout: Layout, row: Sequence[str], typed: str) -> tuple[str, str, str]:
    """The title of a cell that sets it off by its type, the authors before it, the rest behind.

    ``Ada Brook, Bo Reef — *Title*`` and ``**Title** (2031)``; else the whole cell is the title.
    """
    named = _NAMES_BEFORE.fullmatch(typed) if "authors" not in layout.at else None
    if named and (is_author_list(named["names"]) or _SHORT_NAMES.fullmatch(named["names"])):
        return named["title"], named["names"], ""
    behind = _BRACKET_BEHIND.fullmatch(typed)
    return (behind["title"], "", behind["rest"].strip("()（）")) if behind else (typed, "", "")


def _below(
    layout: Layout, row: Sequence[str], title: cells.Title, fields: dict[str, str]
) -> tuple[str, str, list[str]]:
    """The Chinese title, the authors, and the lines below the title that are neither."""
    title_zh = _words(layout, "title_zh", row) or fields.get("title_zh", "")
    writers = _words(layout, "authors", row) or fields.get("authors", "")
    header = layout.headers[layout.at["title"][0]].lower()
    rest = []
    for line in title.below:
        stated = labels.field(line)
        if stated and stated[1] and statements.fits(*stated) and stated[0] != "title":
            fields.setdefault(*stated)
            writers = writers or fields.get("authors", "")
            title_zh = title_zh or fields.get("title_zh", "")
        elif not title_zh and _is_chinese_title(line) and not has_han(title.text):
            title_zh = line
        elif not writers and (re.search("author|作者", header) or _WRITERS.search(line)):
            writers = _YEAR_BEHIND.sub("", line)
        else:
            rest.append(line)
    return title_zh, writers, rest


def _is_chinese_title(line: str) -> bool:
    """Whether a line below a foreign title is its Chinese one: no sentence, no authors or year."""
    is_title = has_han(line) and not _SENTENCE.search(line)
    return is_title and not (labels.is_note(line) or _WRITERS.search(line) or are_people(line))


def _words(layout: Layout, role: str, row: Sequence[str]) -> str:
    return cells.words(layout.pieces(layout.one(role, row))).strip()


def _topics(layout: Layout, row: Sequence[str]) -> list[str]:
    topics: list[str] = []
    for at in layout.at.get("topics", ()):
        typed = re.sub(r"`\s+`", "`、`", row[at].strip())
        topics += cells.topics(layout.pieces(typed), slashes=layout.slashes)
    return list(dict.fromkeys(topics))


def _links(layout: Layout, row: Sequence[str], title: cells.Title, summary: str) -> list[Link]:
    """The links of the title, of the columns of links and of the summary, each address once."""
    header = layout.headers[layout.at["title"][0]]
    row_links = [link for url in title.own for link in cells.link(url, "", "")]
    row_links += [link for text, url in title.beside for link in cells.link(url, text, header)]
    for role in ("arxiv", "doi", "links"):
        for at in layout.at.get(role, ()):
            row_links += cells.stated_links(layout.pieces(row[at].strip()), layout.headers[at])
    if summary:
        at = layout.at.get("summary", layout.at["title"])[0]
        label = layout.headers[at] + (layout.in_text if HAN.search(layout.headers[at]) else "")
        row_links += cells.stated_links(layout.pieces(summary), label)
    first = {link.url: link for link in reversed(row_links)}
    return sorted(first.values(), key=row_links.index)


def _unlinked(layout: Layout, row: Sequence[str]) -> list[Message]:
    """What columns of links say where they hold no address, and titles that lead inside a site."""
    remarks = []
    for at in layout.at.get("links", ()):
        typed = row[at].strip()
        linked = list(cells.stated_links(layout.pieces(typed), ""))
        shown = cells.words(layout.pieces(typed))
        if re.search(r"\w", shown) and not linked and not cells.NOTHING.fullmatch(shown.strip()):
            column = layout.headers[at]
            remarks.append(message("row-not-an-address", text=typed[:60], column=column))
        elif linked:
            remarks += _leading_inside(layout, row, at)
    for at in layout.at["title"]:
        remarks += _leading_inside(layout, row, at)
    return remarks


def _leading_inside(layout: Layout, row: Sequence[str], at: int) -> list[Message]:
    """What is said of the links in a cell that lead to files of the same site."""
    column = layout.headers[at]
    return [
        message("row-not-an-address", text=address[:60], column=column)
        for address in _INSIDE.findall(row[at])
    ]


def _identifiers(
    layout: Layout, row: Sequence[str], title: cells.Title, stated: Sequence[Link]
) -> tuple[str, str]:
    """The arXiv id and DOI of the item: of their columns, else of its links, not of its summary."""
    own = {*title.own, *(url for _, url in title.beside)}
    for role in ("arxiv", "doi", "links"):
        for at in layout.at.get(role, ()):
            own |= {link.url for link in cells.stated_links(layout.pieces(row[at].strip()), "")}
    urls = [link.url for link in stated if link.url in own]
    arxiv = [_words(layout, "arxiv", row), *urls]
    doi = [_words(layout, "doi", row), *urls]
    return (
        next(filter(None, map(links.arxiv_id, arxiv)), ""),
        next(filter(None, (links.doi(text) for text in doi if "arxiv" not in text.lower())), ""),
    )
