"""The Markdown twin of a page, for programs that read text (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from qikan.content.messages import say
from qikan.content.values import doi_address
from qikan.markdown.from_html.escaping import escape
from qikan.markdown.from_html.typeset import to_markdown
from qikan.model.archive import Facts, Issue, Placed
from qikan.model.entry import Day, Entry, Typeset
from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed_text import with_absolute_addresses
from qikan.pages import addresses
from qikan.pages.naming import issue_title, period, written_date


def markdown_page(context: OutputContext, page: Page) -> bytes:
    """A page as Markdown: a title, then blocks separated by an empty line."""
    edition = _Edition(context, page.variant)
    title, blocks = _KINDS[page.kind](edition, page.data)
    url = context.config.url(page.variant, page.address.removesuffix(addresses.TWIN_FILE))
    parts = [f"# {escape(title)}", f"<{url}>", *blocks, edition.licence()]
    return ("\n\n".join(part.strip("\n") for part in parts if part) + "\n").encode()


def summary(context: OutputContext, variant: str, typeset: Typeset) -> str:
    """An entry's text in an edition as Markdown, its addresses whole: made once for its twin and
    its record.
    """
    html = typeset.editions[variant].html
    text: str = context.cached(
        ("markdown", html), lambda: to_markdown(with_absolute_addresses(context, html))
    )
    return text


_Written = tuple[str, Iterable[str]]
"""A page's title, and its blocks."""


class _Edition:
    """Writes the parts of pages in one edition."""

    def __init__(self, context: OutputContext, variant: str) -> None:
        self.context, self.variant, self.config = context, variant, context.config

    def say(self, name: str, **values: object) -> str:
        """A text of the interface."""
        return say(self.context.messages, self.variant, name, **values)

    def labelled(self, name: str, value: str) -> str:
        """A line of a list: what it is, and its value in Markdown."""
        return "- " + self.say("labelled", label=self.say(name), value=value)

    def link(self, title: str, address: str) -> str:
        """A link to a page."""
        return f"[{escape(title)}]({self.config.url(self.variant, address)})"

    def licence(self) -> str:
        """The licence of this edition, below a rule."""
        licence = self.config.licence
        return f"---\n\n[{escape(licence.name)}]({licence.of(self.variant).url})" if licence else ""

    def entry_line(self, entry: Facts) -> str:
        """An entry as a line of a list."""
        title, *_ = entry.titles[self.variant]
        link = self.link(title, addresses.entry_address(entry))
        return f"- {link} ({written_date(entry.date)})"

    def entry_list(self, items: Iterable[Placed]) -> str:
        """Entries as a list."""
        return "\n".join(self.entry_line(item.entry) for item in items)

    def issue_line(self, issue: Issue) -> str:
        """An issue as a line of a list."""
        title = issue_title(self.context.messages, self.variant, issue)
        count = self.say("count", n=issue.size)
        return f"- {self.link(title, addresses.issue_address(issue))} ({count})"

    def section(self, name: str, block: str) -> str:
        """A block under a heading; nothing if the block is empty."""
        return f"## {escape(self.say(name))}\n\n{block}" if block else ""


# ---------------------------------------------------------------- entries and issues


