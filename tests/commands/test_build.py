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
