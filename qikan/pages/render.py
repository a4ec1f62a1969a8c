"""A page and its layout -> bytes."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CodeType, TracebackType

import jinja2
from markupsafe import Markup

from qikan.cache.store import MemoError
from qikan.content.messages import Messages, say
from qikan.content.site import Config, Local
from qikan.markdown.parser import lower_headings
from qikan.model import Day, Edition, Facts, Issue, Page, Problem, Topic, Typeset
from qikan.outputs import exports
from qikan.pages.plan import month_address, topic_address
from qikan.pages.templates import Environment, marked


class LayoutError(Exception):
    """A layout cannot be read or asks for what is not there."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Desk:
    """What a layout may use, bound to one edition (docs/layouts.md lists it for designers)."""

    config: Config
    messages: Messages
    variant: str
    fetch: Callable[[Facts], Typeset]

    @property
    def m(self) -> Mapping[str, str]:
        """The texts of the interface in this edition's script."""
        return self.messages.get(self.variant, {})

    def t(self, name: str, **values: object) -> str:
        """A text of the interface from messages.yaml."""
        return say(self.messages, self.variant, name, **values)

    def t_in(self, variant: str, name: str) -> str:
        """A text of the interface in another script."""
        return say(self.messages, variant, name)

    def field_name(self, field: str) -> str:
        """What a field of an entry is called for readers."""
        return self.messages[self.variant].get(f"field_{field}", field)

    def facet_name(self, facet: str) -> str:
        """What a group of topics is called for readers."""
        return self.messages[self.variant].get(f"facet_{facet}", facet)

    def url(self, address: str, variant: str = "") -> str:
        """A link to a page of this edition (or of another one)."""
        return self.config.path(variant or self.variant, address)

    def file(self, path: str) -> str:
        """A link to a file that all editions share."""
        return self.config.base_path + path

    def absolute(self, address: str, variant: str = "") -> str:
        """The whole address of a page."""
        return self.config.url(variant or self.variant, address)

    def local(self, texts: Local) -> str:
        """A text of site.yaml in this edition's script."""
        return texts[self.variant]

    def edition(self, typeset: Typeset) -> Edition:
        """An entry's words in this edition's script."""
        return typeset.editions[self.variant]

    def say(self, typeset: Typeset, text: str) -> str:
        """A name, label, note or tag of an entry in this edition's script."""
        return typeset.editions[self.variant].words.get(text, text)

    def body(self, typeset: Typeset) -> Markup:
        """An entry's typeset Markdown."""
        return Markup(typeset.editions[self.variant].html)  # noqa: S704  (made by markdown.py)

    def inner_body(self, typeset: Typeset) -> Markup:
        """The same, to stand under a heading of its own in a list."""
        return Markup(lower_headings(self.body(typeset)))  # noqa: S704

    def html(self, edition: Edition) -> Markup:
        """An issue's typeset introduction."""
        return Markup(edition.html)  # noqa: S704

    def topic_name(self, topic: Topic) -> str:
        """A topic's name in this edition's script."""
        return topic.names[self.variant]

    def topic_url(self, topic: Topic) -> str:
        """A link to a topic."""
        return self.url(topic_address(topic))

    def month_url(self, month: Day) -> str:
        """A link to a month of the archive."""
        return self.url(month_address(month))

    def date(self, day: Day) -> str:
        """A date as it is written in Chinese."""
        written = f"{day.year} 年 {day.month} 月"
        return f"{written} {day.day} 日" if day.day else written

    def period(self, issue: Issue) -> str:
        """The week, day or month of an issue."""
        if issue.cadence == "weekly":
            return self.t("issue_week", year=issue.id[:4], week=int(issue.id[6:]))
        return self.date(Day(*(int(part) for part in issue.id.split("-"))))

    def structured(self, page: Page) -> list[dict[str, object]]:
        """schema.org data about the page."""
        return exports.structured(self.config, self.messages, page, self.fetch)


Fetch = Callable[[Facts], Typeset]
"""Gives the whole of an entry whose facts are known."""


