"""A new topic: its row in topics.yaml, made of the names an editor gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.content.source import Source
from qikan.content.subjects import read_topics
from qikan.editions import USUAL
from qikan.errors import CallError
from qikan.markdown.han import IDEOGRAPH
from qikan.model.subjects import Topic
from qikan.problems.message import message

_ROW = re.compile(r"([ \t]*)- +slug:.*")


class NewTopic(NamedTuple):
    """A topic's slug, its names by language tag, and other words for it."""

    slug: str
    names: Mapping[str, str]
    aliases: Sequence[str]


def new_topic(words: Sequence[str], slug: str, to_script: Callable[[str, str], str]) -> NewTopic:
    """A topic of words in any order: the first in Chinese names it, the first in Latin too.

    ``to_script`` converts a Chinese name to a variant. Without a slug the Latin name gives it.

    Raises:
        CallError: nothing gives a name or a slug.
    """
    chinese = [word for word in words if IDEOGRAPH.search(word)]
    latin = [word for word in words if not IDEOGRAPH.search(word)]
    if not words:
        raise CallError(message("topic-not-named"))
    slug = slug or "-".join(re.findall("[a-z0-9]+", latin[0].casefold() if latin else ""))
    if not slug:
        raise CallError(message("topic-without-latin", name=words[0]))
    name = chinese[0] if chinese else latin[0]
    names = {variant: to_script(name, variant) for variant in USUAL}
    if latin:
        names["en"] = latin[0]
    return NewTopic(slug, names, [*chinese[1:], *latin[1:]])


def with_topic(text: str, topic: NewTopic, fold: Callable[[str], str]) -> str:
    """The text of topics.yaml with a topic at its end.

    Raises:
        CallError: its slug or a word is taken, or the file cannot be added to.
    """
    before, problems = read_topics(Source("content/topics.yaml", text))
    if problems:
        raise CallError(message("topics-file-wrong", problem=problems[0].message))
    _refuse_taken(before, topic, fold)
    indents = [match[1] for match in map(_ROW.fullmatch, text.split("\n")) if match]
    head = text.rstrip() + "\n" if before else "topics:\n"
    changed = head + _row(topic, indents[-1] if indents else "  ")
    after, problems = read_topics(Source("content/topics.yaml", changed))
    wanted = topic.slug, dict(topic.names), tuple(topic.aliases)
    if (
        problems
        or after[:-1] != before
        or (after[-1].slug, dict(after[-1].names), after[-1].aliases) != wanted
    ):
        raise CallError(message("topics-file-by-hand"))
    return changed


def _refuse_taken(topics: Iterable[Topic], new: NewTopic, fold: Callable[[str], str]) -> None:
    words = {fold(word): word for word in (new.slug, *new.names.values(), *new.aliases)}
    for topic in topics:
        own = [topic.slug, *topic.old_slugs, *topic.names.values(), *topic.aliases]
        if taken := next((words[key] for key in map(fold, own) if key in words), ""):
            raise CallError(message("topic-taken", word=taken, topic=topic.slug))


def _row(topic: NewTopic, indent: str) -> str:
    names = ", ".join(f"{tag}: {_quoted(name)}" for tag, name in topic.names.items())
    lines = [f"- slug: {topic.slug}", f"  names: {{{names}}}"]
    if topic.aliases:
        lines.append(f"  aliases: [{', '.join(map(_quoted, topic.aliases))}]")
    return "".join(f"{indent}{line}\n" for line in lines)


def _quoted(text: str) -> str:
    """A text for a flow mapping or list."""
    if re.fullmatch(r"[\w][\w ]*", text):
        return text
    return "'" + text.replace("'", "''") + "'"
