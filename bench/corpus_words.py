"""The words and sentences of the corpus: all of them are invented.

In a list of pairs English stands before Chinese; a word of the list ``name`` fills ``{name}``.
"""

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
