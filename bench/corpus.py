"""A root of any size with invented entries, the same for the same seed.

``python bench/corpus.py --entries 10000 --to DIR`` writes a content/
with about nine entries a day at every size, so that issues, months and feeds stay as long as they
are and only their number grows.
"""

from __future__ import annotations

import argparse
import bisect
import datetime
import itertools
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import opencc

TAXONOMY = Path(__file__).resolve().parent.parent / "content" / "topics.yaml"
PER_YEAR = 10_000 / 3
"""Entries a year."""
MOST = 300_000
"""Entries there are arXiv ids for: five digits a month over 30 years."""
LAST = datetime.date(2025, 12, 28)
"""The newest entry's day: a constant, so that the corpus does not depend on the clock."""

Item = TypeVar("Item")
Words = Mapping[str, Sequence[str]]
"""Words and sentences by the name of the slot they fill."""

# ---------------------------------------------------------------- words: all of it is invented

SUBJECTS = """
retrieval 检索 | attention 注意力 | quantization 量化 | distillation 蒸馏 | pruning 剪枝
routing 路由 | memory 记忆 | planning 规划 | reward modeling 奖励建模 | decoding 解码
tokenization 分词 | caching 缓存 | alignment 对齐 | curriculum learning 课程学习
self-play 自我对弈 | instruction tuning 指令微调 | preference learning 偏好学习
data selection 数据选择 | state-space layers 状态空间层 | expert routing 专家路由
speculative decoding 推测解码 | low-rank adaptation 低秩适配 | model merging 模型合并
chain-of-thought 思维链 | tool use 工具调用 | long-range context 长程上下文
contrastive pre-training 对比预训练 | diffusion sampling 扩散采样 | graph reasoning 图推理
uncertainty estimation 不确定性估计 | synthetic data 合成数据 | weight sharing 权重共享
"""

TASKS = """
document question answering 文档问答 | code repair 代码修复 | web navigation 网页导航
medical dialogue 医疗对话 | table understanding 表格理解 | video captioning 视频描述
speech translation 语音翻译 | theorem proving 定理证明 | legal retrieval 法律检索
image editing 图像编辑 | robot grasping 机器人抓取 | log analysis 日志分析
multi-hop reasoning 多跳推理 | classical poetry 古典诗词 | map reading 地图理解
meeting summarization 会议摘要 | chart reading 图表阅读 | customer service 客户服务
protein design 蛋白质设计 | weather forecasting 天气预报 | music generation 音乐生成
recommendation 推荐系统 | traffic control 交通调度 | interface testing 界面测试
"""

QUALITIES = """
Sparse 稀疏的 | Adaptive 自适应的 | Hierarchical 分层的 | Efficient 高效的 | Robust 稳健的
Unified 统一的 | Verifiable 可验证的 | Lightweight 轻量的 | Continual 持续的 | Causal 因果的
Modular 模块化的 | Recurrent 循环的 | Calibrated 经过校准的 | Scalable 可扩展的
"""

TITLES = """
{model}: {quality} {subject} for {task} ~ {model}：面向{task}的{quality}{subject}
How Far Can {subject} Go in {task}? ~ {subject}在{task}中能走多远？
{quality} {subject} without Human Labels ~ 不用人工标注的{quality}{subject}
Rethinking {subject}: A Study of {count} Models ~ 重新审视{subject}：对 {count} 个模型的考察
{bench}: Measuring {subject} in {task} ~ {bench}：衡量{task}中的{subject}
{model} Technical Report ~ {model} 技术报告
On the Limits of {quality} {subject} ~ 论{quality}{subject}的极限
From {subject} to {other}: Lessons from {task} ~ 从{subject}到{other}：{task}的经验
"""

