"""A small complete archive: settings, a topic, an issue and an entry in each script."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from qikan.content.source import Source
from qikan.content.subjects import read_topics
from qikan.installation import shipped_file
from qikan.scaffold import requirement, workflows
from qikan.scaffold.editor import generated_files, settings_files

TIMEZONE = "Asia/Shanghai"
"""Where a new archive's days begin, until its editor writes another place."""

_SITE = """\
# 网站的设置。The site's settings.
title: {{zh-Hans: 我的期刊, zh-Hant: 我的期刊}}
description: {{zh-Hans: 一份新的期刊。, zh-Hant: 一份新的期刊。}}
# 网站将来的地址。The address that the site will have.
base_url: https://example.org/
timezone: {timezone}
variants: [zh-Hans, zh-Hant]
cadence: weekly
"""
_TOPICS = """\
topics:
  - slug: language-models
    names: {{zh-Hans: 语言模型, zh-Hant: 語言模型, en: Language models}}
    aliases: [大语言模型, LLM]
"""
_ISSUE = """\
---
number: 1
title: 创刊号
lang: zh-Hans
date: {day}
---
这是第一期。改成您自己的话，或者删去这个文件。
"""
_SIMPLIFIED = """\
---
title: 用简体写的一条动态
kind: news
lang: zh-Hans
date: {day}
topics: [语言模型]
---
软件、网络和数据库这些词，在繁体版里会换成另一种说法。
"""
_TRADITIONAL = """\
---
title: 用繁體寫的一條動態
kind: news
lang: zh-Hant
date: {day}
topics: [語言模型]
---
軟體、網路和資料庫這些詞，在簡體版裡會換成另一種說法。
"""
_BUILD = '''\
"""Build this archive: ``python build.py``, see it while you write: ``python build.py serve``."""

import sys
from pathlib import Path

if __name__ == "__main__":  # workers that are spawned import this file
    try:
        from qikan.cli import command
    except ModuleNotFoundError as error:
        install = "python3 -m venv .venv && .venv/bin/python -m pip install -r requirements.txt"
        start = f"请安装一次（install it once）: {install}; 然后（then）: .venv/bin/python build.py"
        print(f"build.py: {error}; {start}", file=sys.stderr)
        sys.exit(3)
    command(Path(__file__).resolve().parent, "build.py")
'''
_IGNORED = """\
/site/
/export/
/.site-*
/.cache/
/.venv/
"""
_EDITOR = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
"""


def archive_files(day: datetime.date, requirements: str) -> Mapping[str, str]:
    """The files of a new archive by path; its entries and its issue are of a day.

    ``requirements`` names the qikan that builds it.
    """
    year, week, _ = day.isocalendar()
    entries = f"content/entries/{day.year}"
    files = {
        "content/site.yaml": _SITE,
        "content/topics.yaml": _TOPICS,
        f"content/issues/{year}-W{week:02}.md": _ISSUE,
        f"{entries}/written-in-simplified.md": _SIMPLIFIED,
        f"{entries}/written-in-traditional.md": _TRADITIONAL,
    }
    values = {"day": day.isoformat(), "timezone": TIMEZONE}
    contents = {path: text.format(**values) for path, text in files.items()}
    topics, _ = read_topics(Source("content/topics.yaml", contents["content/topics.yaml"]))
    own = {
        "build.py": _BUILD,
        ".gitignore": _IGNORED,
        ".editorconfig": _EDITOR,
        "README.md": _readme("zh"),
        "README.en.md": _readme("en"),
        requirement.PATH: requirements,
        workflows.PATH: workflows.workflow("pages"),
    }
    return contents | own | generated_files(topics, [f"{year}-W{week:02}"]) | settings_files()


def _readme(language: str) -> str:
    """From nothing to a published site, for a newcomer."""
    return shipped_file(f"qikan/scaffold/readme.{language}.md").decode()
