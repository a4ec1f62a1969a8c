"""An entry that was seen again: what the second source adds, in as few lines as possible."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from qikan.content import entry as entryfile
from qikan.content.schema import FILLED, NAMES
from qikan.content.source import Source
from qikan.importing.match import title_key, titles
from qikan.importing.reading.links import arxiv_id
from qikan.markdown.han import has_han
from qikan.model.entry import Entry, Link, Provenance

_TITLES = ("title", "title_zh", "title_en")

_KEY = re.compile(r"([A-Za-z_]+)[ \t]*:")
_ITEM = re.compile(r"([ \t]*)-[ \t]")


# ---------------------------------------------------------------- what is added


def amended(known: Entry, seen: Entry) -> Entry:
    """The entry with what the same thing seen elsewhere adds: empty fields, links, its source.

    The entry's own texts, its id and its status stay as they are.
    """
    lacking = {
        name: getattr(seen, name)
        for name in FILLED
        if getattr(seen, name) and not getattr(known, name)
    }
    if known.lang == seen.lang:
        lacking |= _titles(known, seen)
        if not known.body:
            lacking["body"] = seen.body
    added = dataclasses.replace(known, **lacking, links=_links(known.links, seen.links))
    return dataclasses.replace(added, sources=_sources(added, seen))


def gained(known: Entry, wanted: Entry) -> list[str]:
    """The fields that an update extends; ``sources`` among them."""
    names = [*NAMES, "body"]
    return [name for name in names if getattr(known, name) != getattr(wanted, name)]


def _titles(known: Entry, seen: Entry) -> dict[str, str]:
    """The title in the language in which the entry has none."""
    title_fields: dict[str, str] = {}
    for title in titles(seen):
        chinese = has_han(title)
        if not any(has_han(own) == chinese for own in titles(known)):
            title_fields.setdefault("title_zh" if chinese else "title_en", title)
    return title_fields


def _links(known: Sequence[Link], seen: Sequence[Link]) -> tuple[Link, ...]:
    """The links of an entry, and those it lacked."""
    have = {link_key(link.url) for link in known}
    return (*known, *(link for link in seen if link_key(link.url) not in have))


def link_key(url: str) -> str:
    """An address as it is compared: a paper's by its arXiv id, whatever the form."""
    if arxiv := arxiv_id(url):
        return arxiv
    return re.sub(r"^https?://(www\.)?|/$", "", url)


def _sources(entry: Entry, seen: Entry) -> tuple[Provenance, ...]:
    """The sources of an entry and those of the same thing seen, with the fields they gave."""
    sources = {source.name: source for source in entry.sources}
    for source in seen.sources:
        own = sources.get(source.name, Provenance(source.name, source.url))
        if not source.fields:  # the source names it, and it gave nothing itself
            sources[source.name] = own
            continue
        gave = {*own.fields, *_gave(entry, seen, source.fields)}
        if gave != set(own.fields):
            own = own._replace(fields=tuple(sorted(gave, key=_place)))
        sources[source.name] = own
    return tuple(sources.values())


def _gave(entry: Entry, seen: Entry, stated: Sequence[str]) -> set[str]:
    """The fields of an entry that are as a source stated them."""
    keys = {title_key(title) for title in titles(seen)}
    gave = {name for name in _TITLES if title_key(getattr(entry, name)) in keys}
    for name in set(stated) - set(_TITLES):
        if name == "links":
            have = {link_key(link.url) for link in entry.links}
            agrees = any(link_key(link.url) in have for link in seen.links)
        else:
            field = "body" if name == "summary" else name
            agrees = getattr(entry, field) == getattr(seen, field)
        gave |= {name} if agrees else set()
    return gave


def _place(name: str) -> int:
    return NAMES.index(name) if name in NAMES else len(NAMES)


# ---------------------------------------------------------------- how it is written


def rewritten(source: Source, known: Entry, wanted: Entry) -> str | None:
    """An entry's file that means ``wanted``, changed in as few lines as possible.

    A file as ``format`` writes it is written again; in one an editor wrote, lines are added to
    its fields. None where that cannot be done without touching what the editor wrote.
    """
    if source.text == entryfile.format(known):
        return entryfile.format(wanted)
    text = _with_fields(source, known, wanted)
    reread, problems = entryfile.parse(Source(source.path, text))
    return text if reread == wanted and not problems else None


def _with_fields(source: Source, known: Entry, wanted: Entry) -> str:
    lines = source.text.split("\n")
    new_blocks, old_blocks = _blocks_of(wanted), _blocks_of(known)
    for name in NAMES:
        if name in new_blocks and new_blocks[name] != old_blocks.get(name):
            _put(lines, name, new_blocks[name], old_blocks.get(name, []))
    text = "\n".join(lines)
    if wanted.body != known.body:
        text = text.rstrip("\n") + f"\n{wanted.body}\n"
    return text


def _blocks_of(entry: Entry) -> dict[str, list[str]]:
    """The lines of each field as ``format`` writes them."""
    lines = entryfile.format(entry).split("\n")
    return {name: lines[start:stop] for name, start, stop in _blocks(lines)}


def _blocks(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """The fields of a file with the lines that each begins and ends on."""
    fenced = bool(lines) and lines[0].startswith("---")
    last = lines.index("---", 1) if fenced and "---" in lines[1:] else len(lines)
    starts = [(number, match[1]) for number in range(last) if (match := _KEY.match(lines[number]))]
    ends = [start for start, _ in starts[1:]] + [last]
    blocks = []
    for (start, name), limit in zip(starts, ends, strict=True):
        end = limit
        while end > start + 1 and re.match(r"[ \t]*(#|$)", lines[end - 1]):
            end -= 1
        blocks.append((name, start, end))
    return blocks


def _put(lines: list[str], name: str, block: list[str], before: list[str]) -> None:
    """Write a field: new items below those of a list, a new field after those that precede it."""
    blocks = _blocks(lines)
    own = next(((start, end) for field, start, end in blocks if field == name), None)
    if own is None:
        ends = [end for field, _, end in blocks if _place(field) < _place(name)]
        at = max(ends, default=blocks[0][1] if blocks else 1)
        lines[at:at] = block
        return
    start, end = own
    items = [match for line in lines[start + 1 : end] if (match := _ITEM.match(line))]
    if items and block[: len(before)] == before:
        lines[end:end] = [items[0][1] + line for line in block[len(before) :]]
    elif not any(line.lstrip().startswith("#") for line in lines[start:end]):
        lines[start:end] = block
