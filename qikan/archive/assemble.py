"""What needs all entries: check, group into issues, topics and months, find neighbours.

Everything an entry's page shows of others looks backwards in time (related entries) or stays
inside its issue (neighbours), so that adding an entry leaves old pages as they are.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qikan.content.fields import suggestion
from qikan.content.site import Config
from qikan.model import (
    Archive,
    Around,
    Day,
    Facts,
    Issue,
    Placed,
    Problem,
    Topic,
    TypesetIssue,
    Where,
)

RELATED = 4
"""Related entries shown on a page."""
_REMEMBERED = 10
"""Entries of a topic that a later one may be related to."""


# ---------------------------------------------------------------- check


Locate = Callable[[Facts], Where]
"""Gives the places of an entry's fields: asked only where there is a fault."""


def check(
    entries: Sequence[Facts],
    issues: Sequence[TypesetIssue],
    locate: Locate,
    drafts: Iterable[Facts] = (),
) -> list[Problem]:
    """Mistakes that show only when all entries and issues are seen together.

    An issue's order may name ``drafts``, which are not published yet.
    """
    return [
        *_same_address(entries, locate),
        *_same_paper(entries, locate),
        *_unknown_issue(entries, issues, locate),
        *_issue_numbers(issues),
        *_strangers_in_order([*entries, *drafts], issues),
    ]


