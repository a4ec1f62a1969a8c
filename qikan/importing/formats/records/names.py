"""What programs call the fields of an entry, in English and in both Chinese scripts.

A name is compared without case, spaces, ``_`` and ``-`` and in Simplified characters:
``paper_title``, ``paperTitle`` and ``Paper Title`` are one. Parents that say nothing of their own
(``paper``, ``data``, ``ai``) are left out: ``paper.title`` is ``title``, ``AI.tldr`` is ``tldr``;
other parents belong to the name: ``authors[].name`` is ``authorsname``.
"""

from __future__ import annotations

import functools
import re

from qikan.conversion.characters import fold_script

SINGLE = ("title", "title_zh", "title_en", "arxiv", "doi", "date", "published", "lang", "kind")
"""Fields that one name of the source gives; where several could, the first of them does."""
LISTS = ("authors", "orgs", "topics", "links")
PARTS = {
    "lead": ("", ""),
    "translation": ("", ""),
    "summary": ("", ""),
    "markdown": ("", ""),
    "background": ("背景", "Background"),
    "motivation": ("动机", "Motivation"),
    "method": ("方法", "Method"),
    "result": ("结果", "Result"),
    "conclusion": ("结论", "Conclusion"),
    "contribution": ("贡献", "Contribution"),
    "limitation": ("局限", "Limitations"),
    "reason": ("推荐理由", "Why it matters"),
}
"""The parts of a text, in the order they stand in, each with the word that is put before it."""
FIELDS = (*SINGLE, *LISTS, *PARTS)

