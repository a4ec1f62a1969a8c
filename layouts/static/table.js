// @ts-check
// Makes the columns of `table[data-sortable]` sortable. Without it the table keeps its order.

/**
 * The text a row is sorted by in a column.
 * @param {HTMLTableRowElement} row
 * @param {number} column
 */
const key = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.key ?? cell.textContent?.trim() ?? "";
};

/**
 * Sort a table, each of its groups by itself, by one of its columns.
 * @param {HTMLTableElement} table
 * @param {HTMLTableCellElement} head
 */
function sort(table, head) {
  const descending = head.getAttribute("aria-sort") === "ascending";
  const collator = new Intl.Collator(document.documentElement.lang);
  const order = (/** @type {HTMLTableRowElement} */ a, /** @type {HTMLTableRowElement} */ b) =>
    collator.compare(key(a, head.cellIndex), key(b, head.cellIndex)) * (descending ? -1 : 1);
  for (const body of table.tBodies) {
    const rows = [...body.rows].filter((row) => !row.classList.contains("group"));
    body.append(...rows.sort(order));
  }
  for (const other of table.tHead?.rows[0].cells ?? []) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
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
