"""The layouts that a layout depends on."""

import pytest

from qikan.pages.references import reachable

LAYOUTS = {
    "base.html": "<title>{% block title %}{% endblock %}</title>{% include 'foot.html' %}",
    "foot.html": "{{ text('about') }}",
    "card.html": "{{ item }}",
    "alone.html": "base.html card.html",
    "page.html": "",
}


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("<p>", {"page.html"}),
        ("{% extends 'base.html' %}", {"page.html", "base.html", "foot.html"}),
        ('{%- include "foot.html" -%}', {"page.html", "foot.html"}),
        ("{% import 'card.html' as c %}", {"page.html", "card.html"}),
        ("{% from 'card.html' import a %}", {"page.html", "card.html"}),
        ("{{ partial('card.html', item=item) }}", {"page.html", "card.html"}),
        ("{% set x = partial( 'card.html') %}", {"page.html", "card.html"}),
        ("{% include 'page.html' %}", {"page.html"}),
        ("{% include 'ca' ~ 'rd.html' %}", {"page.html", "card.html"}),
        ("{{ partial('ca' ~ kind ~ '.html', item=item) }}", {"page.html", "card.html"}),
        ('{% include "" ~ item.view ~ "t.html" ignore missing %}', {"page.html", "foot.html"}),
        ("{% include 'card.html' without context %}", {"page.html", "card.html"}),
    ],
)
def test_a_layout_leads_to_what_it_names(text: str, reached: set[str]) -> None:
    assert reachable(LAYOUTS | {"page.html": text})["page.html"] == reached


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'card.html' if x else 'foot.html' %}",
        "{% include 'ca' ~ x if y else z %}",
        "{% include 'ca' ~ (x or y) %}",
        "{{ partial('card.html' if x else name) }}",
        "{% include name %}",
        "{% include ['card.html', 'foot.html'] %}",
        "{%extends(name)%}",
        "{{ partial('none' ~ name) }}",
        "{{ partial(name, item=item) }}",
        "{% set show = partial %}{{ show('card.html') }}",
        "{% include 'gone.html' ignore missing %}",
    ],
)
def test_a_name_that_is_not_plain_may_be_any_layout(text: str) -> None:
    assert reachable(LAYOUTS | {"page.html": text})["page.html"] == set(LAYOUTS)
