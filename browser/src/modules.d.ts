declare module "*.css";
declare module "@terraformer/wkt" {
  export function wktToGeoJSON(text: string): import("geojson").GeoJSON;
}
