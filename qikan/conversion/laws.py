"""Names of Taiwan's laws and events in a text for the Mainland: their characters change alone.

A law is quoted by its name, whatever its words are: 《詐欺犯罪危害防制條例》 is
《诈欺犯罪危害防制条例》, though 詐欺 is 欺诈 elsewhere. Laws of others are text: the European
《數位服務法》 is 《数字服务法》. The Mainland prints one name of artificial intelligence,
in a law's name, too: 《人工智慧基本法》 is 《人工智能基本法》.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from qikan.patterns import pattern

OPENING_QUOTES = frozenset("《「")
"""Words of which a text needs one to be searched for names of laws."""
_QUOTED = pattern("《([^》]{4,39})》|「([^」]{4,39})」")
"""What may be a name, in its quotation marks."""
_LAW = pattern(r"(?:法|條例|辦法|細則|通則|規程)(?:(?:部分條文)?(?:修正)?草案|修正案)?$")
_NO_LAW = pattern(
    "[，。！？：的了是我你他們這那嗎吧]"
    "|(?:演算|國際|[方作做語用想手書看說療合違非立修司執守無設釋普惡依變魔佛兵技算寫玩打教])法$"
    "|(?:沒有|解決|沒|想|好|新|各種|有)辦法$"
)
"""What a name of a law does not hold or end with: speech, and words such as 演算法 and 立法."""
_EVENT = pattern("(?:峰會|論壇|研討會|年會|博覽會|大會|特展)$")
_OF_TAIWAN = pattern("台灣|臺灣|台北|臺北|新北|桃園|新竹|台中|臺中|台南|臺南|高雄")
_IN_TAIWAN = pattern(
    "台灣|臺灣|我國|立法院|立院|立委|行政院|政院|三讀|總統府|數發部|數位發展部|衛福部|法務部|勞動部|國科會|"
    "金管會|內政部|地檢署|警政署|刑事局|調查局|直轄市|縣市"
)
_ABROAD = (
    "歐盟|歐洲|美國|中國|大陸|日本|韓國|南韓|英國|德國|法國|印度|新加坡|香港|澳門|加州|聯邦|國務院|全國人大|"
    "加拿大|澳洲|巴西|越南|聯合國"
)
_MARK = pattern(f"(?P<abroad>{_ABROAD})|{_IN_TAIWAN.pattern}")
_LAW_ABROAD = pattern(
    f"^(?:{_ABROAD}|人工智慧法|數位服務法|數位市場法|網路安全法|資料安全法|資料法|資料治理法)"
)
_SENTENCE_END = pattern("[。！？；]")
_CITED = "人工智慧", "人工智能"
"""Words that a law's name changes when the Mainland cites it."""


def keep_names(
    lines: Sequence[Sequence[str]], written: Sequence[list[str]], plain: Callable[[str], str]
) -> None:
    """Write the names of Taiwan's laws and events in a text by ``plain``, in place.

    A name that stands in quotation marks once is a name wherever it stands in the text.
    """
    texts = ["".join(words) for words in lines]
    quoted = [(text, match) for text in texts for match in _QUOTED.finditer(text)]
    events = {name for _, match in quoted if _is_event(name := match[1] or match[2])}
    laws = {
        name
        for text, match in quoted
        if _is_law(name := match[1] or match[2]) and not _is_abroad(text[: match.start()])
    }
    if laws and not any(map(_IN_TAIWAN.search, texts)):
        laws.clear()
    for name in events | laws:
        for words, line, text in zip(lines, written, texts, strict=True):
            if name in text:
                _write(name, words, line, plain)


def _is_event(name: str) -> bool:
    return bool(_EVENT.search(name) and _OF_TAIWAN.search(name))


def _is_law(name: str) -> bool:
    return bool(_LAW.search(name)) and not (_NO_LAW.search(name) or _LAW_ABROAD.search(name))


def _is_abroad(before: str) -> bool:
    """Whether the last country that a sentence names before a law is another one."""
    marks = list(_MARK.finditer(_SENTENCE_END.split(before)[-1]))
    return bool(marks and marks[-1]["abroad"])


def _write(name: str, words: Sequence[str], line: list[str], plain: Callable[[str], str]) -> None:
    """Write the words of a name wherever it begins and ends with a word."""
    starts = list(itertools.accumulate(map(len, words), initial=0))
    text = "".join(words)
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        if place in starts and end in starts:
            inside = range(starts.index(place), starts.index(end))
            for number in inside:
                line[number] = plain(words[number]).replace(*_CITED)
        place = text.find(name, end)
