"""TeX in titles, names and abstracts as text, by the library pylatexenc."""

from __future__ import annotations

import functools
import re
from typing import Any

_FORMULA = re.compile(r"(?<!\\)(\$[^$\n]+(?<!\\)\$|\\\([^\n]*?\\\))")


def tex_to_text(text: str) -> str:
    """TeX as text: accents, braces, signs; formulas stay as they are."""
    if not re.search(r"[\\{}~]|``|''|--", text):
        return " ".join(text.split())
    parts = _FORMULA.split(text)
    return " ".join(
        "".join(part if number % 2 else _decoded(part) for number, part in enumerate(parts)).split()
    )


def _decoded(text: str) -> str:
    if not text.strip():
        return text
    if "\\" not in text:
        plain = text.replace("---", "—").replace("--", "–").replace("~", " ")
        return re.sub(r"[{}]", "", plain).replace("``", "“").replace("''", "”")
    plain = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", text)
    try:
        plain_text = _read(plain)
    except (ValueError, IndexError, RecursionError, AttributeError):  # TeX beyond the library
        plain_text = re.sub(r"[{}]|\\[A-Za-z]+\s?", "", plain)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{plain_text.strip()}{tail}"


def _read(text: str) -> str:
    from pylatexenc.latexwalker import LatexWalker

    writer, context = _library()
    nodes, _, _ = LatexWalker(text, latex_context=context).get_latex_nodes()
    return str(writer.nodelist_to_text(nodes))


@functools.cache
def _library() -> tuple[Any, Any]:
    """The library's writer and its tables of TeX, which take a millisecond to make."""
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import get_default_latex_context_db

    writer = LatexNodes2Text(math_mode="verbatim", keep_comments=True)
    return writer, get_default_latex_context_db()


_SIGN = re.compile(
    r"\\text(less|greater)(?![A-Za-z])\s*(?:\{\})?|\$\s*([<>])\s*\$|\\(?![A-Za-z])|[{}]"
)
_SIGNS = {"less": "<", "greater": ">"}


def identifier(text: str) -> str:
    """A DOI or an address as it is, without TeX's escapes: ``\\_``, ``$<$``, ``\\textless{}``."""
    plain = re.sub(r"\\url\s*(?=\{)", "", text)
    return _SIGN.sub(lambda match: _SIGNS.get(match[1], match[2] or ""), plain)


_ACCENT = re.compile(r"\\(?:['\"`^~=.]|[a-zA-Z]\b\s*\{|[oOlLij]\b|ss\b|ae\b|aa\b|&|%|emph|text)")


def has_tex(text: str) -> bool:
    """Whether a text holds TeX's accents or marks, outside formulas."""
    return "\\" in text and bool(_ACCENT.search(_FORMULA.sub("", text)))


def without_tex(text: str) -> str:
    """A name or a title without TeX's marks, where it has some."""
    return tex_to_text(text) if has_tex(text) else text
