"""A page of a folder that lists its other files: an index of issues, perhaps with their days."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from qikan.importing.decode import decode
from qikan.importing.formats.document import Document
from qikan.importing.reading.dates import day, last_day_in
from qikan.model.entry import Day

_LINK = re.compile(
    r"!?\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<target>(?:[^\s()<>]|\([^\s()]*\))+)"
    r"[^)]*\)|<a\s[^>]*?href=[\"']?(?P<href>[^\"'\s>]+)[^>]*>(?P<text>[^<]*)"
    r"|!?\[\[(?P<wiki>[^\[\]|#]+)[^\[\]]*\]\]"
)
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,4}[.)、])\s")
_RULE = re.compile(r"[\s|:*_=-]*|\s*<.*")
"""A rule of a text or a table, or a line in HTML: no prose."""
_HEADING = re.compile(r"\s*(?:#{1,6}\s+(?P<heading>.+)|(?P<mark>\*\*|__)(?P<bold>.+)(?P=mark)\s*)")
_YEAR = re.compile(r"(20\d{2})\s*年?")
_NAMED = re.compile(r"(?i)readme|_?index|summary|contents|_?sidebar|toc|目录|目錄|索引|home")
_FEW, _SEVERAL = 2, 3
"""Files that a page lists at least if its name is that of an index, and if it is not."""


class Index(NamedTuple):
    """A page that lists files: its path, how many, and the days that it states, by their paths."""

    path: str
    files: int
    days: Mapping[str, Day]


def days_of(indexes: Iterable[Index]) -> dict[str, Day]:
    """The days that indexes state, by paths: a day before a month."""
    days: dict[str, Day] = {}
    for index in indexes:
        for path, stated in index.days.items():
            if path not in days or (stated.day and not days[path].day):
                days[path] = stated
    return days


def is_named_so(path: str) -> bool:
    """Whether a file has the name of an index, or of a page about its folder."""
    return bool(_NAMED.fullmatch(posixpath.splitext(posixpath.basename(path))[0]))


def index_of(document: Document, paths: Collection[str]) -> Index | None:
    """What a page says of the other files among ``paths``; None where it is no list of them."""
    if not document.path.lower().endswith((".md", ".markdown", ".mdx")):
        return None
    least = _FEW if is_named_so(document.path) else _SEVERAL
    if document.raw.count(b"](") + document.raw.count(b"href=") + document.raw.count(b"[[") < least:
        return None
    source, _ = decode(document.path, document.raw)
    finder = _Finder(document.path, paths)
    listed: dict[str, Day | None] = {}
    others = prose = 0
    above = _Above()
    for line in source.text.split("\n"):
        links = [match for match in _LINK.finditer(line) if not match[0].startswith("!")]
        files = list(dict.fromkeys(filter(None, map(finder.file_of, links))))
        if files and len(files) == len(links):
            for path in files:
                listed[path] = above.day_of(line, links) or listed.get(path)
        elif heading := _HEADING.fullmatch(line):
            above.note(heading["heading"] or heading["bold"])
        elif links or _BULLET.match(line):
            others += 1
        elif not _RULE.fullmatch(line):
            prose += 1
    if len(listed) < least or others * 3 > len(listed) * 2 or prose > len(listed) + _FEW:
        return None
    return Index(document.path, len(listed), {path: d for path, d in listed.items() if d})


class _Above:
    """The year and the month that the headings above a line state."""

    def __init__(self) -> None:
        self.year = self.month = 0

    def note(self, heading: str) -> None:
        name = heading.strip(" *_#")
        if year := _YEAR.fullmatch(name):
            self.year, self.month = int(year[1]), 0
        elif stated := day(name, self.year) or last_day_in(name, self.year):
            self.year, self.month = stated.year, stated.month

    def day_of(self, line: str, links: Sequence[re.Match[str]]) -> Day | None:
        """The day that a line states beside its link, else in it, else the month above."""
        beside = _LINK.sub(" ", line)
        labels = " ".join(filter(None, (link["label"] or link["text"] for link in links)))
        for text in (beside, labels):
            stated = last_day_in(text, self.year, self.month)
            if stated and stated.day:
                return stated
        if self.year and self.month:
            return day(f"{self.year}-{self.month:02}")
        return None


class _Finder:
    """Finds the files that links of a page lead to."""

    def __init__(self, path: str, paths: Collection[str]) -> None:
        self.own = os.path.normpath(path)
        self.folder = os.path.dirname(self.own)
        self.paths = {os.path.normpath(other): other for other in paths}
        by_name: dict[str, list[str]] = {}
        for other in self.paths:
            by_name.setdefault(_name(other), []).append(other)
        self.by_name = {name: found[0] for name, found in by_name.items() if len(found) == 1}

    def file_of(self, link: re.Match[str]) -> str:
        """The path of the file that a link leads to, as it was given; '' for any other link."""
        target = unquote(link["target"] or link["href"] or link["wiki"] or "").partition("#")[0]
        if link["target"] and "%23" in link["target"]:  # a sign of a file's name
            target = unquote(link["target"])
        found = next((path for path in self._places(target) if path in self.paths), "")
        return self.paths[found] if found and found != self.own else ""

    def _places(self, target: str) -> Iterator[str]:
        if not target or target.startswith(("mailto:", "data:")):
            return
        if "://" not in target:
            plain = os.path.normpath(os.path.join(self.folder, target.lstrip("/")))
            stem = os.path.splitext(plain)[0] if plain.endswith((".html", ".htm")) else plain
            yield plain
            yield from (f"{stem}{end}" for end in (".md", ".mdx", "/README.md", "/index.md"))
        if found := self.by_name.get(_name(target)):
            yield found


def _name(path: str) -> str:
    """The last part of a path or an address, as another may write it."""
    last = path.rstrip("/").rpartition("/")[2]
    if re.match(r"(?i)(?:readme|index)\.\w+\Z", last):
        last = path.rstrip("/").rpartition("/")[0].rpartition("/")[2]
    return re.sub(r"\.(?:md|mdx|markdown|html?)\Z", "", last).strip(" #_-").casefold()
