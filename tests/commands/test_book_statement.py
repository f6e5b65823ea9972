"""legaldocs book statement and book answer, as a clerk types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.cli import run
from tests.portfolio.statement.made import ready
from tests.portfolio.statement.test_answering import mail

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.portfolio.statement.making import Made

PERIOD = ["--from", "2026-09-01", "--to", "2026-11-20", "--on", "2026-11-21"]


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Made]:
    book, made = ready(tmp_path)
    return book.path, made


@pytest.fixture
def said(
    asked: tuple[Path, Made], capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, Any]]:
    def answered(*words: str) -> tuple[int, Any]:
        code = run(["book", *words, "--book", str(asked[0]), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return answered


def test_a_statement_is_made_copied_and_listed(
    asked: tuple[Path, Made], said: Callable[..., tuple[int, Any]], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, answer = said(
        "statement", "武汉乙食品有限公司", *PERIOD, "--by", "王某", "--out", str(out)
    )
    assert code == 0
    (made,) = answer["made"]
    # 1,000 + 800 - 503; the money that went back on 20 November is in it: + 50.
    assert (made["opening"], made["closing"]) == ("1000.00", "1347.00")
    assert (asked[0] / made["folder"] / "对账单.pdf").is_file()
    (copied,) = out.iterdir()
    assert copied.name == f"武汉乙食品有限公司-{made['number']}"
    assert len([*copied.iterdir()]) == 4
    code, answer = said(
        "statement", "--sent", made["short_code"], "--on", "2026-11-22", "--by", "王"
    )
    assert (code, answer["sent"]) == (0, [made["number"]])
    _, answer = said("statement", "--list", "--on", "2026-12-25")
    states = {one["number"]: (one["state"], one["waiting_days"]) for one in answer["statements"]}
    # 21 November and 15 days are past; 33 days since it was sent.
    assert states[made["number"]] == ("逾期未回复", 33)


def test_what_a_killed_run_left_is_named(
    asked: tuple[Path, Made], said: Callable[..., tuple[int, Any]]
) -> None:
    assert said("statement", "--list")[1]["findings"] == []
    (asked[0] / "statements" / "DZ20261130-WWCDATWEM").mkdir()
    (found,) = said("statement", "--list")[1]["findings"]
    assert found["code"] == "LD-STMT-STRAY"


def test_one_that_is_refused_ends_with_one_and_all_do_not(
    said: Callable[..., tuple[int, Any]],
) -> None:
    period = ["--from", "2026-01-01", "--to", "2026-01-31", "--on", "2026-11-21", "--by", "王某"]
    code, answer = said("statement", "武汉乙食品有限公司", *period)
    assert (code, answer["made"], answer["refused"]) == (1, [], ["武汉乙食品有限公司"])
    code, answer = said("statement", "--all", *period, "--jobs", "1")
    assert code == 0
    assert [one["customer"] for one in answer["made"]] == ["长沙丙贸易有限公司"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--all", "--list"],
        ["武汉乙食品有限公司", "--all"],
        ["武汉乙食品有限公司", "--from", "2026-09-01", "--by", "王某"],
        ["--all", *PERIOD],
        ["--sent", "WWC-DAT-WEM"],
        ["--sent", "WWC-DAT-WEM", "--by", "王某", "--on", "9999-12-31"],
    ],
)
def test_one_thing_is_asked_at_a_time(
    said: Callable[..., tuple[int, Any]], words: list[str]
) -> None:
    code, answer = said("statement", *words)
    assert (code, answer["error"]["code"]) == (2, "LD-USAGE")


def test_an_answer_is_shown_with_what_to_look_at(
    asked: tuple[Path, Made], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, made = asked
    (tmp_path / "a.eml").write_bytes(mail("核对无误", made, Date="Tue, 01 Dec 2026 09:00:00 +0800"))
    words = ["book", "answer", str(tmp_path / "a.eml"), "--book", str(book), "--by", "王某"]
    if run(words) == 2:  # the machine's clock stands before that day
        assert "回复的日期不对" in capsys.readouterr().err
        return
    said = capsys.readouterr().out
    assert "LD-STMT-AUTHORITY" in said
    assert "2026-12-01 无误，余额 1347.00 元" in said
