"""What README shows runs, and prints what it is meant to show."""

import re
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text()


def test_the_examples_run(capsys):
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        exec(block, {})
    shown = capsys.readouterr().out
    assert re.search(r"^after it +-0\.1\d+", shown, re.MULTILINE)
    assert re.search(r"^after it, full employment +-0\.0\d+", shown, re.MULTILINE)
    assert re.search(r"^general equilibrium, full employment +-6\d\.\d", shown, re.MULTILINE)
