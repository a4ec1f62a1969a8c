"""A digest: items of any shape, with sections, contents lists and page furniture around them."""

from __future__ import annotations

import functools
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qikan.content.source import Source
from qikan.importing.account import (
    filled_lines,
    lines_left_out,
    lines_without_words,
    of_numbers,
)
from qikan.importing.formats.table import table
from qikan.importing.formats.text import (
    content,
    furniture,
    headline,
    labelled,
    lines,
    outline,
    statements,
)
from qikan.importing.formats.text.body import body_text
from qikan.importing.formats.text.context import Context, context_of, page_date
from qikan.importing.formats.text.headline import HAN, Headline
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
from qikan.importing.formats.text.outline import Node
from qikan.importing.formats.text.recognise import Recognised, recognise
from qikan.importing.item import ImportOptions, Item, ReadResult, texts_of
from qikan.importing.reading import frame, labels
from qikan.importing.reading.dates import last_day_in
from qikan.importing.reading.links import doi
from qikan.model import Day, Link, Problem

NOTHING = (
    "no item of a digest found (a numbered title or a heading, text and links below it); "
    "nothing is imported"
)
EMPTY = "the page says that it has no papers; nothing is imported"
_BILINGUAL = re.compile(r"([^㐀-鿿]{10,}?)\s*[(（]([^()（）]*[㐀-鿿][^()（）]*)[)）]")
"""A foreign title with its Chinese one in brackets."""
_NOTES_ON = re.compile(
    "(?:论文|論文)?(?:摘要|笔记|筆記|导读|導讀|解读|解讀|总结|總結|精读|精讀|详解|詳解|阅读|閱讀)\\W*\\Z"
)
"""How the title of notes on a paper ends, which is no translation of the paper's."""
_ESSAY = 200
"""Characters of a text that is a page of its own."""
PAGE = "from here on the page's own text is left out"


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A text as it was recognised; from line ``end`` on it is the page's own text.

    ``labels`` counts how often each label stands on the page.
    """

    lines: list[Line]
    end: int
    recognised: Recognised
    markdown: bool
    labels: Counter[str]


@dataclass(slots=True)
class _Page:
    """A page while its items are read, and where its lines went so far."""

    source: Source
    parsed: _Parsed
    date: Day | None = None
    used: set[int] = field(default_factory=set)
    frame: set[int] = field(default_factory=set)
    reported: dict[int, str] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines of the text."""
        return self.parsed.lines

    @property
    def recognised(self) -> Recognised:
        """The items and the frame."""
        return self.parsed.recognised

    @property
    def markdown(self) -> bool:
        """Whether the text is Markdown."""
        return self.parsed.markdown


def read(source: Source, options: ImportOptions) -> ReadResult:
    """The items of a digest, and where every line of it went."""
    page = _page(source)
    if not page.recognised.items:
        return _nothing(source, NOTHING)
    if _says_empty(page):
        return _nothing(source, EMPTY)
    chosen = page.recognised.items
    page.date = page_date(
        source.path, page.lines, chosen[0][0].line.number if chosen[0][0].line else 1
    )
    items = []
    for at, (node, above) in enumerate(chosen):
        following = chosen[at + 1][0] if at + 1 < len(chosen) else None
        item = _item(page, node, above, following)
        if item.title:
            items.append(item)
        else:
            _take_back(page, node)
    if not items:
        return _nothing(source, NOTHING)
    items += _rows(page, options, {item.arxiv for item in items if item.arxiv})
    _account_for_the_rest(page)
    _look_again(page, items)
    return ReadResult(
        items=tuple(items),
        problems=(
            *lines_left_out(source, page.reported),
            *page.told,
        ),
        account=of_numbers(
            source.path,
            filled_lines(source.text),
            used=page.used,
            frame=page.frame,
            reported=page.reported,
        ),
    )


def looks_like(text: str, path: str = "") -> bool:
    """Whether a text has two items of a digest at least, most of them with links or fields.

    A text with more rows in tables of papers than other items is none.
    """
    if is_table_or_post(text):
        return False
    page = _page(Source(path, text))
    if _says_empty(page) or table.count(text) > 2 * len(page.recognised.items):
        return False
    chosen = page.recognised.items
    if len(chosen) == 1:
        return _is_whole(page, chosen[0][0])
    linked = sum(_has_data(page, node) for node, _ in chosen)
    return linked * 2 > len(chosen) or _is_counted_news(page)


