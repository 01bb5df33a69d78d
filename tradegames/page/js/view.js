// An explorer: controls, picture and numbers around one model (`get`, `set`, `on`, `save_changes`).
import { saveNumbers, savePicture } from "./download.js";
import { put, write } from "./layers.js";
import { makePanel } from "./panel.js";
import { evaluate, lastReaders } from "./tape.js";
import { reading, setting, show } from "./words.js";

export function fits(control, value) {
  if (control.type === "choice") return control.options.some(([option]) => option === value);
  return typeof value === "number" && value >= control.low && value <= control.high;
}

// To ask a page for the width of a panel makes the browser lay out all of it there and then: a host may guess
// the widths, and the observer below corrects a guess that is wrong.
export function view(model, root, rooms = null) {
  const spec = model.get("spec");
  const find = (selector) => root.querySelector(selector);
  const inputs = new Map(spec.controls.map((c) => [c.name, find(`[name="${c.name}"]`)]));
  const outputs = new Map([...root.querySelectorAll("[data-readout]")].map((o) => [o.dataset.readout, o]));
  const say = find(".tg-say");
  const n = spec.points;
  const u = Float64Array.from({ length: n }, (_, i) => i / (n - 1));
  const last = lastReaders(spec.tape, spec.keep);
  let pinned = null;
  let good = null; // the last setting that could be drawn
  let notice = "";
  let dragging = false;

  const change = (name, value) => {
    notice = "";
    model.set(name, value);
    model.save_changes();
  };

  const panels = [...root.querySelectorAll(".tg-frame")].map((box, k) =>
    makePanel(box, spec.panels[k], spec, (names, place) => {
      dragging = true; // both coordinates first, then one picture
      names.forEach((name, j) => {
        if (!name) return;
        const control = spec.controls.find((c) => c.name === name);
        const steps = Math.round((place[j] - control.low) / control.step);
        const value = Number((control.low + steps * control.step).toPrecision(12));
        change(name, Math.min(control.high, Math.max(control.low, value)));
      });
      dragging = false;
      update();
    }),
  );

  const measure = () => panels.map((panel) => panel.room());

  const missing = (margin) => (isFinite(margin) ? show(-margin, 3) : "an unknown amount");

  function compute(valueOf) {
    const now = { u };
    for (const control of spec.controls) {
      const value = valueOf(control);
      now[control.name] = control.type === "choice" ? control.options.findIndex(([o]) => o === value) : value;
    }
    const values = evaluate(spec.tape, now, n, last);
    for (const { margin, message } of spec.conditions)
      if (!(values[margin] >= 0)) return { trouble: message.replace("{value}", missing(values[margin])) };
    for (const { when, value, label } of spec.readouts)
      if (values[when] && !isFinite(values[value])) return { trouble: `“${label}” has no value at this setting.` };
    return { values, inputs: now };
  }

  function describe(values) {
    const numbers = new Map(spec.readouts.map((r) => [r.name, reading(r, values).text]));
    return { numbers, words: spec.alt.replace(/\{(\w+)\}/g, (_, name) => numbers.get(name)) };
  }

  function draw() {
    if (!good) return;
    rooms ??= measure();
    const { numbers, words } = describe(good.values);
    panels.forEach((panel, k) => panel.update(rooms[k], good.values, good.inputs, pinned, k ? `${spec.panels[k].title}: described with the picture before it.` : words));
    const before = pinned && describe(pinned.values).numbers;
    for (const item of spec.readouts) {
      const output = outputs.get(item.name);
      write(output, numbers.get(item.name));
      output.dataset.value = reading(item, good.values).value;
      if (before) output.dataset.pinned = before.get(item.name);
      else delete output.dataset.pinned;
    }
  }

  function update() {
    if (dragging) return;
    for (const control of spec.controls) {
      const value = model.get(control.name);
      const input = inputs.get(control.name);
      if (control.type === "choice") {
        if (input.value !== value) input.value = value;
        continue;
      }
      if (Number(input.value) !== value) input.value = value;
      const text = setting(control, value);
      put(input, "aria-valuetext", control.unit ? `${text} ${control.unit}` : text);
      write(outputs.get(control.name), text);
      outputs.get(control.name).dataset.value = value;
    }
    const result = compute((control) => model.get(control.name));
    root.toggleAttribute("data-impossible", Boolean(result.trouble));
    if (!result.trouble) good = result;
    else good ??= compute((control) => control.value); // a link may ask for the impossible
    const words = [result.trouble && `${result.trouble} The picture shows the last setting that is possible.`, notice].filter(Boolean).join(" ");
    write(say, words);
    draw();
  }

  const buttons = {
    pin() {
      pinned = pinned ? null : good;
      find("[data-do=pin]").textContent = pinned ? "Unpin" : "Pin";
      draw();
    },
    reset() {
      for (const control of spec.controls) change(control.name, control.value);
      update(); // the words of a link may stand there although nothing has changed
    },
    svg: () => savePicture(spec, panels.map((panel) => panel.svg)),
    csv: () => saveNumbers(spec, good, pinned),
  };
  for (const name in buttons) find(`[data-do=${name}]`).addEventListener("click", buttons[name]);
  for (const control of spec.controls) {
    const input = inputs.get(control.name);
    input.dataset.lmSuppressShortcuts = "true"; // JupyterLab takes the arrow keys otherwise
    input.addEventListener("input", () => {
      change(control.name, control.type === "choice" ? input.value : Number(input.value));
    });
    model.on(`change:${control.name}`, update);
  }
  const resized = new ResizeObserver(() => {
    const now = measure();
    if (String(now) === String(rooms)) return;
    rooms = now;
    draw();
  });
  resized.observe(find("[data-picture]"));

  update();
  find("fieldset").disabled = false;
  root.dataset.alive = "";
  performance.mark(`alive:${spec.name}`);
  return {
    tell(words) {
      notice = words;
      update();
    },
    stop() {
      resized.disconnect();
      for (const control of spec.controls) model.off?.(`change:${control.name}`, update);
    },
  };
}
