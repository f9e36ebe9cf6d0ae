// An answer on the page: what it is, its views, files to take, code to take.

import type { Answer } from "./answer";
import { citeBox } from "./cite";
import { element } from "./dom";
import { downloadLinks } from "./downloads";
import { hasLines } from "./lines";
import { say } from "./page";
import { hasPlaces } from "./places";
import { snippetBox } from "./snippets";
import { showTable } from "./table";
import { showTabs, type View } from "./tabs";

/** Put an answer in its place. */
export async function showAnswer(
  answer: Answer,
  query: string,
  place: HTMLElement,
  failed: (error: unknown) => void,
  ownAddress?: string,
): Promise<void> {
  const graph = answer.graph !== undefined;
  place.replaceChildren(
    element("h2", { id: "answer" }, say("answer")),
    element("p", {}, `${summary(answer)} `, took(answer)),
    ...(answer.table.rows.length ? [await showTabs(say("views"), viewsOf(answer), failed)] : []),
    downloadLinks(query, graph),
    ...(ownAddress
      ? [
          element(
            "p",
            { class: "own" },
            `${say("own")} `,
            element("a", { href: ownAddress }, ownAddress),
          ),
        ]
      : []),
    snippetBox(query, graph),
    ...[citeBox(answer, query)].filter((box) => box !== undefined),
  );
}

/** How much the answer is, in one sentence. */
export function summary(answer: Answer): string {
  if (answer.boolean !== undefined) return say(String(answer.boolean));
  const count = answer.table.rows.length;
  if (!count) return say("empty");
  if (answer.graph !== undefined) return say(count === 1 ? "statement" : "statements", { count });
  return say(count === 1 ? "row" : "rows", { count });
}

function took(answer: Answer): string {
  const seconds = Number(answer.seconds.toFixed(answer.seconds < 1 ? 3 : 1));
  return say("took", { seconds, release: answer.release });
}

function viewsOf(answer: Answer): View[] {
  const views: View[] = [{ key: "table", name: say("table"), show: (at) => showTable(answer, at) }];
  if (answer.boolean !== undefined) return views;
  if (answer.graph === undefined) {
    views.push({
      key: "chart",
      name: say("chart"),
      show: async (at) => (await import("./chart")).showChart(answer, at),
    });
    if (hasPlaces(answer.table)) {
      views.push({
        key: "map",
        name: say("map"),
        show: async (at) => (await import("./map")).showMap(answer, at),
      });
    }
    return views;
  }
  if (hasLines(answer.table.rows)) {
    views.push({
      key: "graph",
      name: say("graph"),
      show: async (at) => (await import("./graph")).showGraph(answer, at),
    });
  }
  const turtle = answer.graph;
  const text = (at: HTMLElement) =>
    at.replaceChildren(element("pre", { class: "scroll", tabindex: 0 }, turtle));
  return [...views, { key: "text", name: "Turtle", show: text }];
}
