"""The archive's structure: which entry leads to which, and who is named where, by number.

It follows from the shapes of the entries, so that a build or a preview after an edit of texts takes
it as it was: JSON can hold it. Numbers are places in ``Archive.entries``; -1 stands for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qikan.content.site import Config
from qikan.model.archive import Archive, Around, Contributors, Facts, Placed
from qikan.model.subjects import Contributor


def structure_of(archive: Archive) -> dict[str, Any]:
    """The structure of an archive, as JSON can hold it."""
    numbers = {id(item.entry): number for number, item in enumerate(archive.entries)}
    numbers[id(None)] = -1
    by_path = {item.entry.path: number for number, item in enumerate(archive.entries)}
    contributors = archive.contributors
    people = [person for person in contributors.people if not person.listed]
    everybody = {id(one): number for number, one in enumerate(_everybody(contributors))}
    return {
        "around": [_around_row(around, numbers) for around in archive.around],
        "people": [[person.slug, person.names] for person in people],
        "members": [
            [kind, slug, [numbers[id(item.entry)] for item in items]]
            for (kind, slug), items in contributors.members.items()
        ],
        "named": [
            [by_path[path], {name: everybody[id(one)] for name, one in names.items()}]
            for path, names in contributors.named.items()
        ],
        "unlisted": contributors.unlisted,
    }


def _around_row(around: Around, numbers: Mapping[int, int]) -> list[Any]:
    def places(entries: Iterable[Facts | None]) -> list[int]:
        return [numbers[id(entry)] for entry in entries]

    near = [*places((around.previous, around.next)), places(around.related)]
    if not (around.about or around.coverage or around.earlier):  # as most entries are
        return near
    about = [[arxiv, numbers[id(entry)]] for arxiv, entry in around.about]
    earlier = places(item.entry for item in around.earlier)
    return [*near, about, places(around.coverage), earlier]


def around_of(structure: Mapping[str, Any], placed: Sequence[Placed]) -> tuple[Around, ...]:
    """``Archive.around`` for the entries of a structure."""
    entries = [*[item.entry for item in placed], None]  # -1 is the last
    around = []
    for before, after, related, *rest in structure["around"]:
        near = (entries[before], entries[after], tuple([entries[place] for place in related]))
        if not rest:
            around.append(Around(*near))
            continue
        about, coverage, earlier = rest
        more = (
            tuple([(arxiv, entries[place]) for arxiv, place in about]),
            tuple([entries[place] for place in coverage]),
            tuple([placed[place] for place in earlier]),
        )
        around.append(Around(*near, *more))
    return tuple(around)


def contributors_of(
    structure: Mapping[str, Any], config: Config, placed: Sequence[Placed]
) -> Contributors:
    """``Archive.contributors`` for the entries of a structure."""
    added = [
        Contributor("person", slug, names, listed=False) for slug, names in structure["people"]
    ]
    contributors = Contributors(config.organisations, (*config.people, *added))
    everybody = _everybody(contributors)
    return contributors._replace(
        members={
            (kind, slug): tuple([placed[place] for place in places])
            for kind, slug, places in structure["members"]
        },
        named={
            placed[place].entry.path: {name: everybody[number] for name, number in names.items()}
            for place, names in structure["named"]
        },
        unlisted=structure["unlisted"],
    )


def _everybody(contributors: Contributors) -> list[Contributor]:
    return [*contributors.organisations, *contributors.people]
