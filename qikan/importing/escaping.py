"""Plain text as Markdown that reads the same."""

from __future__ import annotations

import re

from qikan.importing.reading.tex import abstract_text
from qikan.markdown.plain_text import only_text

_ACTIVE = re.compile(r"[\\`*_\[\]<>&$~]|^(?:[-+=#|]|\d{1,9}[.)])", re.MULTILINE)
_INLINE = "*_`[<&$~\\"
_AT_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=#>|]))", re.MULTILINE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SIGN = re.compile(r"([*_`\[<&$~\\])")
_FORMULA = re.compile(r"(\$[^$\n]+\$|\\\(.+?\\\)|\\\[.+?\\\])", re.DOTALL)
_DELIMITER = re.compile(r"\\[()\[\]]|\$`?|`\$")


def as_markdown(text: str) -> str:
    """Paragraphs, apart by blank lines, as Markdown with as few escapes as they need.

    A formula between ``$`` stays one, marks of TeX around words are read; everything else reads as
    it was typed.
    """
    paragraphs = re.split(r"\n(?:[^\S\n]*\n)+", text)
    if "\\" in text:
        paragraphs = [abstract_text(paragraph) for paragraph in paragraphs]
    lines = ("\n".join(filter(None, map(str.strip, part.split("\n")))) for part in paragraphs)
    return "\n\n".join(_escaped(paragraph) for paragraph in lines if paragraph)


def _escaped(paragraph: str) -> str:
    if not _ACTIVE.search(paragraph) or _reads_as(paragraph, paragraph):
        return paragraph
    starts = _AT_START.sub(r"\1\\", paragraph)
    parts = _FORMULA.split(paragraph)
    parts[::2] = [_SIGN.sub(r"\\\1", part) for part in parts[::2]]
    tries = [paragraph.replace(sign, f"\\{sign}") for sign in _INLINE if sign in paragraph]
    all_but_formulas = _AT_START.sub(r"\1\\", "".join(parts))
    tries += [starts, all_but_formulas, _AT_START.sub(r"\1\\", _SIGN.sub(r"\\\1", paragraph))]
    for tried in tries:
        if _reads_as(tried, paragraph):
            return tried
    return _PUNCTUATION.sub(r"\\\1", paragraph)


def _reads_as(typed: str, text: str) -> bool:
    """Whether Markdown is plain text and formulas with exactly this text."""
    read = only_text(typed)
    return read is not None and _bare(read) == _bare(text)


def _bare(text: str) -> str:
    """A text for comparison: what formulas stand between does not count, and no spaces do."""
    return "".join(_DELIMITER.sub("", text).split())
