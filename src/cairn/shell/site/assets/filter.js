// Filters of the list of incidents, in the address: ?actor= &grade= &from= &to= &place= &killed=. The lists that need no
// script stand below. What is counted is incidents, never deaths.

import { Telling, element, fill, read, rows, unpacked } from "./record.js";

const AT_ONCE = 50;
const NAMES = ["actor", "grade", "place", "from", "to", "killed"];
const form = document.getElementById("filter");
const table = document.getElementById("filtered");
const body = table.querySelector("tbody");
const status = document.getElementById("status");
const more = document.getElementById("more");
const cite = document.getElementById("cite-view");
const told = JSON.parse(form.dataset.words);
const telling = new Telling(told, form.dataset.root);
let asking = 0, found = [], gradeOf = () => "";

const has = (held, key) => Object.hasOwn(held, key);
const set = (packed) => new Set(unpacked(packed));

/** Days since 1970, or null where it is not a day. */
function day(iso) {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return null;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(at) ? null : at / 86_400_000;
}

/** The filters' values with the first day of each incident as days since 1970. */
function dated(facets) {
  let at = 0;
  return { ...facets, days: facets.days.map((gap) => (gap === null ? null : (at += gap))) };
}

/** What the address asks for; a value that means nothing is told, never left out in silence. */
function asked() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, (given.get(name) ?? "").trim()]).filter(([, value]) => value));
}

function wrong(wanted, facets) {
  const holds = {
    actor: (v) => has(facets.actors, v),
    grade: (v) => has(told.grades, v),
    place: (v) => has(facets.places, v),
    from: (v) => day(v) !== null,
    to: (v) => day(v) !== null,
    killed: (v) => v === "unknown" || /^\d{1,6}$/.test(v),
  };
  return Object.keys(wanted).filter((name) => !holds[name](wanted[name]));
}

function matching(wanted, facets) {
  const grades = Object.entries(wanted.actor ? facets.actors[wanted.actor] : facets.grades)
    .map(([grade, packed]) => [grade, set(packed)]);
  const order = Object.keys(told.grades);
  grades.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  gradeOf = (n) => (grades.find(([, held]) => held.has(n)) ?? [""])[0];
  const tests = [];
  if (wanted.actor || wanted.grade) {
    const held = new Map(grades);
    tests.push(wanted.grade ? (n) => !!held.get(wanted.grade)?.has(n) : (n) => gradeOf(n) !== "");
  }
  if (wanted.place) {
    const held = set(facets.places[wanted.place]);
    tests.push((n) => held.has(n));
  }
  const [from, to] = [day(wanted.from ?? ""), day(wanted.to ?? "")];
  if (from !== null) tests.push((n) => facets.days[n] !== null && facets.days[n] >= from);
  if (to !== null) tests.push((n) => facets.days[n] !== null && facets.days[n] <= to);
  if (wanted.killed === "unknown") tests.push((n) => facets.killed[n] === null);
  else if (wanted.killed) tests.push((n) => facets.killed[n] !== null && facets.killed[n] >= +wanted.killed);
  return facets.days.map((_, n) => n).filter((n) => tests.every((test) => test(n)));
}

async function line(row, n) {
  const code = await telling.link(row, element("bdi", {}, row[2]));
  const cells = [telling.when(row), telling.name(row), telling.range(row[7], row[8]), telling.range(row[9], row[10])];
  const grade = told.grades[gradeOf(n) || "none"];
  return element("tr", {}, element("th", { scope: "row" }, code), ...[...cells, grade].map((c) => element("td", {}, c)));
}

async function show(from) {
  const mine = asking, some = found.slice(from, from + AT_ONCE);
  const held = await rows(some);
  const lines = await Promise.all(held.map((row, n) => line(row, some[n])));
  if (mine !== asking) return;
  if (!from) body.replaceChildren();
  body.append(...lines);
  more.hidden = found.length <= from + AT_ONCE;
  table.hidden = !found.length;
  if (from) lines[0].querySelector("a").focus();
}

/** The view in words, from the form's own labels. */
function inWords(wanted) {
  return Object.keys(wanted).map((name) => {
    const field = form.elements[name];
    const value = field.tagName === "SELECT" ? field.selectedOptions[0].textContent : telling.day(field.value);
    return `${form.querySelector(`label[for="${field.id}"]`).textContent}: ${value.trim()}`;
  }).join(told.between);
}

async function ask() {
  const mine = ++asking, wanted = asked();
  cite.hidden = more.hidden = table.hidden = true;
  status.textContent = "";
  if (!Object.keys(wanted).length) return;
  try {
    status.textContent = told.reading;
    const facets = dated(await read("facets.json"));
    if (mine !== asking) return;
    const faults = wrong(wanted, facets);
    if (faults.length) {
      status.textContent = fill(told.wrong, { what: faults.map((name) => `${name}=${wanted[name]}`).join(told.between) });
      return;
    }
    found = matching(wanted, facets);
    await show(0);
    if (mine !== asking) return;
    const count = { n: found.length, of: facets.days.length };
    status.textContent = found.length ? fill(told.found, count) : fill(told.none, count);
    const words = { ...count, what: inWords(wanted) };
    cite.querySelector("p").replaceChildren(fill(told.cite, words), " ", element("bdi", { dir: "ltr" }, location.href));
    cite.hidden = false;
  } catch {
    if (mine === asking) status.textContent = told.failed;
  }
}

function restore() {
  const wanted = asked();
  for (const name of NAMES) {
    const field = form.elements[name], value = wanted[name] ?? "";
    if (name === "killed" && /^\d{1,6}$/.test(value) && ![...field.options].some((o) => o.value === value)) {
      field.add(new Option(fill(told.at_least, { n: value }), value));
    }
    field.value = value;
    if (field.selectedIndex === -1) field.selectedIndex = 0;
  }
  ask();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => value);
  history.pushState(null, "", given.length ? `?${new URLSearchParams(given)}` : location.pathname);
  ask();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  history.pushState(null, "", location.pathname);
  restore();
});
more.addEventListener("click", () => show(body.children.length));
addEventListener("popstate", restore);
document.getElementById("without").hidden = true;
form.hidden = false;
restore();
