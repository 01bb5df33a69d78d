"""Tapes: every step, and every explorer, by Python, by the page's script and by SymPy."""

import json
import math
from functools import reduce

import explorers
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import RegularGridInterpolator

from tradegames.picture.spec import inputs, position
from tradegames.picture.table import Look, Nearest, Table
from tradegames.picture.tape import _NUMPY, Tape

X, Y, Z = sp.symbols("x y z", real=True)
GRID = np.array([-3.0, -1.5, -1.0, -0.25, 0.0, 0.25, 0.5, 1.0, 2.0, 7.5])

LINE = Table([(-1.5, 7.5)], [0.0, 1.0, -4.0, 2.5])
PLANE = Table([(-3, 7.5), (-1, 7.5)], np.arange(12.0).reshape(3, 4) ** 2)
SOLID = Table([(-3, 7.5), (-3, 2), (-2, 8.5)], np.cos(np.arange(24.0)).reshape(2, 3, 4))

# Each step, and an expression that needs it; the last ones are shapes that SymPy likes to give.
EXPRESSIONS = {
    "add": X + Y,
    "sub": X - Y,
    "mul": X * Y,
    "div": X / Y,
    "pow": X**3,
    "min": sp.Min(X, Y),
    "max": sp.Max(X, Y),
    "lt": sp.Piecewise((X, X < Y), (Y, True)),
    "le": sp.Piecewise((1, X <= Y), (0, True)),
    "gt": sp.Piecewise((X, X > Y), (Y, True)),
    "ge": sp.Piecewise((1, X >= Y), (0, True)),
    "eq": sp.Piecewise((1, sp.Eq(X, Y)), (0, True)),
    "not": sp.Piecewise((1, sp.Ne(X, Y)), (0, True)),
    "neg": -X,
    "abs": sp.Abs(X),
    "exp": sp.exp(X),
    "log": sp.log(X),
    "sqrt": sp.sqrt(X),
    "where": sp.Piecewise((X, Y > 0), (X**2, Y > -1), (-X, True)),
    "num": sp.Integer(3),
    "var": X,
    "two minuses": -X - Y,
    "fraction": sp.Rational(1, 3) * X,
    "minus fraction": -sp.Rational(2, 3) * X * Y,
    "minus product": -X * Y * Z,
    "quotients": (X - Y) / (Z + 2) ** 2 / Y,
    "negative power": X**-3,
    "inverse root": 1 / sp.sqrt(X + 4),
    "symbol power": (X + 4) ** Y,
    "odd root": (X + 4) ** sp.Rational(2, 3),
    "constants": sp.pi * X + sp.E + sp.sqrt(2) * Y,
    "three": sp.Max(X, Y, Z) - sp.Min(X, Y, Z),
    "and": sp.Piecewise((X, (X > 0) & (Y > 0) & (Z > 0)), (Y, True)),
    "or": sp.Piecewise((X, (X > 0) | (Y > 0)), (Y, True)),
    "unevaluated": sp.Max(0, X + 1, evaluate=False) * 2 - 5,
    "nested": sp.Max(0, sp.Min(X, sp.Max(Y, 1, evaluate=False), evaluate=False), evaluate=False),
    "float": 0.1 * X + 1e-7 * Y,
    "decay": sp.exp(-X * Y) / (1 + sp.exp(-X)),
    "compared cases": sp.Piecewise((X, sp.Piecewise((X, Y > 0), (Z, True)) > 1), (Y, True)),
    "truth": sp.true,
    "look": LINE(X) * 2,
    "look 2": PLANE(X, Y),
    "look 3": SOLID(X, Y, Z + 1),
    "near": PLANE.nearest(X, Y),
}  # fmt: skip


def points():
    x, y = np.meshgrid(GRID, GRID)
    return {"x": x.ravel(), "y": y.ravel(), "z": np.resize(GRID[::3], x.size)}


def reference(expression, x, y, z):
    """SymPy's own number for an expression, None where it is no real number."""
    if expression in (sp.true, sp.false):
        return float(bool(expression))
    value = expression.subs({X: sp.nsimplify(x), Y: sp.nsimplify(y), Z: sp.nsimplify(z)})
    value = sp.N(value, 30)
    return float(value) if value.is_extended_real and value.is_finite else None


