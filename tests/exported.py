"""An invented issue to be exported: every kind of text that exports treat apart."""

from collections.abc import Sequence

from make import assemble, config, entry, fetch, issue, layouts, messages, topic, typeset_all

from qikan.export.context import ExportContext, IssueEdition
from qikan.generator.printing import PrintContext, output_context, page_renderer
from qikan.model.entry import Entry, Link

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00"
    b"IEND\xaeB`\x82"
)
BODY = """\
本文研究复杂度 $O(n^2)$ 与网络的关系，见[项目](https://example.net/a?b=1&c=2)与[项目](https://example.net/a?b=1&c=2)。[^1]

$$\\sum_{i=1}^{n} x_i$$

| 模型 | 分数 |
| --- | ---: |
| 甲 | 1 |

```python
for i in range(3):
    print(i)
```

- [x] 已做
- [ ] 未做

![一张图](/files/a.png)

> 引用 *斜体* 与 **粗体**。

[^1]: 脚注。
"""


def entries() -> list[Entry]:
    return [
        entry(
            1, title="On <Nets> & Data", title_zh="网络 & 数据", authors=("陈丽", "Ada"), body=BODY
        ),
        entry(2, "2024-06-20", kind="news", title="一条动态", body="软件的新闻。"),
        entry(
            3,
            "2024-06-19",
            title="第三篇",
            links=(Link("web", "https://mp.weixin.qq.com/s/abc", "原文"),),
            written_by="某模型",
            body="正文。",
        ),
    ]


def edition(
    variant: str = "zh-Hans", written: Sequence[Entry] | None = None, **fields: object
) -> IssueEdition:
    """The issue in an edition, with ``written`` as its entries or the usual ones."""
    site = config(topics=(topic("rag", "检索增强", "檢索增強"),))
    typeset = typeset_all(entries() if written is None else written, site)
    archive = assemble(site, typeset, [issue("2024-W25", 7, title="第一期 & 其他", **fields)])
    printing = PrintContext(site, messages(), layouts(), {})
    context = ExportContext(
        output_context(printing, fetch),
        page_renderer(printing, fetch),
        {"files/a.png": PIXEL}.get,
    )
    return IssueEdition(context, archive.issues[0], variant)
