"""What is odd about the items of a file: fields that are not what they should be, links lost.

A format may read a text that it does not know and be wrong without a word. So its result is read
beside the source once more, without regard to the format: each item whose title, authors or texts
look like something else is told with its line, and the addresses of papers that no item has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qikan.content.source import Source
from qikan.importing.formats.plausible import papers_of
from qikan.importing.item import Item, ReadResult, texts_of
from qikan.importing.left_labels import left_labels
from qikan.importing.reading import labels
from qikan.importing.reading.links import arxiv_id, doi
from qikan.importing.reading.people import is_person
from qikan.importing.reading.urls import addresses
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_ACCOUNT = re.compile(r"@[\w.-]{2,30}(?=\W|\Z)")
_VENUE = re.compile(r"[A-Z][A-Za-z]{2,14}[\s'’,-]{0,2}(?:19|20)?\d\d(?:\s[\w-]{1,20})?")
_NAMES_FIRST = re.compile(
    r"(?:[A-Z]\.[\s-]?){1,3}[A-Z][\w'’-]+(?:,|\s(?:and|&))\s+(?:[A-Z]\.[\s-]?){1,3}(?!\w+:)"
    r"|[A-Z][\w'’-]+,\s(?:[A-Z]\.[\s-]?){1,3},\s"
    r"|[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}\s[A-Z]{1,3},\s+[A-Z][\w'’-]+\s[A-Z]{1,3}[,.]\s"
)
"""Names with initials, as references begin: ``A. Brook, B. Reef``, ``Brook, A.,``, ``Brook A,``."""
_SENTENCES = re.compile(r"。[^」』”’）)\]】》\"'。！？…]{6}")
"""The end of a sentence with more behind it."""
_LONGEST_TITLE = 240
_PERIODICAL = re.compile(
    r"(?i)\b(?:proceedings|transactions|journal|conference|workshop|letters|ieee|acm|springer"
    r"|arxiv|preprint|university press)\b|学报|会议|期刊|出版社"
)
_LONGEST_NAME = 70
_FEWEST_ALIKE = 3
"""Items that have the same Chinese title or text at least, to be told of."""
_ENTRY_OF_LIST = re.compile(r"(?m)^ {0,3}(?:[-*+]|\d{1,3}[.、)])\s+[^\w\s]{0,2}\s*(?:\[|\*\*|__)")
"""A line of a list that begins with a link or bold words, as a work in it does."""
_WORDS_OF_TITLE = 3
"""Words of a link, at least, that are a title."""
_MOST_ODD = 2, 3
"""From this share of odd titles on a text is refused, where it has items enough."""
_FEWEST_ITEMS = 3
_SHORT_TITLE = 24
_WORKS_CITED = re.compile(
    r"(?im)^#{1,6}[^\n]{0,12}(?:参考|參考|引用|延伸|相关|相關|references?|citations?|related)"
)
_LIST_OR_ROW = re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.、)]|\|)\s*\S")
_FEWEST_LISTED = 3
"""Papers in a list of a post at least, to be told of."""
_NAMED = 3
"""Papers of which the numbers are told."""


def warnings(
    result: ReadResult, source: Source | None = None, *, titles: bool = True
) -> list[Problem]:
    """A warning for each odd item of a file, and for papers of its text that no item has.

    ``titles``: they were found by the form of the text, and no field states them.
    """
    problems = [
        _odd(item, why)
        for item in result.items
        for why in (*(list(_title_is(item.title))[:1] if titles else ()), *_others(item))
    ]
    problems += [told for item in result.items for told in _labels_left(item, source)]
    problems += _alike(result.items)
    problems += _strangers(result.items) if titles else []
    return problems + (_lost_papers(source, result) if source else [])


def odd_title(items: Sequence[Item]) -> Item | None:
    """The first item whose title is none, where most items are so; else None."""
    odd = [item for item in items if any(_title_is(item.title))]
    share, whole = _MOST_ODD
    most = len(items) >= _FEWEST_ITEMS and len(odd) * whole >= share * len(items)
    return odd[0] if most else None


def several_papers(result: ReadResult) -> list[Problem]:
    """Warnings for entries that may be several papers, where a file reads well as a whole."""
    problems = []
    for item in result.items:
        papers = papers_of(item) or _listed(item)
        if len(papers) > 1:
            ids = ", ".join(sorted(papers))
            fault = message("item-several-papers", title=item.title, ids=ids)
            problems.append(Problem(item.path, item.line, 1, fault))
    return problems


def papers_of_post(result: ReadResult) -> list[Problem]:
    """A warning for a post whose text lists papers, or has them in a table: it is one entry."""
    problems = []
    for item in result.items:
        text = _WORKS_CITED.split(item.body, maxsplit=1)[0]
        lines = [line for line in text.split("\n") if _LIST_OR_ROW.match(line)]
        listed = {arxiv_id(address.url) for line in lines for address in addresses(line)} - {""}
        if len(listed) >= (2 if item.body.count("\n|") > 1 else _FEWEST_LISTED):
            ids = ", ".join(sorted(listed)[:_NAMED]) + (", …" if len(listed) > _NAMED else "")
            fault = message("item-several-papers", title=item.title, ids=ids)
            problems.append(Problem(item.path, item.line, 1, fault))
    return problems


def _odd(item: Item, why: Message) -> Problem:
    fault = message("item-odd", title=item.title[:60], why=why)
    return Problem(item.path, item.line, 1, fault)


def _others(item: Item) -> Iterator[Message]:
    """What is odd about an item's other fields: its Chinese title, an author."""
    if labels.says_where_published(item.title_zh):
        yield message("why-chinese-title-venue")
    if strange := next(filter(_is_no_author, item.authors), ""):
        yield message("why-no-author", name=strange[:40])


