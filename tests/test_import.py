"""`import tradegames` is light: what only some readers need is loaded when it is first used."""

import json
import subprocess
import sys

import pytest

import tradegames as tg

HEAVY = ["sympy", "matplotlib", "pandas", "ipywidgets", "anywidget", "traitlets", "IPython", "scipy"]


def loaded(code):
    """Return which heavy packages a fresh Python has loaded after some code."""
    report = f"; import json, sys; print(json.dumps([n for n in {HEAVY} if n in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_import_loads_nothing_heavy():
    assert loaded("import tradegames") == []


def test_numbers_need_nothing_heavy():
    game = "tg.TariffGame(alpha=10, gamma=[0.3, 0.9], c1=1, c2=2)"
    assert loaded(f"import tradegames as tg; {game}.equilibrium(); {game}.outcome(1, 2)") == []


def test_the_probe_can_see():
    assert loaded("import sympy, matplotlib") == ["sympy", "matplotlib"]
    assert "sympy" in loaded("import tradegames as tg; tg.TariffGame.symbolic()")


def test_public_names():
    assert dir(tg) == sorted(tg.__all__)
    for name in tg.__all__:
        assert getattr(tg, name) is not None
    with pytest.raises(AttributeError, match="module 'tradegames' has no attribute 'gallry'"):
        tg.gallry  # noqa: B018, to ask for it is what raises
