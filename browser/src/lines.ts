// Whether a graph has anything to draw; kept apart so that the drawing is loaded only then.

import type { Row } from "./answer";

/** Whether a statement joins two things. */
export function hasLines(rows: Row[]): boolean {
  return rows.some(([subject, , object]) => subject && object && object.type !== "literal");
}
