"""Texts of tools that failed: error messages and thoughts of a model in the place of a summary."""

from __future__ import annotations

import re

_END = r"(?![㐀-鿿](?<![请請了]))"
"""No word goes on here: 接口调用失败率 and 无法生成摘要的模型 begin texts of their own."""
_MESSAGE = re.compile(
    r"(?i)\W*(\w*(error|exception)\s*([:：(]|\d{3}|occurred|\Z)|traceback \(|\[?object object"
    r"|undefined\W*\Z|(http\S* )?[45]\d\d (bad|unauth|forbid|not |too |internal|service|gateway)"
    r"|(rate limit|time[d-]? ?out|request failed|too many requests)\b|failed to (fetch|load|gen)"
    r"|(i'm |i am |we are )?sorry\b(?!-)|i (cannot|can't|am unable)|as an ai (language )?model"
    r"|internal server|service unavailable|很?抱歉|[对對]不起"
    rf"|[请請]求(失[败敗]|[超逾][时時]){_END}"
    r"|([发發]生)?[错錯][误誤]\s*([:：]|[码碼代]|\Z)|出[错錯]了|[服伺][务服]器([错錯][误誤]|繁忙|[无無])"
    r"|(摘要|[总總][结結]|翻[译譯]|[内內]容|[分解]析|[调調]用|接口|api)*(生成|[产產]生|[获獲]取|[处處]理"
    rf"|[请請]求|[调調]用|解析)(失[败敗]|出[错錯]|[异異]常|[超逾][时時]){_END}"
    r"|[无無]法([获獲]取|[访訪][问問]|存取|取得|生成|[产產]生|[总總][结結]|提供).{0,12}"
    rf"([内內]容|摘要|[结結]果|[译譯]文?|[网網][页頁站址]?|全文|文章|[论論]文){_END})"
)
"""How the message of a tool that failed begins."""
_LONGEST = 300
_THOUGHTS = re.compile(r"\s*<think>(?:(?!</think>).)*\Z", re.DOTALL)
"""What a model thought before an answer that never came."""
_SHOWN = 200


def failure_in(text: str) -> str:
    """The message of a failed tool that a whole text is, shortened; '' for any other text."""
    if (len(text) < _LONGEST and _MESSAGE.match(text)) or _THOUGHTS.match(text):
        words = " ".join(text.split())
        return words if len(words) <= _LONGEST else f"{words[:_SHOWN]}…"
    return ""


def notes_of(failure: str) -> tuple[str, ...]:
    """The note of an entry whose summary is the message of a failed tool; none without one."""
    return (f"摘要：{failure}",) if failure else ()
