// Graphs as rows: subject, property, value.

import type { Term as ParsedTerm } from "n3";
import type { Row, Table, Term } from "./answer";
import { say } from "./page";

/** The statements of a Turtle text, one a row. */
export async function tableOfTurtle(text: string): Promise<Table> {
  const { Parser } = await import("./parser");
  const rows: Row[] = new Parser()
    .parse(text)
    .map((one) => [term(one.subject), term(one.predicate), term(one.object)]);
  return { columns: [say("subject"), say("property"), say("value")], rows };
}

function term(parsed: ParsedTerm): Term {
  if (parsed.termType === "Literal") {
    const { value, language, datatype } = parsed;
    return { type: "literal", value, language: language || undefined, datatype: datatype.value };
  }
  return { type: parsed.termType === "NamedNode" ? "uri" : "bnode", value: parsed.value };
}
