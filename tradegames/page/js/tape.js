// Runs a tape: steps [op, a, b, c], where a, b, c are the numbers of earlier steps. A value is a
// number or a Float64Array of length n. One plain loop for each kind of step, so that the engine
// compiles each; arrays come from a pool and go back when their last reader is done.

const num = (x) => typeof x === "number";

const scalar = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => a ** b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  lt: (a, b) => +(a < b),
  le: (a, b) => +(a <= b),
  gt: (a, b) => +(a > b),
  ge: (a, b) => +(a >= b),
  eq: (a, b) => +(a === b),
  not: (a) => +!a,
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  exp: (a) => Math.exp(a),
  log: (a) => Math.log(a),
  sqrt: (a) => Math.sqrt(a),
  where: (c, a, b) => (c ? a : b),
};

// The four operations that make up nearly all of a tape.
const fast = {
  add(o, a, b, n) {
    if (num(b)) for (let i = 0; i < n; i++) o[i] = a[i] + b;
    else if (num(a)) for (let i = 0; i < n; i++) o[i] = a + b[i];
    else for (let i = 0; i < n; i++) o[i] = a[i] + b[i];
  },
  sub(o, a, b, n) {
    if (num(b)) for (let i = 0; i < n; i++) o[i] = a[i] - b;
    else if (num(a)) for (let i = 0; i < n; i++) o[i] = a - b[i];
    else for (let i = 0; i < n; i++) o[i] = a[i] - b[i];
  },
  mul(o, a, b, n) {
    if (num(b)) for (let i = 0; i < n; i++) o[i] = a[i] * b;
    else if (num(a)) for (let i = 0; i < n; i++) o[i] = a * b[i];
    else for (let i = 0; i < n; i++) o[i] = a[i] * b[i];
  },
  div(o, a, b, n) {
    if (num(b)) for (let i = 0; i < n; i++) o[i] = a[i] / b;
    else if (num(a)) for (let i = 0; i < n; i++) o[i] = a / b[i];
    else for (let i = 0; i < n; i++) o[i] = a[i] / b[i];
  },
};

export const at = (value, i) => (num(value) ? value : value[i]);

function general(f, o, a, b, c, n) {
  for (let i = 0; i < n; i++) o[i] = f(at(a, i), b === undefined ? b : at(b, i), c === undefined ? c : at(c, i));
}

// Tables: where a place lies, in steps of the grid; false outside of it. At most three dimensions.
const steps = new Float64Array(3);
const cells = new Int32Array(3);

function inGrid({ low, high, size }, places, i) {
  for (let d = 0; d < size.length; d++) {
    steps[d] = ((at(places[d], i) - low[d]) / (high[d] - low[d])) * (size[d] - 1);
    if (!(steps[d] >= 0 && steps[d] <= size[d] - 1)) return false;
  }
  return true;
}

const reads = {
  look({ size, values }) {
    for (let d = 0; d < size.length; d++) cells[d] = Math.min(Math.floor(steps[d]), size[d] - 2);
    let total = 0;
    for (let corner = 0; corner < 1 << size.length; corner++) {
      let weight = 1;
      let index = 0;
      for (let d = 0; d < size.length; d++) {
        const side = (corner >> (size.length - 1 - d)) & 1;
        const f = steps[d] - cells[d];
        weight *= side ? f : 1 - f;
        index = index * size[d] + cells[d] + side;
      }
      total += weight * values[index];
    }
    return total;
  },
  near({ size, values }) {
    let index = 0;
    for (let d = 0; d < size.length; d++) index = index * size[d] + Math.min(Math.floor(steps[d] + 0.5), size[d] - 1);
    return values[index];
  },
};

const constant = (step) => step[0] === "num" || step[0] === "var" || step[0] === "table";

// Which steps nobody reads after step k, and which are never to be reused because they are kept.
export function lastReaders(tape, keep) {
  const last = new Int32Array(tape.length).fill(-1);
  tape.forEach((step, k) => {
    if (!constant(step)) for (let j = 1; j < step.length; j++) last[step[j]] = k;
  });
  for (const k of keep) last[k] = tape.length;
  return last;
}

// On which controls each step depends, as bits in their order.
export function controlsOf(tape, controls) {
  const of = [];
  for (const step of tape) {
    const k = step[0] === "var" ? controls.indexOf(step[1]) : -1;
    let bits = k < 0 ? 0 : 1 << k;
    if (!constant(step)) for (let j = 1; j < step.length; j++) bits |= of[step[j]];
    of.push(bits);
  }
  return of;
}

const pools = new Map(); // by length: arrays that nobody reads any more, for the next run too

export function evaluate(tape, inputs, n, last) {
  const v = new Array(tape.length);
  if (!pools.has(n)) pools.set(n, []);
  const pool = pools.get(n);
  for (let k = 0; k < tape.length; k++) {
    const step = tape[k];
    const op = step[0];
    if (op === "num" || op === "table") {
      v[k] = step[1];
      continue;
    }
    if (op === "var") {
      v[k] = inputs[step[1]];
      continue;
    }
    const table = reads[op] && v[step[1]];
    const f = table ? reads[op] : scalar[op];
    if (!f) throw new Error(`unknown step ${op}`);
    const from = table ? 2 : 1;
    const a = v[step[from]];
    const b = step.length > from + 1 ? v[step[from + 1]] : undefined;
    const c = step.length > from + 2 ? v[step[from + 2]] : undefined;
    const places = table && [a, b, c];
    if (num(a) && (b === undefined || num(b)) && (c === undefined || num(c))) {
      v[k] = !table ? f(a, b, c) : inGrid(table, places, 0) ? f(table) : NaN;
      continue;
    }
    const o = pool.pop() ?? new Float64Array(n);
    if (fast[op]) fast[op](o, a, b, n);
    else if (table) for (let i = 0; i < n; i++) o[i] = inGrid(table, places, i) ? f(table) : NaN;
    else general(f, o, a, b, c, n);
    v[k] = o;
    if (!last) continue;
    for (let j = 1; j < step.length; j++) {
      const q = step[j];
      const owned = !constant(tape[q]) && !num(v[q]);
      if (owned && last[q] === k && step.indexOf(q, 1) === j) pool.push(v[q]);
    }
  }
  return v;
}
