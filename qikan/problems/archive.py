"""What is wrong when all entries and issues are seen together."""

from qikan.problems.rows import error, warning

ROWS = {
    "address-taken": error(
        "the address /{address} is taken by {other}",
        "give this one another `id`",
        "地址 /{address} 已由 {other} 使用",
        "请给这一条另写 `id`",
    ),
    "entry-twice": error(
        "{other} is the same entry, with the address /{address}",
        "keep one of them, or give this one another `id` if it is not the same",
        "{other} 是同一条，地址同为 /{address}",
        "请只保留一条；如果并不相同，请给这一条另写 `id`",
    ),
    "old-address-taken": error(
        "the old address /{address} is taken by {other}",
        "leave it out",
        "旧地址 /{address} 已由 {other} 使用",
        "请去掉",
    ),
    "place-taken": error(
        "its place in the site is taken by {other}",
        "rename the file",
        "它在网站里的位置已由 {other} 占用",
        "请给文件改名",
    ),
    "same-arxiv": warning(
        "{other} has the arXiv id {arxiv} too",
        "correct one of them if they are not the same paper, else keep one entry",
        "{other} 也写了 arXiv 编号 {arxiv}",
        "如果不是同一篇论文，请改正其中一个；如果是，只保留一条",
    ),
    "unknown-issue": error(
        "there is no issue `{issue}`",
        "write content/issues/{issue}.md, or leave `issue` out",
        "没有 `{issue}` 这一期",
        "请写 content/issues/{issue}.md，或去掉 `issue`",
    ),
    "issue-not-an-id": error(
        "`issue: {issue}` names no issue",
        "write its id, such as 2024-W25, or leave `issue` out",
        "`issue: {issue}` 不是期的 id",
        "请写它的 id，例如 2024-W25，或去掉 `issue`",
    ),
    "issue-misspelled": error(
        "there is no issue `{issue}`",
        "did you mean `{near}`? Else write content/issues/{issue}.md, or leave `issue` out",
        "没有 `{issue}` 这一期",
        "是不是 `{near}`？如果不是，请写 content/issues/{issue}.md，或去掉 `issue`",
    ),
    "issue-twice": error(
        "{other} is the issue {id} already",
        "keep one of them",
        "{other} 已经是 {id} 这一期",
        "只保留一个",
    ),
    "number-twice": error(
        "number {number} is that of {other}",
        "give this one its own",
        "第 {number} 期已经是 {other}",
        "请给这一期另编期号",
    ),
    "unknown-in-order": error(
        "`order` names `{id}`, which is no entry",
        "{cure}",
        "`order` 里的 `{id}` 不是条目",
        "{cure}",
    ),
    "unknown-replacement": error(
        "`replaced_by` names `{id}`, which is no other entry",
        "{cure}",
        "`replaced_by` 里的 `{id}` 不是别的条目",
        "{cure}",
    ),
    "replacement-circle": error(
        "`replaced_by` names `{id}`, from which the replacements lead back here",
        "name an entry that is not withdrawn, or take it out",
        "`replaced_by` 里的 `{id}` 又由别的条目指回这里",
        "请写一条没有撤下的条目，或去掉",
    ),
    "unknown-in-updates": error(
        "`updates` names `{id}`, which is no other entry",
        "{cure}",
        "`updates` 里的 `{id}` 不是别的条目",
        "{cure}",
    ),
    "updates-circle": error(
        "`updates` names `{id}`, from which the updates lead back here: {way}",
        "take it out: an entry continues earlier ones",
        "`updates` 里的 `{id}` 又由别的条目指回这里：{way}",
        "请去掉：条目只接续更早的条目",
    ),
    "person-not-named": warning(
        "the person `{person}` has the entry {entry}, which has no author of that name",
        "mend `entries`, or the entry's `authors`",
        "作者 `{person}` 列出的条目 {entry} 没有这样署名的作者",
        "请改正 `entries`，或条目的 `authors`",
    ),
    "misplaced-in-order": error(
        "`order` names `{id}`, which is in issue {issue}",
        "take it out, or write `issue: {here}` in {path}",
        "`order` 里的 `{id}` 在 {issue} 这一期",
        "请去掉，或在 {path} 写 `issue: {here}`",
    ),
}