def renderer(
    config: Config, messages: Messages, layouts: Mapping[str, str], fetch: Fetch
) -> Callable[[Page], bytes]:
    """A function that renders pages with layouts, given by name and text.

    The function raises LayoutError with the layout's line.
    """
    compiled: dict[tuple[str, bool], CodeType] = {}
    odd: set[str] = set()

    @functools.cache
    def environment(variant: str, patient: bool) -> Environment:
        desk = Desk(config, messages, variant, fetch)
        return _furnish(desk, Environment(layouts, compiled, patient))

    def made(page: Page) -> str:
        if page.layout not in odd:
            try:
                return _rendered(environment(page.variant, patient=False), page)
            except AttributeError:  # Jinja may know better, or what to say
                odd.add(page.layout)
        return _rendered(environment(page.variant, patient=True), page)

    def render(page: Page) -> bytes:
        try:
            return made(page).encode()
        except MemoError:
            raise
        except jinja2.TemplateSyntaxError as error:
            name, line = error.name or page.layout, error.lineno
            raise LayoutError(_problem(name, line, error.message or "")) from None
        except jinja2.TemplateNotFound as error:
            name, line = _layout_line(error.__traceback__, layouts, page.layout)
            raise LayoutError(_problem(name, line, f"no layout {error.name}")) from None
        except Exception as error:
            name, line = _layout_line(error.__traceback__, layouts, page.layout)
            text = f"{type(error).__name__}: {error} (while making /{page.address})"
            raise LayoutError(_problem(name, line, text)) from error

    return render


def _rendered(environment: jinja2.Environment, page: Page) -> str:
    return environment.get_template(page.layout).render(page=page, **page.data)


def layout_faults(layouts: Mapping[str, str]) -> list[Problem]:
    """Layouts, given by name and text, that are not valid Jinja."""
    environment = jinja2.Environment(autoescape=True)
    faults = []
    for name, text in layouts.items():
        try:
            environment.parse(text)
        except jinja2.TemplateSyntaxError as error:
            faults.append(_problem(name, error.lineno, error.message or ""))
    return faults


def _furnish(desk: Desk, environment: Environment) -> Environment:
    """Put all that layouts may use into an environment."""

    def made(layout: str, **values: object) -> Markup:
        return marked(environment.get_template(layout).render(**values))

    environment.policies |= {"json.dumps_function": exports.json_text, "json.dumps_kwargs": {}}
    environment.globals |= {
        name: getattr(desk, name) for name in dir(desk) if not name.startswith("_")
    }
    environment.globals |= _memoised(made)
    return environment


_ROOM = 4_000_000
"""Characters of parts of pages that are kept at hand for an edition."""


def _memoised(made: Callable[..., Markup]) -> dict[str, Callable[..., Markup]]:
    """``card`` and ``once``: parts of pages that are made once and shown on many."""
    cards: dict[tuple[str, int], tuple[Markup, object]] = {}
    room = _ROOM

    def card(layout: str, item: object) -> Markup:
        nonlocal room
        key = (layout, id(item))
        if key not in cards:
            text = made(layout, item=item)
            room -= len(text)
            while room < 0 and cards:  # the oldest go: neighbours are printed together
                room += len(cards.pop(next(iter(cards)))[0])
            cards[key] = text, item  # no other item has its id while it is held
        return cards[key][0]

    @functools.cache
    def once(layout: str, here: object = "", exact: bool = False) -> Markup:
        return made(layout, here=here, exact=exact)

    return {"card": card, "once": once}


def _problem(name: str, line: int, text: str) -> Problem:
    return Problem(f"layouts/{name.removeprefix('layouts/')}", line, 1, f"{text}; mend the layout")


def _layout_line(
    trace: TracebackType | None, layouts: Mapping[str, str], page_layout: str
) -> tuple[str, int]:
    """The innermost line of a layout that an error passed through."""
    names = {f"layouts/{name}" for name in layouts}
    lines = [(f.filename, f.lineno or 1) for f in traceback.extract_tb(trace)]
    found = [(name, line) for name, line in lines if name in names]
    return found[-1] if found else (page_layout, 1)
