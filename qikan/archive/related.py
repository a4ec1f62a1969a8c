"""The entries that an entry's page leads to: related ones, neighbours, papers and their news.

Related entries are older ones and neighbours stand in the same issue, so that adding an entry
leaves old pages as they are.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qikan.model.archive import Around, Facts, Issue, Placed

EARLIER = 3
"""Earlier entries about the same that are shown on a page."""
RELATED = 4
"""Related entries shown on a page."""
_RECENT = 10
"""Entries of a topic that a later one may be related to."""


def around(placed: Sequence[Placed], issues: Iterable[Issue]) -> Iterator[Around]:
    """For each entry the others that its page leads to."""
    related = _related(placed)
    by_arxiv = {item.entry.arxiv: item.entry for item in placed if item.entry.arxiv}
    coverage = _coverage(placed)
    earlier = _earlier(placed)
    neighbours = {}
    for issue in issues:
        row = [None, *(item.entry for item in issue.members), None]
        for before, member, after in zip(row, row[1:], row[2:], strict=False):
            neighbours[id(member)] = (before, after)
    for item in placed:
        entry = item.entry
        yield Around(
            *neighbours[id(entry)],
            related[id(entry)],
            tuple((arxiv, by_arxiv.get(arxiv)) for arxiv in entry.about),
            tuple(coverage.get(entry.arxiv, ())),
            earlier.get(id(entry), ()),
        )


def _related(placed: Sequence[Placed]) -> Mapping[int, tuple[Facts, ...]]:
    """For each entry the older ones that share most with it; rare topics count for more.

    How rare a topic is, is counted up to the entry's own date: later entries change nothing.
    """
    recent: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_RECENT))
    seen: dict[str, int] = defaultdict(int)
    related = {}
    for place in range(len(placed) - 1, -1, -1):
        item = placed[place]
        words = [topic.slug for topic in item.topics]
        words += item.tags
        score: dict[int, int] = {}
        for word in words:
            weight = 1_000_000 // (1 + seen[word])
            for other in recent[word]:  # from the newest
                score[other] = score.get(other, 0) + weight
                weight -= 1
            recent[word].appendleft(place)
            seen[word] += 1
        best = sorted(score, key=score.__getitem__, reverse=True)[:RELATED]  # stable
        related[id(item.entry)] = tuple([placed[other].entry for other in best])
    return related


def _earlier(placed: Sequence[Placed]) -> Mapping[int, tuple[Placed, ...]]:
    """For each entry the newest older ones about the same paper or address, or that it names."""
    by_work: dict[str, list[Placed]] = defaultdict(list)
    by_id = {item.entry.id: item for item in placed}
    earlier = {}
    for item in reversed(placed):
        entry = item.entry
        stated = [by_id[name] for name in entry.updates if name in by_id]
        same = [other for work in entry.works for other in by_work[work][-EARLIER:]]
        if stated or same:
            same.sort(key=lambda other: (other.entry.date.first, other.entry.id), reverse=True)
            earlier_by_id = {id(other.entry): other for other in (*stated, *same)}
            earlier[id(entry)] = tuple(earlier_by_id.values())[:EARLIER]
        for work in entry.works:
            by_work[work].append(item)
    return earlier


def _coverage(placed: Iterable[Placed]) -> Mapping[str, list[Facts]]:
    """News by the arXiv id of the paper it is about."""
    by_arxiv: dict[str, list[Facts]] = defaultdict(list)
    for item in placed:
        for arxiv in item.entry.about:
            by_arxiv[arxiv].append(item.entry)
    return by_arxiv
