"""The addresses that a post's fields state: arXiv id, DOI, links, its old addresses."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from pathlib import PurePosixPath

from qikan.content.values import ID, url_fault
from qikan.importing.formats.post.fields import Post, slug_of
from qikan.importing.formats.post.file_name import Name
from qikan.importing.reading import links
from qikan.model.entry import Link
from qikan.problems.message import message

_ADDRESSES = ("permalink", "url", "path")
"""The post's own address on the old blog."""
_ALIASES = ("aliases", "alias", "redirect_from")
_ARXIV = ("arxiv", "arxiv_id", "arxivid", "arxiv_url", "eprint")
_PAPER_ID = ("paper_id", "paperid")
"""An arXiv id that is labelled as one."""
_LINKS = tuple(
    "link external_link externallink external_url externalurl source_url source"
    " original_link original_url".split()
)
_LABELS = ("name", "title", "label", "text", "type")
_TYPED_LINKS = {
    "paper": "paper pdf paper_url paperurl pdf_url url_pdf",
    "code": "code github repo code_url url_code",
    "project": "project project_url url_project",
    "data": "dataset url_dataset",
    "video": "video video_url url_video",
}
"""Fields that say with their name what they lead to."""
NAMES = frozenset(
    [
        *_ARXIV,
        *_LINKS,
        "url",
        "doi",
        *(name for names in _TYPED_LINKS.values() for name in names.split()),
    ]
)
"""The fields that may stand among a note's text."""
_BUILT_IN = ("date", "pretty", "ordinal", "weekdate", "none")
"""Jekyll's names for permalink rules, which are no addresses."""


def arxiv_of(post: Post) -> str:
    """The arXiv id that a field states, or the only one that its links lead to; else ''."""
    for full in [*post.names(_ARXIV), *post.names(_PAPER_ID)]:
        value = post.values[full]
        stated = value.strip() if isinstance(value, str) else ""
        names_arxiv = full.rpartition(".")[2] in _ARXIV or stated.lower().startswith("arxiv")
        arxiv_id = links.arxiv_id(stated) if names_arxiv else ""
        if arxiv_id:
            post.used.add(full)
            return arxiv_id
    named = [*_LINKS, "url", *_TYPED_LINKS["paper"].split()]
    stated_urls = [post.values[full] for full in post.names(named)]
    ids = {links.arxiv_id(url) for url in stated_urls if isinstance(url, str)} - {""}
    return ids.pop() if len(ids) == 1 else ""


def doi_of(post: Post) -> str:
    """The DOI that a field states, or ''."""
    for full in post.names(["doi"]):
        value = post.values[full]
        if isinstance(value, str) and (doi := links.doi(value)):
            post.used.add(full)
            return doi
    return ""


def links_of(post: Post) -> Iterator[Link]:
    """The links that fields state, each address once."""
    seen = set()
    for link, full in _stated_links(post):
        post.used.add(full)
        if link.url not in seen:
            seen.add(link.url)
            yield link


def _stated_links(post: Post) -> Iterator[tuple[Link, str]]:
    for full in post.names([*_LINKS, "url", "canonical", "links"]):
        value = post.values[full]
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                inner = {key.lower(): content for key, content in item.items()}
                url = inner.get("url") or inner.get("link") or inner.get("href") or ""
                label = next((inner[key] for key in _LABELS if inner.get(key)), "")
            else:
                url, label = item, ""
            if isinstance(url, str) and isinstance(label, str) and _is_web(url):
                yield links.link(url.strip(), label.strip()), full
    for kind, names in _TYPED_LINKS.items():
        for full in post.names(names.split()):
            value = post.values[full]
            if isinstance(value, str) and _is_web(value):
                yield Link(kind, value.strip()), full


def _is_web(text: str) -> bool:
    return bool(text.strip()) and not url_fault(text.strip())


def aliases_of(post: Post, name: Name) -> Iterator[str]:
    """The post's old addresses, each once."""
    seen = {f"{kind}/{slug_of(post, name)}" for kind in ("news", "papers")}
    for address in [*_stated_aliases(post), *_zola_address(post, name)]:
        if address not in seen:
            seen.add(address)
            yield address


def _stated_aliases(post: Post) -> Iterator[str]:
    for full in post.names([*_ADDRESSES, *_ALIASES]):
        value = post.values[full]
        own = full in _ADDRESSES
        if own and full != "permalink" and isinstance(value, str) and "://" in value:
            continue  # `url` may lead elsewhere: a link
        for item in value if isinstance(value, list) else [value]:
            stated = item.strip() if isinstance(item, str) else ""
            address = _address(stated)
            post.used.add(full)
            if address and not (own and stated in _BUILT_IN):
                yield address
            elif stated.strip("/"):
                post.warn(full, message("post-old-address", text=stated))


def _address(stated: str) -> str:
    """An old address as an entry's ``aliases`` take it; empty where they do not."""
    try:
        parts = urllib.parse.urlsplit(stated)
    except ValueError:
        return ""
    if parts.query or parts.fragment or ":" in parts.path:
        return ""
    address = re.sub(r"(?:\A|/)index\.html?\Z", "", parts.path).strip("/")
    return address if all(ID.fullmatch(part) for part in address.split("/")) else ""


def _zola_address(post: Post, name: Name) -> Iterator[str]:
    """The address Zola makes of a path below ``content/``: it has no setting for that."""
    tables = {full.partition(".")[0] for full in post.values if "." in full}
    parts = PurePosixPath(post.source.path.replace("\\", "/")).parts
    zola = post.preamble.syntax == "toml" and tables & {"taxonomies", "extra"} and name.lang is None
    if not zola or "path" in post.values or "content" not in parts:
        return
    folders = parts[parts.index("content") + 1 : -1]
    if parts[-1] in ("index.md", "README.md"):
        folders = folders[:-1]
    stated = post.values.get("slug", "") or name.slug
    segments = [*folders, stated if isinstance(stated, str) else ""]
    if all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", part) for part in segments):
        yield "/".join(segments)
