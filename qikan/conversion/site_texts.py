"""The site's own texts that were given once for all editions -> a text for each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qikan.content.site import Config, Local
from qikan.conversion.characters import convert_name
from qikan.conversion.converter import Converter
from qikan.conversion.detect import is_written_in
from qikan.model.subjects import Contributor

Written = Mapping[str, Mapping[str, Local]]
"""Texts by what they are (``words``, ``organisations``, ``people``), each by edition."""


def given_once(config: Config) -> dict[str, list[str]]:
    """The texts of a site that stand for all editions, by what they are."""
    local = (config.title, config.description, *(item.name for item in config.menu))
    return {
        "words": [texts[""] for texts in local if "" in texts],
        "organisations": [one.names[""] for one in config.organisations if "" in one.names],
        "people": [one.names[""] for one in config.people if "" in one.names],
    }


def write_for_editions(converter: Converter, config: Config) -> Written:
    """The texts of ``given_once`` in every edition.

    A text that shows by its characters that it is in an edition's script stays in that edition.
    """
    functions: dict[str, Callable[[str, str], str]] = {
        "words": lambda text, variant: _words(converter, text, variant),
        "organisations": lambda name, variant: _organisation(converter, name, variant),
        "people": convert_name,
    }
    return {
        kind: {text: {v: functions[kind](text, v) for v in config.variants} for text in texts}
        for kind, texts in given_once(config).items()
    }


def with_editions(config: Config, written: Written) -> Config:
    """The settings with a text for every edition."""
    words = written["words"]
    return replace(
        config,
        title=_in_editions(config.title, words),
        description=_in_editions(config.description, words),
        menu=tuple(replace(item, name=_in_editions(item.name, words)) for item in config.menu),
        organisations=tuple(_named(one, written["organisations"]) for one in config.organisations),
        people=tuple(_named(one, written["people"]) for one in config.people),
    )


def _words(converter: Converter, text: str, variant: str) -> str:
    (pieces,) = converter.convert_unmarked([(text,)], variant)
    return pieces[0] if pieces else text


def _organisation(converter: Converter, name: str, variant: str) -> str:
    if is_written_in(name, variant):
        return name
    return converter.engine(variant).organisation(name)


def _named(one: Contributor, written: Mapping[str, Local]) -> Contributor:
    return one._replace(names=_in_editions(one.names, written))


def _in_editions(texts: Local, written: Mapping[str, Local]) -> Local:
    return written[texts[""]] if "" in texts else texts
