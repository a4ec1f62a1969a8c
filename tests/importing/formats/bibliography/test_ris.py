"""RIS and its dialects: tagged lines."""

from __future__ import annotations

import pytest

from qikan.importing.formats.bibliography.ris import looks_like, read
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, ReadResult

RIS = """\
TY  - JOUR
TI  - Kites turn
AU  - Brook, Ada
AU  - Reef, Bo
PY  - 2031/05/06
KW  - kites; turning
DO  - 10.5555/kite
AB  - They turn,
and they shine.
ER  -
"""
ENDNOTE = "%0 Journal Article\n%T Kites turn\n%A Brook, Ada\n%A Reef, Bo\n%D 2031\n%8 May 6\n"
NOTE_EXPRESS = (
    "{Reference Type}: Journal Article\n{Title}: Kites turn\n{Author}: Brook, Ada; Reef, Bo\n"
)
PUBMED = "PMID- 1\nTI  - Kites turn.\nFAU - Brook, Ada\nFAU - Reef, Bo\nLID - 10.5555/kite [doi]\n"


def result(text: str) -> ReadResult:
    return read(Document("kites.ris", text.encode()), ImportOptions())


@pytest.mark.parametrize("text", [RIS, ENDNOTE, NOTE_EXPRESS, PUBMED])
def test_every_dialect_says_the_same(text: str) -> None:
    assert looks_like(Document("kites.txt", text.encode()))
    read_ = result(text)
    (item,) = read_.items
    assert (item.title, item.authors) == ("Kites turn", ("Ada Brook", "Bo Reef"))
    assert read_.account.adds_up


def test_the_fields_of_a_reference() -> None:
    (item,) = result(RIS).items
    assert (str(item.published), item.doi) == ("2031-05-06", "10.5555/kite")
    assert item.topics == ("kites", "turning")
    assert item.body.split() == "They turn, and they shine.".split()


def test_references_follow_one_another_with_or_without_an_end() -> None:
    two = result(RIS + RIS.replace("Kites turn", "Lamps glow").removesuffix("ER  -\n"))
    assert [item.title for item in two.items] == ["Kites turn", "Lamps glow"]
    mixed = result(RIS + ENDNOTE.replace("Kites turn", "Lamps glow"))
    assert [item.title for item in mixed.items] == ["Kites turn", "Lamps glow"]


def test_a_reference_without_a_title_is_told_line_by_line() -> None:
    lost = result("TY  - JOUR\nAU  - Brook, Ada\nER  -\n")
    assert lost.items == ()
    assert [problem.line for problem in lost.problems] == [1, 2, 3]
    assert lost.account.adds_up


def test_nothing_is_no_reference() -> None:
    assert result("").items == ()
    assert not looks_like(Document("a.txt", b"TY is short for type"))
