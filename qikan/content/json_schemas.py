"""JSON Schemas of every file that an editor writes, for programs that complete and check fields.

They are made of the tables that the readers use. A schema describes the shape of a file; ``check``
reports everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from qikan.content.glossary_file import CONTEXT_FIELDS, GENRE_FIELDS, OWN_WORDS, SPREADS, WITHIN
from qikan.content.schema import FIELDS, NAMES, SUMMARY
from qikan.content.shapes import DAY, SHAPES, TEXT, TEXTS, URL, list_of, mapping
from qikan.content.site import OUTPUTS
from qikan.editions import LANGS, TAGS, USUAL
from qikan.model.issue import CADENCES, VIEWS
from qikan.model.subjects import Topic

Schema = dict[str, Any]

_NUMBER: Schema = {"type": ["integer", "string"], "minimum": 1, "pattern": "^[1-9][0-9]*$"}
_RULES: Schema = {**TEXTS, "description": "软件 = 軟體; > or < for one way only"}


def _local(required: Sequence[str], *more: str, text: Schema = TEXT) -> Schema:
    """A text by language tag."""
    return {
        "type": "object",
        "properties": dict.fromkeys((*TAGS, *more), text),
        "required": list(required),
        "additionalProperties": False,
    }


_LOCAL: Schema = {"anyOf": [TEXT, _local(())]}
"""One text for all editions, or one by tag."""


def _words(known: Collection[str]) -> Schema:
    return list_of({"enum": list(known)})


SITE: Mapping[str, Schema] = {
    "title": {**_LOCAL, "description": "required: a text, or one for each variant"},
    "description": {**_LOCAL, "description": "one sentence: home page, feeds, search engines"},
    "base_url": {**URL, "description": "required: the site's address with its path"},
    "site_id": {**TEXT, "description": "the host that feeds' guids begin with, once it has moved"},
    "timezone": {**TEXT, "description": "required: where a day begins, such as Asia/Shanghai"},
    "variants": {**_words(TAGS), "description": "the editions; the first stands at the root"},
    "cadence": {"enum": list(CADENCES), "description": "how issues nobody wrote are grouped"},
    "view": {"enum": list(VIEWS), "description": "how issues nobody wrote are shown"},
    "page_size": {**_NUMBER, "description": "entries on a page of a list (20)"},
    "feed_size": {**_NUMBER, "description": "items in a feed (50)"},
    "home_size": {**_NUMBER, "description": "recent entries on the home page (12)"},
    "quotes": {"enum": ["convert", "keep"], "description": "“” in the Traditional edition"},
    "packs": {**TEXTS, "description": "packs of the shipped glossary; all without it"},
    "style": {**TEXTS, "description": "the Traditional edition's house style: 臺 > 台"},
    "menu": {
        **list_of(mapping("to name", to=TEXT, name=_LOCAL)),
        "description": "the main menu: an address of the site, or of the web",
    },
    "contact": {**TEXT, "description": "an e-mail or web address for the footer"},
    "licence": {
        **mapping("name url", name=TEXT, url={"anyOf": [URL, _local((), text=URL)]}),
        "description": "the licence of the summaries: its address, or one for each variant",
    },
    "icp": {**TEXT, "description": "the ICP 备案号"},
    "checks": {
        **mapping(
            "",
            summary_min=_NUMBER,
            summary_max=_NUMBER,
            require=_words((*NAMES, "summary")),
            punctuation={"enum": ["warn", "ignore"]},
        ),
        "description": "the site's own rules, reported as warnings",
    },
    "terms": {**TEXTS, "description": "one way of saying each term: 代理 > 智能体"},
    "silence": {
        **list_of(mapping("problem reason", problem=TEXT, reason=TEXT, files=TEXTS)),
        "description": "warnings that are not reported, by identifier, each with a reason",
    },
    "future": {"enum": ["show", "hold"], "description": "entries dated after today"},
    "offline": {"enum": ["on", "off"], "description": "pages kept for reading without a network"},
    "outputs": {**_words(OUTPUTS), "description": "what the site has beside its pages and RSS"},
}
"""A schema for each field of site.yaml."""

ISSUE: Mapping[str, Schema] = {
    "number": {**_NUMBER, "description": "required: a number that no other issue has"},
    "title": {**TEXT, "description": "required"},
    "lang": {"enum": list(LANGS), "description": "required: the script it is written in"},
    "date": {**DAY, "description": "required: the day it appears"},
    "cadence": {"enum": list(CADENCES), "description": "what the file's name says already"},
    "view": {"enum": list(VIEWS), "description": "how it is shown"},
    "order": {**TEXTS, "description": "ids of its entries in order; the others follow"},
}

_SUBJECT: Mapping[str, Schema] = {
    "slug": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "description": _local(USUAL),
    "aliases": TEXTS,
    "old_slugs": TEXTS,
}
_NAMES = _local(USUAL, "en")
TOPIC: Mapping[str, Schema] = {**_SUBJECT, "names": _NAMES, "facet": TEXT}
ORGANISATION: Mapping[str, Schema] = {**_SUBJECT, "names": {"anyOf": [TEXT, _NAMES]}}
PERSON: Mapping[str, Schema] = {**ORGANISATION, "entries": TEXTS}

GLOSSARY: Mapping[str, Schema] = {
    "words": _RULES,
    "readings": _RULES,
    "characters": _RULES,
    "groups": {
        "type": "object",
        "additionalProperties": TEXTS,
        "description": "lists of texts, which conditions of context rules name as $name",
    },
    "genres": list_of(
        mapping(" ".join(GENRE_FIELDS), genre=TEXT, words=TEXTS, at_least=_NUMBER, one_in=_NUMBER)
    ),
    "context": list_of(
        mapping(
            "rule",
            **dict.fromkeys(CONTEXT_FIELDS, TEXTS)
            | {"within": {"enum": list(WITHIN)}, "spreads": {"enum": list(SPREADS)}}
            | {"at_least": _NUMBER, "in": {**TEXT, "description": "a genre of texts"}},
        )
    ),
    "names": {**TEXTS, "description": "names, which are not read as words"},
    "known": {**TEXTS, "description": "words that are more frequent than the segmenter knows"},
    "phrases": {**TEXT, "description": "words that OpenCC converts as wholes"},
    **dict.fromkeys(OWN_WORDS, _RULES),
}


def entry_schema() -> Schema:
    """The schema of an entry's fields (JSON Schema, draft 2020-12)."""
    fields = {
        field.name: {"description": field.doc, **SHAPES[field.shape].json}
        for field in (*FIELDS, SUMMARY)
    }
    return _file("entry", "title lang date", fields)


