"""TeX in titles, names and abstracts as text, by the library pylatexenc."""

from __future__ import annotations

import functools
import re
from typing import Any

_IN_FORMULA = r"(?<!\\)\$[^$\n]+(?<!\\)\$|(?<!\\)\\\([^\n]*?\\\)"
_FORMULA = re.compile(f"({_IN_FORMULA})")


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
    plain = re.sub(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\2 (\1)", plain)
    plain = re.sub(r"(?<!\\)%", r"\\%", plain)  # which begins no comment
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


_SIGN_NAMES = {"textgreater": ">", "textless": "<", "textbar": "|", "textunderscore": "_"}
_FONT_SWITCHES = "em it bf sc tt rm sf sl bfseries itshape scshape ttfamily xspace".split()


@functools.cache
def _library() -> tuple[Any, Any]:
    """The library's writer and its tables of TeX, which take a millisecond to make."""
    from pylatexenc import latex2text
    from pylatexenc.latexwalker import get_default_latex_context_db

    def as_typed(node: Any) -> str:
        return str(node.latex_verbatim())

    texts = latex2text.get_default_latex_context_db()
    kept = [
        latex2text.MacroTextSpec(name, as_typed) for name in ("ref", "eqref", "autoref", "cref")
    ]
    fonts = [latex2text.MacroTextSpec(name, "") for name in _FONT_SWITCHES]
    fonts += [latex2text.MacroTextSpec(name, sign) for name, sign in _SIGN_NAMES.items()]
    texts.add_context_category("abstracts", macros=[*kept, *fonts], prepend=True)
    texts.set_unknown_macro_spec(latex2text.MacroTextSpec("", as_typed))  # a paper's own command
    writer = latex2text.LatexNodes2Text(math_mode="verbatim", latex_context=texts)
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


_BRACES = r"\{((?:[^{}\n]|\{[^{}\n]*\})*)\}"
_MARKUP = re.compile(
    r"\\(?:emph|text(?:it|bf|sl|tt|sc|sf|rm|superscript|subscript)|underline|cite[a-z]*|url|href"
    r"|footnote|SI|qty|num)\s*[\[{]|\{\\(?:em|it|bf|sc|tt)\s|(?<=\d)\\%"
    r"|[A-Za-z]\\[\"'^`~](?:\{\\?[A-Za-z]\}|[aeiouyAEIOUY])|\\[vHcukr]\{\\?[A-Za-z]\}"
)
_CITATION = re.compile(r"[~ ]?\\cite[a-z]*\*?\s*(?:\[[^\[\]\n]*\]\s*)*\{[^{}\n]*\}")
_AS_FORMULA = re.compile(rf"\\(?:SI|qty){_BRACES}{_BRACES}|\\(?:num|si|unit|ang){_BRACES}")
_RAISED = re.compile(rf"\\text(superscript|subscript){_BRACES}")
_ABOUT = re.compile(r"(?<![^\s(])~(?=[\d.$])")
_FONTS = (
    (re.compile(r"(?<=\w)~(?=[\w\\$])"), " "),
    (
        re.compile(rf"\\(?:emph|text(?:it|sl)){_BRACES}|\{{\\(?:em|it|sl)\s+([^{{}}\n]*)\}}"),
        r"*\1\2*",
    ),
    (re.compile(rf"\\textbf{_BRACES}|\{{\\bf\s+([^{{}}\n]*)\}}"), r"**\1\2**"),
    (
        re.compile(rf"\\(?:text(?:sc|sf|rm|up)|underline){_BRACES}|\{{\\sc\s+([^{{}}\n]*)\}}"),
        r"\1\2",
    ),
    (re.compile(r"\\texttt\{([^{}`\n]*)\}"), r"`\1`"),
    (re.compile(r"\\url\{([^{}\s]*)\}"), r"<\1>"),
    (re.compile(r"\\href\{([^{}\s]*)\}\{([^{}\n]*)\}"), r"[\2](\1)"),
    (re.compile(rf"\\footnote{_BRACES}"), r" (\1)"),
)
"""TeX's fonts inside Markdown, and what Markdown writes for them."""
_LITERAL = re.compile(f"(`+[^`]*`+|{_IN_FORMULA})")


def abstract_text(paragraph: str) -> str:
    """A paragraph of plain text without the marks of TeX's text mode, where it has some.

    Numbers with units and raised characters become formulas, keys of citations are left out.
    """
    if not _MARKUP.search(_FORMULA.sub("", paragraph)):
        return paragraph
    text = _as_formulas(_CITATION.sub("", " ".join(paragraph.split())))
    return tex_to_text(_ABOUT.sub(r"\\textasciitilde{}", text))


def markdown_without_fonts(markdown: str) -> str:
    """Markdown whose words have TeX's fonts (``\\textit{…}``), with Markdown's own marks."""
    if not _MARKUP.search(markdown):
        return markdown
    parts = _LITERAL.split(_as_formulas(_CITATION.sub("", markdown)))
    for number in range(0, len(parts), 2):
        for font, written in _FONTS:
            parts[number] = font.sub(written, parts[number])
    return "".join(parts)


def _as_formulas(text: str) -> str:
    """Text whose quantities and raised characters stand in dollars."""
    parts = _LITERAL.split(text)
    for number in range(0, len(parts), 2):
        raised = _RAISED.sub(_raised, parts[number])
        parts[number] = _AS_FORMULA.sub(lambda match: f"${match[0]}$", raised)
    return "".join(parts)


def _raised(match: re.Match[str]) -> str:
    sign = "^" if match[1] == "superscript" else "_"
    return rf"${sign}{{\text{{{match[2]}}}}}$"
