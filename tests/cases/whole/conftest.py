"""Whole cases as counsel writes them, each in a folder of its own, with the papers they give.

A folder holds case.yaml, its tables, and a golden text for each paper made. The files that a case
cites are made here, so that none of them stands in the repository. Rewrite the golden texts with
LEGALDOCS_REWRITE_GOLDEN=1, then read the difference as the court would.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.files import downgraded, found_files, named_files
from legaldocs.case.reading import load_case
from legaldocs.core.money import plain
from legaldocs.evidence.files.gather import gather
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.output.traced import traced_figures
from legaldocs.papers.make import fill_form, find_template
from legaldocs.render.compare_text import read_docx
from legaldocs.render.docx import Properties
from legaldocs.volume.layout import lay_out
from tests.amounts import printed_amounts
from tests.volume.made import one_page, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.examine import Choice
    from legaldocs.papers.kind import Draft

    Open = Callable[..., "WholeCase"]
    Compare = Callable[[str, "WholeCase"], None]

HERE = Path(__file__).parent
DAY = dt.date(2026, 11, 25)


def put_exhibits(folder: Path) -> None:
    """Put a small valid file at every path that the case in ``folder`` cites and lacks."""
    for named in named_files(load_case(folder)):
        path = folder / named.path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(exhibit_file(path))


def exhibit_file(path: Path) -> bytes:
    """Return what a file of this name holds; two names never give the same bytes."""
    match path.suffix:
        case ".pdf":
            return one_page(
                b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % path.name.encode().hex().encode()
            )
        case ".jpg":
            return picture((40 + len(path.name), 30 + sum(path.name.encode()) % 97))
        case ".txt":
            return f"{path.stem}\n".encode()
    raise AssertionError(path)


@dataclass(frozen=True)
class WholeCase:
    """A case examined on a day, and the papers that it gives."""

    folder: Path
    matter: Matter
    findings: tuple[Finding, ...]
    choice: Choice

    @property
    def made(self) -> set[str]:
        """The ids of the papers made."""
        return {draft.id for draft in self.choice.made}

    @property
    def refused(self) -> dict[str, set[str]]:
        """The codes that stop each paper that is not made."""
        return {
            refusal.draft.id: {finding.code for finding in refusal.findings}
            for refusal in self.choice.refused
        }

    @property
    def codes(self) -> set[str]:
        """The codes of all findings that are more than a note."""
        return {finding.code for finding in self.findings if finding.severity != "note"}

    def text(self, paper: str) -> str:
        """Return what the .docx of a paper says, whether it is made or not."""
        drafts = (*self.choice.made, *(refusal.draft for refusal in self.choice.refused))
        (draft,) = (draft for draft in drafts if draft.id == paper)
        return text_of(draft)


def text_of(draft: Draft) -> str:
    """Return what the .docx of a paper says; no PDF is set."""
    paper, matter = draft.paper, draft.matter
    names = paper.names(matter, draft.subject)
    properties = Properties(paper.title, "", matter.as_of)
    docx = fill_form(paper, names, properties, find_template(paper))
    return "\n".join(read_docx(docx).lines) + "\n"


@pytest.fixture
def whole(tmp_path: Path) -> Open:
    """Return a function that opens a case of this folder, some words of case.yaml replaced."""

    def opened(name: str, *changes: tuple[str, str], as_of: dt.date = DAY) -> WholeCase:
        folder = tmp_path / name
        ignored = shutil.ignore_patterns("*.txt")
        shutil.copytree(HERE / name, folder, ignore=ignored, dirs_exist_ok=True)
        text = (folder / "case.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        (folder / "case.yaml").write_text(text, encoding="utf-8")
        put_exhibits(folder)
        return examined(folder, as_of)

    return opened


def examined(folder: Path, as_of: dt.date) -> WholeCase:
    """Return the case in ``folder`` as a build has it before it writes anything."""
    case = load_case(folder)
    matter, found = examine(case, as_of, packaged())
    originals = folder.with_name(f"{folder.name}-originals")
    gathering = gather(folder, found_files(case), originals)
    layout = lay_out(matter.exhibits, gathering.items, originals)
    findings = (*found, *downgraded(case, gathering.findings), *layout.findings)
    matter = dataclasses.replace(matter, pages=layout.pages)
    return WholeCase(folder, matter, findings, choose(matter, findings))


@pytest.fixture
def compare_golden() -> Compare:
    """Return a function that compares every paper made with its golden text."""
    return _compare


def _compare(name: str, case: WholeCase) -> None:
    """Compare the texts, expect none of any other paper, and trace each amount they print."""
    folder = HERE / name
    texts = {draft.id.replace(":", "-"): text_of(draft) for draft in case.choice.made}
    if os.environ.get("LEGALDOCS_REWRITE_GOLDEN"):
        for old in folder.glob("*.txt"):
            old.unlink()
        for paper, text in texts.items():
            (folder / f"{paper}.txt").write_text(text, encoding="utf-8")
    golden = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    assert texts == golden
    held = {plain(figure.amount) for figure in traced_figures(case.matter)}
    for paper, text in texts.items():
        assert printed_amounts(text) <= held, f"{paper} prints what trace does not find"
