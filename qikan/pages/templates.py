"""Jinja, compiled to less: the same pages out of the same layouts, in less time.

Why, and what it leaves as it is: docs/decisions/jinja.md.
"""

from __future__ import annotations

import functools
import keyword
from collections.abc import Callable, Mapping, MutableMapping
from types import CodeType
from typing import Any

import jinja2
import jinja2.compiler
import jinja2.runtime
from jinja2 import nodes
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as _escape
except ImportError:  # a Python without its compiled part
    from markupsafe._native import _escape_inner as _escape


marked: Callable[[str], Markup] = functools.partial(str.__new__, Markup)
"""A text made with autoescape, as a Markup, which itself would look for ``__html__`` first."""


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
        return marked(function(*arguments))

    return call


class _Generator(jinja2.compiler.CodeGenerator):
    """Writes less than Jinja for the same page, which it would stream while ours are joined.

    A template or block gives its text in one piece. A call is a call: Jinja asks at each whether
    it wants the context. A text is escaped to plain text, not to a Markup: the pieces of a page
    are never escaped again, and making a Markup of each costs more than all else. ``x.name`` is
    Python's own, unless the environment is patient, as Jinja is: it looks for a key of that name
    too, and knows what to say if there is none.
    """

    environment: Environment

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


class Environment(jinja2.Environment):
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
        """The globals themselves: they are settled."""
        return self.globals

    def compile(  # type: ignore[override]
        self, source: str, name: str, filename: str | None = None, **_: Any
    ) -> CodeType:
        """A layout's code, made once for all editions."""
        key = name, self.patient
        if key not in self.compiled:
            self.compiled[key] = super().compile(source, name, filename)
        return self.compiled[key]


def _load(layouts: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    text = layouts.get(name)
    return (text, f"layouts/{name}", None) if text is not None else None
