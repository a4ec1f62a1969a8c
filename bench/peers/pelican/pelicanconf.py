"""Pelican's settings for one language: ``VARIANT`` in the environment says which."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def _data(name: str) -> Any:
    return json.loads((HERE / "data" / f"{name}.json").read_text("utf-8"))


VARIANT = os.environ["VARIANT"]
PREFIX = "" if VARIANT == "zh-hans" else f"/{VARIANT}"
TAG_NAME = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}[VARIANT]

SITENAME = "期刊"
SITESUBTITLE = {"zh-hans": "用来测量速度的档案。", "zh-hant": "用來測量速度的檔案。"}[VARIANT]
SITEURL = f"https://bench.example.org{PREFIX}"
DEFAULT_LANG = VARIANT
TIMEZONE = "Asia/Shanghai"
DEFAULT_DATE_FORMAT = "%Y 年 %-m 月 %-d 日"

PATH = f"content/{VARIANT}"
OUTPUT_PATH = f"output{PREFIX}"
THEME = "theme"
THEME_STATIC_PATHS = ["static"] if VARIANT == "zh-hans" else []
THEME_STATIC_DIR = "static"
CACHE_PATH = f"cache/{VARIANT}"
STATIC_PATHS: list[str] = []
USE_FOLDER_AS_CATEGORY = False
DEFAULT_PAGINATION = False
PAGINATED_TEMPLATES = {"tag": 20, "period_archives": 20}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/{number}/", "{base_name}/{number}/index.html"),
)
SUMMARY_MAX_LENGTH = 0
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}

ARTICLE_URL = "{address}/"
ARTICLE_SAVE_AS = "{address}/index.html"
CATEGORY_URL = "issues/{slug}/"
CATEGORY_SAVE_AS = "issues/{slug}/index.html"
CATEGORIES_SAVE_AS = "issues/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
TAGS_SAVE_AS = "topics/index.html"
MONTH_ARCHIVE_URL = "archive/{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
SLUG_REGEX_SUBSTITUTIONS: list[tuple[str, str]] = []  # topics and issues are slugs already
SLUGIFY_PRESERVE_CASE = True

DIRECT_TEMPLATES = ["index", "archives", "categories", "tags", "feeds", "sitemap"]
DIRECT_TEMPLATES += ["404", "robots"] if VARIANT == "zh-hans" else []
FEEDS_SAVE_AS = "feeds/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"

FEED_DOMAIN = SITEURL
FEED_RSS = "feed.xml"
TAG_FEED_RSS = "topics/{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False

M = _data("messages")[VARIANT]
EVERY_M = _data("messages")
TOPICS = {topic["slug"]: topic for topic in _data("taxonomy")}
NUMBERS = {issue["id"]: issue for issue in _data("numbers")[VARIANT]}

_articles: dict[str, Any] = {}


def _articles_at(addresses: str | list[str], articles: Iterable[Any]) -> Iterator[Any]:
    """The articles at some addresses; Pelican has no such look-up of its own."""
    if not _articles:
        _articles.update((article.address, article) for article in articles)
    for address in [addresses] if isinstance(addresses, str) else addresses:
        if address in _articles:
            yield _articles[address]


def _listed(value: str | list[str]) -> list[str]:
    """A meta-data line as a list: a single line comes as a text."""
    return [value] if isinstance(value, str) else value


JINJA_FILTERS = {"found": _articles_at, "listed": _listed}