_NAMES = {
    "title": "title papertitle titletitle headline articletitle titletext 标题 题目 题名 "
    "篇名 论文标题 论文题目 论文名称 论文名 文章标题 文章题目 标题名称 资讯标题 新闻标题"
    " 名称 名字 项目名称 模型名称 工具名称 name",
    "title_zh": "titlezh headlinezh headlinecn titlecn zhtitle cntitle titlechinese "
    "chinesetitle titletranslated "
    "translatedtitle titletranslation titlezhcn titlezhhans 中文标题 中文题目 "
    "标题翻译 标题中文 译题 译名 中文名 中文名称 标题译文 题目翻译 titlech "
    "论文题目中文 论文标题中文 题目中文 标题名称中文 名称中文",
    "title_en": "titleen entitle titleenglish englishtitle originaltitle titleoriginal titleraw "
    "英文标题 英文题目 原标题 原题 标题原文 英文名 论文题目英文 论文标题英文 题目英文 "
    "标题英文 名称英文",
    "arxiv": "arxiv arxivid arxivnumber arxivno eprint externalidsarxiv arxivurl arxivlink "
    "idsarxiv arxiv编号 arxivabs 编号 论文编号 paperid id key url link absurl absid",
    "doi": "doi externalidsdoi doiurl idsdoi doilink id",
    "date": "submittedondailyat addeddate dateadded addedat collectedat digestdate "
    "archivedate crawldate fetchdate fetchedat scrapedat timestamp timeadded "
    "savedat saveddate 收录日期 收录时间 入库日期 "
    "推送日期 采集时间",
    "published": "published publishedat publisheddate publicationdate datepublished pubdate "
    "publishdate publishtime publishedtime publishedon submitted submitteddate "
    "submissiondate datesubmitted issued releasedate releasedat date day time "
    "datetime posted postedat created createdat createdate createtime "
    "versionscreated firstsubmitted v1date postdate "
    "createdutc publicationdateyear publicationdatemonth when cdate "
    "pdate 日期 时间 发布日期 发布时间 "
    "发表日期 发表时间 提交日期 提交时间 论文日期 出版日期 更新日期 更新时间 updated "
    "updatedat updatedate updateddate lastupdated yearmonth month year publicationyear pubyear",
    "lang": "lang locale",
    "kind": "kind",
    "authors": "authors author by authorlist authorsname authorname authorslist authornames "
    "creators creator authorsfullname authorsdisplayname "
    "authorshipsauthordisplayname authorsauthorname authorsuserfullname authorsfull "
    "authorsauthortext "
    "作者 作者列表 论文作者 作者名 全部作者",
    "orgs": "orgs organizationfullname organizations organisations "
    "organization organisation institutions "
    "institution affiliations affiliation authorsaffiliation authorsaffiliations "
    "authorsinstitution authoraffiliations organizationname "
    "authorshipsinstitutionsdisplayname company companies lab aff affs 机构 单位 作者单位 "
    "作者机构 团队 研究机构 所属机构 公司",
    "topics": "topics topic tags tag keywords keyword categories category subjects subject "
    "labels labelsname primarycategory maincategory subcategory fieldsofstudy "
    "researchareas areas area domain domains tagsname tagsterm categoriesterm "
    "aikeywords keywordszh tagszh tagscn topicszh categorieszh field track theme "
    "标签 关键词 关键字 主题 分类 类别 领域 "
    "方向 研究方向 子领域 话题 板块 tasks task primarytopicdisplayname"
    " manualtags automatictags documenttags cate cates cat cats",
    "links": "url urls link links href abs absurl abslink absurls pdf pdfurl pdflink pdfurls "
    "paperurl paperlink paper arxivurl arxivlink htmlurl articleurl sourceurl "
    "source原文 htmllink openaccesspdfurl landingpage landingpageurl "
    "primarylocationlandingpageurl ojsurl code codeurl codelink github githuburl "
    "githublink githubrepo repo repourl repository repositoryurl codebase "
    "officialcode project projecturl projectpage projectlink projectwebsite "
    "homepage website web webpage page demo demourl model modelurl models "
    "huggingface hf hfurl huggingfaceurl hflink dataset dataseturl datasets data "
    "dataurl dataseturls video videourl youtube blog blogurl slides poster "
    "openreview openreviewurl linksurl linkshref urlsurl pagelink detailurl "
    "permalink externalurl alternate 链接 连结 网址 地址 论文链接 论文地址 原文链接 "
    "原文地址 pdf链接 代码 代码链接 代码地址 项目 项目主页 项目链接 项目地址 主页 "
    "数据集链接 模型链接 视频链接 文章链接 开源地址 github链接 演示 arxiv链接 "
    "来源链接 视频 数据集 源码"
    " urlabs urlpdf abstracturl openreviewpdf fulltexturl fulltextlink ee tweeturl twitterurl"
    " originallink originalurl posterurl slidesurl supplementary supp canonicalhref"
    " alternatehref",
    "translation": "introzh introcn abscn abszh cnabs zhabs "
    "summaryzh zhsummary summarycn cnsummary abstractzh zhabstract abstractcn "
    "cnabstract abstractchinese chineseabstract chinesesummary summarychinese "
    "translatedabstract abstracttranslated abstracttranslation summarytranslated "
    "translatedsummary translation summarytranslation descriptionzh zhdescription "
    "abstractzhcn 中文摘要 摘要翻译 摘要中文 中文简介 中文总结 翻译 译文 摘要译文 "
    "中文内容 中文翻译",
    "lead": "tldr tldrtext tldrzh tldrcn zhtldr onesentence onesentencesummary oneline "
    "onelinesummary oneliner shortsummary briefsummary brief takeaway keytakeaway "
    "highlight highlights aisummary aisummaryzh llmsummary gptsummary summaryai "
    "aiabstract keypoints keypoint coreidea 一句话总结 一句话 一句话概括 一句话摘要 "
    "核心要点 要点 核心观点 核心内容 亮点 导读 速览 ai总结 ai摘要 总结",
    "summary": "summary abstract abstracttext description desc intro introduction excerpt "
    "digest abstracten summaryen originalabstract originalsummary abstractoriginal "
    "摘要 论文摘要 内容摘要 简介 介绍 描述 概述 概要 内容简介 英文摘要 原文摘要 "
    "论文简介 文章摘要 说明 笔记 解读"
    " abstractnote contenttext plaintext customexcerpt selftext summarycontent",
    "markdown": "content body text contenttext article fulltext contentmarkdown contentmd "
    "bodymarkdown contenthtml bodyhtml 内容 正文 全文 文章内容 详细内容",
    "background": "background 背景 研究背景",
    "motivation": "motivation motivations problem 动机 研究动机 问题 研究问题",
    "method": "method methods methodology approach 方法 研究方法 技术方案 方案",
    "result": "result results experiments experiment findings 结果 实验结果 实验 效果",
    "conclusion": "conclusion conclusions 结论",
    "contribution": "contribution contributions innovation innovations novelty 贡献 主要贡献 "
    "创新点 创新",
    "limitation": "limitation limitations 局限 局限性 不足",
    "reason": "why reason recommendation recommendationreason comment评 点评 推荐理由 推荐语 "
    "编者按 评语 短评 recommend whyitmatters significance",
}
"""The names of each field, the best first; a name may serve several fields by its values."""

