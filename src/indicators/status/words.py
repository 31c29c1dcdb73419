"""The words by which a sentence announces, or tells what is done."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from indicators.glance import Sought

# 达产后年产值50亿元: nobody has seen it yet, whatever year the project is of
PROJECTED = Sought(
    "预计(?:可|将)?(?:实现|新增|形成|产生)?年(?!底|末|内|初|度|均)|(?:达产|投产|建成|运行|运营|完工|竣工)后，?[^，。；\\d]{0,6}(?:可|年(?!来|，)|预计|将)"
)
# 方案提出，…; not 规划提出的任务, which may be done
ANNOUNCED = re.compile(
    "(?:方案|规划|纲要|意见|要点|计划)》?(?:中|还|也|则|明确|均)*提出(?:(?!的|了|以来)|了(?=[^，。；]{0,24}目标))"
)
# 我们要培育9个产业集群, whatever the sentence before told
PROMISED = re.compile("我们(?:还|更|就)?要(?!求|素|感谢|看到|清醒|知道|说|问)")
SURE = Sought(
    "我们(?:还|更|就)?要(?!求|素|感谢|看到|清醒|知道|说|问)|"
    "力争|确保(?!“)|还要再?(?=建设|新建|建成|完成|改造|新增|实施|打造|引进)|争取(?<![共计已上]争取)(?!到(?!20)|落实|上级|中央|各[类级]|专项|资金|债券|转移支付)|预期目标|主要目标|奋斗目标|将(?<![不必即]将)(?!近|士|军|其|[^，；。]{1,12}作为)|拟(?!定|人)|未来(?!产业|科技|社区|城市|乡村|学校|工厂|能源|空间|网络|信息|健康|材料|农业|医学|制造)|今后|计划(?<!按计划)(?<!按照计划)(?:新增|完成|新?建|投|改造|实施|开工|培育|引进|种植|培训|推广|招聘|安排)(?<!度计划投)(?<!年计划投)|用[两三四五]年(?:左右)?的?时间(?![^。]{0,60}了)|年内(?:可|能|有望)|预计到"
    "|(?:任务|目标)是(?![^。]{0,60}(?:已经?|实际|共)完成)|要(?<![只不需重主必首紧]要)(?=增长|达到|实现|突破|完成|保持|超过|提高到|下降)"
)
FIRM = re.compile(
    "我们(?:还|更|就)?要(?!求|素|感谢|看到|清醒|知道|说|问)|"
    "力争|预期目标|主要目标|奋斗目标|未来(?!产业|科技|社区|城市|乡村|学校|工厂|能源|空间|网络|信息|健康|材料|农业|医学|制造)|今后|有希望|还将|今年内?(?:还)?(?:将|计划|拟)|年内(?:将|计划|拟)|下半年，?[^，。；]{0,8}将|季度再(?<=[二三四]季度再)"
)
DONE = Sought(
    "了(?!解|一批|望)|年来|去年|过去|已经|已有|成功|圆满|荣获|累计实现|(?<!年)累计完成|(?:共|仍|现|还)有(?!基础|的)|截至|(?<![由从比较])目前(?!的)|依然|仍然|[本此]次|已(?![知故])|同比|环比|公布(?!名单|清单|目录)|上榜|[一两二三四五]年(?:分别)?平均|[比较](?:上年|去年)同期|(?:占|为|完成)(?:全?年度?|年初|变动|调整)?(?:投资)?(?:计划|目标任务|任务|目标|预算)数?的(?=\\d)"
)
# 2022年合计将提供资金
INTENDED = re.compile("(?:今年|20\\d\\d年)[^，。；]{0,12}(?:将(?!近|士|军)|拟(?!定))")
# 圆满完成任期内主要目标任务, 主要目标任务顺利完成: an aim that was reached announces nothing
REACHED = re.compile(
    "(?<![保争为求])(?:完成|实现|达到|[高低快慢好优]于|[高超]出|超过)了?[^，。；：]{0,16}?(?:预期|主要|奋斗)目标"
    "|(?:预期|主要|奋斗)目标(?:和|任务|指标)*(?:均|都|已|全部)*(?:胜利|圆满|全面|较好|如期|顺利|超额|提前|基本)(?:完成|实现|达成)"
)


def _asked(pattern: re.Pattern[str] | Sought) -> Callable[[str], str]:
    """The words by which a sentence says so: asked again for each of its figures."""

    def words(text: str) -> str:
        said = pattern.search(text)
        return said[0] if said else ""

    return lru_cache(maxsize=4)(words)


projected, proposed = _asked(PROJECTED), _asked(ANNOUNCED)
sure, firm, done = _asked(SURE), _asked(FIRM), _asked(DONE)


def unreached(text: str) -> str:
    """A sentence without the aims that it tells were reached."""
    return REACHED.sub("", text) if "目标" in text else text


def unseen(text: str) -> str:
    """The words by which it tells of what nobody has seen, whatever year it says."""
    said = projected(text) if "后" in text or "预计" in text else ""
    return said or (proposed(text) if "提出" in text else "")


def announces(text: str) -> bool:
    """Whether a sentence tells of what is to come."""
    said = unreached(text)
    return any(pattern.search(said) for pattern in (PROJECTED, ANNOUNCED, SURE))
