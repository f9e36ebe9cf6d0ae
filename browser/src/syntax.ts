// What the editor marks as wrong while one types: the prefixes of the endpoint are known to it.

import Yasqe from "@zazuko/yasqe";
import { page, say } from "./page";

interface State {
  OK: boolean;
  errorMsg?: string;
  possibleCurrent?: string[];
  prefixes: Record<string, string>;
}

interface Mode {
  startState: () => State;
}

/** What Yasqe has from CodeMirror, whose types it does not pass on. */
interface Widget {
  modes: Record<string, (...options: unknown[]) => Mode>;
  prototype: { checkSyntax: (this: Yasqe) => void };
}

const EXPECTED = 12;

/** Teach the editor, before the first one is made. */
export function teachSyntax(): void {
  const widget = Yasqe as unknown as Widget;
  const grammar = widget.modes.sparql11;
  if (!grammar) return;
  widget.modes.sparql11 = (...options) => {
    const mode = grammar(...options);
    return {
      ...mode,
      startState: () => ({ ...mode.startState(), prefixes: { ...page.prefixes } }),
    };
  };
  widget.prototype.checkSyntax = markMistake;
}

function markMistake(this: Yasqe): void {
  this.clearGutter("gutterErrorBar");
  this.queryValid = true;
  for (let line = 0; line < this.getDoc().lineCount(); line++) {
    const end = { line, ch: this.getDoc().getLine(line).length };
    const state = (this.getTokenAt(end, true) as unknown as { state: State }).state;
    if (state.OK) continue;
    this.queryValid = false;
    this.setGutterMarker(line, "gutterErrorBar", sign(state));
    return;
  }
}

function sign(state: State): HTMLElement {
  const made = document.createElement("span");
  const expected = (state.possibleCurrent ?? []).slice(0, EXPECTED).join("  ");
  made.className = "mistake-sign";
  made.textContent = "!";
  made.title = state.errorMsg ? say("unknownPrefix") : say("mistake", { expected });
  return made;
}
