"""A page and its layout -> bytes."""

from __future__ import annotations

import contextlib
import functools
import traceback
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType

import jinja2

from qikan.errors import CacheError, LayoutError
from qikan.model.archive import Facts
from qikan.model.entry import Typeset
from qikan.model.page import Page
from qikan.model.problem import Problem
from qikan.pages.compiler import Bytecode, FastEnvironment, PlainEnvironment, is_fast_safe
from qikan.pages.context import LayoutContext
from qikan.pages.jsontext import json_text
from qikan.pages.partials import cached_partial
from qikan.pages.references import reachable
from qikan.problems.message import Message, message

Fetch = Callable[[Facts], Typeset]
"""Gives the whole of an entry whose facts are known."""

Compiled = Mapping[tuple[str, str], bytes]
"""Compiled layouts, for another process of the same Python."""

_BYTECODE = {FastEnvironment: Bytecode(), PlainEnvironment: Bytecode()}
"""What this process has compiled: its next build need not compile the same layouts again."""


def renderer(
    layouts: Mapping[str, str], context_of: Callable[[str], LayoutContext]
) -> Callable[[Page], bytes]:
    """A function that renders pages with layouts, given by name and text.

    ``context_of`` gives what layouts may use in an edition. The function raises LayoutError with
    the layout's line.
    """
    fallback_layouts: set[str] = set()

    @functools.cache
    def environment(variant: str, kind: type[PlainEnvironment]) -> jinja2.Environment:
        return _install(context_of(variant), kind(layouts, _BYTECODE[kind]))

    def html_of(page: Page) -> str:
        if is_fast_safe() and page.layout not in fallback_layouts:
            try:
                return _rendered(environment(page.variant, FastEnvironment), page)
            except AttributeError:  # a key that is written like an attribute, or a mistake
                fallback_layouts.add(page.layout)
        return _rendered(environment(page.variant, PlainEnvironment), page)

    def render(page: Page) -> bytes:
        try:
            return html_of(page).encode()
        except CacheError:
            raise
        except jinja2.TemplateSyntaxError as error:
            name, line = error.name or page.layout, error.lineno
            raise LayoutError(_problem(name, line, _syntax(error))) from None
        except jinja2.TemplateNotFound as error:
            name, line = _layout_line(error.__traceback__, layouts, page.layout)
            raise LayoutError(
                _problem(name, line, message("layout-missing", name=error.name))
            ) from None
        except Exception as error:
            name, line = _layout_line(error.__traceback__, layouts, page.layout)
            reason = f"{type(error).__name__}: {error}"
            fault = message("layout-failed", reason=reason, address=page.address)
            raise LayoutError(_problem(name, line, fault)) from error

    return render


def compile_layouts(layouts: Mapping[str, str], names: Iterable[str]) -> None:
    """Compile the layouts of some names, and all that they lead to, for this process and its forks.

    What cannot be compiled is left to ``renderer``, which reports the place of the error.
    """
    kind = _environment_type()
    environment = kind(layouts, _BYTECODE[kind])
    reached = reachable(layouts)
    for name in set().union(*(reached[name] for name in names if name in reached)):
        with contextlib.suppress(jinja2.TemplateError):
            environment.get_template(name)


def compiled_layouts() -> Compiled:
    """What this process has compiled, for ``add_compiled`` in another process of the build."""
    return _BYTECODE[_environment_type()].packed()


def add_compiled(layouts: Compiled) -> None:
    """Take over what another process has compiled."""
    _BYTECODE[_environment_type()].add(layouts)


def _environment_type() -> type[PlainEnvironment]:
    return FastEnvironment if is_fast_safe() else PlainEnvironment


def _rendered(environment: jinja2.Environment, page: Page) -> str:
    return environment.get_template(page.layout).render(page=page, **page.data)


def layout_faults(layouts: Mapping[str, str]) -> list[Problem]:
    """Layouts, given by name and text, that are not valid Jinja."""
    faults = {name: _fault(text) for name, text in layouts.items()}
    return [_problem(name, *fault) for name, fault in faults.items() if fault]


@functools.lru_cache(maxsize=256)
def _fault(text: str) -> tuple[int, Message] | None:
    """The line and the fault of a layout that is not valid Jinja.

    Kept, since a preview looks at the same layouts after every edit.
    """
    try:
        jinja2.Environment(autoescape=True).parse(text)
    except jinja2.TemplateSyntaxError as error:
        return error.lineno, _syntax(error)
    return None


def _install(context: LayoutContext, environment: jinja2.Environment) -> jinja2.Environment:
    """Put all that layouts may use into an environment."""

    def render(name: str, **values: object) -> str:
        return environment.get_template(name).render(**values)

    environment.policies |= {"json.dumps_function": json_text, "json.dumps_kwargs": {}}
    environment.globals |= {
        name: getattr(context, name) for name in dir(context) if not name.startswith("_")
    }
    environment.globals["partial"] = cached_partial(render)
    return environment


def _syntax(error: jinja2.TemplateSyntaxError) -> Message:
    return message("layout-error", reason=error.message or "")


def _problem(name: str, line: int, fault: Message) -> Problem:
    return Problem(f"layouts/{name.removeprefix('layouts/')}", line, 1, fault)


def _layout_line(
    trace: TracebackType | None, layouts: Mapping[str, str], page_layout: str
) -> tuple[str, int]:
    """The innermost line of a layout that an error passed through."""
    names = {f"layouts/{name}" for name in layouts}
    lines = [(f.filename, f.lineno or 1) for f in traceback.extract_tb(trace)]
    inside = [(name, line) for name, line in lines if name in names]
    return inside[-1] if inside else (page_layout, 1)
