"""The page on how good the forecasts are: its figures follow from the stored and the live ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from indicators.errors import UsageError
from indicators.record import Basis
from indicators.report import answers, charts, tables
from indicators.report.evidence import bare
from indicators.report.scorecard import Scorecard, rows, scorecard


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return scorecard(known=5, horizon=1)


def test_the_answer_counts_the_bars(card: Scorecard) -> None:
    said = answers.scores(card).answer
    met = sum(row["met"] == "yes" for row in rows(card.bars))
    assert f"It meets {met} of the {len(card.bars)} standards" in said
    told = card.told(card.whole_years)["told"]["brier"]
    assert f"{'better' if told < 0.25 else 'worse'} than a coin" in said
    assert f"model {told:.2f}, coin 0.25" in said
    assert (
        f"On {len(card.whole_years)} provincial targets that have ended (2021, 2023, 2025)" in said
    )
    none = replace(card, bars=card.bars.assign(met="no"))
    assert f"It meets 0 of the {len(card.bars)} standards" in answers.scores(none).answer


def test_what_is_stored_is_what_is_tried_again(card: Scorecard) -> None:
    """The provinces' cells of the stored table, from scratch: the store is not out of date."""
    stored = card.pooled
    for basis in (Basis.REAL, Basis.NOMINAL):
        cell = stored[
            (stored["panel"] == "provinces")
            & (stored["basis"] == str(basis))
            & (stored["known"] == 5)
            & (stored["horizon"] == 1)
        ]
        live = card.live[basis]["pooled"]
        for name in ("crps", "rmse", "in80", "in95", "ratio"):
            assert cell[name].item() == pytest.approx(live[name], abs=2e-3), (basis, name)


def test_the_stored_bars_are_of_these_targets(card: Scorecard) -> None:
    told = card.told(card.whole_years)["told"]
    bars = {row["what"]: row for row in rows(card.bars)}
    row = bars["Brier, provinces 2021, 2023, 2025"]
    assert row["measured"] == pytest.approx(told["brier"], abs=2e-3)
    assert row["met"] == ("yes" if told["brier"] <= 0.225 else "no")


def test_nothing_later_is_seen(card: Scorecard) -> None:
    found = tables.scores.checks(card).frame
    assert found["holds"].tolist() == ["yes", "yes", "left out"]
    assert "Changchun 2019 (−24)" in bare(found["found"].iloc[-1])


def test_every_table_and_chart_is_told_without_holes(card: Scorecard) -> None:
    for make in (
        tables.scores.panels,
        tables.scores.again,
        tables.scores.peers,
        tables.scores.bars,
        tables.scores.doubts,
    ):
        frame = make(card).frame
        assert len(frame) > 3
        assert not frame.map(lambda cell: "nan" in str(cell)).any().any(), make.__name__
    for draw in (charts.ratios, charts.reliability):
        one, other = draw(card), draw(card)
        assert len(one.alt) > 60 and "nan" not in one.alt
        assert one.svg() == other.svg()


def test_every_peer_is_named_on_the_same_sample(card: Scorecard) -> None:
    named = {str(cell) for cell in tables.scores.peers(card).frame["who"]}
    for maker in ("statsmodels", "statsforecast"):
        assert sum(name.startswith(maker) for name in named) >= 3
    naive = card.cells[card.cells["entrant"] == "log-drift"]
    assert np.allclose(naive["ratio"], 1)


@pytest.mark.parametrize(("known", "horizon"), [(4, 1), (5, 2), (0, 0)])
def test_only_what_the_design_has(known: int, horizon: int) -> None:
    with pytest.raises(UsageError, match="there are"):
        scorecard(known=known, horizon=horizon)
