// How to cite an answer: where the endpoint gives it a permanent address, its page says how.

import type { Answer } from "./answer";
import { element } from "./dom";
import { endpoint, page, say } from "./page";

/** A box that is filled when it is opened; nothing where the answer has no permanent address. */
export function citeBox(answer: Answer, query: string): HTMLElement | undefined {
  if (!answer.citable) return undefined;
  const place = element("div");
  const open = () => {
    if (box.open && !place.hasChildNodes()) void fill(place, query, answer.citable ?? "");
  };
  const box = element(
    "details",
    { class: "snippets", toggle: open },
    element("summary", {}, say("cite")),
    place,
  );
  return box;
}

async function fill(place: HTMLElement, query: string, address: string): Promise<void> {
  const path = endpoint({ query, format: "html", lang: page.language });
  const text = await fetch(path)
    .then((response) => response.text())
    .catch(() => "");
  const found = new DOMParser()
    .parseFromString(text, "text/html")
    .querySelectorAll('[aria-labelledby="cite"] > :not(h2)');
  // A query too long for a page's address still has the one that the endpoint named.
  const plain = element("p", {}, element("a", { href: address }, address));
  place.replaceChildren(...(found.length ? found : [plain]));
}
