"""A page and its layout -> bytes."""

from __future__ import annotations

import functools
import keyword
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from types import CodeType, TracebackType
from typing import Any

import jinja2
import jinja2.compiler
import jinja2.runtime
from jinja2 import nodes
from markupsafe import Markup, escape

from qikan import exports
from qikan.config import Config, Local
from qikan.markdown import lower_headings
from qikan.memo import MemoError
from qikan.messages import Messages, say
from qikan.model import Day, Edition, Facts, Issue, Page, Problem, Topic, Typeset
from qikan.pages import month_address, topic_address

try:
    from markupsafe._speedups import _escape_inner as _escape
except ImportError:  # a Python without its compiled part
    from markupsafe._native import _escape_inner as _escape


_marked: Callable[[str], Markup] = functools.partial(str.__new__, Markup)
"""A text made with autoescape, as a Markup, which itself would look for ``__html__`` first."""


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
    def environment(variant: str, patient: bool) -> _Environment:
        desk = Desk(config, messages, variant, fetch)
        return _environment(desk, _Environment(layouts, compiled, patient))

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


def _told(value: object) -> str:
    """A value that is no plain text, as it stands in a page."""
    return value if type(value) is Markup else escape(value)


def _macro_of(macro: jinja2.runtime.Macro) -> Callable[..., str]:
    """A macro that is quick to call with the arguments it names, in their order."""
    if macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro
    function, count = macro._func, len(macro.arguments)  # noqa: SLF001  (Jinja has no other way)

    def call(*arguments: Any, **named: Any) -> str:
        if named or len(arguments) != count:
            return macro(*arguments, **named)
        return _marked(function(*arguments))

    return call


class _Generator(jinja2.compiler.CodeGenerator):
    """Writes less than Jinja for the same page, which it would stream while ours are joined.

    A template or block gives its text in one piece. A call is a call: Jinja asks at each whether
    it wants the context. A text is escaped to plain text, not to a Markup: the pieces of a page
    are never escaped again, and making a Markup of each costs more than all else. ``x.name`` is
    Python's own, unless the environment is patient, as Jinja is: it looks for a key of that name
    too, and knows what to say if there is none.
    """

    environment: _Environment

    def _output_child_pre(self, *_: Any) -> None:
        self.write("(escaped(v) if type(v := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(") is str else told(v))")

    def enter_frame(self, frame: jinja2.compiler.Frame) -> None:
        if frame.buffer is None:
            self.buffer(frame)
        super().enter_frame(frame)

    def leave_frame(self, frame: jinja2.compiler.Frame, with_python_scope: bool = False) -> None:
        super().leave_frame(frame, with_python_scope)
        if with_python_scope and (frame.rootlevel or frame.block_frame):
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Include(self, node: nodes.Include, frame: jinja2.compiler.Frame) -> None:  # noqa: N802
        if not node.with_context:  # its text is yielded, and must follow what stands before it
            self.writeline(f"yield concat({frame.buffer})")
            self.writeline(f"{frame.buffer}.clear()")
        super().visit_Include(node, frame)

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: jinja2.compiler.Frame, forward_caller: bool = False
    ) -> None:
        self.visit(node.node, frame)
        self.write("(")
        for one in node.args:
            self.visit(one, frame)
            self.write(", ")
        for stars, some in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if some is not None:
                self.write(stars)
                self.visit(some, frame)
                self.write(", ")
        for named in node.kwargs:
            self.visit(named, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: jinja2.compiler.Frame) -> None:  # noqa: N802
        name = node.attr
        if self.environment.patient or not name.isascii() or keyword.iskeyword(name):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{name}")

    def macro_def(self, macro_ref: jinja2.compiler.MacroRef, frame: jinja2.compiler.Frame) -> None:
        self.write("macro_of(")
        super().macro_def(macro_ref, frame)
        self.write(")")


class _Template(jinja2.Template):
    """A template whose code knows ``told``."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  (Jinja's name)
        uptodate: Callable[[], bool] | None = None,  # noqa: ARG003
    ) -> jinja2.Template:
        namespace = {
            "environment": environment,
            "__file__": code.co_filename,
            "escaped": _escape,
            "told": _told,
            "macro_of": _macro_of,
        }
        exec(code, namespace)  # noqa: S102  (what Jinja does with a layout it has compiled)
        return cls._from_namespace(environment, namespace, globals)


class _Environment(jinja2.Environment):
    """The layouts' environment: its globals are settled, so no template gets a copy.

    What is compiled for one edition serves the others.
    """

    code_generator_class = _Generator
    template_class = _Template

    def __init__(
        self,
        layouts: Mapping[str, str],
        compiled: dict[tuple[str, bool], CodeType],
        patient: bool,
    ) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(functools.partial(_load, layouts)),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.compiled = compiled
        self.patient = patient
        self.made: dict[str, jinja2.Template] = {}

    def get_template(  # type: ignore[override]
        self,
        name: str,
        parent: str | None = None,
        globals: object = None,  # noqa: A002
    ) -> jinja2.Template:
        """Jinja asks its cache at some length, five times a page."""
        if name not in self.made:
            self.made[name] = super().get_template(name)
        return self.made[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return self.globals

    def compile(  # type: ignore[override]
        self, source: str, name: str, filename: str | None = None, **_: Any
    ) -> CodeType:
        key = name, self.patient
        if key not in self.compiled:
            self.compiled[key] = super().compile(source, name, filename)
        return self.compiled[key]


def _environment(desk: Desk, environment: _Environment) -> _Environment:
    """The environment with all that layouts may use."""

    def made(layout: str, **values: object) -> Markup:
        return _marked(environment.get_template(layout).render(**values))

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


def _load(layouts: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    text = layouts.get(name)
    return (text, f"layouts/{name}", None) if text is not None else None


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
