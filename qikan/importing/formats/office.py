"""Files of office programs, recognised by their bytes and refused with what to save them as."""

from __future__ import annotations

from qikan.problems.message import Message, message

_SIGNATURES = (
    (b"PK\x03\x04", b"xl/workbook.xml", "workbook"),
    (b"PK\x03\x04", b"opendocument.spreadsheet", "workbook"),
    (b"PK\x03\x04", b"word/document.xml", "text-document"),
    (b"PK\x03\x04", b"opendocument.text", "text-document"),
    (b"PK\x03\x04", b"ppt/presentation.xml", "slides"),
    (b"PK\x03\x04", b"application/epub+zip", "text-document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"W\0o\0r\0k\0b\0o\0o\0k\0", "workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"W\0o\0r\0d\0", "text-document"),
    (b"{\\rtf", b"", "text-document"),
    (b"%PDF-", b"", "pdf"),
)
"""How a file begins, what stands somewhere in it, and which kind of file it is then."""


def fault_of(raw: bytes) -> Message | None:
    """The message that refuses a file of an office program; None for another file."""
    for start, part, kind in _SIGNATURES:
        if raw.startswith(start) and part in raw:
            return message(
                "import-office-file", kind=message(f"kind-{kind}"), way=message(f"save-{kind}")
            )
    return None