def same(a, b, scale=1.0):
    """Whether numbers agree to 1e-9; what is below 1e-12 of the scale counts as zero."""
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    finite = np.isfinite(a) & np.isfinite(b)
    alike = (a == b) | (np.isnan(a) & np.isnan(b))
    with np.errstate(invalid="ignore"):
        close = np.abs(a - b) <= 1e-9 * np.maximum(np.abs(a), np.abs(b)) + 1e-12 * scale
    return np.where(finite, close, alike)


def ordinary(values):
    """Return the scale of some values: the largest, but for those next to a pole."""
    return np.abs(values[np.abs(values) < 1e9]).max(initial=0)


def by_node(tapes, reads, arrays, folder, n):
    """Evaluate tapes in Node: with arrays at once, and with single numbers; return both for each read."""
    program = """
        const decode = (x) => ({ nan: NaN, inf: Infinity, "-inf": -Infinity })[x] ?? x;
        const encode = (x) => (isFinite(x) ? x : Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf");
        const out = given.tapes.map((tape, t) => {
            const inputs = {};
            for (const name in given.arrays) inputs[name] = Float64Array.from(given.arrays[name].map(decode));
            const last = lastReaders(tape, [given.reads[t]]);
            const whole = evaluate(tape, inputs, given.n, last)[given.reads[t]];
            const all = evaluate(tape, inputs, given.n)[given.reads[t]];
            const one = (i) => {
                const single = {};
                for (const name in inputs) single[name] = inputs[name][i];
                return evaluate(tape, single, given.n, last)[given.reads[t]];
            };
            return Array.from({ length: given.n }, (_, i) => [at(whole, i), at(all, i), one(i)].map(encode));
        });
        console.log(JSON.stringify(out));
    """
    lists = {name: values.tolist() for name, values in arrays.items()}
    given_ = {"tapes": tapes, "reads": reads, "arrays": lists, "n": n}
    return np.array(json.loads(explorers.node(program, folder, given_)), dtype=float)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_python_agrees_with_sympy(name):
    expression, tape = EXPRESSIONS[name], Tape()
    read = tape.add(expression)
    json.dumps(tape.steps, allow_nan=False)
    arrays = points()
    whole = np.broadcast_to(tape.run(arrays)[read], arrays["x"].shape)
    for i in range(0, len(whole), 3):
        x, y, z = (float(arrays[k][i]) for k in "xyz")
        single = tape.run({"x": x, "y": y, "z": z})[read]
        assert np.ndim(single) == 0
        assert same(single, whole[i], abs(whole[i]))
        expected = reference(expression, x, y, z)
        if expected is None:
            assert not np.isfinite(single)
        else:
            assert same(single, expected)


def test_every_step_is_tried():
    tried = {op for e in EXPRESSIONS.values() for op, *_ in made(e)[0]}
    assert tried == {*_NUMPY, "num", "var", "table"}


def made(expression):
    tape = Tape()
    read = tape.add(expression)
    return tape.steps, read


def test_page_agrees_with_python(tmp_path):
    arrays = points()
    tapes, reads = zip(*map(made, EXPRESSIONS.values()), strict=True)
    n = len(arrays["x"])
    got = by_node(tapes, reads, arrays, tmp_path, n)
    for name, steps, read, page in zip(EXPRESSIONS, tapes, reads, got, strict=True):
        python = np.broadcast_to(Tape(steps).run(arrays)[read], n)
        for k, way in enumerate(("arrays, reused", "arrays", "single numbers")):
            assert same(page[:, k], python).all(), f"{name}, {way}"


LEAVES = st.one_of(
    st.sampled_from([X, Y, Z]),
    st.integers(-4, 4).map(sp.Integer),
    st.sampled_from([sp.Rational(1, 3), sp.Float(0.7)]),
)


def grow(inner):
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(lambda p: p[0] + p[1]),
        pair.map(lambda p: p[0] - p[1]),
        pair.map(lambda p: p[0] * p[1]),
        pair.map(lambda p: p[0] / (p[1] ** 2 + 1)),
        pair.map(lambda p: sp.Max(*p, evaluate=False) if p[0] != p[1] else p[0]),
        st.tuples(inner, inner, inner).map(lambda p: sp.Piecewise((p[0], p[2] > 0.123), (p[1], True))),
        inner.map(lambda e: e**2),
        inner.map(lambda e: sp.sqrt(e**2 + 1)),
    )


