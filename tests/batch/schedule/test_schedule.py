"""What a schedule prints is taken by what it is for, and means the times that were asked for."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from indicators.batch.schedule.cron import FIELDS, Cron, listed
from indicators.batch.schedule.targets import TARGETS, Schedule, calendar
from indicators.batch.schedule.zone import in_utc, zone
from indicators.cli import main
from indicators.errors import UsageError

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata")
SYSTEMD = shutil.which("systemd-analyze")
CRONTAB = shutil.which("crontab")
AIRFLOW = {
    "airflow.providers.standard.operators.bash": {"BashOperator"},
    "airflow.sdk": {"DAG"},
    "airflow.timetables.trigger": {"CronTriggerTimetable"},
    "datetime": {"timedelta"},
    "__future__": {"annotations"},
}
AT = ("30 6 * * 1", "0 8 1,15 * *", "*/20 9-17 * * mon-fri", "5 0 13 * fri", "0 7 * 3,9 *")


def made(at: str = "30 6 * * 1", where: str = "Asia/Shanghai", home: str = "/srv/a b%") -> Schedule:
    words = ("/opt/a b/python", "-m", "indicators", "run", "--plan", "notebooks/x y.toml")
    return Schedule(Cron.parse(at), zone(where), "notebooks/x y.toml", home, words, NOW)


@st.composite
def crons(draw: st.DrawFn) -> Cron:
    """Any times of days that every month has."""

    def some(low: int, high: int) -> frozenset[int]:
        return draw(st.frozensets(st.integers(low, high), min_size=1, max_size=4))

    days = draw(st.none() | st.just(some(2, 27)))
    weekdays = draw(st.none() | st.just(some(0, 6)))
    return Cron(some(0, 59), some(0, 23), days, frozenset(range(1, 13)), weekdays)


@given(crons(), st.sampled_from(ZONES))
def test_the_times_in_utc_are_those_of_the_zone(cron: Cron, name: str) -> None:
    where = ZoneInfo(name)
    lines = in_utc(cron, where, NOW)
    for offset in {line.offset for line in lines}:
        utc = {
            m
            for one in lines
            if one.offset == offset
            for m in one.cron.moments(date(2027, 1, 1), 70)
        }
        shift = timedelta(minutes=offset)
        local = {m - shift for m in cron.moments(date(2026, 12, 30), 75)}
        first, last = datetime(2027, 1, 2), datetime(2027, 3, 8)
        assert {m for m in utc if first < m < last} == {m for m in local if first < m < last}


@given(crons())
def test_what_is_printed_is_read_as_it_was(cron: Cron) -> None:
    again = Cron.parse(str(cron))
    assert list(again.moments(date(2027, 1, 1), 40)) == list(cron.moments(date(2027, 1, 1), 40))


@pytest.mark.parametrize("at", AT)
def test_the_times_are_those_that_another_program_finds(at: str) -> None:
    croniter = pytest.importorskip("croniter").croniter
    theirs = croniter(at, datetime(2027, 1, 1))
    ours = [m for m in Cron.parse(at).moments(date(2027, 1, 1), 365) if m > datetime(2027, 1, 1)]
    assert [theirs.get_next(datetime) for _ in ours[:200]] == ours[:200]


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("30 6 * *", "4 fields, not 5: minute hour day month weekday"),
        ("60 6 * * *", "minute '60': give a number from 0 to 59"),
        ("0 6 * foo *", "month 'foo': give a number from 1 to 12"),
        ("0 6-2 * * *", "hour '6-2': is empty"),
        ("0 6 31 2 *", "no such day comes"),
        ("0 6 */2 * *", "crons differ about */n for days: list the days"),
        ("0 6,, * * *", "hour '': give a number"),
        ("@daily", "1 fields, not 5"),
        ("0 6 ٣ * *", "day '٣': give a number"),
    ],
)
def test_a_time_that_is_none_is_refused(at: str, error: str) -> None:
    with pytest.raises(UsageError, match=re.escape(error)):
        Cron.parse(at)


def test_days_that_utc_cannot_tell_are_refused() -> None:
    with pytest.raises(UsageError, match="in UTC it falls on another day"):
        TARGETS["github"](made("0 6 1 * *"))
    assert '"0 22 14 * *"' in TARGETS["github"](made("0 6 15 * *"))["indicators.yml"]


@pytest.mark.skipif(not SYSTEMD, reason="no systemd-analyze here")
@pytest.mark.parametrize("name", ["Asia/Shanghai", "Europe/Berlin"])
@pytest.mark.parametrize("at", AT)
def test_systemd_finds_the_same_times(at: str, name: str) -> None:
    schedule = made(at, name)
    told: set[str] = set()
    for line in calendar(schedule):
        command = [
            str(SYSTEMD),
            "calendar",
            "--iterations=6",
            "--base-time=2027-01-01 00:00:00 UTC",
        ]
        ran = subprocess.run([*command, line], capture_output=True, text=True, env={"TZ": "UTC"})
        assert ran.returncode == 0, ran.stderr
        told |= set(re.findall(r"(?:Next elapse|Iter\. *#\d+): \w+ (\S+ \S+) UTC", ran.stdout))
    ours = (m.replace(tzinfo=schedule.zone) for m in schedule.cron.moments(date(2026, 12, 31), 400))
    wanted = [
        f"{m.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        for m in ours
        if m > datetime(2027, 1, 1, tzinfo=UTC)
    ]
    assert sorted(told)[:5] == wanted[:5]


@pytest.mark.skipif(not SYSTEMD, reason="no systemd-analyze here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    home = tmp_path / "a b%"
    home.mkdir()
    schedule = made(home=str(home))
    words = ("/bin/true", "a b", '"$HOME"', "50%")
    for name, text in TARGETS["systemd"](replace(schedule, words=words)).items():
        (tmp_path / name).write_text(text, "utf-8")
    units = [str(tmp_path / name) for name in ("indicators.timer", "indicators.service")]
    ran = subprocess.run([str(SYSTEMD), "verify", *units], capture_output=True, text=True)
    own = [line for line in ran.stderr.splitlines() if "indicators" in line]
    assert own == [] and ran.returncode == 0, ran.stderr
    assert "Persistent=true" in (tmp_path / "indicators.timer").read_text("utf-8")


def test_cron_has_the_line(tmp_path: Path) -> None:
    text = TARGETS["cron"](made())["crontab"]
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    command = "cd '/srv/a b\\%' && '/opt/a b/python' -m indicators run --plan 'notebooks/x y.toml'"
    assert lines == ["CRON_TZ=Asia/Shanghai", f"30 6 * * 1 {command}", f"@reboot {command}"]
    assert "Debian's cron" in text


@pytest.fixture
def cron() -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """The real `crontab`, for a user who has none yet: what a test puts in is taken out again."""

    def call(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(CRONTAB), *map(str, words)], capture_output=True, text=True)

    if not CRONTAB or call("-l").returncode == 0:
        pytest.skip("no cron here, or a crontab that a test must not touch")
    yield call
    call("-r")


def test_a_real_cron_takes_it(
    cron: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    text = TARGETS["cron"](made())["crontab"]
    bad.write_text(text.replace("30 6", "30 36"), "utf-8")
    assert cron(bad).returncode != 0, "it looks at what it is given"
    good.write_text(text, "utf-8")
    ran = cron(good)
    assert ran.returncode == 0, ran.stderr
    assert text in cron("-l").stdout


def test_no_zone_is_named_where_it_is_the_machine_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert "CRON_TZ" not in TARGETS["cron"](made())["crontab"]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("name", ZONES)
def test_the_workflow_is_yaml_and_its_guard_lets_one_of_two_through(name: str) -> None:
    text = TARGETS["github"](made("30 6 * * 1-5", name))["indicators.yml"]
    flow = yaml.safe_load(text)
    lines = [one["cron"] for one in flow[True]["schedule"]]  # YAML 1.1 takes `on` for true
    steps = flow["jobs"]["batch"]["steps"]
    assert flow["jobs"]["batch"]["env"]["TZ"] == name and "workflow_dispatch" in flow[True]
    assert any("run --plan 'notebooks/x y.toml'" in step.get("run", "") for step in steps)
    guard = [step for step in steps if step.get("id") == "season"]
    assert len(guard) == (len(lines) > 1)
    for step in guard:
        passed = [line for line in lines if _passes(step["run"], line, name)]
        offset = datetime.now(ZoneInfo(name)).strftime("%z")
        [line] = passed
        assert f'"{line}"  # while {name} is {offset[:3]}{offset[3:]}' in text
        assert all("season" in other["if"] for other in steps if other is not step)


def _passes(script: str, line: str, name: str) -> bool:
    script = f"GITHUB_OUTPUT=/dev/stdout; {script}"
    ran = subprocess.run(
        ["bash", "-ec", script],
        capture_output=True,
        text=True,
        check=True,
        env={"LINE": line, "TZ": name},
    )
    return ran.stdout == "due=yes\n"


def test_the_dag_is_python_with_names_that_airflow_has() -> None:
    tree = ast.parse(TARGETS["airflow"](made())["indicators_dag.py"])
    compile(tree, "indicators_dag.py", "exec")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert {one.name for one in node.names} <= AIRFLOW[str(node.module)]
    calls = {
        node.func.id: {k.arg: ast.unparse(k.value) for k in node.keywords}
        | {"": [*map(ast.unparse, node.args)]}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls["DAG"]["catchup"] == "False" and calls["DAG"]["max_active_runs"] == "1"
    assert calls["CronTriggerTimetable"] == {"timezone": "ZONE", "": ["'30 6 * * 1'"]}
    assert "a b" in str(calls["BashOperator"]["cwd"])


def test_the_command_checks_time_zone_and_plan_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["schedule", "systemd", "--at", "30 6 * * 1", "--timezone"]
    assert main([*call, "Asia/Shanghai", "--to", str(tmp_path)]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "indicators.service",
        "indicators.timer",
    ]
    assert re.search(r"\d+ runs, the first time 20.* 06:30 Asia/Shanghai", capsys.readouterr().err)
    assert main([*call, "Asia/Peking"]) == 2
    assert "no such zone" in capsys.readouterr().err
    plan = tmp_path / "published.toml"
    plan.write_text('to = "memory://reports"\n[[run]]\nnotebook = "00-start"\n', "utf-8")
    assert main([*call, "UTC", "--plan", str(plan), "--to", str(tmp_path)]) == 0
    assert capsys.readouterr().err.endswith(" UTC, published to memory://reports\n")
    plan = tmp_path / "broken.toml"
    plan.write_text('[[run]]\nnotebook = "99-none"\n', "utf-8")
    assert main([*call, "UTC", "--plan", str(plan)]) == 2
    assert "99-none" in capsys.readouterr().err


def test_lists_are_short() -> None:
    assert [listed(frozenset(n), FIELDS[1]) for n in ({1}, {1, 2, 3}, {1, 3}, range(24))] == [
        *("1", "1-3", "1,3", "*")
    ]
