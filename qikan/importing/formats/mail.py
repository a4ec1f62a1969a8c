"""A letter, or a page that a browser saved as one file: its text, or its page, to be read further.

Letters are ``.eml`` files (RFC 5322, RFC 2045), saved pages ``.mhtml`` (RFC 2557).
"""

from __future__ import annotations

import email
import email.policy
import html
import re
from email.message import EmailMessage
from typing import NamedTuple

from qikan.importing.formats.document import Document
from qikan.importing.reading.machine_dates import moment
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import message

_HEAD = re.compile(r"(?:[A-Za-z][A-Za-z-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){2,}+", re.ASCII)
_CHARSET = re.compile(r"""(?i)(<meta[^>]+charset=["']?\s*)([\w-]+)""")
_NAMED = re.compile(r"(?mi)^(?:mime-version|message-id|received|content-transfer-encoding):")


class Letter(NamedTuple):
    """What a letter holds: a page or a text, its day, and what of it is left out."""

    document: Document
    day: Day | None
    problems: tuple[Problem, ...]


def opened(document: Document) -> Letter | None:
    """The text of a letter, its page where it has no text; None for a file that is no letter."""
    head = _HEAD.match(document.head.replace("\r\n", "\n"))
    if not head or not _NAMED.search(head[0]):
        return None
    letter = email.message_from_bytes(document.raw, EmailMessage, policy=email.policy.default)
    if not isinstance(letter, EmailMessage):
        return None
    is_page = bool(letter["Snapshot-Content-Location"])
    part = letter.get_body(("html", "plain") if is_page else ("plain", "html"))
    text = _text(part) if isinstance(part, EmailMessage) else ""
    if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
        text = _page(text, letter)
    day = None if is_page else moment(str(letter["Date"] or ""))
    problems = () if is_page else _attached(document.path, letter)
    return Letter(Document(document.path, text.encode()), day, problems)


def _attached(path: str, letter: EmailMessage) -> tuple[Problem, ...]:
    """The problems that name the files of a letter, which are left out."""
    names = filter(None, (part.get_filename() for part in letter.iter_attachments()))
    why = message("why-attached")
    faults = (message("import-line-left-out", words=name, why=why) for name in names)
    return tuple(Problem(path, 1, 1, fault) for fault in faults)


def _text(part: EmailMessage) -> str:
    """The text of a part in the encoding that it states, or that its page states; else UTF-8."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    in_page = _CHARSET.search(raw[:4000].decode("latin-1"))
    stated = part.get_content_charset() or (in_page[2] if in_page else "utf-8")
    try:
        text = raw.decode(stated)
    except (LookupError, UnicodeDecodeError):
        text = raw.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")


def _page(text: str, letter: EmailMessage) -> str:
    """A whole page, in UTF-8, that has a title and says where it comes from."""
    page = _CHARSET.sub(r"\1utf-8", text, count=1)
    head = '<!DOCTYPE html><html><head><meta charset="utf-8">'
    if "<title" not in page.casefold():
        head += f"<title>{html.escape(str(letter['Subject'] or ''))}</title>"
    address = html.escape(str(letter["Snapshot-Content-Location"] or ""))
    if address and "canonical" not in page:
        head += f'<link rel="canonical" href="{address}">'
    return f"{head}</head>{page}"
