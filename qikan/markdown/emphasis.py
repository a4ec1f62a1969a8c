"""Emphasis beside Han text: ``**注意：**这是`` (docs/decisions/cjk-emphasis.md)."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned

from qikan.markdown.han import HAN


class _CjkState(StateInline):
    """Delimiters beside Han text.

    CommonMark's flanking rule takes full-width punctuation for a word border. Rule of
    https://github.com/tats-u/markdown-cjk-friendly: punctuation that is itself CJK counts as a
    letter, and a CJK neighbour counts as a border for other punctuation. One star between a Latin
    letter or digit and Han text opens nothing: it belongs to a name (``A*算法、D*算法``).
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        scanned = super().scanDelims(start, canSplitWord)
        stop = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[stop] if stop < self.posMax else " "
        if not (HAN.match(before) or HAN.match(after)) or not canSplitWord:
            return scanned
        is_of_name = scanned.length == 1 and before.isascii() and before.isalnum()
        opens = not (is_of_name and HAN.match(after)) and _touches(after, before)
        return Scanned(opens, _touches(before, after), scanned.length)


def _touches(inner: str, outer: str) -> bool:
    """Whether a delimiter run belongs to the word on its inner side."""
    if inner.isspace():
        return False
    if HAN.match(inner) or inner.isalnum():
        return True
    return outer.isspace() or not outer.isalnum() or bool(HAN.match(outer))


def _use_cjk_state(state: StateInline, silent: bool) -> bool:
    """An inline rule that matches nothing: it gives the state our delimiter scan.

    The parser's state class cannot be chosen, and its delimiter scan is a method.
    """
    if type(state) is StateInline:
        state.__class__ = _CjkState
    return False


def use_cjk_emphasis(md: MarkdownIt) -> None:
    """Teach a parser emphasis beside Han text."""
    md.inline.ruler.before("strikethrough", "cjk_state", _use_cjk_state)
