"""Quotation marks of TeX (``lamps'' and `lamp') are text: CommonMark reads two of them as code."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from qikan.patterns import pattern

_OPENING = pattern(r"(``?)(?=[^\s`])")
_CLOSING = {"`": pattern(r"(?<=\S)'(?!\w)"), "``": pattern(r"(?<=\S)(?:''|\")(?!\w)")}
_NEXT_OPENING = pattern(r"(?<=[\s(\[（“，。、；：])``?(?=\w)")


def _rule(state: StateInline, silent: bool) -> bool:
    """Backquotes that apostrophes answer before the next backquote, which begins a word."""
    if state.src[state.pos] != "`":
        return False
    opening = _OPENING.match(state.src, state.pos, state.posMax)
    if not opening:
        return False
    following = state.src.find("`", opening.end(), state.posMax)
    if following < 0 or not _NEXT_OPENING.match(state.src, following, state.posMax):
        return False
    if not _CLOSING[opening[1]].search(state.src, opening.end(), following):
        return False
    if not silent:
        state.pending += opening[1]
    state.pos = opening.end()
    return True


def use_tex_quotes(md: MarkdownIt) -> None:
    """Teach a parser TeX's quotation marks."""
    md.inline.ruler.before("backticks", "tex_quotes", _rule)
