"""Where the records of a document stand: in a list, under their ids, under sections or issues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from qikan.importing.formats.records import own
from qikan.importing.formats.records.loading import MAX_DEPTH, Values
from qikan.importing.formats.records.names import is_title, meanings, plain_name
from qikan.markdown.han import IDEOGRAPH

_OTHERS = re.compile(
    r"references?|citations?|related\w*|similar\w*|recommend\w*|authors?|versions?|comments?|links?"
    r"|images?|files?|tags|labels|stages|sections|provenance",
    re.IGNORECASE,
)
"""Lists inside a record whose members have titles and are no entries."""

_ROW = re.compile(r"\s*[-*]?\s*\|.*\|")
_HEADING = re.compile(r"[\w\s&+\-/,，、（）()：:·.]{1,80}")


class Record(NamedTuple):
    """One record with the line it begins on.

    ``sections`` are the names of what it stands in, ``key`` the name it has there itself, and
    ``around`` the plain values of what it stands in.
    """

    line: int
    values: Mapping[str, Any]
    sections: tuple[str, ...] = ()
    key: str = ""
    around: Mapping[str, Any] = {}


class Place(NamedTuple):
    """Where a value stands in a document, in the words of ``Record``."""

    line: int
    sections: tuple[str, ...] = ()
    key: str = ""
    around: Mapping[str, Any] = {}

    @property
    def inside(self) -> tuple[str, ...]:
        """The sections of what stands in the value."""
        return (*self.sections, self.key) if self.key else self.sections

    def record(self, values: Mapping[str, Any]) -> Record:
        """The record of some values that stands here."""
        return Record(self.line, values, self.sections, self.key, self.around)


class Rest(NamedTuple):
    """A value that is in no record: its line, its path and its first words."""

    line: int
    path: str
    words: str


def find_records(values: Values, path: str) -> tuple[list[Record], list[Rest]]:
    """The records among values, in order, and what else stands there.

    ``path`` says where they stand (``data.papers[]``); without it, a record is the outermost
    mapping that has a title and is no list's frame.
    """
    records: list[Record] = []
    rest: list[Rest] = []
    for line, value in values:
        walk = _at(line, value, path) if path else _walk(Place(line), value, 0)
        for item in walk:
            (records if isinstance(item, Record) else rest).append(item)  # type: ignore[arg-type]
    return records, rest


def _walk(place: Place, value: Any, depth: int) -> Iterator[Record | Rest]:
    if depth > MAX_DEPTH:
        yield Rest(place.line, place.key, place.key)
    elif isinstance(value, list):
        yield from _members(place, value, depth)
    elif isinstance(value, dict) and own.is_own(value):
        yield place.record(own.as_written(value))
    elif isinstance(value, dict):
        lists = _inner(value)
        if _is_record(value) and not lists and (depth or not _holds_untitled(value)):
            yield place.record(_readable(value))
            return
        inner = list(_inside(place, value, lists, depth))
        if not any(isinstance(one, Record) for one in inner) and _is_untitled(value):
            inner = [_named_by_key(place, value)]
        yield from inner
    elif isinstance(value, str) and _ROW.fullmatch(value.strip()):
        yield place.record(row_values(value))
    elif value not in (None, "", True, False):
        path = ".".join([*place.sections, place.key])
        yield Rest(place.line, path, " ".join(str(value).split())[:60])


def _members(place: Place, value: list[Any], depth: int) -> Iterator[Record | Rest]:
    """The records among the members of a list."""
    if _is_untitled_list(value):
        yield from _left(place.line, place.key, value)
        return
    below = place._replace(sections=place.inside, key="")
    for item in value:
        yield from _walk(below, item, depth + 1)


def _readable(value: dict[str, Any]) -> dict[str, Any]:
    """A record with OpenAlex's abstract, an index of words and their places, as a text."""
    index = value.get("abstract_inverted_index")
    if not isinstance(index, dict):
        return value
    places = {
        int(place): word
        for word, positions in index.items()
        if isinstance(positions, list)
        for place in positions
        if str(place).isdigit()
    }
    words = " ".join(places[place] for place in sorted(places))
    kept = {name: item for name, item in value.items() if name != "abstract_inverted_index"}
    return {**kept, "abstract": value.get("abstract") or words}


