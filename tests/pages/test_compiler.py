"""The code generator is used only where its result is that of Jinja's own."""

from collections.abc import Iterator

import jinja2
import pytest
from make import assembled, config, entry, issue, layouts, output_context, plan, topic
from markupsafe import Markup, escape

from qikan.generator.registry import page_writer
from qikan.pages import compiler, render


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    compiler.is_fast_safe.cache_clear()
    yield
    compiler.is_fast_safe.cache_clear()


def test_the_oldest_release_that_may_be_installed_was_tested() -> None:
    assert compiler.TESTED[0] == "3.1.5"


def test_the_sample_comes_out_alike() -> None:
    assert compiler._sample(compiler.FastEnvironment) == compiler._sample(compiler.PlainEnvironment)


def test_what_one_process_compiled_another_takes_over() -> None:
    first, second = compiler.Bytecode(), compiler.Bytecode()
    expected = compiler.FastEnvironment({"a.html": "{{ x }}!"}, first).get_template("a.html")
    second.add(first.packed())
    assert second.compiled == first.compiled
    template = compiler.FastEnvironment({"a.html": "{{ x }}!"}, second).get_template("a.html")
    assert template.render(x="<") == expected.render(x="<") == "&lt;!"


@pytest.mark.parametrize("value", ["plain", "<&>\"'", "", 1, 1.5, None, Markup("<b>")])
def test_a_value_is_escaped_as_jinja_escapes_it(value: object) -> None:
    assert compiler.escaped(value) == escape(value)


def test_a_tested_release_needs_no_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jinja2, "__version__", compiler.TESTED[-1])
    monkeypatch.setattr(compiler, "SAMPLE", {})
    assert compiler.is_fast_safe()


def test_the_sample_decides_on_the_next_patch_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jinja2, "__version__", "3.1.99")
    assert compiler.is_fast_safe()


def test_layouts_are_plain_jinja_under_a_release_that_nobody_tested(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jinja2, "__version__", "3.2.0")
    assert not compiler.is_fast_safe()


@pytest.mark.parametrize("change", ["raises", "writes something else"])
def test_layouts_are_plain_jinja_where_the_generator_no_longer_fits(
    monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    def moved(generator: compiler._Generator, *_: object) -> None:
        if change == "raises":
            raise TypeError
        generator.write("str(")

    monkeypatch.setattr(jinja2, "__version__", "3.1.99")
    monkeypatch.setattr(compiler._Generator, "_output_child_pre", moved)
    assert not compiler.is_fast_safe()


def test_both_give_the_same_site(monkeypatch: pytest.MonkeyPatch) -> None:
    site = config(topics=(topic("rag", "检索"),), page_size=1)
    entries = [
        entry(1, topics=("rag", "某词"), authors=("陈丽",), aliases=("old",)),
        entry(2, kind="news", about=("2406.00001",), title="<甲> & 乙"),
        entry(3, topics=("rag",), status="withdrawn", withdrawn="撤稿"),
        entry(4, topics=("rag",), lang="en"),
    ]
    archive = assembled(site, entries, [issue("2024-W25", view="table")])
    pages = [page for page in plan(site, archive) if page.format == "html"]

    def rendered(is_fast: bool) -> list[bytes]:
        monkeypatch.setattr(render, "is_fast_safe", lambda: is_fast)
        return list(map(page_writer(output_context(site), layouts()), pages))

    assert rendered(is_fast=True) == rendered(is_fast=False)
