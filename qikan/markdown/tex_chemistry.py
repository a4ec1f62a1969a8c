"""Chemical formulas of the package mhchem (``\\ce{2H2 + O2 -> 2H2O}``) in TeX that is known."""

from __future__ import annotations

import re

from qikan.patterns import pattern

_ARROWS = {
    "<=>>": r"\rightleftharpoons ",
    "<<=>": r"\rightleftharpoons ",
    "<=>": r"\rightleftharpoons ",
    "<->": r"\leftrightarrow ",
    "<-->": r"\rightleftarrows ",
    "->": r"\rightarrow ",
    "→": r"\rightarrow ",
    "<-": r"\leftarrow ",
}
_WITH_TEXT = {"->": r"\xrightarrow", "→": r"\xrightarrow", "<-": r"\xleftarrow"}
_BONDS = {"-": r"\text{-}", "=": "=", "#": r"\equiv "}
_PRECIPITATES = {"v": "\\downarrow ", "(v)": "\\downarrow ", "^": "\\uparrow ", "(^)": "\\uparrow "}
_ALONE = pattern(r"(?<=\s)(?:v|\(v\)|\^|\(\^\))(?=\s|\Z)")
"""Signs between spaces: what falls out and what rises."""
_ARROW = "|".join(map(re.escape, sorted(_ARROWS, key=len, reverse=True)))
_TOKEN = pattern(
    rf"(?P<arrow>{_ARROW})(?P<above>\[[^\[\]]*\])?(?P<below>\[[^\[\]]*\])?"
    r"|\$(?P<maths>[^$]*)\$"
    r"|(?P<command>\\[A-Za-z]+\s?|\\.)"
    r"|\^(?:\{(?P<above_group>[^{}]*)\}|(?P<charge>[0-9.]*[+-]|[0-9]+|[A-Za-z.]))"
    r"|_(?:\{(?P<below_group>[^{}]*)\}|(?P<below_sign>[0-9]+|[A-Za-z]))"
    r"|(?P<letters>[A-Za-z]+)|(?P<digits>\d+(?:[./]\d+)?)|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)


def chemistry(typed: str) -> str:
    """Chemistry as TeX: numbers behind letters are subscripts, signs behind them charges, arrows
    and bonds are signs. What stands between dollars, and a command, is TeX already.
    """
    text = _ALONE.sub(lambda match: _PRECIPITATES[match[0]], typed)
    written, before, position = "", " ", 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match:
            break
        position = match.end()
        following = text[position : position + 1]
        written += _token(match, before, following)
        before = match[0][-1]
    return written


def _token(match: re.Match[str], before: str, following: str) -> str:
    """A token of mhchem as TeX, between the characters that stand before and behind it."""
    kind, typed = str(match.lastgroup), match[0]
    if match["arrow"]:
        return _arrow(match)
    is_behind_atom = before.isalnum() or before in ")]}"
    if kind == "letters":
        return rf"\text{{{typed}}}"
    if kind == "digits":
        is_count = not is_behind_atom or before.isdigit()
        return typed if is_count else f"_{{{typed}}}"
    if kind in ("above_group", "charge", "below_group", "below_sign"):
        base = "" if is_behind_atom else "{}"
        return f"{base}{typed[0]}{{{match[kind]}}}"
    if kind == "maths":
        return f"{{{match['maths']}}}"
    if kind == "space":  # signs of operators and arrows have their own
        return r"\," if is_behind_atom and (following.isalnum() or following in "([^$") else ""
    if typed in ("+", "-") and is_behind_atom and (not following or following in " )]}"):
        return f"^{{{typed}}}"
    if typed in _BONDS and is_behind_atom and following.isalnum():
        return _BONDS[typed]
    return r"\cdot " if typed in ("*", ".", "·", "•") else typed


def _arrow(match: re.Match[str]) -> str:
    """An arrow, with what stands above and below it."""
    above, below = (chemistry((match[name] or "")[1:-1]) for name in ("above", "below"))
    if not (above or below) or match["arrow"] not in _WITH_TEXT:
        sign = _ARROWS[match["arrow"]]
        return rf"\overset{{{above}}}{{{sign}}}" if above else sign
    under = f"[{below}]" if below else ""
    return f"{_WITH_TEXT[match['arrow']]}{under}{{{above}}}"
