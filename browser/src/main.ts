// The query page: the plain form that works without a script, made comfortable.

import "@zazuko/yasqe/build/yasqe.min.css";
import "leaflet/dist/leaflet.css";
import "./query.css";
import "./editor.css";
import "./views.css";
import { element } from "./dom";
import type { Editor } from "./editor";
import { downloadLinks } from "./downloads";
import { ask, NoAnswer, TooLarge } from "./endpoint";
import { enliven } from "./examples";
import { endpoint, isBelow, page, say, whole } from "./page";
import { showAnswer, summary } from "./shown";

// Longer addresses are cut by some programs on the way.
const LONGEST = 6000;

const form = document.querySelector<HTMLFormElement>("form.ask");
const field = form?.querySelector("textarea");
const result = document.getElementById("result");
const box = document.querySelector<HTMLDetailsElement>("details.examples");
let editor: Editor | undefined;
let running: AbortController | undefined;

if (form && field && result) {
  const status = element("span", { role: "status" });
  const stop = element(
    "button",
    { type: "button", hidden: true, click: () => running?.abort() },
    say("stop"),
  );
  form.querySelector("button")?.after(" ", stop, " ", status);
  form.classList.add("scripted");

  const failed = (error: unknown) => {
    status.textContent = "";
    const sentence = error instanceof NoAnswer ? error.message : say("broken");
    const heading = element("h2", {}, error instanceof TooLarge ? say("answer") : say("noAnswer"));
    const files =
      error instanceof TooLarge
        ? downloadLinks(field.value, /^\s*(CONSTRUCT|DESCRIBE)\b/im.test(field.value))
        : undefined;
    result.replaceChildren(
      element(
        "section",
        { class: "problem", role: "alert" },
        heading,
        element("p", {}, sentence),
        files,
      ),
    );
    if (error instanceof NoAnswer && error.line) editor?.point(error.line, error.column ?? 1);
    if (!(error instanceof NoAnswer)) console.error(error);
  };

  const run = async (ownAddress?: string) => {
    running?.abort();
    const own = new AbortController();
    running = own;
    stop.hidden = false;
    status.textContent = say("asking");
    const query = field.value;
    try {
      const answer = await ask(query, own.signal);
      status.textContent = summary(answer);
      await showAnswer(answer, query, result, failed, ownAddress);
      if (!isBelow) remember(query);
    } catch (error) {
      if (own.signal.aborted)
        status.textContent = own === running ? say("stopped") : status.textContent;
      else failed(error);
    }
    if (own === running) stop.hidden = true;
  };

  const fill = (text: string, ownAddress: string) => {
    field.value = text;
    editor?.fill(text);
    if (!matchMedia("(min-width: 64rem)").matches && box) box.open = false;
    form.scrollIntoView({ block: "nearest" });
    void run(ownAddress);
  };

  // On the page of a stored query another query is asked by going to the query page.
  const submit = () => (isBelow ? form.submit() : void run());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  if (box) enliven(box, fill, failed);
  void import("./editor").then(({ makeEditor }) => {
    editor = makeEditor(field, submit);
  });
  if (result.dataset.answered !== undefined) void run(isBelow ? asFile(location.href) : undefined);
}

/** The address of a stored query's answer as a file. */
function asFile(address: string): string {
  const own = new URL(address);
  own.searchParams.set("format", "csv");
  return own.href;
}

/** The address bar holds what can be shared. */
function remember(query: string): void {
  const chosen = new URLSearchParams(location.search).has("lang")
    ? { lang: page.language }
    : undefined;
  const path = endpoint({ query, ...chosen });
  const target = whole(path.length > LONGEST ? endpoint(chosen) : path);
  if (target !== location.href) history.replaceState(null, "", target);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("header a[hreflang]")) {
    link.href = endpoint({ query, lang: link.hreflang });
  }
}
