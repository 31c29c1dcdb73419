"""The words of the pages: both languages whole, nothing missing, nothing unused, figures right."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from threading import Barrier

import pytest

import indicators
from indicators import store
from indicators.batch import plan
from indicators.errors import UsageError
from indicators.language import (
    GLOSSES,
    LANGUAGES,
    Message,
    gloss,
    messages,
    say,
    speak,
    speaking,
    spoken,
    term,
)
from indicators.language.figures import amount, scale, span

SOURCES = Path(indicators.__file__).parent
NAME = re.compile(r"[a-z_]+\.[a-z_0-9]*")
GLOSS_IN_TEMPLATE = re.compile(r"""\bgloss\(\s*["'](\w+)["']""")
IN_TEMPLATE = re.compile(r"""\b(?:say|term)\(\s*["']([\w.-]+)["']""")
GLOSSED = {f"{group}." for group in GLOSSES}
HAN = re.compile(r"[\u3400-\u9fff]")


def own(language: str) -> dict[str, str]:
    """A language's messages but for the glosses of words of the documents and the data."""
    return {k: v for k, v in messages(language).items() if k.partition(".")[0] not in GLOSSES}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Everything in the package's code."""
    trees = (ast.parse(file.read_text("utf-8")) for file in sorted(SOURCES.rglob("*.py")))
    return tuple(node for tree in trees for node in ast.walk(tree))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package with the name of what is called, without its module."""
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            own = isinstance(owner, ast.Name) and owner.id == "Message"
            yield "Message" if own else node.func.attr, node


def choices(node: ast.expr) -> Iterator[str]:
    """The strings that an argument may be: of a choice both, of an f-string its beginning."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*choices(node.body), *choices(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield from choices(node.values[0])


def asked() -> tuple[set[str], set[str]]:
    """The messages that code and templates name, and the beginnings of those they put together.

    `say("a.b")` asks for a message, `term("a", x)` and `f"a.b_{x}"` for all that begin so.
    """
    whole: set[str] = set()
    begun: set[str] = set()
    for called, node in calls():
        for name in choices(node.args[0]) if node.args else ():
            if called in ("term", "gloss"):
                begun.add(f"{name}.")
            elif called == "because":
                whole.add(f"because.{name}")
            elif called in ("say", "Message"):
                dynamic = isinstance(node.args[0], ast.JoinedStr)
                (begun if dynamic else whole).add(name)
    for template in SOURCES.rglob("*.j2"):
        text = template.read_text("utf-8")
        whole.update(IN_TEMPLATE.findall(text))
        begun.update(f"{group}." for group in GLOSS_IN_TEMPLATE.findall(text))
    return whole, begun


def named() -> set[str]:
    """Every string of the code that looks like the name of a message: tables of them count, too."""
    texts = (node.value for node in nodes() if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and NAME.match(text)}


def test_both_languages_have_every_message() -> None:
    assert own("zh").keys() == own("en").keys()


def test_placeholders_are_the_same() -> None:
    zh, en = own("zh"), own("en")
    assert not {name for name in zh if placeholders(zh[name]) != placeholders(en[name])}


def test_no_message_is_missing() -> None:
    whole, begun = asked()
    assert whole <= own("zh").keys()
    assert all(any(name.startswith(start) for name in messages("en")) for start in begun - GLOSSED)


def test_no_message_is_unused() -> None:
    whole, begun = asked()
    known = whole | named()
    unused = {n for n in own("zh") if n not in known and not n.startswith(tuple(begun))}
    assert not unused


def test_english_is_english_and_chinese_chinese() -> None:
    latin = re.compile(r"[a-z]{3,}")
    for name, text in own("en").items():
        assert not HAN.search(text), name
    for name, text in own("zh").items():
        words = latin.findall(re.sub(r"\{[^}]*\}", "", text))
        assert HAN.search(text) or not words, name


def test_a_number_chooses_its_word() -> None:
    with speaking("en"):
        said = [say("site.waiting", n=n) for n in (1, 2)]
    assert said == [", 1 run to come", ", 2 runs to come"]


def test_a_language_is_left_as_it_was() -> None:
    before = spoken()
    with pytest.raises(RuntimeError), speaking("en"):
        raise RuntimeError
    assert spoken() == before
    with pytest.raises(UsageError, match="zh or en"):
        speak("fr")


def test_a_message_is_said_when_it_is_read() -> None:
    message = Message.of("figure.years", first=2012, last=2021)
    assert str(message) == "2012—2021年"
    with speaking("en"):
        assert f"{message}" == "2012–2021"


def test_glosses_leave_unknown_words_alone() -> None:
    with speaking("en"):
        assert gloss("place", "全国") == "China"
        assert gloss("place", "某某县") == "某某县"
    with speaking("zh"):
        assert gloss("place", "全国") == "全国"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal("49570000000"), "CNY", "495.7亿元", "CNY 49.57 bn"),
        (495.7, "亿元", "495.7亿元", "CNY 49.57 bn"),
        (Decimal("5e11"), "CNY", "5,000亿元", "CNY 500 bn"),
        (Decimal("134908400000000"), "CNY", "1,349,084亿元", "CNY 134.9084 trn"),
        (3, "亿美元", "3亿美元", "USD 300 m"),
        (Decimal(5_000_000), "CNY", "500万元", "CNY 5 m"),
        (Decimal(40405), "CNY", "40,405元", "CNY 40,405"),
        (Decimal(40000), "人", "4万人", "40,000 people"),
        (Decimal(1), "人", "1人", "1 person"),
        (Decimal(250), "户", "250户", "250"),
        (Decimal(1_900_000), "人", "190万人", "1.9 million people"),
        (Decimal(78), "个", "78个", "78"),
        (Decimal("5.5"), "%", "5.5%", "5.5%"),
        (Decimal("0.5"), "pp", "0.5个百分点", "0.5 pp"),
        (Decimal("2.3"), "x", "2.3倍", "2.3 times"),
        (Decimal(-3), "%", "−3%", "−3%"),
    ],
)
def test_amounts(value: Decimal | float, unit: str, zh: str, en: str) -> None:
    with speaking("zh"):
        assert amount(value, unit) == zh
    with speaking("en"):
        assert amount(value, unit) == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_told_with_few_places(language: str) -> None:
    with speaking(language):
        said = scale(40000, "人").tell(Fraction(40000, 3), reckoned=True)
        assert said == {"zh": "1.33万人", "en": "13,333 people"}[language]
        assert scale(495.7, "亿元").unit == {"zh": "亿元", "en": "CNY bn"}[language]
        assert span(2012, 2021) == {"zh": "2012—2021年", "en": "2012–2021"}[language]
        assert span(2021, 2021) == {"zh": "2021年", "en": "2021"}[language]
        assert term("status", "target") == {"zh": "目标", "en": "target"}[language]


