// The colours of the moving map, read from the site's style so that it follows light and dark, and the patterns of ground: the
// textures are those of `publish/drawings/front_patterns.py`, so that a state looks alike on every map of the site.

const HOLDERS = 6, SIZE = 24, DENSE = 2;
const TEXTURES = ["", "M0 6L6 0M-1 1L1 -1M5 7L7 5", "M0 3H6", "M3 0V6", "M0 0L6 6M5 -1L7 1M-1 5L1 7", "M0 3H6M3 0V6"];
const CROSSED = "M0 8L8 0M-1 1L1 -1M7 9L9 7M0 0L8 8M7 -1L9 1M-1 7L1 9";

/** The site's own colours as they are now. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const own = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["paper", "sheet", "ink", "soft", "rule", "accent", "land", "sea", "warn", "h-line"];
  return Object.fromEntries([...names, ...[...Array(HOLDERS).keys()].map((n) => `h${n}`)].map((name) => [name, own(name)]));
}

/** Class of ground -> its pattern as pixels. */
export function patterns(c) {
  const made = {};
  for (let n = 0; n < HOLDERS; n++) {
    made[`f-h${n}`] = drawn((p) => {
      field(p, c[`h${n}`]);
      repeated(p, 6, (t) => stroke(t, TEXTURES[n], c["h-line"], 0.8));
    });
    made[`f-p${n}`] = drawn((p) => {
      field(p, c.sheet);
      p.fillStyle = c[`h${n}`];
      for (let x = 0; x < SIZE; x += 8) p.fillRect(x, 0, 4, SIZE);
    });
  }
  made["f-contested"] = drawn((p) => {
    field(p, c.sheet);
    repeated(p, 8, (t) => stroke(t, CROSSED, c.warn, 1.2));
  });
  made["f-disputed"] = drawn((p) => {
    field(p, c.sheet);
    p.fillStyle = c.soft;
    for (let x = 0; x < SIZE; x += 4) for (let y = x % 8; y < SIZE; y += 8) p.fillRect(x, y, 4, 4);
  });
  made["f-unknown"] = drawn((p) => {
    field(p, c.sheet);
    p.fillStyle = c.soft;
    for (let x = 2; x < SIZE; x += 4) for (let y = 2 + (x % 8 === 2 ? 0 : 4); y < SIZE; y += 8) p.fillRect(x, y, 1.4, 1.4);
  });
  return made;
}

/** A small field with a pattern, for a legend. */
export function swatch(image) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height, canvas.className] = [SIZE * DENSE, 16 * DENSE, "swatch"];
  canvas.setAttribute("aria-hidden", "true");
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function drawn(draw) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * DENSE;
  const pen = canvas.getContext("2d");
  pen.scale(DENSE, DENSE);
  draw(pen);
  return pen.getImageData(0, 0, SIZE * DENSE, SIZE * DENSE);
}

function field(pen, colour) {
  pen.fillStyle = colour;
  pen.fillRect(0, 0, SIZE, SIZE);
}

function repeated(pen, step, draw) {
  for (let x = 0; x < SIZE; x += step) {
    for (let y = 0; y < SIZE; y += step) {
      pen.save();
      pen.translate(x, y);
      draw(pen);
      pen.restore();
    }
  }
}

function stroke(pen, path, colour, width) {
  [pen.strokeStyle, pen.lineWidth] = [colour, width];
  pen.stroke(new Path2D(path));
}
