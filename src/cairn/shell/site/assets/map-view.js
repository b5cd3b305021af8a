// The moving map itself: MapLibre GL from this site's own folder, drawing our own files. No tile, letter or picture is asked for
// anywhere. An incident is a circle of its radius at scale; incidents that would overlap are gathered under their number.

import { collection } from "./map-ground.js";
import { colours, patterns } from "./map-patterns.js";

const LIBRARY = "./maplibre/maplibre-gl.mjs";
const WORKER = new URL("./maplibre/maplibre-gl-worker.mjs", import.meta.url).href;
const GLOBE_M = 40_075_016.686, TILE = 512, NEAREST = 14, FINDER = 8, MOST_LABELS = 28;
const STEPS = 2 ** 22;
const EMPTY = { type: "FeatureCollection", features: [] };
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

// the page requires trusted types: the one address that may become a script is that of the library's worker
globalThis.trustedTypes?.createPolicy("default", { createScriptURL: (address) => (address === WORKER ? address : null) });

/** Whether this browser can draw it. */
export function canDraw() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

/** Load the library and draw the land. `told` are the words, `picked` is given the numbers of what was chosen. */
export async function open(box, land, told, view, picked, moved) {
  const library = await import(LIBRARY);
  library.setWorkerUrl(WORKER);
  const [west, south, east, north] = land.box;
  const map = new library.Map({
    container: box,
    style: style(land),
    maxZoom: NEAREST,
    maxBounds: land.bounds,
    ...(view ? { center: [view.lon, view.lat], zoom: view.z } : { bounds: [west, south, east, north], fitBoundsOptions: { padding: 50, maxZoom: 10 } }),
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    rollEnabled: false,
    fadeDuration: 0,
    locale: {
      "Map.Title": told.map,
      "CooperativeGesturesHandler.WindowsHelpText": told.scroll,
      "CooperativeGesturesHandler.MacHelpText": told.scroll_mac,
      "CooperativeGesturesHandler.MobileHelpText": told.fingers,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise((done, failed) => { map.once("load", done); map.once("error", (e) => failed(e.error)); });
  return new MapView(map, library, land, picked, moved);
}

class MapView {
  constructor(map, library, land, picked, moved) {
    Object.assign(this, { map, library, land, picked, labels: [] });
    this.paint();
    DARK.addEventListener("change", () => this.paint());
    map.on("click", (event) => this.pick(event.point));
    map.on("moveend", moved);
    map.on("idle", () => this.name());
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.pick(map.project(map.getCenter()));
    });
    for (const layer of ["areas", "finders", "clusters"]) {
      map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
    }
  }

  /** Draw these incidents, each with `n`, and say on the box how many once they stand. */
  show(features) {
    const box = this.map.getContainer();
    delete box.dataset.drawn;
    this.map.getSource("incidents").setData({ type: "FeatureCollection", features: features.map(atScale) });
    this.map.once("idle", () => { box.dataset.drawn = features.length; });
  }

  /** Draw who held what; nothing where there is nothing to draw. */
  ground(pieces) {
    this.map.getSource("ground").setData(pieces.length ? collection(pieces) : EMPTY);
  }

  where() {
    const { lng, lat } = this.map.getCenter();
    return { lat: lat.toFixed(4), lon: lng.toFixed(4), z: this.map.getZoom().toFixed(2) };
  }

  go(lon, lat, zoom) {
    const view = { center: [lon, lat], zoom: zoom ?? this.map.getZoom() };
    if (CALM.matches) this.map.jumpTo(view);
    else this.map.easeTo({ ...view, duration: 400 });
  }

  step(by) {
    const { lng, lat } = this.map.getCenter();
    this.go(lng, lat, Math.min(NEAREST, this.map.getZoom() + by));
  }

  whole() {
    const [west, south, east, north] = this.land.box;
    this.map.fitBounds([west, south, east, north], { padding: 50, maxZoom: 10, animate: !CALM.matches });
  }

  /** What stands at a point: incidents, or what a number gathers. */
  async pick({ x, y }) {
    const near = [[x - 8, y - 8], [x + 8, y + 8]];
    const hits = this.map.queryRenderedFeatures(near, { layers: ["clusters", "areas", "finders"] });
    const cluster = hits.find((f) => f.properties.cluster_id !== undefined);
    if (cluster) {
      const source = this.map.getSource("incidents"), id = cluster.properties.cluster_id;
      const zoom = await source.getClusterExpansionZoom(id);
      const [lon, lat] = cluster.geometry.coordinates;
      if (zoom <= NEAREST) return this.go(lon, lat, zoom);
      return this.picked((await source.getClusterLeaves(id, Infinity, 0)).map((f) => f.properties.n));
    }
    if (hits.length) this.picked([...new Set(hits.map((f) => f.properties.n))]);
  }

  /** Colours and patterns of the scheme in force. */
  paint() {
    const c = colours(), { map } = this;
    this.images = patterns(c);
    for (const [name, image] of Object.entries(this.images)) {
      if (map.hasImage(name)) map.updateImage(name, image);
      else map.addImage(name, image, { pixelRatio: 2 });
    }
    const paints = {
      sea: { "background-color": c.sea },
      land: { "fill-color": c.land },
      "ground-lines": { "line-color": c.ink },
      provinces: { "line-color": c.soft },
      countries: { "line-color": c.soft },
      areas: { "circle-color": c.accent, "circle-stroke-color": c.accent },
      finders: { "circle-stroke-color": c.accent },
      clusters: { "circle-color": c.sheet, "circle-stroke-color": c.accent },
      numbers: { "text-color": c.ink },
    };
    for (const [layer, paint] of Object.entries(paints)) {
      for (const [name, value] of Object.entries(paint)) map.setPaintProperty(layer, name, value);
    }
  }

  /** Names as text of the page, so that every script is shaped by the browser; those that would overlap are left out. */
  name() {
    this.labels.forEach((label) => label.remove());
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const zoom = this.map.getZoom();
    const taken = this.map.queryRenderedFeatures({ layers: ["clusters"] })
      .map((f) => ({ ...this.map.project(f.geometry.coordinates), half: 22 }));
    this.labels = [];
    for (const { lon, lat, kind, names } of this.land.labels) {
      if (this.labels.length >= MOST_LABELS) break;
      if (kind === "country" ? zoom > 8 : kind === "admin1" ? zoom < 5.5 || zoom > 9 : zoom < 6.5) continue;
      const { x, y } = this.map.project([lon, lat]);
      const words = names[document.documentElement.lang] ?? names.en, half = words.length * 4 + 8;
      if (x < half || x > width - half || y < 14 || y > height - 14) continue;
      if (taken.some((t) => Math.abs(t.x - x) < t.half + half && Math.abs(t.y - y) < 24)) continue;
      taken.push({ x, y, half });
      this.labels.push(this.label(words, kind, lon, lat));
    }
  }

  label(words, kind, lon, lat) {
    const element = document.createElement("div");
    element.className = `gl-name n-${kind}`;
    element.append(words);
    const label = new this.library.Marker({ element, anchor: kind === "town" ? "bottom" : "center" }).setLngLat([lon, lat]).addTo(this.map);
    for (const name of ["role", "aria-label", "tabindex"]) element.removeAttribute(name);
    element.setAttribute("aria-hidden", "true"); // of use to the eye alone: the list tells every place
    return label;
  }
}

/** A circle's radius in pixels at zoom 0, which doubles with each step, and the step from which it is seen without a finder. */
function atScale({ n, lon, lat, radius }) {
  const r0 = (radius * TILE) / (GLOBE_M * Math.cos((lat * Math.PI) / 180));
  return { type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { n, r0, seen: Math.log2(FINDER / r0) } };
}

function style(land) {
  const radius = ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "r0"], 22, ["*", ["get", "r0"], STEPS]];
  const alone = ["!", ["has", "point_count"]], gathered = ["has", "point_count"];
  const kind = (name) => ["==", ["get", "kind"], name];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: { type: land.type, features: land.features }, tolerance: 0.2 },
      ground: { type: "geojson", data: EMPTY },
      incidents: { type: "geojson", data: EMPTY, cluster: true, clusterRadius: 42, clusterMaxZoom: NEAREST - 1 },
    },
    layers: [
      { id: "sea", type: "background" },
      { id: "land", type: "fill", source: "land", filter: kind("country") },
      { id: "ground", type: "fill", source: "ground", paint: { "fill-pattern": ["get", "kind"], "fill-opacity": 0.75 } },
      { id: "ground-lines", type: "line", source: "ground", paint: { "line-width": 0.7 } },
      { id: "provinces", type: "line", source: "land", filter: kind("admin1"), paint: { "line-width": 0.8, "line-dasharray": [3, 2] } },
      { id: "countries", type: "line", source: "land", filter: kind("country"), paint: { "line-width": 1.1 } },
      { id: "areas", type: "circle", source: "incidents", filter: alone, paint: { "circle-radius": radius, "circle-opacity": 0.28, "circle-stroke-width": 1.4 } },
      { id: "finders", type: "circle", source: "incidents", filter: ["all", alone, ["<", ["zoom"], ["get", "seen"]]], paint: { "circle-radius": FINDER + 1, "circle-opacity": 0, "circle-stroke-width": 1.2 } },
      { id: "clusters", type: "circle", source: "incidents", filter: gathered, paint: { "circle-radius": ["step", ["get", "point_count"], 14, 10, 17, 100, 21, 1000, 26], "circle-stroke-width": 2, "circle-opacity": 0.92 } },
      { id: "numbers", type: "symbol", source: "incidents", filter: gathered, layout: { "text-field": ["to-string", ["get", "point_count"]], "text-font": ["Noto Sans"], "text-size": 13, "text-allow-overlap": true, "text-ignore-placement": true } },
    ],
  };
}