HEADLINES = """
{org}发布 {model}，主打{task}
{org}开源 {model} 的权重与训练代码
{model} 在 {bench} 上超过同等规模的模型
{org}与{org}共建{task}的公开数据集
{org}为{subject}研究提供 {count} 张 GPU 的算力
{model} 登陆{org}的云平台，价格下调 {percent}
"""

LISTS = {
    "part": "检索器 编码器 打分器 验证器 路由网络 记忆模块 适配层 解码头 规划器 奖励模型 词表 "
    "缓存 采样器 投影层 过滤器 判别器",
    "case": "上下文很长 数据稀少 问题超出知识范围 图像里文字很小 多人同时发言 时间早于训练数据 "
    "指令互相矛盾 工具返回错误 输入混有两种语言 答案需要多步计算 用户只说了一半",
    "cause": "训练目标与评测方式不一致 长尾概念出现得太少 位置编码外推不稳 偏好数据里的长度偏差 "
    "梯度在深层被稀释 重复样本占了太大比重 分词切断了数字 奖励信号来得太晚",
    "effect": "答案更短而且更准 训练更稳定 显存占用减半 错误更容易被发现 首个词元来得更快 "
    "结果可以复现 标注费用大幅下降 拒答更加恰当 小模型也能受益 不再依赖外部服务",
    "material": "论文 教科书 网页 代码仓库 会议记录 新闻报道 专利文本 政府公报 用户日志 "
    "乐谱 地图 实验记录",
    "org": "云杉研究院 北岸大学 星桥实验室 松果智能 远帆科技 长庚计算所 白鹭团队 青石大学 "
    "Northlake_Lab 海角语言中心 Kestrel_AI 明溪研究所 立夏数据 平湖机器人公司",
    # subject words that the taxonomy does not know
    "tag": "潮汐调度 拓扑提示 Slow_Thinking 盲测 星图计划 逆向蒸馏 Edge-Native 回声数据 双轨训练 "
    "微缩世界 折返采样 Token_Garden 冷启动 旁路记忆 静默更新 ScaleDown 多面手 长尾修复 轻量评审",
}

SENTENCES = """
过去的{subject}大多假定{case}的情形很少，一旦换到{task}，准确率就会下降 {percent}，部署后才看得出。
{model} 把{subject}与{subject}放进同一个训练目标，不再需要单独的{part}，{effect}。
作者先用 {count} 条样本训练{part}，再把它冻结，只更新其余 {percent} 的参数。
在 {bench} 上，{model} 得到 {score} 分，比同等规模的基线高出 {points} 个百分点。
换成 {size} 的底座之后，差距缩小到 {points} 个百分点，说明收益主要来自{subject}，而不是规模。
消融实验显示，去掉{part}会让 {bench} 的成绩从 {score} 跌到 {score}。
推理时每个词元的延迟为 {ms} 毫秒，显存占用约 {gb} GB，一张消费级显卡就能运行。
论文同时公开了 {count} 条标注数据，覆盖{task}、{task}与{task}三类任务。
值得注意的是，在{case}的时候，{model} 仍会给出过于自信的回答。
作者把这一现象归因于{cause}，并用 {bench} 的两个子集分别验证。
与依赖{subject}的做法不同，这里的{part}完全由模型自己产生，不需要人工标注。
训练共用 {gpu} 张 GPU，历时 {days} 天，按市价折算约合 {count} 美元。
语料来自{material}、{material}和{material}，去重之后留下 {count} 篇，平均每篇 {ms} 个词元。
人工评测由 {gpu} 名评审完成，两两一致的比例为 {percent}，其中{task}的分歧最大。
如果只看{task}，提升并不明显；但在{case}时，{model} 的优势扩大到 {points} 个百分点。
作者还比较了三种{part}的写法，结论是最简单的一种{effect}，其余两种得不偿失。
与 {model} 相比，新方法少用了 {percent} 的计算量，{effect}，代价是训练时要多保存一份{part}。
{subject}并非总是有益：当{case}时，它会放大{cause}带来的误差。
这项工作的前提是{part}可以公开，对闭源模型而言，只能用 API 返回的概率近似，误差约 {percent}。
从 {size} 到 {size}，曲线没有出现拐点，但每翻一倍只换来 {points} 个百分点，继续放大的意义有限。
附录给出了全部提示词、超参数与失败案例，并说明哪些结论在{task}上不成立。
为了避免数据泄漏，{bench} 的题目全部写于训练截止日期之后，每季度更换 {percent}。
{model} 支持 {gpu} 种语言，中文的表现与英文相差 {points} 分，主要输在{material}一类的文本上。
研究者因此建议，把{subject}当作默认选项，只在{case}时才退回到{subject}。
实验在 {size} 与 {size} 两种规模上各重复五次，标准差不超过 {points}。
“先检索、再推理”的流程被拆成两步，中间由{part}决定是否继续，平均调用次数从 {score} 降到 {points}。
局限也很清楚：数据以{material}为主，{task}只占 {percent}；换一个领域，{part}需要重新训练。
"""

