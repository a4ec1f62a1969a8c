"""The font of the cards: which characters it has, and words drawn with it.

It is Noto Sans CJK, which has the forms of each region (docs/decisions/cards.md). Only Pillow's
basic layout is used: the other depends on what else a machine has installed.
"""

from __future__ import annotations

import functools
import os
import re
import unicodedata
from typing import NamedTuple

import manimgx_fonts_cjk
from PIL import Image, ImageDraw, ImageFont

from qikan.editions import EDITIONS
from qikan.outputs.cards.characters import is_usual

_FILE = os.path.join(os.path.dirname(manimgx_fonts_cjk.__file__), "NotoSansCJK-VF.otf.ttc")
_FACES = ("JP", "KR", "SC", "TC", "HK")
"""The faces of the file in order."""
_WORD = re.compile(
    r"[\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]|[^\s\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]+|\s"
)
_NOT_A_CHARACTER = "\uffff"
_LEFT_OUT = ("So", "Sk", "Cf", "Mn", "Co")
"""Categories of signs that a title can do without: emoji, joiners, marks that have no letter."""


class Face(NamedTuple):
    """The font as an edition draws it, at a size in pixels and a weight (400: regular)."""

    variant: str
    size: int
    weight: int

    def width(self, text: str) -> float:
        """The width of a text in pixels."""
        return sum(_drawn(self, word)[1] for word in _WORD.findall(shown(self.variant, text)))

    def draw(self, image: Image.Image, x: float, y: float, text: str, level: int) -> None:
        """Draw a line of text into an image, its upper left corner at ``x``, ``y``."""
        for word in _WORD.findall(shown(self.variant, text)):
            mask, width = _drawn(self, word)
            image.paste(level, (round(x), round(y)), mask)
            x += width


@functools.lru_cache(64)
def _font(face: Face) -> ImageFont.FreeTypeFont:
    index = _FACES.index(EDITIONS[face.variant].glyphs)
    font = ImageFont.truetype(_FILE, face.size, index=index, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([face.weight])
    return font


@functools.lru_cache(4096)
def _drawn(face: Face, word: str) -> tuple[Image.Image, float]:
    """A word as a mask, and how far the next one stands from its beginning."""
    font = _font(face)
    _, _, right, bottom = font.getbbox(word)
    mask = Image.new("L", (max(1, round(right)), max(1, round(bottom))), 0)
    ImageDraw.Draw(mask).text((0, 0), word, fill=255, font=font)
    return mask, font.getlength(word)


def shown(variant: str, text: str) -> str:
    """A text as it is drawn: what the font lacks by another form, or left out if it is no letter.

    A letter that has no other form stays: ``missing`` reports it.
    """
    if is_usual(text):
        return text
    return "".join([_form(variant, char) for char in text])


def missing(variant: str, text: str) -> list[str]:
    """The characters of a text that cannot be drawn."""
    if is_usual(text):
        return []
    return [char for char in dict.fromkeys(shown(variant, text)) if not _has(variant, char)]


@functools.cache
def _form(variant: str, char: str) -> str:
    if char.isspace() or _has(variant, char):
        return char
    compatible = unicodedata.normalize("NFKC", char)  # 𝔼: E, ₂: 2
    base = unicodedata.normalize("NFD", compatible)[0]  # ž: z
    for form in (compatible, base):
        if all(_has(variant, one) for one in form):
            return form
    return "" if unicodedata.category(char) in _LEFT_OUT else char


@functools.cache
def _has(variant: str, char: str) -> bool:
    """Whether the font has a character: what it lacks is drawn as glyph 0, a crossed box."""
    font = _font(Face(variant, 16, 400))
    glyph, box = font.getmask(char), font.getmask(_NOT_A_CHARACTER)
    return (glyph.size, bytes(glyph)) != (box.size, bytes(box))
