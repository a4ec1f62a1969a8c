"""An invented archive, large enough for lists, issues of every view, topics, months and feeds."""

from __future__ import annotations

from pathlib import Path

SITE = """\
title: {zh-Hans: 试刊, zh-Hant: 試刊}
description: {zh-Hans: 只在测试里出版的一份期刊。, zh-Hant: 只在測試裡出版的一份期刊。}
base_url: https://example.org/qikan/
timezone: Asia/Shanghai
page_size: 10
menu:
  - {to: issues/, name: {zh-Hans: 各期, zh-Hant: 各期}}
  - {to: topics/, name: {zh-Hans: 主题, zh-Hant: 主題}}
  - {to: archive/, name: {zh-Hans: 归档, zh-Hant: 彙整}}
  - {to: feeds/, name: {zh-Hans: 订阅, zh-Hant: 訂閱}}
contact: editor@example.org
licence: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}
"""
TOPICS = """\
topics:
  - slug: lanterns
    names: {zh-Hans: 灯笼学, zh-Hant: 燈籠學, en: Lantern studies}
    aliases: [走马灯, LSL]
  - slug: boats
    names: {zh-Hans: 纸船, zh-Hant: 紙船, en: Paper boats}
    aliases: [小船]
  - slug: survey
    names: {zh-Hans: 综述, zh-Hant: 綜述, en: Survey}
    facet: type
"""
ORGANISATIONS = """\
organisations:
  - slug: lantern-lab
    names: {zh-Hans: 灯笼实验室, zh-Hant: 燈籠實驗室, en: Lantern Lab}
    aliases: [Lantern]
"""
ISSUES = {  # number, view, language, date, entries
    "2030-W10": (1, "list", "zh-Hans", "2030-03-08", 10),
    "2030-03": (2, "table", "zh-Hant", "2030-03-31", 16),
    "2030-W15": (3, "digest", "zh-Hans", "2030-04-12", 10),
    "2030-05": (4, "list", "zh-Hant", "2030-05", 12),
}
_TITLES = {"zh-Hans": "让灯笼飞过第 {} 座桥", "zh-Hant": "讓燈籠飛過第 {} 座橋"}
_BODIES = {
    "zh-Hans": "作者让灯笼飞过第 {0} 座桥，用 `fly({0})` 与 $x_{0}$ 记录结果，"
    "其中**实现与测试**各占一半，没有丢失数据。\n\n后来的研究者重做了这个实验。\n",
    "zh-Hant": "作者讓燈籠飛過第 {0} 座橋，用 `fly({0})` 與 $x_{0}$ 記錄結果，"
    "其中**實現與測試**各占一半，沒有遺失資料。\n\n後來的研究者重做了這個實驗。\n",
}
_NEWS = """
$$\\sum_{i=1}^{n} x_i \\le \\sqrt{n \\sum_{i=1}^{n} x_i^2}$$

| 竹骨 | 高度 |
|---|--:|
| 三根 | $h_3$ |
"""
"""A formula of its own line and a table, in news."""
_WORDS = ("lanterns", "小船", "綜述", "走马灯")


def write(root: Path) -> None:
    """Write the archive's content/ into a folder."""
    entries, issues = root / "content" / "entries", root / "content" / "issues"
    entries.mkdir(parents=True)
    issues.mkdir()
    (root / "content" / "site.yaml").write_text(SITE, "utf-8")
    (root / "content" / "topics.yaml").write_text(TOPICS, "utf-8")
    (root / "content" / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")
    number = 0
    for issue, (issue_number, view, lang, date, count) in ISSUES.items():
        members = []
        for day in range(1, count + 1):
            number += 1
            own = f"{issue}-{day:02}" if view == "table" else date
            name, text = _entry(number, issue, own)
            (entries / f"{name}.md").write_text(text, "utf-8")
            members.append(name)
        fields = [f"number: {issue_number}", f"title: {_TITLES[lang].format(issue_number)}"]
        fields += [f"lang: {lang}", f"date: {date}", f"view: {view}", "order:"]
        fields += [f"  - {name}" for name in reversed(members)]
        text = "\n".join(["---", *fields, "---", _BODIES[lang].format(issue_number)])
        (issues / f"{issue}.md").write_text(text, "utf-8")


def _entry(number: int, issue: str, date: str) -> tuple[str, str]:
    lang = "zh-Hans" if number % 2 else "zh-Hant"
    title = _TITLES[lang].format(number)
    paper = number % 3 > 0
    fields = [f"title: Lantern {number}: A Study", f"title_zh: {title}"]
    if not paper:
        fields = [f"title: {title}"]
    fields += [f"lang: {lang}", f"date: {date}"]
    fields += [f"arxiv: 3003.{number:04}0"] if paper else []
    fields += [f"topics: [{', '.join(dict.fromkeys((_WORDS[number % 4], _WORDS[number % 2])))}]"]
    fields += ["orgs: [Lantern]"] if number % 4 == 0 else []
    fields += ["links:", f"- {{type: code, url: 'https://example.net/code/{number}'}}"]
    fields += [f"issue: {issue}", "sources:"]
    fields += [f"- {{name: 某周报, url: 'https://example.net/weekly/{number}'}}"]
    fields += ["written_by: {model: 某模型}"]
    fields += ["checked_by: Ada Example"] if number % 5 == 0 else []
    name = f"3003.{number:04}0" if paper else f"bridge-{number}"
    body = _BODIES[lang].format(number) + ("" if paper else _NEWS)
    body += "\n参见 LSL 的竹骨。\n" if number % 8 == 0 else ""
    return name, "\n".join(["---", *fields, "---", body])
