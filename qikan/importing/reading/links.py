"""The data in an address: the type of a link, an arXiv id, a DOI."""

from __future__ import annotations

import html
import re
import urllib.parse

from qikan.content.values import doi_fault
from qikan.model.entry import Link

_HOSTS = {
    r"arxiv\.org/(list|a|help|search)(/.*|\?.*)?": "web",
    r"arxiv\.org|ar5iv\.org|alphaxiv\.org|papers\.cool|openreview\.net": "paper",
    r"aclanthology\.org|proceedings\.mlr\.press|papers\.nips\.cc|openaccess\.thecvf\.com": "paper",
    r"doi\.org|dl\.acm\.org|ieeexplore\.ieee\.org": "paper",
    r"(huggingface\.co|hf\.co)/papers/.+": "paper",
    r"(huggingface\.co|hf\.co)/datasets/.+": "data",
    r"(huggingface\.co|hf\.co)/(spaces|blog|docs|learn|posts|join|pricing)(/.*)?": "web",
    r"(huggingface\.co|hf\.co|modelscope\.cn|modelscope\.ai)/.+": "model",
    r"(netlify\.app|vercel\.app|streamlit\.app|gradio\.live|openxlab\.org\.cn)": "web",
    r"(github|gitlab|gitee)\.com/[^/]+/[^/]+/(-/)?(issues|pulls?|discussions|wiki)(/.*)?": "web",
    r"gist\.github\.com|(github|gitlab|gitee)\.com/[^/?#]+/[^/?#]+|bitbucket\.org": "code",
    r"youtube\.com|youtu\.be|bilibili\.com|b23\.tv|vimeo\.com": "video",
    r"x\.com|twitter\.com|weibo\.com|weibo\.cn|threads\.net|bsky\.app|linkedin\.com": "social",
}
"""Types by host, with its subdomains, and where it matters by path; the first that fits wins.

Hosts of running programs are ``web`` whatever the label is: a demo is no project page.
"""

_LABELS = {
    r"论文|論文|\b(paper|arxiv)\b": "paper",
    r"代码|代碼|程式碼|原始碼|源码|源碼|\b(code|github|repo|repository)\b": "code",
    r"数据集|數據集|資料集|\bdata ?sets?\b": "data",
    r"项目|項目|專案|主页|主頁|\bproject\b|\bhome ?page\b": "project",
    r"模型|权重|權重|\b(models?|weights|checkpoints?)\b": "model",
    r"视频|視頻|影片|\bvideo\b": "video",
}
"""Types by the label, for addresses that say nothing."""

_BY_HOST = [
    (re.compile(rf"(?i)https?://(?:[\w-]+\.)*?(?:{host})(?:[:/?#].*)?"), kind)
    for host, kind in _HOSTS.items()
]
_BY_LABEL = [(re.compile(f"(?i){label}"), kind) for label, kind in _LABELS.items()]

_ID = r"(?P<id>\d{4}\.\d{2,5}|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?"
_ARXIV = re.compile(
    r"(?a)(?<![\w-])(?:https?://)?(?:[\w-]+\.)*?"
    r"(?:arxiv\.org/(?:abs|pdf|html|ps|format|src|e-print|list)|alphaxiv\.org/(?:abs|pdf|overview)"
    r"|ar5iv\.org/(?:abs|html|pdf)|papers\.cool/arxiv|scirate\.com/arxiv"
    r"|(?:huggingface\.co|hf\.co)/papers|doi\.org/10\.48550/arxiv)[/.]" + _ID + r"(?![\d.]*\d)",
    re.IGNORECASE,
)
_ARXIV_ALONE = re.compile(r"(?ai)\[?(?:arxiv\s*[:：]?\s*)?" + _ID + r"(?:\s*\[[\w.-]+\])?\]?")
_DOI = re.compile(
    r"(?ai)(?:doi\s*[:：]?\s*|https?://(?:[\w-]+\.)*doi\.org/|https?://[^\s?#]+?/doi/(?:\w+/)?)?"
    r"(?P<doi>10\.\d{4,9}/[^\s\"?#，。；、）]+)(?:[?#]\S*)?"
)
_QUOTED_SLASH = re.compile(r"(?ai)(?<=10\.\d{4})%2F|(?<=10\.\d{5})%2F")
SICI = r"<[^<>\s]{1,80}>\d\.\d\.[A-Za-z]{2};\d-[0-9A-Za-z#]"
"""The end of a DOI that holds a SICI, as many of old journals do: ``<693::AID-ASI4>3.0.CO;2-O``.

ANSI/NISO Z39.56, 7.
"""


def link(url: str, label: str = "") -> Link:
    """A link with the type that its address, else its label, suggests: ``web`` if neither does.

    ``<`` and ``>``, which the DOIs of old journals have, are percent-encoded.
    """
    url = url.replace("<", "%3C").replace(">", "%3E")
    for pattern, kind in _BY_HOST:
        if pattern.fullmatch(url):
            return Link(kind, url, label)
    for pattern, kind in _BY_LABEL:
        if pattern.search(label):
            return Link(kind, url, label)
    return Link("web", url, label)


def arxiv_id(text: str) -> str:
    """The arXiv id in an address of a paper, or that the whole text is; empty if there is none.

    The version is left out. An id that lost its last zeros comes back as it was typed.
    https://info.arxiv.org/help/arxiv_identifier.html
    """
    match = _ARXIV.search(text) or _ARXIV_ALONE.fullmatch(text.strip())
    if not match or not _has_month(match["id"]):
        return ""
    return match["id"]


def _has_month(arxiv: str) -> bool:
    return "01" <= arxiv.rpartition("/")[2][2:4] <= "12"


def doi(text: str) -> str:
    """The DOI in an address, or that the whole text is; empty if there is none.

    Escapes of addresses (``%3C``) and of HTML (``&lt;``) are resolved.
    """
    typed = html.unescape(text.strip()).rstrip(".,;")
    if typed.startswith("<") and typed.endswith(">"):
        typed = typed[1:-1]
    match = _DOI.fullmatch(_QUOTED_SLASH.sub("/", typed))
    if not match:
        return ""
    plain = urllib.parse.unquote(match["doi"]).removesuffix(".pdf")
    return "" if doi_fault(plain) or plain.count("<") != plain.count(">") else plain