def _same_address(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        old = [("aliases", f"{alias}/") for alias in entry.aliases]
        for field, address in [("id", entry.address), *old]:
            key = address.casefold()
            key = key if key.isascii() else unicodedata.normalize("NFKC", key)
            if key in seen:
                text = f"the address /{address} is taken by {seen[key]}; give this one another `id`"
                if field == "aliases":
                    text = f"the old address /{address} is taken by {seen[key]}; leave it out"
                name = f"aliases:{address.rstrip('/')}" if field == "aliases" else field
                yield locate(entry).problem(name, text)
            seen.setdefault(key, entry.path)


def _same_paper(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    seen: dict[str, Facts] = {}
    for entry in entries:
        first = seen.get(entry.arxiv)
        if first and first.id != entry.id:  # one id is one address, which is refused above
            yield locate(entry).problem(
                "arxiv",
                f"{first.path} has the arXiv id {entry.arxiv} too; correct one of them if "
                "they are not the same paper, else keep one entry",
                "warning",
            )
        if entry.arxiv:
            seen.setdefault(entry.arxiv, entry)


def _unknown_issue(
    entries: Sequence[Facts], issues: Sequence[TypesetIssue], locate: Locate
) -> Iterator[Problem]:
    known = {issue.file.id: issue for issue in issues}
    for entry in entries:
        if entry.issue and entry.issue not in known:
            near = suggestion(entry.issue, known)
            yield locate(entry).problem(
                "issue",
                f"there is no issue `{entry.issue}`{f'{near} Else' if near else ';'} write "
                f"issues/{entry.issue}.md, or leave `issue` out",
            )


def _issue_numbers(issues: Sequence[TypesetIssue]) -> Iterator[Problem]:
    seen: dict[int, str] = {}
    ids: dict[str, str] = {}
    for issue in issues:
        file = issue.file
        if file.id in ids:
            text = f"{ids[file.id]} is the issue {file.id} already; keep one of them"
            yield file.where.problem("", text)
        ids.setdefault(file.id, file.where.path)
        if file.number in seen:
            text = f"number {file.number} is that of {seen[file.number]}; give this one its own"
            yield file.where.problem("number", text)
        seen.setdefault(file.number, file.where.path)


def _strangers_in_order(
    entries: Sequence[Facts], issues: Sequence[TypesetIssue]
) -> Iterator[Problem]:
    known = {entry.id for entry in entries}
    for issue in issues:
        for entry_id in issue.file.order:
            if entry_id not in known:
                near = suggestion(entry_id, dict.fromkeys(known))
                text = f"`order` names `{entry_id}`, which is no entry{near or '; take it out'}"
                yield issue.file.where.problem(f"order:{entry_id}", text)


def unconverted(path: str, runs: Iterable[str]) -> list[Problem]:
    """Runs that are shown as they were written, because their pieces could not be told apart."""
    return [
        Problem(
            path,
            1,
            1,
            f"emphasis or a link begins or ends inside a word of `{run}`, so it is shown "
            "unconverted in the other script; move the mark to the word's edge",
            "warning",
        )
        for run in runs
    ]


def misplaced(archive: Archive) -> list[Problem]:
    """Entries that an issue's order names but that are in another issue."""
    homes = {item.entry.id: item for item in archive.entries}
    problems = []
    for issue in archive.issues:
        if issue.written is None:
            continue
        inside = {item.entry.id for item in issue.members}
        for entry_id in issue.written.file.order:
            if entry_id in homes and entry_id not in inside:
                item = homes[entry_id]
                text = f"`order` names `{entry_id}`, which is in issue {item.issue}; take it out, "
                text += f"or write `issue: {issue.id}` in {item.entry.path}"
                where = issue.written.file.where
                problems.append(where.problem(f"order:{entry_id}", text))
    return problems


# ---------------------------------------------------------------- assemble


def assemble(
    config: Config,
    entries: Iterable[Facts],
    issues: Sequence[TypesetIssue],
    fold: Callable[[str], str],
) -> Archive:
    """Put every entry in its place. ``fold`` makes words equal that name the same topic."""
    newest_first = sorted(entries, key=_newest, reverse=True)
    shown = [entry for entry in newest_first if entry.status != "withdrawn"]
    withdrawn = [entry for entry in newest_first if entry.status == "withdrawn"]
    subjects = _subjects(config.topics, shown, fold)
    home = {day: cadence_id(day, config.cadence) for day in {entry.date for entry in shown}}
    placed = [
        Placed(entry, *subjects[entry.topics], entry.issue or home[entry.date]) for entry in shown
    ]
    made = _issues(config, placed, issues)
    return Archive(
        entries=tuple(placed),
        around=tuple(_around(placed, made)),
        withdrawn=tuple(Placed(entry, (), (), "") for entry in withdrawn),
        issues=made,
        by_topic=_by_topic(placed),
        by_month=_by_month(placed),
        tags=_by_tag(placed),
    )


def _newest(entry: Facts) -> tuple[int, int, int, int, str, str]:
    year, month, day = entry.date
    return year, month, day or 1, day, entry.id, entry.kind


_Subjects = Mapping[tuple[str, ...], tuple[tuple[Topic, ...], tuple[str, ...]]]
"""Topics and tags by the words that an entry states."""


def _subjects(
    topics: Sequence[Topic], entries: Sequence[Facts], fold: Callable[[str], str]
) -> _Subjects:
    index: dict[str, dict[str, Topic]] = defaultdict(dict)
    for topic in topics:
        for word in (topic.slug, *topic.names.values(), *topic.aliases):
            index[fold(word)][topic.slug] = topic
    stated = {entry.topics for entry in entries}
    words = {word for all_ in stated for word in all_}
    known = {word: tuple(index.get(fold(word), {}).values()) for word in words}

    def subjects(words: tuple[str, ...]) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
        found = {topic.slug: topic for word in words for topic in known[word]}
        return tuple(found.values()), tuple(word for word in words if not known[word])

    return {words: subjects(words) for words in stated}


def _issues(
    config: Config, placed: Sequence[Placed], written: Sequence[TypesetIssue]
) -> tuple[Issue, ...]:
    members: dict[str, list[Placed]] = defaultdict(list)
    for item in placed:
        members[item.issue].append(item)
    files = {issue.file.id: issue for issue in written}
    for issue in written:
        members[issue.file.id].sort(key=_rank(issue.file.order))
    issues = []
    for issue_id, items in members.items():
        made = files.get(issue_id)
        if made:
            date, cadence, view = made.file.date, made.file.cadence, made.file.view
        else:
            date, cadence, view = *_period(issue_id), config.view
        issues.append(Issue(issue_id, date, cadence, view, made, len(items), tuple(items)))
    return tuple(sorted(issues, key=lambda issue: (issue.date.first, issue.id), reverse=True))


def _rank(order: Sequence[str]) -> Callable[[Placed], int]:
    """The place that an issue's order gives a member; those it does not name come last."""
    rank = {entry_id: number for number, entry_id in enumerate(order)}
    return lambda item: rank.get(item.entry.id, len(rank))


def cadence_id(day: Day, cadence: str) -> str:
    """The id of the issue that a date belongs to; a month goes to the month's issue."""
    if cadence == "monthly" or not day.day:
        return f"{day.year:04}-{day.month:02}"
    if cadence == "daily":
        return str(day)
    year, week, _ = day.first.isocalendar()  # the ISO week's year is not always the date's
    return f"{year:04}-W{week:02}"


def _period(issue_id: str) -> tuple[Day, str]:
    """The first day of an unwritten issue, and its cadence."""
    if "W" in issue_id:
        monday = datetime.date.fromisocalendar(int(issue_id[:4]), int(issue_id[6:]), 1)
        return Day(monday.year, monday.month, monday.day), "weekly"
    parts = [int(part) for part in issue_id.split("-")]
    return Day(*parts), "daily" if len(parts) == 3 else "monthly"


# ---------------------------------------------------------------- around an entry


def _around(placed: Sequence[Placed], issues: Iterable[Issue]) -> Iterator[Around]:
    related = _related(placed)
    by_arxiv = {item.entry.arxiv: item.entry for item in placed if item.entry.arxiv}
    coverage = _coverage(placed)
    neighbours = {}
    for issue in issues:
        ring = [None, *(item.entry for item in issue.members), None]
        for before, member, after in zip(ring, ring[1:], ring[2:], strict=False):
            neighbours[id(member)] = (before, after)
    for item in placed:
        entry = item.entry
        yield Around(
            *neighbours[id(entry)],
            related[id(entry)],
            tuple((arxiv, by_arxiv.get(arxiv)) for arxiv in entry.about),
            tuple(coverage.get(entry.arxiv, ())),
        )


def _related(placed: Sequence[Placed]) -> Mapping[int, tuple[Facts, ...]]:
    """For each entry the older ones that share most with it; rare topics count for more.

    How rare a topic is, is counted up to the entry's own date: later entries change nothing.
    """
    recent: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
    seen: dict[str, int] = defaultdict(int)
    found = {}
    for place in range(len(placed) - 1, -1, -1):
        item = placed[place]
        words = [topic.slug for topic in item.topics]
        words += item.tags
        score: dict[int, int] = {}
        for word in words:
            worth = 1_000_000 // (1 + seen[word])
            for other in recent[word]:  # from the newest
                score[other] = score.get(other, 0) + worth
                worth -= 1
            recent[word].appendleft(place)
            seen[word] += 1
        best = sorted(score, key=score.__getitem__, reverse=True)[:RELATED]  # stable
        found[id(item.entry)] = tuple([placed[other].entry for other in best])
    return found


def _coverage(placed: Iterable[Placed]) -> Mapping[str, list[Facts]]:
    """News by the arXiv id of the paper it is about."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for item in placed:
        for arxiv in item.entry.about:
            found[arxiv].append(item.entry)
    return found


# ---------------------------------------------------------------- lists


def _by_topic(items: Iterable[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    for item in items:
        for topic in item.topics:
            found[topic.slug].append(item)
    return {slug: tuple(members) for slug, members in found.items()}


def _by_month(items: Iterable[Placed]) -> Mapping[tuple[int, int], tuple[Placed, ...]]:
    found: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for item in items:
        found[item.entry.date[:2]].append(item)
    return {month: tuple(members) for month, members in found.items()}


def _by_tag(items: Iterable[Placed]) -> Mapping[str, tuple[Facts, ...]]:
    found: dict[str, list[Facts]] = defaultdict(list)
    for item in items:
        for tag in item.tags:
            found[tag].append(item.entry)
    return {tag: tuple(found[tag]) for tag in sorted(found)}