NEWS = """
{org}本周宣布，{model} 即日起开放下载，许可协议允许商业使用，权重共 {gb} GB。
据介绍，新版本把上下文长度提高到 {count} 个词元，API 价格下调 {percent}。
负责人表示，下一步的重点是{task}与{task}，预计 {days} 天后公布评测细节。
第三方在 {bench} 上的复测成绩为 {score}，比官方公布的数字低 {points} 分。
{org}同时公布了{material}语料的处理流程，其中{part}的代码已经开源。
业内人士认为，此举会让{subject}的门槛进一步降低，{effect}。
"""

MARKED = """
**{subject}：**在{task}里，它的作用是让{part}先于生成工作，{effect}。
关键的一步是*{subject}*，作者称之为**第二次{subject}**，没有它，{bench} 的成绩会回到 {score}。
运行时加上 `--{flag}` 即可打开{part}，默认值 `{points}` 适合 {size} 的模型。
其中 $\\lambda = {points}$ 控制{part}的强度，损失写作 $L = L_0 + \\lambda \\lVert w \\rVert^2$。
复杂度从 $O(n^2)$ 降到 $O(n \\log n)$，在 $n = {ms}$ 时{effect}。
~~早先的版本~~把{subject}放在最后，新版**提前到{part}之前**，`{flag}` 由 {points} 改为 {score}。
代码见[项目主页](https://projects.example.org/{flag})，数据另见 <https://data.example.org/{flag}>。
"""

LINKING = """
这与[{title}]({address})的结论一致：{subject}在{case}时最有价值。
相关的做法可见[{title}]({address})，两者的差别在于{part}。
"""

CODE = """
```python
model = load("{model}", dtype="bf16")
for batch in stream("{bench}", size={gpu}):
    scores = model.score(batch, {flag}={points})
    keep(scores > {points})  # 只保留可信的结果
```
~
```sh
pip install {flag}
{flag} eval --bench {bench} --size {size} --seed {gpu}
```
~
```json
{{"name": "{model}", "params": "{size}", "{flag}": {points}, "score": {score}}}
```
"""

FORMULAS = """
$$
p(y \\mid x) = \\frac{{\\exp(s_\\theta(x, y) / {points})}}{{\\sum_{{i=1}}^{{{gpu}}} \\exp(s_i)}}
$$
~
$$
L(\\theta) = -\\sum_{{i=1}}^{{{gpu}}} w_i \\log p_\\theta(x_i) + {points} \\, R(\\theta)
$$
"""

FAMILY = (
    "林 陈 赵 孙 何 高 罗 谢 唐 许 范 于 余 沈 曹 彭 苏 卢 蒋 叶 Lin Zhou Abe Okoro Silva Novak"
).split()
GIVEN = (
    "文远 思齐 子安 若水 明澈 书瑶 景行 知秋 云舒 嘉树 Mei Tomas Ada Ravi Ines Jun Lena Omar"
).split()
SYLLABLES = "ka lo mi ren tor vex lum sol bri dan zu phe nor qui sta vel".split()


