"""What an editor settles for the whole site (Config); the addresses of pages follow from it."""

from __future__ import annotations

import datetime
import functools
import itertools
import urllib.parse
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qikan.content.punctuation import is_safe
from qikan.content.silence import Silence
from qikan.editions import EDITIONS
from qikan.model.entry import Day
from qikan.model.subjects import Contributor, Subject, Topic

OUTPUTS: Mapping[str, bool] = {
    "atom": True,
    "json_feed": True,
    "issue_feeds": True,
    "feed_history": True,
    "topic_history": False,
    "citations": True,
    "people": True,
    "trends": True,
    "issue_cards": True,
    "entry_cards": False,
    "markdown": False,
    "api": False,
    "jsonl": False,
    "sqlite": False,
    "parquet": False,
}
"""What a site has beside its pages only if its ``outputs`` list it by this name; whether a site
without ``outputs`` has it."""
DEFAULT_OUTPUTS = frozenset(name for name, is_default in OUTPUTS.items() if is_default)
"""Those that a site without ``outputs`` has."""

TOPICS = "content/topics.yaml"

Local = Mapping[str, str]
"""A text of the site itself, by variant; one given for all of them stands under ``""``, too, until
it is converted.
"""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of the main menu: an address of the site (inside the edition) or of the web."""

    to: str
    name: Local
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence the summaries are under; ``urls`` are its addresses by edition, ``url`` that of
    the first one, for files that are for all editions.
    """

    name: str
    url: str
    urls: Local = field(default_factory=dict)

    def of(self, variant: str) -> Licence:
        """The licence as an edition names it."""
        return Licence(self.name, self.urls.get(variant, self.url))


class Checks(NamedTuple):
    """The site's own rules for entries, as warnings; lengths in Chinese characters, 0: any."""

    summary_min: int = 0
    summary_max: int = 0
    require: tuple[str, ...] = ()
    punctuation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What an editor settles once for the whole site (docs/reference/site-yaml.md)."""

    title: Local
    description: Local
    base_url: str
    site_id: str
    timezone: str
    variants: tuple[str, ...]
    cadence: str
    view: str
    page_size: int
    feed_size: int
    home_size: int
    quotes: bool
    packs: tuple[str, ...]
    """Packs of the glossary, by name; none: all."""
    style: tuple[tuple[str, str], ...]
    """What is written in the Traditional edition, and what this site writes instead."""
    menu: tuple[MenuItem, ...]
    contact: str
    licence: Licence | None
    icp: str
    checks: Checks
    terms: tuple[tuple[str, str], ...]
    """Forms of terms that the site avoids, each with the form it uses."""
    silence: tuple[Silence, ...]
    hold_future: bool
    is_offline: bool
    """Whether a service worker keeps pages for reading without a network."""
    outputs: frozenset[str]
    """Those of ``OUTPUTS`` that the site has."""
    topics: tuple[Topic, ...]
    organisations: tuple[Contributor, ...] = ()
    people: tuple[Contributor, ...] = ()
    description_html: Local = field(default_factory=dict)
    """The description as HTML that breaks between phrases."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Digests of the files of ``layouts/static/`` by path: pages name a file with its digest, so
    that none is shown with a file of another build, whatever a browser keeps."""
    static_pages: frozenset[str] = frozenset()
    """Addresses of pages among the site's own files: folders with an ``index.html``."""

    @property
    def whole_words(self) -> frozenset[str]:
        """Names of subjects that hold a comma, which elsewhere stands between two words."""
        words = (w for s in self.subjects for w in (*s.names.values(), *s.aliases))
        return frozenset(word for word in words if not is_safe(word))

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All that an editor listed: topics, organisations, people."""
        listed: tuple[tuple[Subject, ...], ...] = (self.topics, self.organisations, self.people)
        return tuple(itertools.chain.from_iterable(listed))

    @property
    def origin(self) -> str:
        """Scheme and host: ``https://example.org``."""
        return _parts(self.base_url)[0]

    @property
    def base_path(self) -> str:
        """The path below which the site stands, with a slash at both ends."""
        return _parts(self.base_url)[1]

    def prefix(self, variant: str) -> str:
        """Where an edition stands below the base path: nothing for the first variant."""
        return "" if variant == self.variants[0] else EDITIONS[variant].prefix

    def path(self, variant: str, address: str) -> str:
        """The address of a page for a link inside the site."""
        return f"{self.base_path}{self.prefix(variant)}{address}"

    def url(self, variant: str, address: str) -> str:
        """The whole address of a page."""
        return f"{self.origin}{self.path(variant, address)}"

    def instant(self, day: Day) -> datetime.datetime:
        """The moment a day begins in the site's time zone."""
        zone = zoneinfo.ZoneInfo(self.timezone)
        moment = datetime.datetime.combine(day.first, datetime.time(), zone)
        offset = moment.utcoffset() or datetime.timedelta()
        if offset.seconds % 60:  # local time before zones: feeds know offsets in minutes alone
            minutes = datetime.timedelta(minutes=offset // datetime.timedelta(minutes=1))
            moment = moment.replace(tzinfo=datetime.timezone(minutes))
        return moment


@functools.cache
def _parts(base_url: str) -> tuple[str, str]:
    """An address without its path, and the path."""
    parts = urllib.parse.urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}", parts.path
