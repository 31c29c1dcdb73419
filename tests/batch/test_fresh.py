"""A forked kernel reads the data that its run is recorded with, not what its zygote has read."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from indicators.batch.record import Outputs, read_states
from indicators.batch.run import Asked, BatchResult, what_is_due

# the second run corrects the figure in the middle of the batch, as a hand would
CORRECTS = """
from indicators import store
from indicators.corrections import correction
[reading] = store.readings()
[figure] = reading.observations
if number == 2 and not figure.corrections:
    row = correction(reading.document, figure, "value", "333", reason="a count", author="one")
    store.keep([row])
"""
PLAN = '[[run]]\nnotebook = "01"\nparameters.number = [1, 2, 3, 4]\n'
TELLS = "import sys; print(f'{figure.quantity.value} is {\"seaborn\" in sys.modules}')"


@pytest.mark.parametrize("linked", [False, True], ids=["a folder", "a link to one"])
def test_a_change_in_the_middle_of_a_batch_is_read_by_the_runs_after_it(
    tmp_path: Path,
    save_notebook: Callable[..., Path],
    batch: Callable[..., BatchResult],
    monkeypatch: pytest.MonkeyPatch,
    linked: bool,
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    save_notebook(home, "01", "number: int = 0", CORRECTS, TELLS)
    (home / "notebooks" / "batch.toml").write_text(PLAN, "utf-8")
    (tmp_path / "kept" / "documents").mkdir(parents=True)
    (tmp_path / "kept" / "documents" / "a.md").write_text("新增就业300人。\n", "utf-8")
    if linked:
        (home / "data").symlink_to(tmp_path / "kept")
    else:
        (tmp_path / "kept").rename(home / "data")
    monkeypatch.setenv("INDICATORS_HOME", str(home))
    told = StringIO()
    result = batch(jobs=1, out=told)
    assert result.summary == "4 run: 4 good, 0 failed", told.getvalue()
    assert said(home) == ["300", "300", "333", "333"]
    assert "3 of its pages are outdated" in told.getvalue()
    states = read_states(Outputs(home / "outputs"))[1]
    known = [bool(states[f"01--number-{one}"].last.identity) for one in (1, 2, 3, 4)]
    assert known == [True, False, False, True]
    assert [one.run.parameters["number"] for one in what_is_due(Asked.of())] == [1, 2, 3]
    batch()
    assert said(home) == ["333"] * 4 and not what_is_due(Asked.of())


def said(home: Path) -> list[str]:
    """The figure that each page is about; every kernel was a forked one."""
    notebooks = [Outputs(home / "outputs").notebook(f"01--number-{one}") for one in (1, 2, 3, 4)]
    texts = [notebook.read_text("utf-8") for notebook in notebooks]
    assert all(" is True" in text for text in texts)
    return ["333" if '"333 is' in text else "300" for text in texts]
