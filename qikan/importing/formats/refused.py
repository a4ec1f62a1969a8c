"""Files that are not read, recognised by how they begin and refused with what to do instead."""

from __future__ import annotations

import re

from qikan.importing.formats.document import Document
from qikan.problems.message import Message, message

_SIGNATURES = (
    (b"PK\x03\x04", b"xl/workbook.xml", "workbook"),
    (b"PK\x03\x04", b"opendocument.spreadsheet", "workbook"),
    (b"PK\x03\x04", b"word/document.xml", "text-document"),
    (b"PK\x03\x04", b"opendocument.text", "text-document"),
    (b"PK\x03\x04", b"ppt/presentation.xml", "slides"),
    (b"PK\x03\x04", b"application/epub+zip", "text-document"),
    (b"PK\x03\x04", b"", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"W\0o\0r\0k\0b\0o\0o\0k\0", "workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"W\0o\0r\0d\0", "text-document"),
    (b"{\\rtf", b"", "text-document"),
    (b"%PDF-", b"", "pdf"),
    (b"PAR1", b"", "parquet"),
    (b"ARROW1", b"", "parquet"),
    (b"\x1f\x8b", b"", "archive"),
    (b"BZh", b"1AY&SY", "archive"),
    (b"\xfd7zXZ\0", b"", "archive"),
    (b"7z\xbc\xaf\x27\x1c", b"", "archive"),
    (b"Rar!", b"", "archive"),
    (b"\x89PNG\r\n", b"", "image"),
    (b"\xff\xd8\xff", b"", "image"),
    (b"GIF8", b"", "image"),
)
"""How a file begins, what stands somewhere in it, and which kind of file it is then."""
_HEADS = (
    (r"From \S+ .*\d{4}\n(?:[\w-]+: |>From )", "mailbox"),
    (r"(?is)\s*<!doctype html>.{0,300}<title>Exported Data</title>", "chat"),
    (r"\s*FN (?:Clarivate|Thomson|ISI)\b", "web-of-science"),
    (r"Highlight,Book Title,", "highlights"),
    (r'(?s)\s*\{\s*"version"\s*:\s*\d+\s*,\s*"blocks"\s*:\s*\[.*"page-name"', "outline"),
    (r"(?s)\s*\{:version \d+,?\s*:blocks\s*\(", "outline"),
    (r'(?s)\s*\[\s*\{(?=.*"children"\s*:\s*\[\s*\{)(?=.*"string"\s*:)(?=.*"uid"\s*:)', "outline"),
    (r"\s*window\.YTD\.\w+\.part\d+\s*=", "account"),
)
"""How a text begins, and which kind of file it is then."""
_PATTERNS = [(re.compile(pattern), kind) for pattern, kind in _HEADS]
_ENDINGS = ((".toml", "toml"), (".ipynb", "notebook"))
_ROOT = re.compile(
    r"(?P<above>(?>\s+|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+)"
    r"<(?P<name>[A-Za-z_][\w:.-]*)(?P<attributes>[^<>]*)>",
    re.DOTALL,
)
_READ = frozenset("rss feed RDF html HTML".split())
"""The first elements of XML that is read."""


def fault_of(document: Document) -> Message | None:
    """The message that refuses a file of a kind that is not read; None for another file."""
    for start, part, kind in _SIGNATURES:
        if document.raw.startswith(start) and part in document.raw:
            return _fault(kind)
    for pattern, kind in _PATTERNS:
        if pattern.match(document.head):
            return _fault(kind)
    for ending, kind in _ENDINGS:
        if document.path.lower().endswith(ending):
            return _fault(kind)
    fault = _xml(document.head)
    is_feed = b"<item" in document.raw
    return fault or (None if is_feed else _rdf(document.head))


def _fault(kind: str, **values: object) -> Message:
    return message(
        "import-other-kind", kind=message(f"kind-{kind}", **values), way=message(f"save-{kind}")
    )


def _rdf(head: str) -> Message | None:
    """The message that refuses RDF, for a file that has no items of a feed."""
    root = _ROOT.match(head)
    is_rdf = root is not None and root["name"].rpartition(":")[2] == "RDF"
    return _fault("xml", root=root["name"]) if root and is_rdf else None


def _xml(head: str) -> Message | None:
    """The message that refuses XML, by its first element."""
    root = _ROOT.match(head)
    if root is None or root["name"].rpartition(":")[2] in _READ:
        return None
    if root["name"] == "opml":
        return _fault("opml")
    is_xml = root["above"].lstrip().startswith("<?xml") or "xmlns" in root["attributes"]
    return _fault("xml", root=root["name"]) if is_xml else None