@given(st.lists(st.recursive(LEAVES, grow, max_leaves=12), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_expression(expressions):
    # Shared steps and all: several expressions on one tape, each against its own lambdified form.
    tape = Tape()
    reads = [tape.add(e) for e in expressions]
    assert len({json.dumps(step) for step in tape.steps}) == len(tape.steps)
    assert all(max([a for a in args if op not in ("num", "var")], default=-1) < k
               for k, (op, *args) in enumerate(tape.steps))  # fmt: skip
    for x, y, z in ((0.5, -1.25, 2.0), (-2.0, 0.7, 0.3)):
        values = tape.run({"x": x, "y": y, "z": z})
        for expression, read in zip(expressions, reads, strict=True):
            expected = sp.lambdify((X, Y, Z), expression, "math")(x, y, z)
            assert same(values[read], expected, max(1.0, *(abs(v) for v in values)))


def test_equal_steps_are_stored_once():
    tape = Tape()
    first = tape.add((X + 1) ** 2)
    size = len(tape.steps)
    assert tape.add((X + 1) ** 2) == first
    assert len(tape.steps) == size
    tape.add((X + 1) ** 2 + 1)
    assert len(tape.steps) == size + 1


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (sp.sin(X), "no step for sin"),
        (sp.nan, "no step for nan"),
        (sp.oo, "no step for oo"),
        (-sp.oo, "no step for -oo"),
        (sp.zoo, "no step for zoo"),
        (sp.I, "no step for I"),
        (float("nan"), "no step for nan"),
        (float("inf"), "no step for oo"),
        (sp.Piecewise((X, X > 0)), "must end with a case that is always true"),
        (sp.Function("f")(X), "no step for f"),
    ],
)
def test_what_a_tape_cannot_hold_is_refused(expression, words):
    with pytest.raises(TypeError, match=words):
        Tape().add(expression)


def test_unknown_input_and_unknown_step():
    tape = Tape()
    tape.add(X)
    with pytest.raises(KeyError, match="x"):
        tape.run({"y": 1.0})
    with pytest.raises(KeyError, match="sin"):
        Tape([["var", "x"], ["sin", 0]]).run({"x": 1.0})


def test_page_refuses_an_unknown_step(tmp_path):
    program = "try { evaluate(given, { x: 1 }, 1); } catch (error) { console.log(error.message); }"
    assert explorers.node(program, tmp_path, [["var", "x"], ["sin", 0]]).strip() == "unknown step sin"


def test_undefined_is_not_an_error():
    tape = Tape()
    reads = [tape.add(e) for e in (X / X, sp.log(X), sp.sqrt(X - 1), 1 / X)]
    tape = Tape([["var", "x"], ["div", 0, 0], ["log", 0]])
    assert math.isnan(tape.run({"x": 0.0})[1])
    assert tape.run({"x": 0.0})[2] == -math.inf
    assert reads[0] != reads[1]


# --- every explorer of the gallery ------------------------------------------------------------

SETTINGS = 2_200

PROGRAM = """
    // For each setting the value of each kept step, then of each contour at scattered places.
    const n = given.points;
    const u = Float64Array.from({ length: n }, (_, i) => i / (n - 1));
    const last = lastReaders(given.tape, given.kept);
    const places = { x: Float64Array.from(given.x), y: Float64Array.from(given.y) };
    const m = given.x.length;
    const lasts = given.contours.map((layer) => lastReaders(layer.tape, [layer.value]));
    const numbers = [];
    const spread = (value, size) => { for (let i = 0; i < size; i++) numbers.push(at(value, i)); };
    for (const setting of given.settings) {
        const inputs = { ...setting, u };
        const v = evaluate(given.tape, inputs, n, last);
        given.kept.forEach((k, j) => {
            if ((typeof v[k] === "number") === given.wide[j]) throw new Error(`step ${k} has another shape`);
            spread(v[k], given.wide[j] ? n : 1);
        });
        given.contours.forEach((layer, j) =>
            spread(evaluate(layer.tape, { ...inputs, ...places }, m, lasts[j])[layer.value], m));
    }
    writeFileSync(given.out, new Float64Array(numbers));
"""


def on_u(tape):
    """Say of each step whether it depends on u."""
    wide = []
    for op, *args in tape:
        leaf = op in ("num", "table")
        wide.append(args[0] == "u" if op == "var" else not leaf and any(wide[k] for k in args))
    return wide


