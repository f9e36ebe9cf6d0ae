// The places in an answer: from a pair of columns for latitude and longitude, or from WKT.

import { wktToGeoJSON } from "@terraformer/wkt";
import type { GeoJSON } from "geojson";
import { type Row, type Table, numberOf, type Term } from "./answer";

export interface Place {
  shape: GeoJSON;
  rows: Row[];
}

const LATITUDE = /^_?(lat|latitude|y)$/i;
const LONGITUDE = /^_?(lon|long|lng|longitude|x)$/i;
const WKT = /^\s*(<[^>]*>\s*)?((MULTI)?(POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b/i;
const CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/** Whether there is anything to show on a map. */
export function hasPlaces(table: Table): boolean {
  return placesOf(table).length > 0;
}

/** Each place once, with the rows that name it. */
export function placesOf(table: Table): Place[] {
  const latitude = table.columns.findIndex((name) => LATITUDE.test(name));
  const longitude = table.columns.findIndex((name) => LONGITUDE.test(name));
  const found = new Map<string, Place>();
  for (const row of table.rows) {
    const shape =
      latitude >= 0 && longitude >= 0 ? pointOf(row[latitude], row[longitude]) : shapeIn(row);
    if (!shape) continue;
    const key = JSON.stringify(shape);
    const before = found.get(key);
    if (before) before.rows.push(row);
    else found.set(key, { shape, rows: [row] });
  }
  return [...found.values()];
}

function pointOf(latitude: Term | undefined, longitude: Term | undefined): GeoJSON | undefined {
  const [y, x] = [degrees(latitude), degrees(longitude)];
  if (x === undefined || y === undefined || Math.abs(y) > 90 || Math.abs(x) > 180) return undefined;
  return { type: "Point", coordinates: [x, y] };
}

function degrees(term: Term | undefined): number | undefined {
  if (!term || term.type !== "literal" || !term.value.trim()) return undefined;
  const value = numberOf(term) ?? Number(term.value);
  return Number.isFinite(value) ? value : undefined;
}

function shapeIn(row: Row): GeoJSON | undefined {
  for (const term of row) {
    const match = term?.type === "literal" && WKT.exec(term.value);
    if (!match || !term) continue;
    // Another coordinate system would put the place somewhere else on the earth.
    const system = match[1]?.trim().slice(1, -1);
    if (system && system !== CRS84) continue;
    try {
      return wktToGeoJSON(term.value.slice(match[1]?.length ?? 0)) as GeoJSON;
    } catch {
      continue;
    }
  }
  return undefined;
}
