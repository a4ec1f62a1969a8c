"""Web addresses in running text, cut out where they end, and the labels in front of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qikan.importing.reading.labels import is_label, label_at_the_end
from qikan.importing.reading.links import SICI, link
from qikan.model.entry import Link

_ANCHOR = (
    r"\[(?P<anchor>(?:[^\[\]\n]|\[[^\[\]\n]{0,100}\](?!\()){0,300})\]"
    rf"\(\s*<?(?P<target>https?://(?:[^\s()<>]|\([^\s()<>]{{0,500}}\)){{1,2000}}(?:{SICI})?)>?"
    r"(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\s*\)"
)
_STARTS = (
    r"https?:// Https?:// HTTPS?:// www\. arxiv\.org/ arXiv\.org/ github\.com/ GitHub\.com/ "
    r"huggingface\.co/"
)
_BARE = "|".join(rf"{start}[\w\-.~:/?#\[\]@!$&'()*+,;=%]+(?:{SICI})?" for start in _STARTS.split())
_ADDRESS = re.compile(rf"(?a){_ANCHOR}|<(?P<angle>https?://[^\s<>]{{1,2000}})>|{_BARE}")
"""Every alternative begins with a letter of its own, which makes the search ten times faster."""

_MARKS = ("://", "www.", ".org/", ".com/", ".co/")
"""A text without any of these holds no address."""

_NEXT = re.compile(r"(?<![/=?&:%])https?://", re.IGNORECASE)
"""Where another address begins inside one; after these characters it is a part of it."""

EMPTY_BRACKETS = re.compile(r"[(（\[【]\s*[|,，/、·&\s]*[)）\]】]")
"""What is left of brackets around addresses that were taken out."""

_JOINT = re.compile(r"[\s,，、;；|/·和与及]*(?:and|&)?\s*", re.IGNORECASE)
_END = re.compile(
    r"[\])）】>]?(?:\s*[|｜、；;]\s*|[。.，,]?(?:\s+|\Z)"
    r"|(?=\[[^\[\]\n]{1,40}\]\(https?://|[一-鿿]{2,8}[:：]\s*(?:https?://|\[)))"
)
_AFTER_NUMBER = re.compile(r"[\d)\]）】]\s+\Z")
"""What stands before the links at the end of a line: ``… ACL 2024 [Paper](…)``."""
_ONLY_LINKS = re.compile(
    r"(?:[\s|·,，、;；/.。]|\[[^\[\]\n]{1,40}\]\(https?://[^()\s]{1,2000}\)){0,40}"
)
_HAN = re.compile("[㐀-鿿]")
_GENERAL = re.compile(r"(?i)(?:相关|相關)?(?:链接|連結|鏈接|地址|资源|資源|links?|urls?|resources)")
"""Labels over several Markdown links, which have better words of their own."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text: its place there with its markup, and a Markdown link's words."""

    start: int
    end: int
    url: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A link as a text states it; what stands at ``start:end`` is nothing but the link."""

    link: Link
    start: int
    end: int


_AROUND = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>(?:(?!(?P=mark)).)+)(?P=mark)", re.DOTALL)


def _unmarked(anchor: str) -> str:
    """The words of a link without emphasis around all of them."""
    words = anchor.strip()
    while match := _AROUND.fullmatch(words):
        words = match["words"].strip()
    return words if re.search(r"[^*_\s]", words) else ""


def addresses(text: str) -> Iterator[Address]:
    """All addresses of a text in order: bare, in angle brackets, or of Markdown links.

    A bare address ends before the first character that no address may hold, before closing
    punctuation, and before the next address.
    """
    if not any(sign in text for sign in _MARKS):
        return
    for match in _ADDRESS.finditer(text):
        if match["target"]:
            yield Address(match.start(), match.end(), match["target"], _unmarked(match["anchor"]))
        elif match["angle"]:
            yield Address(match.start(), match.end(), match["angle"])
        elif "://" in match[0][:9] or not re.match(
            r"[\w./@-]", text[match.start() - 1 : match.start()]
        ):
            yield from _bare(match[0], match.start())


def _bare(run: str, offset: int) -> Iterator[Address]:
    starts = [0, *(match.start() for match in _NEXT.finditer(run) if match.start())]
    for start, stop in zip(starts, [*starts[1:], len(run)], strict=True):
        url = _trimmed(run[start:stop])
        if re.search(r"//[^/?#]*\w|^\w", url):
            with_scheme = url if "://" in url else f"https://{url}"
            yield Address(offset + start, offset + start + len(url), with_scheme)


def _trimmed(url: str) -> str:
    """An address without the punctuation that closes the sentence or bracket around it."""
    spare = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    end = len(url)
    while end and (url[end - 1] in ".,;:!?'*#&~(" or spare.get(url[end - 1], 0) > 0):
        if url[end - 1] in spare:
            spare[url[end - 1]] -= 1
        elif url[end - 1] == "(":
            spare[")"] += 1
        end -= 1
    return url[:end]


def stated_links(text: str) -> Iterator[Stated]:
    """The links a text states, each with the label in front of it, or none.

    Addresses that follow one another share the label before the first. A link inside a sentence
    takes no place of its own: ``start`` is ``end``, so that cutting it out leaves the sentence.
    """
    label, free, before = "", True, 0
    for address in addresses(text):
        gap, start = text[before : address.start], address.start
        if ahead := label_at_the_end(gap):
            label, free, start = (
                ahead.text,
                ahead.free,
                before + ahead.start,
            )
        elif gap.strip() and not (before and _joint(gap)):
            signs = "。！？；." if text[address.end :].strip(" 。") else "。！？；.，,"
            after_all = _AFTER_NUMBER.search(gap) and _ONLY_LINKS.fullmatch(text, address.end)
            ended = (gap.rstrip()[-1] in signs or after_all) and is_label(address.anchor)
            label, free = "", ended or (free and not re.search(r"\w", gap))
        shown = label
        if address.anchor and not _is_address(address.anchor):
            general = _GENERAL.fullmatch(label) and is_label(address.anchor)
            is_own = general or not ahead or _is_title(address.anchor)
            shown = address.anchor if is_own else label
        end = _END.match(text, address.end)
        before = end.end() if end else address.end
        free = free and end is not None and bool(shown or before == len(text))
        if free and not ahead and not gap.strip() and _begins_sentence(address, text[before:]):
            free = False
        stated_link = link(address.url, shown)
        yield (
            Stated(stated_link, start, before)
            if free
            else Stated(stated_link, address.start, address.start)
        )


def _is_title(anchor: str) -> bool:
    """Whether linked words are a title, which says more than the label in front of it."""
    several = len(anchor.split()) > 2 or len(_HAN.findall(anchor)) > 5
    return several and not is_label(anchor)


def _begins_sentence(address: Address, after: str) -> bool:
    """Whether linked words are the first of a sentence that goes on behind them: no label."""
    goes_on = re.match(r"[^\W_]", after)
    return bool(goes_on and address.anchor) and not is_label(address.anchor)


def _joint(gap: str) -> bool:
    return len(gap) < 12 and bool(_JOINT.fullmatch(gap))


def _is_address(text: str) -> bool:
    return bool(re.match(r"https?://|www\.", text))


def without(text: str, pieces: Iterable[Stated]) -> list[str]:
    """What is left of a text around the links that stand by themselves, in order.

    A heading that stood over links alone (参考链接:) goes with them.
    """
    left, at = [], 0
    for piece in pieces:
        if piece.start < piece.end:
            left.append(text[at : piece.start])
            at = piece.end
    left.append(text[at:])
    parts = [part.strip() for part in left]
    heads = [part.endswith((":", "：")) and is_label(part[:-1].strip()) for part in parts]
    return [
        part
        for part, head in zip(parts, [*heads[:-1], False], strict=True)
        if not head and re.search(r"\w", part)
    ]


def unlinked(text: str) -> str:
    """A text with Markdown links as their words and addresses as they are."""
    parts, at = [], 0
    for address in addresses(text):
        parts += [text[at : address.start], address.anchor or _typed(text, address)]
        at = address.end
    return "".join([*parts, text[at:]])


def _typed(text: str, address: Address) -> str:
    return text[address.start : address.end].strip("<>")
