"""On a phone: titles break where a reader would, and nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builder import run_build
from playwright.sync_api import Browser, Page
from serve import serve
from tabs import new_context, overflow

SITE = """\
title: {zh-Hans: 试刊, zh-Hant: 試刊}
description: 灯笼学论文与纸船动态的中文档案，一次撰写，简繁两读。
base_url: http://127.0.0.1/
timezone: Asia/Shanghai
"""
TITLES = {
    "numbers": "灯笼学的参数量超 1 亿，在 3 倍长的上下文中仍能保持 95% 的准确率",
    "names": "从 Lantern-7B 到 Lantern 3：纸船与大语言模型的检索增强生成技术报告",
    "long": "Supercalifragilisticexpialidocious-Lantern-Benchmark：一种长名字的灯笼基准",
}
BODY = """\
| 一个很宽的表头 | 另一个很宽的表头 | 第三个很宽的表头 | 第四个很宽的表头 | 第五个 |
|---|---|---|---|---|
| LanternBenchmarkLong | 0.1234567890 | 0.1234567890 | 0.1234567890 | 很长的单元格内容 |

$$a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + b_1 + b_2 + b_3 + b_4 + b_5 + b_6 = 0$$

长公式
$\\mathrm{Lantern}(Q, K, V) = \\mathrm{softmax}(Q K^\\top / \\sqrt{d}) V + b_1 + b_2$，再取。

取值甲乙丙 $k$-近邻，与甲乙丙 $n$’s，再取甲乙丙 $p$，最后。

```
a_line_of_code_without_any_place_to_break(first_argument, second_argument, third_argument)
```

https://example.org/a/very/long/address/without/any/place/to/break/it/at/all/for/a/long/while
"""
LINES = """(heading) => {
  const range = document.createRange();
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT), lines = [];
  let top = -1;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".original")) continue;
    for (let n = 0; n < node.length; n++) {
      range.setStart(node, n);
      range.setEnd(node, n + 1);
      const box = range.getClientRects()[0];
      if (!box || !box.width) continue;
      if (Math.abs(box.top - top) > 8) { lines.push(""); top = box.top; }
      lines[lines.length - 1] += node.data[n];
    }
  }
  return lines.map((line) => line.trim());
}"""
"""An element's text as the lines that a reader sees."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("narrow")
    entries = root / "content" / "entries"
    entries.mkdir(parents=True)
    (root / "content" / "site.yaml").write_text(SITE, "utf-8")
    for name, title in TITLES.items():
        front = f"title: {title}\nlang: zh-Hans\ndate: 2024-06-21\n"
        (entries / f"{name}.md").write_text(f"---\n{front}---\n{BODY}", "utf-8")
    done = run_build("--root", root)
    assert done.returncode == 0, done.stderr
    with serve(root / "site", "/") as served:
        yield served


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser, viewport={"width": 320, "height": 700})
    yield context.new_page()
    context.close()


PAGES = [f"{prefix}news/{name}/" for prefix in ("", "zh-hant/") for name in TITLES]


@pytest.mark.parametrize("path", PAGES)
def test_a_title_keeps_words_numbers_and_units_together(
    page: Page, address: str, path: str
) -> None:
    page.goto(f"{address}{path}")
    for width in (320, 360, 390, 414, 768):
        page.set_viewport_size({"width": width, "height": 700})
        lines = page.locator("h1").evaluate(LINES)
        assert len(lines) > 1 or width > 414
        assert width != 390 or min(map(len, lines)) >= 3, "a line of a title is a stub"
        text = "\n".join(lines)
        for unit in ("1 亿", "1 億", "3 倍", "95%", "Lantern 3", "模型", "检索", "檢索", "上下文"):
            head, tail = unit[:-1].strip(), unit[-1]
            assert f"{head}\n{tail}" not in text
            assert f"{unit[0]}\n{unit[1:].strip()}" not in text
        assert all(line[0] not in "，。：；、！？）”的" for line in lines)


BROKEN = """(paragraph) => {
  const range = document.createRange();
  let widths = 0, broken = 0;
  for (let width = 60; width < 300; width += 4, widths++) {
    paragraph.style.width = `${width}px`;
    for (const formula of paragraph.querySelectorAll(".math")) {
      range.setStart(formula.nextSibling, 0);
      range.setEnd(formula.nextSibling, 1);
      const [behind] = range.getClientRects();
      broken += behind.top + behind.height / 2 > formula.getBoundingClientRect().bottom;
    }
  }
  return [widths, broken];
}"""
"""For many widths of a paragraph: how often what follows a formula begins a line."""


def test_no_line_begins_with_what_follows_a_formula(page: Page, address: str) -> None:
    page.goto(f"{address}news/numbers/")
    paragraphs = page.locator(".prose p", has_text="再取").all()
    assert [paragraph.evaluate(BROKEN) for paragraph in paragraphs] == [[60, 0], [60, 0]]


def test_what_the_site_is_breaks_between_phrases(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address)
    lines = page.locator(".mission > p").first.evaluate(LINES)
    assert len(lines) > 1
    assert "档案" in "\n".join(lines)


@pytest.mark.parametrize("path", ["", *PAGES, "archive/2024/06/", "issues/2024-W25/"])
def test_no_page_is_wider_than_the_screen(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert overflow(page) <= 0, width


@pytest.mark.parametrize(
    "box", [".prose .scroll", ".prose p:has(math[display=block])", ".math > .tex-long"]
)
def test_wide_tables_and_formulas_scroll_in_their_own_box(
    page: Page, address: str, box: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{address}news/numbers/")
    element = page.locator(box).first
    width, inside = element.evaluate("box => [box.clientWidth, box.scrollWidth]")
    assert inside > width, "all of it fits: the test shows nothing"
    element.evaluate("box => box.scrollTo(40, 0)")
    assert element.evaluate("box => box.scrollLeft") > 0
