"""The ways in which a digest numbers its items, such as ``1.``, ``（一）`` or ``No.1``."""

from __future__ import annotations

import re

_HAN_NUMERAL = "[〇一二三四五六七八九十百]{1,4}"
_STYLES = {
    name: re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for name, pattern in {
        "N.": r"((?!20[12]\d)\d{1,4})\s?[.．]\s*(?!\d+[\s%％倍万亿年月.]|\d+\Z)(?![a-z]{2,4}/)(.*)",
        "N、": r"((?!20[12]\d)\d{1,4})\s?[、,，:：)）｜|/]\s*(?!\d{2}(?!\d))(.*)",
        "N-": r"(\d{1,3})\s+[-–—]+\s+(.*)",
        "N️⃣": r"(\d{1,2})\ufe0f?\u20e3[.．、:：]?\s*(.*)",
        "(N)": r"[(（](\d{1,3})[)）]\s*[.、:：]?\s*(.*)",
        "【N】": r"[【\[〔「](\d{1,3})[】\]〕」]\s*[.、:：]?\s*(?!\()(.*)",
        "#N": r"[#＃](\d{1,3})(?!\d)[.．、:：)]?\s*(.*)",
        "第N": r"(?:论文|論文|新闻|新聞|项目|項目|文章|来源|來源|消息|资讯|資訊"
        r"|事件|排名|第|no\.?|paper|item|top|news|article|story)\s*#?(\d{1,3})(?=[\W篇条條则則个個]|\Z)(?!\s*[期号號周週辑輯卷])"
        r"\s*[篇条條则則个個]?\s*[.．:：、|-]?\s*/?(.*)",
        "第一": rf"第({_HAN_NUMERAL})[篇条條则則个個]\s*[.．:：、|-]?\s*(.*)",
        "一、": rf"({_HAN_NUMERAL})\s*[、.．:：]\s*(.*)",
        "（一）": rf"[(（【]({_HAN_NUMERAL})[)）】]\s*[.、:：]?\s*(.*)",
        "①": r"([①-⑳❶-❿⓵-⓾])\s*[.、]?\s*(.*)",
        "0N": r"(0\d|\d{1,2}(?=\s*[|｜丨]))(?!\d|[-/.年月:])[\s|｜丨/]*(.*)",
        "N": r"(\d{1,2})()",
    }.items()
}
_MAYBE = re.compile(
    r"[\d(（【\[〔「#＃第论論新项項文来來消资資事排〇一二三四五六七八九十①-⑳❶-❿⓵-⓾npitas]",
    re.IGNORECASE,
)
_LEVELS = re.compile(r"\A\d{1,2}(?:\.\d{1,2})+\.?\s+(?=\D)")
_IN_HEADING = re.compile(
    r"(\d{1,3})\s+(?![个個种種款篇大条條年月天倍亿万萬%分小秒步项項家位张張本部]|\d+\s"
    r"|(?i:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b)(.*)",
    re.DOTALL,
)


def numbered(text: str) -> tuple[str, int, str] | None:
    """The style, the number and the rest of a text that begins with a number; None if none does."""
    if not _MAYBE.match(text):
        return None
    for style, pattern in _STYLES.items():
        if match := pattern.fullmatch(text):
            return style, value(match[1]), match[2].strip()
    return None


def without_number(text: str, *, heading: bool = False) -> str:
    """A text without the number in front of it; a heading may have a bare one (``# 1 标题``).

    That of a section inside another (``1.2 …``) is no number of an item.
    """
    if heading:
        text = _LEVELS.sub("", text)
    numbering = numbered(text)
    if numbering and numbering[0] != "N":
        return numbering[2]
    bare = _IN_HEADING.fullmatch(text) if heading else None
    return bare[2] if bare else text


def value(numeral: str) -> int:
    """The number of a numeral, Arabic, Chinese or in a circle."""
    if numeral.isdecimal():
        return int(numeral)
    for first, last in ("①⑳", "❶❿", "⓵⓾"):
        if first <= numeral <= last and len(numeral) == 1:
            return ord(numeral) - ord(first) + 1
    tens, ten, ones = numeral.rpartition("十")
    digits = "一二三四五六七八九"
    return (
        (digits.find(tens[-1:] or "一") + 1) * 10 * bool(ten) + digits.find(ones[-1:] or "〇") + 1
    )
