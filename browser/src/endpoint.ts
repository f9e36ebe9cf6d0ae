// The one place that asks the endpoint, always that of the site the page is from.

import { type Answer, type Table, tableOfJson } from "./answer";
import { endpoint, modelSwitch, page, say } from "./page";
import { tableOfTurtle } from "./turtle";

/** Why there is no answer, in the reader's language. */
export class NoAnswer extends Error {
  constructor(
    sentence: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(sentence);
  }
}

/** There is an answer, but only as a file. */
export class TooLarge extends NoAnswer {}

const MOST_BYTES = 32 * 2 ** 20;
const ROWS = "application/sparql-results+json";
const TURTLE = "text/turtle";

/** The answer to a query. */
export async function ask(query: string, signal?: AbortSignal): Promise<Answer> {
  const begun = performance.now();
  const response = await send(endpoint({ lang: page.language }), {
    method: "POST",
    body: new URLSearchParams({ query }),
    headers: { Accept: `${ROWS}, ${TURTLE};q=0.9` },
    signal,
  });
  const release = response.headers.get("Terril-Release") ?? page.release;
  const citable = /<([^>]*)>;[^,]*rel="?cite-as/.exec(response.headers.get("Link") ?? "")?.[1];
  const told = () => ({ release, citable, seconds: (performance.now() - begun) / 1000 });
  if (response.headers.get("Content-Type")?.startsWith(TURTLE)) {
    const graph = await read(response);
    return { table: await tableOfTurtle(graph), graph, ...told() };
  }
  const content = JSON.parse(await read(response));
  return { table: tableOfJson(content), boolean: content.boolean, ...told() };
}

/** The rows of a query of our own, which the browser may keep; it chooses its graphs itself. */
export async function lookUp(query: string): Promise<Table> {
  const response = await send(endpoint({ query }, modelSwitch), {
    headers: { Accept: ROWS },
  });
  return tableOfJson(await response.json());
}

/** The text of a stored query with its parameters bound. */
export async function boundText(path: string): Promise<string> {
  return (await send(path, { headers: { Accept: "application/sparql-query" } })).text();
}

/** The body, unless it is more than a page can hold. */
async function read(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      throw new TooLarge(say("tooLarge", { megabytes: MOST_BYTES / 2 ** 20 }));
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

async function send(path: string, options: RequestInit): Promise<Response> {
  const response = await fetch(path, options).catch((error: Error) => {
    throw error.name === "AbortError" ? error : new NoAnswer(say("unreachable"));
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  const wait = response.headers.get("Retry-After");
  const sentence = problem.detail || problem.title || say("unreachable");
  throw new NoAnswer(
    wait ? `${sentence} ${say("retry", { seconds: wait })}` : sentence,
    problem.line,
    problem.column,
  );
}
