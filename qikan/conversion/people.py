"""People in a text whose surname is another character when it is read as a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qikan.conversion.characters import convert_name
from qikan.markdown.han import IDEOGRAPH

SURNAMES = frozenset("范于余里谷游种丑朴郁岳涂")
"""Surnames, and 里 of transliterated names, that keep their form in a name."""

_ALONE = "钟"
"""A surname (鍾) that begins too many words (钟声, 钟表) to be looked for inside one."""

MARKS_OF_NAMES = SURNAMES | {_ALONE, "·"}
"""Words of which a text needs one to be searched for people's names."""

_BEFORE = frozenset("、和与及由跟对让据请的是为被向给")
"""Words after which a name may follow; else it begins a clause."""
TITLES = frozenset(
    (
        "教授 博士 老师 院士 先生 女士 小姐 太太 研究员 工程师 导师 同学 主任 所长 院长 校长 总裁 "
        "经理 总监 团队 等 等人 一行 课题组 实验室 表示 认为 指出 提出 说 称 介绍 解释 强调 透露 "
        "告诉 坦言 回应"
    ).split()
)
"""Words that follow a person's name."""
_PLACES = frozenset("nsrtfmqzai")
"""Kinds of words after which 里 means "in"."""
_BOUND_SOUNDS = frozenset("约尔斯克维奥昂卡德希贝奇兹姆弗格拉莱恩特瓦诺纳茨")
"""Characters that transliterate foreign names and rarely stand alone."""
SOUNDS = frozenset(
    "阿埃艾爱安奥巴白拜班保鲍贝本比彼毕宾波伯博布查达戴丹道德登邓迪蒂杜多厄恩尔法范菲芬弗福夫盖甘冈"
    "戈格古圭哈海汉豪赫亨胡华霍基吉加贾杰金卡凯坎康考科克肯库奎昆拉莱赖兰朗劳勒雷里理利林卢鲁路伦"
    "罗洛吕马迈曼茂梅门蒙米密明莫姆穆内纳奈南尼涅宁努诺欧帕潘庞佩皮平坡普奇齐契乔切琼丘萨塞桑沙"
    "舍申圣施史什舒斯苏索塔泰坦汤唐特提廷图托瓦万旺威维韦魏温文翁沃乌伍武西希锡夏香休雪谢辛亚扬耶"
    "叶伊易因尤约赞泽扎詹珍芝朱兹佐干采准喀撒茨"
)
"""Characters that transliterate foreign names; a longer name of them only is read as sounds."""
_MOST_GIVEN = 2
"""Characters of a given name."""


def keep_people(
    words: Sequence[str], written: list[str], to: str, kind: Callable[[str], str]
) -> None:
    """Write names character by character: surname, given name, then a title or a verb of saying.

    A part of a name beside a middle dot (保罗·里奇) is a name too, so is 里 before a character of
    transliterations where it is not "in" (在里约) or behind some (扎瓦希里, 基里安·墨菲), and a
    surname and a given name that the segmenter's list of persons holds where a noun or nothing
    stands before (院士于敏).
    ``kind`` gives a word's part of speech.
    """
    for place, word in enumerate(words):
        if word[0] not in SURNAMES and word != _ALONE:
            continue
        before = words[place - 1] if place else ""
        if before == "·" or words[place + 1 : place + 2] == ["·"] or _is_sound(words, place):
            written[place] = convert_name(word, to)
            continue
        end = place
        is_free = not IDEOGRAPH.match(before) or before in _BEFORE
        if word == "里" and _begins_foreign_name(before, words[place + 1 : place + 2], kind):
            end = place + 1
        elif is_free:
            end = _end_of_name(words, place)
        if end == place and (is_free or kind(before).startswith("n")):
            end = _end_of_listed_name(words, place, kind)
        for at in range(place, end):
            written[at] = convert_name(words[at], to)


def _is_sound(words: Sequence[str], place: int) -> bool:
    """Whether 里 stands in a transliterated name that the segmenter cut into its characters.

    Behind two other sounds (扎|瓦|希|里), or with sounds up to a middle dot (基|里|安|·).
    """
    if words[place] != "里":
        return False
    start, end = place, place + 1
    while start and words[start - 1] in SOUNDS:
        start -= 1
    while end < len(words) and words[end] in SOUNDS:
        end += 1
    is_beside_dot = "·" in (*words[start - 1 : start], *words[end : end + 1])
    return is_beside_dot or place - start > 1


def _begins_foreign_name(before: str, following: Sequence[str], kind: Callable[[str], str]) -> bool:
    """Whether 里 begins a transliterated name: no place or time before it, a sound after it."""
    is_inside = bool(IDEOGRAPH.match(before)) and kind(before)[:1] in _PLACES
    return not is_inside and bool(following) and following[0] in _BOUND_SOUNDS


def _end_of_listed_name(words: Sequence[str], start: int, kind: Callable[[str], str]) -> int:
    following = words[start + 1] if start + 1 < len(words) else ""
    is_name = (
        len(words[start]) == len(following) == 1 and kind(words[start] + following)[:2] == "nr"
    )
    return start + 2 if is_name else start


def _end_of_name(words: Sequence[str], start: int) -> int:
    """Where the name ends that begins at a word; the beginning if there is none."""
    length = 0
    for place in range(start, min(start + 1 + _MOST_GIVEN, len(words))):
        if not IDEOGRAPH.match(words[place]):
            break
        length += len(words[place])
        following = words[place + 1] if place + 1 < len(words) else ""
        if length > 1 + _MOST_GIVEN:
            break
        if following in TITLES and (length > 1 or following not in ("等", "说", "称")):
            return place + 1
    return start
