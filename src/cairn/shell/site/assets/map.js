// The page of the map. It is whole without this script; with it, a reader opens the moving map, chooses months, a belligerent, a
// grade or a province, and finds the same incidents in the list beside it. The address holds the choice, by the names that the
// filter of incidents has (?actor=&grade=&place=&from=&to=), and the view (&lat=&lon=&z=). Nothing is loaded before it is asked for.

import { groundOn } from "./map-ground.js";
import { swatch } from "./map-patterns.js";
import { Telling, element, fill } from "./record.js";

const CHOICES = ["actor", "grade", "place"], DAYS = ["from", "to"], VIEW = ["lat", "lon", "z"];
const AT_ONCE = 40, MOST_IN_CARD = 12, PAUSE = 150;
const at = (id) => document.getElementById(id);
const app = at("app"), form = at("chosen"), status = at("status"), card = at("card"), list = at("listed");
const told = JSON.parse(app.dataset.words), root = app.dataset.root, lang = document.documentElement.lang;
const telling = new Telling(told, root);
let features = [], actors = {}, months = [], ground = null, view = null, found = [], wait = 0, before = null, extra = {};

const file = async (name) => {
  const answer = await fetch(new URL(`../data/${name}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
};
const own = (words) => element("bdi", {}, words);
const place = (p) => (lang === "ar" && p.place_ar) || p.place;
const lastDay = (month) => `${month}-${new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 0)).getUTCDate()}`;
const monthWords = (month) => `${told.months[month.slice(5) - 1]} ${month.slice(0, 4)}`;

/** Every month from the first to the last that a day is known of. */
function allMonths(days) {
  const known = days.filter(Boolean).map((day) => day.slice(0, 7)).sort();
  const every = [];
  if (!known.length) return every;
  for (let [y, m] = known[0].split("-").map(Number); ; m === 12 ? ((y += 1), (m = 1)) : (m += 1)) {
    every.push(`${y}-${String(m).padStart(2, "0")}`);
    if (every.at(-1) >= known.at(-1)) return every;
  }
}

/** What the address asks for, by name. */
function asked() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries([...given].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
}

function wrong(wanted) {
  const offers = (name) => [...form.elements[name].options].some((o) => o.value === wanted[name]);
  const isDay = (name) => /^\d{4}-\d\d-\d\d$/.test(wanted[name]) && !Number.isNaN(Date.parse(wanted[name]));
  const right = (name) => (CHOICES.includes(name) ? offers(name) : DAYS.includes(name) ? isDay(name)
    : name === "ground" ? true : VIEW.includes(name) && Number.isFinite(+wanted[name]));
  return Object.keys(wanted).filter((name) => !right(name));
}

function matching({ actor, grade, place: province, from, to }) {
  return features.filter(({ properties: p }) => {
    if (actor && !p.parties.some(([slug, , bucket]) => slug === actor && (!grade || bucket === grade))) return false;
    if (!actor && grade && p.bucket !== grade) return false;
    if (province && p.province !== province) return false;
    return !((from && !(p.from >= from)) || (to && !(p.from <= to)));
  });
}

/** The choice as it stands in the form; days of the address that cut a month hold until a slider is moved. */
function chosen() {
  const wanted = {};
  for (const name of CHOICES) if (form.elements[name].value) wanted[name] = form.elements[name].value;
  if (extra.from) wanted.from = extra.from;
  if (extra.to) wanted.to = extra.to;
  return wanted;
}

function slid(moved) {
  const [a, b] = [at("m-first"), at("m-last")];
  if (+a.value > +b.value) (moved === a ? b : a).value = moved.value;
  extra.from = +a.value > 0 ? `${months[a.value]}-01` : "";
  extra.to = +b.value < months.length - 1 ? lastDay(months[b.value]) : "";
}

function keep(turn) {
  const wanted = { ...chosen(), ...(at("m-ground")?.checked ? { ground: "1" } : {}), ...(view?.where() ?? {}) };
  history[turn ? "pushState" : "replaceState"](null, "", `?${new URLSearchParams(wanted)}`);
}

/** Put the address into the form. */
function restore(wanted) {
  for (const name of CHOICES) form.elements[name].value = wanted[name] ?? "";
  extra = { from: wanted.from ?? "", to: wanted.to ?? "" };
  const nth = (day, other) => (day ? Math.max(0, months.findLastIndex((m) => m <= day.slice(0, 7))) : other);
  at("m-first").value = nth(extra.from, 0);
  at("m-last").value = nth(extra.to, months.length - 1);
  if (at("m-ground")) at("m-ground").checked = Boolean(wanted.ground);
}

function show() {
  const wanted = chosen();
  found = matching(wanted);
  const drawn = found.filter((f) => f.geometry);
  view?.show(drawn.map(({ n, geometry, properties }) => (
    { n, lon: geometry.coordinates[0], lat: geometry.coordinates[1], radius: properties.radius_m }
  )));
  const count = { n: found.length, of: features.length, drawn: drawn.length, listed: found.length - drawn.length };
  const undated = wanted.from || wanted.to ? features.filter((f) => !f.properties.from).length : 0;
  status.textContent = fill(found.length ? told.found : told.none, count) + (undated ? ` ${fill(told.undated, { n: undated })}` : "");
  for (const [id, day] of [["first", wanted.from], ["last", wanted.to]]) {
    const input = at(`m-${id}`), words = day && !onMonth(id, day) ? telling.day(day) : months.length ? monthWords(months[input.value]) : "";
    at(`${id}-told`).textContent = words;
    input.setAttribute("aria-valuetext", words);
  }
  at("as-list").href = `${root}incidents/index.html?${new URLSearchParams(wanted)}`;
  list.replaceChildren();
  lines();
  held(wanted.to || (months.length ? lastDay(months.at(-1)) : ""));
}

const onMonth = (id, day) => (id === "first" ? day.endsWith("-01") : day === lastDay(day.slice(0, 7)));

function lines() {
  const from = list.children.length;
  list.append(...found.slice(from, from + AT_ONCE).map(line));
  at("more").hidden = found.length <= list.children.length;
  if (from) list.children[from].querySelector("a").focus();
}

function line(feature) {
  const p = feature.properties;
  const made = element("li", {}, link(p), " ", own(place(p)), element("p", { class: "when" }, when(p), ` · ${told.killed}: `, telling.range(...p.killed)));
  if (!feature.geometry) made.append(element("p", { class: "when" }, told.not_drawn));
  else if (view) {
    const button = element("button", { type: "button", class: "plain" }, told.show_here, element("span", { class: "vh" }, ` ${p.code}`));
    button.addEventListener("click", () => {
      view.go(...feature.geometry.coordinates, 11);
      picked([feature.n], button);
    });
    made.append(button);
  }
  return made;
}

const link = (p) => element("a", { href: `${root}incidents/${encodeURIComponent(p.slug)}/index.html` }, own(p.code));
const when = (p) => (p.from && p.to && p.to !== p.from
  ? fill(told.a_to_b, { a: telling.day(p.from), b: telling.day(p.to) }) : telling.day(p.from ?? p.to ?? ""));

function grades(p) {
  return element("ul", {}, ...p.parties.map(([slug, grade, , suggested]) => element(
    "li", {}, own(slug ? actors[slug][lang] : told.actor_unknown), `: ${told.grade_words[grade] ?? grade}`, suggested ? ` (${told.suggested})` : "",
  )));
}

/** The card of what was picked: one incident whole, or several as a list. */
function picked(numbers, button) {
  before = button ?? document.activeElement;
  const some = numbers.map((n) => features[n]);
  const close = element("button", { type: "button" }, told.close);
  close.addEventListener("click", shut);
  const title = (...words) => element("h3", { id: "card-title" }, ...words);
  if (some.length === 1) {
    const p = some[0].properties, km = p.radius_m >= 1000;
    const radius = fill(km ? told.kilometres : told.metres, { n: km ? +(p.radius_m / 1000).toFixed(1) : p.radius_m });
    const figures = ["killed", "injured"].map((what) => element("p", {}, `${told[what]}: `, telling.range(...p[what])));
    card.replaceChildren(title(own(p.code), " · ", own(place(p))), element("p", { class: "when" }, when(p), " · ", fill(told.within, { radius })),
      ...figures, grades(p), element("p", { class: "line" }, element("a", { href: link(p).href }, told.page), " ", close));
  } else {
    const rows = some.slice(0, MOST_IN_CARD).map(({ properties: p }) => element("li", {}, link(p), " ", own(place(p)), ` · ${when(p)}`));
    const rest = some.length - rows.length;
    card.replaceChildren(title(fill(told.here, { n: some.length })), element("ul", {}, ...rows),
      ...(rest > 0 ? [element("p", { class: "small" }, fill(told.here_more, { n: rest }))] : []), element("p", {}, close));
  }
  card.hidden = false;
  card.focus();
}

function shut() {
  card.hidden = true;
  before?.focus();
}

/** Who held what on a day: on the map, in lines, and its patterns explained; nothing where it is not asked for. */
async function held(day) {
  const wanted = Boolean(at("m-ground")?.checked && day);
  at("ground-told").hidden = at("ground-keys").hidden = !wanted;
  if (!wanted) return view?.ground([]);
  ground ??= await file("map-ground");
  const pieces = groundOn(ground, day, lang);
  view?.ground(pieces);
  at("ground-title").textContent = fill(told.ground_on, { day: telling.day(day) });
  at("ground-lines").replaceChildren(...ground.places.map((one) => {
    const rows = pieces.filter((p) => p.place === one).map((p) => {
      const state = p.authors ? fill(told.ground_said, { state: p.told, authors: p.authors }) : p.told;
      return element("li", {}, p.name ? fill(told.ground_line, { area: p.name, state }) : state);
    });
    const door = element("a", { href: `${root}control/${encodeURIComponent(one.slug)}/index.html` }, fill(told.ground_page, { place: one.names[lang] }));
    return element("li", {}, own(one.names[lang]), " · ", door, one.real ? ` · ${told.control_real_here}` : "", element("ul", {}, ...rows));
  }));
  keys(pieces);
}

function keys(pieces) {
  const words = new Map(pieces.map((p) => [`${p.kind}|${p.told}`, p]));
  const shown = [...words.values()].sort((a, b) => a.told.localeCompare(b.told, lang));
  at("ground-keys").replaceChildren(...shown.flatMap((p) => [
    element("span", { class: "leg long" }, ...(view ? [swatch(view.images[p.kind]), " "] : []), p.told), " ",
  ]));
}

async function start() {
  at("offer").hidden = true;
  status.textContent = told.opening;
  try {
    const [{ canDraw, open }, incidents, land] = await Promise.all([import("./map-view.js"), file("map"), file("map-land")]);
    actors = incidents.actors;
    features = incidents.features.map((feature, n) => ({ ...feature, n }));
    months = allMonths(features.map((f) => f.properties.from));
    at("m-first").max = at("m-last").max = Math.max(0, months.length - 1);
    app.hidden = false;
    if (canDraw()) {
      at("gl").hidden = at("gl-tools").hidden = false;
      const wanted = asked(), given = VIEW.every((name) => Number.isFinite(parseFloat(wanted[name])));
      const where = given ? { lat: +wanted.lat, lon: +wanted.lon, z: +wanted.z } : null;
      view = await open(at("gl"), land, told, where, picked, () => { clearTimeout(wait); wait = setTimeout(keep, PAUSE, false); });
    } else at("no-gl").hidden = false;
    turned();
  } catch (fault) {
    at("gl").hidden = at("gl-tools").hidden = true;
    status.textContent = told.failed;
    throw fault;
  }
}

/** Show what the address asks for; what it asks for and is not here is said, and nothing is shown for it. */
function turned() {
  const wanted = asked(), faults = wrong(wanted);
  restore(wanted);
  if (faults.length) {
    found = [];
    list.replaceChildren();
    view?.show([]);
    status.textContent = fill(told.wrong, { what: faults.map((name) => `${name}=${wanted[name]}`).join(told.between) });
  } else show();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (event.target.type === "range") slid(event.target);
  show();
  clearTimeout(wait);
  wait = setTimeout(keep, PAUSE, event.target.type !== "range");
});
form.addEventListener("reset", (event) => { event.preventDefault(); restore({}); show(); keep(true); });
card.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(); });
at("more").addEventListener("click", lines);
at("nearer").addEventListener("click", () => view.step(1));
at("farther").addEventListener("click", () => view.step(-1));
at("whole").addEventListener("click", () => view.whole());
at("open").addEventListener("click", () => start().then(() => at("moving-title").scrollIntoView()));
addEventListener("popstate", () => { if (!app.hidden) turned(); });
at("without").hidden = true;
at("offer").hidden = false;
if (new URLSearchParams(location.search).has("z")) start();
