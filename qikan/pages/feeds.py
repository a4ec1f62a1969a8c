"""Which feeds there are, and which entries or issues are in each.

The archive and every topic have feeds of two rhythms: an item an entry (``entries``), or an item an
issue (``issues``), in every format; so has every organisation or person that the editor listed from
three entries on. A topic without entries has feeds without items.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from qikan.model.archive import Issue, Placed
from qikan.model.subjects import Subject, Topic
from qikan.pages import addresses
from qikan.pages.spec import Groups, PageSpec, PlanContext, last_change

HISTORY_SIZE = 100
"""Entries of a document of the complete history: more where a day would be cut."""
_FEWEST_ISSUES = 3
_CONTRIBUTOR_FROM = 3
"""Entries from which on an organisation or a person has feeds."""


def has_feeds(context: PlanContext, subject: Subject) -> bool:
    """Whether a subject has feeds of its own."""
    if isinstance(subject, Topic):
        return True
    return subject.listed and len(context.archive.members(subject)) >= _CONTRIBUTOR_FROM


def _subjects_with_feeds(context: PlanContext) -> dict[str, list[Subject]]:
    """What has feeds of its own, by the name of the list that it stands in."""
    config = context.config
    return {
        name: [subject for subject in listed if has_feeds(context, subject)]
        for name, listed in (
            ("topics", config.topics),
            ("organisations", config.organisations),
            ("people", config.people),
        )
    }


def feed_index(context: PlanContext) -> Iterator[PageSpec]:
    """The page that lists the feeds."""
    yield PageSpec(addresses.FEEDS, {"groups": _subjects_with_feeds(context)})


def opml(context: PlanContext) -> Iterator[PageSpec]:
    """The list of the feeds for feed readers."""
    groups = {
        name: [
            (
                subject,
                addresses.feed_address(addresses.subject_address(subject), addresses.RSS_FILE),
            )
            for subject in subjects
        ]
        for name, subjects in _subjects_with_feeds(context).items()
    }
    data = {
        "archive": addresses.feed_address(addresses.HOME, addresses.RSS_FILE),
        "corrections": addresses.feed_address(addresses.CORRECTIONS, addresses.RSS_FILE),
        "groups": groups,
    }
    yield PageSpec(addresses.OPML, data, indexed=False, format="opml")


def feeds(context: PlanContext) -> Groups:
    """The archive's feeds, and each subject's; its old addresses have the same feeds, which name
    the present one as their own: feed readers follow no redirect that is a page.
    """
    yield _feeds_at(context, [addresses.HOME], context.archive.entries, None)
    for subjects in _subjects_with_feeds(context).values():
        for subject in subjects:
            homes = [addresses.subject_address(subject), *addresses.old_subject_addresses(subject)]
            yield _feeds_at(context, homes, context.archive.members(subject), subject)


def _feeds_at(
    context: PlanContext, homes: Sequence[str], members: Sequence[Placed], subject: Subject | None
) -> Iterator[PageSpec]:
    """A list's feeds beside its page, the first of ``homes``, and where that was before."""
    items = {"subject": subject, "items": newest_days(members, context.config.feed_size)}
    by_format: dict[str, Mapping[str, object]] = dict.fromkeys(context.formats, items)
    history = "topic_history" if subject else "feed_history"
    if "atom" in by_format and history in context.config.outputs:
        newest, documents = cut_history(members, context.config.feed_size)
        previous = _document_address(homes[0], documents)
        by_format["atom"] = {"subject": subject, "items": newest, "previous": previous}
        yield from _history(context, homes[0], subject, documents)
    yield from _feed_pages(context, homes, "entries", by_format)
    if "issue_feeds" in context.config.outputs:
        issues = {"subject": subject, "issues": shown_issues(context, subject)}
        yield from _feed_pages(context, homes, "issues", dict.fromkeys(context.formats, issues))


