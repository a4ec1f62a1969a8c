"""What the root settles for all entries: site.yaml, topics.yaml, glossaries, layouts, messages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qikan import disk
from qikan.content.site import DEFAULTS, Config, read_config, with_base_url
from qikan.content.glossary import Glossary, merged, read_glossary
from qikan.content.messages import Messages, read_messages
from qikan.model import Problem
from qikan.content.source import Source, decode


def read_settings(root: Path, base_url: str, problems: list[Problem]) -> Config:
    """The site's configuration, at another address if one is given."""
    texts = {}
    for name in ("content/site.yaml", "content/topics.yaml"):
        texts[name] = Source(name, "")
        if disk.exists(root, name):
            texts[name], found = decode(name, disk.read(root, name))
            problems += found
        elif name == "content/site.yaml":
            texts[name] = Source(name, DEFAULTS)
            text = "is missing, so defaults are used; write title, base_url and timezone"
            problems.append(Problem(name, 1, 1, text, "warning"))
    config, found = read_config(*texts.values())
    problems += found
    return with_base_url(config, base_url) if base_url else config


def glossary_texts(home: Path, root: Path) -> dict[str, bytes]:
    """The glossary qikan ships (in ``home``), and the site's own, which stands on top of it."""
    paths = ((home, "qikan/conversion/glossary.yaml"), (root, "content/glossary.yaml"))
    return {path: disk.read(folder, path) for folder, path in paths if disk.exists(folder, path)}


def read_glossaries(texts: dict[str, bytes], problems: list[Problem]) -> Glossary:
    """Read glossaries, given by path; the last one wins."""
    read = []
    for path, data in texts.items():
        source, found = decode(path, data)
        glossary, wrong = read_glossary(source)
        problems += found + wrong
        read.append(glossary)
    return merged(read)


def read_layouts(
    layouts: Path, paths: Iterable[str], problems: list[Problem]
) -> tuple[Messages, dict[str, str]]:
    """The interface's words and the templates by name."""
    messages: Messages = {}
    templates = {}
    for path in paths:
        source, found = decode(path, disk.read(layouts.parent, path))
        problems += found
        if path == "layouts/messages.yaml":
            messages, found = read_messages(source)
            problems += found
        else:
            templates[path.removeprefix("layouts/")] = source.text
    return messages, templates
