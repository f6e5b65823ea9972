"""Copies of templates: what a lawyer changes in Word is checked before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
import yaml

from legaldocs.core.errors import InputError
from legaldocs.papers.catalogue import FORMS
from legaldocs.papers.demand_letter import PAPER as DEMAND
from legaldocs.papers.make import find_template, make_paper
from legaldocs.papers.names import notes_on
from legaldocs.papers.own_templates import check_copies, copy_template, form_named
from tests.papers.sample import draft_of

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.claim.matter import Matter


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with a copy of the demand letter."""
    copy_template(DEMAND, tmp_path)
    return tmp_path


def changed(own: Path, text: str, style: str = "正文段落") -> None:
    path = own / f"{DEMAND.template}.docx"
    document = docx.Document(str(path))
    document.add_paragraph(text, style=style)
    document.save(str(path))


@pytest.mark.parametrize("text", ["催告函", "demand_letter", "letters/demand_letter.docx"])
def test_a_template_is_found_by_each_of_its_names(text: str) -> None:
    assert form_named(text) is DEMAND


def test_every_packaged_template_passes_its_own_check(tmp_path: Path) -> None:
    for form in FORMS:
        copy_template(form, tmp_path)
    assert check_copies(tmp_path) == ()


def test_a_changed_copy_is_used_and_the_others_stay(own: Path, rich: Matter) -> None:
    changed(own, "本公司另附：{{ creditor.name }}。")
    assert check_copies(own) == ()
    said = "".join(make_paper(draft_of(DEMAND, rich), templates=own).text)
    assert f"本公司另附：{rich.case.creditor.name}。" in said


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("{{ creditr.name }}", "LD-TPL-NAME", "是否想写 creditor？"),
        ("{{ creditor.name", "LD-TPL-CONTENT", ""),
        ("{% if claim %}", "LD-TPL-CONTENT", ""),
    ],
)
def test_a_slip_is_found_before_any_case_is_built(
    own: Path, text: str, code: str, says: str
) -> None:
    changed(own, text)
    (found,) = check_copies(own)
    assert (found.code, found.severity) == (code, "error")
    assert says in found.next_step
    assert found.where.endswith("demand_letter.docx")


def test_a_picture_cannot_be_set_and_is_refused(own: Path, tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - only this test draws

    Image.new("RGB", (4, 4)).save(tmp_path / "x.png")
    path = own / f"{DEMAND.template}.docx"
    document = docx.Document(str(path))
    document.add_picture(str(tmp_path / "x.png"))
    document.save(str(path))
    assert "LD-TPL-CONTENT" in [each.code for each in check_copies(own)]


def test_a_strange_style_and_a_strange_place_are_told(own: Path) -> None:
    changed(own, "另", style="Normal")
    (own / "letters" / "demand_leter.docx").write_bytes(
        (own / f"{DEMAND.template}.docx").read_bytes()
    )
    codes = {each.code: each for each in check_copies(own)}
    assert set(codes) == {"LD-TPL-STYLE", "LD-TPL-UNKNOWN"}
    assert "letters/demand_letter" in codes["LD-TPL-UNKNOWN"].next_step


def test_a_copy_is_never_overwritten_and_a_folder_without_copies_is_an_error(
    own: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="不会覆盖"):
        copy_template(DEMAND, own)
    with pytest.raises(InputError, match="没有模板副本"):
        check_copies(tmp_path / "nothing")
    with pytest.raises(InputError, match="没有这个模板"):
        form_named("起诉状")


def test_the_names_of_a_letter_include_the_common_ones() -> None:
    notes = notes_on(DEMAND.names)
    assert "债权人" in notes["creditor"]
    assert all(notes.values())


def test_a_copy_brings_the_notes_on_its_names(own: Path) -> None:
    notes = yaml.safe_load((own / "letters" / "demand_letter.names.yaml").read_text("utf-8"))
    assert notes == notes_on(DEMAND.names)


def test_a_users_copy_stands_before_the_packaged_template(tmp_path: Path) -> None:
    assert find_template(DEMAND, tmp_path).packaged
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "demand_letter.docx").write_bytes(b"")
    assert not find_template(DEMAND, tmp_path).packaged
    with pytest.raises(InputError, match="模板文件夹不存在"):
        find_template(DEMAND, tmp_path / "none")
