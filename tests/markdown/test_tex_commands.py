"""The tables of TeX: every row can be used as it is."""

from __future__ import annotations

import re

from qikan.markdown import tex_commands
from qikan.markdown.tex import mathml


def test_a_template_has_the_arguments_that_it_takes() -> None:
    for name, (count, template) in tex_commands.TEMPLATES.items():
        used = {int(number) for number in re.findall(r"#(\d)", template)}
        assert max(used, default=0) <= count, name
        assert template.count("{") - template.count(r"\{") == (
            template.count("}") - template.count(r"\}")
        ), name  # fmt: skip


def test_what_a_template_writes_is_known() -> None:
    unknown = []
    for name, (count, template) in tex_commands.TEMPLATES.items():
        written = re.sub(r"#\d", "1em" if "space" in name else "x", template)
        if written.strip() not in ("", r"\\") and mathml(f"a{{{written}}}b", "inline") is None:
            unknown.append((name, count))
    assert unknown == []


def test_environments_lead_to_others_and_not_on() -> None:
    assert not tex_commands.ENVIRONMENTS.keys() & set(tex_commands.ENVIRONMENTS.values())
    assert tex_commands.ENVIRONMENTS.keys() >= tex_commands.ENVIRONMENTS_WITH_ARGUMENT
    assert not tex_commands.PLAIN_ENVIRONMENTS & tex_commands.ENVIRONMENTS.keys()