def _is_counted_news(page: _Page) -> bool:
    """Whether a page that says it is a digest counts up its items, which have no links."""
    numbers = [node.number for node, _ in page.recognised.items]
    title = next((line.text for line in page.lines if line.text), "")
    counted = len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))
    return counted and len(title) < 60 and frame.names_digest(title)


def _is_whole(page: _Page, node: Node) -> bool:
    """Whether a single item is a page of its own: a paper with its data, or a long text."""
    title = headline.parse(
        node.text, markdown=page.markdown, is_heading=node.is_heading, has_colon=node.has_colon
    )
    made = content.read(node.lines(), title.title, markdown=page.markdown)
    text = sum(map(len, made.body))
    is_titled = bool(made.fields.get("title")) or (node.is_heading and len(title.title) > 3)
    return is_titled and bool(made.arxiv or len(made.fields) > 1 or text >= _ESSAY)


def is_table_or_post(text: str) -> bool:
    """Whether a text is mostly a Markdown table, or has front matter: then no shape of ours."""
    filled = [line.strip() for line in text.split("\n") if line.strip()]
    rows = sum(line[0] == "|" == line[-1] and len(line) > 1 for line in filled)
    ruled = any("|" in line and "--" in line and not line.strip("|:- \t") for line in filled)
    return filled[:1] in (["---"], ["+++"]) or rows * 2 > len(filled) or (ruled and not rows)


def _page(source: Source) -> _Page:
    parsed = _parsed(source.text, os.path.basename(source.path))
    return _Page(
        source,
        parsed,
        date=None,
        frame=set(parsed.recognised.frame),
        reported={line.number: PAGE for line in parsed.lines[parsed.end :] if line.text},
    )


@functools.lru_cache(2)  # a file is looked at before it is read
def _parsed(text: str, name: str) -> _Parsed:
    markdown = bool(lines.MARKDOWN.search(text))
    read_lines = lines.read(text)
    end = furniture.tail(read_lines)
    root = outline.build(read_lines[:end])
    labelled.split_records(root)
    recognised = recognise(root, name, markdown=markdown)
    counted = Counter(filter(None, (labels.label_of(line.text) for line in read_lines)))
    return _Parsed(read_lines, end, recognised, markdown, counted)


def _nothing(source: Source, why: str) -> ReadResult:
    numbers = filled_lines(source.text)
    account = of_numbers(source.path, numbers, used=(), reported=numbers)
    return ReadResult(problems=(source.problem(1, 1, why, "warning"),), account=account)


def _says_empty(page: _Page) -> bool:
    """Whether the page says that it has no papers, and its items bear it out."""
    head = [line.text for line in page.lines if line.kind in (TEXT, BULLET)][:60]
    if not any(map(frame.says_empty, head)):
        return False
    return not any(_has_data(page, node) for node, _ in page.recognised.items)


def _has_data(page: _Page, node: Node) -> bool:
    """Whether an item has a link or a field."""
    title = headline.parse(
        node.text, markdown=page.markdown, is_heading=node.is_heading, has_colon=node.has_colon
    )
    made = content.read(node.lines(), title.title, markdown=page.markdown)
    return bool(title.links or made.links or made.fields or "://" in title.rest)


# ---------------------------------------------------------------- an item


def _item(page: _Page, node: Node, above: Sequence[Node], following: Node | None) -> Item:
    """The item of a node; lines below it that are the page's own go to the frame."""
    opener = node.line or page.lines[0]
    context = context_of(node, above, page.date, page.sections)
    below = _own_lines(page, node, following)
    title = headline.parse(
        node.text, markdown=page.markdown, is_heading=node.is_heading, has_colon=node.has_colon
    )
    page.used |= {
        opener.number,
        *(line.number for line in below if line.kind not in (BLANK, RULE, COMMENT)),
    }
    page.frame |= {line.number for line in below if line.kind in (RULE, COMMENT)}
    if title.rest:
        below = [_rest_line(node, title.rest), *below]
    if not title.title and not _has_title_field(below):
        title, below = _title_below(title, below, page.markdown)
    made = content.read(
        below, title.title, page.parsed.labels, markdown=page.markdown, quote=opener.quote
    )
    return _stated(page, opener, context, title, made)


