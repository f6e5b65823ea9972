"""Exports made for a test, and imports of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

from legaldocs.importing.outcome import Imported, Wanted
from legaldocs.importing.run import run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

HEAD = ["客户名称", "合同编号", "合同金额", "到期日"]
ROW = ["武汉乙食品有限公司", "HT-1", 100000, "2026-06-30"]
US = """
creditor:
  name: 苏州甲设备有限公司
  uscc: 91320500MA1MA3GQ39
  account: {holder: 苏州甲设备有限公司, bank: 中国银行苏州分行, number: "622200001"}
agents:
  - {name: 王某, kind: 工作人员, post: 法务, file: other/劳动合同.pdf}
"""


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook with the rows of each sheet."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return path


def debts(tmp_path: Path, *rows: Sequence[Any], head: Sequence[Any] = HEAD) -> Path:
    """Write a ledger of one sheet."""
    return book(tmp_path / "台账.xlsx", {"应收": [head, *rows]})


def imported(tmp_path: Path, *files: Path, **options: Any) -> Imported:
    """Import files into ``out`` with our own side."""
    us = tmp_path / "us.yaml"
    us.write_text(US, encoding="utf-8")
    return run(Wanted(files, tmp_path / "out", **({"creditor": us} | options)))


def reasons(done: Imported) -> list[str]:
    """Return why rows were given back, each with its line and column."""
    return [
        f"{row.line} {refusal.column}：{refusal.reason}"
        for row in done.refused
        for refusal in row.refusals
    ]


def case_text(tmp_path: Path, name: str) -> str:
    """Return the case file of an imported case."""
    return (tmp_path / "out" / name / "case.yaml").read_text(encoding="utf-8")


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes and times of every file of the case folders."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent != folder
    }