def contour_places(spec):
    """Scattered places in the frames of the panels, their corners included."""
    x, y = (sorted({p[axis][end] for p in spec["panels"] for end in ("low", "high")}) for axis in "xy")
    random = np.random.default_rng(3)
    xs = np.concatenate([[x[0], x[0], x[-1], x[-1]], random.uniform(x[0], x[-1], 21)])
    return xs, np.concatenate([[y[0], y[-1], y[0], y[-1]], random.uniform(y[0], y[-1], 21)])


@pytest.mark.parametrize("name", explorers.NAMES)
def test_page_computes_what_python_computes(name, tmp_path):
    picture, spec = explorers.picture(name), explorers.data(name)
    chosen = explorers.random_settings(picture, SETTINGS)
    assert len(chosen) >= 2_000
    kept, wide = explorers.kept(spec), on_u(spec["tape"])
    contours = [layer for layer in explorers.marks(spec) if layer["kind"] == "contour"]
    xs, ys = contour_places(spec)
    numbers = []
    for setting in chosen:
        values = inputs(picture.controls, setting)
        numbers.append({key: value for key, value in values.items() if key != "u"})
    given_ = {
        "points": spec["points"],
        "tape": spec["tape"],
        "kept": kept,
        "wide": [wide[k] for k in kept],
        "contours": [{"tape": c["tape"], "value": c["value"]} for c in contours],
        "x": xs.tolist(),
        "y": ys.tolist(),
        "settings": numbers,
        "out": str(tmp_path / "out.bin"),
    }
    explorers.node(PROGRAM, tmp_path, given_)
    sizes = [spec["points"] if wide[k] else 1 for k in kept] + [len(xs)] * len(contours)
    page = np.fromfile(tmp_path / "out.bin").reshape(len(chosen), sum(sizes))
    python, tape = [], Tape(spec["tape"])
    for start in range(0, len(chosen), 200):
        some = numbers[start : start + 200]
        columns = {c.name: np.array([[setting[c.name]] for setting in some]) for c in picture.controls}
        values = tape.run({**columns, "u": np.linspace(0, 1, spec["points"])})
        parts = [np.broadcast_to(values[k], (len(some), n)) for k, n in zip(kept, sizes, strict=False)]
        for layer in contours:
            z = Tape(layer["tape"]).run({**columns, "x": xs, "y": ys})[layer["value"]]
            parts.append(np.broadcast_to(z, (len(some), len(xs))))
        python.append(np.hstack(parts))
    python = np.vstack(python)
    start = 0
    for k, size in zip([*kept, *(f"contour {j}" for j in range(len(contours)))], sizes, strict=True):
        part = slice(start, start + size)
        scale = ordinary(python[:, part])
        bad = np.argwhere(~same(page[:, part], python[:, part], scale))
        if len(bad):
            i, j = bad[0]
            pytest.fail(
                f"{name}, step {k}: {len(bad)} of {page[:, part].size} differ, first at {chosen[i]}: "
                f"page {page[i, start + j]!r}, Python {python[i, start + j]!r}"
            )
        start += size


# What the functions of SymPy mean, a second time and without a tape.
MEANING = {
    sp.Add: lambda *a: sum(a),
    sp.Mul: lambda *a: math.prod(a),
    sp.Pow: lambda a, b: np.asarray(a, float) ** b,
    sp.Max: lambda *a: reduce(np.maximum, a),
    sp.Min: lambda *a: reduce(np.minimum, a),
    sp.And: lambda *a: reduce(np.logical_and, a),
    sp.Or: lambda *a: reduce(np.logical_or, a),
    sp.Not: np.logical_not,
    sp.Abs: np.abs,
    sp.exp: np.exp,
    sp.log: np.log,
    sp.ITE: np.where,
    sp.StrictLessThan: np.less,
    sp.LessThan: np.less_equal,
    sp.StrictGreaterThan: np.greater,
    sp.GreaterThan: np.greater_equal,
    sp.Equality: np.equal,
    sp.Unequality: np.not_equal,
    Look: lambda table, *places: interpolated(table, places, "linear"),
    Nearest: lambda table, *places: interpolated(table, places, "nearest"),
}


def interpolated(table, places, method):
    axes = [np.linspace(*ends) for ends in zip(table["low"], table["high"], table["size"], strict=True)]
    values = np.reshape(table["values"], table["size"])
    read = RegularGridInterpolator(axes, values, method, bounds_error=False)
    return read(np.stack(np.broadcast_arrays(*places), axis=-1))


