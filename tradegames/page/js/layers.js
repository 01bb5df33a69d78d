// The data layers of a panel. Each is made once and then moved: paths and transforms are patched.
import { contours } from "d3-contour";
import { at, controlsOf, evaluate, lastReaders } from "./tape.js";
import { show } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export function node(parent, tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  parent.append(element);
  return element;
}

const round = (x) => Math.round(x * 100) / 100;

// What stays as it is is left alone: to write the same again would make the browser lay it out again, and to
// read a long path back from it costs more than to remember it.
export function put(element, name, value) {
  const written = (element.written ??= {});
  if (written[name] !== value) element.setAttribute(name, (written[name] = value));
}
export function write(element, words) {
  const child = element.firstChild;
  if (!words || child?.nodeType !== Node.TEXT_NODE || child.nextSibling) element.textContent = words;
  else if (child.data !== words) child.data = words;
}
function hide(element, hidden) {
  const display = hidden ? "none" : "";
  if (element.style.display !== display) element.style.display = display;
}

// Places in pixels: two arrays made once for each layer and filled at each move.
const room = (n) => ({ x: new Float64Array(n), y: new Float64Array(n), n });

function fill(p, frame, xs, ys, from, n) {
  for (let i = 0; i < n; i++) {
    p.x[from + i] = frame.X(at(xs, i));
    p.y[from + i] = frame.Y(at(ys, i));
  }
  p.n = from + n;
}

function fillPairs(p, frame, v, pairs) {
  pairs.forEach(([x, y], i) => fill(p, frame, v[x], v[y], i, 1));
  return p;
}

const good = (x, y) => isFinite(x) && isFinite(y);

const FLAT = 0.05; // pixels by which a curve may miss a place that it leaves out

// Leaves out the places on stretches of a curve that are as good as straight. All directions in which a line
// from the first place passes the later ones closely enough form a cone; the stretch ends where it is left.
function straighten(p) {
  const { x, y, n } = p;
  let m = 0; // how many are kept; x[m] and y[m] are always those of a place that has been looked at
  let i = 0;
  const keep = (k) => ((x[m] = x[k]), (y[m] = y[k]), m++);
  while (i < n) {
    const [ax, ay] = [x[i], y[i]];
    keep(i++);
    if (!good(ax, ay)) continue;
    let [lx, ly, rx, ry, reach, j] = [0, 0, 0, 0, 0, i];
    for (; j < n && good(x[j], y[j]); j++) {
      const [dx, dy] = [x[j] - ax, y[j] - ay];
      const far = Math.hypot(dx, dy);
      if (far < reach || (reach && (rx * dy - ry * dx < 0 || dx * ly - dy * lx < 0))) break;
      if (far <= FLAT) continue;
      const [sx, sy] = [(-dy / far) * FLAT, (dx / far) * FLAT]; // to the left of the direction
      const [lx1, ly1, rx1, ry1] = [dx + sx, dy + sy, dx - sx, dy - sy];
      if (!reach || lx1 * ly - ly1 * lx >= 0) [lx, ly] = [lx1, ly1];
      if (!reach || rx * ry1 - ry * rx1 >= 0) [rx, ry] = [rx1, ry1];
      reach = far;
    }
    if (j > i + 1) i = j - 1;
  }
  p.n = m;
  return p;
}

// An undefined stretch is a gap in a line and is skipped in an area.
function path({ x, y, n }, closed) {
  let d = "";
  let pen = false;
  for (let i = 0; i < n; i++) {
    if (good(x[i], y[i])) {
      d += (pen ? "L" : "M") + round(x[i]) + "," + round(y[i]);
      pen = true;
    } else pen = closed && pen;
  }
  return closed && d ? d + "Z" : d;
}

// Words in a group of their own: a browser moves a group at half the cost of a text.
function text(parent, words) {
  const element = node(node(parent, "g"), "text", { class: "tg-text" });
  element.textContent = words;
  return element;
}

const shift = (element, x, y) => put(element, "transform", `translate(${round(x)},${round(y)})`);

// A label beside a place, on the side where there is room; null: there is no place.
function place(label, frame, at) {
  const [x, y] = at ?? [NaN, NaN];
  hide(label, !good(x, y));
  if (!good(x, y)) return;
  const right = x > frame.left + 0.7 * (frame.right - frame.left);
  put(label, "text-anchor", right ? "end" : "start");
  shift(label.parentNode, x + (right ? -6 : 6), y - 6);
}

// The place inside the frame that is nearest to the wish, or null.
function visible(frame, { x, y, n }, wish) {
  let best = -1;
  for (let i = 0; i < n; i++) {
    if (best >= 0 && Math.abs(i - wish) >= Math.abs(best - wish)) continue;
    const inside = x[i] >= frame.left - 0.5 && x[i] <= frame.right + 0.5 && y[i] >= frame.top - 0.5 && y[i] <= frame.bottom + 0.5;
    if (inside) best = i;
  }
  return best < 0 ? null : [x[best], y[best]];
}