def names(rng: random.Random) -> Words:
    """Names and figures, alike in both scripts."""
    invented = sorted({"".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))) for _ in range(400)})
    sizes = [f"{n}B" for n in (1, 1.5, 3, 7, 8, 13, 32, 70)]
    models = [name.capitalize() for name in invented]
    return {
        "model": models + [f"{name}-{rng.choice(sizes)}" for name in models],
        "bench": [
            f"{name[:5].title()}{rng.choice(('Bench', 'Eval', 'QA'))}" for name in invented[::4]
        ],
        "flag": invented,
        "size": sizes,
        "percent": [f"{rng.uniform(1, 60):.1f}%" for _ in range(300)],
        "points": [f"{rng.uniform(0.1, 9):.1f}" for _ in range(90)],
        "score": [f"{rng.uniform(20, 95):.1f}" for _ in range(300)],
        "count": [f"{rng.randrange(12, 99_000):,}" for _ in range(400)],
        "gpu": [str(2**n) for n in range(1, 11)],
        "days": [str(n) for n in range(2, 40)],
        "ms": [str(n) for n in range(3, 900, 7)],
        "gb": [str(n) for n in range(4, 160, 3)],
    }


def lexicon() -> dict[str, dict[str, Sequence[str]]]:
    """Words and sentences by language; Traditional ones are made from the Simplified at once."""
    pairs = {"subject": SUBJECTS, "task": TASKS, "quality": QUALITIES}
    english: dict[str, Sequence[str]] = {}
    simplified: dict[str, Sequence[str]] = {name: split(text) for name, text in LISTS.items()}
    for name, text in pairs.items():
        both = [pair.strip().rsplit(" ", 1) for pair in re.split(r"[|\n]", text.strip())]
        english[name], simplified[name] = ([pair[side] for pair in both] for side in (0, 1))
    titles = [line.split(" ~ ") for line in TITLES.strip().split("\n")]
    english |= {"title": [title for title, _ in titles], "other": english["subject"]}
    simplified |= {
        "title": [title for _, title in titles],
        "other": simplified["subject"],
        "headline": HEADLINES.strip().split("\n"),
        "sentence": SENTENCES.strip().split("\n"),
        "news": NEWS.strip().split("\n"),
        "marked": MARKED.strip().split("\n"),
        "linking": LINKING.strip().split("\n"),
        "family": FAMILY,
        "given": GIVEN,
        "code": CODE.strip().split("\n~\n"),
        "formula": FORMULAS.strip().split("\n~\n"),
    }
    typed = "\x1f".join("\x1e".join(words) for words in simplified.values())
    converted = [
        words.split("\x1e") for words in opencc.OpenCC("s2tw").convert(typed).split("\x1f")
    ]
    traditional: dict[str, Sequence[str]] = dict(zip(simplified, converted, strict=True))
    return {"en": english, "zh-Hans": simplified, "zh-Hant": traditional}


def split(text: str) -> list[str]:
    """The words of a list; ``_`` stands for a space inside a word."""
    return [word.replace("_", " ") for word in text.split()]


# ---------------------------------------------------------------- a writer in one language


class Slots(dict[str, str]):
    """Fills the slots of a sentence: those it holds, else any word of the slot's list."""

    def __init__(self, rng: random.Random, words: Words) -> None:
        super().__init__()
        self.rng, self.words = rng, words

    def __missing__(self, name: str) -> str:
        return pick(self.rng, self.words[name])


def pick(rng: random.Random, items: Sequence[Item]) -> Item:
    """Any of the items (``rng.choice`` at a third of its cost)."""
    return items[int(rng.random() * len(items))]


