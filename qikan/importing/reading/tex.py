"""TeX in titles, names and abstracts as text, by the library pylatexenc."""

from __future__ import annotations

import re

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
    from pylatexenc.latex2text import LatexNodes2Text

    if not text.strip():
        return text
    plain = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", text)
    try:
        made = str(LatexNodes2Text(math_mode="verbatim", keep_comments=True).latex_to_text(plain))
    except (ValueError, IndexError, RecursionError, AttributeError):  # TeX beyond the library
        made = re.sub(r"[{}]|\\[A-Za-z]+\s?", "", plain)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{made.strip()}{tail}"


_ACCENT = re.compile(r"\\(?:['\"`^~=.]|[a-zA-Z]\b\s*\{|[oOlLij]\b|ss\b|ae\b|aa\b|&|%|emph|text)")


def has_tex(text: str) -> bool:
    """Whether a text holds TeX's accents or marks, outside formulas."""
    return "\\" in text and bool(_ACCENT.search(_FORMULA.sub("", text)))


def without_tex(text: str) -> str:
    """A name or a title without TeX's marks, where it has some."""
    return tex_to_text(text) if has_tex(text) else text
