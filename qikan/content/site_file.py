"""site.yaml and the lists of subjects -> Config."""

from __future__ import annotations

import re
import urllib.parse
import zoneinfo
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from qikan import disk, installation
from qikan.content.glossary_file import pack_names
from qikan.content.mapping_reader import Fields, unknown
from qikan.content.nodes import Map, Scalar, read_yaml
from qikan.content.schema import NAMES
from qikan.content.silence import read_silence
from qikan.content.site import (
    DEFAULT_OUTPUTS,
    OUTPUTS,
    Checks,
    Config,
    Licence,
    Local,
    MenuItem,
)
from qikan.content.source import Source, decode
from qikan.content.subjects import read_organisations, read_people, read_topics
from qikan.content.values import url_fault
from qikan.editions import TAGS, USUAL, with_fallbacks
from qikan.model.issue import CADENCES, VIEWS
from qikan.model.problem import Problem
from qikan.model.subjects import Contributor, Topic
from qikan.problems.message import Message, message

DEFAULTS = "title: 期刊\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"
"""What stands in for a missing site.yaml."""

SITE_FIELDS = (
    "title description base_url site_id timezone variants cadence view page_size feed_size "
    "home_size quotes packs style menu contact licence icp checks terms silence future "
    "offline outputs"
).split()

_Subject = TypeVar("_Subject", Topic, Contributor)


def with_base_url(config: Config, base_url: str) -> Config:
    """The same site at another address (``--base-url``)."""
    return replace(config, base_url=base_url.rstrip("/") + "/")


_FOLDER = r"(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~-]+"
"""A folder of an address; ``..`` is none."""


def base_url_fault(text: str) -> Message | None:
    """What is wrong with the address of a site, or None."""
    if fault := url_fault(text):
        return fault
    match = re.fullmatch(rf"(https?://)([^/?#@]+)((?:/{_FOLDER})*/?)", text)
    if not match:
        return message("not-a-site-address", text=text, cure=message("write-a-site-address"))
    scheme, host, path = match.groups()
    if not host.isascii():
        return message("not-a-site-address", text=text, cure=_in_ascii(scheme, host, path))
    return None


def _in_ascii(scheme: str, host: str, path: str) -> Message:
    """How an address is written whose host has a name in Han: feeds and crawlers need ASCII."""
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        return message("write-a-site-address")
    return message("write-it", near=f"{scheme}{name}{path}")


LISTS = ("topics", "organisations", "people")
"""The files beside ``site.yaml`` that list what has a page with a list of its entries."""
_EMPTY = [Source(f"content/{name}.yaml", "") for name in LISTS]


def read_config(site: Source, *lists: Source) -> tuple[Config, list[Problem]]:
    """Read ``site.yaml``, and the files of ``LISTS`` in that order; what is left out is empty.

    With problems the Config holds defaults in their place, so that the rest can be checked too.
    """
    node, problems = read_yaml(site, site.text)
    fields = Fields(site, node, SITE_FIELDS, message("the-file", name="site.yaml"))
    if not problems:
        fields.require("title", "base_url", "timezone")
    variants = _variants(fields)
    sources = [*lists, *_EMPTY[len(lists) :]]
    topics, topic_problems = read_topics(sources[0])
    organisations, organisation_problems = read_organisations(sources[1])
    people, person_problems = read_people(sources[2])

    def named(subject: _Subject) -> _Subject:
        return subject._replace(names=_names_in(subject.names, variants))

    config = Config(
        title=_local(fields, "title", variants),
        description=_local(fields, "description", variants),
        base_url=_base_url(fields),
        site_id=_site_id(fields),
        timezone=_timezone(fields),
        variants=variants,
        cadence=fields.choice("cadence", CADENCES, "weekly"),
        view=fields.choice("view", VIEWS, "list"),
        page_size=fields.integer("page_size", 20) or 20,
        feed_size=fields.integer("feed_size", 50) or 50,
        home_size=fields.integer("home_size", 12) or 12,
        quotes=fields.choice("quotes", ("convert", "keep"), "convert") == "convert",
        packs=_packs(fields),
        style=_pairs(fields, "style", "not-a-style"),
        menu=_menu(fields, variants),
        contact=_contact(fields),
        licence=_licence(fields, variants),
        icp=fields.text("icp"),
        checks=_checks(fields),
        terms=_pairs(fields, "terms", "not-a-term"),
        silence=read_silence(fields),
        hold_future=fields.choice("future", ("show", "hold"), "show") == "hold",
        is_offline=fields.choice("offline", ("on", "off"), "on") == "on",
        outputs=_outputs(fields),
        topics=tuple(map(named, topics)),
        organisations=tuple(map(named, organisations)),
        people=tuple(map(named, people)),
    )
    problems += fields.problems
    return config, [*problems, *topic_problems, *organisation_problems, *person_problems]


def _names_in(names: Local, variants: Iterable[str]) -> Local:
    """The names of a subject, with those that other editions stand in for."""
    filled = with_fallbacks(dict(names))
    return dict(names) | {variant: filled[variant] for variant in variants if variant in filled}


def _variants(fields: Fields) -> tuple[str, ...]:
    variants = tuple([scalar.text for scalar in fields.word_scalars("variants")]) or USUAL
    if set(variants) - set(TAGS) or len(set(variants)) < len(variants):
        fields.refuse("variants", message("wrong-variants", known=", ".join(TAGS)))
        return USUAL
    return variants


