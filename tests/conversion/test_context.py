"""Context rules, and one choice for a whole text."""

from __future__ import annotations

import json

import pytest

from qikan.content.glossary import Glossary, merged
from qikan.content.glossary_file import PACKS, read_glossaries, read_glossary
from qikan.content.source import Source
from qikan.conversion.converter import Converter, Document
from qikan.model.problem import Problem


def converter(text: str) -> Converter:
    glossary, problems = read_glossary(Source("own.yaml", text))
    assert not problems
    return Converter(glossary)


NEAR = converter("""\
words:
  - 运营商 > 營運商
context:
  - rule: 运营商 > 電信業者
    near: 电信 宽带
    not_near: 充电
""")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("运营商铺设宽带", "電信業者鋪設寬帶"),
        ("运营商铺设宽带给充电桩", "營運商鋪設寬帶給充電樁"),
        ("运营商降价。宽带也降价。", "營運商降價。寬帶也降價。"),
        ("运营商降价!宽带也降价。", "營運商降價!寬帶也降價。"),
        ("运营商", "營運商"),
    ],
)
def test_a_rule_holds_only_near_its_words_in_the_sentence(text: str, expected: str) -> None:
    assert NEAR.text(text, "zh-Hant") == expected


def test_what_is_decided_first_holds_for_the_words_that_nothing_decides() -> None:
    runs = [("宽带运营商降价。",), ("运营商没有说明。",)]
    assert next(NEAR.convert([Document(runs)], "zh-Hant")) == [
        ["寬帶電信業者降價。"],
        ["電信業者沒有說明。"],
    ]
    apart = NEAR.convert([Document([run]) for run in runs], "zh-Hant")
    assert list(apart) == [[["寬帶電信業者降價。"]], [["營運商沒有說明。"]]]


def test_the_first_decision_does_not_hold_where_its_rule_refuses() -> None:
    runs = [("宽带运营商降价。",), ("充电运营商没有说明。",)]
    assert next(NEAR.convert([Document(runs)], "zh-Hant"))[1] == ["充電營運商沒有說明。"]


@pytest.mark.parametrize(
    ("within", "text", "expected"),
    [
        ("clause", "说到宽带，运营商", "說到寬帶，運營商"),
        ("sentence", "说到宽带，运营商", "說到寬帶，電信業者"),
        ("sentence", "说到宽带。运营商", "說到寬帶。運營商"),
        ("text", "说到宽带。运营商", "說到寬帶。電信業者"),
    ],
)
def test_near_is_the_clause_the_sentence_or_the_text(within: str, text: str, expected: str) -> None:
    converter_ = converter(
        f"context:\n  - rule: 运营商 > 電信業者\n    near: 宽带\n    within: {within}\n"
    )
    assert converter_.text(text, "zh-Hant") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("三只狮子", "三隻獅子"), ("三只能跑", "三只能跑"), ("只有狮子", "只有獅子")],
)
def test_a_rule_may_ask_for_the_words_beside_and_their_kinds(text: str, expected: str) -> None:
    converter_ = converter("context:\n  - rule: 只 > 隻\n    after: <m>\n    before: <n>\n")
    assert converter_.text(text, "zh-Hant") == expected


def test_a_word_inside_a_longer_word_of_the_segmenter_is_decided_too() -> None:
    converter_ = converter("context:\n  - rule: 数字 > 數位\n    before: 证书\n")
    assert converter_.text("数字证书和数字", "zh-Hant") == "數位證書和數字"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "context:\n  - rule: 甲 > 乙\n",
            "own.yaml:2:11: has no condition; add `near: …`, or move the rule to `words`",
        ),
        (
            "context:\n  - near: 甲\n",
            "own.yaml:2:5: an item of `context` has no `rule`; add `rule: …`",
        ),
    ],
)
def test_a_rule_without_a_condition_or_a_word_is_refused(text: str, fault: str) -> None:
    _, problems = read_glossary(Source("own.yaml", text))
    assert [str(problem) for problem in problems] == [fault]


def test_a_rule_may_name_a_group_of_texts() -> None:
    groups = "groups:\n  网络: 宽带 基站\n  充电: 充电 电桩\n"
    rule = "context:\n  - rule: 运营商 > 電信業者\n    near: $网络 5G\n    not_near: $充电\n"
    converter_ = converter(groups + rule)
    assert converter_.text("基站的运营商", "zh-Hant") == "基站的電信業者"
    assert converter_.text("5G运营商", "zh-Hant") == "5G電信業者"
    assert converter_.text("有宽带的电桩运营商", "zh-Hant") == "有寬帶的電樁運營商"


