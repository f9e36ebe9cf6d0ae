// The stored queries: found by words, asked with choices by name, put into the editor.

import { boundText, lookUp, NoAnswer } from "./endpoint";
import { element } from "./dom";
import { labelOf, learnLabels } from "./labels";
import { isBelow, page, say, whole } from "./page";

const MOST_CHOICES = 300;

/** Bring the list of examples to life. */
export function enliven(
  box: HTMLDetailsElement,
  fill: (text: string, ownAddress: string) => void,
  failed: (error: unknown) => void,
): void {
  if (matchMedia("(min-width: 64rem)").matches) box.open = true;
  const items = [...box.querySelectorAll<HTMLDetailsElement>("li > details")];
  items.forEach((item) => item.addEventListener("toggle", () => item.open && void offer(item)));
  for (const form of box.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      // A stored query's page goes to the next one's; the rest happens on the query page.
      if (isBelow) return;
      // The other button of the form asks for a file, which needs no editor.
      if (event.submitter instanceof HTMLButtonElement && event.submitter.value !== "html") return;
      event.preventDefault();
      const ownAddress = whole(addressOf(form, "csv"));
      boundText(`${addressOf(form, "rq")}&lang=${page.language}`)
        .then((text) => fill(text, ownAddress))
        .catch(failed);
    });
  }
  search(box, items);
}

function addressOf(form: HTMLFormElement, format: string): string {
  const values = [...new FormData(form)].filter(
    ([name, value]) => value && name !== "format" && name !== "lang",
  );
  const query = new URLSearchParams([
    ...values.map(([name, value]) => [name, String(value)]),
    ["format", format],
  ]);
  return `${form.getAttribute("action")}?${query}`;
}

function search(box: HTMLDetailsElement, items: HTMLDetailsElement[]): void {
  const told = element("p", { role: "status", class: "kind" });
  const texts = items.map((item) => plain(item.textContent ?? ""));
  const look = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, index) => {
      const fits = words.every((word) => texts[index]?.includes(word));
      (item.parentElement as HTMLElement).hidden = !fits;
      if (fits) count++;
    });
    told.textContent = words.length ? say("found", { count }) : "";
  };
  const field = element("input", { type: "search", input: look });
  box.querySelector("ul")?.before(element("label", { class: "find" }, say("search"), field), told);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "");
}

/** Turn the fields for IRIs into choices by name, from the values that the query itself knows. */
async function offer(item: HTMLDetailsElement): Promise<void> {
  for (const field of item.querySelectorAll<HTMLInputElement>("input[data-iri]")) {
    field.removeAttribute("data-iri");
    try {
      await turnIntoChoice(item, field);
    } catch (error) {
      // The field stays: a whole address can still be written into it.
      if (!(error instanceof NoAnswer)) throw error;
    }
  }
}

async function turnIntoChoice(item: HTMLDetailsElement, field: HTMLInputElement): Promise<void> {
  const text = item.dataset.query ?? "";
  const [prologue, body] = split(text);
  const table = await lookUp(
    `${prologue} SELECT DISTINCT ?${field.name} WHERE { { ${body} } FILTER(isIRI(?${field.name})) } LIMIT ${MOST_CHOICES + 1}`,
  );
  if (!table.rows.length || table.rows.length > MOST_CHOICES) return;
  await learnLabels(table.rows);
  const options = table.rows.map(([term]) => ({
    value: term?.value ?? "",
    name: labelOf(term?.value ?? "").text,
  }));
  options.sort((a, b) => a.name.localeCompare(b.name, page.language));
  const select = element("select", { name: field.name, id: field.id, required: field.required });
  if (!field.required) select.append(element("option", { value: "" }, say("any")));
  select.append(
    ...options.map(({ value, name }) => element("option", { value, title: value }, name)),
  );
  if (field.value) select.value = field.value;
  const focused = document.activeElement === field;
  field.replaceWith(select);
  if (focused) select.focus();
}

/** A query's prefixes, and the query itself, so that it can stand inside another one. */
function split(text: string): [string, string] {
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  const first = lines.findIndex((line) => !/^\s*(PREFIX\b.*)?$/i.test(line));
  return [lines.slice(0, first).join("\n"), lines.slice(first).join("\n")];
}
