// Numbers as they are read out; the same rules as tradegames/picture/spec.py.

export function show(value, digits) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

function decimals(step) {
  for (let digits = 0; digits < 12; digits++) {
    const size = step * 10 ** digits;
    if (Math.abs(Math.round(size) - size) < 1e-6 * size) return digits;
  }
  return 12;
}

// A slider's value: to the digits of its step, or in full where it lies between two steps.
export function setting(control, value) {
  if (control.format === "date") return new Date(value * 864e5).toISOString().slice(0, 10);
  const text = show(value, decimals(control.step));
  return Math.abs(Number(text) - value) < 1e-9 ? text : String(value);
}

// What a read-out shows, and its value ("" where words stand instead of a number).
export function reading(item, values) {
  if (!values[item.when]) return { text: item.otherwise, value: "" };
  const value = values[item.value];
  if (item.words.length) return { text: item.words[Math.round(value)], value: "" };
  return { text: show(value, item.digits), value };
}
