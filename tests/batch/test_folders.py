"""Which folders are cases, and where the output of each goes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from legaldocs.batch.folders import case_jobs
from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def make(folder: Path, *files: str) -> None:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")


def test_cases_are_found_at_any_depth_in_a_stable_order(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b/case/case.yaml",
        "a/case/case.yaml",
        "c.yaml",
        "a/case/other/case.yaml",
        "a/case/build/2026-11-21/summary.json",
        ".trash/old/case.yaml",
        "$RECYCLE.BIN/old/case.yaml",
        "@eaDir/a/case.yaml",
        "output/summary.json",
        "output/SUMMARY.md",
        "output/bundle/data/originals/far/case.yaml",
    )
    jobs = case_jobs(tmp_path, tmp_path / "run/cases")
    assert [job.name for job in jobs] == ["a/case", "b/case"]
    assert [job.folder for job in jobs] == [tmp_path / "a/case", tmp_path / "b/case"]
    assert [job.out for job in jobs] == [
        tmp_path / "run/cases/a/case",
        tmp_path / "run/cases/b/case",
    ]


def test_a_run_that_has_not_ended_holds_no_cases(tmp_path: Path) -> None:
    make(tmp_path, "a/case.yaml", "run/order.json", "run/cases/a/bundle/data/originals/case.yaml")
    jobs = case_jobs(tmp_path, tmp_path / "run/cases")
    assert [job.name for job in jobs] == ["a"]


def test_a_file_with_the_name_of_ours_hides_no_case(tmp_path: Path) -> None:
    make(tmp_path, "group/summary.json", "group/a/case.yaml")
    assert [job.name for job in case_jobs(tmp_path, tmp_path / "out")] == ["group/a"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "all/a/case.yaml", "far/case.yaml")
    (tmp_path / "all/linked").symlink_to(tmp_path / "far")
    (tmp_path / "all/loop").symlink_to(tmp_path / "all")
    assert [job.name for job in case_jobs(tmp_path / "all", tmp_path / "out")] == ["a"]


def test_a_case_folder_itself_is_one_case(tmp_path: Path) -> None:
    make(tmp_path, "a/case.yaml")
    (job,) = case_jobs(tmp_path / "a", tmp_path / "out")
    assert (job.name, job.out) == ("a", tmp_path / "out/a")


def test_no_case_is_an_error(tmp_path: Path) -> None:
    make(tmp_path, "a/b.yaml")
    with pytest.raises(InputError, match="没有案件"):
        case_jobs(tmp_path, tmp_path / "out")
    with pytest.raises(InputError, match="没有这个文件夹"):
        case_jobs(tmp_path / "none", tmp_path / "out")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may enter any folder")
def test_a_folder_that_may_not_be_entered_is_not_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a/case.yaml", "shut/b/case.yaml")
    (tmp_path / "shut").chmod(0)
    try:
        with pytest.raises(InputError, match="没有这个文件夹"):
            case_jobs(tmp_path, tmp_path / "out")
    finally:
        (tmp_path / "shut").chmod(0o755)
