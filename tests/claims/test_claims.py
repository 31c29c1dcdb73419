"""Claims on sentences: what follows from them, and which sets of them cannot be true together.

A set stands in contradictions.tsv as its figures with + between; ? marks one that hangs on zeros.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from indicators import Document, lexicon, read
from indicators.claims import Contradiction, check, claims, contradictions, telling
from indicators.subject.series import concept, splits

CORPUS = Path(__file__).parents[1] / "corpus" / "claims"
CATALOGUE = lexicon.catalogue()
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (CORPUS / f"{name}.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def document(text: str, name: str = "report", date: str = "2024-01") -> Document:
    return Document(text.replace(" / ", "\n"), name=name, region="长春市绿园区", date=date)


def figures(found: Contradiction) -> str:
    """The figures of a set in their order, with its mark."""
    texts = [claim.observation.text for claim in found.claims]
    return "+".join(texts) + "?" * found.doubtful


@pytest.mark.parametrize("row", rows("implied"), ids=lambda row: f"{row['kind']}: {row['text']}")
def test_what_a_sentence_implies(row: Row) -> None:
    found = check([read(document(row["text"]))]).implied
    told = [
        (i.kind, i.amount.series.name, i.amount.when, telling.told(i), i.formula) for i in found
    ]
    fields = ("kind", "indicator", "period", "figure", "formula")
    assert tuple(row[name] for name in fields) in told


@pytest.mark.parametrize("row", rows("contradictions"), ids=lambda row: str(row["text"]))
def test_what_contradicts(row: Row) -> None:
    found = check([read(document(row["text"]))]).contradictions
    assert {figures(one) for one in found} == set(row["sets"].split("; ")) - {"-"}


@pytest.mark.parametrize("row", rows("contradictions"), ids=lambda row: str(row["text"]))
def test_a_set_is_the_smallest(row: Row) -> None:
    """Without any one of its claims the rest can be true."""
    for one in check([read(document(row["text"]))]).contradictions:
        for left_out in one.claims:
            rest = [claim for claim in one.claims if claim is not left_out]
            assert not [c for c in contradictions(rest) if c.doubtful <= one.doubtful]


@pytest.mark.parametrize("row", rows("contradictions"), ids=lambda row: str(row["text"]))
def test_the_order_of_claims_changes_nothing(row: Row) -> None:
    found = list(claims([read(document(row["text"]))]))
    wanted = {frozenset(c.observation.span for c in one.claims) for one in contradictions(found)}
    for seed in range(3):
        random.Random(seed).shuffle(found)
        again = {frozenset(c.observation.span for c in x.claims) for x in contradictions(found)}
        assert again == wanted


FIRST = "2023年，社会消费品零售总额90亿元。"
SECOND = "2024年，社会消费品零售总额达到100亿元，增长7%。"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2024-03", "2024-01"), True),
        (("", ""), True),
        (("2025-03", "2025-01"), True),
        (("2024-03", ""), False),  # whether it is of one state of publication cannot be told
        (("2024-03", "2025-01"), False),  # the figure of 2023 may have been revised
    ],
)
def test_documents_contradict_each_other_only_in_one_vintage(
    dates: tuple[str, str], expected: bool
) -> None:
    papers = [document(FIRST, "a", dates[0]), document(SECOND, "b", dates[1])]
    found = check([read(paper) for paper in papers]).contradictions
    assert bool(found) is expected
    assert all(one.documents == ("a", "b") for one in found)


def test_one_wrong_figure_is_told_once() -> None:
    text = (
        "2023年，一般公共预算收入52.4亿元，其中税收收入31.5亿元，非税收入20.9亿元，税收占比60.1%。"
    )
    other = "2023年，税收占比62.3%。"
    (one,) = check([read(document(text + " / " + other))]).contradictions
    assert figures(one) == "60.1%+62.3%" and one.more > 1
    assert f"(these figures are in {one.more} more)" in telling.headline(one)


def test_another_place_contradicts_nothing() -> None:
    other = Document("2023年，社会消费品零售总额120亿元。", region="长春市南关区", date="2024-01")
    own = document("2023年，社会消费品零售总额90亿元。")
    assert not check([read(own), read(other)]).contradictions


def test_a_claim_keeps_its_sentence_and_place() -> None:
    (one,) = check([read(document(SECOND + " / " + FIRST))]).contradictions
    for claim in one.claims:
        o, text = claim.observation, claim.document.text
        assert o.span.of(text) == o.text and o.text in telling.sentence(claim)
    assert telling.against(one) == "90亿元 against 93.46亿元 [92.56-94.37]"


def test_every_whole_and_part_is_known() -> None:
    for whole, parts in splits():
        assert whole in lexicon.catalogue()
        assert len(parts) > 1 and len(set(parts)) == len(parts)
        assert all(concept(part) == (part, True) for part in parts if part not in CATALOGUE)
    for relation in lexicon.relations():
        if relation.kind == "apart":
            assert concept(relation.word)[0] == concept(relation.of)[0] in CATALOGUE