@dataclass
class Writer:
    """Writes in one language, and keeps the papers that later entries can name."""

    lang: str
    rng: random.Random
    words: Words
    papers: list[Paper] = field(default_factory=list)
    slots: Slots = field(init=False)

    def __post_init__(self) -> None:
        self.slots = Slots(self.rng, self.words)

    def filled(self, frame: str) -> str:
        """A sentence with its slots filled."""
        return frame.format_map(self.slots)

    def any(self, name: str) -> str:
        """Any sentence or word of a list, with its slots filled."""
        return self.filled(pick(self.rng, self.words[name]))

    def person(self) -> str:
        """A name, in Han or in Latin; there are as many as a large archive needs."""
        rng = self.rng
        family, given = self.any("family"), self.any("given")
        if rng.random() < 0.8:
            given = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))).title()
        latin = given.isascii() or family.isascii()
        return f"{given} {family}" if latin else family + given

    def url(self) -> str:
        """An address at a reserved host."""
        return self.filled("https://code.example.org/{flag}/{flag}")

    def body(self, sentence: str) -> str:
        """A summary in Markdown of 140 to 1,700 characters, 660 on average."""
        rng = self.rng
        draw = rng.random()
        length = 135 + 1500 * draw * draw
        blocks = self.extras()
        length -= sum(map(len, blocks))
        paragraphs: list[list[str]] = []
        while length > 0:
            if not paragraphs or len(paragraphs[-1]) > 2 + rng.random() * 3:
                paragraphs.append([])
            name = "marked" if rng.random() < 0.04 else sentence
            if self.papers and rng.random() < 0.012:
                paper = pick(rng, self.papers)
                self.slots |= {"title": paper.title, "address": f"/papers/{paper.arxiv}/"}
                name = "linking"
            paragraphs[-1].append(self.any(name))
            length -= len(paragraphs[-1][-1])
        texts = ["".join(paragraph) for paragraph in paragraphs]
        return "\n\n".join([*texts[:1], *blocks, *texts[1:]])

    def extras(self) -> list[str]:
        """Now and then a table, a list, code, a formula, a heading or a quotation."""
        draw = self.rng.random()
        if draw < 0.06:
            rows = "\n".join(
                self.filled("| {model} | {size} | {score} | {percent} |")
                for _ in range(3 + int(self.rng.random() * 4))
            )
            return [
                self.filled("| {task} | {part} | {bench} | {subject} |\n|---|:-:|--:|--:|\n") + rows
            ]
        if draw < 0.16:
            bullet = "1." if draw < 0.09 else "-"
            return ["\n".join(f"{bullet} {self.any('sentence')}" for _ in range(3))]
        if draw < 0.20:
            return [self.any("code")]
        if draw < 0.22:
            return [self.any("formula")]
        if draw < 0.24:
            return [self.filled("## {subject}与{task}"), self.any("sentence")]
        if draw < 0.26:
            return [f"> {self.any('sentence')}"]
        return []


# ---------------------------------------------------------------- entries


@dataclass(frozen=True)
class Paper:
    """The fields of an earlier paper that later entries name."""

    arxiv: str
    title: str


@dataclass(frozen=True)
class Subject:
    """A topic as editors name it: the slug, a name in each script, or an alias."""

    slug: str
    names: Mapping[str, str]
    aliases: Sequence[str]


def read_taxonomy(text: str) -> list[Subject]:
    """The topics of a topics.yaml that has a field a line, as content/topics.yaml has."""
    pattern = (
        r"- slug: (\S+)\n +names: \{zh-Hans: ([^,]+), zh-Hant: ([^,]+),.*\n"
        r"(?:    (?!aliases).*\n)* +aliases: \[(.*)\]"
    )
    subjects = [
        Subject(slug, {"zh-Hans": hans, "zh-Hant": hant}, aliases.split(", "))
        for slug, hans, hant, aliases in re.findall(pattern, text)
    ]
    if len(subjects) != text.count("slug:"):
        raise ValueError(f"{TAXONOMY} is not written the way corpus.py reads it")
    return subjects


