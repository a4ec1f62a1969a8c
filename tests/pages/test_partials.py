"""Parts of pages that are rendered once."""

import pytest
from make import day, entry

from qikan.pages import partials


class Counter:
    """Renders the values it is given, and counts how often."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, name: str, **values: object) -> str:
        self.calls += 1
        return f"<{name} {values}>"


def test_a_part_is_rendered_once_for_equal_plain_values() -> None:
    render = Counter()
    partial = partials.cached_partial(render)
    for section in ("topics/", "topics" + "/".strip(), "topics/"):
        text = partial("menu.html", section=section, exact=True)
        assert text == "<menu.html {'section': 'topics/', 'exact': True}>"
    partial("time.html", day=day("2024-06"))
    partial("time.html", day=day("2024-06"))
    assert render.calls == 2


def test_a_part_is_rendered_for_each_value_and_each_layout() -> None:
    partial = partials.cached_partial(Counter())
    texts = {
        partial("a.html"),
        partial("b.html"),
        partial("a.html", n=""),
        partial("a.html", n="1"),
        partial("a.html", n=day("2024-06")),
        partial("a.html", n=day("2024-06-01")),
    }
    assert len(texts) == 6


def test_a_part_of_an_item_that_is_gone_is_not_shown_for_another() -> None:
    partial = partials.cached_partial(lambda _, item: item.title)
    for number in range(200):  # each takes the place of the last one in memory
        assert partial("card.html", item=entry(number)) == f"第 {number} 篇"


def test_the_cache_keeps_to_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partials, "CACHE_CHARS", 100)
    render = Counter()
    partial = partials.cached_partial(render)
    for number in range(50):
        partial("a.html", n=str(number))
    partial("a.html", n="49")
    assert render.calls == 50
    partial("a.html", n="0")
    assert render.calls == 51


def test_a_part_larger_than_the_cache_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partials, "CACHE_CHARS", 1)
    partial = partials.cached_partial(Counter())
    assert partial("a.html", n="1") == "<a.html {'n': '1'}>"
    assert partial("a.html", n="2") == "<a.html {'n': '2'}>"
