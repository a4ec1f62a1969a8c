"""Where the records of a document stand: in a list, under their ids, under sections or issues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qikan.importing.formats.records import own
from qikan.importing.formats.records.at_path import at
from qikan.importing.formats.records.kinds import (
    FRAMES,
    OTHERS,
    has_own_title,
    holds_untitled,
    is_record,
    is_untitled,
    is_untitled_list,
    lists_of_records,
    mappings,
)
from qikan.importing.formats.records.loading import MAX_DEPTH, Values
from qikan.importing.formats.records.names import meanings, plain_name
from qikan.importing.formats.records.record import Place, Record, Rest
from qikan.importing.formats.records.row_text import ROW, row_values
from qikan.markdown.han import IDEOGRAPH


def find_records(values: Values, path: str) -> tuple[list[Record], list[Rest]]:
    """The records among values, in order, and what else stands there.

    ``path`` says where they stand (``data.papers[]``); without it, a record is the outermost
    mapping that has a title and is no list's frame.
    """
    records: list[Record] = []
    rest: list[Rest] = []
    for line, value in values:
        walk = at(line, value, path) if path else _walk(Place(line), value, 0)
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
        lists = lists_of_records(value)
        if is_record(value) and not lists and (depth or not holds_untitled(value)):
            yield place.record(_readable(value))
            return
        inner = list(_inside(place, value, lists, depth))
        if not any(isinstance(one, Record) for one in inner) and is_untitled(value):
            inner = [_named_by_key(place, value)]
        yield from inner
    elif isinstance(value, str) and ROW.fullmatch(value.strip()):
        yield place.record(row_values(value))
    elif value not in (None, "", True, False):
        path = ".".join([*place.sections, place.key])
        yield Rest(place.line, path, " ".join(str(value).split())[:60])


def _members(place: Place, value: list[Any], depth: int) -> Iterator[Record | Rest]:
    """The records among the members of a list."""
    if is_untitled_list(value):
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
        if str(place).isdecimal()
    }
    words = " ".join(places[place] for place in sorted(places))
    kept = {name: item for name, item in value.items() if name != "abstract_inverted_index"}
    return {**kept, "abstract": value.get("abstract") or words}


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
        isinstance(item, str) and ROW.fullmatch(item.strip()) for item in plain.values()
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
            frame = plain_name(name) in FRAMES or (lists == [name] and len(value) > 1)
            below = Place(place.line, inside, "" if frame else name, inner)
            yield from _walk(below, item, depth + 1)


def _other_tables(value: Mapping[str, Any], lists: Sequence[str]) -> set[str]:
    """The lists beside one of titled records that hold none: the users of a database, its tags."""
    titled = [name for name in lists if any(map(has_own_title, mappings(value[name])))]
    if not titled:
        return set()
    others = {name for name in lists if name not in titled}
    return others | {
        name for name, item in value.items() if mappings(item) and OTHERS.fullmatch(name)
    }


def _left(line: int, name: str, members: Sequence[Any]) -> Iterator[Rest]:
    """The members of a list that are no records."""
    return (Rest(line, name, _words(member)) for member in members)


def _words(value: Any) -> str:
    """The first words inside a value that is left out."""
    if isinstance(value, dict):
        return _words(value.get("name")) or next(filter(None, map(_words, value.values())), "")
    if isinstance(value, list):
        return next(filter(None, map(_words, value)), "")
    return " ".join(value.split())[:60] if isinstance(value, str) else ""


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
