"""Labels of fields that are left in the text of an item whose field is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.importing.item import Item
from qikan.importing.reading.dates import day
from qikan.importing.reading.people import are_people, is_full_name, is_person_or_han
from qikan.importing.reading.urls import addresses

_ENDINGS = {
    "title": r"标题|標題|题目|題目|题名|題名|\btitle",
    "authors": r"作者|\bauthors?|\bby",
    "published": r"时间|時間|日期|\bdate|\bpublished|\bposted",
    "links": r"链接|鏈接|連結|地址|网址|網址|\blinks?|\burl",
    "orgs": r"机构|機構|单位|單位|\baffiliations?|\binstitutions?|\borgani[sz]ations?",
    "outlets": r"来源|來源|出处|出處|\bsource",
    "topics": r"关键词|關鍵詞|关键字|\bkeywords",
}
_LABEL = re.compile(
    r"(?i)[\s>*_|•·-]*(?:[^\w\s]{1,2}\ufe0f?\s*)?[*_【\[]{0,3}"
    r"(?P<label>(?:[㐀-鿿]{0,6}|(?:[a-z]+\s){0,3})(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _ENDINGS.items())
    + r"))(?:\s?[(（][^()（）\n]{1,16}[)）])?[*_】\]]{0,3}\s*(?:[:：](?!//)|\|)[*_\s]*"
    r"(?P<value>\S.*)"
)
_LINES = 12
"""Lines of a text, at its head, among which a label is one of the item's."""
_LONGEST, _PROSE = 200, 40
"""Characters of a line with a label at most, and of one of prose, where the labels end."""
_NAMES = re.compile(r"\s*[,，、;；/&]\s*|\s+and\s+|\s*等\s*")
_OTHERS = re.compile(
    "(?i:search)|通讯|通訊|推荐|推薦|译|譯|整理|编辑|责任|責任|运行|训练|訓練|推理|耗时|阅读|閱讀|更新|会议|會議|截止"
    "|采集|抓取|生成|数据|資料|创建|創建|建立"
)
"""What a label begins with that is of no author, day or source of the item."""


def left_labels(item: Item) -> Iterator[tuple[str, str]]:
    """Each label in an item's text whose field is empty, and the name of the field."""
    seen: set[str] = set()
    filled = [line for line in item.body.split("\n") if line.strip()]
    for line in filled[:_LINES]:
        stated = _LABEL.match(line) if len(line) <= _LONGEST else None
        if not stated and len(line) > _PROSE:
            return
        if not stated or _OTHERS.search(stated["label"]):
            continue
        name = next(key for key in _ENDINGS if stated[key])
        value = stated["value"].strip(" *_|`")
        if name not in seen and _is_empty(item, name, value) and _fits(name, value):
            seen.add(name)
            yield stated["label"].strip(), name


def _is_empty(item: Item, name: str, value: str) -> bool:
    if name == "title":
        is_paper = item.kind == "paper" or item.arxiv or item.doi  # news may speak of a paper
        return bool(is_paper) and _letters(value) not in (
            _letters(item.title),
            _letters(item.title_zh),
        )
    if name == "links":
        known = {link.url for link in item.links}
        return not any(address.url in known for address in addresses(value))
    if name == "outlets":
        return not (item.outlets or item.links)
    return not getattr(item, name)


def _fits(name: str, value: str) -> bool:
    """Whether a value may be the field's, so that a line of prose is not told of."""
    if name == "links":
        return "://" in value or "www." in value
    if name == "published":
        return day(re.sub(r"[(（].*", "", value).strip()) is not None
    if name == "authors":
        names = [part for part in _NAMES.split(value.rstrip(" .。")) if part]
        return are_people(value) or all(map(_is_name, names))
    return not re.search(r"[。；;！？!?]", value) and len(value) <= (160 if name == "title" else 60)


def _is_name(text: str) -> bool:
    return is_full_name(text) or is_person_or_han(text) or bool(re.fullmatch(r"et\.? al\.?", text))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
