"""A node of a page that was recognised as an item -> the item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qikan.content.values import url_fault
from qikan.importing.formats.text import content, headline, leading_day, page_end, statements
from qikan.importing.formats.text.beside_title import Headline
from qikan.importing.formats.text.body import body_text
from qikan.importing.formats.text.context import Context, context_of
from qikan.importing.formats.text.line import BLANK, BULLET, COMMENT, HEADING, RULE, TEXT, Line
from qikan.importing.formats.text.outline import Node
from qikan.importing.formats.text.page import PAGE, Page
from qikan.importing.item import Item
from qikan.importing.reading import frame
from qikan.importing.reading.dates import day, last_day_in
from qikan.importing.reading.labels import is_label
from qikan.importing.reading.links import doi
from qikan.importing.reading.machine_dates import arxiv_month
from qikan.importing.reading.people import people_and_orgs, shortened_note, split_names
from qikan.markdown.han import has_han
from qikan.model.entry import Day, Link
from qikan.problems.message import message

_BILINGUAL = re.compile(r"([^㐀-鿿]{10,}?)\s*[(（]([^()（）]*[㐀-鿿][^()（）]*)[)）]")
"""A foreign title with its Chinese one in brackets."""
_ORG = re.compile(
    r"(?i)[(（][^()（）]*(?:大学|大學|学院|學院|研究院|研究所|实验室|實驗室|公司|\buniversity|\binstitute|\blabs?\b"
    r"|\bcollege|\binc\b)[^()（）]*[)）]"
)
"""An organisation in brackets behind a name."""
_MONTHS_LATER = 3
_NOTES_ON = re.compile(
    "(?:论文|論文)?(?:摘要|笔记|筆記|导读|導讀|解读|解讀|总结|總結|精读|精讀|详解|詳解|阅读|閱讀)\\W*\\Z"
)
"""How the title of notes on a paper ends, which is no translation of the paper's."""


def item_of(page: Page, node: Node, above: Sequence[Node], following: Node | None) -> Item:
    """The item of a node; lines below it that are the page's own go to the frame."""
    opener = node.line or page.lines[0]
    context = context_of(node, above, page.date, page.sections)
    below = _own_lines(page, node, following)
    title = _with_day(page, page.headline(node), context)
    page.used |= {
        opener.number,
        *(line.number for line in below if line.kind not in (BLANK, RULE, COMMENT)),
    }
    page.frame |= {line.number for line in below if line.kind in (RULE, COMMENT)}
    if title.rest:
        below = [_rest_line(node, title.rest), *below]
    if not title.title and not _has_title_field(below):
        title, below = _title_below(title, below, markdown=page.markdown)
    item_content = content.read(
        below,
        title.title,
        page.parsed.labels,
        markdown=page.markdown,
        quote=opener.quote,
        fields={**title.fields, **({"authors": title.authors} if title.authors else {})},
    )
    return _stated(page, opener, context, title, item_content)


def _with_day(page: Page, title: Headline, context: Context) -> Headline:
    """A title with the day in front of it as its item's; what is no day goes back into it."""
    leading, issue = title.leading, context.date or page.date
    if not leading or title.published:
        return title
    stated = leading_day.near(leading.text, issue) if issue else day(leading.text, context.year)
    if leading.kind == "numbers" and not page.has_number_days:
        stated = None
    if leading.kind == "sure" and issue and not stated:
        stated = day(leading.text, issue.year)
    if stated:
        return replace(title, published=stated)
    if leading.kind == "sure" or (leading.kind == "comma" and not issue):
        return replace(title, partial=leading.text)
    typed = re.sub(r"\*\*|__", "", leading.typed)
    return replace(title, title=f"{typed}{title.title}")


def take_back(page: Page, node: Node) -> None:
    """Report the lines of a node that has no title after all."""
    numbers = {line.number for line in node.lines()} | ({node.line.number} if node.line else set())
    why = message("why-no-title-above")
    page.reported |= dict.fromkeys(numbers & page.used, why)
    page.used -= numbers


def _rest_line(node: Node, rest: str) -> Line:
    """The text that follows a title on its line, as a line below it."""
    opener = node.line
    number, quote = (opener.number, opener.quote) if opener else (1, 0)
    indent = (opener.indent + 2) if opener and node.is_bullet else 0
    return Line(number, TEXT, rest, " " * indent + rest, indent=indent, quote=quote)


