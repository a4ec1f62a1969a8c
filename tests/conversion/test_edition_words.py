"""Words and rules of an edition that shares a script with another one."""

from __future__ import annotations

from qikan.content.glossary import ContextRule, Glossary
from qikan.conversion.edition_words import rules_towards, words_towards

HANT, HK = "zh-Hant", "zh-Hant-HK"
SUPPORT = ContextRule("支持", "支援", near=("功能",))
LAW = ContextRule("质量", "質量", near=("守恒",))
CHARACTER = ContextRule("里", "裡", after=("家",))
OTHER = ContextRule("窗口", "視窗"), ContextRule("窗口", "窗口", near=("银行",))
GLOSSARY = Glossary(
    {
        HANT: {"质量": "品質", "质量守恒": "質量守恆", "软件": "軟體"},
        HK: {"质量": "質素", "支持": "支援", "软件": "軟件"},
        "zh-Hans": {"品質": "质量"},
    },
    context={HANT: (SUPPORT, LAW, CHARACTER, *OTHER), "zh-Hans": ()},
    readings={"里程": "里程", "家里": "家裡"},
)


def test_an_edition_of_its_script_has_what_is_stated_towards_it() -> None:
    assert words_towards(GLOSSARY, HANT) == GLOSSARY.towards[HANT]
    assert rules_towards(GLOSSARY, HANT) == GLOSSARY.context[HANT]
    assert words_towards(GLOSSARY, "zh-Hans") == {"品質": "质量"}


def test_another_one_has_its_words_readings_and_the_words_its_script_keeps() -> None:
    assert words_towards(GLOSSARY, HK) == {
        "里程": "里程",
        "家里": "家裏",
        "质量守恒": "質量守恆",
        "质量": "質素",
        "软件": "軟件",
    }


def test_a_word_that_only_a_context_changes_is_left_to_its_rule() -> None:
    assert "支持" not in words_towards(GLOSSARY, HK)
    assert rules_towards(GLOSSARY, HK)[0] == SUPPORT


def test_rules_are_shared_in_the_editions_own_characters_or_left_out() -> None:
    assert rules_towards(GLOSSARY, HK) == [SUPPORT, LAW, CHARACTER._replace(target="裏")]


def test_without_words_there_are_none() -> None:
    nothing = Glossary({HANT: {}, HK: {}, "zh-Hans": {}})
    assert words_towards(nothing, HK) == {}
    assert rules_towards(nothing, HK) == []
