"""Sizes of images in pages, and images that are too large."""

from __future__ import annotations

import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st
from make import config, entry, facts, typeset

from qikan.model.entry import Target
from qikan.model.page import Asset
from qikan.pages.images import Image, _size, check_images, read_images, size_facts, with_sizes

SITE = config()
BASE = SITE.base_path


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG."""
    data = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + data + struct.pack(">I", zlib.crc32(data))


def pointers(*targets: Target) -> list[tuple[str, str, Target]]:
    return [("content/entries/a.md", "news/a/", target) for target in targets]


def test_an_image_has_its_size_in_the_page() -> None:
    points = pointers(Target("file", "图.png", 8), Target("page", "/img/b%20c.png", 9))
    copied = [
        Asset("news/a/图.png", "content/entries/图.png"),
        Asset("img/b c.png", "content/static/img/b c.png"),
    ]
    images = read_images(SITE, points, copied, lambda _: png(30, 40))
    assert set(images) == {f"{BASE}news/a/%E5%9B%BE.png", f"{BASE}img/b%20c.png"}
    html = f'<img src="{BASE}news/a/%E5%9B%BE.png" alt="" loading="lazy"><img src="/x.png" alt="">'
    assert with_sizes(html, images) == (
        f'<img src="{BASE}news/a/%E5%9B%BE.png" width="30" height="40" alt="" loading="lazy">'
        '<img src="/x.png" alt="">'
    )


def test_an_entry_depends_on_the_sizes_of_its_images() -> None:
    entry_facts = facts(typeset(entry(1, body="![甲](a.png)")))
    src = f"{BASE}papers/2406.00001/a.png"
    (sized,) = size_facts(SITE, [entry_facts], {src: Image("a.png", 3, 4)})
    assert (entry_facts.images, sized.images) == ("", "3x4")


def test_an_image_that_is_too_large_for_a_phone_is_reported() -> None:
    points = pointers(Target("file", "a.png", 8))
    src = f"{BASE}news/a/a.png"

    def problems_of(width: int, weight: int) -> list[str]:
        problems = check_images(SITE, points, {src: Image("x", width, 9)}, {"x": weight}, ())
        return [str(problem) for problem in problems]

    assert problems_of(900, 100_000) == []
    assert (
        "content/entries/a.md:8:1: warning: the image a.png has 900 × 9"
        in problems_of(900, 3_000_000)[0]
    )
    assert len(problems_of(9000, 100)) == 1


def test_a_file_that_is_no_image_is_reported() -> None:
    points = pointers(Target("file", "a.png", 8), Target("file", "b.svg", 9))
    copied = [Asset("news/a/a.png", "a.png"), Asset("news/a/b.svg", "b.svg")]
    (problem,) = check_images(SITE, points, {}, {}, copied)
    assert "8:1: warning: the file a.png is no image" in str(problem)


def test_sizes_of_other_formats_are_read() -> None:
    assert _size(b"GIF89a" + struct.pack("<HH", 5, 6) + b"\0\0\0") == (5, 6)
    assert _size(b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>') == (
        10,
        20,
    )


@given(st.binary(max_size=64) | st.binary(max_size=64).map(lambda data: png(1, 1)[:16] + data))
def test_whatever_a_file_holds_no_build_fails(data: bytes) -> None:
    size = _size(data)
    assert size is None or min(size) >= 1
