"""Quantities of siunitx in TeX that is known."""

from __future__ import annotations

import pytest

from qikan.markdown.tex_units import SERIES, number, quantity, series, unit


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("5", "5"),
        ("1.5e-3", r"1.5\times 10^{-3}"),
        ("e+6", "10^{6}"),
        ("2 +- 1", r"2\pm 1"),
        (r"2 \pm 0.1 e3", r"(2\pm 0.1)\times 10^{3}"),
        ("-7", "-7"),
        ("x", "x"),
        ("", ""),
    ],
)
def test_a_number(typed: str, written: str) -> None:
    assert number(typed) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (r"\milli\second", r"\mathrm{ms}"),
        (r"\metre\per\second", r"\mathrm{m}/\mathrm{s}"),
        (r"\metre\per\second\squared", r"\mathrm{m}/\mathrm{s}^{2}"),
        (r"\square\metre", r"\mathrm{m}^{2}"),
        (r"\square\metre\second", r"\mathrm{m}^{2}\,\mathrm{s}"),
        (r"\kilo\watt\hour", r"\mathrm{kW}\,\mathrm{h}"),
        (r"\metre\tothe{4}", r"\mathrm{m}^{4}"),
        (r"\um", r"\mathrm{μm}"),
        ("km/h", r"\mathrm{km}/\mathrm{h}"),
        ("N.m", r"\mathrm{N}\,\mathrm{m}"),
        (r"\percent", r"\mathrm{\%}"),
        ("", ""),
    ],
)
def test_a_unit(typed: str, written: str) -> None:
    assert unit(typed) == written


def test_percent_and_degrees_stand_close_to_their_number() -> None:
    assert quantity("5", r"\percent") == r"5\mathrm{\%}"
    assert quantity("5", r"\degree") == r"5\mathrm{°}"
    assert quantity("5", "m") == r"5\,\mathrm{m}"


@pytest.mark.parametrize(
    ("name", "arguments", "written"),
    [
        ("SIrange", ["1", "5", "m"], r"1\text{–}5\,\mathrm{m}"),
        ("numrange", ["1", "5"], r"1\text{–}5"),
        ("SIlist", ["1;2e3", "m"], r"1,\,2\times 10^{3}\,\mathrm{m}"),
        ("numlist", ["1"], "1"),
    ],
)
def test_several_numbers(name: str, arguments: list[str], written: str) -> None:
    assert len(arguments) == SERIES[name]
    assert series(name, arguments) == written
