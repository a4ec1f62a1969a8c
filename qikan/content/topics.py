"""topics.yaml -> the canonical topics."""

from __future__ import annotations

import re

from qikan.content.fields import Fields
from qikan.content.nodes import read_yaml
from qikan.content.source import Source
from qikan.model import VARIANTS, Problem, Topic

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_topics(source: Source) -> tuple[tuple[Topic, ...], list[Problem]]:
    """Read ``topics.yaml``; an alias may stand under several topics and then names them all."""
    node, problems = read_yaml(source, source.text)
    if problems:
        return (), problems
    fields = Fields(source, node, ("topics",), "topics.yaml")
    found: dict[str, Topic] = {}
    for item in fields.maps("topics", ("slug", "names", "facet", "aliases")):
        item.require("slug", "names")
        slug = item.text("slug")
        if slug and not _SLUG.fullmatch(slug):
            item.refuse("slug", f"`{slug}` cannot be an address; write lower-case-words-in-ascii")
        if slug in found:
            item.refuse("slug", f"the slug `{slug}` stands twice; keep one")
        names = item.map("names", (*VARIANTS, "en"))
        if names is None:
            continue
        names.require(*VARIANTS)
        said = {tag: names.text(tag) for tag in (*VARIANTS, "en") if tag in names}
        found[slug] = Topic(slug, said, item.text("facet", "topic"), item.texts("aliases"))
    return tuple(found.values()), fields.problems
