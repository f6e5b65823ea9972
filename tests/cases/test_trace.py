"""From a figure in a paper of the example back to the rows and exhibits that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.job import trace
from legaldocs.output.place import place_of
from legaldocs.render.compare_text import read_docx
from tests.amounts import printed_amounts
from tests.cases.conftest import DAY, EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.job import Build


def test_every_amount_of_every_paper_has_rows_and_a_page(built: Build) -> None:
    figures = trace(EXAMPLE, as_of=DAY).figures
    located = {figure.value for figure in figures if figure.rows}
    proved = {figure.value for figure in figures if figure.exhibits}
    # The instalments of an agreement that is still to be signed stand in the case alone.
    proposed = {"182000.00", "150000.00"}
    for draft in built.choice.made:
        lines = read_docx((built.folder / f"{place_of(draft)}.docx").read_bytes()).lines
        amounts = printed_amounts("\n".join(lines))
        assert amounts <= located, draft.title
        assert amounts - proved <= proposed, draft.title


def test_a_sum_says_what_it_adds_up_from() -> None:
    figures = {figure.id: figure for figure in trace(EXAMPLE, as_of=DAY).figures}
    principal = figures["principal"]
    assert [step.says for step in principal.steps] == ["396,000.00＋86,000.00＝482,000.00"]
    part = figures["contract1.instalment2.outstanding"]
    assert part.value == "396000.00"
    assert part.steps[0].says == "516,000.00－已付120,000.00＝396,000.00"
    assert {exhibit.exhibit for exhibit in part.exhibits} == {"证据3", "证据13"}


def test_a_fact_names_its_line_and_the_pages_of_its_exhibit() -> None:
    figures = trace(EXAMPLE, as_of=DAY).figures
    (stated,) = (figure for figure in figures if figure.id.endswith(".balance"))
    line = int(stated.id.removeprefix("case.yaml:").removesuffix(".balance"))
    written = (EXAMPLE / "case.yaml").read_text(encoding="utf-8").splitlines()[line - 1]
    assert written.strip().startswith("balance: 482,000.00")
    (exhibit,) = stated.exhibits
    assert exhibit.exhibit == "证据14"
    assert exhibit.pages is not None
    assert all(file.sha256 for file in exhibit.files)


def test_tracing_writes_nothing_into_the_case(example: Path) -> None:
    before = sorted(example.rglob("*"))
    trace(example, as_of=DAY)
    assert sorted(example.rglob("*")) == before
