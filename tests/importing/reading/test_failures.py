"""Messages of tools that failed, in the place of a summary."""

import pytest

from qikan.importing.reading.failures import failure_in


@pytest.mark.parametrize(
    "text",
    [
        "接口调用失败",
        "生成失败，请稍后再试",
        "摘要生成失敗請重試",
        "获取失败: 404",
        "请求失败，请检查网络",
        "无法获取论文内容",
        "無法存取該網頁。",
        "无法提供有效译文，请检查",
        "Error: 503",
        "Sorry, I cannot open the link.",
        "<think>先看摘要",
    ],
)
def test_the_message_of_a_tool_is_no_summary(text: str) -> None:
    assert failure_in(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "接口调用失败率是衡量智能体的指标。",
        "请求失败率下降了一半。",
        "无法生成摘要的模型在三个任务上更好。",
        "处理异常值的方法有三类。",
        "Sorry-Bench measures refusals.",
        "Error detection in long answers.",
    ],
)
def test_a_text_about_failures_is_a_summary(text: str) -> None:
    assert failure_in(text) == ""