@dataclass
class Editor:
    """Writes the entries one by one, and keeps what later ones refer to."""

    rng: random.Random
    writers: Sequence[Writer]
    english: Words
    subjects: Sequence[Subject]
    issues: Sequence[str]
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    numbers: Counter[str] = field(default_factory=Counter)
    teams: list[list[str]] = field(default_factory=list)
    weights: Sequence[float] = field(init=False)

    def __post_init__(self) -> None:
        ranks = range(1, len(self.subjects) + 1)
        self.weights = list(itertools.accumulate(1 / rank for rank in ranks))

    def entry(self, number: int, date: datetime.date) -> tuple[str, str]:
        """The next entry: its file's path below entries/, and its text."""
        rng = self.rng
        writer = self.writers[0 if rng.random() < 0.6 else 1]
        fields: dict[str, str] = {}
        paper = None if rng.random() < 0.1 else self.paper(fields, writer, date)
        if paper:
            entry_id = paper.arxiv
            fields["authors"] = flow(self.authors(writer))
        else:
            entry_id = f"{writer.any('flag')}-{number:06}"
            fields["title"] = quoted(writer.any("headline"))
            papers = pick(rng, self.writers).papers[-300:]
            if papers and rng.random() < 0.8:
                fields["about"] = flow([pick(rng, papers).arxiv])
        fields["lang"] = writer.lang
        fields["date"] = str(date)[: 7 if rng.random() < 0.03 else 10]
        fields["topics"] = flow(self.topics(writer))
        fields |= self.details(writer)
        fields |= self.fate(writer, date, entry_id)
        self.place(fields, date, entry_id)
        body = writer.body("sentence" if paper else "news")
        if paper and "withdrawn" not in fields:
            writer.papers.append(paper)
        front = "".join(f"{name}: {value}\n" for name, value in fields.items())
        front = front.replace(": \n", ":\n")
        if rng.random() < 0.02:
            summary = re.sub("^(?=.)", "  ", body, flags=re.MULTILINE)
            return f"{date.year}/{entry_id}.yaml", f"{front}summary: |\n{summary}\n"
        return f"{date.year}/{entry_id}.md", f"---\n{front}---\n{body}\n"

    def paper(self, fields: dict[str, str], writer: Writer, date: datetime.date) -> Paper:
        """Put down a paper's titles (the same in two languages), day and arXiv id."""
        rng = self.rng
        common = {name: pick(rng, writer.words[name]) for name in ("model", "bench", "count")}
        draws = {name: rng.random() for name in ("title", "quality", "subject", "other", "task")}
        titles = []
        for words in (self.english, writer.words):
            slots = {name: words[name][int(at * len(words[name]))] for name, at in draws.items()}
            title = slots["title"].format_map(slots | common)
            titles.append(title[0].upper() + title[1:])
        fields |= {"title": quoted(titles[0]), "title_zh": quoted(titles[1])}
        published = date - datetime.timedelta(days=int(rng.random() * 10))
        month = published.strftime("%y%m")
        self.numbers[month] += 1 + int(rng.random() * 20)
        arxiv = f"{month}.{self.numbers[month]:05}"
        fields["published"] = str(published)[: 7 if rng.random() < 0.3 else 10]
        fields["arxiv"] = quoted(arxiv)
        return Paper(arxiv, titles[1])

    def authors(self, writer: Writer) -> list[str]:
        """One to seven people, half of the time some of whom wrote together before."""
        rng = self.rng
        count = 1 + int(rng.random() * 7)
        known = pick(rng, self.teams[-400:]) if self.teams and rng.random() < 0.5 else []
        known = rng.sample(known, min(len(known), count, 3))
        team = [*known, *(writer.person() for _ in range(count - len(known)))]
        self.teams.append(team)
        return team

    def topics(self, writer: Writer) -> list[str]:
        """One to four topics by Zipf's law, as an editor types them, and now and then a tag."""
        rng = self.rng
        typed = {}
        for _ in range(1 + int(rng.random() * 4)):
            subject = self.subjects[bisect.bisect(self.weights, rng.random() * self.weights[-1])]
            draw = rng.random()
            word = subject.slug if draw < 0.5 else subject.names[writer.lang]
            typed[subject.slug] = word if draw < 0.8 else pick(rng, subject.aliases)
        if rng.random() < 0.08:
            typed[""] = writer.any("tag")
        return list(dict.fromkeys(typed.values()))

    def details(self, writer: Writer) -> dict[str, str]:
        """Organisations, links, sources and who wrote the summary."""
        rng = self.rng
        fields = {}
        if rng.random() < 0.7:
            fields["orgs"] = flow(writer.any("org") for _ in range(1 + int(rng.random() * 2)))
        links = []
        for _ in range(int(rng.random() * 3.6)):
            kind = pick(rng, ("code", "project", "model", "data", "web", "video"))
            label = f", label: {quoted(writer.any('part'))}" if rng.random() < 0.1 else ""
            links.append(f"\n- {{type: {kind}, url: {writer.url()}{label}}}")
        if links:
            fields["links"] = "".join(links)
        name = quoted(writer.any("org"))
        fields["sources"] = f"\n- {{name: {name}, url: {writer.url()}, fields: [title, links]}}"
        if rng.random() < 0.05:
            fields["source_notes"] = flow([writer.filled("来源把 {score} 写作 {score}。")])
        fields["written_by"] = f"{{model: {writer.any('model')}}}"
        return fields

    def fate(self, writer: Writer, date: datetime.date, entry_id: str) -> dict[str, str]:
        """What befell a few entries later: a correction, a move, a withdrawal."""
        fields = {}
        if self.rng.random() < 0.01:
            day, note = date + datetime.timedelta(days=30), "{bench} 的成绩应为 {score}。"
            fields["corrections"] = f"\n- {{date: {day}, note: {quoted(writer.filled(note))}}}"
        if self.rng.random() < 0.01:
            fields["aliases"] = f"[old/{entry_id}]"
        if self.rng.random() < 0.001:
            fields["withdrawn"] = quoted(writer.filled("{org}要求撤回。"))
        return fields

    def place(self, fields: dict[str, str], date: datetime.date, entry_id: str) -> None:
        """Half of the entries of a written issue name it; the others follow from the cadence."""
        week, month = issue_ids(date)
        home = month if len(fields["date"]) == len(month) else week
        for issue in (week, month):
            if issue in self.issues and self.rng.random() < 0.5:
                home = fields["issue"] = issue
        self.members[home].append(entry_id)