def _feed_pages(
    context: PlanContext,
    homes: Sequence[str],
    rhythm: str,
    by_format: Mapping[str, Mapping[str, object]],
) -> Iterator[PageSpec]:
    for name, shown in by_format.items():
        file = context.formats[name].file
        own = addresses.feed_address(homes[0], file, rhythm)
        data = {"home": homes[0], "feed": own, **shown, **_ids(context, homes[0], shown)}
        for home in homes:
            address = addresses.feed_address(home, file, rhythm)
            yield PageSpec(address, data, indexed=False, format=name)


def _ids(context: PlanContext, home: str, shown: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """The ids of what a feed shows, where they do not follow from the addresses."""
    if not context.ids:
        return {}
    items: Any = shown.get("items", ())
    near = [home, *(addresses.entry_address(item.entry) for item in items)]
    names = [address.rstrip("/") for address in near]
    return {"ids": {name: context.ids[name] for name in names if name in context.ids}}


def newest_days(members: Sequence[Placed], size: int) -> Sequence[Placed]:
    """The newest members, at least ``size`` where there are so many, with every entry of a day."""
    end = min(size, len(members))
    while 0 < end < len(members) and _day(members[end]) == _day(members[end - 1]):
        end += 1
    return members[:end]


def _day(item: Placed) -> object:
    return item.entry.date.first


# ---------------------------------------------------------------- complete history (RFC 5005)


def cut_history(
    members: Sequence[Placed], size: int
) -> tuple[Sequence[Placed], list[Sequence[Placed]]]:
    """The members of the current feed, at least ``size`` if there are, and those of the documents
    of its history, the oldest first.

    Every member is in one of them. Documents are filled from the oldest day on and hold whole days,
    so that a new day changes none of them.
    """
    days = [list(day) for _, day in groupby(members, _day)]
    documents: list[list[Placed]] = []
    newest: list[Placed] = []
    for day in reversed(days):
        newest = day + newest
        if len(newest) >= HISTORY_SIZE:
            documents.append(newest)
            newest = []
    while len(newest) < size and documents:
        newest = newest + documents.pop()
    return newest, [*documents]


def _history(
    context: PlanContext, home: str, subject: Subject | None, documents: Sequence[Sequence[Placed]]
) -> Iterator[PageSpec]:
    current = addresses.feed_address(home, addresses.ATOM_FILE)
    for number, items in enumerate(documents, 1):
        own = addresses.feed_history_address(home, number)
        data = {
            "home": home,
            "feed": own,
            "subject": subject,
            "items": items,
            "current": current,
            "previous": _document_address(home, documents[: number - 1]),
            **_ids(context, home, {"items": items}),
        }
        yield PageSpec(own, data, last_change(items), indexed=False, format="atom")


def _document_address(home: str, documents: Sequence[object]) -> str:
    """The address of the newest of a history's documents; empty if there is none."""
    return addresses.feed_history_address(home, len(documents)) if documents else ""


# ---------------------------------------------------------------- an item an issue


def shown_issues(context: PlanContext, subject: Subject | None) -> tuple[Issue, ...]:
    """The newest issues with their members of a subject: at least three, and as many as hold twice
    ``feed_size`` entries.

    The newest issue still grows if it has no file: a reader shows an item once, so it comes
    into the feed when the next one begins.
    """
    archive, size = context.archive, context.config.feed_size
    issues = archive.issues
    if len(issues) > 1 and not issues[0].written:
        issues = issues[1:]
    members = archive.members(subject) if subject else ()
    inside = {item.issue for item in members} if subject else None
    paths = {item.entry.path for item in members}
    shown = list[Issue]()
    count = 0
    for issue in issues:
        if inside is not None and issue.id not in inside:
            continue
        if (count >= 2 * size and len(shown) >= _FEWEST_ISSUES) or len(shown) == size:
            break
        shown.append(_only(issue, paths) if subject else issue)
        count += shown[-1].size
    return tuple(shown)


def _only(issue: Issue, paths: Collection[str]) -> Issue:
    """An issue with those of its members whose files are given."""
    members = tuple(item for item in issue.members if item.entry.path in paths)
    return issue._replace(members=members, size=len(members))
