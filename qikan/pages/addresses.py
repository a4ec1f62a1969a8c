"""The addresses of pages and feeds: no other module spells one.

An address stands inside an edition and is the same in all of them: ``topics/rag/``. It follows
from ids, slugs and dates, which are never converted. ``Config.path`` puts the edition's prefix
before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qikan.content.site import Config
from qikan.model.archive import Facts, Issue, Placed
from qikan.model.entry import Day, Entry
from qikan.model.issue import IssueFile
from qikan.model.subjects import Contributor, Subject, Topic

HOME = ""
ISSUES = "issues/"
LATEST = "issues/latest/"
"""Leads to the newest issue."""
TOPICS = "topics/"
ORGANISATIONS = "organisations/"
PEOPLE = "people/"
TRENDS = "trends/"
"""Charts of topics and organisations."""
ARCHIVE = "archive/"
SEARCH = "search/"
FEEDS = "feeds/"
CORRECTIONS = "corrections/"
SAVED = "saved/"
"""The entries that a reader starred."""
OFFLINE = "offline/"
"""Stands in for a page that was not kept, where there is no network."""
SECTIONS: Mapping[str, str] = {
    "home": HOME,
    "issues": ISSUES,
    "latest": LATEST,
    "topics": TOPICS,
    "organisations": ORGANISATIONS,
    "people": PEOPLE,
    "trends": TRENDS,
    "archive": ARCHIVE,
    "search": SEARCH,
    "feeds": FEEDS,
    "corrections": CORRECTIONS,
    "saved": SAVED,
}
"""The pages that there is one of, by the name that layouts call them."""

SEARCH_INDEX = "search/index/"
"""The folder of the search index, which the editions share."""
NOT_FOUND = "404.html"
NO_JEKYLL = ".nojekyll"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
RSS_FILE = "feed.xml"
ATOM_FILE = "atom.xml"
JSON_FEED_FILE = "feed.json"
OPML = "feeds/feeds.opml"
WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
APPLE_ICON_SIZE = 180
ICON_SIZES = (192, 512, APPLE_ICON_SIZE)
"""Widths of the icons that devices ask for, in pixels."""
CARD_FILE = "card.png"
"""The picture that other sites show beside a link to the page it stands beside."""
CITATION_FILES: Mapping[str, tuple[str, str]] = {
    "bibtex": ("cite.bib", "BibTeX"),
    "ris": ("cite.ris", "RIS"),
    "csl": ("cite.json", "CSL-JSON"),
}
"""The files of citations beside a page: their names, and what readers call the formats."""

TWIN_FILE = "index.html.md"
"""The Markdown of a page, named as llmstxt.org proposes."""
LLMS = "llms.txt"
API = "api/v1/"
"""The folder of the API, which the editions share."""
API_INDEX = f"{API}index.json"
API_SCHEMA = f"{API}schema.json"
API_DESCRIPTION = f"{API}openapi.json"
DATA_FILES: Mapping[str, str] = {
    "jsonl": "data/archive.jsonl",
    "sqlite": "data/archive.sqlite",
    "parquet": "data/archive.parquet",
}
"""The files of all records by the name of their format."""

_EDITION_FILES = (RSS_FILE, ATOM_FILE, JSON_FEED_FILE, CARD_FILE, TWIN_FILE, LLMS, "index.html")
"""Files below the addresses of pages, which every edition has, too."""

_ENTRIES = {"paper": "papers/", "news": "news/"}
"""The folder of an entry's page by the entry's kind."""


def entry_address(entry: Entry | Facts) -> str:
    """An entry's page: ``papers/2404.07965/``."""
    return f"{_ENTRIES[entry.kind]}{entry.id}/"


def issue_address(issue: Issue | IssueFile) -> str:
    """An issue's page: ``issues/2024-W15/``."""
    return f"{ISSUES}{issue.id}/"


def subject_folder(subject: Subject) -> str:
    """The list that a topic, an organisation or a person stands in: ``topics/``."""
    if isinstance(subject, Topic):
        return TOPICS
    return ORGANISATIONS if subject.kind == "organisation" else PEOPLE


def subject_address(subject: Subject) -> str:
    """The first page of a topic, an organisation or a person: ``topics/rag/``."""
    return f"{subject_folder(subject)}{subject.slug}/"


