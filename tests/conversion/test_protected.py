"""What is not read as words, and what is not seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import PLAIN

from qikan.content.glossary import Glossary
from qikan.conversion.converter import Converter
from qikan.conversion.protected import PLACEHOLDER, without_japanese

OWN = Converter(Glossary({"zh-Hant": {"软件": "軟體", "播客": "Podcast"}, "zh-Hans": {}}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"见 D:\软件\说明.txt 里", r"見 D:\软件\说明.txt 裡"),
        ("见 /srv/用户/软件/a.py 里", "見 /srv/用户/软件/a.py 裡"),
        ("见 ./软件/说明.md。", "見 ./软件/说明.md。"),
        ("见 docs/软件.md 里", "見 docs/软件.md 裡"),
        ("和/或说明", "和/或說明"),
        ("先运行tools/train_软件.py", "先運行tools/train_软件.py"),
        ("执行eval_net.py", "執行eval_net.py"),
        ("选择训练用configs/a.yml", "選擇訓練用configs/a.yml"),
        ("时间/空间/F1等结果写入out/a.json", "時間/空間/F1等結果寫入out/a.json"),
        ("读取/etc/软件/a.conf", "讀取/etc/软件/a.conf"),
        ("打开 /srv/软件/里面的说明", "打開 /srv/软件/裡面的說明"),
        ("请到https://example.org/软件/查看说明", "請到https://example.org/软件/查看說明"),
        ("见 软件/说明/a.py", "見 软件/说明/a.py"),
        (r"放到D:\软件\data目录下面然后运行", r"放到D:\软件\data目錄下面然後運行"),
        ("权重在 /srv/软件/models下的目录里", "權重在 /srv/软件/models下的目錄裡"),
        ("见 https://example.org/软件。", "見 https://example.org/软件。"),
        ("写给 软件@example.org", "寫給 软件@example.org".replace("软件@", "軟體@")),
    ],
)
def test_paths_and_addresses_stay(text: str, expected: str) -> None:
    assert OWN.text(text, "zh-Hant") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("书名是「国語の辞書」。", "書名是「国語の辞書」。"),
        ("他们说国語の辞書很贵", "他們說国語の辞書很貴"),
        ("カタカナ和汉字", "カタカナ和漢字"),
    ],
)
def test_japanese_stays(text: str, expected: str) -> None:
    assert PLAIN.text(text, "zh-Hant") == expected


@pytest.mark.parametrize("unseen", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_what_nobody_sees_neither_breaks_a_word_nor_survives(unseen: str) -> None:
    assert OWN.text(f"软{unseen}件", "zh-Hant") == "軟體"


def test_a_joiner_between_emoji_stays() -> None:
    assert PLAIN.text("👩\u200d💻写软件", "zh-Hant") == "👩\u200d💻寫軟件"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI播客很多", "AI Podcast 很多"),
        ("听“播客”", "聽「Podcast」"),
        ("播客2.0", "Podcast 2.0"),
        ("听 播客。", "聽 Podcast。"),
    ],
)
def test_a_space_parts_what_became_latin_from_other_text(text: str, expected: str) -> None:
    assert OWN.text(text, "zh-Hant") == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("他引用「人工知能の未来」。", "他引用「」。"),
        ("这是学生です吗", "这吗"),
        ("没有假名", "没有假名"),
    ],
)
def test_japanese_shows_no_script_of_chinese(text: str, rest: str) -> None:
    assert without_japanese(text) == rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"见 /docs/a.js是入口{PLACEHOLDER}软件", f"見 /docs/a.js是入口{PLACEHOLDER}軟體"),
        (f"D:\\data目录{PLACEHOLDER}软件", f"D:\\data目錄{PLACEHOLDER}軟體"),
        (f"{PLACEHOLDER}软件{PLACEHOLDER}", f"{PLACEHOLDER}軟體{PLACEHOLDER}"),
    ],
)
def test_a_character_that_stands_for_others_may_stand_in_a_text(text: str, expected: str) -> None:
    assert OWN.text(text, "zh-Hant") == expected


@given(
    st.lists(
        st.sampled_from(
            [
                *f"{PLACEHOLDER} 软件 /docs/a.js https://a.example/x D:\\data 的 目录 这里".split(),
                *"これ -{原样}- 。 a_b.py /etc/a.conf 里面 查看".split(),
                " ",
            ]
        ),
        max_size=12,
    )
)
def test_what_is_taken_out_is_put_back(parts: list[str]) -> None:
    text = "".join(parts)
    converted = OWN.text(text, "zh-Hant")
    assert converted.count(PLACEHOLDER) == text.count(PLACEHOLDER)
    assert OWN.text(text, "zh-Hans") == text.replace("-{原样}-", "原样")
