"""What needs all entries: check, group into issues, topics and months, find neighbours.

Everything an entry's page shows of others looks backwards in time (related entries) or stays
inside its issue (neighbours), so that adding an entry leaves old pages as they are.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qikan.config import Config
from qikan.model import (
    Archive,
    Day,
    Entry,
    Issue,
    Placed,
    Problem,
    Topic,
    Typeset,
    TypesetIssue,
)
from qikan.source import suggestion

RELATED = 4
"""Related entries shown on a page."""
_REMEMBERED = 40
"""Entries of a topic that a later one may be related to."""


# ---------------------------------------------------------------- check


def check(entries: Sequence[Entry], issues: Sequence[TypesetIssue]) -> list[Problem]:
    """Mistakes that show only when all entries and issues are seen together."""
    return [
        *_same_address(entries),
        *_same_paper(entries),
        *_unknown_issue(entries, issues),
        *_issue_numbers(issues),
        *_strangers_in_order(entries, issues),
    ]


def _same_address(entries: Sequence[Entry]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        old = [("aliases", f"{alias}/") for alias in entry.aliases]
        for field, address in [("id", entry.address), *old]:
            key = unicodedata.normalize("NFKC", address).casefold()
            if key in seen:
                text = f"the address /{address} is taken by {seen[key]}; give this one another `id`"
                if field == "aliases":
                    text = f"the old address /{address} is taken by {seen[key]}; leave it out"
                name = f"aliases:{address.rstrip('/')}" if field == "aliases" else field
                yield entry.where.problem(name, text)
            seen.setdefault(key, entry.where.path)


def _same_paper(entries: Sequence[Entry]) -> Iterator[Problem]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        first = seen.get(entry.arxiv)
        if first and first.id != entry.id:  # one id is one address, which is refused above
            yield entry.where.problem(
                "arxiv",
                f"{first.where.path} has the arXiv id {entry.arxiv} too; correct one of them if "
                "they are not the same paper, else keep one entry",
                "warning",
            )
        if entry.arxiv:
            seen.setdefault(entry.arxiv, entry)


def _unknown_issue(entries: Sequence[Entry], issues: Sequence[TypesetIssue]) -> Iterator[Problem]:
    known = {issue.file.id: issue for issue in issues}
    for entry in entries:
        if entry.issue and entry.issue not in known:
            near = suggestion(entry.issue, known)
            yield entry.where.problem(
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
    entries: Sequence[Entry], issues: Sequence[TypesetIssue]
) -> Iterator[Problem]:
    known = {entry.id for entry in entries}
    for issue in issues:
        for entry_id in issue.file.order:
            if entry_id not in known:
                near = suggestion(entry_id, dict.fromkeys(known))
                text = f"`order` names `{entry_id}`, which is no entry{near or '; take it out'}"
                yield issue.file.where.problem(f"order:{entry_id}", text)


def unconverted(typesets: Iterable[Typeset | TypesetIssue]) -> list[Problem]:
    """Runs that are shown as they were written, because their pieces could not be told apart."""
    return [
        typeset.where.problem(
            "",
            f"emphasis or a link begins or ends inside a word of `{run}`, so it is shown "
            "unconverted in the other script; move the mark to the word's edge",
            "warning",
        )
        for typeset in typesets
        for run in typeset.unconverted
    ]


def misplaced(archive: Archive) -> list[Problem]:
    """Entries that an issue's order names but that are in another issue."""
    homes = {item.typeset.entry.id: item for item in archive.entries}
    problems = []
    for issue in archive.issues:
        inside = {item.typeset.entry.id for item in issue.members}
        if issue.written is None:
            continue
        for entry_id in issue.written.file.order:
            if entry_id in homes and entry_id not in inside:
                item = homes[entry_id]
                text = f"`order` names `{entry_id}`, which is in issue {item.issue}; take it out, "
                text += f"or write `issue: {issue.id}` in {item.typeset.entry.where.path}"
                where = issue.written.file.where
                problems.append(where.problem(f"order:{entry_id}", text))
    return problems


# ---------------------------------------------------------------- assemble


def assemble(
    config: Config,
    entries: Iterable[Typeset],
    issues: Sequence[TypesetIssue],
    fold: Callable[[str], str],
) -> Archive:
    """Put every entry in its place. ``fold`` makes words equal that name the same topic."""
    newest_first = sorted(entries, key=_newest, reverse=True)
    shown = [typeset for typeset in newest_first if typeset.entry.status != "withdrawn"]
    withdrawn = [typeset for typeset in newest_first if typeset.entry.status == "withdrawn"]
    subjects = _subjects(config.topics, shown, fold)
    grouped = _grouped(config, shown, issues)
    placed = {
        id(typeset): item
        for typeset, item in zip(shown, _placed(shown, grouped, subjects), strict=True)
    }
    return Archive(
        entries=tuple(placed.values()),
        withdrawn=tuple(_apart(typeset) for typeset in withdrawn),
        issues=_issues(config, grouped, issues, placed),
        by_topic=_by_topic(placed.values()),
        by_month=_by_month(placed.values()),
        tags=_by_tag(placed.values()),
    )


def _placed(entries: Sequence[Typeset], grouped: _Grouped, subjects: _Subjects) -> Iterator[Placed]:
    related = _related(entries, subjects)
    by_arxiv = {typeset.entry.arxiv: typeset for typeset in entries if typeset.entry.arxiv}
    coverage = _coverage(entries)
    spot = {
        id(member): (issue_id, before, after)
        for issue_id, members in grouped.items()
        for member, before, after in _in_order(members)
    }
    for typeset in entries:
        topics, tags = subjects[id(typeset)]
        issue_id, before, after = spot[id(typeset)]
        yield Placed(
            typeset=typeset,
            topics=topics,
            tags=tags,
            issue=issue_id,
            previous=before,
            next=after,
            related=related[id(typeset)],
            about=tuple((arxiv, by_arxiv.get(arxiv)) for arxiv in typeset.entry.about),
            coverage=tuple(coverage.get(typeset.entry.arxiv, ())),
        )


