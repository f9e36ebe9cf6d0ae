// The answer as a file in every format that the endpoint writes.

import { element } from "./dom";
import { endpoint, page, say } from "./page";

// Longer addresses are cut by some programs on the way; such a query is sent as a form.
const LONGEST = 6000;

/** Links to the whole answer, one for each format. */
export function downloadLinks(query: string, graph: boolean): HTMLElement {
  const formats = graph ? page.formats.graph : page.formats.rows;
  const links = formats.map(({ name, extension }) => {
    const path = endpoint({ query, format: extension });
    if (path.length > LONGEST) return formButton(query, name, extension);
    return element("a", { href: path, download: `${say("file")}.${extension}` }, name);
  });
  return element(
    "p",
    { class: "downloads" },
    `${say("download")} `,
    ...links.flatMap((one) => [one, " "]),
  );
}

function formButton(query: string, name: string, extension: string): HTMLElement {
  return element(
    "form",
    { method: "post", action: endpoint(), class: "inline" },
    element("input", { type: "hidden", name: "query", value: query }),
    element("input", { type: "hidden", name: "format", value: extension }),
    element("button", {}, name),
  );
}
