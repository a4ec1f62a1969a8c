"""Terms that have several forms; an archive should use one form of each.

A row is a term in one script, each form a regular expression: the two scripts of an archive are
no two forms. ``terms`` in site.yaml adds terms, with the form to use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from qikan.model.entry import Entry
from qikan.model.problem import Problem
from qikan.problems.message import message

TERMS: tuple[tuple[str, ...], ...] = (
    ("智能体", "智慧体", "代理(?!服务|伺服|商|权|權|人|点|點|机|機)"),
    ("智能體", "智慧體", "代理(?!伺服|服务|商|權|权|人|點|点|機|机)"),
    ("大语言模型", "大型语言模型", "大规模语言模型"),
    ("大語言模型", "大型語言模型", "大規模語言模型"),
    ("词元", "令牌", "标记化单元"),
    ("詞元", "令牌"),
    ("提示词", "提示语", "提示文本"),
    ("提示詞", "提示語"),
    ("检索增强生成", "检索增广生成"),
    ("檢索增強生成", "檢索增廣生成"),
    ("思维链", "思考链", "链式思维"),
    ("思維鏈", "思考鏈", "鏈式思維"),
    ("扩散模型", "弥散模型"),
    ("擴散模型", "彌散模型"),
    ("微调", "精调"),
    ("微調", "精調"),
    ("上下文窗口", "上下文长度窗口", "语境窗口"),
    ("基准测试", "基准评测", "标杆测试"),
    ("基準測試", "基準評測"),
    ("强化学习", "增强学习"),
    ("強化學習", "增強學習"),
    ("预训练", "预先训练"),
    ("預訓練", "預先訓練"),
)

_WAYS = {way: re.compile(way) for ways in TERMS for way in ways}

Place = tuple[int, int]
"""A line and a column."""


def places(entry: Entry) -> dict[str, Place]:
    """The forms of terms in an entry, each with its first place."""
    firsts = ((way, _first(pattern, entry)) for way, pattern in _WAYS.items())
    return {way: place for way, place in firsts if place}


def unlike(own: Iterable[tuple[str, str]], entry: Entry) -> Iterator[Problem]:
    """Terms of an entry that the site spells differently; ``own``: (the other form, the site's)."""
    for other, kept in own:
        place = _first(re.compile(f"{re.escape(kept)}|({re.escape(other)})"), entry)
        if place:
            yield Problem(entry.where.path, *place, message("term-not-kept", way=other, kept=kept))


def in_two_ways(entries: Iterable[tuple[str, Mapping[str, Place]]]) -> Iterator[Problem]:
    """Terms that entries have in more than one form, reported where the rare one begins.

    ``entries`` are paths with what ``places`` gives.
    """
    seen: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for path, ways in entries:
        for way, place in ways.items():
            seen[way].append((path, place))
    for row in TERMS:
        usual, *rare = sorted(row, key=lambda way: -len(seen[way]))
        for way in (way for way in rare if seen[way]):
            fault = message(
                "term-in-two-ways",
                way=_shown(way),
                count=len(seen[way]),
                usual=_shown(usual),
                usual_count=len(seen[usual]),
            )
            path, place = seen[way][0]
            yield Problem(path, *place, fault)


def _shown(way: str) -> str:
    """A way without its conditions."""
    return re.sub(r"\(\?.*?\)", "", way)


def _first(way: re.Pattern[str], entry: Entry) -> Place | None:
    """The first place of a term in an entry: in its title, else in its body.

    A pattern with a group is looked for where that takes part.
    """
    for title in (entry.title, entry.title_zh):
        if any(match[way.groups] for match in way.finditer(title)):
            return entry.where.fields.get("title", (1, 1))
    offsets = (match.start() for match in way.finditer(entry.body) if match[way.groups])
    offset = next(offsets, None)
    if offset is None:
        return None
    line = entry.where.body_line + entry.body.count("\n", 0, offset)
    return line, offset - (entry.body.rfind("\n", 0, offset) + 1) + 1