def _has_title_field(below: Sequence[Line]) -> bool:
    return any((stated := statements.stated(line)) and stated[0] == "title" for line in below)


def _title_below(
    title: Headline, below: list[Line], *, markdown: bool
) -> tuple[Headline, list[Line]]:
    """A title that stands on the line below its number."""
    for at, line in enumerate(below):
        if line.kind in (TEXT, HEADING, BULLET):
            read_ = headline.parse(line.text, markdown=markdown, is_heading=True)
            read_.links[:0] = title.links
            return read_, [*below[:at], *below[at + 1 :]]
    return title, below


def _own_lines(page: Page, node: Node, following: Node | None) -> list[Line]:
    """The lines of an item without names of sections at their end, and without the page's own."""
    below = node.lines()
    names = _trailing_sections(node)
    if following is not None:
        page.sections = [name.text for name in names] or page.sections
    cut = {name.line.number for name in names if name.line}
    page.frame |= cut
    below = [line for line in below if line.number not in cut]
    if following is None:
        end = min(page_end.starts_at(below), _footer(page, below), _one_line(page, node, below))
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


def _footer(page: Page, below: Sequence[Line]) -> int:
    """Where a footer begins in the last item: below a rule, where other items end at one."""
    start = page_end.footer(below)
    others = [node for node, _ in page.recognised.items[:-1]]
    ends = sum(_ends_at_rule(node.lines()) for node in others)
    if others and ends * 2 > len(others):
        return start
    after = [line for line in below[start:] if line.kind not in (BLANK, RULE, COMMENT)]
    is_page = bool(after) and all(map(page_end.is_page_text, after))
    return start if is_page else len(below)


def _one_line(page: Page, node: Node, below: Sequence[Line]) -> int:
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
    page: Page, opener: Line, context: Context, title: Headline, item_content: content.Content
) -> Item:
    fields = item_content.fields
    if _NOTES_ON.search(title.title) and "title" not in fields:
        fields = fields | _linked_title(item_content)
    name, name_zh = _names(title.title, fields)
    above = title.title if _is_left_over(title.title, name, name_zh) else ""
    text = body_text(item_content.body, markdown=page.markdown)
    text = "\n\n".join(filter(None, (above, title.venue, text)))
    links: dict[str, Link] = {link.url: link for link in title.links}
    for url, link in item_content.links.items():
        links.setdefault(url, link)
    _report_left(page, opener, title, name, fields)
    arxiv = content.arxiv_of(title.links, item_content) or title.arxiv
    doi_ = doi(item_content.fields.get("doi", "")) or item_content.doi
    authors, more, of_names = _authors(item_content.fields.get("authors", title.authors))
    is_cited = _are_named(authors) and (item_content.is_of_paper or title.is_reference)
    leads_to_one = any(link.type == "paper" for link in links.values())
    is_paper = bool(arxiv or doi_) or leads_to_one or context.is_paper or is_cited
    topics = (*context.topics, *title.topics, *statements.listed(fields.get("topics", "")))
    return Item(
        path=page.source.path,
        line=opener.number,
        title=name,
        title_zh=name_zh,
        kind="paper" if is_paper else "",
        date=context.date or _by_number(page, opener, context.undated, arxiv),
        published=_published(page, opener, title, item_content, arxiv),
        arxiv=arxiv,
        doi=doi_,
        authors=authors,
        orgs=statements.listed(item_content.fields.get("orgs", "")) or of_names,
        topics=tuple(dict.fromkeys(topics)),
        links=tuple(links.values()),
        outlets=statements.listed(fields.get("outlets", "")),
        notes=shortened_note(name + name_zh + text) if more else (),
        body=text,
        markdown=page.markdown,
    )


def _published(
    page: Page, opener: Line, title: Headline, item_content: content.Content, arxiv: str
) -> Day | None:
    """The day that an item states, in its lines or beside its title, with its year or without."""
    stated = title.partial or item_content.fields.get("published", "")
    whole = item_content.published or title.published
    return whole or _partial_date(page, opener, stated, arxiv)


