"""outputs/site/index.html: every run by region, with its answer or what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from indicators.batch.record import Outputs, State, read_states
from indicators.files import write
from indicators.report import page

NO_REGION = "All regions"
OTHERS = "Other runs, not in the plan"


def write_index(outputs: Outputs) -> Path:
    """The index from the record; its file."""
    plan, states = read_states(outputs)
    now = {run: states[run] for run in plan if run in states}
    others = [state for run, state in states.items() if run not in plan]
    groups: dict[str, list[Mapping[str, str]]] = {}
    for state in now.values():
        groups.setdefault(_region(state), []).append(_entry(outputs, state))
    listed = [{"name": name, "entries": entries} for name, entries in groups.items()]
    if others:
        listed.append({"name": OTHERS, "entries": [_entry(outputs, one) for one in others]})
    write(outputs.index, page.index(listed, _summary(now.values(), len(plan))))
    return outputs.index


def _region(state: State) -> str:
    return str(state.last.parameters.get("region", "")) or NO_REGION


def _entry(outputs: Outputs, state: State) -> dict[str, str]:
    last, good = state.last, state.good
    linked = good is not None and outputs.page(last.id).is_file()
    made = (good or last).started
    said = [f"{name} = {value}" for name, value in last.parameters.items() if name != "region"]
    if last.error and last.executed:
        said.append(f"traceback in outputs/{last.executed}")
    return {
        "title": good.title if good else last.notebook,
        "answer": good.answer if good else "",
        "status": last.status,
        "error": last.error,
        "facts": ", ".join([last.notebook, *said, f"{last.seconds} s"]),
        "link": quote(outputs.page(last.id).name) if linked else "",
        "made": made,
        "made_text": made.replace("T", " ").replace("Z", " UTC"),
    }


def _summary(states: Iterable[State], planned: int) -> str:
    ended = [state.last for state in states]
    bad = sum(not record.ok for record in ended)
    parts = [f"{planned} runs in the plan", f"{len(ended) - bad} good", f"{bad} failed"]
    if len(ended) < planned:
        parts.append(f"{planned - len(ended)} not run yet")
    return ", ".join(parts) + "."
