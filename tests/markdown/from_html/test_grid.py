"""The cells of an HTML table by their columns."""

from __future__ import annotations

import lxml.html
import pytest

from qikan.markdown.from_html.grid import rows_of


def grid(*rows: str) -> list[str]:
    """The texts of a table's cells, ``-`` where a column has none."""
    table = lxml.html.fragment_fromstring(
        f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    )
    return [" ".join("-" if c is None else c.text_content() for c in row) for row in rows_of(table)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        (["<td>a<td>b", "<td>c<td>d"], ["a b", "c d"]),
        (["<td>a", ""], ["a"]),
        (["<td colspan=2>a<td>b"], ["a - b"]),
        (["<td rowspan=2>a<td>b", "<td>c"], ["a b", "a c"]),
        (["<td>a<td rowspan=2>b", "<td>c", "<td>d"], ["a b", "c b", "d"]),
        (["<td rowspan=0>a<td>b", "<td>c", "<td>d"], ["a b", "a c", "a d"]),
        (["<td rowspan=2 colspan=2>a<td>b", "<td>c"], ["a - b", "a - c"]),
        (["<td rowspan=x>a", "<td>b"], ["a", "b"]),
    ],
)
def test_cells_stand_in_their_columns(rows: list[str], expected: list[str]) -> None:
    assert grid(*rows) == expected


def test_a_short_row_has_the_cells_that_reach_into_it_too() -> None:
    rows = ["<td>a<td>b<td rowspan=2>c", "<td>d", "<td>e<td>f"]
    assert grid(*rows) == ["a b c", "d - c", "e f"]


def test_rows_of_every_part_of_a_table_are_read_in_order() -> None:
    table = lxml.html.fragment_fromstring(
        "<table><thead><tr><th>a</thead><tbody><tr><td>b</tbody><tfoot><tr><td>c</tfoot></table>"
    )
    assert [row[0].text for row in rows_of(table)] == ["a", "b", "c"]
