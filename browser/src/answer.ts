// Answers as the views take them: rows of terms, a graph, or a boolean.

export interface Term {
  type: "uri" | "bnode" | "literal" | "triple";
  value: string;
  language?: string;
  datatype?: string;
}

export type Row = (Term | undefined)[];

export interface Table {
  columns: string[];
  rows: Row[];
}

export interface Answer {
  table: Table;
  /** Turtle, if the answer is a graph. */
  graph?: string;
  boolean?: boolean;
  seconds: number;
  release: string;
  /** The address that gives the same answer for ever, if the endpoint names one (RFC 8574). */
  citable?: string;
}

interface JsonTerm {
  type: string;
  value: unknown;
  "xml:lang"?: string;
  datatype?: string;
}

interface JsonAnswer {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, JsonTerm>[] };
}

/** The rows of an answer in SPARQL 1.1 Query Results JSON. */
export function tableOfJson(content: JsonAnswer): Table {
  if (content.boolean !== undefined) {
    const value: Term = { type: "literal", value: String(content.boolean) };
    return { columns: ["ASK"], rows: [[value]] };
  }
  const columns = content.head.vars ?? [];
  const bindings = content.results?.bindings ?? [];
  return { columns, rows: bindings.map((row) => columns.map((name) => term(row[name]))) };
}

function term(json: JsonTerm | undefined): Term | undefined {
  if (!json) return undefined;
  const value = typeof json.value === "string" ? json.value : JSON.stringify(json.value);
  const type = json.type === "typed-literal" ? "literal" : (json.type as Term["type"]);
  return { type, value, language: json["xml:lang"], datatype: json.datatype };
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  [
    "integer",
    "decimal",
    "double",
    "float",
    "int",
    "long",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "negativeInteger",
    "nonPositiveInteger",
    "unsignedInt",
    "unsignedLong",
    "unsignedShort",
    "unsignedByte",
    "gYear",
  ].map((name) => XSD + name),
);

/** The number that a term is, undefined if it is none. */
export function numberOf(term: Term | undefined): number | undefined {
  if (!term || term.type !== "literal" || !NUMBERS.has(term.datatype ?? "")) return undefined;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : undefined;
}

/** Whether a column holds numbers, and nothing else. */
export function isNumeric(table: Table, column: number): boolean {
  const filled = table.rows.filter((row) => row[column]);
  return filled.length > 0 && filled.every((row) => numberOf(row[column]) !== undefined);
}
