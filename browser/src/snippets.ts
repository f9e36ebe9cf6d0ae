// The query as a few lines for other programs, each complete and ready to run.

import { element } from "./dom";
import { endpoint, say, whole } from "./page";

interface Snippet {
  name: string;
  write: (address: string, query: string, graph: boolean) => string;
}

export const SNIPPETS: Snippet[] = [
  { name: "curl", write: curl },
  { name: "Python", write: python },
  { name: "R", write: r },
  { name: "JavaScript", write: javascript },
];

/** A box with the snippets, and a button that copies the one that is shown. */
export function snippetBox(query: string, graph: boolean): HTMLElement {
  const code = element("code");
  const select = element("select", { change: () => write() });
  select.append(...SNIPPETS.map((one) => element("option", {}, one.name)));
  const write = () => {
    const snippet = SNIPPETS.find((one) => one.name === select.value) ?? SNIPPETS[0];
    code.textContent = snippet?.write(whole(endpoint()), query, graph) ?? "";
  };
  const told = element("span", { role: "status" });
  const copy = async () => {
    await navigator.clipboard?.writeText(code.textContent ?? "");
    told.textContent = say("copied");
  };
  write();
  return element(
    "details",
    { class: "snippets" },
    element("summary", {}, say("snippets")),
    element(
      "p",
      {},
      element("label", { class: "choice" }, `${say("program")} `, select),
      " ",
      element("button", { type: "button", click: () => void copy() }, say("copy")),
      " ",
      told,
    ),
    element("pre", { class: "scroll", tabindex: 0 }, code),
  );
}

function curl(address: string, query: string, graph: boolean): string {
  const accept = graph ? "text/turtle" : "text/csv";
  const quoted = `'${`query=${query}`.replaceAll("'", "'\\''")}'`;
  return `curl '${address}' \\\n  --header 'Accept: ${accept}' \\\n  --data-urlencode ${quoted}\n`;
}

function python(address: string, query: string, graph: boolean): string {
  const begin = `from SPARQLWrapper import JSON, POST, SPARQLWrapper

endpoint = SPARQLWrapper(${JSON.stringify(address)})
endpoint.setMethod(POST)
endpoint.setQuery(""${quoted(query)}"")
`;
  if (graph)
    return `${begin.replace("JSON, POST", "POST")}graph = endpoint.queryAndConvert()\nprint(graph.serialize(format="turtle"))\n`;
  return `${begin}endpoint.setReturnFormat(JSON)
answer = endpoint.queryAndConvert()
${
  /^\s*ASK\b/im.test(query)
    ? 'print(answer["boolean"])'
    : `for row in answer["results"]["bindings"]:
    print({name: term["value"] for name, term in row.items()})`
}
`;
}

/** A text as Python and R write it; both let it go over several lines, Python between three quotes. */
function quoted(query: string): string {
  return `"${query.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function r(address: string, query: string, graph: boolean): string {
  const accept = graph ? "text/turtle" : "text/csv";
  const read = graph ? "cat(answer)" : "table <- read.csv(text = answer)\nprint(table)";
  return `library(httr2)

query <- ${quoted(query)}
answer <- request(${JSON.stringify(address)}) |>
  req_headers(Accept = "${accept}") |>
  req_body_form(query = query) |>
  req_perform() |>
  resp_body_string()
${read}
`;
}

function javascript(address: string, query: string, graph: boolean): string {
  const accept = graph ? "text/turtle" : "application/sparql-results+json";
  const text = `\`${query.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${")}\``;
  return `const query = ${text};
const response = await fetch(${JSON.stringify(address)}, {
  method: "POST",
  headers: { Accept: "${accept}" },
  body: new URLSearchParams({ query }),
});
if (!response.ok) throw new Error(await response.text());
${graph ? "console.log(await response.text());" : "console.log(await response.json());"}
`;
}
