// Who held what on a day, out of `data/map-ground.json`: pieces to draw, and the same in lines with their authors. Before the
// first word on an area its state is unknown, which is drawn and told as that.

const last = (days, day) => days.findLast(([start]) => start <= day);

/** Every piece of ground on a day: {outline, kind, told, authors, place, name}; `lang` is the page's language. */
export function groundOn(ground, day, lang) {
  const words = (n) => ground.told[n][lang];
  const authors = (n) => (n === null ? "" : ground.authors[n][lang]);
  return ground.places.flatMap((place) => {
    const state = new Map();
    for (const [start, rows] of place.days) {
      if (start > day) break;
      for (const [n, ...told] of rows) state.set(n, told);
    }
    const areas = place.areas.map(({ names, outline }, n) => {
      const [kind, told, by] = state.get(n) ?? ["f-unknown", null, null];
      return { place, outline, kind, name: names[lang], told: told === null ? ground.no_word[lang] : words(told), authors: authors(by) };
    });
    const drawn = (last(place.drawn, day)?.[1] ?? []).map(([outline, kind, told, by]) => (
      { place, outline, kind, name: "", told: words(told), authors: authors(by) }
    ));
    return [...areas, ...drawn];
  });
}

/** The pieces as a source of the map; `n` is the place of each among them. */
export function collection(pieces) {
  const features = pieces.map((piece, n) => ({
    type: "Feature",
    geometry: { type: "MultiPolygon", coordinates: piece.outline },
    properties: { n, kind: piece.kind },
  }));
  return { type: "FeatureCollection", features: features.filter((f) => f.geometry.coordinates.length) };
}
