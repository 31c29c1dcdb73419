"""Numbers: digits with their myriads, ranges, Chinese numerals where grammar licenses them."""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.dimensions import number
from indicators.dimensions.number import Number, chinese_value
from indicators.dimensions.rule import Found, Mark, Rule, Rules
from indicators.glance import Sought

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# the same behind its first digit, and what may stand before that: told behind it, because a pattern
# that begins with a character is found without a try at every other one
REST = r"(?:\d{0,2}(?:,\d{3})+|\d*)(?:\.\d+)?"
BEGINS = r"(?:(?<![A-Za-z\d.].)|(?<=(?:GDP|CPI|PPI).))"
CHINESE = "零〇一二两三四五六七八九十百千万亿"
SCALE = (
    "(?:万亿|个亿(?!元?(?:级|以上(?![，；。、)]|$)))|百亿|千亿|亿|百万|千万|十万|万|千(?!公顷|瓦|米|克|伏|卡|赫)"
    "|百(?!分))"
)
VAGUE = "[多余]"
# 破百亿, 近千名: what a bare scale stands behind where it counts
REACHED = "破百"
TWICE = "3万8000"  # a number in two scales
JOINED = "#到#"  # a range
MARKS = {
    JOINED: Mark(
        frozenset("-~至到"),
        re.compile(r"[-~至到](?=\s?\d)(?<=[\d\s百千万亿十点%‰元人户家个].)"),
    ),
    REACHED: Mark(frozenset("百千万"), re.compile("[百千万](?<=[破超过到近足逾上达].)")),
    TWICE: Mark(frozenset("万亿"), re.compile(r"[万亿]\d{4}")),
}
FIGURES = frozenset("0123456789")
RANGE = r"\s?(?:-|~|至|到)\s?"
# 占比提升1个百分点至52.4%, 增长5%至9亿元: the change, and what it led to
TO_ANOTHER = (
    r"个?百分点[至到][\d.,]{1,9}%|%[至到][\d.,]{1,12}(?:万亿|[万亿])?(?:美?元|[人户家吨]|个(?!百))"
)


