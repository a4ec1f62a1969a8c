"""Layouts render as in Jinja, and their errors are reported with their lines."""

import types
from typing import Any, cast

import jinja2
import pytest

from qikan.content.site import Config
from qikan.errors import LayoutError
from qikan.model.page import Page
from qikan.pages.context import LayoutContext
from qikan.pages.render import renderer

PARTS = {
    "bare.html": "{% if page is defined %}page{% endif %}.",
    "part.html": "{{ here }}{% if page is defined %} page{% endif %}",
    "frame.html": "<{% block a %}A{% endblock %}{% block b %}B{% endblock %}>"
    "{% for i in [1, 2] %}{% block c scoped %}{{ i }}{% endblock %}{% endfor %}",
}
DATA: dict[str, Any] = {"here": "<here>", "d": {"k": "v", "class": "c", "u": None}}
CASES = [
    "{{ here }} {{ here | upper }} {{ none }} {{ 1.5 }} {{ '<' }}",
    "{{ d.k }} {{ d.class }} {{ d.get('k') }} {{ (5).real }} {{ d.nope is defined }}",
    "{{ d.nope | default('-') }}{% if d.k.nope is defined %}no{% endif %}",
    (
        "{% macro f(x, y=2) %}[{{ x }} {{ y }}]{% endmacro %}"
        "{{ f(1) }}{{ f('<', 3) }}{{ f(y=3, x=4) }}{{ f(*[1, 2]) }}{{ f(**{'x': 9}) }}"
    ),
    "{{ d['k'] }} {{ d['nope'] is defined }} {{ page['kind'] }} {{ here[1:][0] }}",
    "{{ none[0] is defined }}",
    "{% macro f(x, y=x) %}{{ x | default('-') }}{{ y }};{% endmacro %}{{ f(1) }}{{ f(y=2) }}",
    "{% macro f(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ f(1, 2, z=3) }}",
    "{% macro f() %}({{ caller() }}){% endmacro %}{% call f() %}in{{ here }}{% endcall %}",
    "1{% include 'part.html' %}2{% include 'bare.html' without context %}3",
    "1{% for n in [1, 2] %}{{ n }}{{ loop.last }}{% include 'part.html' %}{% endfor %}",
    "{% for n in [[1, [2]], [3]] recursive %}{{ n if n is number else loop(n) }};{% endfor %}",
    "{% filter upper %}a{{ here }}{% endfilter %}{% set q %}<b>{{ here }}{% endset %}{{ q }}",
    "{% extends 'frame.html' %}{% block a %}{{ super() }}{{ self.b() }}{{ here }}{% endblock %}",
    "{{ dict(a=1).a }}{{ d | tojson(indent=1) }}",
]
FAULTS = [
    "{{ nope }}",
    "{{ d.nope }}",
    "{{ d['nope'] }}",
    "{{ none[0] }}",
    "{{ page.nope }}",
    "{{ d.k.nope.nope }}",
]


def printed(layout: str) -> str:
    config = cast("Config", types.SimpleNamespace(variants=("zh-Hans",)))
    layouts = PARTS | {"it.html": layout}
    context = LayoutContext(
        config=config,
        messages={"zh-Hans": {}},
        variant="zh-Hans",
        fetch=lambda facts: cast("Any", facts),
        structured=lambda _: [],
        formats={},
        citations=str,
    )
    render = renderer(layouts, lambda _: context)
    return render(Page("it/", "it/", "zh-Hans", "entry", "html", DATA, "it.html")).decode()


def plain(layout: str) -> str:
    """The same by Jinja alone."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(PARTS),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
    )
    page = Page("it/", "it/", "zh-Hans", "entry", "html", DATA, "it.html")
    return environment.from_string(layout).render(page=page, **DATA)


@pytest.mark.parametrize("layout", CASES)
def test_a_layout_gives_what_jinja_gives(layout: str) -> None:
    assert printed(layout) == plain(layout)


def test_json_in_a_page_is_short_and_ends_no_script() -> None:
    assert printed("{{ {'b': '期</script>', 'a': [1, none]} | tojson }}") == (
        '{"a":[1,null],"b":"期\\u003c/script\\u003e"}'
    )


@pytest.mark.parametrize("layout", FAULTS)
def test_a_missing_name_in_a_layout_is_reported_with_the_message_of_jinja(layout: str) -> None:
    with pytest.raises(jinja2.UndefinedError) as wanted:
        plain(layout)
    with pytest.raises(LayoutError) as raised:
        printed(f"first\n{layout}")
    assert raised.value.problem.line == 2
    assert f"UndefinedError: {wanted.value} (" in raised.value.problem.text


def test_a_macro_with_too_many_arguments_is_reported_with_the_message_of_jinja() -> None:
    layout = "{% macro f(a) %}{{ a }}{% endmacro %}{{ f(1, 2) }}"
    with pytest.raises(TypeError) as wanted:
        plain(layout)
    with pytest.raises(LayoutError) as raised:
        printed(layout)
    assert str(wanted.value) in raised.value.problem.text
