"""A character that no font has stops the papers that say it, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

import legaldocs
from legaldocs.output.recipient import Recipient
from legaldocs.volume.prove import prove

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.job import Build

DAY = dt.date(2026, 11, 21)
RARE = "\u0378"
"""A place of no character: no font has a glyph for it."""

CASE = """\
parties:
  - {role: 债权人, name: 苏州甲设备有限公司}
  - {role: 债务人, name: %s, address: 武汉市某路1号}
contracts:
  - {price: 100.00, due_on: 2026-06-30, file: a.txt}
procedure:
  {route: 支付令, debtor_court: 武汉市江夏区人民法院, no_counter_duty: 是, no_other_dispute: 是}
other_evidence:
  - {title: %s, group: 合同履行, file: %s.zip, proves: 其他}
"""


def built(folder: Path, *, name: str = "武汉乙食品有限公司", title: str = "情况") -> Build:
    folder.mkdir()
    (folder / "a.txt").write_text(f"字{RARE}文\n", encoding="utf-8")
    (folder / f"{title}.zip").write_bytes(b"PK\3\4nothing")
    (folder / "case.yaml").write_text(CASE % (name, title, title), encoding="utf-8")
    everyone = (Recipient.ALL, Recipient.OTHER_SIDE)
    return legaldocs.build(folder, as_of=DAY, out=folder.parent / "out", recipients=everyone)


def text(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_in_an_exhibit_it_stands_as_its_code(tmp_path: Path) -> None:
    made = built(tmp_path / "case")
    assert made.ok
    assert "LD-VOL-GLYPH" in {finding.code for finding in made.findings}
    assert "字〔U+0378〕文" in text(made.folder / "volume/证据卷-1.pdf")


@pytest.mark.parametrize(
    ("name", "title", "line"),
    [("武汉乙食品有限公司", f"情{RARE}况", 9), (f"武汉{RARE}食品有限公司", "情况", 3)],
)
def test_papers_that_say_it_are_not_made_and_the_rest_is(
    name: str, title: str, line: int, tmp_path: Path
) -> None:
    made = built(tmp_path / "case", name=name, title=title)
    assert not made.ok
    (finding,) = (found for found in made.findings if found.code == "LD-PAPER-GLYPH")
    assert (finding.severity, finding.where) == ("error", f"case.yaml:{line}")
    assert "U+0378" in finding.message
    refused = {one.draft.id for one in made.choice.refused if finding in one.findings}
    assert "exhibit_list" in refused
    everything = RARE in name
    assert ("interest_schedule" in refused) == everything
    assert any((made.folder / "papers").glob("*利息计算表*.pdf")) != everything
    volume = made.folder / "volume" / "证据卷-1.pdf"
    assert RARE not in text(volume)
    assert ("情〔U+0378〕况" in text(volume)) == (not everything)
    assert [found for found in prove([volume]).findings if found.severity == "error"] == []
    for bundle in ("bundle", "bundle-other-side"):
        assert legaldocs.verify(made.folder / bundle).ok
        assert (made.folder / bundle / "data/volume/证据卷-1.pdf").is_file()


def test_a_list_for_a_paper_that_was_not_made_is_not_made_either(tmp_path: Path) -> None:
    """The application lists the exhibits by their titles."""
    made = built(tmp_path / "case", title=f"情{RARE}况")
    drafts = {draft.paper.id for draft in made.choice.made}
    assert drafts.isdisjoint({"payment_order", "filing_list"})
    (tmp_path / "again").mkdir()
    again = built(tmp_path / "again" / "case")
    assert {"payment_order", "filing_list"} <= {draft.paper.id for draft in again.choice.made}