def _take_back(page: _Page, node: Node) -> None:
    """Report the lines of a node that has no title after all."""
    numbers = {line.number for line in node.lines()} | ({node.line.number} if node.line else set())
    page.reported |= dict.fromkeys(numbers & page.used, "no title stands above it")
    page.used -= numbers


def _rest_line(node: Node, rest: str) -> Line:
    """The text that follows a title on its line, as a line below it."""
    opener = node.line
    number, quote = (opener.number, opener.quote) if opener else (1, 0)
    indent = (opener.indent + 2) if opener and node.is_bullet else 0
    return Line(number, TEXT, rest, " " * indent + rest, indent=indent, quote=quote)


def _has_title_field(below: Sequence[Line]) -> bool:
    return any((stated := statements.stated(line)) and stated[0] == "title" for line in below)


def _title_below(title: Headline, below: list[Line], markdown: bool) -> tuple[Headline, list[Line]]:
    """A title that stands on the line below its number."""
    for at, line in enumerate(below):
        if line.kind in (TEXT, HEADING, BULLET):
            read_ = headline.parse(line.text, markdown=markdown, is_heading=True)
            read_.links[:0] = title.links
            return read_, [*below[:at], *below[at + 1 :]]
    return title, below


def _own_lines(page: _Page, node: Node, following: Node | None) -> list[Line]:
    """The lines of an item without names of sections at their end, and without the page's own."""
    below = node.lines()
    names = _trailing_sections(node)
    if following is not None:
        page.sections = [name.text for name in names] or page.sections
    cut = {name.line.number for name in names if name.line}
    page.frame |= cut
    below = [line for line in below if line.number not in cut]
    if following is None:
        end = min(furniture.starts_at(below), _footer(page, below), _one_line(page, node, below))
        page.reported |= {
            line.number: PAGE for line in below[end:] if line.kind not in (BLANK, RULE, COMMENT)
        }
        below = below[:end]
    return below


def _trailing_sections(node: Node) -> list[Node]:
    """Names of sections that stand below an item because they come after it."""
    names: list[Node] = []
    at = node
    while at.children:
        at = at.children[-1]
        if at.style == "section" and not any(line.kind != BLANK for line in at.content):
            names.append(at)
    return names


def _footer(page: _Page, below: Sequence[Line]) -> int:
    """Where a footer begins in the last item: below a rule, where other items end at one."""
    start = furniture.footer(below)
    others = [node for node, _ in page.recognised.items[:-1]]
    ends = sum(_ends_at_rule(node.lines()) for node in others)
    if others and ends * 2 > len(others):
        return start
    after = [line for line in below[start:] if line.kind not in (BLANK, RULE, COMMENT)]
    is_page = bool(after) and all(map(furniture.is_furniture, after))
    return start if is_page else len(below)


def _one_line(page: _Page, node: Node, below: Sequence[Line]) -> int:
    """Where the last item ends if every other one of its kind is a single line."""
    alike = [other for other, _ in page.recognised.items[:-1] if other.style == node.style]
    single = [not any(line.kind != BLANK for line in other.lines()) for other in alike]
    if len(single) < 2 or not all(single):
        return len(below)
    return next((at for at, line in enumerate(below) if line.kind == BLANK), len(below))


def _ends_at_rule(below: Sequence[Line]) -> bool:
    filled = [line for line in below if line.kind != BLANK]
    return bool(filled) and filled[-1].kind == RULE


def _stated(
    page: _Page, opener: Line, context: Context, title: Headline, made: content.Content
) -> Item:
    name, name_zh = _names(title.title, made.fields)
    links: dict[str, Link] = {link.url: link for link in title.links}
    for url, link in made.links.items():
        links.setdefault(url, link)
    arxiv = content.arxiv_of(title.links, made)
    doi_ = doi(made.fields.get("doi", "")) or made.doi
    authors = statements.listed(made.fields.get("authors", ""))
    is_paper = bool(arxiv or doi_) or any(link.type == "paper" for link in links.values())
    is_paper = is_paper or context.is_paper or (bool(authors) and made.has_abstract)
    topics = (*context.topics, *title.topics, *statements.listed(made.fields.get("topics", "")))
    return Item(
        path=page.source.path,
        line=opener.number,
        title=name,
        title_zh=name_zh,
        kind="paper" if is_paper else "",
        date=context.date,
        published=made.published or title.published or _partial_date(page, made, arxiv),
        arxiv=arxiv,
        doi=doi_,
        authors=authors,
        orgs=statements.listed(made.fields.get("orgs", "")),
        topics=tuple(dict.fromkeys(topics)),
        links=tuple(links.values()),
        body=body_text(made.body, markdown=page.markdown),
        markdown=page.markdown,
    )


