"""What a layout may use, bound to one edition; docs/reference/layouts.md lists it for designers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from qikan.content.messages import Messages, say
from qikan.content.site import Config, Local
from qikan.content.values import doi_address
from qikan.editions import EDITIONS
from qikan.markdown.addresses import decode, encode
from qikan.markdown.render import embed, lower_headings, outline
from qikan.model.archive import Facts, Issue
from qikan.model.entry import Day, Edition, Entry, Typeset
from qikan.model.page import Page
from qikan.model.subjects import Subject
from qikan.pages import charts
from qikan.pages.addresses import (
    CITATION_FILES,
    HOME,
    OPML,
    RSS_FILE,
    address_of,
    citation_address,
    feed_address,
    has_editions,
    list_page,
    twin_address,
)
from qikan.pages.cards import card_of
from qikan.pages.entry_links import EntryLink, entry_links
from qikan.pages.naming import days_of_week, period, written_date
from qikan.pages.sections import Section, sections
from qikan.pages.spec import TWINS, FeedFormat, feed_formats


class FeedLink(NamedTuple):
    """A feed as a page shows it: its title, its format, a link to it, and its whole address.

    ``rhythm`` is ``entries`` or ``issues``: what an item of the feed is.
    """

    rhythm: str
    title: str
    format: FeedFormat
    url: str
    whole: str


@dataclass(frozen=True, slots=True)
class LayoutContext:
    """The names of a layout: settings, the interface's words, and functions of nouns.

    ``fetch`` gives the whole of an entry whose facts are known, ``structured`` the schema.org data
    of a page, ``citations`` the references to what an entry is about; ``formats`` are those of
    feeds.
    """

    config: Config
    messages: Messages
    variant: str
    fetch: Callable[[Facts], Typeset]
    structured: Callable[[Page], list[dict[str, object]]]
    formats: Mapping[str, FeedFormat]
    citations: Callable[[Facts], Any]

    @property
    def locale(self) -> str:
        """The edition's locale, such as ``zh_TW``."""
        return EDITIONS[self.variant].locale

    def text(self, name: str, variant: str = "", **values: object) -> str:
        """A text of messages.yaml with its ``{names}`` filled in; in another script if asked.

        Raises:
            LookupError: no text of that name.
        """
        if values or variant:
            return say(self.messages, variant or self.variant, name, **values)
        text = self.messages[self.variant].get(name)  # the usual way, many times a page
        return say(self.messages, self.variant, name) if text is None else text

    def field_name(self, field: str) -> str:
        """What a field of an entry is called for readers."""
        return self.messages[self.variant].get(f"field_{field}", field)

    def facet_name(self, facet: str) -> str:
        """What a group of topics is called for readers."""
        return self.messages[self.variant].get(f"facet_{facet}", facet)

    def url_of(self, thing: object, page: int = 0, variant: str = "") -> str:
        """A link to what shows an entry, issue, topic or month, or to a section by its name.

        ``page`` is the number of a page of its list.
        """
        return self.url(list_page(address_of(thing), page), variant)

    def feed_of(self, subject: Subject | None = None, *, whole: bool = False) -> str:
        """A link to a subject's feed, or to the whole archive's; the whole address if asked."""
        address = feed_address(address_of(subject) if subject else HOME, RSS_FILE)
        return self.absolute(address) if whole else self.url(address)

    def feeds_of(self, thing: Subject | str | None = None) -> list[FeedLink]:
        """All feeds of a subject, of ``"corrections"``, or of the whole archive: entries first,
        then issues.
        """
        home = address_of(thing) if thing else HOME
        has_issues = "issue_feeds" in self.config.outputs and not isinstance(thing, str)
        rhythms = ["entries", "issues"] if has_issues else ["entries"]
        names = []
        if thing:
            names = [self.text(thing) if isinstance(thing, str) else self.name_of(thing)]
        links = []
        for rhythm in rhythms:
            issues = [self.text("issues")] if rhythm == "issues" else []
            title = " · ".join([*names, *issues, self.config.title[self.variant]])
            for format_ in feed_formats(self.config, self.formats).values():
                address = feed_address(home, format_.file, rhythm)
                links.append(
                    FeedLink(rhythm, title, format_, self.url(address), self.absolute(address))
                )
        return links

    def file_of_feeds(self) -> str:
        """A link to the list of all feeds for feed readers (OPML)."""
        return self.url(OPML)

    def markdown_of(self, page: Page) -> str:
        """A link to a page's Markdown twin; empty if it has none."""
        if page.kind not in TWINS or "markdown" not in self.config.outputs:
            return ""
        return self.url(twin_address(page.address))

    def citation_files_of(self, thing: object) -> list[tuple[str, str]]:
        """Names and links of the files of citations: an entry's, an issue's, ``"archive"``'s."""
        if "citations" not in self.config.outputs:
            return []
        page = address_of(thing)
        return [
            (name, self.file(citation_address(page, format_)))
            for format_, (_, name) in CITATION_FILES.items()
        ]

    def card_of(self, page: Page) -> str:
        """The whole address of the picture that stands for a page elsewhere, or nothing."""
        address = card_of(self.config, page)
        return address and self.absolute(address)

    def url(self, address: str, variant: str = "") -> str:
        """A link to the page at an address such as ``page.address``."""
        return self.config.path(variant or self.variant, address)

    def absolute(self, address: str, variant: str = "") -> str:
        """The whole address of the page at an address."""
        return self.config.url(variant or self.variant, address)

    def file(self, path: str) -> str:
        """A link to a file that all editions share; one of ``static/`` by its version, too.

        A LookupError if the layouts have no such file.
        """
        version = self.config.versions.get(path)
        if not version and self.config.versions and path.startswith("static/"):
            raise LookupError(f"there is no file layouts/{path}")
        return f"{self.config.base_path}{path}{f'?v={version}' if version else ''}"

    def link(self, address: str) -> str:
        """A link to an address as an editor writes it: ``/topics/``, ``/files/a.pdf``."""
        inside = encode(address).lstrip("/")
        return self.url(inside) if has_editions(self.config, decode(inside)) else self.file(inside)

    def title_html(self, edition: Edition) -> str | Markup:
        """The title of an entry or issue, its formulas set."""
        return _set(edition.title, edition.title_html)

    def headline_html(self, edition: Edition) -> str | Markup:
        """The title of a page of its own: what follows a colon begins a line if it needs one."""
        head, colon, rest = edition.title_html.partition("：")
        opened = head.count("<") - 2 * head.count("</") - head.count("<wbr>")
        if not rest or opened or head.count("<") != head.count(">"):
            return self.title_html(edition)
        return _set("", f'{head}{colon}<span class="after-colon">{rest}</span>')

    def original_html(self, edition: Edition) -> str | Markup:
        """The title in its first language, its formulas set."""
        return _set(edition.original, edition.original_html)

    def title_html_of(self, entry: Facts) -> str | Markup:
        """The title of an entry of which only the facts are known, its formulas set."""
        text, _, html = entry.titles[self.variant]
        return _set(text, html)

    def local(self, texts: Local) -> str:
        """A text of site.yaml in this edition's script."""
        return texts[self.variant]

    def site_description(self) -> str | Markup:
        """The site's description; it breaks between phrases."""
        text, html = self.config.description, self.config.description_html
        return _set(text[self.variant], html.get(self.variant, ""))

    def edition(self, typeset: Typeset) -> Edition:
        """An entry's words in this edition's script."""
        return typeset.editions[self.variant]

    def converted(self, typeset: Typeset, text: str) -> str:
        """A name, label, note or tag of an entry in this edition's script."""
        return typeset.editions[self.variant].words.get(text, text)

    def body(self, typeset: Typeset) -> Markup:
        """An entry's typeset Markdown."""
        return Markup(typeset.editions[self.variant].html)  # noqa: S704  (made by the parser)

    def inner_body(self, typeset: Typeset) -> Markup:
        """The same, to stand under a heading of its own in a list."""
        body = embed(self.body(typeset), self.url_of(typeset.entry))
        return Markup(lower_headings(body))  # noqa: S704

    def outline(self, typeset: Typeset) -> list[tuple[str, str]]:
        """The id and the text of each heading of its body that has no other above it."""
        return outline(self.edition(typeset).html)

    def doi_address(self, doi: str) -> str:
        """The address of a DOI at its resolver."""
        return doi_address(doi)

    def entry_links(self, entry: Entry) -> list[EntryLink]:
        """The row of an entry's addresses, in order."""
        return entry_links(entry)

    def sections(self, issue: Issue) -> list[Section]:
        """An issue's entries by topic; nothing where they are one row."""
        return sections(issue)

    def html(self, edition: Edition) -> Markup:
        """An issue's typeset introduction."""
        return Markup(edition.html)  # noqa: S704

    def name_of(self, subject: Subject) -> str:
        """The name of a topic, an organisation or a person in this edition's script."""
        return subject.names[self.variant]

    def description_of(self, subject: Subject) -> str:
        """What a subject is about, in this edition's script; nothing if that is not stated."""
        return subject.descriptions.get(self.variant, "")

    def dot_chart(
        self,
        name: str,
        rows: Sequence[tuple[Subject, Sequence[int]]],
        columns: Sequence[int],
        title: str,
        text: str,
        *,
        numbered: bool = False,
    ) -> Markup:
        """A chart with a row of dots for each subject, whose names are numbered if asked.

        ``name`` is unique on the page; ``title`` and ``text`` say what is seen.
        """
        heads = [self.name_of(subject) for subject, _ in rows]
        heads = [f"{n} {head}" for n, head in enumerate(heads, 1)] if numbered else heads
        labelled = list(zip(heads, (counts for _, counts in rows), strict=True))
        svg = charts.dot_chart(name, labelled, list(map(str, columns)), title, text)
        return Markup(svg)  # noqa: S704  (made of elements, whose texts are escaped)

    def bar_chart(
        self, name: str, rows: Sequence[tuple[Subject, int]], title: str, text: str
    ) -> Markup:
        """A chart with a bar for each subject; the rest is as of ``dot_chart``."""
        labelled = [(self.name_of(subject), count) for subject, count in rows]
        svg = charts.bar_chart(name, labelled, title, text)
        return Markup(svg)  # noqa: S704  (made of elements, whose texts are escaped)

    def date(self, day: Day) -> str:
        """A date as it is written in Chinese."""
        return written_date(day)

    def days(self, issue: Issue) -> str:
        """The days of a weekly issue's week: ``12 月 22–28 日``; nothing of another issue."""
        return days_of_week(issue) if issue.cadence == "weekly" else ""

    def period(self, issue: Issue) -> str:
        """The week, day or month of an issue."""
        return period(self.messages, self.variant, issue)


def _set(text: str, html: str) -> str | Markup:
    return Markup(html) if html else text  # noqa: S704  (made of escaped text and formulas)