def test_a_group_that_is_not_there_is_refused() -> None:
    rule = "  - rule: 运营商 > 電信業者\n    before: 甲\n    near: $网路\n"
    text = f"groups:\n  网络: 宽带\ncontext:\n{rule}"
    _, problems = read_glossary(Source("own.yaml", text))
    assert [str(problem) for problem in problems] == [
        "own.yaml:6:11: there is no group `$网路`; add it under `groups`, or mend its name"
    ]


def test_a_site_may_name_a_group_of_a_pack_and_has_its_own_for_itself() -> None:
    pack = "groups:\n  网络: 宽带\ncontext:\n  - rule: 运营商 > 電信業者\n    near: $网络\n"
    own = "groups:\n  网络: 基站\n  充电: 电桩\ncontext:\n  - rule: 节点 > 端點\n    near: $网络\n"
    texts = {f"{PACKS}/a.yaml": pack.encode(), "content/glossary.yaml": own.encode()}
    problems: list[Problem] = []
    converter_ = Converter(read_glossaries(texts, problems))
    assert converter_.text("基站的运营商。宽带的节点", "zh-Hant") == "基站的運營商。寬帶的節點"
    assert converter_.text("宽带运营商。基站的节点", "zh-Hant") == "寬帶電信業者。基站的端點"
    texts["content/glossary.yaml"] = "context:\n  - rule: 节点 > 端點\n    near: $网络\n".encode()
    converter_ = Converter(read_glossaries(texts, problems))
    assert converter_.text("宽带的节点", "zh-Hant") == "寬帶的端點"
    assert problems == []


def test_a_sites_own_word_wins_over_the_context_rules_of_the_packs() -> None:
    own, _ = read_glossary(Source("own.yaml", "words:\n  - 运营商 > 業者\n"))
    converter_ = Converter(merged([NEAR.glossary, own]))
    assert converter_.text("宽带运营商", "zh-Hant") == "寬帶業者"


def test_a_glossary_comes_back_from_json() -> None:
    import json

    assert Glossary.from_json(json.loads(json.dumps(NEAR.glossary))) == NEAR.glossary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("透過遊戲学习数学", "透過遊戲學習數學"),
        ("通过游戏学习数学", "透過遊戲學習數學"),
        ("通过游戏", "通過遊戲"),
        ("通过游戏，学习数学", "通過遊戲，學習數學"),
    ],
)
def test_a_rule_may_ask_for_a_word_later_in_the_clause(text: str, expected: str) -> None:
    converter_ = converter("context:\n  - rule: 通过 > 透過\n    then: <v>\n")
    assert converter_.text(text, "zh-Hant") == expected


def test_digits_are_a_kind_of_their_own_beside_numerals() -> None:
    converter_ = converter("context:\n  - rule: 级地震 < 地震\n    after: <digits>\n")
    assert converter_.text("規模 6.1 地震", "zh-Hans") == "规模 6.1 级地震"
    assert converter_.text("三次地震", "zh-Hans") == "三次地震"


@pytest.mark.parametrize(
    ("text", "expected"), [("剩下兩顆雞蛋", "剩下两个鸡蛋"), ("兩顆星星", "两颗星星")]
)
def test_a_measure_word_is_decided_though_the_segmenter_joins_it_with_its_numeral(
    text: str, expected: str
) -> None:
    converter_ = converter("context:\n  - rule: 个 < 顆\n    after: <m>\n    before: 雞蛋\n")
    assert converter_.text(text, "zh-Hans") == expected


def test_a_name_is_not_cut_at_a_word_that_is_decided_by_its_context() -> None:
    names = converter(
        "names:\n  - 摩尔线程\ncontext:\n  - rule: 线程 > 執行緒\n    near: 启动 升级\n"
    )
    assert names.text("摩尔线程升级驱动", "zh-Hant") == "摩爾線程升級驅動"
    assert names.text("两个线程启动", "zh-Hant") == "兩個執行緒啟動"


def test_a_decision_that_does_not_spread_holds_where_it_is_made_only() -> None:
    text = "words:\n  - 信息 > 資訊\ncontext:\n  - rule: 信息 > 訊息\n    near: 发送\n"
    runs = [("发送信息。",), ("信息不足。",)]
    spreading = next(converter(text).convert([Document(runs)], "zh-Hant"))
    kept = next(converter(text + "    spreads: no\n").convert([Document(runs)], "zh-Hant"))
    assert spreading[1] == ["訊息不足。"]
    assert kept == [["發送訊息。"], ["資訊不足。"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("微服务应用上线", "微服務應用程式上線"),
        ("Web 应用上线", "Web 應用程式上線"),
        ("服务应用上线", "服務應用上線"),
        ("应用五大场景", "應用五大場景"),
        ("应用大场景", "應用程式大場景"),
    ],
)
def test_a_rule_may_ask_for_several_words_beside(text: str, expected: str) -> None:
    own = converter("""\
context:
  - rule: 应用 > 應用程式
    after: 微服务 Web
  - rule: 应用 > 應用程式
    before: 大场景
""")
    assert own.text(text, "zh-Hant") == expected


