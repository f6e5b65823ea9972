from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from legaldocs import cli
from legaldocs.case.files import found_files
from legaldocs.case.reading import load_case
from legaldocs.case.scaffold import scaffold

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.run(words)
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def test_events_are_kept_in_order_with_the_hash_of_their_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "案"
    scaffold(case)
    letter = case / "communications" / "催告函.pdf"
    letter.write_bytes(b"letter")
    sent = ["journal", "add", str(case), "sent", "--by", "沈某", "--on", "2026-11-02"]
    assert run([*sent, "--what", "快递寄出催告函", "--file", str(letter)], capsys)[0] == 0
    assert run(["journal", "add", str(case), "delivered", "--by", "沈某"], capsys)[0] == 0
    code, shown = run(["journal", "show", str(case)], capsys)
    assert code == 0
    assert shown.splitlines()[0] == "2026-11-02 发出 沈某 快递寄出催告函"
    reply = json.loads(run(["journal", "show", str(case), "--json"], capsys)[1])
    assert [entry["event"] for entry in reply["entries"]] == ["sent", "delivered"]
    assert reply["entries"][0]["digests"] == {"催告函.pdf": hashlib.sha256(b"letter").hexdigest()}
    assert found_files(load_case(case)) == ("communications/催告函.pdf",)


def test_an_edited_journal_is_found_by_show_and_by_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scaffold(tmp_path)
    for day in ("2026-11-02", "2026-11-03"):
        add = ["journal", "add", str(tmp_path), "sent", "--by", "沈某", "--on", day]
        assert run(add, capsys)[0] == 0
    journal = tmp_path / "journal.jsonl"
    journal.write_text(journal.read_text("utf-8").replace("11-02", "11-01"), encoding="utf-8")
    assert run(["journal", "show", str(tmp_path)], capsys)[0] == 4
    code, shown = run(["check", str(tmp_path), "--as-of", "2026-11-21"], capsys)
    assert code == 1
    assert "LD-JOURNAL-CHAIN journal.jsonl:2" in shown


def test_only_a_case_has_a_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = run(["journal", "add", str(tmp_path), "sent", "--by", "沈某"], capsys)
    assert code == 2
    assert "case.yaml" in shown
    assert run(["journal", "add", str(tmp_path), "lost", "--by", "沈某"], capsys)[0] == 2
