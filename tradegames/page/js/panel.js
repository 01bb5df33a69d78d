// One panel: Observable Plot draws frame and axes once for each width; the layers are then moved.
import { axisX, axisY, frame as frameMark, gridX, gridY, plot } from "@observablehq/plot";
import { layers, node, put } from "./layers.js";

const MARGIN = { left: 48, right: 18, top: 28, bottom: 42 };
const RATIO = 400 / 560;
let clips = 0;

function axes(panel) {
  const marks = [];
  for (const [axis, mark] of [[panel.x, axisX], [panel.y, axisY]]) {
    const shared = { label: null, tickSize: 4 };
    if (axis.ticks.length) {
      const names = new Map(axis.ticks);
      marks.push(mark([...names.keys()], { ...shared, tickFormat: (place) => names.get(place) }));
    } else marks.push(mark({ ...shared, ticks: 5 }));
  }
  return marks;
}

function draw(panel, width, words) {
  const height = Math.round(width * RATIO);
  const svg = plot({
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { background: "none", overflow: "visible" },
    x: { domain: [panel.x.low, panel.x.high] },
    y: { domain: [panel.y.low, panel.y.high] },
    marks: [gridX({ strokeOpacity: 0.08, ticks: 5 }), gridY({ strokeOpacity: 0.08, ticks: 5 }), frameMark({ strokeOpacity: 0.25 }), ...axes(panel)],
  });
  for (const g of svg.querySelectorAll("[aria-label]")) g.removeAttribute("aria-label"); // no roles, so no labels
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words);
  const label = (words, attributes) => (node(svg, "text", { class: "tg-text", ...attributes }).textContent = words);
  label(panel.x.label, { x: width - MARGIN.right, y: height - 6, "text-anchor": "end" });
  label(panel.y.label, { x: 2, y: 14, "text-anchor": "start" });
  return svg;
}

export function makePanel(box, panel, spec, onDrag) {
  let width = 0;
  let svg, frame, move, ghost;

  function drag(handle, layer) {
    const follow = (event) => {
      const at = svg.getBoundingClientRect();
      const [px, py] = [event.clientX - at.left, event.clientY - at.top];
      const x = frame.xLow + ((px - frame.left) / (frame.right - frame.left)) * (frame.xHigh - frame.xLow);
      const y = frame.yLow + ((frame.bottom - py) / (frame.bottom - frame.top)) * (frame.yHigh - frame.yLow);
      onDrag(layer.drag, [x, y]);
    };
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      handle.onpointermove = follow;
      event.preventDefault();
    });
    handle.addEventListener("touchstart", (event) => event.preventDefault()); // iOS heeds no touch-action here
    for (const end of ["pointerup", "pointercancel"]) handle.addEventListener(end, () => (handle.onpointermove = null));
  }

  function make(words) {
    svg = draw(panel, width, words);
    const height = Number(svg.getAttribute("height"));
    const [left, right, top, bottom] = [MARGIN.left, width - MARGIN.right, MARGIN.top, height - MARGIN.bottom];
    const { low: xLow, high: xHigh } = panel.x;
    const { low: yLow, high: yHigh } = panel.y;
    const X = (x) => left + ((x - xLow) / (xHigh - xLow)) * (right - left);
    const Y = (y) => bottom - ((y - yLow) / (yHigh - yLow)) * (bottom - top);
    frame = { left, right, top, bottom, xLow, xHigh, yLow, yHigh, X, Y, clip: `tg-clip-${clips++}` };
    const clip = node(node(svg, "defs"), "clipPath", { id: frame.clip });
    node(clip, "rect", { x: left, y: top, width: right - left, height: bottom - top });
    ghost = null;
    move = layers(svg, panel, { ...frame, drag }, spec, false);
    for (const words of svg.querySelectorAll("text")) words.classList.add("nohighlight"); // by the book's search
    box.replaceChildren(svg);
  }

  return {
    // The width there is. To read it after a change makes the browser lay out the page at once.
    room: () => Math.max(240, Math.round(box.clientWidth)),
    // the width; values and inputs of the present setting; the pinned one (or null); and the description
    update(now, values, inputs, pinned, words) {
      if (now !== width) {
        width = now;
        make(words);
      }
      put(svg, "aria-label", words);
      if (pinned && ghost?.of !== pinned) {
        ghost?.remove();
        const under = node(svg, "g");
        svg.insertBefore(under, svg.querySelector("defs").nextSibling);
        layers(under, panel, frame, spec, true)(pinned.values, pinned.inputs);
        ghost = { of: pinned, remove: () => under.remove() };
      }
      if (!pinned && ghost) {
        ghost.remove();
        ghost = null;
      }
      move(values, inputs);
    },
    get svg() {
      return svg;
    },
  };
}
