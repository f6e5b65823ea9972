"""An output is taken for what a build would make only when nothing at all has changed."""

from __future__ import annotations

import os
import sys
from importlib.metadata import PackageNotFoundError, requires
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from legaldocs.output import made_with
from legaldocs.output.unchanged import RECORD, covers, inputs_digest, is_unchanged, record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ASKED: dict[str, Any] = {"as_of": "2026-11-21", "only": ()}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (folder / "contracts").mkdir(parents=True)
    (folder / "case.yaml").write_text("parties: 1\n", encoding="utf-8")
    (folder / "contracts/a.txt").write_bytes(b"a")
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "papers").mkdir(parents=True)
    (folder / "summary.json").write_bytes(b"{}")
    (folder / "papers/a.pdf").write_bytes(b"a")
    return folder


def same_size_and_time(path: Path) -> None:
    """Change a file so that only its content shows it."""
    state = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"#")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


INPUTS: list[Callable[[Path], object]] = [
    lambda case: same_size_and_time(case / "case.yaml"),
    lambda case: same_size_and_time(case / "contracts/a.txt"),
    lambda case: (case / "contracts/a.txt").unlink(),
    lambda case: (case / "contracts/a.txt").rename(case / "contracts/b.txt"),
    lambda case: (case / "contracts/a.txt").rename(case / "a.txt"),
    lambda case: (case / "contracts/b.txt").write_bytes(b"b"),
    lambda case: (case / ".hidden.csv").write_bytes(b"b"),
    lambda case: (case / "journal.jsonl").write_bytes(b"b"),
    lambda case: (case / "contracts/link").symlink_to("a.txt"),
    lambda case: (case / "contracts/folder").symlink_to("../contracts"),
]


@pytest.mark.parametrize("change", INPUTS)
def test_any_change_of_the_case_is_seen(case: Path, change: Callable[[Path], object]) -> None:
    before = inputs_digest(case, ASKED)
    assert inputs_digest(case, ASKED) == before
    change(case)
    assert inputs_digest(case, ASKED) != before


def test_a_link_to_a_file_counts_with_what_it_leads_to(case: Path, tmp_path: Path) -> None:
    (tmp_path / "far.csv").write_bytes(b"1")
    (case / "far.csv").symlink_to(tmp_path / "far.csv")
    before = inputs_digest(case, ASKED)
    (tmp_path / "far.csv").write_bytes(b"2")
    assert inputs_digest(case, ASKED) != before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_keeps_nobody_waiting(case: Path) -> None:
    os.mkfifo(case / "pipe")
    assert inputs_digest(case, ASKED)


def test_what_a_build_leaves_in_the_case_is_no_input(case: Path) -> None:
    before = inputs_digest(case, ASKED)
    (case / "build/2026-11-21").mkdir(parents=True)
    assert inputs_digest(case, ASKED) == before
    (case / "build/2026-11-21/summary.json").write_bytes(b"{}")
    assert inputs_digest(case, ASKED) == before
    (case / "build/rows.csv").write_bytes(b"")
    assert inputs_digest(case, ASKED) != before


def test_options_law_templates_and_program_count(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    seen = [
        inputs_digest(case, ASKED),
        inputs_digest(case, {**ASKED, "only": ("催告函",)}),
        inputs_digest(case, ASKED, law=b"1"),
    ]
    (own / "style.css").write_bytes(b"1")
    seen.append(inputs_digest(case, ASKED, templates=own))
    same_size_and_time(own / "style.css")
    seen.append(inputs_digest(case, ASKED, templates=own))
    monkeypatch.setattr("legaldocs.output.unchanged.made_with", lambda: "another")
    seen.append(inputs_digest(case, ASKED))
    assert len(set(seen)) == len(seen)


def test_templates_behind_a_linked_folder_are_never_taken_for_the_same(
    case: Path, tmp_path: Path, output: Path
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/letters").symlink_to(tmp_path)
    inputs = inputs_digest(case, ASKED, templates=tmp_path / "own")
    record(output, inputs)
    assert not is_unchanged(output, inputs)


def test_a_table_that_was_not_read_is_not_covered(case: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (case / "linked").symlink_to(tmp_path / "far")
    (case / "build/old").mkdir(parents=True)
    (case / "build/old/summary.json").write_bytes(b"{}")
    assert covers(case, ["invoices.csv", "contracts/rows.csv"])
    assert not covers(case, ["linked/rows.csv"])
    assert not covers(case, ["build/old/rows.csv"])


OUTPUTS: list[Callable[[Path], object]] = [
    lambda output: same_size_and_time(output / "papers/a.pdf"),
    lambda output: (output / "papers/a.pdf").unlink(),
    lambda output: (output / "papers/note.txt").write_bytes(b""),
    lambda output: (output / RECORD).unlink(),
    lambda output: (output / RECORD).write_bytes(b"[]"),
    lambda output: (output / RECORD).write_bytes(b"{"),
    lambda output: (output / RECORD).write_bytes(b"\xff"),
    lambda output: (output / "papers/a.pdf").rename(output / "a.pdf"),
]


@pytest.mark.parametrize("change", OUTPUTS)
def test_any_change_of_the_output_is_seen(output: Path, change: Callable[[Path], object]) -> None:
    record(output, "inputs")
    assert is_unchanged(output, "inputs")
    assert not is_unchanged(output, "others")
    assert not is_unchanged(output, "")
    change(output)
    assert not is_unchanged(output, "inputs")


def test_nothing_is_there_to_be_unchanged(tmp_path: Path) -> None:
    assert not is_unchanged(tmp_path / "none", "inputs")


def test_each_library_and_font_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stated() -> str:
        made_with.made_with.cache_clear()
        return made_with.made_with()

    seen = [stated()]
    monkeypatch.syspath_prepend(tmp_path)
    assert stated() == seen[0]
    (tmp_path / "pytest-99.dist-info").mkdir()
    assert stated() == seen[0]
    (tmp_path / "WeasyPrint-99.9.dist-info").mkdir()
    seen.append(stated())
    monkeypatch.setattr(made_with, "_FONT_PLACES", (tmp_path / "fonts",))
    seen.append(stated())
    (tmp_path / "fonts/new").mkdir(parents=True)
    (tmp_path / "fonts/new/a.otf").write_bytes(b"1")
    seen.append(stated())
    monkeypatch.setattr(made_with, "VERSION", "99")
    seen.append(stated())
    made_with.made_with.cache_clear()
    assert len(set(seen)) == len(seen)


def test_every_library_that_is_asked_for_counts() -> None:
    """Those named in pyproject.toml, and what these need in turn."""
    idle = {"click", "rfc3161-client", "xlsxwriter"}
    """Draw nothing: the command line, the client of a timestamp, and lists of a run."""
    extras = ("repair", "heif", "mail", "scan")
    asked = {
        Requirement(line)
        for line in requires("legaldocs") or ()
        if "extra" not in line or any(f'"{extra}"' in line for extra in extras)
    }
    names = {canonicalize_name(requirement.name) for requirement in asked} - idle
    for name in sorted(names):
        try:
            below = [Requirement(line) for line in requires(name) or () if "extra" not in line]
        except PackageNotFoundError:
            continue
        names |= {
            canonicalize_name(one.name)
            for one in below
            if one.marker is None or one.marker.evaluate()
        }
    known = {canonicalize_name(name) for name in made_with.LIBRARIES}
    assert names - idle <= known
