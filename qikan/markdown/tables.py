"""Rows of tables: pipes inside formulas and code end no cell; lost content is reported.

GFM ends a cell at every pipe without a backslash and leaves out the cells that a row has too many,
so ``$p(a|b)$`` would cut a row short. In a row with too many cells, pipes inside formulas and code
are text here. https://github.github.com/gfm/#tables-extension-
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from qikan.markdown.maths import formula_at
from qikan.model.entry import Target

_STAND_IN = "\ufdd0"
"""A noncharacter, which no text may hold: it stands for a pipe while the blocks are parsed."""
_HEAD_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
PIPE = re.compile(r"(?<!\\)\|")
"""What ends a cell."""
_OPENING = re.compile(r"\\?`+|\\[^(\[]|\$|\\[(\[]")


def _rows_rule(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Hide the pipes that end no cell from the rule of tables, which comes next."""
    head, rule = _line(state, line), _line(state, line + 1) if line + 1 < end_line else ""
    if "|" not in head or not _HEAD_RULE.fullmatch(rule) or state.is_code_block(line):
        return False
    columns = _count(rule)
    _hide_pipes(state, line, columns)
    if _count(_line(state, line)) != columns:
        if "|" in rule:
            _report(state, line, "table-head")
        return False
    for row in range(line + 2, end_line):
        if not _line(state, row) or state.sCount[row] < state.blkIndent:
            break
        _hide_pipes(state, row, columns)
        if _count(_line(state, row)) > columns:
            _report(state, row, "table-row")
    return False


def _line(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]].strip()


def _count(row: str) -> int:
    """The cells of a row."""
    pipes = len(PIPE.findall(row))
    return pipes + 1 - row.startswith("|") - (pipes > 1 and bool(re.search(r"(?<!\\)\|\Z", row)))


def _hide_pipes(state: StateBlock, line: int, columns: int) -> None:
    row = _line(state, line)
    if _count(row) <= columns:
        return
    hidden = _with_hidden_pipes(row)
    if hidden != row:
        start = state.src.index(row, state.bMarks[line] + state.tShift[line])
        state.src = state.src[:start] + hidden + state.src[start + len(row) :]


def escape_inner_pipes(row: str) -> str:
    """A row whose pipes inside code and formulas have a backslash, as those of text have."""
    return _with_hidden_pipes(row).replace(_STAND_IN, r"\|")


def _with_hidden_pipes(row: str) -> str:
    """A row, the pipes inside its code and formulas replaced."""
    position = 0
    while match := _OPENING.search(row, position):
        position = match.end()
        if match[0].startswith("`"):
            closing = re.compile(rf"(?<!`){match[0]}(?!`)").search(row, position)
            stop = closing.end() if closing else 0
        elif match[0][0] == "$" or match[0] in (r"\(", r"\["):
            formula = formula_at(row, match.start(), len(row))
            stop = formula.stop if formula else 0
        else:
            continue
        if stop:
            inside = PIPE.sub(_STAND_IN, row[position:stop])
            row, position = row[:position] + inside + row[stop:], stop
    return row


def _report(state: StateBlock, line: int, problem: str) -> None:
    state.env.setdefault("tables", {})[line] = problem


def _pipes_rule(state: StateCore) -> None:
    """Put the pipes back."""
    for token in state.tokens:
        if _STAND_IN in token.content:
            token.content = token.content.replace(_STAND_IN, "|")


def table_targets(env: Mapping[str, Any], line: int) -> Iterator[Target]:
    """Tables that are none, and rows with too many cells, of a text that begins at ``line``."""
    for row, problem in sorted(env.get("tables", {}).items()):
        yield Target(problem, "", line + row)


def use_tables(md: MarkdownIt) -> None:
    """Teach a parser which pipes end a cell."""
    alternatives = ["paragraph", "reference"]
    md.block.ruler.before("table", "table_rows", _rows_rule, {"alt": alternatives})
    md.core.ruler.after("block", "table_pipes", _pipes_rule)