def issue_ids(date: datetime.date) -> tuple[str, str]:
    """The week and the month a day belongs to."""
    year, week, _ = date.isocalendar()
    return f"{year}-W{week:02}", str(date)[:7]


def flow(texts: Iterable[str]) -> str:
    """A YAML list on one line, each text once."""
    return f"[{', '.join(dict.fromkeys(map(quoted, texts)))}]"


def quoted(text: str) -> str:
    """A YAML scalar, in quotes unless it is plain to every reader."""
    if PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"


PLAIN = re.compile(r"[A-Za-z\u3400-\u9fff][\w \u3001\u3002\uff0c\uff1a\uff1f-]*")


# ---------------------------------------------------------------- a root


SITE = """\
title: {zh-Hans: 期刊, zh-Hant: 期刊}
description: {zh-Hans: 用来测量速度的档案。, zh-Hant: 用來測量速度的檔案。}
base_url: https://bench.example.org/
timezone: Asia/Shanghai
cadence: weekly
view: list
menu:
  - {to: issues/, name: {zh-Hans: 各期, zh-Hant: 各期}}
  - {to: topics/, name: {zh-Hans: 主题, zh-Hant: 主題}}
  - {to: archive/, name: {zh-Hans: 归档, zh-Hant: 彙整}}
  - {to: feeds/, name: {zh-Hans: 订阅, zh-Hant: 訂閱}}
contact: editor@example.org
licence: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}
"""