def _is_no_author(name: str) -> bool:
    return len(name) > _LONGEST_NAME or "。" in name or bool(_PERIODICAL.search(name))


def _title_is(title: str) -> Iterator[Message]:
    """What a title is instead of one."""
    if _ACCOUNT.match(title):
        yield message("why-title-account")
    if not re.search(r"[^\W\d_]", title):
        yield message("why-title-number")
    if _VENUE.fullmatch(title):
        yield message("why-title-venue")
    if "://" in title:
        yield message("why-title-address")
    if title.startswith("$") and "\\begin" in title:
        yield message("why-title-broken")
    if labels.is_label(title) or labels.is_subheading(title):
        yield message("why-title-label")
    if _is_broken(title):
        yield message("why-title-broken")
    if _begins_with_names(title):
        yield message("why-title-names")
    if len(title) > _LONGEST_TITLE or _SENTENCES.search(title):
        yield message("why-title-text")


def _is_broken(title: str) -> bool:
    """Whether a title has an opening bracket or quotation mark without the closing one."""
    pairs = ("[]", "()", "（）", "《》", "“”", "「」", "【】")
    uneven = any(title.count(pair[0]) > title.count(pair[1]) for pair in pairs)
    return uneven or (title[:1] == '"' and title.count('"') == 1)


def _begins_with_names(title: str) -> bool:
    names = title[:-1] if title.endswith(".") else ""
    parts = [part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", names) if part]
    are_all = len(parts) > 2 and all(map(is_person, parts))
    return are_all or bool(_NAMES_FIRST.match(title))


def _strangers(items: Sequence[Item]) -> list[Problem]:
    """A warning for short titles without link and authors among papers that have them."""
    papers = [item for item in items if _is_known(item) or _leads(item)]
    if 2 * len(papers) < len(items) or len(items) < _FEWEST_ITEMS:
        return []
    others = (item for item in items if not (item.links or item.outlets or _is_known(item)))
    short = (item for item in others if len(item.title) <= _SHORT_TITLE)
    return [_odd(item, message("why-among-papers")) for item in short]


def _is_known(item: Item) -> bool:
    return bool(item.arxiv or item.doi or item.authors)


def _leads(item: Item) -> bool:
    """Whether an item has a link to a paper, whatever the host."""
    return any(link.type == "paper" for link in item.links)


def _labels_left(item: Item, source: Source | None) -> list[Problem]:
    """A warning, at its line, for each label in an item's text whose field is empty."""
    problems = []
    for label, name in left_labels(item):
        line = _line_of(label, item, source)
        fault = message("label-left", title=item.title[:60], label=label, name=name)
        problems.append(Problem(item.path, line, 1, fault))
    return problems


def _line_of(words: str, item: Item, source: Source | None) -> int:
    """The first line of a source from an item's on that holds some words; else the item's."""
    lines = source.text.split("\n")[item.line - 1 :] if source else []
    return next((item.line + at for at, line in enumerate(lines) if words in line), item.line)


def _alike(items: Sequence[Item]) -> list[Problem]:
    """A warning for a Chinese title that several items of a file have."""
    counted = Counter(item.title_zh for item in items if item.title_zh)
    problems = []
    for title, count in counted.items():
        if count >= _FEWEST_ALIKE:
            first = next(item for item in items if item.title_zh == title)
            fault = message("items-alike", title=title[:60], count=count)
            problems.append(Problem(first.path, first.line, 1, fault))
    return problems


def _lost_papers(source: Source, result: ReadResult) -> list[Problem]:
    """A warning for papers that a text leads to, and that are in no item and no message."""
    kept = "\n".join(part for item in result.items for part in texts_of(item))
    told = {problem.line for problem in result.problems}
    lost: dict[str, int] = {}
    for number, line in enumerate(source.text.split("\n"), 1):
        if number in told or "//" not in line:
            continue
        for address in addresses(line):
            paper = arxiv_id(address.url) or doi(address.url)
            if paper and paper not in kept and address.url not in kept:
                lost.setdefault(paper, number)
    if not lost:
        return []
    names = ", ".join(list(lost)[:_NAMED]) + (", …" if len(lost) > _NAMED else "")
    fault = message("papers-in-no-item", count=len(lost), names=names)
    return [source.problem(min(lost.values()), 1, fault)]


def _listed(item: Item) -> set[str]:
    """The papers that the links of an item lead to, where none of them is the item's own.

    Papers elsewhere than on arXiv count too if the text is a list of things, or the words of the
    links are titles.
    """
    if item.arxiv:
        return set()
    papers = set(filter(None, (arxiv_id(link.url) for link in item.links)))
    others = [link for link in item.links if link.type == "paper" and not arxiv_id(link.url)]
    titled = sum(len(link.label.split()) >= _WORDS_OF_TITLE for link in others)
    is_list = len(_ENTRY_OF_LIST.findall(item.body)) > 1 or titled > 1
    return papers | {link.url for link in others if is_list and not item.doi}
