"""Which topic a misspelled tag probably stands for."""

from __future__ import annotations

import pytest

from qikan.search.near_names import finder

NAMES = [
    "多模态",
    "多模態",
    "强化学习",
    "強化學習",
    "对齐",
    "對齊",
    "Multimodal",
    "RAG",
    "检索增强生成",
]


@pytest.mark.parametrize(
    ("tag", "topic"),
    [
        ("多摸态", "多模态"),  # sounds alike
        ("多摸態", "多模态"),
        ("对其", "对齐"),
        ("强化学系", "强化学习"),
        ("检索增强生产", "检索增强生成"),  # one character is wrong
        ("检索增生成", "检索增强生成"),  # missing
        ("检索增强式生成", "检索增强生成"),  # too many
        ("multimodel", "Multimodal"),
        ("对话", ""),
        ("模态", ""),
        ("检索生成", ""),
        ("齐", ""),
        ("风筝", ""),
        ("ＲＯＧ", ""),
    ],
)
def test_a_tag_that_looks_or_sounds_like_a_topic(tag: str, topic: str) -> None:
    assert finder(NAMES)(tag) == topic


def test_without_topics_nothing_is_near() -> None:
    assert finder([])("多模态") == ""