def old_subject_addresses(subject: Subject) -> list[str]:
    """Where its first page stood under the slugs that it had before."""
    return [f"{subject_folder(subject)}{slug}/" for slug in subject.old_slugs]


def month_address(month: Day) -> str:
    """The first page of a month of the archive: ``archive/2024/04/``."""
    return f"{ARCHIVE}{month.year:04}/{month.month:02}/"


def alias_address(alias: str) -> str:
    """An old address of an entry, as its ``aliases`` state it."""
    return f"{alias}/"


def list_page(first: str, number: int) -> str:
    """A numbered page of a list, by the address of its first page; 0 is the first page itself."""
    return f"{first}{number}/" if number else first


def feed_address(page: str, file: str, rhythm: str = "entries") -> str:
    """The feed of a page, by the page's address and the name of the feed's file.

    A feed whose items are issues stands in a folder of its own: ``topics/rag/issues/feed.xml``.
    """
    return f"{page}{ISSUES}{file}" if rhythm == "issues" else page + file


def feed_history_address(page: str, number: int) -> str:
    """A document of the complete history of a page's feed; the oldest is 1."""
    return f"{page}history/{number}.xml"


def citation_address(page: str, format_: str) -> str:
    """A file of citations of what a page shows: ``papers/2404.07965/cite.bib``."""
    return page + CITATION_FILES[format_][0]


def card_address(page: str) -> str:
    """The card of a page: ``papers/2404.07965/card.png``."""
    return page + CARD_FILE


def twin_address(page: str) -> str:
    """The Markdown twin of a page: ``papers/2404.07965/index.html.md``."""
    return page + TWIN_FILE


def api_address(page: str, part: int = 0) -> str:
    """The API's file about what a page shows: ``api/v1/papers/2404.07965.json``.

    ``part`` is the number of a part of its list; 0 is the newest.
    """
    name = page.rstrip("/")
    return f"{API}{name}/{part}.json" if part else f"{API}{name}.json"


def icon_address(size: int) -> str:
    """An edition's icon: ``icons/192.png``."""
    return f"icons/{size}.png"


def sitemap_part(name: str, number: int) -> str:
    """A part of a sitemap that is too long for one file: ``sitemap-entries-1.xml``."""
    return f"sitemap-{name}-{number}.xml"


def html_file(address: str) -> str:
    """The file of an HTML page inside its edition."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def has_editions(config: Config, address: str) -> bool:
    """Whether every edition has its own of what is at an address, as of all pages and feeds.

    Files that are copied, what is at an address of one edition, and pages among the site's own
    files are there once. ``address`` is inside the site, decoded, and begins with no slash.
    """
    if address in config.static_pages or address.startswith(_other_prefixes(config)):
        return False
    return not address or address.endswith("/") or address.rpartition("/")[2] in _EDITION_FILES


def _other_prefixes(config: Config) -> tuple[str, ...]:
    return tuple(config.prefix(variant) for variant in config.variants[1:])


def path_in_edition(config: Config, variant: str, address: str) -> str:
    """The path inside the output that an address of the site leads to in an edition."""
    prefix = config.prefix(variant) if has_editions(config, address) else ""
    return html_file(prefix + address)


_ADDRESSES: Mapping[type, Callable[[Any], str]] = {
    str: SECTIONS.__getitem__,
    Entry: entry_address,
    Facts: entry_address,
    Placed: lambda item: entry_address(item.entry),
    Issue: issue_address,
    IssueFile: issue_address,
    Topic: subject_address,
    Contributor: subject_address,
    Day: month_address,
}


def address_of(thing: object) -> str:
    """The address of what a page shows: an entry, an issue, a topic, an organisation, a person, a
    month, or the name of a section such as ``"topics"``.

    Raises:
        LookupError: nothing of the kind has a page.
    """
    find = _ADDRESSES.get(type(thing))
    if find is None:
        raise LookupError(f"a {type(thing).__name__} has no page of its own")
    try:
        return find(thing)
    except KeyError:
        names = ", ".join(SECTIONS)
        raise LookupError(f"there is no section `{thing}`; the sections are {names}") from None