def _packs(fields: Fields) -> tuple[str, ...]:
    known = pack_names(installation.HOME)
    for scalar in fields.word_scalars("packs"):
        if scalar.text not in known:
            fields.refuse_at(scalar, unknown(message("kind-pack"), scalar.text, known))
    return fields.words("packs")


def _outputs(fields: Fields) -> frozenset[str]:
    if "outputs" not in fields:
        return DEFAULT_OUTPUTS
    for scalar in fields.word_scalars("outputs"):
        if scalar.text not in OUTPUTS:
            fields.refuse_at(scalar, unknown(message("kind-output"), scalar.text, OUTPUTS))
    return frozenset(fields.words("outputs")) & frozenset(OUTPUTS)


def _pairs(fields: Fields, name: str, fault: str) -> tuple[tuple[str, str], ...]:
    """A list of texts ``usual > own``."""
    pairs = []
    for scalar in fields.scalars(name):
        usual, arrow, own = (part.strip() for part in scalar.text.partition(" > "))
        if arrow and usual and own and usual != own:
            pairs.append((usual, own))
        else:
            fields.refuse_at(scalar, message(fault, text=scalar.text))
    return tuple(pairs)


def _local(fields: Fields, name: str, variants: tuple[str, ...]) -> Local:
    """One text for all editions, which stands under "" too, or a mapping of variant to text."""
    if name not in fields:
        return dict.fromkeys(variants, "")
    if isinstance(fields.values[name], Scalar):
        return dict.fromkeys(("", *variants), fields.text(name))
    inner = fields.map(name, TAGS)
    if inner is None:
        return dict.fromkeys(variants, "")
    texts = with_fallbacks({tag: inner.text(tag) for tag in TAGS if tag in inner})
    inner.require(*(variant for variant in variants if variant not in texts))
    return {variant: texts.get(variant, "") for variant in variants}


def _base_url(fields: Fields) -> str:
    text = fields.checked("base_url", base_url_fault)
    return (text or "https://example.org").rstrip("/") + "/"


def _site_id(fields: Fields) -> str:
    """The name the feeds' guids begin with: it stays when the site moves to another address."""
    stated = fields.text("base_url")
    host = "" if base_url_fault(stated) else urllib.parse.urlsplit(stated).hostname
    text = fields.text("site_id", host or "localhost")
    if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", text):
        fields.refuse("site_id", message("not-a-host", text=text))
    return text


def _timezone(fields: Fields) -> str:
    text = fields.text("timezone", "UTC")
    if not _is_time_zone(text):
        fields.refuse("timezone", message("unknown-time-zone", text=text))
        return "UTC"
    return text


def _is_time_zone(text: str) -> bool:
    """Whether it names a time zone; zoneinfo imports a module for each part, so few may stand."""
    if not re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}", text):
        return False
    try:
        zoneinfo.ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _menu(fields: Fields, variants: tuple[str, ...]) -> tuple[MenuItem, ...]:
    items = []
    for item in fields.maps("menu", ("to", "name")):
        item.require("to", "name")
        to = item.text("to")
        if "://" in to and (fault := url_fault(to)):
            item.refuse("to", fault)
        items.append(MenuItem(to, _local(item, "name", variants), item.place("to")))
    return tuple(items)


def _contact(fields: Fields) -> str:
    """An e-mail address or a web address, as a link's target."""
    text = fields.text("contact")
    if not text:
        return ""
    if re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+", text):
        return f"mailto:{text}"
    return fields.url("contact")


def _checks(fields: Fields) -> Checks:
    item = fields.map("checks", Checks._fields)
    if item is None:
        return Checks()
    known = (*NAMES, "summary")
    for scalar in item.word_scalars("require"):
        if scalar.text not in known:
            item.refuse_at(scalar, unknown(message("kind-field"), scalar.text, known))
    return Checks(
        item.integer("summary_min") or 0,
        item.integer("summary_max") or 0,
        tuple(name for name in item.words("require") if name in known),
        item.choice("punctuation", ("warn", "ignore"), "ignore") == "warn",
    )


def _licence(fields: Fields, variants: tuple[str, ...]) -> Licence | None:
    item = fields.map("licence", ("name", "url"))
    if item is None:
        return None
    item.require("name", "url")
    name = item.text("name")
    inner = item.map("url", TAGS) if isinstance(item.values.get("url"), Map) else None
    if inner is None:
        return Licence(name, item.url("url"))
    urls = with_fallbacks({tag: inner.url(tag) for tag in TAGS if tag in inner})
    inner.require(*(variant for variant in variants if variant not in urls))
    return Licence(name, urls.get(variants[0], ""), urls)


def read_if_there(root: Path, name: str) -> Source:
    """A file of settings that was read without a mistake; an empty one where there is none."""
    if not disk.exists(root, name):
        return Source(name, "")
    return decode(name, disk.read(root, name))[0]


def read_settings(root: Path, base_url: str, problems: list[Problem]) -> Config:
    """The site's configuration, at another address if one is given."""
    texts = {}
    for name in (f"content/{stem}.yaml" for stem in ("site", *LISTS)):
        texts[name] = Source(name, "")
        if disk.exists(root, name):
            texts[name], new_problems = decode(name, disk.read(root, name))
            problems += new_problems
            if new_problems and name == "content/site.yaml":  # nothing is missing beside that
                texts[name] = Source(name, DEFAULTS)
        elif name == "content/site.yaml":
            texts[name] = Source(name, DEFAULTS)
            problems.append(Problem(name, 1, 1, message("site-yaml-missing")))
    config, new_problems = read_config(*texts.values())
    problems += new_problems
    return with_base_url(config, base_url) if base_url else config