def _apart(typeset: Typeset) -> Placed:
    """A withdrawn entry: its page stays, but it stands in no issue and no list."""
    return Placed(
        typeset=typeset,
        topics=(),
        tags=(),
        issue="",
        previous=None,
        next=None,
        related=(),
        about=(),
        coverage=(),
    )


def _newest(typeset: Typeset) -> tuple[datetime.date, int, str, str]:
    entry = typeset.entry
    return entry.date.first, entry.date.day, entry.id, entry.kind


_Subjects = Mapping[int, tuple[tuple[Topic, ...], tuple[str, ...]]]
"""Topics and tags by the identity of a Typeset."""


def _subjects(
    topics: Sequence[Topic], entries: Sequence[Typeset], fold: Callable[[str], str]
) -> _Subjects:
    index: dict[str, dict[str, Topic]] = defaultdict(dict)
    for topic in topics:
        for word in (topic.slug, *topic.names.values(), *topic.aliases):
            index[fold(word)][topic.slug] = topic
    words = {word for typeset in entries for word in typeset.entry.topics}
    known = {word: tuple(index.get(fold(word), {}).values()) for word in words}

    def subjects(entry: Entry) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
        found = {topic.slug: topic for word in entry.topics for topic in known[word]}
        return tuple(found.values()), tuple(word for word in entry.topics if not known[word])

    return {id(typeset): subjects(typeset.entry) for typeset in entries}


_Grouped = Mapping[str, Sequence[Typeset]]
"""Members in order by the id of their issue."""


def _grouped(
    config: Config, entries: Sequence[Typeset], written: Sequence[TypesetIssue]
) -> _Grouped:
    members: dict[str, list[Typeset]] = defaultdict(list)
    for typeset in entries:
        entry = typeset.entry
        members[entry.issue or cadence_id(entry.date, config.cadence)].append(typeset)
    for issue in written:
        rank = {entry_id: number for number, entry_id in enumerate(issue.file.order)}
        members[issue.file.id].sort(key=lambda m: rank.get(m.entry.id, len(rank)))
    return members


def _issues(
    config: Config,
    grouped: _Grouped,
    written: Sequence[TypesetIssue],
    placed: Mapping[int, Placed],
) -> tuple[Issue, ...]:
    files = {issue.file.id: issue for issue in written}
    issues = []
    for issue_id, members in grouped.items():
        made = files.get(issue_id)
        if made:
            date, cadence, view = made.file.date, made.file.cadence, made.file.view
        else:
            date, cadence, view = *_period(issue_id), config.view
        items = tuple(placed[id(member)] for member in members)
        issues.append(Issue(issue_id, date, cadence, view, made, items))
    return tuple(sorted(issues, key=lambda issue: (issue.date.first, issue.id), reverse=True))


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


def _in_order(
    members: Sequence[Typeset],
) -> Iterator[tuple[Typeset, Typeset | None, Typeset | None]]:
    """Each member with the one before and the one after it."""
    around = [None, *members, None]
    yield from zip(members, around, around[2:], strict=False)


def _related(entries: Sequence[Typeset], subjects: _Subjects) -> Mapping[int, tuple[Typeset, ...]]:
    """For each entry the older ones that share most with it; rare topics count for more.

    How rare a topic is, is counted up to the entry's own date: later entries change nothing.
    """
    recent: dict[str, deque[Typeset]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
    seen: Counter[str] = Counter()
    found = {}
    for typeset in reversed(entries):
        words = _words(typeset, subjects)
        score: Counter[int] = Counter()
        candidates: dict[int, Typeset] = {}
        for word in words:
            for age, other in enumerate(reversed(recent[word])):
                candidates[id(other)] = other
                score[id(other)] += 1_000_000 // (1 + seen[word]) - age
        best = sorted(candidates, key=lambda key: (-score[key], candidates[key].entry.id))
        found[id(typeset)] = tuple(candidates[key] for key in best[:RELATED])
        for word in words:
            recent[word].append(typeset)
            seen[word] += 1
    return found


def _words(typeset: Typeset, subjects: _Subjects) -> tuple[str, ...]:
    topics, tags = subjects[id(typeset)]
    return *(topic.slug for topic in topics), *tags


def _coverage(entries: Iterable[Typeset]) -> Mapping[str, list[Typeset]]:
    """News by the arXiv id of the paper it is about."""
    found: dict[str, list[Typeset]] = defaultdict(list)
    for typeset in entries:
        for arxiv in typeset.entry.about:
            found[arxiv].append(typeset)
    return found


def _by_topic(items: Iterable[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    for item in items:
        for topic in item.topics:
            found[topic.slug].append(item)
    return {slug: tuple(members) for slug, members in found.items()}


def _by_month(items: Iterable[Placed]) -> Mapping[tuple[int, int], tuple[Placed, ...]]:
    found: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for item in items:
        date = item.typeset.entry.date
        found[date.year, date.month].append(item)
    return {month: tuple(members) for month, members in found.items()}


def _by_tag(items: Iterable[Placed]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for item in items:
        for tag in item.tags:
            found[tag].append(item.typeset.entry)
    return {tag: tuple(found[tag]) for tag in sorted(found)}
