"""One shock through every model, on the same data, in one table.

Examples
--------
>>> import tradegames as tg
>>> shock = tg.scenario.Scenario("ten points", [tg.scenario.Measure("USA", "CHN", 0.10)])
>>> table = tg.scenario.run(shock).table
>>> bool((table["target_trade_percent"].dropna() < 0).all())
True
"""

from .answers import COLUMNS, MODELS, Answer
from .problem import Setting
from .ready import ready
from .run import Result, run
from .scenario import Measure, Scenario

__all__ = ["COLUMNS", "MODELS", "Answer", "Measure", "Result", "Scenario", "Setting", "ready", "run"]
