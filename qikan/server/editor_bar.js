// The editor's bar on a page of one file: open it, publish or withdraw it, both scripts in lines.
const STATUS = { draft: "草稿", published: "已发布", withdrawn: "已撤下" };
const NAMES = { "zh-Hans": "简体", "zh-Hant": "繁體", "zh-Hant-HK": "繁體（港）" };

/** The bar; returns a function that shows a status of the preview. */
export const openEditorBar = (context, own, element, dock) => {
  const bar = element("aside", "qikan-editor-bar");
  bar.setAttribute("aria-label", "编辑");
  const message = element("output", "qikan-message");
  let warnings = [];

  const button = (text, act) => {
    const node = element("button", "", text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };

  const review = async (action, reason = "") => {
    const headers = { "Content-Type": "application/json", "X-Qikan-Token": context.token };
    const body = JSON.stringify({ page: context.page, action, digest: context.digest, reason });
    const answer = await fetch(own("review"), { method: "POST", headers, body });
    message.textContent = await answer.text();
  };

  // ---------------------------------------------------------------- both scripts

  const side = (parts, which, other) => {
    const cell = element("td", "");
    for (const part of parts) {
      const differs = part[0] !== part[1];
      const text = element(differs ? "mark" : "span", "", part[which]);
      if (differs) text.title = `${part[other]}${part[2] ? ` · ${part[2]}` : ""}`;
      cell.append(text);
    }
    return cell;
  };

  const rowOf = ([line, parts]) => {
    const row = element("tr", "");
    row.append(element("th", "", line || ""), side(parts, 0, 1), side(parts, 1, 0));
    const own = warnings.filter((problem) => line && problem.line === line);
    if (!own.length) return [row];
    const note = element("tr", "qikan-warning");
    const cell = element("td", "", own.map((problem) => problem.text).join("；"));
    cell.colSpan = 3;
    note.append(cell);
    return [row, note];
  };

  const tableOf = (lang, variant, rows) => {
    const table = element("table", "");
    const head = table.createTHead().insertRow();
    for (const text of ["行", NAMES[lang] ?? lang, NAMES[variant] ?? variant]) {
      head.append(element("th", "", text));
    }
    table.createTBody().append(...rows.flatMap(rowOf));
    return table;
  };

  const sheet = element("div", "qikan-scripts");
  const showScripts = async () => {
    const answer = await fetch(`${own("scripts")}?${encodeURIComponent(context.page)}`);
    if (!answer.ok) return; // the file is gone, or has a mistake that is shown above
    const { lang, sides } = await answer.json();
    const tables = Object.entries(sides).map(([variant, rows]) => tableOf(lang, variant, rows));
    const none = element("p", "", "这一条不用转换。");
    sheet.replaceChildren(...(tables.length ? tables : [none]));
  };

  const KEY = "qikan-scripts-open";
  const fold = element("details", "");
  fold.append(element("summary", "", "简繁对照"), sheet);
  fold.open = sessionStorage.getItem(KEY) === "1";
  fold.addEventListener("toggle", () => {
    sessionStorage.setItem(KEY, fold.open ? "1" : "");
    if (fold.open) showScripts();
  });

  // ---------------------------------------------------------------- actions

  const withdrawal = () => {
    const form = element("form", "qikan-withdrawal");
    const reason = element("input", "");
    reason.required = true;
    reason.placeholder = "撤下的理由（读者会看到）";
    reason.setAttribute("aria-label", reason.placeholder);
    const send = element("button", "", "撤下");
    form.append(reason, send);
    form.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      review("withdraw", reason.value);
    });
    return [button("撤下…", () => ((form.hidden = !form.hidden), reason.focus())), form];
  };

  const line = element("div", "qikan-line");
  if (context.status) line.append(element("strong", "", STATUS[context.status]));
  if (context.edit) {
    const open = element("a", "", `打开 ${context.source}`);
    open.href = context.edit;
    line.append(open);
  } else {
    line.append(element("code", "", context.source ?? ""));
  }
  if (context.token && context.status === "draft") {
    line.append(button("采用", () => review("publish")));
  }
  if (context.token && context.status && context.status !== "withdrawn") {
    line.append(...withdrawal());
  }
  const next = element("a", "qikan-next");
  line.append(next, message);
  bar.append(line);
  if (context.status) bar.append(fold);
  if (context.source) dock.append(bar);

  return ({ drafts, problems }) => {
    const paths = drafts[document.documentElement.lang] ?? [];
    const here = paths.indexOf(decodeURI(location.pathname));
    const other = paths[(here + 1) % paths.length];
    next.hidden = !paths.length || (here >= 0 && paths.length === 1);
    next.textContent = `下一篇草稿（共 ${paths.length} 篇）`;
    if (other) next.href = encodeURI(other);
    warnings = problems.filter((problem) => problem.own);
    if (fold.open) showScripts();
  };
};
