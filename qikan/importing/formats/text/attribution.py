"""Who wrote a thing and where it appeared, on a line: ``— 王五、Lee A. 等，arXiv:3107.01234``.

Such a line stands below a title, behind it after a dash or in brackets, or begins with a label
(``作者：…``, ``by …``, ``来源：…``). Every part of it must be known: names, an id, a venue, an
organisation, a day, a source. Else it is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.importing.reading import people
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id, doi

_LABELS = {
    "authors": r"(?:论文|論文|文章)?作者(?:团队|團隊)?|authors?|written\s+by|by|文",
    "outlets": r"(?:文章|新闻|新聞|信息|消息|内容|內容|资讯|資訊)?(?:来源|來源|出处|出處)"
    r"|转自|轉自|转载自|source|via",
    "orgs": r"(?:作者|所属|研究)?(?:机构|機構|单位|單位)|affiliations?",
    "venue": r"(?:发表|發表)[于於在]?|(?:收录|收錄)[于於]?|会议|會議|期刊|venue"
    r"|published\s+in|accepted\s+(?:at|to|by)",
}
_LABEL = re.compile(
    r"(?i)\s*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")"
    r"(?:\s*[:：/／丨|]\s*|(?<=by)\s+|(?<=via)\s+|(?<=[于於在])\s*)(?=\S)"
)
_DASH = re.compile(r"\s*(?:[—–]+|-{1,3}|——)\s*(?=\S)")
_AROUND = re.compile(
    r"[\s*_]*[(（\[【](?P<inner>[^()（）\[\]【】\n]*"
    r"(?:[(（][^()（）\n]{1,40}[)）][^()（）\[\]【】\n]*)*)[)）\]】][\s*_]*"
)
_PART = re.compile(r"\s*[,，;；|｜丨]\s*|\s+[·•/]\s+|\s*[。.]\s*\Z|\s+(?=(?i:arxiv\s*[:：]\s*\d))")
_VENUE = re.compile(
    r"(?:(?i:in|to appear (?:in|at)|accepted (?:at|to|by)|under review at)\s+)?"
    r"(?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*|Nature|Science|Cell|Interspeech)"
    r"(?:[/\s-][A-Z][A-Za-z]+){0,3}"
    r"[\s'’-]{0,2}(?:(?:19|20)?\d\d)?"
    r"(?:\s*\(?(?i:oral|spotlight|poster|best paper|workshop|highlight|findings|main|long|short)"
    r"\)?)*"
    r"|(?:19|20)\d\d\s+[A-Z]{3,10}|.{2,20}(?:学报|學報|会议|會議|期刊|大会|大會)"
    r"(?:\s*(?:19|20)\d\d)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*年)?")
_ORG = re.compile(
    r"(?i)[^.。]{0,40}(?:大学|大學|学院|學院|研究院|研究所|实验室|實驗室|公司|集团|集團|科学院|科學院|\buniversity\b|\binstitute\b|\blabs?\b"
    r"|\bcollege\b|\binc\b|\bdeepmind\b|\bopenai\b|\bgoogle\b|\bmeta\b|\bmicrosoft\b|\bresearch\b)[^.。]{0,40}"
)
_ORG_BEHIND = re.compile(r"\s*[(（]([^()（）\n]{2,40})[)）]")
_MORE = re.compile(r"(?i)\s*(?:等\s*\d*\s*(?:人|位作者)?|,?\s*et\.?\s?al\.?)\s*\Z")
_NAME_BETWEEN = re.compile(r"\s*、\s*|\s+(?:and|和|与|與)\s+|\s*&\s*")
_SHORT_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z]\.?){1,3}|(?:[A-Z]\.\s?-?){1,3}\s?[A-Z][\w'’-]+")
_OUTLET = re.compile(r"[^\s。，,;；:：!?！？][^。，,;；:：!?！？\n]{0,29}")
_LONGEST = 400
"""Characters of an attribution at most."""
_LONGEST_NAME, _LONGEST_ORG = 80, 60
"""The same of what a label names, and of an organisation without a label."""
_BY = re.compile(r"(?P<title>.{8,300}?)\s+(?P<words>by\s+[A-Z].{3,300})\Z", re.DOTALL)
_LAST_BRACKET = re.compile(
    r"(?P<title>.{4,300}?)\s*[(（](?P<words>[^()（）]{3,200})[)）]\Z", re.DOTALL
)
_BETWEEN_DASHES = re.compile(r"\s*[—–]{1,2}\s*|\s+-{1,2}\s+")
_SHORTEST_TITLE = 4
_SOURCE_BEHIND = re.compile(
    rf"\s*[(（【]\s*(?:{_LABELS['outlets']})\s*[:：]\s*"
    r"(?P<name>[^()（）【】\[\]。\n]{2,30})[)）】]\s*[。.]?\s*\Z",
    re.IGNORECASE,
)


def read(text: str) -> dict[str, str]:
    """The fields that a line states, where it is nothing but an attribution; else none.

    ``authors``, ``orgs`` and ``outlets`` part their names by ``；``; others are ``arxiv``, ``doi``,
    ``published`` and ``venue``.
    """
    if not 2 < len(text) <= _LONGEST:
        return {}
    words, is_set_off = text.strip().strip("*_").strip(), False
    if around := _AROUND.fullmatch(words):
        words, is_set_off = around["inner"].strip(), True
    elif dash := _DASH.match(words):
        words, is_set_off = words[dash.end() :], True
    fields, is_labelled = _parts(words)
    is_labelled = is_labelled and not (words.startswith("by ") and len(fields) == 1)
    strong = is_labelled or "arxiv" in fields or "doi" in fields
    several = fields.get("authors", "").count("；") > 0 or " et al." in fields.get("authors", "")
    is_sure = strong or (is_set_off and several) or (several and "venue" in fields)
    has_more = fields.keys() & {"authors", "orgs", "outlets"}
    return fields if is_sure and has_more else {}


def _parts(text: str) -> tuple[dict[str, str], bool]:
    """The fields of the parts of a text, and whether one has a label; none if a part is unknown."""
    fields: dict[str, list[str]] = {}
    is_labelled, name, more = False, "", ""
    for part in filter(None, _PART.split(_ORG_BEHIND.sub(_set_off, text))):
        words = part.strip(" *_`")
        if not words:
            continue
        if label := _LABEL.match(words):
            name = next(key for key in _LABELS if label[key])
            is_labelled, words = True, words[label.end() :].strip(" *_`")
        if shortened := _MORE.search(words):
            more, words = " et al.", words[: shortened.start()].strip()
            name = name or "authors"
        stated = _field_of(words, name) if words else ("", "")
        if stated is None:
            return {}, False
        if stated[0]:
            fields.setdefault(stated[0], []).append(stated[1])
        name = name if name == "authors" and stated[0] in ("authors", "orgs") else ""
    joined = {key: "；".join(values) for key, values in fields.items()}
    if more and joined.get("authors"):
        joined["authors"] += more
    return joined, is_labelled


def _set_off(bracket: re.Match[str]) -> str:
    """An organisation in brackets behind a name, as a part of its own."""
    return f"，{bracket[1]}" if _ORG.fullmatch(bracket[1]) else bracket[0]


def _field_of(words: str, name: str) -> tuple[str, str] | None:
    """The field that a part of an attribution is, and its value; ``name`` is that of its label."""
    if name == "outlets":
        return ("outlets", words) if _OUTLET.fullmatch(words) else None
    if re.match(r"(?i)arxiv\b", words):
        typed = re.sub(r"(?i)\Aarxiv\s*[:：]?\s*", "", words)
        if not typed:  # the name alone says nothing
            return "", ""
        return ("arxiv", number) if (number := arxiv_id(typed)) else None
    if doi(words) and not re.search(r"[㐀-鿿]", words):
        return "doi", doi(words)
    if name in ("venue", "orgs"):
        return (name, words) if len(words) <= _LONGEST_NAME else None
    if _YEAR.fullmatch(words):
        return "year", words
    if day(words):
        return "published", words
    if names := _names(words, labelled=name == "authors"):
        return "authors", names
    if _ORG.fullmatch(words) and len(words) <= _LONGEST_ORG:
        return "orgs", words
    return ("venue", words) if _VENUE.fullmatch(words) else None


def _names(words: str, *, labelled: bool) -> str:
    """Names of people, parted by ``；``; '' where one is none."""
    if _ORG.fullmatch(words):
        return ""
    names = [name.strip() for name in _NAME_BETWEEN.split(words) if name.strip()]
    is_name = people.is_person_or_han if labelled else people.is_full_name
    known = all(is_name(name) or _SHORT_NAME.fullmatch(name) for name in names)
    return "；".join(names) if names and known else ""


def behind(text: str) -> tuple[str, dict[str, str]] | None:
    """A title and the attribution behind it, after a dash, in brackets or after ``by``."""
    for title, words in _candidates(text.strip()):
        if len(title) >= _SHORTEST_TITLE and (fields := read(words)):
            return title, fields
    return None


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a text may be a title and an attribution."""
    if by := _BY.fullmatch(text):
        yield by["title"], re.sub(r"\s+\(([^()]*)\)\Z", r", \1", by["words"])
    for dash in _BETWEEN_DASHES.finditer(text):
        yield text[: dash.start()].strip(), f"— {text[dash.end() :]}"
    if last := _LAST_BRACKET.fullmatch(text):
        yield last["title"].strip(), f"（{last['words']}）"


def source_behind(text: str) -> tuple[str, str] | None:
    """A text and the source in brackets at its end, ``…（来源：甲报）``."""
    stated = _SOURCE_BEHIND.search(text)
    return (text[: stated.start()], stated["name"].strip()) if stated else None