def write_corpus(root: Path, entries: int, seed: int) -> None:
    """Write content/ with that many entries below ``root``.

    Raises:
        FileExistsError: there is a content/ already.
    """
    content = root / "content"
    (content / "issues").mkdir(parents=True)
    taxonomy = TAXONOMY.read_text("utf-8")
    (content / "topics.yaml").write_text(taxonomy, "utf-8")
    (content / "organisations.yaml").write_text(organisations(), "utf-8")
    (content / "site.yaml").write_text(SITE, "utf-8")

    rng = random.Random(seed)
    words = lexicon()
    common = names(rng)
    writers = [Writer(lang, rng, {**words[lang], **common}) for lang in ("zh-Hans", "zh-Hant")]
    subjects = read_taxonomy(taxonomy)
    rng.shuffle(subjects)
    dates = list(days(entries))
    editor = Editor(rng, writers, words["en"], subjects, written_issues(dates))
    for year in {date.year for date in dates}:
        (content / "entries" / str(year)).mkdir(parents=True)
    for number, date in enumerate(dates):
        path, text = editor.entry(number, date)
        (content / "entries" / path).write_text(text, "utf-8")
    for number, issue in enumerate(editor.issues, 1):
        text = issue_text(editor, number, issue)
        (content / "issues" / f"{issue}.md").write_text(text, "utf-8")


def organisations() -> str:
    """An organisations.yaml of all but two of the organisations that entries name."""
    names = [name.replace("_", " ") for name in LISTS["org"].split()][:-2]
    rows = [
        f"  - {{slug: org-{number}, names: {name}, aliases: [Organisation {number}]}}"
        for number, name in enumerate(names, 1)
    ]
    return "\n".join(["organisations:", *rows, ""])


def days(entries: int) -> Iterator[datetime.date]:
    """The entries' days, oldest first: as many a day at every size, over 30 years at most."""
    years = min(entries / PER_YEAR, 30)
    for number in range(entries):
        yield LAST - datetime.timedelta(days=int(365 * years * (1 - (number + 1) / entries)))


def written_issues(dates: Sequence[datetime.date]) -> list[str]:
    """The issues that an editor wrote: up to eleven weeks, and the last but one month."""
    weeks, months = (list(dict.fromkeys(ids)) for ids in zip(*map(issue_ids, dates), strict=True))
    step = max(3, len(weeks) // 11)
    return sorted([*weeks[1::step][:11], *months[-2:-1]])


def issue_text(editor: Editor, number: int, issue: str) -> str:
    """An issue's file; every second one states the order of its members."""
    writer = editor.writers[0 if number % 5 < 3 else 1]
    year, week = int(issue[:4]), issue[5:]
    friday = datetime.date.fromisocalendar(year, int(week[1:]), 5) if "W" in week else issue
    fields = {
        "number": number,
        "title": quoted(writer.filled("{subject}与{task}")),
        "lang": writer.lang,
        "date": friday,
        "view": ("digest", "table", "list")[number % 3],
    }
    if number % 2:
        fields["order"] = flow(editor.members[issue])
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{front}---\n{writer.body('sentence')}\n"


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a root with invented entries.")
    parser.add_argument("--entries", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="gets a content/")
    options = parser.parse_args(arguments)
    if not 0 < options.entries <= MOST:
        parser.error(f"--entries is a number from 1 to {MOST:,}")
    if (options.to / "content").exists():
        parser.error(f"{options.to} holds a content/ already; name another folder")
    write_corpus(options.to, options.entries, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
