"""Papers and pages a second, beside plain docxtpl and LibreOffice, in one run on the same papers.

    python benchmarks/papers.py [ROUNDS]

The papers of examples/case42, set again and again in a process that is warm. docxtpl fills the
same templates with the same names, and makes no PDF and no check; LibreOffice makes PDFs of our
.docx, all in one call, and reads none of them again.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import docxtpl
import pypdfium2

from legaldocs.case.reading import load_case
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.given import Given
from legaldocs.papers.make import find_template, make_paper
from legaldocs.papers.names import values_of
from legaldocs.render.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from legaldocs.papers.kind import Draft

CASE = Path(__file__).parents[1] / "examples" / "case42"
AS_OF = dt.date(2026, 11, 21)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    matter, found = examine(load_case(CASE), AS_OF, packaged())
    drafts = choose(matter, found, ()).made
    made = [make_paper(draft) for draft in drafts]
    pages = sum(len(pypdfium2.PdfDocument(paper.pdf)) for paper in made)
    print(f"{len(drafts)} papers, {pages} pages, {rounds} rounds")
    ours = seconds(lambda: [make_paper(draft) for draft in drafts], rounds)
    row("legaldocs: .docx and .pdf, read again and compared", ours, len(drafts), pages)
    plain = seconds(lambda: [filled(draft) for draft in drafts], rounds)
    row("docxtpl alone: .docx", plain, len(drafts), pages)
    if office := shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            for number, paper in enumerate(made):
                Path(folder, f"{number:02}.docx").write_bytes(paper.docx)
            converted = seconds(lambda: convert(office, Path(folder)), 2)
        row("LibreOffice headless: .pdf of a .docx", converted, len(drafts), pages)
        print(f"LibreOffice / legaldocs: {converted / ours:.2f}")
    print(f"docxtpl / legaldocs: {plain / ours:.2f}")


def filled(draft: Draft) -> None:
    """Fill the template as a script of one's own would."""
    given = Given(values_of(draft.paper.names(draft.matter, draft.subject)))
    template = docxtpl.DocxTemplate(find_template(draft.paper).path)
    template.render(dict(given.names), Sandbox(given.filters))


def convert(office: str, folder: Path) -> None:
    """Make a PDF of each .docx in the folder."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(folder / "out")]
    files: Sequence[Path] = sorted(folder.glob("*.docx"))
    subprocess.run([office, profile, *options, *files], check=True, capture_output=True)


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the best wall time of a round."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def row(name: str, taken: float, papers: int, pages: int) -> None:
    print(f"  {name:52} {taken:6.2f} s {papers / taken:6.1f} papers/s {pages / taken:6.1f} pages/s")


if __name__ == "__main__":
    main()
