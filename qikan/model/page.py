"""One file of the site that is made, or copied as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from qikan.model.entry import Day


class Page(NamedTuple):
    """One output file: where it goes, what it is, what makes it, and out of what.

    ``path`` is inside the output folder, ``address`` inside the edition. ``kind`` is what it
    shows (``entry``, ``topic``, ``feed`` …), ``format`` names the function that makes its bytes
    (``html`` with a ``layout``, ``rss``, ``sitemap`` …) out of ``data``, which holds nouns and
    plain values. ``alternates`` are the variants that have the page at the same address;
    ``lastmod`` comes from the content.
    """

    path: str
    address: str
    variant: str
    kind: str
    format: str
    data: Mapping[str, Any]
    layout: str = ""
    alternates: tuple[str, ...] = ()
    indexed: bool = False
    lastmod: Day | None = None


class Asset(NamedTuple):
    """A file that is copied as it is: ``source`` is below the root, ``path`` in the output."""

    path: str
    source: str
