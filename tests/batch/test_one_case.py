"""One case of a run: built, skipped, or named with what a person must do."""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
import shutil
from typing import TYPE_CHECKING

import pytest

from legaldocs import cli
from legaldocs.batch.folders import CaseJob
from legaldocs.batch.one_case import Order, build_case
from legaldocs.batch.outcome import failed
from legaldocs.core.draft import unused
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason
from tests.conftest import PARTIES

if TYPE_CHECKING:
    from pathlib import Path

ORDER = Order(dt.date(2026, 11, 21), only=("催告函",))
CASE = f"{PARTIES}\ncontracts:\n  - {{number: A1, price: 1000.00, due_on: 2026-03-01}}\n"


@pytest.fixture
def job(tmp_path: Path) -> CaseJob:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    return CaseJob("a/case", folder, tmp_path / "out/a/case")


def test_what_has_not_changed_is_skipped(job: CaseJob) -> None:
    first = build_case(ORDER, job)
    assert (first.case, first.state, first.ok, first.papers) == (
        "a/case",
        "built",
        True,
        ("demand_letter",),
    )
    assert first.sums is not None
    assert first.sums.principal == "1000.00"
    left = unused(job.out)
    left.mkdir()
    again = build_case(ORDER, job)
    assert dataclasses_equal(again, first, but={"state", "seconds"})
    assert again.state == "unchanged"
    assert not left.exists(), "what a killed run left is cleared, also where nothing is built"

    words = ["build", str(job.folder), "--as-of", "2026-11-21", "--only", "催告函"]
    assert cli.run([*words, "--out", str(job.out)]) == 0, "build knows what the batch has made"

    for order in (
        dataclasses.replace(ORDER, as_of=dt.date(2026, 11, 22)),
        dataclasses.replace(ORDER, final=True),
        dataclasses.replace(ORDER, law=b"#"),
    ):
        assert build_case(order, job).state == "built"


def dataclasses_equal(one: object, other: object, but: set[str]) -> bool:
    names = set(type(one).__struct_fields__) - but  # type: ignore[attr-defined]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def test_a_case_that_cannot_be_read_is_named_with_its_place(job: CaseJob) -> None:
    build_case(ORDER, job)
    (job.folder / "case.yaml").write_text(f"{CASE}nonsense: 1\n", encoding="utf-8")
    outcome = build_case(ORDER, job)
    assert (outcome.state, outcome.ok, outcome.older) == ("failed", False, True)
    assert outcome.reasons[0].code == "LD-CASE-UNKNOWN-KEY"
    assert outcome.reasons[0].where.startswith("case.yaml:")
    shutil.rmtree(job.folder)
    outcome = build_case(ORDER, job)
    assert (outcome.state, outcome.reasons[0].code) == ("failed", "LD-INPUT")


def test_a_paper_asked_for_and_refused_is_the_reason(job: CaseJob) -> None:
    outcome = build_case(dataclasses.replace(ORDER, only=("支付令申请书",)), job)
    assert (outcome.state, outcome.ok) == ("built", False)
    assert outcome.reasons[0].code == outcome.refused["payment_order"]


def test_a_sealed_bundle_is_not_replaced(job: CaseJob) -> None:
    build_case(ORDER, job)
    (job.out / "bundle/seal/statement.p7s").write_bytes(b"signed")
    outcome = build_case(ORDER, job)
    assert (outcome.state, outcome.reasons[0].code) == ("failed", "LD-INPUT")
    assert "已经签名" in outcome.reasons[0].what


def test_a_place_that_cannot_be_written_is_named(job: CaseJob) -> None:
    job.out.parent.parent.mkdir()
    job.out.parent.write_bytes(b"a file where a folder should be")
    outcome = build_case(ORDER, job)
    assert (outcome.state, outcome.reasons[0].code) == ("failed", "LD-INPUT")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("wrapped", [True, False])
def test_a_case_that_the_disk_did_not_take_is_tried_again(
    job: CaseJob, monkeypatch: pytest.MonkeyPatch, number: int, *, wrapped: bool
) -> None:
    def full(*_: object, **__: object) -> None:
        fault = OSError(number, "", str(job.out / "papers/a.pdf"))
        if wrapped:
            raise InputError("输出未生成", where="a.pdf", found=reason(fault)) from fault
        raise fault

    monkeypatch.setattr("legaldocs.job.build", full)
    outcome = build_case(ORDER, job)
    assert (outcome.state, outcome.is_final) == ("failed", False)
    (said,) = outcome.reasons
    assert said.code == "LD-BATCH-DISK"
    assert reason(OSError(number, "")) in said.what
    assert said.where.endswith("a.pdf")
    assert "--resume" in said.next_step
    monkeypatch.undo()
    assert build_case(ORDER, job).ok


def test_a_letter_that_can_only_be_a_draft_is_looked_at_when_it_was_to_go_out(
    job: CaseJob,
) -> None:
    """Its rate is past the last check: whoever asked for papers to send has to be told."""
    floating = CASE.replace(
        "due_on: 2026-03-01", "due_on: 2026-03-01, late_payment: {rate: 按同期LPR四倍}"
    )
    (job.folder / "case.yaml").write_text(floating, encoding="utf-8")
    for only in ((), ("催告函",)):
        order = dataclasses.replace(ORDER, only=only, as_of=dt.date(2027, 3, 1))
        assert build_case(order, job).ok
        final = dataclasses.replace(order, final=True)
        for state in ("built", "unchanged"):
            outcome = build_case(final, job)
            assert (outcome.state, outcome.ok) == (state, False)
            assert {one.code for one in outcome.reasons} == {"LD-ISSUE-PROVISIONAL"}
    (job.folder / "case.yaml").write_text(CASE, encoding="utf-8")
    assert build_case(dataclasses.replace(ORDER, final=True), job).ok


def test_warnings_are_named_once(job: CaseJob) -> None:
    outcome = build_case(dataclasses.replace(ORDER, as_of=dt.date(2027, 3, 1)), job)
    assert "LD-LAW-OLD" in outcome.warned
    assert len(set(outcome.warned)) == len(outcome.warned) <= outcome.found["warning"]


def test_an_outcome_stands_until_its_case_changes(job: CaseJob) -> None:
    outcome = build_case(ORDER, job)
    assert ORDER.stands(job, outcome)
    assert not ORDER.stands(job, failed(job.name))
    (job.folder / "case.yaml").write_text(CASE.replace("1000.00", "1500.00"), encoding="utf-8")
    assert not ORDER.stands(job, outcome)
