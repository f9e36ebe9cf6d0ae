// The answer as a table: labels instead of IRIs, columns that sort, more rows on demand.

import { type Answer, isNumeric, numberOf, type Row, type Term } from "./answer";
import { element } from "./dom";
import { labelOf, learnLabels } from "./labels";
import { href, page, say, shorten } from "./page";

const STEP = 100;
let named = true;

interface Sorting {
  column: number;
  down: boolean;
}

/** Draw the rows into a place. */
export async function showTable(answer: Answer, place: HTMLElement): Promise<void> {
  const { table } = answer;
  let count = STEP;
  let sorting: Sorting | undefined;
  const body = element("tbody");
  const more = element("p");
  const heads = table.columns.map((name, column) => {
    const sort = () => {
      sorting = { column, down: sorting?.column === column && !sorting.down };
      heads.forEach((head, index) => {
        if (index === column)
          head.setAttribute("aria-sort", sorting?.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      void draw();
    };
    const button = element("button", { type: "button", class: "sort", click: sort }, name);
    return element("th", { scope: "col", class: isNumeric(table, column) && "number" }, button);
  });
  const draw = async () => {
    const rows = sorted(table.rows, sorting).slice(0, count);
    await learnLabels(rows).catch(() => undefined);
    body.replaceChildren(...rows.map(line));
    const left = table.rows.length - rows.length;
    const next = Math.min(STEP * 5, left);
    const grow = () => {
      count += next;
      void draw();
    };
    const button = element("button", { type: "button", click: grow }, say("more", { count: next }));
    more.replaceChildren(
      ...(left
        ? [say("shown", { count: rows.length, total: table.rows.length }), " ", button]
        : []),
    );
  };
  await draw();
  const grid = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body);
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": say("table") };
  place.replaceChildren(naming(draw), element("div", scroll, grid), more);
}

function naming(draw: () => Promise<void>): HTMLElement {
  const box = element("input", {
    type: "checkbox",
    checked: named,
    change: () => {
      named = box.checked;
      void draw();
    },
  });
  return element("label", { class: "choice" }, box, ` ${say("named")}`);
}

function line(row: Row): HTMLElement {
  return element("tr", {}, ...row.map((term) => cell(term)));
}

function cell(term: Term | undefined): HTMLElement {
  if (!term) return element("td");
  if (term.type === "uri") return element("td", {}, link(term.value));
  const numeric = numberOf(term) !== undefined;
  const mark = term.language && element("span", { class: "kind" }, ` ${term.language}`);
  const foreign = term.language && term.language !== page.language ? term.language : undefined;
  const text = element(
    "span",
    { lang: foreign, title: term.datatype && shorten(term.datatype) },
    term.value,
  );
  return element("td", { class: numeric && "number" }, text, mark || undefined);
}

/** A link to an IRI, called by its label, with the IRI itself as it is in the data. */
export function link(iri: string): HTMLElement {
  const label = labelOf(iri);
  const lang = label.language && label.language !== page.language ? label.language : undefined;
  const text = named ? label.text : iri;
  return element("a", { href: href(iri), title: iri, lang: named ? lang : undefined }, text);
}

function sorted(rows: Row[], sorting: Sorting | undefined): Row[] {
  if (!sorting) return rows;
  const { column, down } = sorting;
  const order = new Intl.Collator(page.language, { numeric: true });
  const key = (row: Row) => {
    const term = row[column];
    return term?.type === "uri" && named ? labelOf(term.value).text : (term?.value ?? "");
  };
  const compare = (a: Row, b: Row) => {
    const [left, right] = [numberOf(a[column]), numberOf(b[column])];
    if (left !== undefined && right !== undefined) return left - right;
    return order.compare(key(a), key(b));
  };
  return rows.toSorted(down ? (a, b) => compare(b, a) : compare);
}
