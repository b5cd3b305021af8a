// The page of search. It is whole without this script, by its lists; with it, words in the address (?q=) are looked up in
// the index beside the site. All words must be there; the last may be a beginning. Nothing leaves the reader's machine.

import { Telling, element, fill, read, rows, things, words } from "./record.js";

const AT_ONCE = 20, MOST_WORDS = 12, PAUSE = 250;
const form = document.getElementById("search");
const list = document.getElementById("hits");
const status = document.getElementById("status");
const more = document.getElementById("more");
const told = JSON.parse(form.dataset.words);
const telling = new Telling(told, form.dataset.root);
let asking = 0, waiting = 0, found = [];

async function answers(question) {
  const parts = [...new Set(words(question))].slice(0, MOST_WORDS);
  if (!parts.length) return null;
  const last = words(question).at(-1);
  const each = await Promise.all(parts.map((word) => things(word, word === last && [...word].length > 1)));
  const { incidents, papers } = await read("index.json");
  const all = [...new Set([...each[0].called, ...each[0].saying])]
    .filter((n) => each.every((one) => one.called.has(n) || one.saying.has(n)));
  const kind = (n) => (n < incidents ? 1 : n < papers ? 0 : 2);
  const place = (n) => (each.every((one) => one.called.has(n)) ? 0 : 3) + kind(n);
  // what is called so before what says so; places and actors, then incidents, the newest first, then parties' papers
  return all.sort((a, b) => place(a) - place(b) || (a < incidents ? b - a : a - b));
}

async function hit(row) {
  const [kind, , code] = row;
  const name = [element("bdi", {}, telling.name(row))];
  if (kind === "i") name.unshift(element("bdi", {}, code), " · ");
  const line = element("p", { class: "when" }, element("span", { class: "badge b-none" }, told.kinds[kind]), " ");
  if (kind === "i" || row[5]) line.append(element("bdi", {}, telling.when(row)));
  if (kind === "i") line.append(` · ${told.killed}: `, telling.range(row[7], row[8]));
  return element("li", {}, await telling.link(row, ...name), line);
}

async function show(from) {
  const mine = asking;
  const made = await Promise.all((await rows(found.slice(from, from + AT_ONCE))).map(hit));
  if (mine !== asking) return;
  if (!from) list.replaceChildren();
  list.append(...made);
  more.hidden = found.length <= from + AT_ONCE;
  if (from) made[0].querySelector("a").focus();
}

async function ask() {
  const mine = ++asking;
  const question = new URLSearchParams(location.search).get("q") ?? "";
  try {
    if (question.trim()) status.textContent = told.reading;
    const answer = await answers(question);
    if (mine !== asking) return;
    found = answer ?? [];
    if (!found.length) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = answer ? told.none : question.trim() ? told.no_word : "";
      return;
    }
    await show(0);
    if (mine === asking) status.textContent = fill(told.found, { n: found.length });
  } catch {
    if (mine === asking) status.textContent = told.failed;
  }
}

function turn(keep) {
  clearTimeout(waiting);
  const question = form.elements.q.value;
  const address = question.trim() ? `?${new URLSearchParams({ q: question })}` : location.pathname;
  history[keep ? "pushState" : "replaceState"](null, "", address);
  ask();
}

function restore() {
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  ask();
}

form.addEventListener("submit", (event) => { event.preventDefault(); turn(true); });
form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(turn, PAUSE, false); });
more.addEventListener("click", () => show(list.children.length));
addEventListener("popstate", restore);
document.getElementById("without").hidden = true;
form.hidden = false;
restore();
