"""What a link is: its type, and the arXiv id in its address."""

from __future__ import annotations

import pytest

from qikan.importing.reading import links
from qikan.model.entry import Link


@pytest.mark.parametrize(
    ("url", "label", "kind"),
    [
        ("https://arxiv.org/pdf/2405.18870", "", "paper"),
        ("https://arxiv.org/list/cs.CL/recent", "", "web"),
        ("https://huggingface.co/papers/2405.18870", "", "paper"),
        ("https://huggingface.co/datasets/a/b", "", "data"),
        ("https://huggingface.co/spaces/a/b", "", "web"),
        ("https://huggingface.co/a", "", "model"),
        ("https://github.com/a/b", "项目主页", "code"),
        ("https://a.github.io/b", "", "web"),
        ("https://a.github.io/b", "項目地址", "project"),
        ("https://demo.netlify.app/", "项目主页", "web"),
        ("https://www.bilibili.com/video/x", "", "video"),
        ("https://x.com/a/status/1", "参考链接", "social"),
        ("https://box.com/a", "", "web"),
        ("https://storage.example.org/report.pdf", "论文", "paper"),
    ],
)
def test_a_link_has_the_type_its_address_else_its_label_says(
    url: str, label: str, kind: str
) -> None:
    assert links.link(url, label) == Link(kind, url, label)


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("https://arxiv.org/abs/2405.18870v2", "2405.18870"),
        ("http://www.arxiv.org/pdf/2405.18870v1.pdf", "2405.18870"),
        ("https://www.alphaxiv.org/abs/2405.18870", "2405.18870"),
        ("https://ar5iv.labs.arxiv.org/html/2405.18870", "2405.18870"),
        ("https://doi.org/10.48550/arXiv.2405.18870", "2405.18870"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "math.GT/0309136"),
        ("arXiv:2405.18870v3 [cs.CL]", "2405.18870"),
        ("2405.1887", "2405.1887"),
        ("2024.12", ""),
        ("https://notarxiv.org/abs/2405.18870", ""),
    ],
)
def test_an_arxiv_id_in_any_form(text: str, arxiv: str) -> None:
    assert links.arxiv_id(text) == arxiv
