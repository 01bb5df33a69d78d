"""The layers hold: each module imports only what lies below it, and heavy packages only where they belong."""

import ast
from pathlib import Path

import pytest

import tradegames

ROOT = Path(tradegames.__file__).parent

# From the ground up. A new module must be given its place here.
LAYERS = {
    "ground": ["maths", "checks", "progress", "data"],
    "models": [
        "tariff_game",
        "quadratic",
        "isowelfare",
        "reciprocity",
        "bargain",
        "preferences",
        "at_home",
        "extensions",
        "tariff_lists",
        "smart",
        "gsim",
        "passthrough",
        "decoupling",
        "cge",
        "scenario",
    ],
    "picture": ["picture"],
    "claims": ["claims"],
    "page": ["page"],
}
ORDER = list(LAYERS)
PLACE = {module: layer for layer, modules in LAYERS.items() for module in modules}
# What a layer must not import at all, and what only inside functions (or for type checkers).
NEVER = {
    "ground": {"matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython", "playwright"},
    "models": {"matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython", "playwright"},
    "picture": {"ipywidgets", "anywidget", "traitlets", "IPython", "playwright"},
    "claims": {"ipywidgets", "anywidget", "traitlets", "IPython", "playwright"},
    "page": {"playwright"},
}
LATER = {"ground": {"sympy", "pandas"}, "models": {"sympy", "pandas", "pyfixest"}}


def imports(name, source, package):
    """Yield what a module imports, and whether it does so as soon as it is loaded."""
    home = name.split(".") if package else name.split(".")[:-1]
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    for node in ast.walk(tree):
        at_once, above = True, node
        while above := getattr(above, "parent", None):
            if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                at_once = False
            if isinstance(above, ast.If) and ast.unparse(above.test).endswith("TYPE_CHECKING"):
                at_once = False
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, at_once
        elif isinstance(node, ast.ImportFrom):
            base = home[: len(home) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{stem}.{alias.name}", at_once
        elif isinstance(node, ast.Name) and node.id in ("__import__", "importlib"):
            yield "importlib", at_once


def faults(modules):
    """Say what is wrong with modules, given as {dotted name: (source, whether it is a package)}."""
    found = []
    for name, (source, package) in modules.items():
        top = name.split(".")[1] if "." in name else ""
        if not top:
            continue  # the package itself names what is public in every layer
        if top not in PLACE:
            found.append(f"{name}: no layer is assigned to it")
            continue
        layer = PLACE[top]
        for target, at_once in imports(name, source, package):
            first, *rest = target.split(".")
            if first == "importlib":
                found.append(f"{name}: imports by name, which no check can see")
            elif first in NEVER[layer] or (at_once and first in LATER.get(layer, ())):
                found.append(
                    f"{name} ({layer}) must not import {first}"
                    + " on loading" * (first in LATER.get(layer, ()))
                )
            elif first == "tradegames" and rest and rest[0] not in PLACE:
                found.append(f"{name} ({layer}) imports {target}, which has no layer")
            elif first == "tradegames" and rest and ORDER.index(PLACE[rest[0]]) > ORDER.index(layer):
                found.append(f"{name} ({layer}) must not import {target} ({PLACE[rest[0]]})")
            elif first == "tradegames" and not rest:
                found.append(f"{name} ({layer}) must not import the whole package")
    return found


def shipped():
    modules = {}
    for path in ROOT.rglob("*.py"):
        if "node_modules" in path.parts:
            continue
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        package = parts[-1] == "__init__"
        modules[".".join(parts[:-1] if package else parts)] = path.read_text("utf-8"), package
    return modules


def test_layers_hold():
    modules = shipped()
    assert {
        "tradegames",
        "tradegames.maths",
        "tradegames.picture.gallery",
        "tradegames.page.explorer",
    } <= set(modules)
    assert faults(modules) == []


def test_each_layer_names_what_is_there():
    there = {name.split(".")[1] for name in shipped() if "." in name}
    assert set(PLACE) == there


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("tradegames.maths", "from . import tariff_game", "(ground) must not import tradegames.tariff_game"),
        ("tradegames.tariff_game", "from .picture.marks import U", "must not import tradegames.picture"),
        ("tradegames.tariff_game", "def f():\n    from .page import explorer", "(models) must not import"),
        ("tradegames.tariff_game", "import matplotlib.pyplot as plt", "(models) must not import matplotlib"),
        ("tradegames.tariff_game", "def f():\n    import matplotlib", "(models) must not import matplotlib"),
        ("tradegames.tariff_game", "import sympy", "(models) must not import sympy on loading"),
        ("tradegames.tariff_game", "if 1:\n    from sympy import Max", "must not import sympy on loading"),
        ("tradegames.data.sub", "import pandas", "(ground) must not import pandas on loading"),
        ("tradegames.picture.two", "from ..page import explorer", "must not import tradegames.page"),
        ("tradegames.picture.two", "import tradegames.page.explorer", "must not import tradegames.page"),
        ("tradegames.picture.two", "import tradegames as tg", "must not import the whole package"),
        ("tradegames.picture.still", "import anywidget", "(picture) must not import anywidget"),
        ("tradegames.picture.still", "import importlib\nimportlib.import_module('x')", "imports by name"),
        ("tradegames.picture.still", "from ..nowhere import x", "which has no layer"),
        ("tradegames.nowhere", "import numpy", "tradegames.nowhere: no layer is assigned to it"),
    ],
)  # fmt: skip
def test_checker_finds(name, source, words):
    found = faults({name: (source, False)})
    assert found
    assert any(words in fault for fault in found), found


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("tradegames.tariff_game", "from .maths import exp\nimport numpy as np\ndef f():\n    import sympy"),
        ("tradegames.data.sub", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas"),
        ("tradegames.picture.a", "import sympy\nfrom ..tariff_game import TariffGame\nfrom .marks import U"),
        ("tradegames.page.explorer", "import anywidget\nfrom ..picture import spec\nfrom .html import x"),
        ("tradegames", "from .page import explorer"),
    ],
)  # fmt: skip
def test_checker_lets_pass(name, source):
    assert faults({name: (source, False)}) == []
