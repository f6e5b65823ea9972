"""Which letters are taken from a run, and why others are not."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs import cli
from legaldocs.core.errors import InputError
from legaldocs.dispatch.source import others_in, read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def change(summary: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    stated = json.loads(summary.read_text(encoding="utf-8"))
    edit(stated)
    summary.write_text(json.dumps(stated), encoding="utf-8")


def codes(run: Path, case: str) -> list[str]:
    return [one.code for one in read_source(run).findings if one.where == case]


def test_the_letters_come_in_the_order_of_their_addresses(made: Path) -> None:
    source = read_source(made / "run")
    letters = [item.addressee.name for item in source.items if item.kind == "催告函"]
    assert letters == [
        "北京庚有限公司",
        "北京己有限公司",
        "上海丙有限公司",
        "宁波戊有限公司",
        "杭州戊有限公司",
        "温州戊有限公司",
        "武汉乙食品有限公司",
        "广州丁有限公司",
        "=1+1公司",
        "无址有限公司",
    ]
    assert [item.addressee.name for item in source.items if item.kind == "保证人催告函"] == ["张某"]


def test_a_case_without_a_result_is_not_sent(made: Path) -> None:
    assert codes(made / "run", "broken") == ["LD-DISPATCH-FAILED"]


def test_the_schedule_that_a_letter_names_goes_with_it(made: Path) -> None:
    (item,) = [item for item in read_source(made / "run").items if item.case == "late"]
    assert [file.title for file in item.files] == ["催告函", "利息计算表"]
    assert item.contents.endswith("、利息计算表")
    (other,) = [item for item in read_source(made / "run").items if item.case == "wuhan"]
    assert [file.title for file in other.files] == ["催告函"]


def test_a_letter_whose_schedule_is_not_there_stays(copied: Callable[[str], Path]) -> None:
    run = copied("run")

    def without(stated: dict[str, Any]) -> None:
        stated["papers"] = [one for one in stated["papers"] if one["id"] != "interest_schedule"]

    change(run / "cases/late/summary.json", without)
    assert codes(run, "late") == ["LD-DISPATCH-ENCLOSURE"]
    assert not [item for item in read_source(run).items if item.case == "late"]


def test_a_letter_that_was_altered_is_not_sent(copied: Callable[[str], Path]) -> None:
    run = copied("run")
    with (run / "cases/wuhan/papers/02-催告函.pdf").open("ab") as letter:
        letter.write(b"\n")
    (run / "cases/late/papers/02-催告函.pdf").unlink()
    change(run / "cases/nomail/summary.json", lambda stated: stated.pop("version"))
    for case in ("wuhan", "late", "nomail"):
        assert codes(run, case) == ["LD-DISPATCH-ALTERED"]
    sent = {item.case for item in read_source(run).items}
    assert sent.isdisjoint({"wuhan", "late", "nomail"})


def test_a_letter_that_is_no_pdf_is_not_sent(copied: Callable[[str], Path]) -> None:
    run = copied("run")
    case, data = run / "cases/wuhan", b"no pdf"
    (case / "papers/02-催告函.pdf").write_bytes(data)
    manifest = case / "bundle/manifest-sha256.txt"
    rows = manifest.read_text(encoding="utf-8").splitlines()
    ours = f"{hashlib.sha256(data).hexdigest()}  data/papers/02-催告函.pdf"
    rows = [ours if row.endswith("02-催告函.pdf") else row for row in rows]
    manifest.write_text("\n".join(rows), encoding="utf-8")
    assert codes(run, "wuhan") == ["LD-DISPATCH-ALTERED"]


def test_a_draft_is_not_sent_and_alone_is_printed_as_a_proof(copied: Callable[[str], Path]) -> None:
    run = copied("run")

    def drafted(stated: dict[str, Any]) -> None:
        for paper in stated["papers"]:
            paper["draft"] = True

    change(run / "cases/wuhan/summary.json", drafted)
    assert codes(run, "wuhan") == ["LD-DISPATCH-DRAFT"]
    assert [item.case for item in read_source(run, proof=True).items] == ["wuhan"]


def test_a_case_with_errors_is_held_back(copied: Callable[[str], Path]) -> None:
    run = copied("run")
    error = {"code": "LD-X", "severity": "error", "message": "不符"}
    change(run / "cases/wuhan/summary.json", lambda stated: stated["findings"].append(error))
    assert codes(run, "wuhan") == ["LD-DISPATCH-CASE"]


def test_only_some_letters_are_taken(made: Path) -> None:
    assert {item.kind for item in read_source(made / "run", {"guarantor_demand"}).items} == {
        "保证人催告函"
    }


def test_a_run_that_has_not_ended_is_refused(copied: Callable[[str], Path], tmp_path: Path) -> None:
    run = copied("run")
    (run / "summary.json").unlink()
    with pytest.raises(InputError, match="没有做完"):
        read_source(run)
    with pytest.raises(InputError, match="不是批量结果"):
        read_source(tmp_path / "none")


def test_one_build_is_a_run_of_one(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "某案" / "build" / "day"
    words = ["build", str(made / "cases/wuhan"), "--as-of", "2026-11-21", "--final"]
    assert cli.run([*words, "--out", str(out)]) == 0
    (item,) = read_source(out).items
    assert (item.case, item.addressee.name) == ("某案", "武汉乙食品有限公司")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("附件：债权转让协议复印件（1份）、利息计算表（1份）", ("债权转让协议复印件",)),
        ("附件：欠款明细表（附后）、利息计算表（1份）", ()),
        ("没有附件。保证合同（2份）", ()),
    ],
)
def test_what_no_build_makes_is_named_for_a_person(words: str, found: tuple[str, ...]) -> None:
    assert others_in(words) == found
