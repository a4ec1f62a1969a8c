"""The words in front of a link or a field: 论文链接, GitHub 地址, Paper, 作者, 摘要.

One vocabulary for every importer. A label is made of nothing but these words: a headline that only
ends in one (阿里发布新模型) is none.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from qikan.conversion.characters import fold_script

_NOUNS = r"""
地址 位址 链接 連結 鏈接 连结 鏈結 网址 網址 入口 传送门 傳送門 下载 下載 直达 直達 跳转
主页 主頁 首页 首頁 官网 官網 网站 網站 网页 網頁 页面 頁面 空间 空間 平台 社区 社區
代码 代碼 程式碼 源码 源碼 源代码 原始碼 仓库 倉庫 开源 開源 编号 編號
项目 項目 專案 论文 論文 原文 全文 报告 報告 文章 新闻稿 白皮书
期刊 会议 會議 引用 参考 參考 文献 文獻 内容 內容 阅读 閱讀 材料 资料 資料 详情 詳情 更多
数据 數據 数据集 數據集 資料集 模型 权重 權重 榜单 榜單 排行榜
演示 示例 体验 體驗 试用 試用 试玩 試玩 测试 測試 试听
实现 實現 复现 博客 博文 部落格 文档 文檔 文件 教程 教學 推文 公告 新闻 新聞 视频 視頻 影片 说明
解读 解讀 介绍
来源 來源 出处 出處 图源 圖源 信源 公众号 微博 知乎
papers? pdf html abs abstract doi arxiv openreview references? sources? preprint
codes? github gitee gitlab repo repository projects? page home\s?page homepage website web site
models? weights checkpoints? data datasets? hugging\s?face hf modelscope 魔搭 抱抱脸 抱抱臉
leaderboard demos? videos? youtube bilibili b站 twitter x blogs? docs? documentation tutorial
colab spaces? links? urls? slides? talks? posters? supp appendix bib(?:tex)?
article news story report post thread tweet here
read more read\s?more details? scholar papers\s?with\s?code alphaxiv acl
リンク 論文リンク コード プロジェクト 링크 코드 논문
""".split()
_MODIFIERS = r"""
消息 信息
官方 在线 在線 線上 相关 相關 技术 技術 完整 中文 英文 原始 开放 開放 更多 详细 詳細 公开 公開
中英 机构 團隊 团队 作者 个人 個人 产品 產品 应用 應用 工具 开源 開源 训练 訓練 预训练 推理 评测
補充
补充 附加 查看 点击 點擊 本文 该 的 及 和 与 與 或 外部 国内 國內 镜像 備用 备用 百度 网盘 API SDK
app
官宣 宣传 试用 申请 full text the our official online arxiv technical live original via
view see learn continue open source in to pre print supplementary camera ready
""".split()
_WORD = "|".join(sorted({*_NOUNS, *_MODIFIERS}, key=len, reverse=True))
_NOUN = "|".join(sorted(_NOUNS, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?i)(?:\d+[.、)） ]\s*)?(?:(?:{_WORD})(?![a-z])[\s/&+·,，、_-]*){{0,6}}?(?:{_NOUN})(?![a-z])"
    rf"\s?[\d一二三四五六七八九十]{{0,2}}(?:\s?[（(][^()（）\n]{{1,12}}[)）])?[\s↗→»>›]*"
)
"""A label by itself: nothing but words of labels."""
_NAMED_LABEL = re.compile(
    rf"(?i)(?:[^\n]{{0,24}}?(?<![a-z]))??(?:{_NOUN})(?![a-z])"
    rf"\s?[\d一二三四五六七八九十]{{0,2}}(?:\s?[（(][^()（）\n]{{1,12}}[)）])?"
)
"""A label in front of a colon and an address: a name may stand before it (Qwen 模型地址)."""
_SIGNS = re.compile("\\A(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?\\s*)+")
"""Arrows and emoji in front of a label."""
_BRAND = (
    "github|gitee|gitlab|hugging ?face|hf|arxiv|modelscope|openreview|youtube|api|demo|pdf|colab"
    "|paper|code|project"
)
_SENTENCE = re.compile(
    r"以下|如下|下面|上述|请|請|见|見|可以|位于|位於|访问|訪問|点击|點擊|已经|已經|我们"
    r"|我們|他们|他們"
    r"|了|是|将|將|在(?!线|線)|为|為|从|從|\b(?:is|are|at|in|on|our|we|the)\b",
    re.IGNORECASE,
)
_HEADLINE = re.compile(
    "发布|發布|發佈|推出|上线|上線|宣布|融资|融資|收购|收購|开源(?!地址|代码)|推動|曝光|完成|获得"
)
"""Verbs of news: what holds one is a headline, whatever word it ends in."""
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


@functools.lru_cache(2048)
def is_label(text: str) -> bool:
    """Whether the whole text is a label of a link, such as ``项目主页`` or ``Code``."""
    bare = text.strip(" *_`[]【】<>|:：→↗👉🔗") if len(text) <= 40 else ""
    bare = _SIGNS.sub("", bare)
    return bool(_LABEL.fullmatch(bare) or _LABEL.fullmatch(fold_script(bare)))


_PUBLISHED_IN = re.compile(
    r"(?:已?被|本文)?\s*(?:发表|發表|收录|收錄|刊登|刊载|刊載|录用|錄用|接收)[于於在]"
    r"|(?:已?被)\s*[A-Za-z]{2,12}[\s'’]*(?:20)?\d\d\s*(?:接收|录用|錄用|收录|收錄)"
)
"""How a line begins that says where a paper was published, and is no title."""


def _names_a_link(text: str) -> bool:
    """Whether a text in front of a colon and an address is its label, a name included."""
    if is_label(text):
        return True
    named = len(text) <= 30 and _NAMED_LABEL.fullmatch(text) and not _SENTENCE.search(text)
    return bool(named) and not _HEADLINE.search(text)


def label_at_the_end(text: str) -> Label | None:
    """The label of the link that follows a text, with its colon or, on a line of its own, without.

    Where a foreign title runs into the label the label is only its last words.
    """
    tail = text[-_LONGEST:]
    colon = _COLON.search(tail)
    stem = tail[: colon.start()] if colon else tail.rstrip(" *<[(（")
    start, separator = 0, ""
    for match in _BOUNDARY.finditer(stem):
        start, separator = match.end(), match[0].strip()[0:1] or "\n"
    shift = len(text) - len(tail)
    if ")" in stem[start:] and "(" not in stem[start:]:  # (SKY 2031) Code:
        start, separator = stem.rindex(")") + 1, "|"
    words = stem[start:].rstrip(" *_`】]」")
    word = re.search(r"\w", words)
    begin = start + (word.start() if word else 0)
    words = stem[begin : start + len(words)]
    fresh = not re.search(r"\w", text[: shift + start]) or separator in _ENDS
    if not colon:
        alone = not re.search(r"\w", text[: shift + start])
        return Label(words, shift + start, free=True) if alone and is_label(words) else None
    if _names_a_link(words) and (separator not in ":：" or label_at_the_end(stem[:start])):
        return Label(words, shift + start, free=fresh or separator in ":：")
    ran_into = _AFTER_TEXT.search(stem[start:])
    if not ran_into or _HEADLINE.search(ran_into[1]):
        return None
    return Label(ran_into[1].strip(), shift + start + ran_into.start(1), free=True)


_FIELDS = {
    "title_zh": "(?:中文|译文|譯文|中译|中譯|翻译|翻譯|汉译)(?:论文|論文|文章)?(?:标题|標題"
    "|题目|題目|名称|名稱|名)"
    "|标题翻译|標題翻譯|(?:中文)?译名|譯名|chinese title|title ?[(（]?(?:zh|cn|chinese)[)）]?",
    "title": "(?:当前|當前|论文|論文|文章|英文|原文|原始|原|外文|新闻|新聞){0,3}(?:标题|標題|题目"
    "|題目|题名|題名)"
    '|(?:论文|論文)(?=\\s*[:：]\\s*[*_《“"][^\\n]{8,250}[*_》”"]\\s*\\Z)'
    '|原文(?=\\s*[:：]\\s*[A-Z"“](?!.*(?:\\. |\\.\\Z|://))[^㐀-鿿\\n]{9,200}\\Z)'
    "|(?:英文|论文|論文)名(?:称|稱)?|(?:paper |original |english )?title|タイトル|제목",
    "authors": "(?:论文|論文|文章|主要|第一|原文|全部|原)?作者(?:列表|名单|名單|信息|資訊|姓名)?"
    "|(?:first |lead |main |paper )?authors?|by|著者|저자",
    "orgs": "(?:作者|所属|所屬|研究|发布|论文)?(?:机构|機構|单位|單位)|(?:研究)?团队|(?:研究)?團隊"
    "|公司"
    "|institutions?|institutes?|affiliations?|organi[sz]ations?|labs?|所属|소속",
    "topics": "(?:分类|分類|研究|论文|論文)?(?:标签|標籤)|关键词|關鍵詞|关键字|關鍵字|主题|主題"
    "|类别|類別|分类|分類|(?:所属|所屬"
    "|研究|技术)?(?:领域|領域)"
    "|(?:研究)?方向|学科|tags?|keywords?|topics?|subjects?|categor(?:y|ies)|fields?|areas?"
    "|キーワード|분야",
    "published": "发布|發布|发表|發表"
    "|(?:论文|論文|文章)?(?:发布|發布|發佈|发表|發表|提交|更新|公开|公開|投稿|上传|出版|刊发|見刊|见刊"
    "|上线|上線|首发|首發|收录|收錄|原文)?(?:日期|时间|時間)|(?:发布|發布|发表|發表)日"
    "|(?:发布|發布|發佈|发表|發表|提交)(?:于|於)|(?:publish(?:ed)?|submi(?:tted|ssion)"
    "|release(?:d)?|publication|posted)?(?: on)? ?date"
    "|published|submitted|released|日付|날짜",
    "arxiv": r"arxiv(?: ?(?:id|编号|編號|号|號|no\.?|number))?|(?:论文|論文|文章)?(?:编号|編號)"
    r"|(?:paper )?id",
    "doi": "(?:论文|論文|文章|paper|article)? ?doi",
    "body": "(?:中文|英文|论文|論文|内容|內容|文章|原文|核心|一句话|一句話)?(?:摘要|简介|簡介|概要)"
    "|(?:文章|论文|論文|主要)内容|(?:模型|内容|论文|文章)?概述|(?:(?:chinese|english"
    "|paper|simple|llm) ){0,2}(?:abstract|summary)"
    r"|tl;?\s?dr|description|要約|概要|초록|요약",
}
_MARKER = r"[\s>]*+(?:[-*+•▪◦·‣●]\s++)?(?:\d{1,2}[.、)]\s*+)?(?:[A-Z][A-Za-z]{2,11}-(?=[一-鿿]))?"
"""What may stand before a label; CNKI writes ``Title-题名``."""
_EMOJI = r"(?:[^\w\s*_`\[【(（<>#|:：\\!\"'“「《$]{1,3}\s*+)?"
_OPEN, _CLOSE = r"[*_`\[【(（「]*+\s*+", r"\s*+[*_`\]】)）」]*+"
_TWIN = r"(?:\s*(?:[(（][^()（）\n:：]{1,20}[)）]|[/／|｜]\s?[^\s:：/]{1,12}))?"
_NAMES = "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items())
_FIELD = re.compile(
    rf"(?i){_MARKER}{_EMOJI}{_OPEN}{_EMOJI}(?:{_NAMES})(?![a-z]){_TWIN}(?P<close>{_CLOSE})"
    r"\s*(?:[:：](?!//)|(?<=[】\]」])(?!\()|(?<=\*\*)\s)\s*(?:\*\*|__|\*)?\s*(?P<value>.*)",
    re.DOTALL,
)
_FIELD_NAME = re.compile(rf"(?i){_EMOJI}{_OPEN}{_EMOJI}(?:{_NAMES}){_TWIN}{_CLOSE}\s*[:：]?\s*\**")
_SUBHEADING = re.compile(
    "(?:研究|论文|論文|主要|核心|关键|關鍵|技术|技術|实验|實驗|创新|創新|方法|本文|一句话"
    "|個人|个人|编辑|推荐|推薦)*"
    "(?:背景|方法|创新点?|創新點?|结论|結論|结果|結果|贡献|貢獻|思想|动机|動機|问题|問題"
    "|局限(?:性)?|意义|意義|价值|價值"
    "|亮点|亮點|要点|要點|总结|總結|点评|點評|评价|評價|分析|解读|解讀|思路|实验|實驗|理由"
    "|评论|評論|笔记|筆記|看点|内容|內容)"
    "|(?:基本|论文|論文|文章|元)(?:信息|資訊|资料|資料)|meta(?:data)?|info"
    "|background|innovations?|conclusions?|methods?|results?|contributions?|motivation|introduction"
    "|limitations?|key (?:points?|ideas?|findings?)|highlights?|notes?|comments?|task|evaluation",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:Q|问题?|問題?)\s*[\d一二三四五六七八九十]{1,2}\s*[:：.、]\s*\S", re.IGNORECASE
)
"""A numbered question about one paper."""
_NOTE = (
    "(?:推荐|推薦|综合|综合推荐)?(?:评分|評分|得分|星级|星級|指数|指數|打分)|会议|會議|期刊"
    "|收录|收錄|录用|来源|來源|出处|出處|备注|備註|状态|狀態"
    "|点评|點評|评论|評論|类型|類型|级别|級別|难度|難度|版本|热度|熱度|点赞|點讚|阅读量?"
    "|浏览量?|编辑|編輯|译者|譯者|整理|编译|字数|字數|时长|時長|语言|語言"
    "|价格|價格|许可|許可|授权|授權|推荐理由|推薦理由|一句话|关注|篇幅|用途|适合|任务|任務"
    "|平台|地区|地區"
    "|stars?|scores?|ratings?|venue|conference|comments?|notes?|task|status|source|type"
    "|level|journal"
    "|upvotes?|likes?|language|license|price|accepted(?: (?:to|at))?|read time|difficulty"
)
_NOTE_LINE = re.compile(
    rf"(?i){_MARKER}{_EMOJI}{_OPEN}{_EMOJI}(?:{_NOTE}){_CLOSE}\s*[:：|｜](?!//)"
    rf"|{_MARKER}{_EMOJI}(?:\*\*|__)[\w /&·-]{{1,16}}?"
    r"(?:(?:\*\*|__)\s*[:：](?!//)|[:：]\s*(?:\*\*|__))"
    rf"|{_MARKER}{_EMOJI}[【\[][\w /&·-]{{1,16}}?[】\]]\s*[:：]?(?!\()"
)
_ANY_LABEL = re.compile(
    rf"(?i){_MARKER}{_EMOJI}{_OPEN}{_EMOJI}(?P<label>[\w /&·-]{{1,16}}?){_CLOSE}\s*[:：](?!//)"
)


@functools.lru_cache(2048)
def field(line: str) -> tuple[str, str] | None:
    """The field a line states, such as ``("authors", "A, B")``; None if it states none.

    A label whose value begins with a label is a heading over it (概述：标题：…).
    """
    if len(line) > 40 and not _COLON_OR_CLOSE.search(line, 0, 60):
        return None
    stated = _FIELD.match(line) or _FIELD.match(fold_script(line))
    if not stated:
        return None
    name = next(name for name in _FIELDS if stated[name])
    value = line[slice(*stated.span("value"))].strip()
    if name in ("arxiv", "doi") and value and not re.search(r"\d{3}|\]\(", value):
        return None  # 【arXiv】 in front of a title
    inner = field(value) if name == "body" and len(value) < 400 else None
    return inner or (name, value)


_COLON_OR_CLOSE = re.compile(r"[:：】\]」*]")


@functools.lru_cache(2048)
def field_name(text: str) -> str:
    """The field that a text names without a value, as a heading does; '' if none."""
    if len(text) > 40:
        return ""
    stated = _FIELD_NAME.fullmatch(text) or _FIELD_NAME.fullmatch(fold_script(text))
    return next((name for name in _FIELDS if stated[name]), "") if stated else ""


def is_subheading(text: str) -> bool:
    """Whether a text names a part of one paper (背景, Conclusion, Q1: …), not a paper."""
    bare = text.strip(" *_`:：#[]【】").lstrip("0123456789.、一二三四五六七八九十 ")
    if _QUESTION.match(bare):
        return True
    return len(bare) <= 30 and bool(
        field_name(bare) or _SUBHEADING.fullmatch(bare) or _SUBHEADING.fullmatch(fold_script(bare))
    )


def has_label(line: str) -> bool:
    """Whether a line begins with a short label and a colon, whatever its word is."""
    return bool(_ANY_LABEL.match(line))


@functools.lru_cache(2048)
def label_of(line: str) -> str:
    """The short words before a colon at the beginning of a line, or ''."""
    match = _ANY_LABEL.match(line)
    return match["label"].strip().casefold() if match else ""


def is_note(line: str) -> bool:
    """Whether a line is a note on an item (评分: 8/10, **会议**: …), not a title of one."""
    noted = _NOTE_LINE.match(line) or _NOTE_LINE.match(fold_script(line[:80]))
    return bool(noted or field(line) or field_name(line))


def says_where_published(text: str) -> bool:
    """Whether a line says where a paper was published (``发表于ICML 2024``), and is no title."""
    return bool(_PUBLISHED_IN.match(text))
