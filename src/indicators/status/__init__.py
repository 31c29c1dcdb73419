"""Achieved or announced: by its clause, by a stated year, by the sentence, by the passage."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from indicators.frame import Frame, Setting
from indicators.record import Observation, Origin, Period, Quantity, Status
from indicators.stand import CLAUSE, Stand
from indicators.status import words
from indicators.status.aims import aimed, budgeted
from indicators.status.deeds import done, there
from indicators.status.words import INTENDED, PROJECTED

# …须增长10%，去年已有欠账: what is told of the past says nothing of it
PAST = re.compile("[，；](?=[^，；]{0,4}(?:前年|去年|上年))")
LATER = re.compile(
    "[，；](?=[^，；]{0,4}[到至]20\\d\\d年|(?:预计|今年)?年内(?:可|能|将|有望)"
    "|[^，；\\d]{0,10}(?:今年|明年|下一步|下半年)[^，；\\d]{0,6}(?:力争|确保|计划|争取|还要|将))"
)
# 完成投资30亿元，比去年增长15%
COMPARED = re.compile(
    "(?:同?比|较)(?:上年|去年)?(?:同期)?(?:实际)?(?:增长|增加|下降|提高)(?:了|约|近)?"
)


class Judged(NamedTuple):
    """A status and the ground for it, in words."""

    status: Status
    ground: str


def judge(
    frame: Frame,
    setting: Setting,
    stand: Stand,
    dated: tuple[Origin, Period | None],
    before: Observation | None,
) -> Judged:
    """Status of a figure: its clause's words come before the sentence and the section.

    `dated` says where its period stands and which the text states; `before` is the figure before
    it in its sentence. Where a planned change starts is achieved (由670元提高到700元).
    """
    if before and "carried" in stand.figure.rules and COMPARED.fullmatch(stand.clause):
        return Judged(before.status, f"{stand.clause} tells more of the figure before")
    if before and before.status == Status.TARGET and _part(stand, before.quantity):
        return Judged(Status.TARGET, "其中: a part of the target before")
    budget, aim = budgeted(stand), aimed(stand)
    if budget:
        return Judged(Status.TARGET, f"{budget} calls it a budget")
    if stand.begins_change:
        return Judged(Status.ACTUAL, "a change starts from it")
    deed = "" if aim else done(stand) or ("拥有" if there(stand) else "")
    if deed:
        return Judged(Status.ACTUAL, f"{deed} tells what is done")
    if aim:
        return Judged(Status.TARGET, f"{aim} calls it a target")
    source, stated = dated
    here = source in (Origin.CLAUSE, Origin.SENTENCE)
    return status_of(frame, setting, _said(stand), _told(stand) if here else _since(stand), stated)


def status_of(
    frame: Frame, setting: Setting, text: str, since: str, stated: Period | None
) -> Judged:
    """Achieved or announced: by a stated year, by the words of the sentence, by the setting.

    `since` is the sentence from the time on that dates the figure.
    """
    if words.unseen(text):
        return Judged(Status.TARGET, f"{words.unseen(text)} tells what nobody has seen")
    if stated and frame.known:
        judged = _of_year(frame, setting, text, since, stated)
        if judged:
            return judged
    told = setting.status == Status.ACTUAL and (
        setting.source in (Origin.HEADING, Origin.PARAGRAPH)
        or frame.genre in ("bulletin", "report")
    )
    # in a passage that tells what was done 争取 and 计划 are deeds: only a firm word announces
    hope = words.firm(words.unreached(text)) if told else words.sure(text)
    if hope:
        return Judged(Status.TARGET, f"{hope} announces")
    if setting.status == Status.TARGET and words.done(text) and frame.genre != "report":
        return Judged(Status.ACTUAL, f"{words.done(text)} tells what is done")
    return Judged(setting.status, f"no word of its own: as the passage of this {frame.genre}")


def _of_year(
    frame: Frame, setting: Setting, text: str, since: str, stated: Period
) -> Judged | None:
    """What the stated year alone settles: one that lies ahead, is over, or has just begun."""
    year, full = frame.clock.year, frame.clock.last_full_year
    if stated.last > year:
        return Judged(Status.TARGET, f"it lies after {year}")
    if stated.last < year or (stated.last <= full and not words.sure(text)):
        # in December 2021 so is 2021年预计实现
        if _planned(frame, setting, stated) and not words.done(text):
            return Judged(Status.TARGET, f"{stated.last} is the first year of the plan")
        return Judged(Status.ACTUAL, f"it was over in {year}")
    if _only_begun(frame) and "同比" not in since:
        # a year that has just begun holds plans, unless the words say otherwise
        deed, hope = words.done(since), words.sure(text)
        if deed:
            return Judged(Status.ACTUAL, f"{deed} tells what is done")
        return Judged(Status.TARGET, f"{hope} announces" if hope else f"{year} had just begun")
    intended = INTENDED.match(since)
    return Judged(Status.TARGET, f"{intended[0]} announces") if intended else None


def _planned(frame: Frame, setting: Setting, stated: Period) -> bool:
    """Whether a plan of December tells the aims of its first year: 2022年, of 2022-2024."""
    first = frame.plan.first if frame.plan and setting.status == Status.TARGET else 0
    return first <= stated.last == frame.clock.year if first else False


def _only_begun(frame: Frame) -> bool:
    """Whether the year has just begun, and the document does not tell how: 1-2月 in its lead."""
    start = frame.start
    told = start.status == Status.ACTUAL and start.period and start.period.last == frame.clock.year
    return frame.clock.month <= 3 and not told


def _part(stand: Stand, other: Quantity) -> bool:
    """Whether it is a part of the figure before it: 计划9万人，其中，新增技师5万人."""
    since, amount = stand.figure.since, stand.figure.amount
    within = since > 0 and "其中" in stand.text[since : amount.start]
    return within and amount.value.quantity.unit == other.unit and not done(stand)


def _told(stand: Stand) -> str:
    """The sentence from the time on that stands nearest before the figure."""
    return stand.text[stand.before[-1].start if stand.before else 0 :]


def _since(stand: Stand) -> str:
    """The clause of the figure and what follows it, up to where the past is told."""
    end = _first(PAST, stand.text, stand.figure.amount.value.reach_end)
    return stand.text[stand.clause_start : end]


def _said(stand: Stand) -> str:
    """The sentence up to where it goes on to another year: …达2.9万亿元，力争到2027年…"""
    behind = stand.figure.amount.value.reach_end
    said = stand.text[: _first(LATER, stand.text, behind)]
    later = PROJECTED.search(said, behind) if "后" in said else None
    # 总投资9亿元的水库开工，建成后将惠及…: what will be is told of the rest
    apart = later is not None and CLAUSE.search(said, behind, later.start() + 1) is not None
    return said[: later.start()] if later and apart else said


def _first(turn: re.Pattern[str], text: str, behind: int) -> int:
    """Where a sentence first takes a turn behind a place, or its end."""
    turns = _turns(turn, text)
    return next((place for place in turns if place >= behind), len(text)) if turns else len(text)


@lru_cache(maxsize=4)
def _turns(turn: re.Pattern[str], text: str) -> tuple[int, ...]:
    """All places where a sentence takes a turn: asked again for each of its figures."""
    return tuple([match.start() for match in turn.finditer(text)])
