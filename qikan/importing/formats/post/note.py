"""A note without fields and without a title: its file's name is the title, as in Obsidian."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from qikan.content.source import Source
from qikan.importing.account import filled_lines, of_numbers
from qikan.importing.formats.post import body as postbody
from qikan.importing.item import Item, ReadResult, nothing_of
from qikan.importing.reading import frame
from qikan.importing.reading.dates import date_in_path, day, last_day_in
from qikan.importing.reading.links import arxiv_id, link
from qikan.model.entry import Day, Link
from qikan.problems.message import message

_WORDS, _HAN = 3, 6
"""Words, or Han characters, from which on a file's name is a title."""
_SURELY_TITLE = 5
"""Words from which on a name with a word of lists (paper, news) is a title."""
_FEW_LINKS = 3
"""Lines of nothing but a link that a note about one thing has at most."""
_HEAD = 10
_LINK = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>https?://[^\s()]+)\)"
    r"|<?(?P<bare>https?://[^\s<>]+)>?)\s*"
)
_DAY = re.compile(r"\s*(?:[-*+]\s+)?(?P<day>[12]\d{3}\s?[-./年][\d\s./月日-]+)\s*")


def names_itself(source: Source) -> bool:
    """Whether a text is about one thing that its file's name and its first lines name."""
    name = title_of(source.path)
    return bool(name) and looks_like(source) and _key(name) in _key(_head(source.text))


def looks_like(source: Source) -> bool:
    """Whether a text is about one thing, which its file's name says and no heading above it."""
    filled = [line for line in source.text.split("\n") if line.strip()]
    if not title_of(source.path) or not filled or re.match(r"#\s|(?:---|\+\+\+)\s*\Z", filled[0]):
        return False
    if len(filled) > 1 and re.fullmatch(r"=+\s*", filled[1]):
        return False
    only_links = sum(bool(_LINK.fullmatch(line)) for line in filled)
    ids = {arxiv_id(line) for line in filled if "arxiv" in line.lower()} - {""}
    return len(ids) <= 1 and only_links <= _FEW_LINKS


def _head(text: str) -> str:
    return " ".join([line for line in text.split("\n") if line.strip()][:_HEAD])


def title_of(path: str) -> str:
    """The title that the name of a Markdown file is; '' where it is a word, a day or a list."""
    pure = PurePosixPath(path.replace("\\", "/"))
    if pure.suffix.lower() not in (".md", ".markdown"):
        return ""
    stem = pure.parent.name if pure.stem in ("README", "index") else pure.stem
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", stem)
    if len(words) < _WORDS and len(re.findall("[\u3400-\u9fff]", stem)) < _HAN:
        return ""
    if len(words) < _SURELY_TITLE and (frame.names_digest(stem) or frame.is_section(stem)):
        return ""
    if last_day_in(stem) or "_" in stem:
        return ""
    return stem.strip()


def _key(text: str) -> str:
    return re.sub(r"\W|_", "", text).casefold()


def read(source: Source) -> ReadResult:
    """The note as one item: the links and the day at its head are its own."""
    title = title_of(source.path)
    head = _head_of(source.text.split("\n"), title)
    body, remarks = postbody.tidy(source, "\n".join(head.rest), len(head.lines) + 1)
    ids = {arxiv_id(link.url) for link in head.links} - {""}
    item = Item(
        path=source.path,
        line=1,
        title=title,
        date=head.day or date_in_path(source.path),
        arxiv=ids.pop() if len(ids) == 1 else "",
        links=head.links,
        body=body,
        markdown=True,
    )
    if not title:
        return nothing_of(source, [source.problem(1, 1, message("post-no-title"))])
    lines = filled_lines(source.text)
    account = of_numbers(source.path, lines, used=lines)
    if _key(title) not in _key(_head(source.text)):
        remarks.append(source.problem(1, 1, message("post-named-by-file", name=title)))
    return ReadResult(items=(item,), problems=tuple(remarks), account=account)


class _Head(NamedTuple):
    """The lines at the head of a note that are links and a day, what they say, and the rest."""

    lines: list[str]
    links: tuple[Link, ...]
    day: Day | None
    rest: list[str]


def _head_of(lines: list[str], title: str) -> _Head:
    links: dict[str, Link] = {}
    stated: Day | None = None
    at = 0
    for line in lines:
        if only := _LINK.fullmatch(line):
            url = only["target"] or only["bare"]
            label = (only["label"] or "").strip()  # the title of a page: no kind of a link
            links.setdefault(url, Link(link(url).type, url, label))
        elif (only := _DAY.fullmatch(line)) and stated is None and day(only["day"].strip()):
            stated = day(only["day"].strip())
        elif line.strip() and _key(line) != _key(title):
            break
        at += 1
    return _Head(lines[:at], tuple(links.values()), stated, lines[at:])