def test_every_parameter_and_notebook_has_words() -> None:
    runs = plan.load(store.plan_file(), store.notebooks_folder())
    for language in LANGUAGES:
        known = messages(language)
        for run in runs:
            assert f"notebook.{run.notebook}" in known
            assert {f"parameter.{name}" for name in run.parameters} <= known.keys()


PROSE = re.compile(r"[a-z]{3,} [a-z]{2,}|[A-Za-z]{3,} [A-Za-z]{3,} ")
# words that are looked for in documents, cut off names, or read as units: no reader sees them
READ = {
    "力争",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "省",
    "市",
    "全国",
    "亿元",
    "亿美元",
}
# of matplotlib, of the models and of the scores
TERMS = {
    "offset points",
    "axes fraction",
    "own record",
    "reference class",
    "growth at risk",
    "log-drift, own error",
}


def shown_literals(file: Path) -> Iterator[str]:
    """The strings of a module but docstrings and the words of its errors."""
    tree = ast.parse(file.read_text("utf-8"))
    aside: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.Assert):
            aside.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            aside.add(node.value)  # a docstring
        if isinstance(node, ast.ImportFrom | ast.Import):
            aside.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in aside:
            yield node.value


MODULES = sorted(file for file in (SOURCES / "report").glob("*.py") if file.stem != "theme")


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.stem))
def test_no_words_for_readers_stand_in_code(file: Path) -> None:
    for text in shown_literals(file):
        assert text in READ or not HAN.search(text), f"{file.name}: {text}"
        plain = re.sub(r"<[^>]*(>|$)", "", text)
        assert text in TERMS or not PROSE.search(plain), f"{file.name}: {text}"


def test_two_threads_speak_their_own_languages() -> None:
    both = Barrier(2, timeout=60)

    def told(language: str) -> set[str]:
        with speaking(language):
            both.wait()
            return {say("page.contents") for _ in range(200)}

    with ThreadPoolExecutor(2) as threads:
        chinese, english = threads.map(told, ("zh", "en"))
    assert (chinese, english) == ({"目录"}, {"Contents"})


def test_a_language_chosen_for_a_while_ends_with_it() -> None:
    before = spoken()
    with speaking("en"):
        speak("zh")
        assert spoken() == "zh"
    assert spoken() == before
