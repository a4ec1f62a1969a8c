"""What the path of a post says."""

from __future__ import annotations

import pytest

from qikan.importing.formats.post.file_name import Name, name_of


@pytest.mark.parametrize(
    ("path", "slug", "day", "lang"),
    [
        ("kite.md", "kite", "None", None),
        ("_posts/2031-05-06-kite.md", "kite", "2031-05-06", None),
        ("2031-05-06-风筝.zh-CN.md", "风筝", "2031-05-06", "zh-Hans"),
        ("posts/kite/index.zh-tw.md", "kite", "None", "zh-Hant"),
        ("posts/kite/README.md", "kite", "None", None),
        ("README.md", "README", "None", None),
        ("posts\\kite.en.md", "kite", "None", "en"),
        ("kite.fr.md", "kite", "None", ""),
        ("kite.zh.md", "kite", "None", ""),
        ("2031-13-06-kite.md", "2031-13-06-kite", "None", None),
        ("2031-05-06-en.md", "2031-05-06-en", "2031-05-06", "en"),
        ("Kite 0123456789abcdef0123456789abcdef.md", "Kite", "None", None),
        ("", "", "None", None),
    ],
)
def test_the_slug_the_day_and_the_language(
    path: str, slug: str, day: str, lang: str | None
) -> None:
    name = name_of(path)
    assert (name.slug, str(name.day), name.lang) == (slug, day, lang)


def test_a_page_of_a_section_and_a_post_of_jekyll() -> None:
    assert name_of("posts/_index.md").section
    assert not name_of("posts/index.md").section
    assert name_of("_posts/2031-05-06-kite.md").jekyll
    assert not name_of("source/_posts/2031-05-06-kite.md").jekyll
    assert not name_of("kite.md").jekyll


def test_a_name_is_a_plain_value() -> None:
    assert name_of("kite.md") == Name("kite", None, None, jekyll=False, section=False)