def test_a_rule_may_ask_for_several_different_words_of_a_text() -> None:
    several = converter(
        "context:\n  - rule: [支持 > 支援, 对象 > 物件]\n    near: 函数 脚本 日志\n"
        "    within: text\n    at_least: 2\n    not_before: 者\n"
    )
    assert several.text("函数的支持。函数、函数。", "zh-Hant") == "函數的支持。函數、函數。"
    assert several.text("支持对象。支持者读函数和脚本。", "zh-Hant") == (
        "支援物件。支持者讀函數和腳本。"
    )
    document = Document([("支持",), ("脚本",), ("日志",)])
    assert next(several.convert([document], "zh-Hant"))[0] == ["支援"]


def test_how_many_words_a_rule_asks_for_is_a_number() -> None:
    text = "context:\n  - rule: 支持 > 支援\n    near: 函数\n    at_least: 零\n"
    _, problems = read_glossary(Source("own.yaml", text))
    assert [problem.line for problem in problems] == [4]


DOCUMENTATION = converter("""\
genres:
  - genre: documentation
    words:
      - 函数 脚本
      - 日志 API
    at_least: 3
    one_in: 5
context:
  - rule: 支持 > 支援
    in: documentation
    not_before: 者
""")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["支持函数", "脚本", "API"], "支援函數"),
        (["支持函数", "函数", "API"], "支持函數"),  # two different ones
        (["支持者", "函数脚本API"], "支持者"),
        (["支持函数", "脚本与API，后来用了很久，才写完，又改"], "支持函數"),  # too few words
        (["支持函数库", "脚本", "API"], "支持函數庫"),  # 函数库 is another word
    ],
)
def test_a_rule_may_ask_for_a_genre_which_a_text_has_as_a_whole(
    lines: list[str], expected: str
) -> None:
    document = Document([(line,) for line in lines])
    assert next(DOCUMENTATION.convert([document], "zh-Hant"))[0] == [expected]


def test_a_genre_is_counted_in_words_and_a_rule_asks_for_one_there_is() -> None:
    text = "genres:\n  - genre: documentation\n    words: 函数\n    at_least: 1\n"
    rule = "context:\n  - rule: 支持 > 支援\n    in: dokumentation\n"
    _, problems = read_glossary(Source("own.yaml", text))
    assert [problem.line for problem in problems] == [2]
    _, problems = read_glossary(Source("own.yaml", text + "    one_in: 3\n" + rule))
    assert [problem.line for problem in problems] == [8]


def test_a_genre_that_stands_twice_is_shown_by_either_list() -> None:
    text = (
        "genres:\n"
        "  - genre: help\n    words: 函数\n    at_least: 1\n    one_in: 9\n"
        "  - genre: help\n    words: 密碼 帳戶\n    at_least: 2\n    one_in: 3\n"
        "context:\n  - rule: 文件 < 檔案\n    in: help\n"
    )
    glossary, problems = read_glossary(Source("own.yaml", text))
    assert not problems
    either = Converter(glossary)
    assert either.text("檔案 函数", "zh-Hans") == "文件 函数"
    assert either.text("帳戶 密碼 檔案", "zh-Hans").endswith("文件")
    assert either.text("帳戶 帳戶 檔案", "zh-Hans").endswith("档案")


def test_a_genre_of_a_pack_is_known_to_the_sites_own_rules() -> None:
    packs = {
        "qikan/conversion/glossary/one.yaml": "genres:\n  - genre: poetry\n    words: 月 花\n"
        "    at_least: 1\n    one_in: 9\n",
        "content/glossary.yaml": "context:\n  - rule: 望 > 看\n    in: poetry\n",
    }
    problems: list[Problem] = []
    glossary = read_glossaries({path: text.encode() for path, text in packs.items()}, problems)
    assert not problems
    again = Glossary.from_json(json.loads(json.dumps(glossary)))
    for one in (glossary, again):
        assert Converter(one).text("望 月", "zh-Hant") == "看 月"
        assert Converter(one).text("望 海", "zh-Hant") == "望 海"
