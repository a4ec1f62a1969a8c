"""Topics, organisations and people as the search index knows them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.model.archive import Archive
from qikan.model.subjects import Contributor, Subject
from qikan.pages.addresses import subject_address
from qikan.search.pinyin import syllables
from qikan.search.text import fold

_SHORT = 3
"""Letters of pinyin that might be anything."""


class Subjects(NamedTuple):
    """What an editor listed and has entries; by ``index_name`` what each is called beside its
    names, in all editions, and in pinyin.

    ``people`` are those who have a page without being listed.
    """

    listed: Sequence[Subject]
    called: Mapping[str, tuple[Sequence[str], Sequence[str]]]
    people: Sequence[Contributor] = ()


def index_name(subject: Subject) -> str:
    """What the index calls a subject: ``topics/rag``."""
    return subject_address(subject).rstrip("/")


def with_entries(
    archive: Archive, listed: Iterable[Subject]
) -> tuple[list[Subject], list[Contributor]]:
    """The listed subjects that have entries, and the unlisted people."""
    people = [person for person in archive.contributors.people if not person.listed]
    return [subject for subject in listed if archive.members(subject)], people


def called(
    subjects: Iterable[Subject], variants: Sequence[str], convert: Callable[[str, str], str]
) -> dict[str, tuple[list[str], list[str]]]:
    """What subjects are called beside their names, and all of that in pinyin, by ``index_name``.

    An alias is converted: in each edition a subject is found by the words of that edition.
    """
    by_name = {}
    for subject in subjects:
        converted = [convert(alias, variant) for alias in subject.aliases for variant in variants]
        aliases = list(dict.fromkeys([*subject.aliases, *converted]))
        spelled = [
            "".join(itertools.chain(*syllables(name)))
            for name in [*subject.names.values(), *aliases]
            if fold(name).isalpha()
        ]
        pinyin = sorted({text for text in spelled if len(text) > _SHORT})
        by_name[index_name(subject)] = aliases, pinyin
    return by_name
