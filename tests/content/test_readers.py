"""Readers of an entry's structured fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from make import day

from qikan.content import readers
from qikan.content.mapping_reader import Fields
from qikan.content.nodes import read_yaml
from qikan.content.source import Source
from qikan.model.entry import Correction, Link, Provenance
from qikan.problems.message import message

URL = "https://kite.example/1"


def read(reader: Callable[[Fields, str], Any], value: str) -> tuple[Any, int]:
    """What a reader makes of a field's value, and how many problems it reports."""
    source = Source("kite.md", f"field: {value}\n")
    node, problems = read_yaml(source, source.text)
    assert not problems
    fields = Fields(source, node, ("field",), message("the-decisions"))
    return reader(fields, "field"), len(fields.problems)


@pytest.mark.parametrize(
    ("reader", "value", "expected", "faults"),
    [
        (readers.arxiv_ids, "[3105.01234, 3105.01235]", ("3105.01234", "3105.01235"), 0),
        (readers.arxiv_ids, "3105.01234", ("3105.01234",), 0),
        (readers.arxiv_ids, "[3105.01234, kite]", ("3105.01234",), 1),
        (readers.codes, "cs.CL cs.LG", ("cs.CL", "cs.LG"), 0),
        (readers.codes, "[]", (), 0),
        (
            readers.links,
            f"[{{type: code, url: '{URL}', label: 风筝}}]",
            (Link("code", URL, "风筝"),),
            0,
        ),
        (readers.links, f"{{code: '{URL}'}}", (Link("code", URL),), 0),
        (readers.links, f"{{wings: '{URL}'}}", (), 1),
        (readers.links, "[{type: code}]", (), 1),
        (readers.links, "[]", (), 0),
        (
            readers.sources,
            f"[{{name: 甲, url: '{URL}', fields: [title]}}]",
            (Provenance("甲", URL, ("title",)),),
            0,
        ),
        (
            readers.corrections,
            "[{date: 2031-05-06, note: 改}]",
            (Correction(day("2031-05-06"), "改"),),
            0,
        ),
        (readers.corrections, "[{date: yesterday, note: 改}]", (), 1),
        (readers.model, "{model: Kite-7}", "Kite-7", 0),
        (readers.model, "{}", "", 1),
        (readers.addresses, "[/old/, a/b]", ("old", "a/b"), 0),
        (readers.addresses, "[风筝]", (), 1),
        (readers.rules, "[软件 > 軟體]", ("软件 > 軟體",), 0),
        (readers.rules, "[软件]", (), 1),
    ],
)
def test_a_value_and_what_is_wrong_with_it(
    reader: Callable[[Fields, str], Any], value: str, expected: Any, faults: int
) -> None:
    assert read(reader, value) == (expected, faults)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\n \n  甲\n\n乙\n\n", "  甲\n\n乙"),
        ("", ""),
        (" \n\t\n", ""),
        ("甲", "甲"),
        ("甲  ", "甲  "),
    ],
)
def test_markdown_without_blank_lines_around_it(body: str, expected: str) -> None:
    assert readers.trimmed(body) == expected
    assert readers.trimmed(expected) == expected
