"""Where an experiment starts: the same change of tariffs means different things from different bases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..checks import choice
from .load import load_benchmark, load_parameters
from .scenarios import scenarios
from .world import Tariffs, World

__all__ = ["load", "overlay"]


def load(after: str = "") -> World:
    """Return the package's own world: USA, CHN and ROW, nine sectors, 2017.

    Parameters
    ----------
    after : str
        The name of one of `scenarios` that is in force already: it is simulated (after its own ``base``),
        and the world calibrated to where it leads.

    Raises
    ------
    ValueError
        If there is no such scenario.

    Examples
    --------
    >>> import tradegames as tg
    >>> tg.cge.load().benchmark.regions
    ('USA', 'CHN', 'ROW')
    >>> after = tg.cge.load(after="war")
    >>> after.base
    'after the war of 2018–19'
    >>> bool(after.benchmark.trade[1, 0].sum() < tg.cge.load().benchmark.trade[1, 0].sum())
    True
    """
    if not after:
        b, par = load_benchmark(), load_parameters()
        return World(b, par, services=("SVC",), base="2017, tariffs before the war")
    known = scenarios()
    scenario = known[choice("cge.load", "after", after, tuple(known))]
    world = load(scenario.base)
    label = scenario.label[0].lower() + scenario.label[1:]
    return world.rebase(scenario.tariffs, base=f"after {label}") if scenario.tariffs else world


def overlay(world: World, tariffs: Tariffs, base: str = "") -> World:
    """Return the world with other tariffs written over the same flows.

    Sales stay as they are. What a sector pays in tariffs on its inputs comes out of what its factors earn, in
    equal proportion; what final users pay is income of their region. This is what happens where a table of
    one year gets the tariffs of another; `World.rebase` lets trade answer first.

    Parameters
    ----------
    world : World
    tariffs : mapping
        Points added, as for `World.solve`.
    base : str
        What the new benchmark is, in words.

    Raises
    ------
    ValueError
        If a rate is not allowed, or a sector could not pay its factors any more.

    Examples
    --------
    >>> import tradegames as tg
    >>> taxed = overlay(tg.cge.load(), {("USA", "CHN"): 0.2})
    >>> bool((taxed.benchmark.trade == tg.cge.load().benchmark.trade).all())
    True
    """
    b, rates = world.benchmark, world.rates(tariffs)
    inputs = np.einsum("eiuj,eui->uj", b.intermediate, 1 + rates)
    left = b.output * (1 - b.output_tax) - inputs
    factor = b.factor * (left / b.factor.sum(2))[:, :, None]
    return replace(
        world,
        benchmark=replace(b, tariff=rates, factor=factor),
        base=base or f"{world.base}, other tariffs on the same flows",
    )
