"""A chance in words, Chinese and English: what an official accepts and an economist can defend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indicators.errors import UsageError
from indicators.growth.counted import ShareTarget
from indicators.growth.pooled import Peers
from indicators.growth.rates import Rate
from indicators.growth.targets import CumulativeTarget, GrowthTarget
from indicators.record import Basis, Bound

if TYPE_CHECKING:  # feasibility asks for the words, the words speak about its record
    from indicators.growth.feasibility import Chance

BASES = {
    "zh": {Basis.REAL: "按可比价", Basis.NOMINAL: "按现价"},
    "en": {Basis.REAL: "real", Basis.NOMINAL: "nominal"},
}
BOUNDS = {
    "zh": {Bound.LOWER: "以上", Bound.EXACT: "", Bound.UPPER: "以内", Bound.ABOUT: "左右"},
    "en": {
        Bound.LOWER: "at least ",
        Bound.EXACT: "",
        Bound.UPPER: "at most ",
        Bound.ABOUT: "about ",
    },
}

# what is added where it applies; braces take the chances
ALSO = {
    "zh": {
        "within": "“左右”若按四舍五入后达到计，约为{}。",
        "high_end": "区间目标以下限为准；达到上限的可能性约为{}。",
        "soft": "原文用“力争”，属争取目标，未完成不等于失约。",
        "reference": "目标与上年增速差距相近的地级市，完成比例为{}至{}。",
        "one year": "只看一年，变数较大，可能性只报5%至95%。",
        "models": "分方法看：{}。",
        "district": "区县没有可比面板，借用地级市的参数，实际的不确定性更大。",
    },
    "en": {
        "within": "Read as met within its rounding, it is about {}.",
        "high_end": "A range is met at its low end; its high end has {}.",
        "soft": "The document says that it strives for this: missing it breaks no promise.",
        "reference": "Of prefectures with a similar ambition {} to {} met their target.",
        "one year": "For a single year nothing below 5% or above 95% is told.",
        "models": "By model: {}.",
        "district": "No panel holds districts: cities stand in, and more is uncertain.",
    },
}


MODELS = {
    "pooled": ("合并模型", "pooled model"),
    "reference class": ("力度相近的同类目标", "targets of peers with such an ambition"),
    "own record": ("本地以往目标完成情况", "own record of targets"),
    "growth at risk": ("分位数回归", "quantile regression"),
}


def sentence(chance: Chance, language: str = "zh") -> str:
    """The chance of a target as one paragraph. Raises UsageError for another language."""
    if language == "zh":
        return "".join(_chinese(chance))
    if language == "en":
        return " ".join(_english(chance))
    raise UsageError(f"language {language!r}: zh or en")


def _chinese(c: Chance) -> list[str]:
    s, basis = c.scenarios, BASES["zh"].get(c.basis, "")
    if isinstance(c.target, ShareTarget):
        return [*_share_zh(c), *_also(c, "zh")]
    parts = [
        f"{_target_zh(c)}的可能性约为{_share(c.probability)}"
        f"（取不同合理假设，在{_share(c.low)}至{_share(c.high)}之间）。",
        f"若全国年景偏差、居中、偏好，分别为{_extreme(s.bad, 'zh')}、"
        f"{_extreme(s.middling, 'zh')}、{_extreme(s.good, 'zh')}。",
        f"需{'' if c.horizon == 1 else '年均'}增长{_rate(c.required, c.basis)}；{_own_zh(c)}"
        f"仅按全国走势推算约{_rate(c.national)}（均{basis}）。",
    ]
    return [
        *parts,
        *_also(c, "zh"),
        f"依据截至{c.as_of}年的{c.years}个全国年份；推算对象是公布数据。",
    ]


def _english(c: Chance) -> list[str]:
    s, basis = c.scenarios, BASES["en"].get(c.basis, "")
    if isinstance(c.target, ShareTarget):
        return [*_share_en(c), *_also(c, "en")]
    own = f", against {_rate(c.own.value, c.basis)} in {_window(c.own)}" if c.own else ""
    parts = [
        f"The chance of {_target_en(c)} is about {_share(c.probability)}"
        f" ({_share(c.low)} to {_share(c.high)} under other defensible assumptions).",
        f"In a bad, a middling and a good national year it is {_extreme(s.bad, 'en')},"
        f" {_extreme(s.middling, 'en')} and {_extreme(s.good, 'en')}.",
        f"It takes {_rate(c.required, c.basis)} a year{own}; the national outlook alone gives"
        f" about {_rate(c.national)} (all {basis}).",
    ]
    return [
        *parts,
        *_also(c, "en"),
        f"It rests on {c.years} national years up to {c.as_of} and speaks of reported figures.",
    ]


def _also(c: Chance, language: str) -> Iterator[str]:
    """What the wording, the peers and the horizon of a target add."""
    words = ALSO[language]
    if c.within is not None:
        yield words["within"].format(_share(c.within))
    if c.high_end is not None:
        yield words["high_end"].format(_share(c.high_end))
    if c.target.soft:
        yield words["soft"]
    if c.reference is not None:
        yield words["reference"].format(*map(_share, c.reference))
    if c.horizon == 1:
        yield words["one year"]
    if len(c.models) > 1:
        column = 0 if language == "zh" else 1
        told = [f"{MODELS[name][column]} {_share(p)}" for name, p in c.models]
        yield words["models"].format(("、" if language == "zh" else ", ").join(told))
    if c.peers is Peers.DISTRICT:
        yield words["district"]


def _share_zh(c: Chance) -> list[str]:
    low, high = c.band
    return [
        f"{_target_zh(c)}的可能性约为{_share(c.probability)}。",
        f"每年需变动{100 * c.required:+.2f}个百分点；占比按同类地区以往的变动幅度推算，不设方向，"
        f"八成可能在{100 * low:.1f}%至{100 * high:.1f}%之间，与全国年景无关。",
    ]


def _share_en(c: Chance) -> list[str]:
    low, high = c.band
    return [
        f"The chance of {_target_en(c)} is about {_share(c.probability)}.",
        f"It takes {100 * c.required:+.2f} points a year; shares are taken to wander as peers' do,"
        f" without direction: eight times in ten it ends between {100 * low:.1f}% and"
        f" {100 * high:.1f}%, whatever the national year.",
    ]


def _target_zh(c: Chance) -> str:
    t, bound, first = c.target, BOUNDS["zh"][c.target.bound], c.as_of + 1
    span = f"{first}年" if c.horizon == 1 else f"{first}—{c.as_of + c.horizon}年"
    if isinstance(t, GrowthTarget):
        mean = "" if c.horizon == 1 else "累计" if t.total else "年均"
        return f"{span}{mean}增长{100 * t.value:g}%{bound}（{BASES['zh'][c.basis]}）"
    if isinstance(t, CumulativeTarget):
        return f"{span}累计达到{_amount(t.value, t.unit, 'zh')}{bound}"
    if isinstance(t, ShareTarget):
        return f"{t.year}年占比达到{100 * t.value:g}%{bound}"
    return f"{t.year}年达到{_amount(t.value, t.unit, 'zh')}{bound}"


def _target_en(c: Chance) -> str:
    t, bound, first = c.target, BOUNDS["en"][c.target.bound], c.as_of + 1
    span = f"in {first}" if c.horizon == 1 else f"in {first}-{c.as_of + c.horizon}"
    if isinstance(t, GrowthTarget):
        mean = "" if c.horizon == 1 else " in total" if t.total else " a year on average"
        return f"{BASES['en'][c.basis]} growth of {bound}{100 * t.value:g}%{mean} {span}"
    if isinstance(t, CumulativeTarget):
        return f"a total of {bound}{_amount(t.value, t.unit, 'en')} {span}"
    if isinstance(t, ShareTarget):
        return f"a share of {bound}{100 * t.value:g}% in {t.year}"
    return f"{bound}{_amount(t.value, t.unit, 'en')} in {t.year}"


def _window(own: Rate) -> str:
    return f"{own.first}-{own.last}" if own.last - own.first > 1 else str(own.last)


def _own_zh(c: Chance) -> str:
    if c.own is None:
        return "本地以往增速不详，"
    if c.own.last - c.own.first == 1:
        return f"本地{c.own.last}年增长{_rate(c.own.value, c.basis)}，"
    return f"本地{c.own.first}—{c.own.last}年年均{_rate(c.own.value, c.basis)}，"


def _amount(value: float, unit: str | None, language: str) -> str:
    if unit == "CNY":
        return f"{value / 1e8:,.10g}亿元" if language == "zh" else f"{value / 1e9:,.10g} bn yuan"
    return (
        f"{value:,.10g}{unit or ''}" if language == "zh" else f"{value:,.10g} {unit or ''}".strip()
    )


def _rate(rate: float, basis: Basis = Basis.REAL) -> str:
    """Two decimals for plain arithmetic on stated levels, one for what a model or deflator made."""
    return f"{100 * rate:.{2 if basis is Basis.NOMINAL else 1}f}%"


def _share(probability: float) -> str:
    return f"{100 * probability:.0f}%"


def _extreme(probability: float, language: str) -> str:
    """No scenario is told as a certainty."""
    below, above = ("不到5%", "95%以上") if language == "zh" else ("below 5%", "above 95%")
    if not 0.05 <= probability <= 0.95:
        return below if probability < 0.05 else above
    return ("约" if language == "zh" else "about ") + _share(probability)
