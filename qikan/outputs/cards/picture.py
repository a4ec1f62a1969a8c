"""A card as a PNG: the same bytes for the same words, whatever the machine.

A picture is of few colours, each a level of the palette: three steps from paper to ink, three to
the colour of small text, three to that of the seal. A text is drawn by pasting a level through
its mask, which gives the steps between.
"""

from __future__ import annotations

import functools
import io

from PIL import Image, ImageDraw

from qikan.outputs.cards.card import Card
from qikan.outputs.cards.font import Face
from qikan.outputs.cards.lines import cut, fill, phrases

SIZE = (1200, 630)
"""Width and height, as Open Graph's users ask for (https://ogp.me)."""

_PAPER, _INK, _SOFT, _SEAL = (251, 249, 244), (35, 33, 29), (98, 92, 82), (168, 40, 28)
_STEPS = 3
_MARGIN = 80
_WIDTH = SIZE[0] - 2 * _MARGIN
_TITLE_TOP, _TITLE_BOTTOM = 178, 500
_SIZES = ((84, 2), (72, 3), (62, 3), (52, 4), (44, 5))
"""Sizes of a title, and of how many lines it may be; the last one is cut."""
_SPACING = 1.28
"""The height of a line by the size of its letters."""


def draw(card: Card, variant: str) -> bytes:
    """A card as a PNG."""
    image = _frame(card.site, variant).copy()
    _draw_title(image, card, variant)
    small = Face(variant, 30, 400)
    _draw_colour(image, small, (_MARGIN, 546), card.line, _STEPS)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    image.putpalette(_palette())
    data = io.BytesIO()
    # runs (strategy 3) are what such a picture consists of: a third of the time, the same size
    image.save(data, "PNG", bits=4, compress_level=6, compress_type=3)
    return data.getvalue()


def _draw_title(image: Image.Image, card: Card, variant: str) -> None:
    """Draw the title in the middle of its place, as large as its lines allow."""
    pieces = phrases(card.title, card.html)
    for size, most in _SIZES:
        face = Face(variant, size, 700)
        lines = fill(pieces, _WIDTH, face.width)
        if len(lines) <= most:
            break
    lines = cut(lines, most, _WIDTH, face.width)
    height = round(size * _SPACING)
    y = _TITLE_TOP + (_TITLE_BOTTOM - _TITLE_TOP - height * len(lines)) // 2
    for line in lines:
        face.draw(image, _MARGIN, y - size // 6, line, _STEPS)
        y += height


def draw_icon(site: str, variant: str, size: int) -> bytes:
    """The site's seal as a PNG: a full square, of which a device may cut off the edges."""
    image = Image.new("L", (size, size), _STEPS)
    chars = site[:2]
    face = Face(variant, round(size * 0.34), 700)
    line = round(size * 0.37)
    for place, char in enumerate(chars):
        y = (size - line * len(chars)) / 2 + line * place - size * 0.085
        face.draw(image, (size - face.width(char)) / 2, y, char, 0)
    return _png(_colour(image, 2 * _STEPS))


@functools.lru_cache(16)
def _frame(site: str, variant: str) -> Image.Image:
    """What all cards of an edition have: the seal, the site's name, the double line."""
    image = Image.new("L", SIZE, 0)
    seal = Image.new("L", (96, 96), 0)
    ImageDraw.Draw(seal).rounded_rectangle((0, 0, 95, 95), 14, fill=_STEPS)
    face = Face(variant, 38, 700)
    chars = site[:2]
    for place, char in enumerate(chars):
        y = (96 - 44 * len(chars)) / 2 + 44 * place - 9
        face.draw(seal, (96 - face.width(char)) / 2, y, char, 0)
    image.paste(_colour(seal, 2 * _STEPS), (_MARGIN, 56))
    Face(variant, 44, 700).draw(image, _MARGIN + 124, 68, site, _STEPS)
    lines = ImageDraw.Draw(image)
    for y, height in ((520, 3), (527, 1)):
        lines.rectangle((_MARGIN, y, SIZE[0] - _MARGIN, y + height - 1), fill=2 * _STEPS)
    return image


def _draw_colour(
    image: Image.Image, face: Face, place: tuple[int, int], text: str, first: int
) -> None:
    """Draw a line of text in another colour, whose levels follow ``first``."""
    strip = Image.new("L", (_WIDTH, round(face.size * 1.6)), 0)
    face.draw(strip, 0, 0, text, _STEPS)
    image.paste(_colour(strip, first), place)


def _colour(image: Image.Image, first: int) -> Image.Image:
    """An image of the levels 0 to 3 in the levels of another colour."""
    return image.point([level and level + first for level in range(256)])


def _palette() -> list[int]:
    colours = [_PAPER]
    for colour in (_INK, _SOFT, _SEAL):
        for step in range(1, _STEPS + 1):
            pairs = zip(_PAPER, colour, strict=True)
            colours.append(tuple(round(p + (c - p) * step / _STEPS) for p, c in pairs))  # type: ignore[arg-type]
    return [channel for colour in colours for channel in colour]
