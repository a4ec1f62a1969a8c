"""Rules that save time: they find what the parser's own rules would find later."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from qikan.patterns import pattern

_SIGNS = r"[\n$&*<\[\\\]_`~]|!(?=\[)"
_INLINE_SIGN = pattern(_SIGNS)
"""Where an inline rule of the dialect may begin; all before it is text."""
_SIGN_OR_ADDRESS = pattern(_SIGNS + r"|(?<![A-Za-z0-9])(?:https?://|www\.)(?=[!-~])", re.IGNORECASE)
"""The same for texts with addresses, which take ten times as long to be searched."""
_ONE_LINE = pattern(r"[^\s#$*+\-0-9:<=>\[\\_`|~][^\n]*(?=\n[ \t]*(?:\n|\Z)|\Z)")
"""A line that begins like no other block, with an empty line below or none: a paragraph."""


def _paragraph(state: StateBlock, line: int, _: int, silent: bool) -> bool:
    """A block rule that finds most paragraphs at once, as the last rule would after all others."""
    match = _ONE_LINE.match(state.src, state.bMarks[line] + state.tShift[line])
    if not match or state.is_code_block(line):
        return False
    state.line = line + 1
    state.push("paragraph_open", "p", 1).map = [line, state.line]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = mdTrim(match[0]), [line, state.line], []
    state.push("paragraph_close", "p", -1)
    return True


def _inline(state: StateCore) -> None:
    """The core rule that parses inlines, for those that have any sign of Markdown."""
    inline = state.md.inline
    for token in state.tokens:
        text = token.content
        if not text or token.type != "inline":
            continue
        has_address = "://" in text or "www." in text
        if has_address or _INLINE_SIGN.search(text):
            inline.terminator_re = _SIGN_OR_ADDRESS if has_address else _INLINE_SIGN
            token.children = inline.parse(text, state.md, state.env, [])
        else:
            token.children = [Token("text", "", 0, content=text)]


_LONGEST_LABEL = 600


def _bracket(state: StateInline, silent: bool) -> bool:
    """A bracket that is not closed soon begins no link: the parser's search is quadratic."""
    start = state.pos
    if state.src[start] != "[":
        return False
    if state.src.find("]", start, min(start + _LONGEST_LABEL, state.posMax)) >= 0:
        return False
    if not silent:
        state.pending += "["
    state.pos += 1
    return True


def use_shortcuts(md: MarkdownIt) -> None:
    """Teach a parser to be quick."""
    md.inline.terminator_re = _SIGN_OR_ADDRESS
    md.block.ruler.before("table", "one_line", _paragraph)
    md.core.ruler.at("inline", _inline)
    md.inline.ruler.before("link", "bracket", _bracket)
