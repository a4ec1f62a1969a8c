"""The words in front of a link or a field: 论文链接, GitHub 地址, Paper, 作者, 摘要."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOUN = "|".join(
    r"""
地址 位址 链接 連結 鏈接 连结 网址 網址 入口 传送门 傳送門 下载 下載
主页 主頁 首页 首頁 官网 官網 网站 網站 网页 網頁 页面 頁面 空间 空間 平台 社区 社區
代码 代碼 程式碼 源码 源碼 源代码 原始碼 仓库 倉庫 开源 開源
项目 項目 專案 论文 論文 原文 全文 报告 報告
期刊 会议 引用 参考 參考 文献 文獻 内容 內容 阅读 閱讀 材料 资料 資料
数据 數據 数据集 數據集 資料集 模型 权重 權重 榜单 榜單 排行榜
演示 示例 体验 體驗 试用 試用 试玩 試玩 测试 測試
博客 博文 部落格 文档 文檔 文件 教程 推文 公告 新闻 新聞 视频 視頻 影片
来源 來源 出处 出處 图源 圖源
papers? pdf html abs abstract doi arxiv openreview references? sources?
codes? github gitee gitlab repo repository projects? page home\s?page website web site
models? weights checkpoints? data datasets? hugging\s?face hf modelscope 魔搭 leaderboard
demos? videos? youtube twitter blog docs? documentation tutorial colab spaces? links? urls?
""".split()
)
_BRAND = (
    "github|gitee|gitlab|hugging ?face|hf|arxiv|modelscope|openreview|youtube|api|demo|pdf|colab"
    "|paper|code|project"
)
_LABEL = re.compile(
    rf"(?i)(?:\d+[.、)） ]\s*)?(?:[^\n]{{0,24}}?(?<![a-z]))??(?:{_NOUN})"
    rf"\s?[\d一二三四五六七八九十]{{0,2}}(?:\s?[（(][^()（）\n]{{1,12}}[)）])?"
)
_SENTENCE = re.compile(
    r"以下|如下|下面|上述|请|請|见|見|可以|位于|位於|访问|訪問|点击|點擊|已经|已經|我们|我們|他们|他們"
    r"|了|是|将|將|在(?!线|線)|为|為|从|從|\b(?:is|are|at|in|on|our|we|the)\b",
    re.IGNORECASE,
)
_AFTER_TEXT = re.compile(
    rf"(?i)(?:\A\s*|(?<=[\x21-\x7e])\s*|\s+)"
    rf"((?:(?:{_BRAND})\s?)?(?:在线|在線|線上)?\s?[一-鿿]{{0,6}}(?:{_NOUN})[\d一二三四五六]?)\Z"
)
_COLON = re.compile(r"\**\s*[:：]\s*\**\s*[<「【\[(（]?\s*\Z")
_BOUNDARY = re.compile(r"[。！？!?；;，,、\n|（(【\[「」』”》>:：•·●]|\.\s|\s[-–—*+]\s")
_ENDS = "。！？!?；;\n|」』”》•·●.-–—*+"
"""Boundaries after which a link's line may begin; the others stand inside a sentence."""

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the end of a text: where it starts, and whether it begins a line of its own."""

    text: str
    start: int
    free: bool


def is_label(text: str) -> bool:
    """Whether the whole text is a label of a link, such as ``项目主页`` or ``Code``."""
    return len(text) <= 30 and bool(_LABEL.fullmatch(text)) and not _SENTENCE.search(text)


def label_at_the_end(text: str) -> Label | None:
    """The label of the link that follows a text, with its colon or, on a line of its own, without.

    Where a foreign title runs into the label the label is only its last words.
    """
    tail = text[-_LONGEST:]
    colon = _COLON.search(tail)
    stem = tail[: colon.start()] if colon else tail.rstrip(" *<[(（")
    start, mark = 0, ""
    for found in _BOUNDARY.finditer(stem):
        start, mark = found.end(), found[0].strip()[0:1] or "\n"
    shift = len(text) - len(tail)
    words = stem[start:].rstrip(" *_`")
    word = re.search(r"\w", words)
    begin = start + (word.start() if word else 0)
    words = stem[begin : start + len(words)]
    fresh = not re.search(r"\w", text[: shift + start]) or mark in _ENDS
    if not colon:
        alone = not re.search(r"\w", text[: shift + start])
        return Label(words, shift + start, free=True) if alone and is_label(words) else None
    if is_label(words) and (mark not in ":：" or label_at_the_end(stem[:start])):
        return Label(words, shift + start, free=fresh or mark in ":：")
    ran_into = _AFTER_TEXT.search(stem[start:])
    if not ran_into:
        return None
    return Label(ran_into[1].strip(), shift + start + ran_into.start(1), free=True)


_FIELDS = {
    "title": "(?:论文|論文|文章|英文|原文)?(?:标题|標題|题目|題目|题名|題名)|(?:paper )?title",
    "title_zh": "(?:中文|译文|譯文)(?:标题|標題|题目|題目|名)|标题翻译|標題翻譯|译名|譯名"
    "|chinese title",
    "authors": "(?:论文|論文)?作者(?:列表)?|authors?",
    "orgs": "(?:作者)?(?:机构|機構|单位|單位)|团队|團隊|institutions?|affiliations?|organizations?",
    "topics": "标签|標籤|关键词|關鍵詞|关键字|關鍵字|主题|主題|类别|類別|分类|分類|领域|領域"
    "|tags?|keywords?|topics?|subjects?|categor(?:y|ies)",
    "published": "(?:发布|發布|發佈|发表|發表|提交|更新|论文|論文)?(?:日期|时间|時間)"
    "|date|published|submitted|publish date",
    "arxiv": "arxiv(?: ?id| ?编号| ?編號)?|(?:论文|論文)?(?:编号|編號)|id",
    "doi": "doi",
    "body": "(?:中文|论文|論文|内容)?摘要|中文简介|简介|簡介|abstract|summary|tl;?dr",
}
_FIELD = re.compile(
    r"(?i)\s*[-*+•>]?\s*[\[【(（]?\**(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items())
    + r")[\]】)）]?\**\s*(?:[:：]|(?<=[】\]])(?!\())\s*\**\s*(?P<value>.*)",
    re.DOTALL,
)


def field(line: str) -> tuple[str, str] | None:
    """The field a line states, such as ``("authors", "A, B")``; None if it states none."""
    found = _FIELD.match(line)
    if not found:
        return None
    return next(name for name in _FIELDS if found[name]), found["value"].strip()
