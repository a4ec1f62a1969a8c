"""topics.yaml -> the canonical topics."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from qikan.content.fields import Fields
from qikan.content.nodes import Scalar, read_yaml
from qikan.content.source import Source
from qikan.editions import TAGS, with_fallbacks
from qikan.model import VARIANTS, Problem, Topic

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_topics(source: Source) -> tuple[tuple[Topic, ...], list[Problem]]:
    """Read ``topics.yaml``; an alias may stand under several topics and then names them all."""
    node, problems = read_yaml(source, source.text)
    if problems:
        return (), problems
    fields = Fields(source, node, ("topics",), "topics.yaml")
    topics: dict[str, Topic] = {}
    old_slugs = list[tuple[Fields, Scalar]]()
    known = ("slug", "names", "description", "facet", "aliases", "old_slugs")
    for item in fields.maps("topics", known):
        item.require("slug", "names")
        slug = item.text("slug")
        if slug and not _SLUG.fullmatch(slug):
            item.refuse("slug", f"`{slug}` cannot be an address; write lower-case-words-in-ascii")
        if slug in topics:
            item.refuse("slug", f"the slug `{slug}` stands twice; keep one")
        old = item.word_scalars("old_slugs")
        old_slugs += [(item, node) for node in old]
        names = item.map("names", (*TAGS, "en"))
        if names is None:
            continue
        names.require(*VARIANTS)
        texts = {tag: names.text(tag) for tag in (*TAGS, "en") if tag in names}
        topics[slug] = Topic(
            slug,
            texts,
            item.text("facet", "topic"),
            item.words("aliases"),
            tuple(node.text for node in old),
            _descriptions(item),
        )
    _check_old_slugs(old_slugs, topics)
    return tuple(topics.values()), fields.problems


def _descriptions(item: Fields) -> dict[str, str]:
    """What a topic is about, in every script."""
    if "description" not in item:
        return {}
    texts = item.map("description", TAGS)
    if texts is None:
        return {}
    texts.require(*VARIANTS)
    return with_fallbacks({tag: texts.text(tag) for tag in TAGS if tag in texts})


def _check_old_slugs(stated: Iterable[tuple[Fields, Scalar]], topics: Container[str]) -> None:
    """Refuse old slugs that cannot have been an address, or are taken."""
    seen: set[str] = set()
    for item, node in stated:
        slug = node.text
        if not _SLUG.fullmatch(slug):
            item.refuse_at(node, f"`{slug}` was never an address; write the slug as it was")
        elif slug in topics:
            text = f"the slug `{slug}` is that of a topic; take it out of `old_slugs`"
            item.refuse_at(node, text)
        elif slug in seen:
            item.refuse_at(node, f"the old slug `{slug}` stands twice; keep one")
        seen.add(slug)
