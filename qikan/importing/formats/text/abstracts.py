"""A plain list of papers: a title, perhaps its Chinese title, the abstract; blank lines or none.

A list that is written in Markdown, or whose lines are labelled, is read as a digest is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qikan.content.source import Source
from qikan.importing.account import filled_lines, lines_left_out, of_numbers
from qikan.importing.formats.text import content, digest, page_end
from qikan.importing.formats.text.body import body_text
from qikan.importing.formats.text.context import page_date
from qikan.importing.formats.text.line import TEXT, Line
from qikan.importing.formats.text.lines import MARKDOWN
from qikan.importing.formats.text.lines import read as read_lines
from qikan.importing.formats.text.page import PAGE
from qikan.importing.formats.text.statements import listed
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading import labels
from qikan.importing.reading.links import arxiv_id, doi
from qikan.importing.reading.people import are_people, people_and_orgs
from qikan.importing.reading.urls import addresses, stated_links, unlinked, without
from qikan.markdown.han import has_han
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_NUMBER = re.compile(
    r"\s*(?:#{1,6}\s+)?(?:\*\*)?(?:\d{1,3}[.、)）:：](?!\d)|[\[【(（]\d{1,3}[\]】)）]"
    r"|#\d{1,3}(?=\s)|[-*•](?=\s))\s*"
)
_ENDS = re.compile(r"[。！？!?.](?:[”’」』）)\"'*_]|\[\d{1,3}\]){0,3}\Z")
_ENDS_TEXT = re.compile(r"(?:。|(?<=[㐀-鿿])\.)[^\w]{0,3}\Z")
_BROKEN_OFF = re.compile(r"(?:…|\.\.)\Z")
_CONTINUES = re.compile(r"[a-z]{1,20}[ ,]")

NOTHING = message("abstracts-empty")
SPARE = message("why-no-paper")
BARE = message("why-nothing-below")
_CUT = "来源的摘要在“{}”处中断。"


@dataclass(slots=True)
class _Paper:
    """A paper as it is met, line by line; ``numbers`` are those of its lines."""

    line: int
    title: str
    title_zh: str = ""
    lines: list[str] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    has_text: bool = False
    has_authors: bool = False


def read(source: Source, options: ImportOptions) -> ReadResult:
    """The papers of a list; an abstract that breaks off is kept and noted."""
    if _is_marked(source.text):
        result = digest.read(source, options)
        papers = (replace(item, kind=item.kind or "paper") for item in result.items)
        return replace(result, items=tuple(papers))
    return _read_plain(source)


def _is_marked(text: str) -> bool:
    """Whether a text is in Markdown, or a record of labelled lines."""
    if MARKDOWN.search(text):
        return True
    stated = (labels.field(line) for line in text.split("\n") if len(line) < 500)
    return any(field is not None and field[0] == "title" and field[1] for field in stated)


def _read_plain(source: Source) -> ReadResult:
    papers, spare = _papers(source.text)
    left_out = dict.fromkeys(spare, SPARE)
    left_out |= {number: BARE for p in papers if not p.lines for number in p.numbers}
    papers = [paper for paper in papers if paper.lines]
    problems = lines_left_out(source, left_out)
    if not papers:
        problems = [source.problem(1, 1, NOTHING)]
        left_out = dict.fromkeys(filled_lines(source.text), NOTHING)
    else:
        problems += _without_page(source, papers[-1], left_out)
    lines = read_lines(source.text)
    date = page_date(source.path, lines, papers[0].line) if papers else None
    frame = {number for number in left_out if date and number < papers[0].line} if papers else set()
    return ReadResult(
        items=tuple(replace(_item(source, paper), date=date) for paper in papers),
        problems=tuple(problem for problem in problems if problem.line not in frame),
        account=of_numbers(
            source.path,
            filled_lines(source.text),
            used={number for paper in papers for number in paper.numbers},
            frame=frame,
            reported=left_out,
        ),
    )


def _without_page(source: Source, last: _Paper, left_out: dict[int, Message]) -> list[Problem]:
    """Cut the page's own text off the last paper, and tell it."""
    lines = [Line(0, TEXT, line, line) for line in last.lines]
    end = page_end.starts_at(lines)
    words = set(last.lines[end:])
    last.lines = last.lines[:end]
    cut = {
        number for number in last.numbers if source.text.split("\n")[number - 1].strip() in words
    }
    last.numbers -= cut
    left_out.update(dict.fromkeys(cut, PAGE))
    return lines_left_out(source, dict.fromkeys(cut, PAGE))


def looks_like(text: str) -> bool:
    """Whether a text is foreign titles, each over an abstract or authors, with little else."""
    if digest.is_table_or_post(text) or _is_marked(text) or digest.looks_like(text):
        return False
    papers, spare = _papers(text)
    with_text = sum(paper.has_text and not has_han(paper.title) for paper in papers)
    with_authors = sum(paper.has_authors for paper in papers)
    with_papers = sum(any(map(_is_paper_link, paper.lines)) for paper in papers)
    if papers and with_papers == len(papers) and not spare:
        return True
    if with_authors > 1 and with_authors * 4 >= 3 * len(papers):
        return len(spare) <= len(papers)
    return bool(papers) and with_text * 4 >= 3 * len(papers) and len(spare) <= len(papers)


# ---------------------------------------------------------------- lines