_KNOWN: dict[str, dict[str, int]] = {}
for _field, _words in _NAMES.items():
    for _rank, _word in enumerate(_words.split()):
        _KNOWN.setdefault(_word, {})[_field] = _rank

_SILENT = frozenset(
    "message paper papers item items entry entries node record fields data metadata meta "
    "article attributes"
    " properties source doc document ai llm gpt analysis info result results generated value values"
    " aienhanced enhanced detail details bib work 论文 信息 数据 分析".split()
)
"""Parents that say nothing of what is in them."""

_WRAPPERS = frozenset(["value", "rendered"])
"""Names of the text of what is around it: ``title.rendered`` (WordPress), ``title.value``."""

_RECORDS = frozenset("fields paper item node record properties entry article".split())
"""Parents whose name is a title."""

_PUBLISHERS = frozenset("source publisher provider site".split())
"""Parents whose addresses are those of a newspaper, not of its article."""

_LANGUAGES = frozenset("zh cn en zhcn zhhans zhhant tw chinese english".split())

_UNUSED = frozenset(
    "bibtex citation citations references comment comments note notes raw html search searchtext"
    " embedding image images thumbnail summaryhash hash license log error prompt journalref acl"
    " reportno fullauthors authorsparsed updates versions submitter openreviewbib conferencebib"
    " abstractinvertedindex relatedworks mediaurls projectgithub mesh".split()
)
"""Names of long values that are no part of an entry's text."""


@functools.lru_cache(1 << 14)
def plain_name(path: str) -> str:
    """A path as it is compared: its own name with those of its parents that say something."""
    parts = [_folded(part) for part in path.split(".")]
    if len(parts) > 1 and parts[-1] in _WRAPPERS:
        parts.pop()
    kept = [part for part in parts[:-1] if part and part not in _SILENT]
    return "".join([*kept, parts[-1]])


def _folded(part: str) -> str:
    name = re.sub(r"[\W_]+", "", fold_script(part.casefold()))
    return name if name.isascii() else _TAIWAN.sub(lambda match: _MAINLAND[match[0]], name)


_MAINLAND = {
    "连结": "链接",
    "程式码": "代码",
    "原始码": "代码",
    "专案": "项目",
    "影片": "视频",
    "资料集": "数据集",
}
"""Words of Taiwan and those of the Mainland, both in Simplified characters."""
_TAIWAN = re.compile("|".join(_MAINLAND))


def meanings(path: str) -> dict[str, int]:
    """The fields that a path may give, with the rank of its name among theirs (0 is the best)."""
    name = plain_name(path)
    if name == "name" and "." in path and _folded(path.split(".")[-2]) not in _RECORDS:
        return {}  # of a source, an organisation, a person
    if "." in path and _folded(path.split(".")[-2]) in _PUBLISHERS:
        return {}
    if name in _KNOWN:
        return _KNOWN[name]
    last = path.rpartition(".")[2]
    parts = [_folded(part) for part in re.split(r"[-/|()（）]", last)]
    if not last.isascii() and any(part.isascii() for part in parts if part):  # 摘要-Summary
        return next((_KNOWN[part] for part in parts if part in _KNOWN), {})
    last = _folded(last)
    if last in _LANGUAGES and "." in path:  # title.zh, abstract.en
        return _KNOWN.get(name, {})
    return {}


def is_title(name: str) -> bool:
    """Whether a name is that of a title."""
    return any(field.startswith("title") for field in meanings(name))


def is_unused(path: str) -> bool:
    """Whether a path's long texts are known to be no part of an entry."""
    return plain_name(path) in _UNUSED or _folded(path.rpartition(".")[2]) in _UNUSED
