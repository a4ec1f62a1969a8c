"""Jinja with a code generator that writes less for the same text (docs/decisions/jinja.md).

The generator is no public interface of Jinja. It is used under releases that it was tested with,
and under their next patch releases if a sample comes out alike; else layouts are plain Jinja.
"""

from __future__ import annotations

import functools
import keyword
import marshal
import re
from collections.abc import Callable, Mapping, MutableMapping
from types import CodeType
from typing import Any

import jinja2
import jinja2.compiler
from jinja2 import nodes
from markupsafe import Markup, escape

TESTED = ("3.1.5", "3.1.6")
"""The releases of Jinja that all tests of layouts have passed with, from the oldest we allow."""
_LIKELY = "3.1."
"""The releases for which the sample decides; under others layouts are plain Jinja."""

_has_special = re.compile("[&<>\"']").search


def escaped(value: object) -> str:
    """A value as it stands in a page; a text without special characters is left a plain text."""
    if type(value) is str:
        return escape(value) if _has_special(value) else value
    return value if type(value) is Markup else escape(value)


class _Generator(jinja2.compiler.CodeGenerator):
    """Writes less code than Jinja, which streams a page in pieces; here they are joined.

    A template or block gives its text in one piece. A call is a call: Jinja asks at each whether
    it takes the context, which none of qikan's does. ``x.name`` is Python's own: Jinja looks for a
    key of that name too.
    """

    def visit_Template(  # noqa: N802
        self, node: nodes.Template, frame: jinja2.compiler.Frame | None = None
    ) -> None:
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, *_: Any) -> None:
        self.write("escaped(")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")

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
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for stars, arguments in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if arguments is not None:
                self.write(stars)
                self.visit(arguments, frame)
                self.write(", ")
        for named in node.kwargs:
            self.visit(named, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: jinja2.compiler.Frame) -> None:  # noqa: N802
        name = node.attr
        if not name.isascii() or keyword.iskeyword(name):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{name}")


class PlainEnvironment(jinja2.Environment):
    """Jinja as it is, with the settings that layouts rely on."""

    def __init__(self, layouts: Mapping[str, str], bytecode: Bytecode) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(functools.partial(_load, layouts)),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=bytecode,
        )


class FastEnvironment(PlainEnvironment):
    """The same with our generator; its globals are settled, so no template gets a copy."""

    code_generator_class = _Generator

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals themselves."""
        return {**self.globals, **d} if d else self.globals


class Bytecode(jinja2.BytecodeCache):
    """Compiled layouts in memory: what is compiled for one edition serves the others.

    The key has the checksum of the layout's text, so that one cache serves a process for ever.
    """

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Give what was compiled before."""
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        self.compiled[bucket.key, bucket.checksum] = bucket.code

    def packed(self) -> dict[tuple[str, str], bytes]:
        """What was compiled as bytes, for another process of the same Python."""
        return {key: marshal.dumps(code) for key, code in self.compiled.items()}

    def add(self, packed: Mapping[tuple[str, str], bytes]) -> None:
        """Add what another process of this build compiled."""
        self.compiled |= {key: marshal.loads(data) for key, data in packed.items()}  # noqa: S302


def _load(layouts: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    text = layouts.get(name)
    return (text, f"layouts/{name}", None) if text is not None else None


SAMPLE = {
    "frame.html": "<{% block a %}A{% endblock %}{% block b scoped %}{{ x }}{% endblock %}>",
    "part.html": "{% macro m(a, b=2) %}[{{ a }}{{ b }}]{% endmacro %}"
    "{% macro c() %}({{ caller() }}){% endmacro %}",
    "some.html": "{{ x }};",
    "page.html": "{% extends 'frame.html' %}{% from 'part.html' import c, m %}"
    "{% set y = x.strip() %}{% block a %}{{ super() }}{{ m(y) }}{{ m('<', b=x.upper()) }}"
    "{{ html }}{{ n }}{{ none }}"
    "{% for i in [1, 2] %}{{ i }}{{ loop.last }}{% include 'some.html' %}{% endfor %}"
    "{% call c() %}{{ x }}{% endcall %}{% filter upper %}a{{ x }}{% endfilter %}"
    "{% set z %}<b>{{ x }}{% endset %}{{ z }}{{ f(*[1], **{'b': 2}) }}{% endblock %}",
}
"""Layouts with what layouts use: inheritance, macros, calls, loops, includes, filters, sets."""


@functools.cache
def is_fast_safe() -> bool:
    """Whether our generator is to be used with the release of Jinja that is installed."""
    version = jinja2.__version__
    if version in TESTED or not version.startswith(_LIKELY):
        return version in TESTED
    try:
        return _sample(FastEnvironment) == _sample(PlainEnvironment)
    except Exception:  # noqa: BLE001  (whatever a release may do to our generator)
        return False


def _sample(kind: Callable[[Mapping[str, str], Bytecode], jinja2.Environment]) -> str:
    template = kind(SAMPLE, Bytecode()).get_template("page.html")
    return template.render(x=" <x> ", n=1.5, html=Markup("<i>"), f=lambda a, b: f"{a}&{b}")
