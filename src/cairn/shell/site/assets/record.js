// What the pages that search share: the index of words, the rows behind it, and a row set down as the site does it.
// Words are folded here as `publish/search/words.py` folds them; a test holds the two together.

const HERE = new URL("../search/", import.meta.url);
const ARTICLES = new Set(["al", "el", "ar", "as", "ash", "at", "an", "ad", "ath", "adh", "az"]);
const SHAPES = { "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ە": "ه", "ھ": "ه", "ک": "ك", "گ": "ك", "ء": "", "ı": "i" };
const LONGEST = 40;
const asked = new Map();

/** The words of what somebody types, as they are compared. */
export function words(text) {
  const plain = text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .replace(/[ٱىیةەھکگءı]/g, (c) => SHAPES[c])
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (c) => String(c.charCodeAt(0) & 15));
  const found = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.filter((w, n) => n === found.length - 1 || !ARTICLES.has(w))
    .map((w) => [...w.replace(/^ال(?=.{3})/u, "")].slice(0, LONGEST).join(""));
}

/** One file of the index, read once. */
export function read(name) {
  if (!asked.has(name)) {
    const answer = fetch(new URL(name, HERE)).then((r) => {
      if (!r.ok) throw new Error(`${name}: ${r.status}`);
      return r.json();
    });
    answer.catch(() => asked.delete(name));
    asked.set(name, answer);
  }
  return asked.get(name);
}

/** Ascending numbers: the gaps between them to base 36, or a bit for each. */
export function unpacked(text) {
  if (!text.startsWith("=")) {
    let at = 0;
    return text ? text.split(".").map((gap) => (at += parseInt(gap, 36))) : [];
  }
  const found = [];
  [...atob(text.slice(1))].forEach((byte, n) => {
    for (let bit = 0; bit < 8; bit++) if (byte.charCodeAt(0) & (1 << bit)) found.push(n * 8 + bit);
  });
  return found;
}

const fileOf = (letters) => "u" + letters.map((c) => c.codePointAt(0).toString(16)).join("-");

/** The things called by a word, and those that only say it; with `begun`, by any word that begins so. */
export async function things(word, begun) {
  const { words: files } = await read("index.json");
  const letters = [...word];
  const starts = letters.map((_, n) => fileOf(letters.slice(0, n + 1)));
  const own = starts.findLast((name) => files.includes(name));
  const longer = begun ? files.filter((name) => name.startsWith(starts.at(-1) + "-")) : [];
  const bodies = await Promise.all([own, ...longer].filter(Boolean).map((name) => read(`words/${name}.json`)));
  const called = new Set(), saying = new Set();
  for (const body of bodies) {
    const hits = begun ? Object.keys(body).filter((w) => w.startsWith(word)) : Object.hasOwn(body, word) ? [word] : [];
    for (const hit of hits) {
      unpacked(body[hit][0]).forEach((n) => called.add(n));
      unpacked(body[hit][1] ?? "").forEach((n) => saying.add(n));
    }
  }
  return { called, saying };
}

/** The rows of some numbers, in their order. */
export async function rows(numbers) {
  const { rows: starts } = await read("index.json");
  return Promise.all(numbers.map(async (n) => {
    const file = starts.findLastIndex((start) => start <= n);
    return (await read(`rows/${file}.json`))[n - starts[file]];
  }));
}

/** An element with its words as words: nothing that is read is ever taken for markup. */
export function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** A label with its gaps filled. */
export const fill = (words, gaps) => words.replace(/\{(\w+)\}/g, (whole, gap) => String(gaps[gap] ?? whole));

/** Rows in the words of one page. */
export class Telling {
  constructor(words, root) {
    this.words = words;
    this.root = root;
  }

  name(row) {
    return document.documentElement.lang === "ar" && row[4] ? row[4] : row[3];
  }

  async link(row, ...inside) {
    const [before, after] = (await read("index.json")).addresses[row[0]];
    return element("a", { href: this.root + before + encodeURIComponent(row[1]) + after }, ...inside);
  }

  /** 10–20 for the eye, "10 to 20" for the ear; unknown is never nought. */
  range(low, high) {
    const w = this.words;
    if (low === null && high === null) return element("span", { class: "nofig" }, w.no_figure);
    if (low === null) return element("bdi", {}, fill(w.up_to, { n: high }));
    if (high === null) return element("bdi", {}, fill(w.at_least, { n: low }));
    if (low === high) return element("bdi", {}, String(low));
    const seen = element("bdi", { dir: "ltr", "aria-hidden": "true" }, `${low}–${high}`);
    return element("span", {}, seen, element("span", { class: "vh" }, fill(w.a_to_b, { a: low, b: high })));
  }

  when(row) {
    const [start, end] = [row[5], row[6]];
    return end ? fill(this.words.a_to_b, { a: this.day(start), b: this.day(end) }) : this.day(start);
  }

  day(iso) {
    const told = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
    if (!told) return iso || this.words.date_unknown;
    return `${+told[3]} ${this.words.months[told[2] - 1]} ${told[1]}`;
  }
}
