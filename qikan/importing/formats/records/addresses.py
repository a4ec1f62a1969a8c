"""The links that the fields of a record hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.importing.formats.records.names import plain_name
from qikan.importing.reading import links
from qikan.importing.reading.urls import addresses
from qikan.model.entry import Link


def is_for_programs(text: str) -> bool:
    """Whether an address is for programs: an API's own, which no reader opens."""
    return bool(re.match(r"https?://api\.", text.strip()))


def links_in(text: str, label: str, hint: str) -> Iterator[Link]:
    """The links in a text; ``hint`` is the type of those whose address says nothing."""
    in_text = list(addresses(text))
    for address in in_text:
        stated = links.link(address.url, address.anchor or label)
        is_guess = stated.type == "web" and hint
        yield stated._replace(type=hint) if is_guess else stated
    if not in_text and re.match(r"(?a)//[\w-]|[\w-]+(?:\.[\w-]+)+/", text.strip()):
        yield links.link(f"https://{text.strip().lstrip('/')}", label)


_HINTS = {
    r"code|github|repo|代码|源码|开源": "code",
    r"pdf|paper|abs|arxiv|openreview|论文": "paper",
    r"project|homepage|主页|项目": "project",
    r"model|huggingface|hf|模型": "model",
    r"dataset|data|数据": "data",
    r"video|youtube|视频": "video",
}


def type_hint(path: str) -> str:
    """The type of link that a path's name suggests, for addresses that say nothing."""
    name = plain_name(path)
    return next((kind for words, kind in _HINTS.items() if re.search(words, name)), "")
