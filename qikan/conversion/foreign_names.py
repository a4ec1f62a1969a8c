"""Names of foreign people without an entry of their own: each known part by a table.

A part is a first name or a surname that both sides write with other characters (克里斯托弗,
克里斯多福). It is converted where a person's name stands: beside a middle dot, after a title,
before a verb of saying, before its Latin form in brackets. One that stands so once in a text is a
name wherever it stands in it as a whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from qikan.editions import USUAL
from qikan.patterns import pattern

_HANS, _HANT = USUAL
_IsOwn = Callable[[str], bool]

_PARTS = """
埃里克 艾瑞克
埃德加 艾德加
埃德温 艾德溫
埃德蒙 艾德蒙
埃利奥特 艾略特
埃米莉 艾蜜莉
亚历克斯 艾力克斯
奥利弗 奧利佛
奥利维亚 奧莉維亞
贝内特 班奈特
本内特 班奈特
布赖恩 布萊恩
蒂莫西 提摩西
杰里米 傑瑞米
费舍尔 費雪
弗兰克 法蘭克
格里芬 葛里芬
格伦 葛倫
华莱士 華勒斯
凯瑟琳 凱薩琳
科恩 柯恩
科尔曼 柯爾曼
科林 柯林
科林斯 柯林斯
克里斯蒂娜 克莉絲汀娜
克里斯托弗 克里斯多福
赖特 萊特
劳拉 蘿拉
劳伦 蘿倫
蕾切尔 瑞秋
罗伯茨 羅伯茲
米切尔 米契爾
帕特里夏 派翠西亞
乔舒亚 約書亞
瑞安 萊恩
瑞恩 萊恩
萨拉 莎拉
塞缪尔 山繆
斯宾塞 史賓塞
斯蒂芬 史蒂芬
斯蒂芬妮 史蒂芬妮
斯坦利 史丹利
斯图尔特 史都華
索菲亚 蘇菲亞
特雷弗 崔佛
特雷西 崔西
特拉维斯 崔維斯
托德 陶德
托尼 東尼
维克托 維克多
温迪 溫蒂
沃尔特 華特
沃伦 華倫
肖恩 尚恩
辛迪 辛蒂
伊桑 伊森
伊万诺夫 伊凡諾夫
约翰逊 強森
詹妮弗 珍妮佛
朱莉娅 茱莉亞
"""
"""Mainland form, Taiwan form; where several lines have one Taiwan form, the first is read back."""

_ROWS = [(line.split()[0], line.split()[1]) for line in _PARTS.split("\n") if line]
_TABLES = {
    _HANT: dict(_ROWS),
    _HANS: {taiwan: mainland for mainland, taiwan in reversed(_ROWS)},
}
_ANY = {
    to: pattern("|".join(sorted(parts, key=len, reverse=True))) for to, parts in _TABLES.items()
}

_DOTS = frozenset("·‧・")
_SAYING = frozenset(
    (
        "表示 说 說 指出 认为 認為 称 稱 坦言 透露 强调 強調 解释 解釋 告诉 告訴 "
        "回应 回應 写道 寫道 补充 補充 教授 博士 先生 女士"
    ).split()
)
"""Words behind a person's name."""
_TITLES = frozenset(
    (
        "总统 總統 首相 总理 總理 CEO CTO 首席执行官 執行長 创始人 創辦人 联合创始人 "
        "共同創辦人 教授 博士 研究员 研究員 记者 記者 工程师 工程師 总裁 總裁 副总裁 副總裁 "
        "董事长 董事長 主席 经理 經理 分析师 分析師 参议员 參議員 众议员 眾議員 律师 律師 "
        "法官 导演 導演 作家 科学家 科學家 首席科学家 首席科學家"
    ).split()
)
"""Words right before a person's name."""
_BRACKETS = frozenset("（(")
_GOES_ON = frozenset("尔爾斯森曼顿頓逊遜特德克恩夫娃娅婭娜妮莎拉莱萊维維尼诺諾")
"""Sounds by which a longer name goes on behind a part or begins before it: 埃里克森."""


def write_foreign_names(
    lines: Sequence[Sequence[str]], written: Sequence[list[str]], to: str, is_own: _IsOwn
) -> None:
    """Write the known parts of foreign people's names in the lines of one text, in place.

    ``is_own`` says whether the glossary has a form of its own for a part, which wins.
    """
    if to not in _TABLES:
        return
    any_part, parts = _ANY[to], _TABLES[to]
    found = [
        (words, line, start, end, part)
        for words, line in zip(lines, written, strict=True)
        if any_part.search("".join(words))
        for start, end, part in _parts_of(words, parts)
    ]
    named = {part for words, _, start, end, part in found if _is_named(words, start, end)}
    for _, line, start, end, part in found:
        if part in named and not is_own(part):
            line[start:end] = [parts[part], *[""] * (end - start - 1)]


def _parts_of(words: Sequence[str], parts: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """Where a part stands that begins and ends with a word and that no longer name holds."""
    longest = max(map(len, parts))
    for start in range(len(words)):
        texts = list(itertools.accumulate(words[start : start + longest]))
        whole = [count for count, text in enumerate(texts, 1) if text in parts]
        if not whole:
            continue
        end = start + whole[-1]
        before = words[start - 1] if start else ""
        following = words[end] if end < len(words) else ""
        if before not in _GOES_ON and following not in _GOES_ON:
            yield start, end, texts[whole[-1] - 1]


def _is_named(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a person's name stands at a place of a line."""
    before = words[start - 1] if start else ""
    following, second = [*words[end : end + 2], "", ""][:2]
    if before in _DOTS or following in _DOTS or before in _TITLES or following in _SAYING:
        return True
    return following in _BRACKETS and second[:1].isascii() and second[:1].isupper()
