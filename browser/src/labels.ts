// Labels of IRIs, fetched from the endpoint: one query for all that a view shows.

import type { Row } from "./answer";
import { lookUp } from "./endpoint";
import { matchesLanguage, page, shorten } from "./page";

export interface Label {
  text: string;
  language: string;
}

const known = new Map<string, Label | undefined>();

/** Learn the labels of all IRIs in these rows. */
export async function learnLabels(rows: Row[]): Promise<void> {
  const iris = new Set<string>();
  for (const row of rows) {
    for (const term of row) {
      if (term?.type === "uri" && !known.has(term.value)) iris.add(term.value);
    }
  }
  const asked = fitting(iris);
  if (!asked.length) return;
  const table = await lookUp(labelQuery(asked));
  const found = new Map<string, [number, Label]>();
  for (const [iri, property, label] of table.rows) {
    if (!iri || !property || !label) continue;
    const one = { text: label.value, language: label.language ?? "" };
    const rank = rankOf(property.value, one.language);
    const best = found.get(iri.value);
    if (!best || rank < best[0]) found.set(iri.value, [rank, one]);
  }
  for (const iri of asked) known.set(iri, found.get(iri)?.[1]);
}

/** What to call an IRI: its label, else the IRI as short as possible. */
export function labelOf(iri: string): Label {
  return known.get(iri) ?? { text: shorten(iri), language: "" };
}

/** A query for all labels of some IRIs, each with the property that gives it. */
export function labelQuery(iris: string[]): string {
  const written = iris.map((iri) => `<${iri}>`).join(" ");
  const properties = page.labels.map((iri) => `<${iri}>`).join(" ");
  return `SELECT DISTINCT ?iri ?property ?label WHERE {
  VALUES ?iri { ${written} } VALUES ?property { ${properties} }
  GRAPH ?graph { ?iri ?property ?label } FILTER(isLiteral(?label))
}`;
}

/** The best property decides, then the reader's languages, then the alphabet: as on the pages. */
export function rankOf(property: string, language: string): number {
  const place = page.languages.findIndex((one) => matchesLanguage(language, one));
  const kind = page.labels.indexOf(property);
  return kind * 100 + (place < 0 ? page.languages.length : place);
}

/** As many as one query of an address may hold; an IRI that SPARQL cannot write is left out. */
function fitting(iris: Iterable<string>): string[] {
  let room = Math.min(page.textBytes, 24_000);
  return [...iris].filter((iri) => {
    if (/[\s<>"{}|\\^`]/.test(iri)) return false;
    room -= encodeURIComponent(iri).length + 3;
    return room > 0;
  });
}
