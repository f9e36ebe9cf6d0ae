// The editor: Yasqe without its toolbar, completing from this town's own vocabulary.

import Yasqe, { type Token } from "@zazuko/yasqe";
import { say } from "./page";
import { teachSyntax } from "./syntax";
import { vocabulary, type Word, wordsLike } from "./vocabulary";

export interface Editor {
  text(): string;
  fill(text: string): void;
  /** Show where the server found a mistake; both are counted from 1. */
  point(line: number, column: number): void;
}

const TOO_EARLY = /^(comment|string2?|atom)$/;
let explicit = false;
let offered = new Map<string, Word>();

/** An editor in place of a plain field, which stays in the form and keeps its value. */
export function makeEditor(field: HTMLTextAreaElement, run: () => void): Editor {
  teachSyntax();
  // Its own completers would ask other sites; options are merged with the defaults, not put over them.
  Yasqe.defaults.autocompleters = [];
  for (const foreign of ["prefixes", "property", "class"]) delete Yasqe.Autocompleters[foreign];
  Yasqe.Autocompleters.town = {
    name: "town",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      if (TOO_EARLY.test(token.type ?? "") || token.state.inPrefixDecl) return false;
      return explicit || /^(\w+:|<\w)/.test(token.string);
    },
    get: async (yasqe, token) => {
      const onlyClasses = token && followsType(yasqe, token);
      const found = (await wordsLike(token?.string.trim() ?? "")).filter(
        (one) => one.isClass || !onlyClasses,
      );
      offered = new Map(found.map((one) => [one.written, one]));
      return [...offered.keys()];
    },
    postprocessHints: (_, hints) =>
      hints.map((hint) => ({ ...hint, displayText: display(hint.text) })),
  };
  const place = document.createElement("div");
  field.before(place);
  const options = {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    tabMode: "default",
    screenReaderLabel: say("editor"),
    autocompleters: ["variables", "town"],
    extraKeys: {
      // A keyboard must be able to leave: Tab moves on, as everywhere on the page.
      Tab: false,
      "Shift-Tab": false,
      Esc: false,
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-Space": complete,
      "Ctrl-S": false,
    },
  };
  const yasqe = new Yasqe(place, options as unknown as ConstructorParameters<typeof Yasqe>[1]);
  field.hidden = true;
  yasqe.on("change", () => {
    field.value = yasqe.getValue();
  });
  yasqe.on("focus" as "blur", () => void vocabulary());
  nameInput(yasqe);
  return {
    text: () => yasqe.getValue(),
    fill: (text) => yasqe.setValue(text),
    point: (line, column) => {
      yasqe.getDoc().setCursor({ line: line - 1, ch: column - 1 });
      yasqe.addLineClass(line - 1, "background", "mistake");
      setTimeout(() => yasqe.removeLineClass(line - 1, "background", "mistake"), 6000);
    },
  };
}

function nameInput(yasqe: Yasqe): void {
  const input = yasqe.getInputField();
  input.setAttribute("aria-label", say("editor"));
  input.setAttribute("aria-describedby", "keys");
  input.setAttribute("lang", "zxx");
}

/** Whether a class is what comes next: after “a” or rdf:type. */
function followsType(yasqe: Yasqe, token: Token): boolean {
  const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
  return before?.string === "a" || before?.string === "rdf:type";
}

function complete(yasqe: Yasqe): void {
  explicit = true;
  yasqe.autocomplete();
  explicit = false;
}

function display(text: string): string {
  const word = offered.get(text);
  const kind = word?.isClass ? say("class") : say("property");
  return word ? [text, word.label, kind].filter(Boolean).join(" · ") : text;
}
