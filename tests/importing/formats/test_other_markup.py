"""Languages of markup that are not read are refused by their names."""

from __future__ import annotations

import pytest

from qikan.importing.formats.document import Document
from qikan.importing.formats.other_markup import markup_of
from qikan.importing.formats.refused import fault_of
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
        ("\\begin{thebibliography}{9}\n\\bibitem{a} A. Brook, Lamps, 2031.\n", "LaTeX"),
        ("灯笼\n====\n\n`Lamps <https://lamp.example/>`_\n-----\n", "reStructuredText"),
        ("== 灯笼 ==\n* 一\n", "MediaWiki"),
        ("* [https://lamp.example/ Lamps] by Ada\n", "MediaWiki"),
        ("h1. 灯笼\n\n正文。\n", "Textile"),
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
        (b"PK\x03\x04 lamp.txt", "kind-archive"),
        (b"\x1f\x8b lamp", "kind-archive"),
        (b"PAR1 lamp", "kind-parquet"),
        (b"\x89PNG\r\n", "kind-image"),
        (b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n", "kind-web-of-science"),
        (b"<!DOCTYPE html><html><head><title>Exported Data</title></head>", "kind-chat"),
        (b'<?xml version="1.0"?>\n<opml version="2.0"></opml>', "kind-opml"),
        (b"From a@lamp.example Mon Jun  3 08:00:00 2031\nFrom: a\n\nx\n", "kind-mailbox"),
        (b'window.YTD.tweets.part0 = [ {"tweet": {}} ]', "kind-account"),
        (b"\xef\xbb\xbfHighlight,Book Title,Book Author\nDry,Boats,A\n", "kind-highlights"),
        (b'{"version":1,"blocks":[{"id":"64f0","page-name":"Boats"}]}', "kind-outline"),
        (b'{:version 1,\n :blocks\n ({:block/id #uuid "64f0"})}', "kind-outline"),
        (b'[{"title":"Boats","children":[{"string":"Dry","uid":"b1"}]}]', "kind-outline"),
    ],
)
def test_files_of_other_kinds_are_refused_with_what_to_save(raw: bytes, kind: str) -> None:
    for wanted in (AUTO, "records", "digest"):
        done = read_document(Document("a.bin", raw), wanted, ImportOptions())
        assert done.result is None
        (problem,) = done.problems
        assert problem.id == "import-other-kind"
        assert dict(problem.message.values)["kind"] == message(kind)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ('<?xml version="1.0"?>\n<!-- a -->\n<xml><records></records></xml>', "xml"),
        ('<mods:mods xmlns:mods="http://www.loc.gov/mods/v3"></mods:mods>', "mods:mods"),
    ],
)
def test_xml_that_is_not_read_is_refused_by_its_first_element(text: str, root: str) -> None:
    fault = fault_of(Document("a.xml", text.encode()))
    assert fault is not None
    assert dict(fault.values)["kind"] == message("kind-xml", root=root)


@pytest.mark.parametrize(
    "text",
    [
        "灯笼 xl/workbook.xml",
        "From here on lamps walk.\n",
        '<p align="center">灯笼</p>\n\n# 灯笼\n',
        '[{"title": "灯笼", "children": [{"title": "灯"}], "uid": "b1"}]',
        '{"version": 1, "blocks": [{"title": "灯笼"}]}',
        '<?xml version="1.0"?>\n<rss version="2.0"></rss>',
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>',
    ],
)
def test_other_texts_are_not_refused(text: str) -> None:
    assert fault_of(Document("a.txt", text.encode())) is None
