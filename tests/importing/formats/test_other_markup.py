"""Languages of markup that are not read are refused by their names."""

from __future__ import annotations

import pytest

from qikan.importing.formats.document import Document
from qikan.importing.formats.office import fault_of
from qikan.importing.formats.other_markup import markup_of
from qikan.importing.item import ImportOptions
from qikan.importing.read import AUTO, read_document
from qikan.problems.message import message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("#+TITLE: 灯笼\n#+DATE: 2031-05-06\n* 一\n", "Org"),
        ("灯笼\n####\n\n:date: 2031-05-06 10:20\n:tags: 灯, 纸\n\n正文。\n", "reStructuredText"),
        (".. title: 灯笼\n.. slug: lantern\n.. date: 2031-05-06\n\n正文。\n", "reStructuredText"),
        ("= 灯笼\n:revdate: 2031-05-06\n\n正文。\n", "AsciiDoc"),
        ("% 注释\n\\documentclass{article}\n", "LaTeX"),
    ],
)
def test_another_language_is_known_by_its_first_lines(text: str, name: str) -> None:
    markup = markup_of(text)
    assert markup is not None
    assert markup.name == name


@pytest.mark.parametrize(
    "text",
    [
        "# 灯笼\n\n正文。\n",
        "灯笼\n====\n\n正文。\n",
        "---\ntitle: 灯笼\n---\n#+TITLE: 例\n",
        "# 写法\n\n```org\n#+TITLE: 例\n```\n",
        "<!--\n.. title: 灯笼\n.. date: 2031-05-06\n-->\n\n正文。\n",
        "Title: 灯笼\nDate: 2031-05-06\n\n正文。\n",
    ],
)
def test_markdown_is_none_of_them(text: str) -> None:
    assert markup_of(text) is None


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"PK\x03\x04 [Content_Types].xml xl/workbook.xml", "kind-workbook"),
        (b"PK\x03\x04 mimetype application/vnd.oasis.opendocument.text", "kind-text-document"),
        (b"PK\x03\x04 word/document.xml", "kind-text-document"),
        (b"PK\x03\x04 ppt/presentation.xml", "kind-slides"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0", "kind-workbook"),
        (b"{\\rtf1 lamp}", "kind-text-document"),
        (b"%PDF-1.7", "kind-pdf"),
    ],
)
def test_files_of_office_programs_are_refused_with_what_to_save(raw: bytes, kind: str) -> None:
    for wanted in (AUTO, "records", "digest"):
        done = read_document(Document("a.bin", raw), wanted, ImportOptions())
        assert done.result is None
        (problem,) = done.problems
        assert problem.id == "import-office-file"
        assert dict(problem.message.values)["kind"] == message(kind)


def test_other_archives_are_no_office_files() -> None:
    assert fault_of(b"PK\x03\x04 lamp.txt") is None
    assert fault_of("灯笼 xl/workbook.xml".encode()) is None
