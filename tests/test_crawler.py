"""Every link in pages and feeds of the real and the golden site has a target, in every edition."""

from pathlib import Path

import pytest
from conftest import BASE_URL
from crawler import dead_links
from test_golden import built

GOLDEN_URL = "https://example.org/shikan/"


def test_nothing_on_the_golden_site_leads_nowhere(tmp_path: Path) -> None:
    assert dead_links(built(tmp_path), GOLDEN_URL) == []


def test_nothing_on_the_real_site_leads_nowhere(site: Path) -> None:
    assert dead_links(site, BASE_URL) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<a href="/q/B/">x</a>'),
        ("a.html", '<a href="/q/b">x</a>'),
        ("a.html", '<img src="%25E5.png">'),
        ("a.html", '<a href="https://example.org/q/zh-hant/b/">x</a>'),
        ("a.html", '<a href="/q/b/#方法x">x</a>'),
        ("a.html", '<a href="/elsewhere/">x</a>'),
        ("a.html", '<meta http-equiv="refresh" content="0; url=/q/c/">'),
        ("a.xml", "<rss><link>https://example.org/q/c/</link></rss>"),
        ("a.xml", "<rss><description>&lt;img src='/q/c.png'&gt;</description></rss>"),
    ],
)
def test_the_crawler_finds_what_leads_nowhere(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "index.html").write_text('<h2 id="方法">x</h2>', "utf-8")
    (tmp_path / "图.png").write_bytes(b"")
    right = '<a href="/q/b/#%E6%96%B9%E6%B3%95"><img src="%E5%9B%BE.png"></a><a href="//a.org/">'
    (tmp_path / "right.html").write_text(right, "utf-8")
    assert dead_links(tmp_path, "https://example.org/q/") == []
    (tmp_path / name).write_text(text, "utf-8")
    assert len(dead_links(tmp_path, "https://example.org/q/")) == 1
