"""CSL-JSON, as programs write it and as they should not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qikan.importing.formats.bibliography.csl import looks_like, read
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, ReadResult

KITE = {"type": "article-journal", "title": "Kites turn"}


def result(value: Any) -> ReadResult:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read(Document("kites.json", raw), ImportOptions())


def test_a_reference() -> None:
    stated = {
        **KITE,
        "author": [{"family": "Brook", "given": "Ada"}, {"literal": "River Lab"}],
        "issued": {"date-parts": [[2031, 5, 6]]},
        "DOI": "10.5555/kite",
        "keyword": "kites, turning",
        "abstract": "<p>They <em>turn</em>.</p>",
    }
    (item,) = result([stated]).items
    assert (item.title, item.authors) == ("Kites turn", ("Ada Brook", "River Lab"))
    assert (str(item.published), item.doi) == ("2031-05-06", "10.5555/kite")
    assert (item.topics, item.body) == (("kites", "turning"), "They *turn*.")


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [["2031", "5"]]}, "2031-05"),
        ({"raw": "2031-05-06"}, "2031-05-06"),
        ("2031-05", "2031-05"),
        ({"date-parts": [[2031]]}, "None"),
        ({"date-parts": []}, "None"),
        ({"date-parts": [[None]]}, "None"),
        (None, "None"),
    ],
)
def test_the_day_of_a_reference(issued: Any, published: str) -> None:
    (item,) = result([{**KITE, "issued": issued}]).items
    assert str(item.published) == published


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Brook", ("Ada Brook",)),
        (["Ada Brook", {"family": "Reef"}], ("Ada Brook", "Reef")),
        (True, ()),
        ({"family": "Brook", "given": "Ada"}, ("Ada Brook",)),
        ([], ()),
        (None, ()),
    ],
)
def test_authors_in_other_shapes(author: Any, names: tuple[str, ...]) -> None:
    (item,) = result([{**KITE, "author": author}]).items
    assert item.authors == names


@pytest.mark.parametrize("value", [None, True, {"items": None}, {"items": {"a": 1}}, b"[", b""])
def test_what_holds_no_references_is_refused(value: Any) -> None:
    refused = result(value)
    assert refused.items == ()
    assert [problem.message.id for problem in refused.problems] == ["csl-broken"]


def test_records_without_a_title_are_told_and_the_others_read() -> None:
    read_ = result({"items": [KITE, {"type": "book"}, "text"]})
    assert [item.title for item in read_.items] == ["Kites turn"]
    assert [problem.message.id for problem in read_.problems] == ["import-line-left-out"] * 2


def test_a_file_is_known_by_its_types_and_names() -> None:
    assert looks_like(Document("a.json", json.dumps([{**KITE, "issued": {}}]).encode()))
    assert not looks_like(Document("a.json", json.dumps([KITE]).encode()))
    assert not looks_like(Document("a.json", b""))
