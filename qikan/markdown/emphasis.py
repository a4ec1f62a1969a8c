"""Emphasis beside Han text: ``**注意：**这是`` (docs/decisions/cjk-emphasis.md)."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned

from qikan.markdown.han import HAN, has_han
from qikan.patterns import pattern


class _CjkState(StateInline):
    """Delimiters beside Han text.

    CommonMark's flanking rule takes full-width punctuation for a word border. Rule of
    https://github.com/tats-u/markdown-cjk-friendly: punctuation that is itself CJK counts as a
    letter, and a CJK neighbour counts as a border for other punctuation. One star between a Latin
    letter or digit and Han text opens nothing: it belongs to a name (``A*算法、D*算法``).

    In a paragraph with Han text two stars between punctuation and a Latin letter (``**“灯”**is``)
    close what is open. CommonMark lets them open another one, so that all stars behind them are
    taken the wrong way round.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        scanned = super().scanDelims(start, canSplitWord)
        stop = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[stop] if stop < self.posMax else " "
        if not canSplitWord:
            return scanned
        if not (HAN.match(before) or HAN.match(after)):
            closes = scanned.can_close or _closes_strong(self.src, start, scanned.length)
            return Scanned(scanned.can_open, closes, scanned.length)
        is_of_name = scanned.length == 1 and before.isascii() and before.isalnum()
        opens = not (is_of_name and HAN.match(after)) and _touches(after, before)
        return Scanned(opens, _touches(before, after), scanned.length)


_STRONG = pattern(r"(?<![\\*])\*\*(?!\*)")
_LONGEST = 4_000
"""Characters of a paragraph that are looked at: the search is quadratic."""
_ENDS = pattern(r"""[)\]}.,:;!?%"'”’…+]""")


def _closes_strong(text: str, start: int, length: int) -> bool:
    """Whether two stars that stand between punctuation and a letter end what two stars began."""
    if length != 2 or not 0 < start < _LONGEST or not _ENDS.match(text[start - 1]):
        return False
    earlier = [match.start() for match in _STRONG.finditer(text, 0, start)]
    if len(earlier) % 2 == 0:
        return False
    before = text[earlier[-1] - 1] if earlier[-1] else " "
    if (before.isascii() and before.isalnum()) or _ENDS.match(before) or before == "*":
        return False
    return has_han(text)


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