def _entry(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    item: Placed = data["item"]
    typeset = edition.context.fetch(item.entry)
    entry, words = typeset.entry, typeset.editions[edition.variant].words
    corrections = "\n".join(
        f"- {written_date(one.date)} {escape(words.get(one.note, one.note))}"
        for one in entry.corrections
    )
    blocks = [
        "\n".join(_entry_facts(edition, item, typeset, data["issue"])),
        summary(edition.context, edition.variant, typeset),
        edition.section("corrections", corrections),
        edition.section("whats_new", escape(words.get(entry.whats_new, entry.whats_new))),
        edition.section(
            "earlier_coverage", edition.entry_list(item for item, _ in data["earlier"])
        ),
        edition.section("related", "\n".join(map(edition.entry_line, data["around"].related))),
    ]
    return typeset.editions[edition.variant].title, blocks


def _entry_facts(edition: _Edition, item: Placed, typeset: Typeset, issue: Issue) -> Iterator[str]:
    """What is known of an entry, a line each."""
    entry, words = typeset.entry, typeset.editions[edition.variant].words
    comma = edition.say("list_comma")

    def names(texts: Iterable[str]) -> str:
        return comma.join(escape(words.get(text, text)) for text in texts)

    if original := typeset.editions[edition.variant].original:
        yield f"- {escape(original)}"
    if entry.authors:
        yield edition.labelled("authors", names(entry.authors))
    if entry.orgs:
        yield edition.labelled("orgs", names(entry.orgs))
    yield edition.labelled("carried", written_date(entry.date))
    if entry.published:
        yield edition.labelled("published", written_date(entry.published))
    for label, url in _links(edition, entry, words):
        yield f"- [{escape(label)}](<{url}>)"
    title = issue_title(edition.context.messages, edition.variant, issue)
    yield edition.labelled("issue", edition.link(title, addresses.issue_address(issue)))
    subjects = [
        edition.link(topic.names[edition.variant], addresses.subject_address(topic))
        for topic in item.topics
    ]
    if subjects or item.tags:
        tags = [escape(words.get(tag, tag)) for tag in item.tags]
        yield edition.labelled("topics", comma.join([*subjects, *tags]))
    yield from _provenance(edition, entry, words)


def _provenance(edition: _Edition, entry: Entry, words: Mapping[str, str]) -> Iterator[str]:
    """Where an entry comes from, and who wrote and checked its summary."""
    for source in entry.sources:
        name = escape(words.get(source.name, source.name))
        yield edition.labelled("sources", f"[{name}](<{source.url}>)" if source.url else name)
    if entry.written_by:
        yield edition.labelled("written_by", escape(entry.written_by))
    if entry.checked_by:
        checker = words.get(entry.checked_by, entry.checked_by)
        yield edition.labelled("checked_by", escape(checker))


def _links(edition: _Edition, entry: Entry, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The labels and addresses of an entry's links, its identifiers first."""
    if entry.arxiv:
        yield f"arXiv:{entry.arxiv}", f"https://arxiv.org/abs/{entry.arxiv}"
    if entry.doi:
        yield f"doi:{entry.doi}", doi_address(entry.doi)
    for link in entry.links:
        yield words.get(link.label, link.label) or edition.say(f"link_{link.type}"), link.url


def _corrections(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    blocks = []
    for day, entries_of_day in data["days"]:
        lines = [f"## {written_date(day)}\n"]
        for one in entries_of_day:
            typeset = edition.context.fetch(one.item.entry)
            note = typeset.entry.corrections[one.number].note
            text = typeset.editions[edition.variant].words.get(note, note)
            lines.append(f"{edition.entry_line(one.item.entry)}: {escape(text)}")
        blocks.append("\n".join(lines))
    withdrawn = edition.entry_list(data["withdrawn"])
    intro = edition.say("corrections_intro" if blocks else "no_corrections")
    return edition.say("corrections"), [
        intro,
        *blocks,
        edition.section("withdrawn_entries", withdrawn),
    ]


def _withdrawn(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    typeset = edition.context.fetch(data["item"].entry)
    words = typeset.editions[edition.variant].words
    reason = escape(words.get(typeset.entry.withdrawn, typeset.entry.withdrawn))
    blocks = [edition.say("withdrawn"), edition.say("withdrawn_because") + reason]
    if other := data["replacement"]:
        link = edition.link(other.titles[edition.variant][0], addresses.entry_address(other))
        blocks.append(edition.say("replaced_by") + link)
    return typeset.editions[edition.variant].title, blocks


def _issue(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    issue: Issue = data["issue"]
    title = issue_title(edition.context.messages, edition.variant, issue)
    blocks = [f"{period(edition.context.messages, edition.variant, issue)} {issue.date}"]
    if issue.written:
        html = issue.written.editions[edition.variant].html
        blocks.append(to_markdown(with_absolute_addresses(edition.context, html)))
    for item in issue.members:
        typeset = edition.context.fetch(item.entry)
        words = typeset.editions[edition.variant]
        heading = edition.link(words.title, addresses.entry_address(item.entry))
        blocks += [f"## {heading}", escape(words.lead)]
    return title, blocks


# ---------------------------------------------------------------- lists


def _home(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    config, variant = edition.config, edition.variant
    issues = [issue for issue in (data["latest"], *data["issues"]) if issue]
    topics = "\n".join(
        f"- {edition.link(topic.names[variant], addresses.subject_address(topic))}"
        f" ({edition.say('count', n=count)})"
        for topic, count in data["topics"]
    )
    latest = data["latest"].members if data["latest"] else ()
    blocks = [
        escape(config.description[variant]),
        edition.section("latest_issue", edition.entry_list(latest)),
        edition.section("issues", "\n".join(map(edition.issue_line, issues))),
        edition.section("recent_besides", edition.entry_list(data["recent"])),
        edition.section("topics", topics),
    ]
    return config.title[variant], blocks


def _issues(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    blocks = [
        f"## {edition.say('year', n=year)}\n\n" + "\n".join(map(edition.issue_line, issues))
        for year, issues in data["years"]
    ]
    leftovers = "\n".join(map(edition.issue_line, data["leftovers"]))
    return edition.say("issues"), [*blocks, edition.section("leftovers", leftovers)]


def _subject(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    subject = data["subject"]
    blocks = [
        escape(subject.descriptions.get(edition.variant, "")),
        edition.say("count", n=data["count"]),
        edition.entry_list(data["items"]),
        _older_page(edition, addresses.subject_address(subject), data),
    ]
    return subject.names[edition.variant], blocks


def _month(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    month: Day = data["month"]
    older = _older_page(edition, addresses.month_address(month), data)
    return written_date(month), [edition.entry_list(data["items"]), older]


def _older_page(edition: _Edition, first: str, data: Mapping[str, Any]) -> str:
    """A link to the next older page of a list; empty on the last."""
    number = data["number"] - 1 if data["number"] else data["full"]
    if number < 1:
        return ""
    return edition.link(edition.say("older"), addresses.list_page(first, number))


def _subject_index(edition: _Edition, name: str, groups: Iterable[Iterable[Any]]) -> _Written:
    blocks = [
        "\n".join(
            f"- {edition.link(one.names[edition.variant], addresses.subject_address(one))}"
            f" ({edition.say('count', n=count)})"
            for one, count in group
        )
        for group in groups
    ]
    return edition.say(name), blocks


def _months(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    rows = [
        f"- {edition.link(written_date(month), addresses.month_address(month))}"
        f" ({edition.say('count', n=count)})"
        for _, months in data["years"]
        for month, count, *_ in months
    ]
    return edition.say("archive"), ["\n".join(rows)]


def _trends(edition: _Edition, data: Mapping[str, Any]) -> _Written:
    months: Iterable[Day] = data["months"]

    def link(subject: Any) -> str:
        return edition.link(subject.names[edition.variant], addresses.subject_address(subject))

    by_month = [(link(topic), *counts) for topic, counts in data["topics"]]
    together = [(link(one), link(other), count) for one, other, count in data["pairs"]]
    by_organisation = [(link(one), count) for one, count in data["organisations"]]
    topic, entries = edition.say("topics"), edition.say("entries")
    blocks = [
        edition.section("topics_by_month", _table([topic, *months], by_month)),
        edition.section("topics_together", _table([topic, topic, entries], together)),
        edition.section(
            "organisations", _table([edition.say("organisations"), entries], by_organisation)
        ),
    ]
    return edition.say("trends"), blocks


def _table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A table; nothing if it has no rows."""

    def line(cells: Iterable[object]) -> str:
        return "| " + " | ".join(str(cell).replace("|", r"\|") for cell in cells) + " |"

    names, lines = list(heads), [line(row) for row in rows]
    return "\n".join([line(names), "|" + "---|" * len(names), *lines]) if lines else ""


_KINDS: Mapping[str, Callable[[_Edition, Mapping[str, Any]], _Written]] = {
    "entry": _entry,
    "withdrawn": _withdrawn,
    "corrections": _corrections,
    "home": _home,
    "issue": _issue,
    "issues": _issues,
    "topic": _subject,
    "organisation": _subject,
    "person": _subject,
    "month": _month,
    "archive": _months,
    "trends": _trends,
    "topics": lambda edition, data: _subject_index(
        edition, "topics", (group for _, group in data["groups"])
    ),
    "organisations": lambda edition, data: _subject_index(
        edition, "organisations", [data["counted"]]
    ),
    "people": lambda edition, data: _subject_index(edition, "people", [data["counted"]]),
}
"""How each kind of page is written."""
