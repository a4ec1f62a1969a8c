"""The images that texts show: their sizes stand in the pages, and those too large are reported."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.content.site import Config
from qikan.markdown.addresses import decode, quote
from qikan.model.archive import Facts
from qikan.model.entry import Edition, Target, Typeset
from qikan.model.issue import TypesetIssue
from qikan.model.page import Asset
from qikan.model.problem import Problem
from qikan.pages.addresses import entry_address
from qikan.pages.links import Pointer
from qikan.problems.message import message

HEAD = 1 << 18
"""Bytes of an image's beginning that are read for its size: a photograph's preview stands there."""
_HEAVIEST = 1_000_000
_WIDEST = 4_000
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)\Z", re.IGNORECASE)
_TAG = re.compile(r'<img src="([^"]*)" ')


class Image(NamedTuple):
    """An image of the site: its file below the root, and its width and height in pixels."""

    source: str
    width: int
    height: int


def read_images(
    config: Config,
    pointers: Iterable[Pointer],
    copied: Iterable[Asset],
    read: Callable[[str], bytes],
) -> dict[str, Image]:
    """The images that texts point to and whose size can be read, by what stands in ``src``.

    ``read`` gives the beginning of a file below the root.
    """
    sources = {asset.path: asset.source for asset in copied}
    images: dict[str, Image] = {}
    for _, page, target in pointers:
        path = _path(config, page, target)
        source = sources.get(path, "")
        src = config.base_path + quote(path)
        if source and src not in images and (size := _size(read(source))):
            images[src] = Image(source, *size)
    return images


def _path(config: Config, page: str, target: Target) -> str:
    """The path in the site of the image that a target is; '' if it is none."""
    name = decode(target.address)
    if not _IMAGE.search(name) or target.kind not in ("file", "page"):
        return ""
    return config.prefix(config.variants[0]) + page + name if target.kind == "file" else name[1:]


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height out of the beginning of an image's file (PNG, JPEG, WebP, AVIF, SVG …)."""
    import imagesize  # late: it imports an HTTP client, and few builds read an image

    try:
        width, height = imagesize.get(io.BytesIO(data))
    except Exception:  # noqa: BLE001  (no common error type; the file may hold anything)
        return None
    return (round(width), round(height)) if width >= 1 and height >= 1 else None


def with_sizes(html: str, images: Mapping[str, Image]) -> str:
    """The same HTML with width and height on its images: text does not jump when they arrive."""

    def sized(tag: re.Match[str]) -> str:
        image = images.get(tag[1])
        return f'{tag[0]}width="{image.width}" height="{image.height}" ' if image else tag[0]

    return _TAG.sub(sized, html) if "<img " in html else html


def size_editions(
    editions: Mapping[str, Edition], images: Mapping[str, Image]
) -> dict[str, Edition]:
    """The same editions with the sizes of their images."""
    return {
        variant: edition._replace(html=with_sizes(edition.html, images))
        for variant, edition in editions.items()
    }


def size_issues(issues: Sequence[TypesetIssue], images: Mapping[str, Image]) -> list[TypesetIssue]:
    """Written issues with the sizes of the images in their introductions."""
    return [
        issue._replace(editions=size_editions(issue.editions, images)) if issue.targets else issue
        for issue in issues
    ]


def size_facts(
    config: Config, entries: Sequence[Facts], images: Mapping[str, Image]
) -> list[Facts]:
    """Entries' facts that tell the sizes of their images, on which their pages depend."""
    return [
        entry._replace(images=_sizes(config, entry, images)) if entry.targets and images else entry
        for entry in entries
    ]


def _sizes(config: Config, entry: Facts, images: Mapping[str, Image]) -> str:
    page = entry_address(entry)
    paths = [config.base_path + quote(_path(config, page, target)) for target in entry.targets]
    return " ".join(f"{images[p].width}x{images[p].height}" for p in paths if p in images)


def size_entry(typeset: Typeset, images: Mapping[str, Image]) -> Typeset:
    """A typeset entry with the sizes of its images."""
    return typeset._replace(editions=size_editions(typeset.editions, images))


def check_images(
    config: Config,
    pointers: Iterable[Pointer],
    images: Mapping[str, Image],
    weights: Mapping[str, int],
    copied: Iterable[Asset],
) -> list[Problem]:
    """Images that are too large for a phone, and files that are none; ``weights`` are files' sizes
    in bytes by source.
    """
    problems = []
    paths = {asset.path for asset in copied}
    for origin, page, target in pointers:
        path = _path(config, page, target)
        image = images.get(config.base_path + quote(path))
        if (
            not image and path in paths and not path.lower().endswith(".svg")
        ):  # one may have no size
            fault = message("image-unreadable", address=target.address)
            problems.append(Problem(origin, target.line, 1, fault))
        weight = weights.get(image.source, 0) if image else 0
        if image and (weight > _HEAVIEST or max(image.width, image.height) > _WIDEST):
            fault = message(
                "image-too-large",
                address=target.address,
                width=image.width,
                height=image.height,
                weight=f"{weight / 1e6:.1f}",
            )
            problems.append(Problem(origin, target.line, 1, fault))
    return problems
