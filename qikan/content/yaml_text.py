"""Fields -> YAML: the front matter of the files that qikan writes for an editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from qikan.model.entry import Day

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def front_matter(fields: Mapping[str, object], body: str) -> str:
    """A file of fields and Markdown: plain YAML that any YAML reader takes, then the Markdown."""
    front = yaml.dump(
        dict(fields),
        Dumper=_Dumper if _BEYOND.search(str(fields)) else _QuickDumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**6,
    )
    return f"---\n{front}---\n{body}\n"


class _Dumper(yaml.SafeDumper):
    """Writes lists of texts and small mappings on one line, everything else as block lines."""

    def ignore_aliases(self, data: object) -> bool:
        return True  # the same date twice is written twice


class _QuickDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same by libyaml, four times as fast; it escapes characters beyond U+FFFF."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class Quoted(str):
    """A text that would be read as several if it were not in quotes."""

    __slots__ = ()


class Inline(dict[str, Any]):
    """A mapping that is written on one line."""


def _list_node(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    flow = all(isinstance(item, str) for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


def _day_node(dumper: yaml.SafeDumper, data: Day) -> yaml.Node:
    """Without quotes, unlike a text that looks like a date."""
    kind = "timestamp" if data.day else "str"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(data))


def _quoted_node(dumper: yaml.SafeDumper, data: Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style="'")


def _item_node(dumper: yaml.SafeDumper, data: Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


for _dumper in (_Dumper, _QuickDumper):
    _dumper.add_representer(list, _list_node)
    _dumper.add_representer(Inline, _item_node)
    _dumper.add_representer(Quoted, _quoted_node)
    _dumper.add_representer(Day, _day_node)