RULES = Rules[Number](
    (
        Rule(
            "#万#亿",
            re.compile(
                r"(?<![\d.,])(?P<a>\d{1,4})(?P<s>[万亿])(?P<b>\d{4})(?P<t>[万亿])?(?=[元人户亩吨])"
            ),
            number.compound,
            frozenset((TWICE,)),
        ),
        Rule(
            "#/#",
            re.compile(
                r"(?<![\d./])(?P<n>[1-9])/(?P<d>[2-9]|10|(?<=(?<!\d)1/)[1-9]\d{1,2})(?![\d/.年月日])"
            ),
            number.fraction,
            frozenset("/"),
        ),
        Rule(
            "#-#",
            Sought(
                rf"(?P<a>\d{BEGINS}{REST})(?P<s1>\s?{SCALE})?(?!{TO_ANOTHER})"
                rf"(?:个?百分点|%|‰|亿?元|人|户|家|个)?{RANGE}(?P<b>{DIGITS})(?P<s2>\s?{SCALE})?(?![\d年月日])"
            ),
            number.of_range,
            frozenset((JOINED,)),
        ),
        Rule(
            "#、#万",
            # 7、8万人 as it is said; not 分别为7、8万人, 第3、4季度
            Sought(
                rf"(?<![\d第、:/A-Za-z.-])(?P<a>[1-8])、(?P<b>[2-9])(?P<s>{SCALE})?(?P<w>{VAGUE})?"
                "(?=[个元家户人名亩吨次])"
            ),
            number.said_roughly,
            frozenset("、"),
        ),
        Rule(
            "#万",
            re.compile(
                rf"(?P<n>[-\d](?:(?<=\d){BEGINS}|(?<=[一-鿿(、]-)(?<![年月日号至到].)\d){REST})"
                rf"(?P<v>\s?{VAGUE})?(?P<s>\s?{SCALE})?(?P<w>(?<=万){VAGUE}亿|(?<=[万亿千百]){VAGUE})?"
            ),
            number.of_digits,
            FIGURES,
        ),
        Rule(
            "#分之#",
            re.compile(
                "(?P<d>[二三四五六七八九十百千]+)分之(?P<n>[零一二两三四五六七八九十百]+)"
                "(?:点(?P<m>[零〇一二三四五六七八九]{1,3}))?"
            ),
            number.fraction,
            frozenset("分"),
        ),
        Rule(
            "#成",
            Sought(
                "(?<![第十百])(?P<n>[一二两三四五六七八九])(?:[至到](?P<h>[二三四五六七八九]))?成"
                "(?P<m>[一二三四五六七八九半])?(?![立功果为员就熟本绩品效长都套交系渝])"
            ),
            number.tenths,
            frozenset("成"),
        ),
        Rule(
            "一半",
            Sought(
                "(?:(?<=[的近超过占达到])|(?<=占全[国省市区县州]))一半|半数(?=以上)|(?<=[过逾])(?<!时间过)(?<!任务过)(?<!工期过)半(?=[，。；、数以的)]|$)"
            ),
            lambda match: Number(Decimal(50), Decimal(10), fixed_unit="%", chinese=True),
            frozenset("半"),
        ),
        Rule(
            "翻#番",
            re.compile("翻了?(?:近|约|超过?|将近)?(?P<at>(?P<n>[一两二三四])番)"),
            lambda match: Number(
                Decimal(2) ** int(chinese_value(match["n"])),
                Decimal(1),
                fixed_unit="x",
                chinese=True,
            ),
            frozenset("番"),
            "at",
        ),
        Rule(
            "翻番",
            re.compile(
                "(?:实现|基本|[年再量额值数入润模出资口积产力])翻(?P<at>番)(?=[，。；、]|目标|$)"
            ),
            lambda match: Number(Decimal(2), Decimal(1), fixed_unit="x", chinese=True),
            frozenset("番"),
            "at",
        ),
        Rule(
            "倍增",
            # 产值实现倍增; not 倍增计划
            re.compile("(?:实现|年)(?P<at>倍增)(?=[，。；])"),
            lambda match: Number(Decimal(2), Decimal(1), fixed_unit="x", chinese=True),
            frozenset("倍"),
            "at",
        ),
        Rule(
            "零",
            # 贫困发生率由9%降至零, 辍学率为零
            re.compile("(?<=降至|降到|降为|率为|率是|持在|制在)零(?=[，。；、]|$)"),
            lambda match: Number(Decimal(0), Decimal(1), chinese=True),
            frozenset("零"),
        ),
        Rule(
            "#倍",
            re.compile("(?<![十百千第点])(?P<n>[一两二三四五六七八九十]+)(?=倍(?!增计))"),
            number.spelt,
            frozenset("倍"),
        ),
        Rule(
            "#个百分点",
            re.compile("(?<!点)(?P<n>[一两二三四五六七八九十])(?=个百分点)"),
            number.spelt,
            frozenset("点"),
        ),
        Rule(
            "两处",
            Sought(
                "(?<![一二三四五六七八九十百千万第数几])(?P<n>[两三四五六七八九]|十[一二三四五六七八九]?)(?=[所座处条栋台艘架户家](?![人区县河山子渠镇乡村路湾岭屯庄沟寨]|[^，。；]{0,6}(?:分别|均|都)|底线|战线|主线|红线|腿|措施|举措|意见|规定|政策|经验|建议))"
            ),
            number.spelt,
            frozenset("所座处条栋台艘架户家"),
        ),
        Rule(
            "三十个",
            Sought(
                rf"(?<![{CHINESE}第数几点])(?P<n>[二三四五六七八九]十[一二三四五六七八九]?|[十百千](?=[余多])"
                "|[一二两三四五六七八九][百千][零一二三四五六七八九十百]{0,6}[一二三四五六七八九十])"
                rf"(?P<v>{VAGUE})?(?=(?:[个家户所座处名亩栋幢辆]|公里)"
                "(?!方面|环节|月|小时|工作日|字|年|百分|五年|重大?问题|[大小]?项))"
            ),
            number.spelt,
            frozenset("十百千"),
        ),
        Rule(
            "百亿元",
            Sought(
                "(?<=[破超过到近足逾上达])(?P<n>[百千万]亿|[百千]万)"
                "(?=(?:美?元|人次|千瓦|吨|斤|人)(?!级|以|企业|产业|项目|园|集群|的(?!基)|县|镇|街|区)"
                "|[一-鿿]{0,4}(?:群众|居民|农民|农牧民|游客))"
                # 近千名干部, 不足百家, 突破百亿斤
                "|(?:(?<=(?<![附最邻临])[近逾足])|(?<=不到)|(?<=超过)|(?<=突破))(?P<m>[百千万]亿?)"
                "(?=[个名户家项人件所座斤亩吨](?!级|以|[均才口工民]|企业|[百千万]))"
                # 产值突破万亿，
                "|(?:(?<=(?:产值|收入|总量|规模|体量|投资|税收|总额|余额|存款|贷款|市值)(?:突破|超过|迈过|跨过|达到))"
                "|(?<=GDP(?:突破|超过|迈过|跨过|达到)))(?P<k>[百千万]亿)(?=[，；。、]|大关|$)"
            ),
            number.spelt,
            frozenset((REACHED,)),
        ),
        Rule(
            "亿元",
            # 收入突破亿元大关
            Sought("(?<=突破)亿(?=元(?:大关|[，。；、]|$))|(?<=[超过逾])亿(?=元大关)"),
            lambda match: Number(Decimal(10**8), Decimal(10**8), chinese=True),
            frozenset("亿"),
        ),
        Rule(
            "两个亿",
            Sought(
                f"(?<![{CHINESE}第数几])(?P<n>[一两三四五六七八九十]{{1,3}}个亿)"
                "(?!元?(?:级|以上(?![，；。、)]|$)))"
            ),
            lambda match: number.spelt_as(match["n"].replace("个", "")),
            frozenset("亿"),
        ),
        Rule(
            "#点#亿",
            Sought(
                rf"(?<![{CHINESE}第数几点])(?P<n>[{CHINESE}]{{1,9}})点"
                "(?P<d>[零〇一二三四五六七八九]{1,3})(?:(?P<s>万亿|[万亿])|(?=倍|个百分点))"
            ),
            number.spoken,
            frozenset("点"),
        ),
        Rule(
            "十万#",
            Sought(
                rf"(?<![{CHINESE}第数几])(?<![{CHINESE}]点)"
                rf"(?P<n>[一二两三四五六七八九十][{CHINESE}]{{0,9}}[百千万亿])"
                rf"(?P<v>{VAGUE})?(?![{CHINESE}级年])"
            ),
            number.spelt,
            frozenset("百千万亿"),
        ),
    ),
    MARKS,
)


def find(text: str) -> list[Found[Number]]:
    """The numbers of a folded sentence, in order."""
    return RULES.find(text)
