"""Formulas as a line of Unicode text: R², ×, ∼10%, α."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable

from qikan.markdown.maths import find_formulas
from qikan.markdown.tex import joins, math_html, mathml

_SUPERSCRIPTS = dict(zip("0123456789+-=()ni−′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻′", strict=True))
_SUBSCRIPTS = dict(
    zip("0123456789+-=()aeioxhklmnpstjruv−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢₒₓₕₖₗₘₙₚₛₜⱼᵣᵤᵥ₋", strict=True)
)
_SCRIPTS = "".join({*_SUPERSCRIPTS.values(), *_SUBSCRIPTS.values()})
_NO_GAP = re.compile(rf" (?=[(),.;)\]}}^_{_SCRIPTS}])|(?<=[(\[{{/]) ")
_KEPT = frozenset("ℝℤℕℚℂℓℏℵ′″…")
_ACCENTS = {
    **dict.fromkeys("ˆ^\u0302", "\u0302"),
    **dict.fromkeys("~˜", "\u0303"),
    **dict.fromkeys("¯‾\u0332", "\u0304"),
    **dict.fromkeys("→\u20d7", "\u20d7"),
    "←": "\u20d6",
    "˙": "\u0307",
    "¨": "\u0308",
    "\u20db": "\u20db",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "´": "\u0301",
    "`": "\u0300",
    "˘": "\u0306",
}
"""Signs above a letter, and the characters that put them there."""
_ACCENTS_BELOW = {"\u0332": "\u0332", "~": "\u0330"}


@functools.lru_cache(4096)
def plain_formula(tex: str) -> str:
    """A formula as text; empty if it cannot be read or takes more than a line."""
    root = mathml(tex, "inline")
    if root is None or next(root.iter("mtable"), None) is not None:
        return ""
    text = re.sub(r"[ \u2009]+", " ", _text(root)).strip()
    return _NO_GAP.sub("", text)


def _text(element: ET.Element) -> str:
    name, children = element.tag, list(element)
    if name in ("mphantom", "mspace"):
        wide = name == "mspace" and re.match(r"0?\.[2-9]|[1-9]", element.get("width", ""))
        return " " if wide and "." not in element.get("width", "")[:1] else ""
    if not children:
        text = _characters(element.text or "")
        return f" {text} " if name == "mi" and len(text) > 1 and text.isalpha() else text
    parts = [_text(child) for child in children]
    if name == "mfrac":
        return _fraction(parts[0], parts[1], is_ruled=element.get("linethickness") != "0")
    if name == "msqrt":
        return "√" + _grouped("".join(parts))
    if name == "mroot":
        return f"{_script(parts[1], _SUPERSCRIPTS, '')}√{_grouped(parts[0])}"
    if "true" in (element.get("accent"), element.get("accentunder")):
        accents = _ACCENTS_BELOW if element.get("accentunder") else _ACCENTS
        return _accented(parts[0], accents.get(children[1].text or "", ""))
    if name in ("msup", "mover"):
        return parts[0] + _script(parts[1], _SUPERSCRIPTS, "^")
    if name in ("msub", "munder"):
        return parts[0] + _script(parts[1], _SUBSCRIPTS, "_")
    if name in ("msubsup", "munderover"):
        lower, upper = _script(parts[1], _SUBSCRIPTS, "_"), _script(parts[2], _SUPERSCRIPTS, "^")
        return parts[0] + lower + upper
    return (element.text or "") + "".join(
        part + (child.tail or "") for part, child in zip(parts, children, strict=True)
    )


def _characters(text: str) -> str:
    """Letters of a font for formulas are letters; full-width signs of Chinese stay."""
    plain = "".join(
        c if c in _KEPT or "\uff01" <= c <= "\uffe6" else unicodedata.normalize("NFKC", c)
        for c in text
    )
    return re.sub("[\u2061-\u2064\ufe00-\ufe0f]", "", plain).replace("\xa0", " ")


def _fraction(above: str, below: str, *, is_ruled: bool) -> str:
    """A fraction on a line; two lines without a rule stand in brackets of their own."""
    return f"{_grouped(above)}/{_grouped(below)}" if is_ruled else f"{above}, {below}"


def _grouped(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"[\w.′²³]*", text) else f"({text})"


def _accented(text: str, accent: str) -> str:
    """A text with an accent on each of its letters."""
    return "".join(char + accent if char.isalnum() else char for char in text)


def _script(text: str, table: dict[str, str], sign: str) -> str:
    text = text.strip()
    if not text:
        return ""
    if all(char in table for char in text):
        return "".join(table[char] for char in text)
    if set(text) <= {"′", "∗", "*", "†", "∘", "⊤"}:
        return text.replace("∘", "°")
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


_FORMULA = re.compile(
    r'<span class="math(?: joined)?"(?: tabindex="0")?><math alttext="([^"]*)".*?</math></span>'
    r'(?:<span class="tag">[^<]*</span>)?',
    re.DOTALL,
)


def formulas_as_text(typeset: str) -> str:
    """Typeset HTML with its formulas as text, those that take more than a line as TeX code, for
    readers that do not know MathML.
    """
    if '<span class="math' not in typeset:
        return typeset
    return _FORMULA.sub(_formula_as_text, typeset)


def _formula_as_text(match: re.Match[str]) -> str:
    text = plain_formula(html.unescape(match[1]))
    return html.escape(text) if text else f"<code>{match[1]}</code>"


# ---------------------------------------------------------------- text that is no Markdown


def plain_title(text: str) -> str:
    """A title with its formulas in Unicode."""
    if "$" not in text and "\\" not in text:
        return text
    title = _replaced(text, lambda tex, _: plain_formula(tex) or tex, str)
    return re.sub(r"\\\$", "$", title)


def escape(text: str) -> str:
    """A text as HTML."""
    return html.escape(text, quote=False)


def title_html(text: str, text_html: Callable[[str], str] = escape) -> str:
    """A title as HTML with its formulas set; empty if it is the title as it stands.

    ``text_html`` sets what stands between formulas.
    """
    if "$" in text or "\\" in text:
        written = _replaced(text, _set_formula, text_html)
        written = written.replace("\\$", "$")
    else:
        written = text_html(text)
    return written if written != escape(text) else ""


def _set_formula(tex: str, before: str) -> str:
    return math_html(tex, "inline", is_joined=joins(before))


def _replaced(text: str, formula: Callable[[str, str], str], other: Callable[[str], str]) -> str:
    """A text whose formulas, each given with the text before it, and other parts are replaced."""
    parts = []
    end = 0
    for start, formula_ in find_formulas(text):
        parts += [other(text[end:start]), formula(formula_.tex, text[end:start])]
        end = formula_.stop
    return "".join([*parts, other(text[end:])])
