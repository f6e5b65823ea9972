"""Results of cases that are no longer there: named, and removed only on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.batch.folders import CaseJob
from legaldocs.batch.leftovers import leftovers, refuse_other_cases, remove_leftovers
from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def job(tmp_path: Path, name: str) -> CaseJob:
    return CaseJob(name, tmp_path / "folder" / name, tmp_path / "cases" / name)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Results of a, b/c and b/d, and what a killed run has left of another."""
    cases = tmp_path / "cases"
    for name in ("a", "b/c", "b/d", ".a.0123abcd"):
        (cases / name / "papers").mkdir(parents=True)
        for file in ("summary.json", "SUMMARY.md", "papers/x.pdf"):
            (cases / name / file).write_bytes(b"{}")
    return cases


def test_what_has_no_case_is_named(tmp_path: Path, cases: Path) -> None:
    everything = [job(tmp_path, name) for name in ("a", "b/c", "b/d")]
    assert leftovers(cases, everything) == ()
    assert leftovers(cases, everything[:1]) == ("b/c", "b/d")
    assert leftovers(tmp_path / "nowhere", everything) == ()


def test_a_case_without_a_result_leaves_none(tmp_path: Path, cases: Path) -> None:
    (cases / "e").mkdir()
    assert leftovers(cases, [job(tmp_path, "a"), job(tmp_path, "e"), job(tmp_path, "b/c")]) == (
        "b/d",
    )


def test_what_is_removed_takes_empty_folders_along(tmp_path: Path, cases: Path) -> None:
    left = leftovers(cases, [job(tmp_path, "a")])
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_bytes(b"")
    (cases / "b/c/link").symlink_to(outside)
    assert remove_leftovers(cases, left, [job(tmp_path, "a")]) == ("b/c", "b/d")
    assert not (cases / "b").exists()
    assert (cases / "a/papers/x.pdf").exists()
    assert (outside / "kept").exists(), "what a link leads to is not of the result"


def test_what_could_not_be_removed_is_still_known(
    tmp_path: Path, cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", refuse)
        assert remove_leftovers(cases, ["b/c"], ()) == ()
    assert leftovers(cases, [job(tmp_path, "a"), job(tmp_path, "b/d")]) == ("b/c",)


def test_a_result_that_holds_another_stays(tmp_path: Path, cases: Path) -> None:
    inner = job(tmp_path, "a/inner")
    inner.out.mkdir()
    assert leftovers(cases, [inner]) == ("a", "b/c", "b/d")
    assert remove_leftovers(cases, ["a"], [inner]) == ()
    assert inner.out.is_dir()


def test_results_of_another_folder_of_cases_are_not_removed(tmp_path: Path, cases: Path) -> None:
    with pytest.raises(InputError, match="没有一件是这个文件夹里的案件"):
        refuse_other_cases(("a",), [job(tmp_path, "other")])
    refuse_other_cases(("a",), [job(tmp_path, "other"), job(tmp_path, "b/c")])
    refuse_other_cases((), [job(tmp_path, "other")])
    assert (cases / "a").is_dir()