def _are_named(authors: Iterable[str]) -> bool:
    """Whether authors are people by their names, no account (acme)."""
    return any(" " in author or has_han(author) for author in authors)


def _report_inside(page: Page, opener: Line, title: Headline, name: str) -> None:
    """Report the link of a title that leads to a file of the same site."""
    if title.inside and (fault := url_fault(title.inside)):
        left = message("item-link-left-out", title=name, fault=fault)
        col = max(opener.raw.find(title.inside), 0) + 1
        page.problems.append(page.source.problem(opener.number, col, left))


def _report_left(
    page: Page, opener: Line, title: Headline, name: str, fields: Mapping[str, str]
) -> None:
    """Report what of an item no field holds."""
    _report_inside(page, opener, title, name)
    _report_venue(page, opener, name, fields)


def _report_venue(page: Page, opener: Line, name: str, fields: Mapping[str, str]) -> None:
    """Report where and when a paper was published, which no field of an entry holds."""
    if stated := ", ".join(filter(None, (fields.get("venue", ""), fields.get("year", "")))):
        left = message("item-venue-left-out", title=name, text=stated)
        page.problems.append(page.source.problem(opener.number, 1, left))


def _by_number(page: Page, opener: Line, heading: str, arxiv: str) -> Day | None:
    """The day of a heading without its year, by the arXiv id: some months after it at most."""
    if not heading:
        return None
    if submitted := arxiv_month(arxiv):
        for year in (submitted.year, submitted.year + 1):
            stated = last_day_in(heading, year)
            months = (year - submitted.year) * 12 + (stated.month if stated else 0)
            if stated and 0 <= months - submitted.month <= _MONTHS_LATER:
                return stated
    fault = message("row-year-missing", text=heading)
    page.problems.append(page.source.problem(opener.number, 1, fault))
    return None


def _partial_date(page: Page, opener: Line, typed: str, arxiv: str) -> Day | None:
    """A date without its year, in the year that the page, or else the arXiv id, states."""
    if not typed or not page.date:
        return _by_number(page, opener, typed, arxiv)
    return last_day_in(typed, page.date.year)


def _authors(stated: str) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """The authors, whether there are more, and the organisations in brackets behind them."""
    typed = stated.strip(" 。")
    names, orgs = people_and_orgs(typed) if _ORG.search(typed) else ("", ())
    authors, more = split_names(names or typed)
    return authors, more, orgs


def _linked_title(item_content: content.Content) -> dict[str, str]:
    """The title of the one paper that notes link to, if the link's words are it."""
    papers = [link for link in item_content.links.values() if link.type == "paper"]
    labelled = [link.label for link in papers if link.url == papers[0].url and link.label]
    titles = [word for word in labelled if not is_label(word) and " " in word]
    return {"title": titles[0]} if titles else {}


def _names(text: str, fields: dict[str, str]) -> tuple[str, str]:
    """The title in its first language, and the Chinese one beside a foreign title."""
    stated, stated_zh = fields.get("title", ""), fields.get("title_zh", "")
    if not text:
        return (stated, stated_zh) if stated else (stated_zh, "")
    both = _BILINGUAL.fullmatch(stated or text)
    if both:
        stated, stated_zh = both[1].strip(), stated_zh or both[2].strip()
        text = text if fields.get("title") else stated
    is_chinese, is_stated_chinese = has_han(text), has_han(stated)
    if stated and is_chinese == is_stated_chinese:  # the label decides which of the two it is
        return stated, stated_zh
    if is_chinese:
        if stated and not stated_zh and _NOTES_ON.search(text):
            return stated, ""
        return (stated, stated_zh or text) if stated else (text, "")
    return text, stated_zh or stated


def _is_left_over(heading: str, title: str, title_zh: str) -> bool:
    """Whether what stands above an item is neither of its titles and no part of one."""
    words = _letters(heading)
    is_part = words in (title_letters := _letters(title)) or words in _letters(title_zh)
    is_part = is_part or words in (title_letters + _letters(title_zh), _letters(title_zh + title))
    is_usual = frame.is_section(heading) or frame.is_no_item(heading) or _NOTES_ON.search(heading)
    return not (is_part or is_usual)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
