"""Growth paths, the pooled model and the chances of targets: the public names."""

from indicators.growth.blend import blended
from indicators.growth.breaks import Splice, found_breaks, rebuilt, revisions, splices
from indicators.growth.counted import CountTarget, ShareTarget
from indicators.growth.course import Course
from indicators.growth.feasibility import Chance, Scenarios, chance, reference_class
from indicators.growth.joining import Aside, Joined, agreed, joined
from indicators.growth.learning import OwnFit, fit_units
from indicators.growth.levels import Level, stated_levels
from indicators.growth.nations import NationalFit, fit_nations
from indicators.growth.panel import Panel, panel
from indicators.growth.paths import (
    BentPath,
    ConstantGrowth,
    bridge_sd,
    bridge_sigma,
    growth_between,
)
from indicators.growth.placing import Entry, Left, Shape
from indicators.growth.pooled import Forecast, Peers, PooledModel, model_at, pooled_model
from indicators.growth.rates import (
    Deflator,
    Rate,
    deflator,
    estimated_nominal,
    national_growth,
    on_basis,
    prices,
    rate_of,
    series_on_basis,
    to_nominal,
    to_real,
)
from indicators.growth.series import (
    growth_targets,
    known,
    newest_vintage,
    official,
    provinces,
    shipped,
    table,
    world,
)
from indicators.growth.smoother import smoothed
from indicators.growth.targets import CumulativeTarget, GrowthTarget, LevelTarget, target_of
from indicators.growth.view import Outlook, outlook
from indicators.growth.votes import Past, closed_targets

__all__ = [
    "Aside",
    "BentPath",
    "Chance",
    "ConstantGrowth",
    "CountTarget",
    "Course",
    "CumulativeTarget",
    "Deflator",
    "Entry",
    "Forecast",
    "GrowthTarget",
    "Joined",
    "Left",
    "Level",
    "LevelTarget",
    "NationalFit",
    "Outlook",
    "Panel",
    "OwnFit",
    "Past",
    "Peers",
    "PooledModel",
    "Rate",
    "Scenarios",
    "Shape",
    "ShareTarget",
    "Splice",
    "agreed",
    "blended",
    "bridge_sd",
    "bridge_sigma",
    "chance",
    "closed_targets",
    "deflator",
    "estimated_nominal",
    "fit_nations",
    "fit_units",
    "found_breaks",
    "growth_between",
    "growth_targets",
    "joined",
    "known",
    "model_at",
    "national_growth",
    "newest_vintage",
    "official",
    "on_basis",
    "outlook",
    "panel",
    "pooled_model",
    "prices",
    "provinces",
    "rate_of",
    "rebuilt",
    "reference_class",
    "revisions",
    "series_on_basis",
    "shipped",
    "smoothed",
    "splices",
    "stated_levels",
    "table",
    "target_of",
    "to_nominal",
    "to_real",
    "world",
]
