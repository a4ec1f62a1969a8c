"""The interface's own words, in every script, from ``layouts/messages.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from qikan import disk
from qikan.content.mapping_reader import Fields
from qikan.content.nodes import read_yaml
from qikan.content.source import Source, decode
from qikan.editions import TAGS, USUAL, with_fallbacks
from qikan.model.problem import Problem
from qikan.problems.message import message

Messages = Mapping[str, Mapping[str, str]]
"""Texts by variant, then by name."""


def read_messages(source: Source) -> tuple[Messages, list[Problem]]:
    """Read ``name: {zh-Hans: …, zh-Hant: …}`` lines; the usual editions are required.

    Other editions have the texts of the edition that stands in for them where they state none.
    """
    node, problems = read_yaml(source, source.text)
    if problems:
        return {}, problems
    names = [key.text for key, _ in node.items]
    fields = Fields(source, node, names, message("the-file", name="messages.yaml"))
    messages: dict[str, dict[str, str]] = {tag: {} for tag in TAGS}
    for name in names:
        texts = fields.map(name, TAGS)
        if texts is None:
            fields.refuse(name, message("interface-text-missing", name=name))
            continue
        texts.require(*USUAL)
        stated = {tag: texts.text(tag) for tag in TAGS if tag in texts}
        for tag, text in with_fallbacks(stated).items():
            messages[tag][name] = text
    return messages, fields.problems


def say(messages: Messages, variant: str, name: str, **values: object) -> str:
    """A text with its ``{names}`` filled in.

    Raises:
        LookupError: no text of that name.
    """
    text = messages.get(variant, {}).get(name)
    if text is None:
        raise LookupError(f"messages.yaml has no text `{name}`")
    return text.format(**values) if values else text


def read_layouts(
    layouts: Path, paths: Iterable[str], problems: list[Problem]
) -> tuple[Messages, dict[str, str]]:
    """The interface's words and the templates by name."""
    messages: Messages = {}
    templates = {}
    for path in paths:
        source, new_problems = decode(path, disk.read(layouts.parent, path))
        problems += new_problems
        if path == "layouts/messages.yaml":
            messages, new_problems = read_messages(source)
            problems += new_problems
        else:
            templates[path.removeprefix("layouts/")] = source.text
    return messages, templates
