"""outputs/site: an index over every run by region in each language, and a feed of what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from indicators import lexicon
from indicators.batch.record import BESIDE, FAILED, Outputs, State, read_states
from indicators.files import write
from indicators.language import LANGUAGES, gloss, say, speaking, spoken
from indicators.report import names, page

FEED = "feed.json"
NEWEST = 50  # items of the feed
PICTURE = ".svg"  # the key chart beside its page
HOLDS = {  # what is in a file beside a page
    ".xlsx": "site.workbook",
    ".csv": "site.stated",
    ".tables.csv": "site.tables",
    ".dta": "site.stated",
    ".sdmx.csv": "site.stated",
    ".svg": "site.chart",
    ".png": "site.chart",
    ".pdf": "site.printed",
}
Entry = Mapping[str, object]


def write_index(outputs: Outputs) -> Path:
    """The index from the record, in each language, and the feed; the file of the first."""
    plan, states = read_states(outputs)
    pages = {language: _index(outputs, language) for language in LANGUAGES}
    for language, file in pages.items():
        with speaking(language):
            mine = {run: one for run, one in states.items() if _speaks(one, language)}
            groups = list(_groups(outputs, [run for run in plan if run in mine], mine))
            others = {one: pages[one].name for one in LANGUAGES if one != language}
            planned = [run for run in plan if run not in states or run in mine]
            html = page.index(groups, _summary(mine, planned), others, FEED)
            write(file, html)
    write(outputs.index.with_name(FEED), _feed(outputs, states))
    return outputs.index


def _index(outputs: Outputs, language: str) -> Path:
    end = "" if language == LANGUAGES[0] else f".{language}"
    return outputs.index.with_suffix(f"{end}.html")


def _speaks(state: State, language: str) -> bool:
    """Whether a run is of this language; one that names none is of every one."""
    return state.last.parameters.get("language", language) == language


def _groups(
    outputs: Outputs, planned: list[str], states: Mapping[str, State]
) -> Iterator[dict[str, object]]:
    groups: dict[str, list[Entry]] = {}
    for run in planned:
        groups.setdefault(_region(states[run]), []).append(_entry(outputs, states[run]))
    for name, entries in groups.items():
        yield {"name": name, "entries": entries}
    if others := [_entry(outputs, one) for run, one in states.items() if run not in planned]:
        yield {"name": say("site.others"), "entries": others}


def _region(state: State) -> str:
    region = str(state.last.parameters.get("region", ""))
    return names.place(region) if region else say("site.everywhere")


def _subject(state: State) -> str:
    """What a run is about: its indicator, else what its notebook is called."""
    entry = lexicon.catalogue().get(str(state.last.parameters.get("indicator", "")))
    if entry is None:
        return gloss("notebook", state.last.notebook)
    return entry.zh if spoken() == "zh" else entry.en


def _entry(outputs: Outputs, state: State) -> Entry:
    last, good = state.last, state.good
    file = outputs.page(last.id)
    linked = good is not None and file.is_file()
    hidden = ("region", "language")
    said = [f"{name} = {value}" for name, value in last.parameters.items() if name not in hidden]
    if last.error and last.executed:
        said.append(f"outputs/{last.executed}")
    beside = [one for one in BESIDE if linked and file.with_suffix(one).is_file()]
    made = (good or last).started
    return {
        "title": good.title if good else last.notebook,
        "answer": good.answer if good else "",
        "indicator": _subject(state),
        "status": last.status,
        "status_text": "" if last.ok else _ended(last.status),
        "error": last.error,
        "facts": ", ".join([gloss("notebook", last.notebook), *said]),
        "link": quote(file.name) if linked else "",
        "picture": quote(file.with_suffix(PICTURE).name) if PICTURE in beside else "",
        "files": [_beside(file, end) for end in beside],
        "made": made,
        "made_text": made.replace("T", " ").replace("Z", " UTC"),
    }


def _beside(page: Path, end: str) -> Entry:
    """A file beside a page, with what is in it: not every form has everything."""
    return {"form": end[1:], "link": quote(page.with_suffix(end).name), "holds": say(HOLDS[end])}


def _ended(status: str) -> str:
    return say("site.failed" if status == FAILED else "site.interrupted")


def _summary(states: Mapping[str, State], planned: Iterable[str]) -> str:
    """How many runs of the plan are good, failed, and still to come."""
    plan = list(planned)
    ended = [states[run].last for run in plan if run in states]
    bad = sum(not record.ok for record in ended)
    told = say("site.planned", n=len(plan), good=len(ended) - bad, bad=bad)
    return told + (say("site.waiting", n=left) if (left := len(plan) - len(ended)) else "")


def _feed(outputs: Outputs, states: Mapping[str, State]) -> str:
    """JSON Feed 1.1: the newest pages and failures first; addresses are relative to the feed."""
    newest = sorted(states.values(), key=lambda one: one.last.number, reverse=True)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Indicators",
        "home_page_url": outputs.index.name,
        "feed_url": FEED,
        "items": [_item(outputs, state) for state in newest[:NEWEST]],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(outputs: Outputs, state: State) -> Entry:
    last, good = state.last, state.good
    return {
        "id": f"{last.id}@{last.started}",
        **({"url": quote(outputs.page(last.id).name)} if good else {}),
        "title": good.title if good else last.notebook,
        "content_text": last.error or (good.answer if good else ""),
        "date_published": last.started,
        "tags": [last.status, *filter(None, [str(last.parameters.get("region", ""))])],
    }