function stroke(groups, layer) {
  const line = node(groups.clipped, "path", { fill: "none", "stroke-width": 2, stroke: "currentColor" });
  if (layer.dash) line.setAttribute("stroke-dasharray", "6 4");
  return line;
}

const kinds = {
  curve(groups, layer, frame, spec) {
    const n = spec.points;
    const line = stroke(groups, layer);
    const label = layer.label ? text(groups.over, layer.label) : null;
    const p = room(n);
    return (v) => {
      fill(p, frame, v[layer.x], v[layer.y], 0, n);
      if (label) place(label, frame, visible(frame, p, layer.label_at * (n - 1)));
      put(line, "d", path(straighten(p), false));
    };
  },

  line(groups, layer, frame) {
    const line = stroke(groups, layer);
    const label = layer.label ? text(groups.over, layer.label) : null;
    // Several lines that differ in nothing else are one path; a step goes on at the height before.
    const parts = layer.parts.map((points) => {
      const ends = layer.step ? points.flatMap((p, i) => (i ? [[p[0], points[i - 1][1]], p] : [p])) : points;
      return [ends, room(ends.length)];
    });
    return (v) => {
      put(line, "d", parts.map(([ends, p]) => path(fillPairs(p, frame, v, ends), false)).join(""));
      const last = parts[0][1];
      if (label) place(label, frame, visible(frame, last, last.n - 1));
    };
  },

  area(groups, layer, frame, spec) {
    const shape = node(groups.clipped, "path", { fill: "currentColor", "fill-opacity": 0.22 });
    const label = layer.label ? text(groups.over, layer.label) : null;
    label?.setAttribute("text-anchor", "middle");
    const n = spec.points;
    const p = room(layer.edges.length * n);
    return (v) => {
      layer.edges.forEach(([x, y], k) => fill(p, frame, v[x], v[y], k * n, n));
      const d = path(straighten(p), true);
      put(shape, "d", d);
      if (!label) return;
      hide(label, !d);
      const [xs, ys] = [p.x, p.y].map((values) => values.slice(0, p.n).filter((_, i) => good(p.x[i], p.y[i])));
      const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2;
      if (d) shift(label.parentNode, middle(xs), middle(ys));
    };
  },

  contour(groups, layer, frame, spec) {
    const style = layer.fill
      ? { fill: "currentColor", "fill-opacity": 0.16 }
      : { fill: "none", stroke: "currentColor", "stroke-width": 1 };
    const shapes = node(groups.clipped, "path", style);
    // One cell beyond the frame on each side, so that the edge of the grid is never drawn as a line.
    const n = spec.grid + 2;
    const [dx, dy] = [frame.xHigh - frame.xLow, frame.yHigh - frame.yLow].map((w) => w / (spec.grid - 1));
    const x = new Float64Array(n * n);
    const y = new Float64Array(n * n);
    for (let k = 0; k < n * n; k++) {
      x[k] = frame.xLow + ((k % n) - 1) * dx;
      y[k] = frame.yLow + (Math.floor(k / n) - 1) * dy;
    }
    const last = lastReaders(layer.tape, [layer.value]);
    const ring = (points) => {
      const p = room(points.length);
      points.forEach(([a, b], i) => fill(p, frame, frame.xLow + (a - 1.5) * dx, frame.yLow + (b - 1.5) * dy, i, 1));
      return path(straighten(p), true);
    };
    const lines = contours().size([n, n]).thresholds(layer.levels);
    return (v, inputs) => {
      const z = evaluate(layer.tape, { ...inputs, x, y }, n * n, last)[layer.value];
      const grid = typeof z === "number" ? new Float64Array(n * n).fill(z) : z;
      put(shapes, "d", lines(grid).flatMap((c) => c.coordinates.flat().map(ring)).join(""));
    };
  },

  point(groups, layer, frame) {
    const g = node(groups.over, "g", { class: layer.drag.some(Boolean) ? "tg-handle" : "" });
    if (layer.drag.some(Boolean)) node(g, "circle", { r: 18, "fill-opacity": 0, fill: "currentColor" }); // for fingers
    node(g, "circle", { r: layer.drag.some(Boolean) ? 7 : 5, fill: "currentColor", class: "tg-dot" });
    const label = layer.label ? text(groups.over, layer.label) : null;
    frame.drag?.(g, layer);
    const p = room(1);
    return (v) => {
      const seen = visible(frame, fillPairs(p, frame, v, [[layer.x, layer.y]]), 0);
      hide(g, !seen);
      if (seen) shift(g, ...seen);
      if (label) place(label, frame, seen && [seen[0] + 3, seen[1] - 3]);
    };
  },

  arrow(groups, layer, frame) {
    const line = node(groups.over, "path", { fill: "none", stroke: "currentColor", "stroke-width": 2 });
    const label = layer.label ? text(groups.over, layer.label) : null;
    return (v) => {
      const [a, b] = [[layer.x0, layer.y0], [layer.x1, layer.y1]].map(([x, y]) => [frame.X(v[x]), frame.Y(v[y])]);
      const angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
      const wing = (turn) => [b[0] - 9 * Math.cos(angle + turn), b[1] - 9 * Math.sin(angle + turn)];
      const d = (...points) => "M" + points.map((p) => p.map(round)).join("L");
      put(line, "d", good(...a) && good(...b) ? d(a, b) + d(wing(0.45), b, wing(-0.45)) : "");
      if (label) place(label, frame, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    };
  },

  bar(groups, layer, frame) {
    const shape = node(groups.clipped, "path", { fill: "currentColor", "fill-opacity": 0.85 });
    const label = layer.label ? text(groups.over, layer.label) : null;
    label?.setAttribute("text-anchor", "middle");
    const p = room(4);
    return (v) => {
      const [at0, value, base] = [v[layer.at], v[layer.value], v[layer.base]];
      const sides = [at0 - layer.width / 2, at0 - layer.width / 2, at0 + layer.width / 2, at0 + layer.width / 2];
      const ends = [base, value, value, base];
      fill(p, frame, layer.horizontal ? ends : sides, layer.horizontal ? sides : ends, 0, 4);
      put(shape, "d", p.x.every(isFinite) && p.y.every(isFinite) ? path(p, true) : "");
      if (!label) return;
      const [x, y] = layer.horizontal ? [frame.X(value), frame.Y(at0)] : [frame.X(at0), frame.Y(value)];
      hide(label, !good(x, y));
      shift(label.parentNode, x, y - 4);
    };
  },

  label(groups, layer, frame) {
    const label = text(groups.over, layer.text);
    label.setAttribute("text-anchor", layer.anchor);
    label.setAttribute("dominant-baseline", "central");
    return (v) => {
      const [x, y] = [frame.X(v[layer.x]), frame.Y(v[layer.y])];
      const value = v[layer.value];
      const seen = good(x, y) && isFinite(value);
      hide(label, !seen);
      if (!seen) return;
      write(label, layer.text.replace("{value}", show(value, layer.digits)));
      shift(label.parentNode, x, y);
    };
  },
};

// The steps of the picture's tape that a layer reads.
const reads = {
  curve: (layer) => [layer.x, layer.y],
  line: (layer) => layer.parts.flat(2),
  area: (layer) => layer.edges.flat(),
  contour: () => [],
  point: (layer) => [layer.x, layer.y],
  arrow: (layer) => [layer.x0, layer.y0, layer.x1, layer.y1],
  bar: (layer) => [layer.at, layer.value, layer.base],
  label: (layer) => [layer.x, layer.y, layer.value],
};

// The layers, where lines in a row that look the same and appear together are one.
function joined(layers) {
  const out = [];
  for (const layer of layers) {
    const last = out.at(-1);
    const same = (name) => last?.[name] === layer[name];
    const alike = layer.kind === "line" && !layer.label && ["kind", "label", "color", "dash", "step", "when"].every(same);
    if (alike) last.parts.push(layer.points);
    else out.push(layer.kind === "line" ? { ...layer, parts: [layer.points] } : layer);
  }
  return out;
}

// Puts the layers of a panel into an SVG and returns the function that moves them.
export function layers(svg, panel, frame, spec, under) {
  const clipped = node(svg, "g", { "clip-path": `url(#${frame.clip})` });
  const over = node(svg, "g");
  if (under) for (const g of [clipped, over]) g.setAttribute("class", "tg-ghost");
  const controls = spec.controls.map((control) => control.name);
  const by = controlsOf(spec.tape, controls);
  const moves = joined(panel.layers).map((layer) => {
    const [a, b] = [clipped, over].map((g) => node(g, "g", { style: `color:var(--tg-${layer.color})` }));
    const move = kinds[layer.kind]({ clipped: a, over: b }, layer, frame, spec);
    const own = layer.kind === "contour" ? controlsOf(layer.tape, controls)[layer.value] : 0;
    const needs = reads[layer.kind](layer).reduce((sum, k) => sum | by[k], by[layer.when] | own);
    return { needs, a, b, layer, move };
  });
  let before = null; // the inputs that the layers show
  return (v, inputs) => {
    const changed = controls.reduce((sum, name, k) => (before?.[name] === inputs[name] ? sum : sum | (1 << k)), 0);
    for (const { needs, a, b, layer, move } of moves) {
      if (before && !(needs & changed)) continue;
      for (const g of [a, b]) hide(g, !v[layer.when]);
      if (v[layer.when]) move(v, inputs);
    }
    before = inputs;
  };
}
