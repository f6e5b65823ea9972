"""legaldocs law: how far the data were checked, and the user's confirmations."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.cli import run
from legaldocs.commands import _law

if TYPE_CHECKING:
    from pathlib import Path

CONFIRM = ["law", "confirm", "lpr_1y", "--source", "拆借中心公告"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEGALDOCS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("legaldocs.commands.law.today", lambda: dt.date(2026, 11, 21))
    return tmp_path / "home"


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def state(capsys: pytest.CaptureFixture[str], id_: str, day: str) -> str:
    (item,) = answer(capsys, "law", "status", id_, "--as-of", day)["items"]
    return str(item["state"])


def test_status_shows_everything(capsys: pytest.CaptureFixture[str]) -> None:
    items = answer(capsys, "law", "status", "--as-of", "2026-06-01")["items"]
    assert {item["kind"] for item in items} == {"rate", "fee", "parameter", "statute"}
    by_id = {item["id"]: item for item in items}
    assert by_id["lpr_1y"]["state"] == "checked"
    assert by_id["benchmark"]["state"] == "closed"
    assert by_id["cn.civil_code"]["verified_through"] == "2026-06-26"


def test_status_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "status", "lpr_1y", "--as-of", "2026-11-21"]) == 0
    shown = capsys.readouterr().out
    assert "2026-10-19  暂定  lpr_1y  一年期贷款市场报价利率" in shown


def test_an_unknown_item_is_refused() -> None:
    assert run(["law", "status", "lpr_2y"]) == 2


def test_a_confirmation_is_kept_in_the_users_own_folder(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert state(capsys, "lpr_1y", "2026-11-20") == "provisional"
    reply = answer(capsys, *CONFIRM, "--on", "2026-11-20", "--value", "3.00")
    assert reply["provisional"] is False
    text = (home / "confirmations.yaml").read_text("utf-8")
    assert '2026-11-20: {value: 3.00, source: "拆借中心公告"}' in text
    assert state(capsys, "lpr_1y", "2026-11-20") == "checked"
    assert state(capsys, "lpr_1y", "2026-11-21") == "provisional"
    assert state(capsys, "lpr_5y", "2026-11-20") == "provisional"


def test_calc_uses_the_confirmed_rate(capsys: pytest.CaptureFixture[str]) -> None:
    run([*CONFIRM, "--on", "2026-11-20", "--value", "2.90"])
    capsys.readouterr()
    line = "calc interest --principal 36500 --from 2026-11-20 --to 2026-11-20 --rate lpr"
    found = answer(capsys, *line.split())
    assert (found["interest"], found["provisional"]) == ("2.90", False)
    assert "用户确认 2026-11-20" in found["segments"][0]["source"]


def test_a_second_value_for_a_day_needs_replace(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert run([*CONFIRM, "--on", "2026-11-20", "--value", "3.00"]) == 0
    before = (home / "confirmations.yaml").read_bytes()
    assert run([*CONFIRM, "--on", "2026-11-20", "--value", "2.90"]) == 2
    assert (home / "confirmations.yaml").read_bytes() == before
    assert "--replace" in capsys.readouterr().err
    assert run([*CONFIRM, "--on", "2026-11-20", "--value", "2.90", "--replace"]) == 0
    assert "3.00" not in (home / "confirmations.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ["--on", "2026-11-22", "--value", "3.00"],
        ["--on", "2026-05-20", "--value", "3.10"],
        ["--on", "2026-11-20", "--value", "three"],
        ["--on", "2026-11-20", "--value", "0"],
        ["--on", "2026-11-20", "--value", "-3"],
        ["--on", "2026-11-31", "--value", "3.00"],
        ["--on", "2026-11-20"],
        ["--on", "2026-11-20", "--value", "3.00", "--source", " "],
    ],
)
def test_bad_confirmations_write_nothing(words: list[str], home: Path) -> None:
    assert run([*CONFIRM, *words]) == 2
    assert not home.exists()


def test_only_published_rates() -> None:
    words = ["--on", "2026-11-20", "--value", "4.35", "--source", "x"]
    assert run(["law", "confirm", "benchmark", *words]) == 2


def test_a_spoilt_file_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "confirmations.yaml").write_text("lpr_1y: 3.00\n", encoding="utf-8")
    assert run(["law", "status"]) == 2
    assert "confirmations.yaml:1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("platform", "variable", "end"),
    [
        ("win32", "APPDATA", "data/legaldocs"),
        ("linux", "XDG_DATA_HOME", "data/legaldocs"),
        ("darwin", "UNUSED", "Library/Application Support/legaldocs"),
    ],
)
def test_the_platforms_own_place(
    platform: str, variable: str, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEGALDOCS_HOME")
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(variable, str(tmp_path / "data"))
    assert _law.home().as_posix().endswith(end)
