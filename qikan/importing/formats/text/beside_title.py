"""What stands beside a title on its line: badges, an id, a day, a subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qikan.importing.formats.text import leading_day
from qikan.importing.formats.text.leading_day import LeadingDay
from qikan.importing.reading import frame, labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id, link
from qikan.model.entry import Day, Link

_BADGE = re.compile(
    r"\s*(?:`(?P<code>[^`\n]{1,30})`|[\[【(（](?P<category>(?:cs|stat|math|eess|econ"
    r"|physics|q-bio|q-fin)"
    r"(?:\.[A-Za-z-]{2,9})?)[\]】)）])(?P<sign>\s*[-–—|·:：]+\s+|\s*(?=[`\[【(（])|\s+)"
)


_CATEGORY = re.compile(r"(?:cs|stat|math|eess|econ|physics|q-bio|q-fin)\.[A-Za-z-]{2,9}|quant-ph")


_LAST_BADGES = re.compile(r"(?:\s*`[^`\n]{1,30}`)+\s*\Z|\s*\{#[\w.-]+\}\s*\Z")


_FIRST_DATE = re.compile(
    r"\s*(?P<sign>\*\*|__)?[(（\[【]\s*(?P<date>[^()（）\[\]【】\n]{5,20})\s*[)）\]】](?(sign)(?P=sign))"
    r"(?!\()\s*(?=\S)"
)


_BARE_DATE = re.compile(
    r"\s*(?P<date>[12]\d{3}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?)"
    r"\s*(?:[|｜│]\s*(?=\S)|[:：·,，-]?\s*(?=[*\[《“\"A-Za-z])|(?<=\d)[-–—:：]\s*(?=\d{0,4}\s?[㐀-鿿]))"
)


_TAG = re.compile(r"\A\s*【\s*(arXiv|[A-Z][A-Za-z+/ -]{1,15})\s*】\s*(?=\S)")
"""A subject in front of a title: 【NLP】."""


_NUMBER = r"(?:arxiv\s*[:：]\s*)?(?P<id>\d{4}\.\d{4,5})(?:v\d+)?"


_FIRST_ID = re.compile(
    rf"(?i)\s*(?:[\[(（【]\s*{_NUMBER}\s*[\])）】](?!\()\s*"
    rf"|{_NUMBER.replace('<id>', '<bare>')}\s*[:：|\s]\s*)(?=\S)"
)


_LAST_ID = re.compile(rf"(?i)\s*[\[(（【]\s*{_NUMBER}\s*[\])）】]\s*\Z")
_BARE_ADDRESS = re.compile(r"(?a)(?:[\w-]+\.)+[a-z]{2,6}/\S+")


@dataclass(slots=True)
class Headline:
    """The words of a title, the links and topics beside it, and the text that goes on after it.

    ``links`` of the title itself have no label. ``is_linked``: the title is a link,
    ``is_reference``: a work is stated with its authors. ``venue`` stands in brackets in front of
    it, ``authors`` behind it where it is a reference. ``inside`` is the address of a file of the
    same site that the title leads to, ``partial`` a day without its year, ``leading`` the day in
    front of the title. ``fields`` are those that stand behind it.
    """

    title: str = ""
    links: list[Link] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    rest: str = ""
    venue: str = ""
    published: Day | None = None
    arxiv: str = ""
    authors: str = ""
    inside: str = ""
    partial: str = ""
    leading: LeadingDay | None = None
    fields: dict[str, str] = field(default_factory=dict)
    is_linked: bool = False
    is_reference: bool = False
    is_bold: bool = False


def without_badges(text: str, headline: Headline) -> str:
    """A title without the categories set as code in front of it or behind it."""
    while badge := _BADGE.match(text):
        word = badge["code"] or badge["category"]
        sure = _CATEGORY.fullmatch(word) or badge["sign"].strip() or badge["sign"] == ""
        if not sure or not text[badge.end() :].strip():
            break
        _note_badge(word.strip(), headline)
        text = text[badge.end() :]
    if last := _LAST_BADGES.search(text):
        kept = text[: last.start()].strip()
        if kept:
            for word in re.findall(r"`([^`]+)`", last[0]):
                _note_badge(word, headline)
            text = kept
    return text


def _note_badge(word: str, headline: Headline) -> None:
    """Note what is set as code beside a title: an arXiv id, a day, or a topic."""
    if arxiv_id(word):
        headline.arxiv = headline.arxiv or arxiv_id(word)
    elif stated := day(word):
        headline.published = headline.published or stated
    elif _BARE_ADDRESS.fullmatch(word):
        headline.links.append(link(f"https://{word}"))
    elif not re.fullmatch(r"#.*|\d+", word):
        headline.topics.append(word)


def without_id(text: str, headline: Headline) -> str:
    """A title without its arXiv id in front of it or behind it: ``[2406.90001] …``."""
    stated = _FIRST_ID.match(text) or _LAST_ID.search(text)
    number = (stated["id"] or stated.groupdict().get("bare")) if stated else ""
    if not stated or not number or not arxiv_id(number):
        return text
    headline.arxiv = number
    return text[: stated.start()] + text[stated.end() :]


def without_date(text: str, headline: Headline) -> str:
    """A title without the date in front of it: ``[Jun 2024] …``, ``2024-06-12 **…``."""
    dated = _FIRST_DATE.match(text) or _BARE_DATE.match(text)
    stated = day(dated["date"]) if dated else None
    if not dated or not stated:
        return text
    headline.published = stated
    return text[dated.end() :]


def without_leading_day(text: str, headline: Headline) -> str:
    """A title without the day of its item in front of it, which is noted."""
    stated = None if headline.published or headline.leading else leading_day.of(text)
    if not stated:
        return text
    headline.leading, rest = stated
    headline.published = day(headline.leading.text)
    return rest


def without_tag(text: str, headline: Headline) -> str:
    """A title without the subject in front of it."""
    tag = _TAG.match(text)
    if not tag or frame.is_section(tag[1]):
        return text
    if labels.is_label(tag[1]):  # 【arXiv】: where the paper is
        return text[tag.end() :]
    headline.topics.append(tag[1])
    return text[tag.end() :]