def _papers(text: str) -> tuple[list[_Paper], list[int]]:
    """The papers, and the lines that belong to none."""
    lines = _joined(text)
    items: list[_Paper] = []
    spare: list[int] = []
    for at, (numbers, line) in enumerate(lines):
        below = lines[at + 1][1] if at + 1 < len(lines) else ""
        item = items[-1] if items else None
        stated = labels.field(_bare(line))
        if item is None or not (stated or _is_arxiv_id(line) or _is_link(line, below)):
            _place(items, spare, numbers, line, below)
        else:
            item.lines.append(line)
            item.numbers |= numbers
            item.has_text = item.has_text or (stated is not None and stated[0] == "body")
    return items, spare


def _place(items: list[_Paper], spare: list[int], numbers: set[int], line: str, below: str) -> None:
    """Take a line that is neither field nor link: a title, a Chinese title, or text."""
    item = items[-1] if items else None
    text, bare = _is_text(line), _bare(line)
    if item and not item.has_text and not text and (people := _people(line)):
        item.lines += people
        item.has_authors = True
    elif item and not item.has_text and _completes(item, bare) and not text and _goes_on(below):
        item.title_zh = bare
    elif bare and not text and (not has_han(line) or _is_text(below)) and _starts(item, line):
        item = _Paper(min(numbers), bare)
        items.append(item)
    elif item:
        item.lines.append(line)
        item.has_text = True
    elif re.search(r"\w", line):
        spare += sorted(numbers)
    if item:
        item.numbers |= numbers


def _people(line: str) -> list[str]:
    """The labelled lines that a line of authors is, perhaps with their organisations behind them.

    ``Ada Brook (River University); Bo Reef (Moon Lab)``; empty for another line.
    """
    names, orgs = people_and_orgs(line)
    if not names:
        return []
    return [f"作者：{names}", *([f"机构：{'；'.join(orgs)}"] if orgs else [])]


def _joined(text: str) -> list[tuple[set[int], str]]:
    """The lines that hold words, with their numbers; English that was wrapped is one line again."""
    paragraphs: list[tuple[set[int], list[str]]] = []
    before = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if paragraphs and len(before) >= 50 and _CONTINUES.match(line) and not _ENDS.search(before):
            paragraphs[-1][1].append(line)
            paragraphs[-1][0].add(number)
        elif re.search(r"\w", line):
            paragraphs.append(({number}, [line]))
        before = line
    return [(numbers, " ".join(parts)) for numbers, parts in paragraphs]


def _bare(line: str) -> str:
    """A title without its number, its marks and the quotes around it."""
    number = _NUMBER.match(line)
    return unlinked(line[number.end() :] if number else line).strip("*# ")


def _is_arxiv_id(line: str) -> bool:
    return "://" not in line and len(line) <= 40 and bool(arxiv_id(line))


def _is_text(line: str) -> bool:
    """Whether a line is an abstract, or a paragraph of one, rather than a title."""
    if has_han(line):
        return len(line) > 110 or bool(_ENDS_TEXT.search(line)) or (len(line) > 20 and "。" in line)
    return len(line) > 220 or (line.count(" ") > 4 and bool(re.search(r"\.\W{0,3}\Z", line)))


def _is_link(line: str, below: str) -> bool:
    pieces = list(stated_links(line))
    if pieces:
        return not without(line, pieces)
    first = next(addresses(below), None)
    return labels.is_label(line.strip("*：: ")) and first is not None and first.start == 0


def _is_paper_link(line: str) -> bool:
    """Whether a line is nothing but the address of a paper."""
    return _is_link(line, "") and any(p.link.type == "paper" for p in stated_links(line))


def _completes(item: _Paper, line: str) -> bool:
    """Whether a line can be the Chinese title of a paper that has a foreign one."""
    return not item.title_zh and not has_han(item.title) and _is_chinese_title(line)


def _is_chinese_title(text: str) -> bool:
    """Whether a line below a foreign title reads as its Chinese title."""
    plain = has_han(text) and len(text) <= 90 and text[-1:] not in "。；;：:，,…"
    return plain and not labels.is_note(text)


def _goes_on(below: str) -> bool:
    """Whether the line below is more of the same paper: then the one above it was no abstract."""
    is_content = _is_text(below) or are_people(below) or _is_arxiv_id(below)
    return bool(is_content or labels.field(below) or _is_link(below, ""))


def _starts(item: _Paper | None, line: str) -> bool:
    """Whether a short line begins a paper: no Chinese one where a paper waits for its abstract."""
    return item is None or item.has_text or not has_han(line)


# ---------------------------------------------------------------- papers


def _item(source: Source, paper: _Paper) -> Item:
    lines = [Line(paper.line, TEXT, line, line) for line in paper.lines]
    read = content.read(lines, paper.title_zh or paper.title, markdown=False)
    body = body_text(_apart(read.body), markdown=False)
    last = body.rpartition("\n\n")[2]
    return Item(
        path=source.path,
        line=paper.line,
        title=paper.title,
        title_zh=paper.title_zh,
        kind="paper",
        published=read.published,
        arxiv=content.arxiv_of((), read),
        doi=doi(read.fields.get("doi", "")) or read.doi,
        authors=listed(read.fields.get("authors", "")),
        orgs=listed(read.fields.get("orgs", "")),
        topics=listed(read.fields.get("topics", "")),
        links=tuple(read.links.values()),
        notes=(_CUT.format(last[-12:].strip()),) if body and _breaks_off(last) else (),
        body=body,
    )


def _apart(lines: Sequence[str]) -> list[str]:
    """Each line as a paragraph of its own: wrapped ones have been joined before."""
    return [part for line in lines for part in (line, "")]


def _breaks_off(text: str) -> bool:
    """Whether a text stops inside a sentence."""
    if _BROKEN_OFF.search(text):
        return True
    ends = [address.end for address in addresses(text[-300:])]
    return not _ENDS.search(text) and not (ends and ends[-1] == len(text[-300:]))
