"""The regions: their codes, what they lie in, and the names that they go by."""

from __future__ import annotations

import re
from functools import cache

from indicators.errors import LexiconError
from indicators.lexicon.table import choice, rows
from indicators.record import Region

LEVELS = ("province", "prefecture", "county")
CODE = re.compile(r"\d{6}")
# the peoples that 红河哈尼族彝族自治州 is named after; 河南县域 is no place in 青海省
PEOPLES = re.compile(
    "(?:(?:蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉"
    "|毛南|仡佬|锡伯|塔吉克|裕固|独龙|保安|普米|各)族?|[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒]族)+自治(?=[州县旗]$)"
)
BESIDE = ("河南县",)
FILLERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@cache
def regions() -> dict[str, tuple[str, str, str]]:
    """GB/T 2260: code -> name, level, parent (region.csv)."""
    file, found = "region.csv", {}
    columns = ("code", "name", "level", "parent")
    for number, row in rows(file, columns, ("code",), ",", optional=("parent",)):
        if not CODE.fullmatch(row["code"]) or not row["name"]:
            raise LexiconError(
                f"{file}:{number}: {row['code']!r} is no code of six digits and name"
            )
        if row["parent"] and row["parent"] not in found:
            raise LexiconError(
                f"{file}:{number}: {row['parent']!r} is no region above: put it there"
            )
        level = choice(file, number, row["level"], LEVELS)
        found[row["code"]] = (row["name"], level, row["parent"])
    return found


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Every way to name a region by what it lies in -> the codes that it may mean."""
    found: dict[str, list[str]] = {}
    for code, (name, _, _) in regions().items():
        if name in FILLERS:
            continue
        line = lineage(code)
        common = tuple(common_name(part) for part in line)
        for names in dict.fromkeys((line, common)):
            ways = {"".join(names[depth:]): None for depth in range(len(line))}
            if len(line) > 2:
                # 河南省兰考县: the prefecture between is often left out
                ways[names[0] + names[-1]] = None
            for way in ways:
                if code not in found.setdefault(way, []):
                    found[way].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def full_names() -> dict[str, str]:
    """Unambiguous names: 南关区, 长春市南关区, 吉林省南关区 and with all of it -> 220102."""
    return {name: codes[0] for name, codes in _places().items() if len(codes) == 1}


@cache
def place_names() -> frozenset[str]:
    """Every name that a region goes by, ambiguous ones too."""
    return frozenset(_places())


def candidates(name: str) -> tuple[str, ...]:
    """The full names that a name may stand for: 朝阳区 -> 北京市朝阳区, 吉林省长春市朝阳区."""
    return tuple("".join(lineage(code)) for code in _places().get(name, ()))


def common_name(name: str) -> str:
    """What an autonomous prefecture, county or banner is called: 湘西州; others as they are."""
    common = PEOPLES.sub("", name)
    return name if len(common) < 3 or common in BESIDE else common


def lineage(code: str) -> tuple[str, ...]:
    """The names of a region and of what it lies in, the largest first, without fillers."""
    names: list[str] = []
    while code in regions():
        name, _, code = regions()[code]
        if name not in FILLERS:
            names.insert(0, name)
    return tuple(names)


def region(name: str) -> Region:
    """A region by its stated name; the code stays None where the name is unknown or ambiguous."""
    return Region(name, full_names().get(name))


def same_region(one: str, other: str) -> bool:
    """Whether two names stand for one place: 南关区 and 长春市南关区 do."""
    return bool(one) and bool(other) and (one.endswith(other) or other.endswith(one))
