"""Plain text as Markdown that reads the same."""

from __future__ import annotations

import re

from qikan.markdown.plain_text import only_text

_ACTIVE = re.compile(r"[\\`*_\[\]<>&$~]|^(?:[-+=#|]|\d{1,9}[.)])", re.MULTILINE)
_INLINE = "*_`[<&$~\\"
_AT_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=#>|]))", re.MULTILINE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def as_markdown(text: str) -> str:
    """Paragraphs, apart by blank lines, as Markdown with as few escapes as they need.

    A formula between ``$`` stays one; everything else reads as it was typed.
    """
    paragraphs = re.split(r"\n(?:[^\S\n]*\n)+", text)
    lines = ("\n".join(filter(None, map(str.strip, part.split("\n")))) for part in paragraphs)
    return "\n\n".join(_escaped(paragraph) for paragraph in lines if paragraph)


def _escaped(paragraph: str) -> str:
    if not _ACTIVE.search(paragraph) or _reads_as(paragraph, paragraph):
        return paragraph
    tries = [paragraph.replace(sign, f"\\{sign}") for sign in _INLINE if sign in paragraph]
    tries.append(_AT_START.sub(r"\1\\", paragraph))
    tries.append(re.sub(r"([*_`\[<&$~\\])", r"\\\1", _AT_START.sub(r"\1\\", paragraph)))
    for tried in tries:
        if _reads_as(tried, paragraph):
            return tried
    return _PUNCTUATION.sub(r"\\\1", paragraph)


def _reads_as(typed: str, text: str) -> bool:
    """Whether Markdown is one paragraph with exactly this text."""
    return only_text(typed) == text.replace("\n", "")