def meaning(expression, values, known):
    """Return the value of an expression, array-at-a-time. (`lambdify` takes minutes over nested cases.)"""
    e = sp.sympify(expression)
    if e in known:
        return known[e]
    if e.is_Symbol:
        value = values[e.name]
    elif e in (sp.true, sp.false):
        value = bool(e)
    elif isinstance(e, Table):
        value = e.data
    elif e.is_number and not e.args:
        value = float(e)
    elif isinstance(e, sp.Piecewise):
        cases = [(meaning(x, values, known), meaning(when, values, known)) for x, when in e.args]
        value = cases[-1][0]
        for x, when in reversed(cases[:-1]):
            value = np.where(when, x, value)
    else:
        value = MEANING[e.func](*(meaning(arg, values, known) for arg in e.args))
    known[e] = value
    return value


@pytest.mark.parametrize("name", [name for name, e in EXPRESSIONS.items() if not e.has(Look, Nearest)])
def test_meaning(name):
    # The second way itself, against lambdify.
    expression, values = EXPRESSIONS[name], {"x": 0.75, "y": 1.25, "z": -0.5}
    assert same(
        meaning(expression, values, {}), float(sp.lambdify((X, Y, Z), expression, "math")(*values.values()))
    )


@pytest.mark.parametrize("name", ["look", "look 2", "look 3"])
def test_tables_mean_what_scipy_reads(name):
    arrays, tape = points(), Tape()
    read = tape.add(EXPRESSIONS[name])
    expected = meaning(EXPRESSIONS[name], arrays, {})
    assert np.isfinite(expected).any() and np.isnan(expected).any()
    assert same(tape.run(arrays)[read], expected, 100).all()


@pytest.mark.parametrize("name", explorers.NAMES)
def test_tape_computes_what_sympy_says(name):
    picture, spec = explorers.picture(name), explorers.data(name)
    chosen = explorers.random_settings(picture, 400, seed=11, corners=False)
    columns = {c.name: np.array([[position(c, s[c.name])] for s in chosen]) for c in picture.controls}
    values, known = {**columns, "u": np.linspace(0, 1, spec["points"])}, {}
    tape = Tape(spec["tape"]).run(values)
    pairs = []
    for made, mark in zip(explorers.marks(spec), (x for p in picture.panels for x in p.layers), strict=True):
        fields = ("when",) if mark.kind == "contour" else ("when", *explorers.FIELDS[mark.kind])
        for field in fields:
            expressions, reads = explorers.steps(getattr(mark, field)), explorers.steps(made[field])
            pairs += [(f"{mark.kind} {field}", *pair) for pair in zip(expressions, reads, strict=True)]
    for made, item in zip(spec["readouts"], picture.readouts, strict=True):
        pairs += [(item.name, item.value, made["value"]), (f"{item.name} when", item.when, made["when"])]
    for made, item in zip(spec["conditions"], picture.conditions, strict=True):
        pairs.append((item.message, item.margin, made["margin"]))
    with np.errstate(all="ignore"):
        for what, expression, read in pairs:
            direct = np.asarray(meaning(expression, values, known), dtype=float)
            by_tape = np.where(np.abs(tape[read]) < 1e12, tape[read], np.nan)  # a pole, or next to one
            direct = np.where(np.abs(direct) < 1e12, direct, np.nan)
            assert same(by_tape, direct, 1e3 * max(1, ordinary(direct))).all(), what


@pytest.mark.parametrize("name", explorers.NAMES)
def test_contours_are_what_sympy_says(name):
    picture, spec = explorers.picture(name), explorers.data(name)
    chosen = explorers.random_settings(picture, 40, seed=13, corners=False)
    columns = {c.name: np.array([[position(c, s[c.name])] for s in chosen]) for c in picture.controls}
    xs, ys = contour_places(spec)
    values, known = {**columns, "x": xs, "y": ys}, {}
    for made, mark in zip(explorers.marks(spec), (x for p in picture.panels for x in p.layers), strict=True):
        if mark.kind == "contour":
            with np.errstate(all="ignore"):
                direct = np.asarray(meaning(mark.value, values, known), dtype=float)
            tape = Tape(made["tape"]).run(values)[made["value"]]
            assert same(tape, direct, 1e3 * max(1, ordinary(direct))).all()
