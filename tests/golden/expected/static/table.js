// @ts-check
// Makes the columns of `table[data-sortable]` sortable. Without it the table is read as it stands.

/** The text a row is sorted by in a column. @param {HTMLTableRowElement} row @param {number} column */
const key = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.key ?? cell.textContent?.trim() ?? "";
};

/** Sort a table by one of its columns. @param {HTMLTableElement} table @param {HTMLTableCellElement} head */
function sort(table, head) {
  const descending = head.getAttribute("aria-sort") === "ascending";
  const collator = new Intl.Collator(document.documentElement.lang);
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => {
    const order = collator.compare(key(a, head.cellIndex), key(b, head.cellIndex));
    return descending ? -order : order;
  });
  for (const other of table.tHead?.rows[0].cells ?? []) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table")) {
  if (!("sortable" in table.dataset)) continue;
  for (const head of table.tHead?.rows[0].cells ?? []) {
    if (!head.dataset.sort) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}
