"""Comments are not published; ``<br>`` is a line break."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_CODE_OR_COMMENT = re.compile(
    r"(?m)^(?P<fence>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<marks>`{3,}|~{3,}))[^\n]*"
    r"(?:\n(?![ \t>]*(?P=marks)[`~]*[ \t]*$)[^\n]*)*(?:\n[^\n]*|\Z)"
    r"|(?P<ticks>(?<![`\\])`+)(?!`)(?:(?!\n[ \t]*\n)[^`]|(?!(?P=ticks)(?!`))`+)*?(?P=ticks)(?!`)"
    r"|(?P<comment><!--(?:>|->|[\s\S]*?-->)|%%(?=[^\s%])[^%\n]*%%|^%%[ \t]*\n[\s\S]*?^%%[ \t]*$)"
)
_INDENTED = re.compile(r"(?: {4}|\t)")
_LIST = re.compile(r"[ \t]{0,3}(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:)(?:[ \t]|$)")


def _comments_rule(state: StateCore) -> None:
    """Take comments out before anything is parsed; the lines keep their numbers."""
    if "<!--" in state.src or "%%" in state.src:
        state.src, state.env["comments"] = without_comments(state.src)


def without_comments(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Markdown without HTML comments and those of Obsidian (``%%…%%``); code is left alone.

    Gives those of Obsidian, too: how many lines below the first they stand, and what they are.
    """
    of_obsidian = list[tuple[int, str]]()

    def replaced(found: re.Match[str]) -> str:
        if found["comment"] is None or _is_indented_code(text, found.start()):
            return found[0]
        if found[0].startswith("%"):
            of_obsidian.append((text.count("\n", 0, found.start()), found[0]))
        return "\n" * found[0].count("\n")

    return _CODE_OR_COMMENT.sub(replaced, text), of_obsidian


def _is_indented_code(text: str, position: int) -> bool:
    """Whether a position is in a line of code that is marked by its indent alone."""
    lines = text[: text.find("\n", position) if "\n" in text[position:] else len(text)].split("\n")
    if not _INDENTED.match(lines[-1]):
        return False
    above = next((n for n in range(len(lines) - 2, -1, -1) if not _INDENTED.match(lines[n])), -1)
    if above >= 0 and lines[above].strip():
        return False  # it goes on a paragraph
    owner = next((one for one in lines[:-1][::-1] if one.strip() and not one[0].isspace()), "")
    return not _LIST.match(owner)


_BREAK = re.compile(r"<br[ \t]*/?>[ \t]*", re.IGNORECASE)


def _break_rule(state: StateInline, silent: bool) -> bool:
    found = (
        _BREAK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    )
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def use_comments(md: MarkdownIt) -> None:
    """Teach a parser comments and ``<br>``."""
    md.core.ruler.after("normalize", "comments", _comments_rule)
    md.inline.ruler.before("autolink", "line_break", _break_rule)