def schemas(topics: Sequence[Topic] = (), issues: Sequence[str] = ()) -> dict[str, Schema]:
    """The schemas by name; an entry's completes the archive's own topics and issues."""
    entry = entry_schema()
    properties = entry["properties"]
    names = dict.fromkeys(name for topic in topics for name in (*topic.names.values(), topic.slug))
    if names:
        word = {"anyOf": [{"enum": list(names)}, TEXT]}
        properties["topics"] = {**list_of(word), "description": properties["topics"]["description"]}
    if issues:
        own = {"anyOf": [{"enum": list(issues)}, TEXT]}
        properties["issue"] = {**own, "description": properties["issue"]["description"]}
    return {
        "entry": entry,
        "issue": _file("issue", "number title lang date", ISSUE),
        "site": _file("site.yaml", "title base_url timezone", SITE),
        "topics": _rows("topics", "slug names", TOPIC),
        "organisations": _rows("organisations", "slug names", ORGANISATION),
        "people": _rows("people", "slug names", PERSON),
        "glossary": _file("glossary.yaml", "", GLOSSARY),
    }


def _file(title: str, required: str, fields: Mapping[str, Schema]) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"qikan {title}",
        **mapping(required, **fields),
    }


def _rows(name: str, required: str, fields: Mapping[str, Schema]) -> Schema:
    return _file(f"{name}.yaml", "", {name: list_of(mapping(required, **fields))})
