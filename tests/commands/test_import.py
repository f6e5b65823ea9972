"""legaldocs import."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LEDGER = "客户名称,合同编号,合同金额,到期日,备注\n武汉乙食品有限公司,HT-1,100000,2026-06-30,x\n"
BAD = LEDGER + "武汉丙有限公司,HT-2,一百,03/04/2026,\n"

ANSWERS = [("import ledger.csv --out imported", 1)]
FAILURES = [("import", "legaldocs.import/1"), ("import pass --out imported", "legaldocs.import/1")]


def ledger(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "台账.csv").write_text(text, encoding="utf-8")
    (tmp_path / "us.yaml").write_text("creditor: {name: 苏州甲设备有限公司}\n", encoding="utf-8")
    return ["import", str(tmp_path / "台账.csv"), "--out", str(tmp_path / "out"),
            "--creditor", str(tmp_path / "us.yaml")]  # fmt: skip


def test_the_mapping_and_the_result_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ledger(tmp_path, LEDGER)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["台账.csv：按“债务”读，表头在第 1 行", "  客户名称 → 债务人名称"]
    assert "  没有用的列：备注" in lines
    assert lines[-1] == ("新建 1 个案件，没有变化 0 个，更新 0 个，有变化没有写入 0 个，退回 0 行")


def test_refused_rows_are_shown_and_end_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ledger(tmp_path, BAD)) == 1
    out = capsys.readouterr().out
    assert "退回 台账.csv 第 3 行：“合同金额”金额无法识别" in out
    assert "exceptions.xlsx，在里面改正后用它再导入" in out


def test_the_reply_names_columns_cases_and_each_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*ledger(tmp_path, BAD), "--json"]) == 1
    reply = json.loads(capsys.readouterr().out)
    assert (reply["schema"], reply["ok"], reply["unchanged"]) == ("legaldocs.import/1", False, 0)
    assert reply["made"] == [
        {"folder": "HT-1-武汉乙食品有限公司", "debtor": "武汉乙食品有限公司", "contract": "HT-1"}
    ]
    assert reply["sheets"][0]["columns"][2] == {
        "heading": "合同金额", "field": "合同价款", "unit": "1"
    }  # fmt: skip
    assert [(row["line"], row["column"]) for row in reply["refused"]] == [
        (3, "合同金额"), (3, "到期日")
    ]  # fmt: skip


def test_what_is_no_table_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    (tmp_path / "a.xls").write_bytes(b"x")
    for name in ("a.xlsx", "a.xls", "none.csv", "a.txt"):
        assert run(["import", str(tmp_path / name), "--out", str(tmp_path / "out")]) == 2
        assert "下一步：" in capsys.readouterr().err
