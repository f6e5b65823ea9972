"""The committed files of examples/case42 are what its script makes, and the case is sound."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader
from stdnum.cn import uscc

from legaldocs.case.files import found_files, named_files
from legaldocs.case.reading import load_case
from legaldocs.case.reconcile import reconcile
from legaldocs.claim.ledger import open_claim
from legaldocs.core.money import figure
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from legaldocs.case.model import Case

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = EXAMPLES / "case42"
DRAWN = {".pdf", ".jpg"}
OUR_FACES = {"Song", "Song-Bold", "Hei", "Kai", "Fang"}
AS_OF = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that the script fills, and what it said when it could not draw."""
    folder = tmp_path_factory.mktemp("made") / "case42"
    script = EXAMPLES / "make_case42.py"
    run = subprocess.run(
        [sys.executable, script, folder], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0 or "Fandol" in run.stderr, run.stderr
    return folder, run.stderr


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(CASE)


def contents(folder: Path, *, drawn: bool) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "build" not in path.relative_to(folder).parts[:1]
        if (path.suffix in DRAWN) is drawn
    }


def test_texts_are_what_the_script_makes(made: tuple[Path, str]) -> None:
    assert contents(made[0], drawn=False) == contents(CASE, drawn=False)


def test_drawn_files_are_what_the_script_makes(made: tuple[Path, str]) -> None:
    folder, problem = made
    if problem:
        pytest.skip(f"不能绘制：{problem.strip()}")
    now, then = (
        json.loads(place.with_name("case42.made_with.json").read_bytes())
        for place in (folder, CASE)
    )
    assert contents(folder, drawn=True).keys() == contents(CASE, drawn=True).keys()
    if now != then:
        pytest.skip("字体或排版库的版本与提交时不同，PDF 和 JPEG 的字节不可比")
    assert contents(folder, drawn=True) == contents(CASE, drawn=True)


def test_every_file_is_claimed_by_a_row(case: Case) -> None:
    assert {named.path for named in named_files(case)} == set(found_files(case))


def test_the_case_agrees_with_itself(case: Case) -> None:
    assert reconcile(case, AS_OF) == ()


def test_companies_have_true_check_digits(case: Case) -> None:
    assert all(uscc.is_valid(party.uscc) for party in case.parties)
    assert uscc.is_valid(case.law_firm.licence)


def test_the_settlement_pays_what_the_debtor_confirmed(case: Case) -> None:
    parts = sum(part.amount for part in case.settlement.instalments)
    assert parts == case.statements[0].balance
    assert all(part.due_on > AS_OF for part in case.settlement.instalments)


def test_the_first_letter_states_what_the_ledger_finds(case: Case) -> None:
    """The letter is dated 21 September and counts through the day before."""
    claim = open_claim(case, dt.date(2026, 9, 20), packaged())
    letter = next(
        communication for communication in case.communications if communication.effect == "催告函"
    )
    text = PdfReader(CASE / letter.file[0]).pages[0].extract_text()
    assert figure(claim.late_charge) in text
    assert figure(claim.principal) in text


def test_the_example_stays_small() -> None:
    assert sum(path.stat().st_size for path in CASE.rglob("*") if path.is_file()) < 5_000_000


def test_one_mail_speaks_gb18030(case: Case) -> None:
    promise = next(
        communication for communication in case.communications if communication.effect == "承诺付款"
    )
    raw = (CASE / promise.file[0]).read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert b"Subject: =?GB18030?B?" in raw
    assert message["Subject"].startswith("回复: HT-2025-042")
    assert "承诺按以下计划支付" in message.get_content()


@pytest.mark.parametrize("path", sorted(CASE.rglob("*.pdf")), ids=lambda path: path.stem)
def test_pages_carry_their_own_faces_and_say_they_are_invented(path: Path) -> None:
    """A character that no face has would be set in a font of the machine."""
    for page in PdfReader(path).pages:
        fonts = page["/Resources"]["/Font"].values()
        names = {font.get_object()["/BaseFont"].rpartition("+")[2] for font in fonts}
        assert names <= OUR_FACES
        assert "均系虚构" in page.extract_text()


@pytest.mark.parametrize("path", sorted(CASE.rglob("*.jpg")), ids=lambda path: path.stem)
def test_photographs_open(path: Path) -> None:
    with Image.open(path) as photo:
        photo.load()
        assert min(photo.size) > 1000
        assert photo.getexif()[0x0112] == 1
