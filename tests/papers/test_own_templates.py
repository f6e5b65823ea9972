"""Copies of templates: what a lawyer changes in Word is checked before it is used."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import docx
import pytest
import yaml
from docx.shared import Pt

from legaldocs.core.errors import InputError
from legaldocs.papers.catalogue import FORMS, PAPERS
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.interest_schedule import FORM as SCHEDULE
from legaldocs.papers.make import find_template, make_paper
from legaldocs.papers.names import notes_on, values_of
from legaldocs.papers.own_templates import check_copies, copy_template, form_named
from legaldocs.papers.repayment_agreement import FORM as AGREEMENT
from legaldocs.papers.words import FILTERS
from legaldocs.render.docx import Properties, fill
from legaldocs.render.html import to_sheet
from tests.papers.sample import case_for, draft_of
from tests.render.word_noise import as_word_saves

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Paper
    from legaldocs.render.html import Sheet


ABOUT = Properties("文书", "甲公司", dt.date(2026, 11, 21))
WIDTH = re.compile(r'<col style="width:[0-9.]+%">')


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
        ("{{ creditor.nmae }}", "LD-TPL-FIELD", "是否想写 name？"),
        ("{{ debtor['nmae'] }}", "LD-TPL-FIELD", "是否想写 name？"),
        ("{{ debtor.index }}", "LD-TPL-FIELD", ""),
        ("{{ creditor.name", "LD-TPL-CONTENT", "半角"),
        ("｛｛ creditor.name ｝｝", "LD-TPL-CONTENT", "半角"),
        ("{{ 'x' * 10**10 }}", "LD-TPL-CONTENT", ""),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "LD-TPL-CONTENT", ""),
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
    assert "LD-TPL-CONTENT" in [finding.code for finding in check_copies(own)]


def test_words_of_their_own_size_are_reported(own: Path) -> None:
    path = own / f"{DEMAND.template}.docx"
    document = docx.Document(str(path))
    document.paragraphs[0].add_run("急").font.size = Pt(40)
    document.save(str(path))
    (found,) = check_copies(own)
    assert (found.code, found.severity) == ("LD-TPL-FORMAT", "warning")
    assert "急" in found.message


def through_python_docx(package: bytes, _folder: Path) -> bytes:
    out = io.BytesIO()
    docx.Document(io.BytesIO(package)).save(out)
    return out.getvalue()


def through_word(package: bytes, _folder: Path) -> bytes:
    return as_word_saves(package)


def through_libreoffice(package: bytes, folder: Path) -> bytes:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "in.docx").write_bytes(package)
    subprocess.run(
        [
            *(office, "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", "in.docx"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / "in.docx").read_bytes()


def sheet_of(paper: Paper, matter: Matter, folder: Path | None) -> Sheet:
    names = values_of(paper.names(matter, draft_of(paper, matter).subject))
    return to_sheet(fill(find_template(paper, folder), names, ABOUT, filters=FILTERS), InputError)


@pytest.mark.parametrize("editor", [through_python_docx, through_word, through_libreoffice])
def test_a_template_saved_by_an_editor_makes_the_same_paper(
    editor: Callable[[bytes, Path], bytes], tmp_path: Path, rich: Matter
) -> None:
    for paper in PAPERS if editor is through_word else (DEMAND, AGREEMENT, SCHEDULE):
        own = tmp_path / "own" / f"{paper.template}.docx"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_bytes(editor(find_template(paper).path.read_bytes(), tmp_path))
        case = case_for(paper, rich)
        before, after = (sheet_of(paper, case, folder) for folder in (None, tmp_path / "own"))
        # An editor may move a column by the hundredth part of a millimetre.
        assert WIDTH.sub("", after.body) == WIDTH.sub("", before.body), paper.id
        assert after.page_setup == before.page_setup
    assert check_copies(tmp_path / "own") == ()


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (b"p { display: none; }", "文字不一致"),
        (".抬头 { display: none; }".encode(), "文字不一致"),
        ("/* 仿宋 */".encode("gb18030"), "不是 UTF-8"),
        (b"@import url(https://example.org/a.css);", "外部"),
    ],
)
@pytest.mark.parametrize("copied", [True, False])
def test_a_users_stylesheet_is_checked_and_its_fault_is_the_users(
    rules: bytes, says: str, tmp_path: Path, rich: Matter, *, copied: bool
) -> None:
    if copied:
        copy_template(DEMAND, tmp_path)
    (tmp_path / "style.css").write_bytes(rules)
    assert any(
        says in found.message for found in check_copies(tmp_path) if found.severity == "error"
    )
    with pytest.raises(InputError, match=says):
        make_paper(draft_of(DEMAND, rich), templates=tmp_path)


def test_an_unknown_style_and_a_wrong_place_are_reported(own: Path) -> None:
    changed(own, "另", style="Normal")
    (own / "letters" / "demand_leter.docx").write_bytes(
        (own / f"{DEMAND.template}.docx").read_bytes()
    )
    codes = {finding.code: finding for finding in check_copies(own)}
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


def test_a_users_copy_precedes_the_packaged_template(tmp_path: Path) -> None:
    assert find_template(DEMAND, tmp_path).packaged
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "demand_letter.docx").write_bytes(b"")
    assert not find_template(DEMAND, tmp_path).packaged
    with pytest.raises(InputError, match="模板文件夹不存在"):
        find_template(DEMAND, tmp_path / "none")
