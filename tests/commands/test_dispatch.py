"""legaldocs dispatch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from legaldocs import cli
from legaldocs.commands import dispatch
from legaldocs.render.labels import GRIDS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ANSWERS = [
    ("batch case --as-of 2026-11-21 --only 催告函 --final --jobs 1 --out run-to-post", 0),
    ("dispatch make run-to-post --out post --labels 2x7 --duplex --drafts", 1),
    ("dispatch make run-to-post --out post --only 催告函 --replace", 1),
    ("dispatch record post/寄件清单.xlsx --cases case --by 张三 --run run-to-post", 0),
]
FAILURES = [
    ("dispatch make nowhere --out post-none", "legaldocs.dispatch.make/1"),
    ("dispatch make run-to-post --out run-to-post/post", "legaldocs.dispatch.make/1"),
    ("dispatch make run-to-post --out post-none --only 支付令申请书", "legaldocs.dispatch.make/1"),
    ("dispatch make run-to-post --out post-none --labels 9x9", "legaldocs.dispatch.make/1"),
    ("dispatch make run-to-post --out post-none --proof", "legaldocs.dispatch.make/1"),
    ("dispatch record pass --cases case --by 张三", "legaldocs.dispatch.record/1"),
    ("dispatch record pass --cases case --by 张三 --run nowhere", "legaldocs.dispatch.record/1"),
    ("dispatch record none.xlsx --cases case", "legaldocs.dispatch.record/1"),
]


def test_the_grids_that_are_offered_are_those_there_are() -> None:
    assert tuple(GRIDS) == dispatch._GRIDS


def test_from_drafts_to_a_recorded_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, run, post = tmp_path / "cases/a", tmp_path / "run", tmp_path / "post"
    case.mkdir(parents=True)
    text = "parties:\n  - {role: 债权人, name: 甲公司}\n"
    text += "  - {role: 债务人, name: 乙公司, address: 武汉市某路1号, phone: '1'}\n"
    text += "contracts: [{number: A1, price: 10.00, due_on: 2026-03-01}]\n"
    (case / "case.yaml").write_text(text, encoding="utf-8")
    batch = ["batch", str(case.parent), "--as-of", "2026-11-21", "--out", str(run), "--jobs", "1"]
    assert cli.run(batch) == 0
    make = ["dispatch", "make", str(run), "--out", str(post)]
    capsys.readouterr()
    assert cli.run(make) == 2
    assert "是草稿，未经签发，不寄" in capsys.readouterr().err
    assert cli.run([*make, "--proof"]) == 0
    assert cli.run([*batch, "--final"]) == 0
    capsys.readouterr()
    assert cli.run([*make, "--replace", "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert [(one["to"], one["label"], one["courier"]) for one in reply["parcels"]] == [
        ("乙公司", True, True)
    ]
    assert [one["code"] for one in reply["findings"]] == ["LD-DISPATCH-SENDER"]
    words = ["dispatch", "record", str(post / "寄件清单.xlsx"), "--cases", str(case.parent)]
    assert cli.run([*words, "--by", "赵某"]) == 0
    assert "记入 0 件，以前已记 0 件，没有填写 1 件" in capsys.readouterr().out
