"""Entries -> the organisations and people that have a page, each with its entries.

An organisation has a page if the editor listed it: its address follows from nothing else. A person
has one if the editor listed them or, without that, if several entries have the name and share other
authors too: most authors of a large archive are in one entry, and many share a name with others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qikan.content.site import Config
from qikan.model.archive import Contributors, Placed
from qikan.model.subjects import Contributor

PEOPLE_FROM = 3
"""The number of entries from which an unlisted person has a page."""
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "ı": "i"}
    | {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
    | dict.fromkeys("'’‘", "")
)
"""Letters of Latin names that Unicode does not take apart, in ASCII."""

_Fold = Callable[[str], str]
_Named = dict[str, dict[str, Contributor]]


def contributors(config: Config, placed: Sequence[Placed], fold: _Fold) -> Contributors:
    """The organisations and people that have a page."""
    named: _Named = defaultdict(dict)
    unlisted = _add_listed(named, config.organisations, placed, fold, lambda item: item.entry.orgs)
    _add_listed(named, config.people, placed, fold, lambda item: item.entry.authors)
    people = list(config.people)
    if "people" in config.outputs:
        people += _add_people(named, config, placed)
    return Contributors(
        organisations=config.organisations,
        people=tuple(people),
        members=_members(named, placed),
        named=dict(named),
        unlisted=dict(unlisted.most_common()),
    )


def _members(
    named: Mapping[str, Mapping[str, Contributor]], placed: Iterable[Placed]
) -> Mapping[tuple[str, str], tuple[Placed, ...]]:
    members: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for item in placed:
        inside = named.get(item.entry.path)
        if inside:
            for key in dict.fromkeys([(c.kind, c.slug) for c in inside.values()]):
                members[key].append(item)
    return {key: tuple(items) for key, items in members.items()}


def _add_listed(
    named: _Named,
    listed: Sequence[Contributor],
    placed: Iterable[Placed],
    fold: _Fold,
    names_of: Callable[[Placed], tuple[str, ...]],
) -> Counter[str]:
    """Add what the editor listed to the names of each entry; gives how often others are named."""
    index: dict[str, list[Contributor]] = defaultdict(list)
    for one in listed:
        for word in dict.fromkeys(map(fold, (*one.names.values(), *one.aliases))):
            index[word].append(one)
    folded: dict[str, str] = {}
    others: dict[str, str] = {}
    unlisted = Counter[str]()
    for item in placed if listed else ():
        entry = item.entry
        for name in names_of(item):
            if name not in folded:
                folded[name] = fold(name)
            known = index.get(folded[name], ())
            meant = [one for one in known if not one.entries or entry.id in one.entries]
            if meant:
                named[entry.path][name] = max(meant, key=lambda one: bool(one.entries))
            else:
                unlisted[others.setdefault(folded[name], name)] += 1
    return unlisted


def _add_people(named: _Named, config: Config, placed: Sequence[Placed]) -> list[Contributor]:
    """Add the authors of several entries, those with most entries first.

    A name alone does not make a person: the entries are linked by other authors as well.
    """
    slugs: dict[str, str] = {}
    items: dict[str, list[Placed]] = defaultdict(list)
    for item in placed:
        known = named.get(item.entry.path, {})
        for name in dict.fromkeys(item.entry.authors):
            if name not in slugs:
                slugs[name] = name_slug(name)
            if name not in known:
                items[slugs[name]].append(item)
    for person in config.people:
        for slug in (person.slug, *person.old_slugs):
            items.pop(slug, None)
    items.pop("", None)
    people = list[tuple[int, Contributor]]()
    for slug, of_name in items.items():
        if len(of_name) < PEOPLE_FROM:
            continue
        groups = [g for g in _linked(of_name, slug, slugs) if len(g) >= PEOPLE_FROM]
        if len(groups) == 1:  # of two people of one name only an editor can tell which is which
            people.append((len(groups[0]), _add_person(named, config, slug, groups[0], slugs)))
    return [person for _, person in sorted(people, key=lambda one: (-one[0], one[1].slug))]


def _linked(
    items: Sequence[Placed], slug: str, slugs: Mapping[str, str]
) -> Iterator[Sequence[Placed]]:
    """Entries that have an author's name, in groups: those of a group share other authors."""
    groups: list[tuple[set[str], list[Placed]]] = []
    for item in items:
        others = {slugs[name] for name in item.entry.authors} - {slug, ""}
        together = [item]
        apart = []
        for group in groups:
            if others.isdisjoint(group[0]):
                apart.append(group)
            else:
                others |= group[0]
                together += group[1]
        groups = [*apart, (others, together)]
    return (together for _, together in groups)


def _add_person(
    named: _Named, config: Config, slug: str, items: Iterable[Placed], slugs: Mapping[str, str]
) -> Contributor:
    """Add the author of entries to the names of each; the most usual spelling is the name."""
    stated = [
        (item.entry.path, name)
        for item in items
        for name in item.entry.authors
        if slugs[name] == slug
    ]
    spellings = Counter(name for _, name in stated)
    name = min(spellings, key=lambda name: (-spellings[name], name))
    person = Contributor("person", slug, dict.fromkeys(config.variants, name), listed=False)
    for path, name in stated:
        named[path].setdefault(name, person)
    return person


def name_slug(name: str) -> str:
    """The address that follows from a name in Latin letters: ``ivan-vulic``; '' from another."""
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join([char for char in apart if not unicodedata.combining(char)])
        if not name.isascii():
            return ""
    return "-".join(re.findall("[a-z0-9]+", name.replace("'", "").lower()))
