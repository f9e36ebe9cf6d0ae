// The answer as a map, on a plain ground with a net of degrees: no tile is fetched from anywhere.

import * as L from "leaflet";
import type { Answer, Row, Table } from "./answer";
import { element } from "./dom";
import { learnLabels } from "./labels";
import { matchesLanguage, page, say } from "./page";
import { type Place, placesOf } from "./places";
import { link } from "./table";

const STEPS = [
  30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001,
];
const LINES = 8;
// So many places can show their names at once.
const FEW = 15;

/** Draw the places into a place of the page. */
export async function showMap(answer: Answer, place: HTMLElement): Promise<void> {
  const places = placesOf(answer.table);
  await learnLabels(places.flatMap((one) => one.rows)).catch(() => undefined);
  const ground = element("div", { class: "atlas", role: "region", "aria-label": say("map") });
  place.replaceChildren(
    ground,
    element(
      "p",
      { class: "kind" },
      say(places.length === 1 ? "onePlace" : "mapHelp", { count: places.length }),
    ),
  );
  const map = L.map(ground, {
    attributionControl: false,
    zoomSnap: 0.5,
    maxZoom: 19,
    zoomControl: false,
  });
  L.control.zoom({ zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const group = L.featureGroup(
    places.map((one) => layerOf(one, answer.table, places.length <= FEW)),
  ).addTo(map);
  map.fitBounds(group.getBounds().pad(0.15), { maxZoom: 15 });
  const net = L.layerGroup().addTo(map);
  const redraw = () => drawNet(map, net);
  map.on("moveend zoomend resize", redraw);
  redraw();
}

function layerOf(place: Place, table: Table, named: boolean): L.Layer {
  const layer = L.geoJSON(place.shape, {
    pointToLayer: (_, position) => L.circleMarker(position, { radius: 8, className: "spot" }),
    style: () => ({ className: "spot" }),
  });
  layer.bindPopup(() => popup(place.rows, table), { maxHeight: 260 });
  layer.bindTooltip(() => element("span", {}, nameOf(place)), { permanent: named });
  layer.on("popupopen", () => layer.closeTooltip());
  if (named) layer.on("popupclose", () => layer.openTooltip());
  layer.on("add", () => layer.eachLayer((one) => reach(one, place)));
  return layer;
}

/** Make a spot one that a keyboard reaches, with its name. */
function reach(layer: L.Layer, place: Place): void {
  if (!(layer instanceof L.Path)) return;
  const drawing = layer.getElement();
  drawing?.setAttribute("tabindex", "0");
  drawing?.setAttribute("role", "button");
  drawing?.setAttribute("aria-label", nameOf(place));
  drawing?.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Enter")
      layer.fire("click", { latlng: L.geoJSON(place.shape).getBounds().getCenter() });
  });
}

function nameOf(place: Place): string {
  return title(place.rows).textContent ?? "";
}

/** What a place is called: a text in the reader's language, else its IRI by its label. */
function title(rows: Row[]): HTMLElement {
  const terms = rows.flat().filter((term) => term !== undefined);
  const iri = terms.find((term) => term.type === "uri");
  if (iri) return link(iri.value);
  const own =
    terms.find((term) => matchesLanguage(term.language, page.language)) ??
    terms.find((term) => term.language);
  const text =
    own ?? terms.find((term) => term.type === "literal" && !Number.isFinite(Number(term.value)));
  return element("span", {}, text?.value.slice(0, 80) ?? say("place"));
}

function popup(rows: Row[], table: Table): HTMLElement {
  const facts = element("dl");
  const row =
    rows.find((one) => one.some((term) => matchesLanguage(term?.language, page.language))) ??
    rows[0] ??
    [];
  row.forEach((term, column) => {
    if (!term || term.type === "uri" || term.value.length > 300) return;
    facts.append(element("dt", {}, table.columns[column]), element("dd", {}, term.value));
  });
  return element("div", {}, element("strong", {}, title(rows)), facts);
}

function drawNet(map: L.Map, net: L.LayerGroup): void {
  net.clearLayers();
  const bounds = map.getBounds();
  const step = stepFor(bounds);
  for (const x of stops(bounds.getWest(), bounds.getEast(), step)) {
    net.addLayer(
      line([
        [bounds.getSouth(), x],
        [bounds.getNorth(), x],
      ]),
    );
    net.addLayer(sign([bounds.getNorth(), x], degree(x, "E", "W"), "top"));
  }
  for (const y of stops(bounds.getSouth(), bounds.getNorth(), step)) {
    net.addLayer(
      line([
        [y, bounds.getWest()],
        [y, bounds.getEast()],
      ]),
    );
    net.addLayer(sign([y, bounds.getEast()], degree(y, "N", "S"), "side"));
  }
}

/** Degrees between two lines of the net, so that some cross the map and none crowd it. */
function stepFor(bounds: L.LatLngBounds): number {
  const wide = bounds.getEast() - bounds.getWest();
  const high = bounds.getNorth() - bounds.getSouth();
  return (
    STEPS.find((one) => Math.min(wide, high) / one >= 2 || Math.max(wide, high) / one >= LINES) ??
    1e-4
  );
}

function stops(from: number, to: number, step: number): number[] {
  const found = [];
  for (let at = Math.ceil(from / step); at * step < to; at++) found.push(at * step);
  return found;
}

function line(ends: L.LatLngExpression[]): L.Layer {
  return L.polyline(ends, { className: "net", interactive: false });
}

function sign(at: L.LatLngExpression, text: string, side: string): L.Layer {
  const icon = L.divIcon({
    className: `degrees ${side}`,
    html: `<span>${text}</span>`,
    iconSize: [0, 0],
  });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

function degree(value: number, plus: string, minus: string): string {
  const side = value < 0 ? minus : plus;
  const west = page.language === "fr" && side === "W" ? "O" : side;
  const shown = Math.abs(value).toLocaleString(page.language, { maximumFractionDigits: 4 });
  return `${shown}° ${west}`;
}
