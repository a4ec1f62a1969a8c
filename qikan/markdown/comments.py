"""Comments are not published; ``<br>`` is a line break; other HTML and XML is text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qikan.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_SIGN = pattern(
    r"(?m)^(?P<fence>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<marks>`{3,}|~{3,}))[^\n]*"
    r"|(?P<ticks>(?<![`\\])`+)|(?P<comment><!--|%%)"
)
_OF_OBSIDIAN = pattern(r"%%(?=[^\s%])[^%\n]*%%|^%%[ \t]*\n[\s\S]{0,8000}?^%%[ \t]*$", re.MULTILINE)
_INDENTED = pattern(r"(?: {4}|\t)")
_LIST = pattern(r"[ \t]{0,3}(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:)(?:[ \t]|$)")


def _comments_rule(state: StateCore) -> None:
    """Take comments out before anything is parsed; the lines keep their numbers."""
    if "<!--" in state.src or "%%" in state.src:
        state.src, state.env["comments"] = without_comments(state.src)


def without_comments(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Markdown without HTML comments and those of Obsidian (``%%…%%``); code is left alone.

    Gives those of Obsidian, too: how many lines below the first they stand, and what they are.
    """
    parts = list[str]()
    of_obsidian = list[tuple[int, str]]()
    position = copied = counted = line = 0
    last = text.rfind("-->")
    while match := _SIGN.search(text, position):
        start, position = match.start(), match.end()
        if match["comment"] is None:
            position = _code_end(text, match)
            continue
        stop = _comment_end(text, start, last)
        if not stop or _is_indented_code(text, start):
            continue
        line, counted = line + text.count("\n", counted, start), start
        if match["comment"] == "%%":
            of_obsidian.append((line, text[start:stop]))
        parts += [text[copied:start], "\n" * text.count("\n", start, stop)]
        position = copied = stop
    return "".join([*parts, text[copied:]]), of_obsidian


def _code_end(text: str, match: re.Match[str]) -> int:
    """Where the code ends that a fence or backquotes begin; behind them if it is none."""
    if match["fence"]:
        closing = re.compile(rf"^[ \t>]*{match['marks']}[`~]*[ \t]*$", re.MULTILINE)
        end = closing.search(text, match.end())
        return end.end() if end else len(text)
    limit = min(len(text), match.end() + 4_000)
    end = re.compile(rf"(?<!`){match['ticks']}(?!`)").search(text, match.end(), limit)
    if not end or re.search(r"\n[ \t]*\n", text[match.end() : end.start()]):
        return match.end()
    return end.end()


def _comment_end(text: str, start: int, last: int) -> int:
    """Where the comment ends that begins at a position; 0 if it never does.

    ``last`` is the position of the last end of a comment.
    """
    if text[start] == "<":
        return text.find("-->", start + 2) + 3 if last > start + 1 else 0
    match = _OF_OBSIDIAN.match(text, start)
    return match.end() if match else 0


def _is_indented_code(text: str, position: int) -> bool:
    """Whether a position is in a line of code that is marked by its indent alone."""
    if not _INDENTED.match(text, text.rfind("\n", 0, position) + 1):
        return False
    lines = text[:position].split("\n")
    above = next((n for n in range(len(lines) - 2, -1, -1) if not _INDENTED.match(lines[n])), -1)
    if above >= 0 and lines[above].strip():
        return False  # it continues a paragraph
    owner = next((one for one in lines[:-1][::-1] if one.strip() and not one[0].isspace()), "")
    return not _LIST.match(owner)


XML_NAMES = "jats|mml|xhtml|html|svg|xlink|dc|xs|xsl|o|w|v|m"
"""Prefixes of XML's names that abstracts and office programs leave in texts (``<jats:p>``)."""
_PREFIXED = pattern(rf"<(?:{XML_NAMES}):[A-Za-z][\w.-]*/?>")
_BREAK = pattern(r"<br[ \t]*/?>[ \t]*", re.IGNORECASE)


def _break_rule(state: StateInline, silent: bool) -> bool:
    match = (
        _BREAK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    )
    if not match:
        return False
    if not silent:
        state.push("hardbreak", "br", 0).markup = "<br>"
    state.pos = match.end()
    return True


def _prefixed_rule(state: StateInline, silent: bool) -> bool:
    """``<jats:p>`` is no address although CommonMark reads one."""
    if state.src[state.pos] != "<":
        return False
    match = _PREFIXED.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def use_comments(md: MarkdownIt) -> None:
    """Teach a parser comments, ``<br>`` and what looks like an address but is XML."""
    md.core.ruler.after("normalize", "comments", _comments_rule)
    md.inline.ruler.before("autolink", "line_break", _break_rule)
    md.inline.ruler.before("autolink", "prefixed", _prefixed_rule)
