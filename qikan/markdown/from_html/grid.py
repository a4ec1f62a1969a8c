"""The cells of an HTML table by their columns (https://html.spec.whatwg.org/#forming-a-table)."""

from __future__ import annotations

from typing import Any

_MOST_ROWS, _MOST_COLUMNS = 65_534, 1000
"""The spans that HTML allows."""


def rows_of(table: Any) -> list[list[Any]]:
    """The elements of a table's cells, row by row, None where a column has none.

    A cell over several rows stands in each of them; one over several columns in the first.
    """
    rows: list[list[Any]] = []
    spanning: dict[int, tuple[Any, int]] = {}
    """By column: what stands there in the next rows, and in how many of them."""
    for row in table.xpath("./tr | ./*[self::thead or self::tbody or self::tfoot]/tr"):
        line: list[Any] = []
        for cell in row.iterchildren("td", "th"):
            _add_spanning(line, spanning)
            down = _span(cell, "rowspan", _MOST_ROWS)
            across = _span(cell, "colspan", _MOST_COLUMNS) or 1
            for place in range(across):
                shown = None if place else cell
                if down != 1:
                    spanning[len(line)] = shown, down - 1 if down else _MOST_ROWS
                line.append(shown)
        is_empty = not any(True for _ in row.iterchildren("td", "th"))
        _add_spanning(line, spanning)
        while any(column > len(line) for column in spanning):  # the row is short of cells
            line.append(None)
            _add_spanning(line, spanning)
        if not is_empty:
            rows.append(line)
    return rows


def _add_spanning(line: list[Any], spanning: dict[int, tuple[Any, int]]) -> None:
    """Fill the columns that cells of the rows above reach into."""
    while len(line) in spanning:
        cell, left = spanning.pop(len(line))
        if left > 1:
            spanning[len(line)] = cell, left - 1
        line.append(cell)


def _span(cell: Any, name: str, most: int) -> int:
    """The number of rows or columns of a cell; 0 is all rows that follow."""
    stated = (cell.get(name) or "").strip()
    return min(int(stated), most) if stated.isdecimal() and stated.isascii() else 1
