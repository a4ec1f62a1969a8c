"""Charts as SVG inside a page."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qikan.pages.charts import WIDTH, bar_chart, dot_chart

ROWS = [("灯笼学 & <纸船>", (0, 4, 1)), ("Boats", (9, 0, 0))]


def dots() -> ET.Element:
    return ET.fromstring(dot_chart("c", ROWS, ["5", "6", "7"], "标题", "说明"))


def bars(rows: list[tuple[str, int]]) -> ET.Element:
    return ET.fromstring(bar_chart("c", rows, "标题", "说明"))


def test_a_chart_says_what_it_shows() -> None:
    for chart in (dots(), bars([("灯笼", 1)])):
        assert (chart.get("role"), chart.findtext("title"), chart.findtext("desc")) == (
            "img",
            "标题",
            "说明",
        )
        ids = [chart.find(tag).get("id") for tag in ("title", "desc")]  # type: ignore[union-attr]
        assert str(chart.get("aria-labelledby")).split() == ids
        assert chart.get("viewBox", "").startswith(f"0 0 {WIDTH} ")


def test_every_number_but_zero_is_a_dot_whose_area_it_is_and_rows_stand_in_order() -> None:
    chart = dots()
    circles = [(float(c.get("cy", 0)), float(c.get("r", 0))) for c in chart.iter("circle")]
    assert len(circles) == 3
    (large, small), (largest,) = (
        [r for y, r in circles if y == height] for height in sorted({y for y, _ in circles})
    )
    assert (large / small) ** 2 == pytest.approx(4, rel=0.1)
    assert (largest / large) ** 2 == pytest.approx(9 / 4, rel=0.1)
    labels = {text.text: float(text.get("y", 0)) for text in chart.iter("text")}
    assert labels["灯笼学 & <纸船>"] < labels["Boats"]


def test_every_row_is_a_bar_as_long_as_its_number() -> None:
    chart = bars([("甲", 6), ("乙", 3), ("丙", 1)])
    widths = {float(r.get("y", 0)): float(r.get("width", 0)) for r in chart.iter("rect")}
    long, half, sixth = (widths[y] for y in sorted(widths))
    assert (long / half, long / sixth) == pytest.approx((2, 6), rel=0.01)


def test_a_chart_has_no_style_script_or_date_of_its_own() -> None:
    text = dot_chart("c", ROWS, ["5", "6", "7"], "标题", "说明")
    assert not re.search(r"style|script|pygal|Kozea|uuid|20\d\d|\d\.\d\d", text)


LABELS = st.text("灯笼学纸船Boats9 ", min_size=1, max_size=14)


@settings(max_examples=12)
@given(st.lists(st.tuples(LABELS, st.integers(1, 10_000)), min_size=1, max_size=10))
def test_labels_stand_inside_the_chart(rows: list[tuple[str, int]]) -> None:
    chart = bars(rows)
    plot = chart.find(".//g[@class='plot']")
    assert plot is not None
    left = float(re.findall(r"[\d.]+", plot.get("transform", ""))[0])
    han = max(sum(13 if char > "\u2e80" else 0 for char in label) for label, _ in rows)
    assert left - 5 >= han
    assert left < WIDTH * 3 / 4
