"""legaldocs build: what was made before and is still right is not made again."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from legaldocs import cli
from tests.conftest import PARTIES
from tests.test_imports import HEAVY, loaded_by

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CASE = f"""{PARTIES}
contracts:
  - {{number: A1, price: 1000.00, due_on: 2026-03-01, file: contracts/a.txt}}
"""
WORDS = ["--as-of", "2026-11-21", "--only", "催告函"]


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_unchanged_rebuild_answers_without_building(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, out = tmp_path / "case", tmp_path / "out"
    (case / "contracts").mkdir(parents=True)
    (case / "case.yaml").write_text(CASE, encoding="utf-8")
    (case / "contracts/a.txt").write_bytes(b"a")
    words = ["build", str(case), *WORDS, "--out", str(out)]

    def answer(*more: str) -> tuple[int, dict[str, Any]]:
        code = cli.run([*words, *more, "--json"])
        return code, json.loads(capsys.readouterr().out)

    code, first = answer()
    assert (code, first.pop("unchanged")) == (0, False)
    made = content(out)
    for more in ((), ("--replace",)):
        code, again = answer(*more)
        assert (code, again.pop("unchanged")) == (0, True)
        assert again == first
    assert content(out) == made
    assert cli.run(words) == 0
    assert capsys.readouterr().out.startswith("已是最新")
    loaded = loaded_by(f"from legaldocs import cli\ncli.run({words!r})")
    assert not loaded & (HEAVY | {"legaldocs.job", "legaldocs.law.lawbook"})

    shutil.rmtree(out / "papers")
    assert answer()[0] == 2
    code, mended = answer("--replace")
    assert (code, mended["unchanged"]) == (0, False)
    assert content(out) == made
    (case / "contracts/a.txt").write_bytes(b"b")
    assert answer()[0] == 2
    assert answer("--replace")[1]["unchanged"] is False
    (out / "bundle/seal/statement.p7s").write_bytes(b"signed")
    assert answer("--replace")[1]["error"]["code"] == "LD-INPUT"


def test_a_build_says_what_differs_from_the_one_it_replaces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """1,000.00 owed; 400.00 paid on the day it falls due leaves 600.00.

    Late charge at 0.05 % a day from 2026-03-02 to 2026-11-21, 265 days: 1000 × 0.0005 × 265 =
    132.50, and 600 × 0.0005 × 265 = 79.50.
    """
    case, out = tmp_path / "case", tmp_path / "out"
    (case / "contracts").mkdir(parents=True)
    text = CASE.replace("file:", "late_payment: {rate: 日万分之五}, file:")
    (case / "case.yaml").write_text(text, encoding="utf-8")
    (case / "contracts/a.txt").write_bytes(b"a")
    words = ["build", str(case), "--as-of", "2026-11-21", "--out", str(out), "--replace"]

    def summary() -> dict[str, Any]:
        stated: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
        return stated

    assert cli.run([*words, "--only", "催告函", "--only", "利息计算表"]) == 0
    assert "不同" not in capsys.readouterr().out
    assert summary()["since"] is None
    paid = f"{text}payments:\n  - {{paid_on: 2026-03-01, amount: 400.00}}\n"
    (case / "case.yaml").write_text(paid, encoding="utf-8")
    assert cli.run([*words, "--only", "催告函", "--only", "证据目录"]) == 0
    shown = capsys.readouterr().out
    since = summary()["since"]
    assert [(one["name"], one["before"], one["after"]) for one in since["figures"]] == [
        ("到期未付本金", "1000.00", "600.00"),
        ("违约金或逾期付款损失", "132.50", "79.50"),
        ("合计", "1132.50", "679.50"),
    ]
    assert (since["new"], since["gone"]) == (["证据目录"], ["利息计算表"])
    assert (since["changed"], since["letter"]) == (["催告函"], None)
    page = (out / "SUMMARY.md").read_text(encoding="utf-8")
    for line in (
        "合计：1,132.50 元 → 679.50 元",
        "新增文书：证据目录",
        "不再生成的文书：利息计算表",
    ):
        assert f"       {line}" in shown
        assert f"- {line}" in page
    assert "与这里上次的结果（截至 2026-11-21）不同" in shown
    assert not [path for path in out.rglob("*") if "since" in path.name]

    made = {name: data for name, data in content(out).items() if "/" in name}
    (out / ".inputs.json").unlink()
    assert cli.run([*words, "--only", "催告函", "--only", "证据目录"]) == 0
    assert "不同" not in capsys.readouterr().out, "the same again"
    assert summary()["since"] is None
    assert {name: data for name, data in content(out).items() if "/" in name} == made
    assert cli.run([*words, "--only", "催告函", "--only", "证据目录", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["unchanged"], again["since"]) == (True, None)
