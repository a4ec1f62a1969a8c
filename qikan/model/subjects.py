"""What has a page with a list of its entries: topics, organisations and people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Topic(NamedTuple):
    """A canonical subject: a slug for its address, names by language tag, and aliases.

    ``old_slugs`` are those that it had before: their addresses lead to the present one.
    ``descriptions`` say by language tag what it is about.
    """

    slug: str
    names: Mapping[str, str]
    facet: str
    aliases: tuple[str, ...]
    old_slugs: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = {}


class Contributor(NamedTuple):
    """An organisation or a person that entries name: the rest is as of a topic.

    ``kind`` is ``organisation`` or ``person``. A name under "" stands for all editions. Of people
    who have the same name, ``entries`` are the ids of those entries that mean this one; empty: all
    that have the name. ``listed``: whether an editor listed it, or a page follows from the name
    alone.
    """

    kind: str
    slug: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    old_slugs: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = {}
    entries: tuple[str, ...] = ()
    listed: bool = True


Subject = Topic | Contributor
"""What has a page with a list of its entries."""
