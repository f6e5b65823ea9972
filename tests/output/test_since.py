"""What a build has otherwise than the one whose place it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from legaldocs.examine import Choice
from legaldocs.output.reply import written
from legaldocs.output.since import since
from legaldocs.output.since_page import differences
from legaldocs.output.summary import Letter, Summary, read_summary, summary_of, with_since
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.warning_letter import FORM as WARNING
from legaldocs.volume.layout import Layout
from tests.papers.sample import rich_matter

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.papers.kind import Form


def made(folder: Path, *forms: Form, content: bytes = b"1") -> Summary:
    """Leave an output with these papers, and return what it states."""
    matter = rich_matter()
    drafts = tuple(form.drafts(matter)[0] for form in forms)
    summary = summary_of(
        matter, Choice(drafts, (), {}), (), Layout((), ()), folder, drafts=(), ok=True
    )
    for paper in summary.papers:
        for end in (".docx", ".pdf"):
            (folder / (paper.file + end)).parent.mkdir(parents=True, exist_ok=True)
            (folder / (paper.file + end)).write_bytes(content)
    (folder / "summary.json").write_bytes(written(summary))
    return summary


def test_the_same_is_nothing(tmp_path: Path) -> None:
    was, now = made(tmp_path / "was", DEMAND), made(tmp_path / "now", DEMAND)
    assert since(was, tmp_path / "was", now, tmp_path / "now") is None


@pytest.mark.parametrize("end", [".docx", ".pdf"])
def test_one_byte_of_either_file_is_a_change(tmp_path: Path, end: str) -> None:
    was, now = made(tmp_path / "was", DEMAND, WARNING), made(tmp_path / "now", DEMAND, WARNING)
    (tmp_path / "now" / (now.papers[1].file + end)).write_bytes(b"2")
    found = since(was, tmp_path / "was", now, tmp_path / "now")
    assert found is not None
    assert (found.new, found.gone, found.changed) == ((), (), (now.papers[1].title,))


def test_papers_come_and_go(tmp_path: Path) -> None:
    was, now = made(tmp_path / "was", DEMAND), made(tmp_path / "now", WARNING)
    found = since(was, tmp_path / "was", now, tmp_path / "now")
    assert found is not None
    assert list(differences(found)) == ["新增文书：警告函", "不再生成的文书：催告函"]


def test_figures_and_the_letter_due(tmp_path: Path) -> None:
    was = made(tmp_path / "was", DEMAND)
    owed = msgspec.structs.replace(was.figures, costs="1234.50")
    letter = Letter(None, "已经付清")
    now = msgspec.structs.replace(was, figures=owed, letter=letter)
    found = since(was, tmp_path / "was", now, tmp_path / "was")
    assert found is not None
    assert list(differences(found)) == [
        "费用：0.00 元 → 1,234.50 元",
        f"应发函件：{was.letter.due} → 无",
    ]


def test_a_claim_decided_since_shows_its_own_amounts(tmp_path: Path) -> None:
    was = made(tmp_path / "was", DEMAND)
    now = msgspec.structs.replace(was, decided_by="调解书")
    found = since(was, tmp_path / "was", now, tmp_path / "was")
    assert found is not None
    assert {one.after for one in found.figures} == {""}
    assert next(differences(found)).endswith(" 元 → 没有这一项")


def test_what_cannot_be_read_is_not_compared(tmp_path: Path) -> None:
    now = made(tmp_path / "now", DEMAND)
    assert with_since(now, tmp_path / "now", tmp_path / "nowhere") == now
    (tmp_path / "was").mkdir()
    (tmp_path / "was/summary.json").write_bytes(b"{}")
    assert with_since(now, tmp_path / "now", tmp_path / "was") == now


def test_a_summary_of_before_is_read(tmp_path: Path) -> None:
    stated = msgspec.json.decode(written(made(tmp_path, DEMAND)))
    del stated["since"]
    (tmp_path / "summary.json").write_bytes(msgspec.json.encode(stated))
    read = read_summary(tmp_path)
    assert read is not None
    assert read.since is None
