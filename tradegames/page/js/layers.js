// The data layers of a panel. Each is made once and then moved: paths and transforms are patched.
import { contours } from "d3-contour";
import { at, evaluate, lastReaders } from "./tape.js";
import { show } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export function node(parent, tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  parent.append(element);
  return element;
}

const round = (x) => Math.round(x * 100) / 100;

// What stays as it is is left alone: to write the same again would make the browser lay it out again.
export function put(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
export function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
function hide(element, hidden) {
  const display = hidden ? "none" : "";
  if (element.style.display !== display) element.style.display = display;
}

// Pixels of a coordinate; `frame` holds the scales and the ends of the panel.
function places(frame, xs, ys, n) {
  const out = new Array(n);
  for (let i = 0; i < n; i++) out[i] = [frame.X(at(xs, i)), frame.Y(at(ys, i))];
  return out;
}

const good = (p) => p[0] === p[0] && p[1] === p[1] && isFinite(p[0]) && isFinite(p[1]);

function path(points, closed) {
  let d = "";
  let pen = false;
  for (const p of points) {
    if (!good(p)) {
      pen = closed && pen; // an undefined stretch is a gap in a line and is skipped in an area
      continue;
    }
    d += (pen ? "L" : "M") + round(p[0]) + "," + round(p[1]);
    pen = true;
  }
  return closed && d ? d + "Z" : d;
}

function text(parent, words) {
  const element = node(parent, "text", { class: "tg-text" });
  element.textContent = words;
  return element;
}

// A label beside a place, on the side where there is room.
function place(label, frame, p) {
  hide(label, !p || !good(p));
  if (!p || !good(p)) return;
  const right = p[0] > frame.left + 0.7 * (frame.right - frame.left);
  put(label, "text-anchor", right ? "end" : "start");
  put(label, "transform", `translate(${round(p[0] + (right ? -6 : 6))},${round(p[1] - 6)})`);
}

function visible(frame, points, wish) {
  const inside = (p) =>
    p[0] >= frame.left - 0.5 && p[0] <= frame.right + 0.5 && p[1] >= frame.top - 0.5 && p[1] <= frame.bottom + 0.5;
  let best = null;
  let distance = Infinity;
  points.forEach((p, i) => {
    if (Math.abs(i - wish) < distance && inside(p)) {
      best = p;
      distance = Math.abs(i - wish);
    }
  });
  return best;
}

function stroke(groups, layer, frame, points, wish) {
  const line = node(groups.clipped, "path", { fill: "none", "stroke-width": 2, stroke: "currentColor" });
  if (layer.dash) line.setAttribute("stroke-dasharray", "6 4");
  const label = layer.label ? text(groups.over, layer.label) : null;
  return (v) => {
    const p = points(v);
    put(line, "d", path(p, false));
    if (label) place(label, frame, visible(frame, p, wish(p)));
  };
}

const kinds = {
  curve(groups, layer, frame, spec) {
    const n = spec.points;
    return stroke(groups, layer, frame, (v) => places(frame, v[layer.x], v[layer.y], n), () => layer.label_at * (n - 1));
  },

  line(groups, layer, frame, spec) {
    const points = (v) => {
      const p = layer.points.map(([x, y]) => [frame.X(v[x]), frame.Y(v[y])]);
      return layer.step ? p.flatMap((q, i) => (i ? [[q[0], p[i - 1][1]], q] : [q])) : p;
    };
    const move = stroke(groups, layer, frame, points, (p) => p.length - 1);
    const fixed = layer.points.flat().every((k) => spec.tape[k][0] === "num"); // data: drawn once
    let drawn = false;
    return (v) => {
      if (!(fixed && drawn)) move(v);
      drawn = true;
    };
  },

  area(groups, layer, frame, spec) {
    const shape = node(groups.clipped, "path", { fill: "currentColor", "fill-opacity": 0.22 });
    const label = layer.label ? text(groups.over, layer.label) : null;
    label?.setAttribute("text-anchor", "middle");
    return (v) => {
      const p = layer.edges.flatMap(([x, y]) => places(frame, v[x], v[y], spec.points)).filter(good);
      put(shape, "d", path(p, true));
      if (!label) return;
      hide(label, !p.length);
      const middle = (k) => (Math.min(...p.map((q) => q[k])) + Math.max(...p.map((q) => q[k]))) / 2;
      if (p.length) put(label, "transform", `translate(${round(middle(0))},${round(middle(1))})`);
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
    const ring = (points) =>
      path(points.map(([a, b]) => [frame.X(frame.xLow + (a - 1.5) * dx), frame.Y(frame.yLow + (b - 1.5) * dy)]), true);
    const lines = contours().size([n, n]).thresholds(layer.levels);
    const names = layer.tape.filter(([op, name]) => op === "var" && name !== "x" && name !== "y").map(([, name]) => name);
    let drawn = null; // the inputs that it was drawn with: a grid is too dear to be computed in vain
    return (v, inputs) => {
      const now = names.map((name) => inputs[name]).join();
      if (now === drawn) return;
      drawn = now;
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
    return (v) => {
      const p = [frame.X(v[layer.x]), frame.Y(v[layer.y])];
      const seen = visible(frame, [p], 0);
      hide(g, !seen);
      if (seen) put(g, "transform", `translate(${round(p[0])},${round(p[1])})`);
      if (label) place(label, frame, seen && [p[0] + 3, p[1] - 3]);
    };
  },

  arrow(groups, layer, frame) {
    const line = node(groups.over, "path", { fill: "none", stroke: "currentColor", "stroke-width": 2 });
    const label = layer.label ? text(groups.over, layer.label) : null;
    return (v) => {
      const [a, b] = [[layer.x0, layer.y0], [layer.x1, layer.y1]].map(([x, y]) => [frame.X(v[x]), frame.Y(v[y])]);
      const angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
      const wing = (turn) => [b[0] - 9 * Math.cos(angle + turn), b[1] - 9 * Math.sin(angle + turn)];
      put(line, "d", good(a) && good(b) ? path([a, b], false) + path([wing(0.45), b, wing(-0.45)], false) : "");
      if (label) place(label, frame, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    };
  },

  bar(groups, layer, frame) {
    const shape = node(groups.clipped, "path", { fill: "currentColor", "fill-opacity": 0.85 });
    const label = layer.label ? text(groups.over, layer.label) : null;
    label?.setAttribute("text-anchor", "middle");
    return (v) => {
      const [at0, value, base] = [v[layer.at], v[layer.value], v[layer.base]];
      const half = layer.width / 2;
      const corners = layer.horizontal
        ? [[base, at0 - half], [value, at0 - half], [value, at0 + half], [base, at0 + half]]
        : [[at0 - half, base], [at0 - half, value], [at0 + half, value], [at0 + half, base]];
      const p = corners.map(([x, y]) => [frame.X(x), frame.Y(y)]);
      put(shape, "d", p.every(good) ? path(p, true) : "");
      if (!label) return;
      const [x, y] = layer.horizontal ? [frame.X(value), frame.Y(at0)] : [frame.X(at0), frame.Y(value)];
      hide(label, !good([x, y]));
      put(label, "transform", `translate(${round(x)},${round(y - 4)})`);
    };
  },

  label(groups, layer, frame) {
    const label = text(groups.over, layer.text);
    label.setAttribute("text-anchor", layer.anchor);
    label.setAttribute("dominant-baseline", "central");
    return (v) => {
      const p = [frame.X(v[layer.x]), frame.Y(v[layer.y])];
      const value = v[layer.value];
      hide(label, !good(p) || !isFinite(value));
      if (!good(p) || !isFinite(value)) return;
      write(label, layer.text.replace("{value}", show(value, layer.digits)));
      put(label, "transform", `translate(${round(p[0])},${round(p[1])})`);
    };
  },
};

// Puts the layers of a panel into an SVG and returns the function that moves them.
export function layers(svg, panel, frame, spec, under) {
  const clipped = node(svg, "g", { "clip-path": `url(#${frame.clip})` });
  const over = node(svg, "g");
  if (under) for (const g of [clipped, over]) g.setAttribute("class", "tg-ghost");
  const moves = panel.layers.map((layer) => {
    const [a, b] = [clipped, over].map((g) => node(g, "g", { style: `color:var(--tg-${layer.color})` }));
    const move = kinds[layer.kind]({ clipped: a, over: b }, layer, frame, spec);
    return (v, inputs) => {
      for (const g of [a, b]) hide(g, !v[layer.when]);
      if (v[layer.when]) move(v, inputs);
    };
  });
  return (v, inputs) => moves.forEach((move) => move(v, inputs));
}
