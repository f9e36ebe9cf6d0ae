// The classes and properties that the release uses, with labels: what the editor proposes.

import { lookUp } from "./endpoint";
import { rankOf } from "./labels";
import { page, shorten } from "./page";

export interface Word {
  /** A prefixed name, or an IRI in angle brackets. */
  written: string;
  iri: string;
  label: string;
  isClass: boolean;
}

let words: Promise<Word[]> | undefined;

/** All words, fetched once. */
export function vocabulary(): Promise<Word[]> {
  words ??= fetchWords().catch(() => []);
  return words;
}

/** The words that begin as a text does, or whose name or label holds it. */
export async function wordsLike(text: string): Promise<Word[]> {
  const wanted = text.replace(/^</, "").toLowerCase();
  const all = await vocabulary();
  const begins = all.filter((one) => begin(one, wanted));
  const holds = all.filter((one) => !begin(one, wanted) && hold(one, wanted));
  return [...begins, ...(wanted.includes(":") ? [] : holds)];
}

function begin(word: Word, wanted: string): boolean {
  return word.written.toLowerCase().startsWith(wanted) || word.iri.toLowerCase().startsWith(wanted);
}

function hold(word: Word, wanted: string): boolean {
  return word.written.toLowerCase().includes(wanted) || word.label.toLowerCase().includes(wanted);
}

async function fetchWords(): Promise<Word[]> {
  const properties = page.labels.map((iri) => `<${iri}>`).join(" ");
  const table = await lookUp(`SELECT ?term ?kind ?property ?label WHERE {
  { SELECT DISTINCT ?term ("class" AS ?kind) WHERE { ?thing a ?term } }
  UNION { SELECT DISTINCT ?term ("property" AS ?kind) WHERE { ?thing ?term ?value } }
  OPTIONAL { VALUES ?property { ${properties} } GRAPH ?graph { ?term ?property ?label } }
}`);
  const best = new Map<string, [number, Word]>();
  for (const [term, kind, property, label] of table.rows) {
    if (term?.type !== "uri" || !kind) continue;
    const rank = property && label ? rankOf(property.value, label.language ?? "") : 1e6;
    const before = best.get(term.value);
    if (before && before[0] <= rank) continue;
    const short = shorten(term.value);
    const written = /^[a-z][\w-]*:[\w-]+$/.test(short) ? short : `<${term.value}>`;
    const word = {
      written,
      iri: term.value,
      label: label?.value ?? "",
      isClass: kind.value === "class",
    };
    best.set(term.value, [rank, word]);
  }
  return [...best.values()]
    .map(([, word]) => word)
    .sort((a, b) => (a.written < b.written ? -1 : 1));
}
