// What the reader takes away: the picture as SVG, the numbers as CSV.
import { at } from "./tape.js";
import { reading } from "./words.js";

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // Safari asks the reader first
}

const PAINT = ["color", "fill", "stroke", "font-family", "font-size", "display", "opacity",
  "stroke-width", "stroke-linejoin", "paint-order"];

// Style sheets stay behind, so what they say is written into the copy.
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const [from, to] = [svg, copy].map((s) => [s, ...s.querySelectorAll("*")]);
  from.forEach((element, k) => {
    const style = getComputedStyle(element);
    to[k].setAttribute("style", PAINT.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
    to[k].removeAttribute("class");
  });
  return copy;
}

export function savePicture(spec, svgs) {
  const sheet = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  let height = 0;
  let width = 0;
  for (const svg of svgs) {
    const copy = standalone(svg);
    copy.setAttribute("y", height);
    height += Number(svg.getAttribute("height"));
    width = Math.max(width, Number(svg.getAttribute("width")));
    sheet.append(copy);
  }
  sheet.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  sheet.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const paper = getComputedStyle(svgs[0].closest("[data-explorer]")).getPropertyValue("--tg-paper");
  sheet.setAttribute("style", `background:${paper}`);
  save(`${spec.name}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(sheet));
}

const cell = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);

// One row for each setting and read-out, then the points of every labelled curve and line.
export function rows(spec, good, pinned) {
  const out = [["kind", "name", "label", "unit", "x", "y", "value", "pinned"]];
  for (const c of spec.controls) out.push(["setting", c.name, c.label, c.unit ?? "", "", "", setting(c, good), pinned ? setting(c, pinned) : ""]);
  function setting(control, of) {
    const value = of.inputs[control.name];
    return control.type === "choice" ? control.options[value][0] : value;
  }
  const number = (item, of) => {
    const { text, value } = reading(item, of.values);
    return value === "" ? text : value;
  };
  for (const r of spec.readouts) out.push(["number", r.name, r.label, r.unit, "", "", number(r, good), pinned ? number(r, pinned) : ""]);
  spec.panels.forEach((panel, k) =>
    panel.layers.forEach((layer, j) => {
      const name = `panel ${k + 1} layer ${j + 1}`;
      const push = (x, y) => isFinite(x) && isFinite(y) && out.push([layer.kind, name, layer.label, "", x, y, "", ""]);
      const v = good.values;
      if (!v[layer.when]) return;
      if (layer.kind === "curve") for (let i = 0; i < spec.points; i++) push(at(v[layer.x], i), at(v[layer.y], i));
      if (layer.kind === "line") for (const [x, y] of layer.points) push(v[x], v[y]);
      if (layer.kind === "point") push(v[layer.x], v[layer.y]);
      if (layer.kind === "bar") push(v[layer.at], v[layer.value]);
    }),
  );
  return out;
}

export function saveNumbers(spec, good, pinned) {
  const text = rows(spec, good, pinned).map((row) => row.map(cell).join(",")).join("\r\n");
  save(`${spec.name}.csv`, "text/csv", text + "\r\n");
}
