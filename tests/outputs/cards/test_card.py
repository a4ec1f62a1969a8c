import dataclasses
import io
import json

from make import assemble, assembled, config, entry, issue, output_context, plan, typeset
from PIL import Image

from qikan.content.site import Config
from qikan.model.page import Page
from qikan.model.problem import Where
from qikan.outputs.cards.check import check_cards
from qikan.outputs.cards.file import card_file, icon_file
from qikan.outputs.cards.font import Face, missing, shown
from qikan.outputs.manifest import manifest
from qikan.pages.cards import card_of

BOTH = frozenset({"issue_cards", "entry_cards"})


def site(outputs: frozenset[str] = BOTH) -> Config:
    return dataclasses.replace(config(), outputs=outputs)


def pages(settings: Config) -> list[Page]:
    entries = [entry(1, title="Paper Boats", title_zh="纸船过河"), entry(2, "2024-06-22")]
    return plan(settings, assembled(settings, entries, [issue("2024-W25")]))


def test_issues_and_entries_have_cards_in_every_edition() -> None:
    cards = [page.path for page in pages(site()) if page.format == "card"]
    expected = ["card.png", "issues/2024-W25/card.png", "papers/2406.00001/card.png"]
    assert {*expected, *(f"zh-hant/{path}" for path in expected)} <= set(cards)
    assert not any(page.indexed for page in pages(site()) if page.format == "card")


def test_a_card_is_a_small_picture_and_the_same_every_time() -> None:
    settings = site()
    for page in pages(settings):
        if page.format == "card":
            data = card_file(output_context(settings), page)
            assert data == card_file(output_context(settings), page)
            assert len(data) < 20_000
            picture = Image.open(io.BytesIO(data))
            assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_editions_draw_the_forms_of_their_own_region() -> None:
    settings = site()
    cards = {
        p.path: card_file(output_context(settings), p)
        for p in pages(settings)
        if p.format == "card"
    }
    assert cards["papers/2406.00001/card.png"] != cards["zh-hant/papers/2406.00001/card.png"]


def test_icons_are_square_and_the_manifest_names_them() -> None:
    settings = site()
    context = output_context(settings)
    files = {page.path: page for page in pages(settings)}
    named = json.loads(manifest(context, files["zh-hant/manifest.webmanifest"]))
    assert (named["lang"], named["start_url"], named["scope"]) == (
        "zh-Hant",
        "/repo/zh-hant/",
        "/repo/zh-hant/",
    )
    for icon in named["icons"]:
        data = icon_file(context, files[icon["src"].removeprefix("/repo/")])
        width, height = Image.open(io.BytesIO(data)).size
        assert icon["sizes"] == f"{width}x{height}"


def test_a_page_shows_its_own_card_or_that_of_its_issue_or_of_the_site() -> None:
    def shown_on(outputs: frozenset[str]) -> dict[str, str]:
        settings = site(outputs)
        html = (page for page in pages(settings) if page.layout)
        return {page.path: card_of(settings, page) for page in html}

    own, by_issue = shown_on(BOTH), shown_on(frozenset({"issue_cards"}))
    paper = "papers/2406.00001/index.html"
    assert own[paper] == "papers/2406.00001/card.png"
    assert by_issue[paper] == own["issues/2024-W25/index.html"] == "issues/2024-W25/card.png"
    assert own["topics/index.html"] == own["index.html"] == "card.png"
    assert set(shown_on(frozenset()).values()) == {""}


def test_what_the_font_lacks_is_drawn_in_another_form_or_left_out() -> None:
    assert shown("zh-Hans", "𝔼[x₂] 的žena 🤗") == "E[x2] 的zena "
    assert missing("zh-Hans", "𝔼[x₂] 的žena 🤗") == []
    assert missing("zh-Hant", "臺灣㗎龘𠮷〇囧") == []


def test_a_title_that_cannot_be_drawn_is_reported_at_its_place() -> None:
    settings = site()
    lost = entry(3, title="On Łukasz", title_zh="丨𪚥丨")
    archive = assemble(settings, map(typeset, [entry(1), lost]))
    where = Where("content/entries/c.md", 9, {"title": (2, 8), "title_zh": (3, 11)})
    problems = list(check_cards(settings, archive, lambda _: where))
    assert {(p.line, p.col) for p in problems} == {(3, 11)}
    assert "`𪚥` (U+2A6A5)" in str(problems[0])
    assert not list(check_cards(site(frozenset()), archive, lambda _: where))


def test_a_word_is_as_wide_as_what_is_drawn() -> None:
    face = Face("zh-Hans", 50, 700)
    assert face.width("纸船") == 100
    assert 0 < face.width("ii") < face.width("WW")