def _partial_date(page: _Page, made: content.Content, arxiv: str) -> Day | None:
    """A date without its year, in the year that the page or the arXiv id states."""
    typed = made.fields.get("published", "")
    return last_day_in(typed, page.date.year) if typed and page.date else None


def _names(text: str, fields: dict[str, str]) -> tuple[str, str]:
    """The title in its first language, and the Chinese one beside a foreign title."""
    stated, stated_zh = fields.get("title", ""), fields.get("title_zh", "")
    if not text:
        return (stated, stated_zh) if stated else (stated_zh, "")
    both = _BILINGUAL.fullmatch(stated or text)
    if both:
        stated, stated_zh = both[1].strip(), stated_zh or both[2].strip()
        text = text if fields.get("title") else stated
    if HAN.search(text):
        is_foreign = bool(stated) and not HAN.search(stated)
        if is_foreign and not stated_zh and _NOTES_ON.search(text):
            return stated, ""
        return (stated, stated_zh or text) if is_foreign else (text, "")
    return text, stated_zh or (stated if HAN.search(stated) else "")


def _rows(page: _Page, options: ImportOptions, known: set[str]) -> list[Item]:
    """The rows of tables of papers outside the items; a paper that is an item is in the frame."""
    numbers = {line.number for line in page.lines if line.kind == TABLE} - page.used - page.frame
    if not numbers:
        return []
    kept = numbers | {line.number for line in page.lines if line.kind == HEADING}
    typed = page.source.text.split("\n")
    text = "\n".join(line if n in kept else "" for n, line in enumerate(typed, 1))
    result = table.read(replace(page.source, text=text), options)
    if not result.items:
        return []
    rows = {item.line for item in result.items}
    page.used |= rows - page.frame
    page.frame |= numbers - rows
    page.told += [p for p in result.problems if p.line in numbers and "is left out" not in p.text]
    again = [item for item in result.items if item.arxiv and item.arxiv in known]
    page.frame |= {item.line for item in again}
    return [item for item in result.items if item not in again]


# ---------------------------------------------------------------- the lines of no item


def _account_for_the_rest(page: _Page) -> None:
    """Tell what surrounds the items from what is left out."""
    first = min((node.line.number for node, _ in page.recognised.items if node.line), default=1)
    filled = [line for line in page.lines if line.kind != BLANK]
    for at, line in enumerate(filled):
        if line.number in page.used or line.number in page.frame or line.number in page.reported:
            continue
        below = filled[at + 1] if at + 1 < len(filled) else None
        if _is_frame(page, line, below, at, first):
            page.frame.add(line.number)
        else:
            page.reported[line.number] = "it belongs to no item"


def _look_again(page: _Page, items: Sequence[Item]) -> None:
    """Report lines that were counted as used though their words are in no item."""
    kept = [part for item in items for part in texts_of(item)]
    used: dict[int, str] = {}
    for line in page.lines:
        if line.number in page.used:
            used[line.number] = f"{used.get(line.number, '')} {line.text}"
    lost = lines_without_words(used, kept, labels.is_note)
    page.used -= lost
    page.reported |= dict.fromkeys(lost, "its words are in no field of its item")


def _is_frame(page: _Page, line: Line, below: Line | None, at: int, first: int) -> bool:
    """Whether a line of no item is a rule, the page's title or date, or leads to what follows."""
    if line.kind in (RULE, COMMENT) or furniture.is_furniture(line):
        return True
    leads = below is not None and (below.number in page.frame or below.number >= first)
    if line.text[-1:] in ":：" and leads and len(line.text) <= 60:
        return True
    is_title = at == 0 and len(line.text) <= 120 and line.text[-1] not in "。！？"
    is_date = line.number < first and len(line.text) <= 60 and last_day_in(line.text) is not None
    return is_title or is_date or statements.is_badges(line)
