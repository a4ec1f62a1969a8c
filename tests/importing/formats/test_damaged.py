"""What fuzzing (bench/fuzz_imports.py) found in readers."""

import pytest

from qikan.importing.formats import feed
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions
from qikan.importing.read import read_document

HALF = b"\\ud800"


@pytest.mark.parametrize(
    ("wanted", "name", "raw"),
    [
        ("records", "a.json", b'[{"title": "A lantern' + HALF + b'", "summary": "It walks."}]'),
        ("csljson", "a.json", b'[{"id": "a", "type": "book", "title": "A' + HALF + b'"}]'),
        ("rss", "a.json", b'{"version": "1", "items": [{"id": "1", "title": "A' + HALF + b'"}]}'),
        ("frontmatter", "a.md", b'{"title": "A' + HALF + b'", "date": "2024-05-06"}\nText.\n'),
    ],
)
def test_half_a_character_in_json_becomes_a_box(wanted: str, name: str, raw: bytes) -> None:
    done = read_document(Document(name, raw), wanted, ImportOptions())
    assert done.result
    (item,) = done.result.items
    assert item.title.endswith("□")


def test_a_long_line_of_signs_before_the_first_paper_is_no_paper() -> None:
    raw = b"+" * 60 + b"\ntitle = a\n"
    assert read_document(Document("a.txt", raw), "abstracts", ImportOptions()).result


def test_comments_by_the_hundred_before_no_feed_are_not_slow() -> None:
    assert not feed.looks_like(Document("a.xml", b"<!-- a --> " * 300 + b"<p>"))
    assert feed.looks_like(Document("a.xml", b"<!-- a --> <?xml-stylesheet b?>\n" * 9 + b"<rss>"))