def _is_untitled(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a record that lacks its title: several of its names say so."""
    known = [name for name, item in value.items() if item and meanings(name)]
    return len(known) > 1


def _holds_untitled(value: Mapping[str, Any]) -> bool:
    """Whether the mapping of a whole file is a frame: a list without titles stands in it."""
    return not _is_paper(value) and any(
        plain_name(name) in _FRAMES
        and isinstance(item, list)
        and len([one for one in item if isinstance(one, dict)]) > 1
        for name, item in value.items()
    )


def _named_by_key(place: Place, value: Mapping[str, Any]) -> Record | Rest:
    """The record whose title is its key, as files keyed by titles have them; else what is left."""
    key = place.key
    if " " in key.strip() or len(IDEOGRAPH.findall(key)) > 3:
        return place._replace(key="").record({"title": key, **value})
    words = next((text for text in value.values() if isinstance(text, str) and text.strip()), key)
    return Rest(place.line, key, " ".join(words.split())[:60])


def _inside(
    place: Place, value: Mapping[str, Any], lists: Sequence[str], depth: int
) -> Iterator[Record | Rest]:
    """The records inside a mapping that is none: a file's frame, an issue, a section, or ids."""
    plain = {name: item for name, item in value.items() if not isinstance(item, (dict, list))}
    rows = bool(plain) and all(
        isinstance(item, str) and _ROW.fullmatch(item.strip()) for item in plain.values()
    )
    inner = {**place.around, **({} if rows else plain)}
    inside = place.inside
    group = plain.get("name") or plain.get("名称")
    is_dated = any("published" in meanings(own) for own in plain)
    if lists and isinstance(group, str) and not is_dated:
        inside = (*inside, group)  # a group of papers, which has no day of its own
    others = _other_tables(value, lists)
    for name, item in value.items():
        if name in others:
            yield from _left(place.line, name, item)
        elif isinstance(item, (dict, list)) or rows:
            frame = plain_name(name) in _FRAMES or (lists == [name] and len(value) > 1)
            below = Place(place.line, inside, "" if frame else name, inner)
            yield from _walk(below, item, depth + 1)


def _other_tables(value: Mapping[str, Any], lists: Sequence[str]) -> set[str]:
    """The lists beside one of titled records that hold none: the users of a database, its tags."""
    titled = [name for name in lists if any(map(_has_own_title, _mappings(value[name])))]
    if not titled:
        return set()
    others = {name for name in lists if name not in titled}
    return others | {
        name for name, item in value.items() if _mappings(item) and _OTHERS.fullmatch(name)
    }


def _mappings(value: Any) -> list[dict[str, Any]]:
    """The mappings in a list; none in another value."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _left(line: int, name: str, members: Sequence[Any]) -> Iterator[Rest]:
    """The members of a list that are no records."""
    return (Rest(line, name, _words(member)) for member in members)


def _has_own_title(record: Mapping[str, Any]) -> bool:
    return any(is_title(name) and plain_name(name) not in _PLAIN_NAMES for name in record)


_PLAIN_NAMES = frozenset("name 名称 名字".split())
"""Names that may be those of a person as well as titles."""


def _is_untitled_list(value: Sequence[Any]) -> bool:
    """Whether the members of a list are messages without titles, but for a few of another kind."""
    members = _mappings(list(value))
    titled = sum(_is_record(one) or any(map(is_title, one)) for one in members)
    return 3 <= len(members) == len(value) and 0 < 2 * titled < len(members)


def _words(value: Any) -> str:
    """The first words inside a value that is left out."""
    if isinstance(value, dict):
        return _words(value.get("name")) or next(filter(None, map(_words, value.values())), "")
    if isinstance(value, list):
        return next(filter(None, map(_words, value)), "")
    return " ".join(value.split())[:60] if isinstance(value, str) else ""


_FRAMES = frozenset(
    "db group issues worksummary message messages papers items entries articles data results"
    " records list posts news content rows works"
    " hits hit result response payload output body notes documents publications docs feed children"
    " 论文 条目 文章 列表 数据 资讯 新闻".split()
)
"""Names of lists that say nothing of what is in them."""


def _is_record(value: Mapping[str, Any]) -> bool:
    return any(is_title(name) and _is_text(item) for name, item in value.items()) or any(
        isinstance(item, dict)
        and any(is_title(f"{name}.{inner}") and _is_text(text) for inner, text in item.items())
        for name, item in value.items()
    )


def _is_text(value: Any) -> bool:
    if isinstance(value, dict):  # title: {en: …, zh: …}, title: {title: {value: …}} of ORCID
        texts = [item for item in value.values() if item is not None]
        return bool(texts) and all(
            isinstance(item, str) or (isinstance(item, dict) and _is_text(item)) for item in texts
        )
    if isinstance(value, list):  # Crossref writes title: [text]
        return bool(value) and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and bool(value.strip())


def _inner(value: Mapping[str, Any]) -> list[str]:
    """The lists of a mapping that hold records themselves: it is their frame, not one of them."""
    names = [
        name
        for name, item in value.items()
        if isinstance(item, list)
        and any(
            _inner(one) or (_is_record(one) and not _OTHERS.fullmatch(name))
            for one in _mappings(item[:20])
        )
    ]
    return [] if _is_paper(value) else names


def _is_paper(value: Mapping[str, Any]) -> bool:
    """Whether a mapping has what only papers have."""
    return any(
        meanings(name).keys() & {"arxiv", "doi", "authors"} - {"links"}
        for name in value
        if plain_name(name) not in ("id", "url", "link", "key")
    )


def says_something(value: Any) -> bool:
    """Whether there is a text anywhere in what a file holds."""
    if isinstance(value, dict):
        return any(map(says_something, value.values()))
    if isinstance(value, list | tuple):
        return any(map(says_something, value))
    return isinstance(value, str) and bool(value.strip())


def longest_list(values: Values) -> str:
    """Where the longest list of mappings stands: the records of a document without a title."""
    if len(values) > 1:
        return "."
    best = max(_lists(values[0][1], "", 0) if values else [], default=(0, ""))
    return best[1] or ("." if values and isinstance(values[0][1], dict) else "")


def _lists(value: Any, path: str, depth: int) -> Iterator[tuple[int, str]]:
    if depth > 6:
        return
    if isinstance(value, list):
        number = sum(isinstance(item, dict) for item in value)
        if number:
            yield number, f"{path}[]"
    elif isinstance(value, dict):
        if value and path and all(isinstance(item, dict) for item in value.values()):
            yield len(value), f"{path}.*"
        for name, item in value.items():
            yield from _lists(item, f"{path}.{name}" if path else str(name), depth + 1)


# ---------------------------------------------------------------- records at the place of a map


def _at(line: int, value: Any, path: str) -> Iterator[Record | Rest]:
    """The records at a path: ``papers[]``, ``data.items[]``, ``*[]`` for every name."""
    steps = re.findall(r"\[\]|\*|(?:[^.\[\]*]|\[(?!\]))+", path)
    values: list[tuple[Place, Any]] = [(Place(line), value)]
    for step in steps:
        values = [pair for place, one in values for pair in _step(place, one, step)]
    for place, item in values:
        if isinstance(item, dict):
            yield place.record(item)
        elif isinstance(item, str) and _ROW.fullmatch(item.strip()):
            yield place.record(row_values(item))
        else:
            yield Rest(line, path, " ".join(str(item).split())[:60])


def _step(place: Place, value: Any, step: str) -> Iterator[tuple[Place, Any]]:
    """The values that a step of a path leads to, with their places."""
    if step == "[]" and isinstance(value, list):
        yield from ((place, item) for item in value)
    elif isinstance(value, dict):
        plain = {name: item for name, item in value.items() if not isinstance(item, (dict, list))}
        if step in ("*", "[]"):
            below = place._replace(sections=place.inside)
            yield from ((below._replace(key=name), item) for name, item in value.items())
        elif step in value:
            yield Place(place.line, place.inside, "", {**place.around, **plain}), value[step]


# ---------------------------------------------------------------- rows kept as texts


def row_values(text: str) -> dict[str, Any]:
    """The cells of a table's row that a program keeps as a text, by what they look like.

    ``|**2024-05-31**|**Title**|A. Author et.al.|[2405.18870](https://…)|[link](https://…)|``
    """
    inner = text.strip().lstrip("-* ").strip().strip("|").replace("\\|", "\u2223")
    cells = [cell.strip() for cell in re.split(r"\|(?![^()\[\]]*[\])])", inner)]
    values: dict[str, Any] = {"links": []}
    for cell in cells:
        plain = cell.strip("* ").strip().replace("\u2223", "|")
        if not plain or plain in ("-", "null", "None"):
            continue
        if re.search(r"\]\(\s*https?://|^https?://", plain):
            values["links"].append(re.sub(r"\[(?:link|[\d.]+(?:v\d+)?)\]", "[]", plain))
        elif "date" not in values and re.fullmatch(r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?", plain):
            values["date"] = plain
        elif "title" not in values:
            values["title"] = plain
        elif "authors" not in values:
            values["authors"] = re.sub(r"\s*et\.?\s?al\.*\Z", " et al.", plain)
        else:
            values.setdefault("comment", plain)
    return values


def with_lines(records: list[Record], text: str) -> list[Record]:
    """The records with the lines on which their titles stand in the text they were read from."""
    at, line, placed = 0, 1, []
    for record in records:
        title = next((item for name, item in _texts(record.values) if is_title(name)), record.key)
        spelled = [json.dumps(title, ensure_ascii=False)[1:-1], json.dumps(title)[1:-1]]
        starts = [text.find(words, at) for words in spelled if words]
        start = min((start for start in starts if start >= 0), default=at)
        line += text.count("\n", at, start)
        at = start
        placed.append(record._replace(line=line))
    return placed


def _texts(values: Mapping[str, Any], parent: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, str):
            yield f"{parent}{name}", value
        elif isinstance(value, dict) and not parent:
            yield from _texts(value, f"{name}.")
