// What the server tells the script: the reader, the town, the endpoint and all sentences.

export interface Format {
  name: string;
  extension: string;
}

export interface Page {
  language: string;
  /** Languages in which to look for a label, preferred first. */
  languages: string[];
  /** Relative way up to the root of the site. */
  root: string;
  /** Beginnings of IRIs that can be read on this site, each with its path below the root. */
  places: [string, string][];
  prefixes: Record<string, string>;
  labels: string[];
  formats: { rows: Format[]; graph: Format[] };
  release: string;
  textBytes: number;
  sentences: Record<string, string>;
}

const block = document.getElementById("page");
export const page = JSON.parse(block?.textContent ?? "{}") as Page;

/** The sentence in the reader's language, with its {fields} filled in. */
export function say(key: string, fields: Record<string, string | number> = {}): string {
  const sentence = page.sentences[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = fields[name];
    return typeof value === "number" ? value.toLocaleString(page.language) : (value ?? whole);
  });
}

/** Whether a tag is of a language: “fr-BE” is “fr” (RFC 4647, section 3.3.1). */
export function matchesLanguage(tag: string | undefined, language: string): boolean {
  return `${tag ?? ""}-`.toLowerCase().startsWith(`${language}-`.toLowerCase());
}

/** Whether this is the page of a stored query, one folder below the endpoint. */
export const isBelow = page.root !== "./";

/** The switches for graphs, which work as a part of the form, too; that for the model is first. */
const switches = [...document.querySelectorAll<HTMLInputElement>("form.ask input[type=checkbox]")];
export const modelSwitch = switches.slice(0, 1);

/** The endpoint, relative to this page; a release and graphs that the reader chose stay chosen. */
export function endpoint(parameters: Record<string, string> = {}, graphs = switches): string {
  const all = new URLSearchParams(parameters);
  for (const one of graphs) if (one.checked) all.append(one.name, one.value);
  const release = new URLSearchParams(location.search).get("release");
  if (release) all.set("release", release);
  return `${page.root}sparql${all.size ? `?${all}` : ""}`;
}

/** An address as other programs need it. */
export function whole(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** The IRI as a prefixed name where one of the known prefixes fits, else as it is. */
export function shorten(iri: string): string {
  for (const [prefix, namespace] of Object.entries(page.prefixes)) {
    if (iri.startsWith(namespace) && iri.length > namespace.length) {
      return `${prefix}:${iri.slice(namespace.length)}`;
    }
  }
  for (const [start] of page.places) {
    if (iri.startsWith(start)) return decoded(iri.slice(start.length).replace(/^id\//, ""));
  }
  return decoded(iri);
}

/** Where a link to an IRI leads: on this site where it can be read here. */
export function href(iri: string): string | undefined {
  for (const [start, path] of page.places) {
    if (iri.startsWith(start)) return page.root + path + iri.slice(start.length);
  }
  return /^(https?|mailto|tel):/i.test(iri) ? iri : undefined;
}

function decoded(iri: string): string {
  try {
    return decodeURI(iri);
  } catch {
    return iri;
  }
}
