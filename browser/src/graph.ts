// A graph as a drawing: things are circles that link to their page, statements are lines.

import {
  forceCenter,
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { Answer, Row } from "./answer";
import { drawn, element } from "./dom";
import { labelOf, learnLabels } from "./labels";
import { href, say } from "./page";

const MOST = 120;
const STEPS = 300;
const ROOM = 24;
// Smaller, and names could not be read; then the drawing is scrolled.
const SMALLEST = 0.7;
// Names are wider than high: things keep their distance in a square that is flattened afterwards.
const FLAT = 0.55;

interface Thing extends SimulationNodeDatum {
  iri: string;
  lines: number;
}

interface Line extends SimulationLinkDatum<Thing> {
  property: string;
}

/** Draw the things of a graph and what joins them into a place. */
export async function showGraph(answer: Answer, place: HTMLElement): Promise<void> {
  await learnLabels(answer.table.rows).catch(() => undefined);
  const { things, lines, all } = network(answer.table.rows);
  settle(things, lines);
  const notes = [say("graphHelp")];
  if (all > things.length) notes.push(say("first", { count: things.length, total: all }));
  const picture = drawing(things, lines);
  const scroll = { class: "graph", tabindex: 0, role: "region", "aria-label": say("graph") };
  const room = place.clientWidth;
  place.replaceChildren(
    zoom(picture, room),
    element("div", scroll, picture),
    element("p", { class: "kind" }, notes.join(" ")),
  );
}

function network(rows: Row[]): { things: Thing[]; lines: Line[]; all: number } {
  const byIri = new Map<string, Thing>();
  const met = new Set<string>();
  const lines: Line[] = [];
  const thing = (iri: string): Thing | undefined => {
    met.add(iri);
    const found = byIri.get(iri);
    if (found || byIri.size >= MOST) return found;
    const made = { iri, lines: 0 };
    byIri.set(iri, made);
    return made;
  };
  for (const [subject, property, object] of rows) {
    if (!subject || !property || !object || object.type === "literal") continue;
    const [source, target] = [thing(subject.value), thing(object.value)];
    if (!source || !target || source === target) continue;
    source.lines++;
    target.lines++;
    lines.push({ source, target, property: property.value });
  }
  return { things: [...byIri.values()], lines, all: met.size };
}

function settle(things: Thing[], lines: Line[]): void {
  forceSimulation(things)
    .force("lines", forceLink(lines).distance(170))
    .force("apart", forceManyBody().strength(-900))
    .force("room", forceCollide(78))
    .force("middle", forceCenter())
    .force("x", forceX().strength(0.04))
    .force("y", forceY().strength(0.07))
    .stop()
    .tick(STEPS);
  for (const thing of things) thing.y = (thing.y ?? 0) * FLAT;
}

function drawing(things: Thing[], lines: Line[]): SVGSVGElement {
  const [xs, ys] = [things.map((one) => one.x ?? 0), things.map((one) => one.y ?? 0)];
  const [left, top] = [Math.min(...xs) - 4 * ROOM, Math.min(...ys) - ROOM];
  const [wide, high] = [Math.max(...xs) - left + 6 * ROOM, Math.max(...ys) - top + 2 * ROOM];
  const arrow = drawn(
    "marker",
    {
      id: "arrow",
      viewBox: "0 0 8 8",
      refX: 18,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: "auto",
    },
    drawn("path", { d: "M0 0L8 4L0 8z" }),
  );
  return drawn(
    "svg",
    {
      viewBox: `${left} ${top} ${wide} ${high}`,
      width: wide,
      height: high,
      role: "group",
      "aria-label": say("graph"),
    },
    drawn("defs", {}, arrow),
    ...lines.map(statement),
    ...things.map(circle),
  );
}

function statement(one: Line): SVGElement {
  const [from, to] = [one.source as Thing, one.target as Thing];
  const [x1, y1, x2, y2] = [from.x ?? 0, from.y ?? 0, to.x ?? 0, to.y ?? 0];
  const label = labelOf(one.property).text;
  return drawn(
    "g",
    { class: "statement" },
    drawn("title", {}, label),
    drawn("line", { x1, y1, x2, y2, "marker-end": "url(#arrow)" }),
    drawn(
      "text",
      { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 3, "aria-hidden": "true" },
      short(label, 22),
    ),
  );
}

function circle(one: Thing): SVGElement {
  const label = labelOf(one.iri).text;
  const place = { cx: one.x, cy: one.y, r: 6 + Math.min(6, Math.sqrt(one.lines)) };
  return drawn(
    "a",
    { class: "node", href: href(one.iri) },
    drawn("title", {}, `${label}\n${one.iri}`),
    drawn("circle", place),
    drawn("text", { x: one.x, y: (one.y ?? 0) + 26 }, short(label, 30)),
  );
}

function short(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}

function zoom(picture: SVGSVGElement, room: number): HTMLElement {
  const size = [Number(picture.getAttribute("width")), Number(picture.getAttribute("height"))];
  let scale = Math.max(SMALLEST, Math.min(1, room / (size[0] ?? room)));
  const by = (factor: number) => () => {
    scale = Math.min(4, Math.max(0.2, scale * factor));
    picture.style.width = `${(size[0] ?? 0) * scale}px`;
    picture.style.height = `${(size[1] ?? 0) * scale}px`;
  };
  by(1)();
  const button = (sign: string, label: string, factor: number) =>
    element(
      "button",
      { type: "button", "aria-label": label, title: label, click: by(factor) },
      sign,
    );
  return element(
    "p",
    { class: "controls" },
    button("+", say("zoomIn"), 1.25),
    button("−", say("zoomOut"), 0.8),
  );
}
