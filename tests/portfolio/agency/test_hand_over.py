"""The agency gets what was chosen, without what it must not see; anybody can verify it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import bagit
import docx
import openpyxl
import pytest
from PIL import Image
from weasyprint import HTML

from legaldocs.core.errors import CaseError, InputError
from legaldocs.evidence.verify import verify
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.agency.hand_over import HandOver, make_bundle, note, screen
from legaldocs.portfolio.agency.registry import engagement_named, steps
from legaldocs.portfolio.agency.situation import situation
from legaldocs.portfolio.model import ContactPerson
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.agency.engaged import NUMBER, day, engage
from tests.portfolio.agency.test_papers import SAMPLES, compare
from tests.portfolio.ledgers import BING, OWED, WANG, YI, take

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.portfolio.agency.hand_over import HandedOver
    from legaldocs.portfolio.place import BookFolder

ON = day("2026-09-12")
ID_NUMBER = "11010519491231002X"


@pytest.fixture
def placed(ledger: BookFolder) -> BookFolder:
    book = engage(ledger)
    take(book, 应收=[OWED, [BING, "AR9", "HT-9", 100, "2026-01-31"]])
    return book


def wanted(*files: Path, **let: object) -> HandOver:
    return HandOver(files=files, version="1", **let)  # type: ignore[arg-type]


def looked_at(book: BookFolder, asked: HandOver) -> list[str]:
    """Return the codes of what was found; all of them are of files that are let through."""
    with opened(book) as store, store.reading() as connection:
        found = situation(connection, engagement_named(connection, NUMBER), ON)
        return [one.code for one in screen(connection, found, asked)]


def refused(book: BookFolder, asked: HandOver) -> list[Finding]:
    with pytest.raises(CaseError) as error:
        looked_at(book, asked)
    return [one for one in error.value.findings if one.severity == "error"]


def handed(book: BookFolder, asked: HandOver, out: Path) -> HandedOver:
    with opened(book) as store:
        with store.reading() as connection:
            found = situation(connection, engagement_named(connection, NUMBER), ON)
        creditor = book.settings.creditor
        assert creditor is not None
        made = make_bundle(out, found, creditor, packaged(), asked)
        note(store, NUMBER, made, (ON, WANG))
    return made


def text(path: Path, words: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def test_what_the_agency_must_not_see_is_refused_in_every_kind_of_file(
    placed: BookFolder, tmp_path: Path
) -> None:
    secret = f"经办人身份证号{ID_NUMBER}，另见{BING}的合同"
    plain = text(tmp_path / "a.txt", secret)
    chinese = tmp_path / "b.csv"
    chinese.write_bytes(secret.encode("gb18030"))
    word = tmp_path / "c.docx"
    made = docx.Document()
    made.add_table(1, 1).cell(0, 0).text = secret
    made.save(str(word))
    sheet = tmp_path / "d.xlsx"
    workbook = openpyxl.Workbook()
    workbook.create_sheet("二")["B2"] = secret
    workbook.save(sheet)
    header = tmp_path / "e.docx"
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = secret
    made.save(str(header))
    for path in (plain, chinese, word, sheet, header, _printed(tmp_path / "f.pdf", secret)):
        codes = [one.code for one in refused(placed, wanted(path))]
        assert codes == ["LD-AGENCY-PERSONAL", "LD-AGENCY-OTHERS"], path.name
        # nothing that is refused is shown whole
        assert ID_NUMBER not in "".join(one.message for one in refused(placed, wanted(path)))


def _printed(path: Path, words: str) -> Path:
    """Return a PDF that prints some words."""
    path.write_bytes(HTML(string=f"<meta charset=utf-8><p>{words}").write_pdf())
    return path


def test_an_ordinary_contract_passes(placed: BookFolder, tmp_path: Path) -> None:
    contract = text(
        tmp_path / "合同.txt", f"甲方：苏州甲设备有限公司；乙方：{YI}，货款100,000.00元。"
    )
    assert looked_at(placed, wanted(contract)) == []
    phones = text(tmp_path / "对账.txt", "联系电话：027-88886666")
    assert looked_at(placed, wanted(phones)) == ["LD-AGENCY-PHONE"]
    hashed = text(tmp_path / "清单.txt", "ab" * 32)
    assert looked_at(placed, wanted(hashed)) == []


def test_internal_papers_and_files_without_text_wait_for_a_person(
    placed: BookFolder, tmp_path: Path
) -> None:
    memo = text(tmp_path / "内部" / "备忘.txt", "底线价格")
    scan = tmp_path / "扫描.jpg"
    scan.write_bytes(b"\xff\xd8\xff\xe0not a whole picture")
    found = [one.code for one in refused(placed, wanted(memo, scan))]
    assert found == ["LD-AGENCY-INTERNAL", "LD-AGENCY-UNREAD"]
    let = wanted(memo, scan, give=("备忘.txt",), looked=True)
    assert looked_at(placed, let) == ["LD-AGENCY-INTERNAL"]
    with pytest.raises(InputError, match="不是要移交的文件"):
        looked_at(placed, wanted(memo, give=("别的.txt",)))


def test_a_picture_in_a_page_is_not_read(placed: BookFolder, tmp_path: Path) -> None:
    picture = tmp_path / "证件.png"
    Image.new("RGB", (40, 40)).save(picture)
    word = tmp_path / "a.docx"
    made = docx.Document()
    made.add_paragraph("货款")
    made.add_picture(str(picture))
    made.save(str(word))
    pdf = tmp_path / "b.pdf"
    page = f"<meta charset=utf-8><p>货款<img src='{picture.as_uri()}'>"
    pdf.write_bytes(HTML(string=page).write_pdf())
    mixed = _printed(tmp_path / "c.pdf", "货款")
    found = [one.where for one in refused(placed, wanted(word, pdf, mixed))]
    assert found == ["a.docx", "b.pdf"]


def test_the_bundle_is_sealed_and_verified_by_us_and_by_bagit(
    placed: BookFolder, tmp_path: Path
) -> None:
    contract = text(tmp_path / "合同.txt", "货款")
    note_ = text(tmp_path / "送货" / "单.txt", "已签收")
    out = tmp_path / "移交"
    made = handed(placed, wanted(contract, note_), out)
    assert verify(out / "bundle").integrity.status == "ok"
    bagit.Bag(str(out / "bundle")).validate()
    debts = (out / "bundle" / "data" / "委托款项明细.csv").read_text(encoding="utf-8-sig")
    assert debts.splitlines()[1] == "AR1,HT-1,,2026-01-31,100000.00,100000.00"
    everything = b"".join(
        path.read_bytes()
        for path in (out / "bundle").rglob("*")
        if path.is_file() and path.suffix != ".pdf"
    )
    assert BING.encode() not in everything
    assert {row.name for row in made.files} == {
        "originals/合同.txt", "originals/单.txt", "委托款项明细.csv",
    }  # fmt: skip
    index = json.loads((out / "bundle" / "metadata" / "index.json").read_text(encoding="utf-8"))
    assert [one["source"] for one in index["exhibits"]] == ["合同.txt", "单.txt"]
    with opened(placed) as store, store.reading() as connection:
        step = steps(connection, engagement_named(connection, NUMBER))[-1]
    assert (step["step"], step["note"]) == ("移交材料", made.statement)
    assert f"{made.files[0].sha256}  originals/合同.txt" in step["files"]


def test_contacts_are_given_only_when_asked_for(placed: BookFolder, tmp_path: Path) -> None:
    with opened(placed) as store, recording(store, WANG) as entry:
        values = {
            "customer_id": 1,
            "key": "p1",
            "name": "赵六",
            "post": "财务经理",
            "phone": "+86 27-1",
        }
        entry.rows(ContactPerson).make(values)
    contract = text(tmp_path / "合同.txt", "货款")
    handed(placed, wanted(contract), tmp_path / "不带")
    made = handed(placed, wanted(contract, contacts=True), tmp_path / "带")
    assert not (tmp_path / "不带" / "bundle" / "data" / "债务人联系人.csv").exists()
    people = (tmp_path / "带" / "bundle" / "data" / "债务人联系人.csv").read_text("utf-8-sig")
    assert people.splitlines() == ["姓名,职务,电话,邮箱", "赵六,财务经理,'+86 27-1,"]
    assert "债务人联系人.csv" in [row.name for row in made.files]
    assert verify(tmp_path / "带" / "bundle").integrity.status == "ok"


def test_the_same_files_give_the_same_bytes_and_a_changed_one_is_found(
    placed: BookFolder, tmp_path: Path
) -> None:
    contract = text(tmp_path / "合同.txt", "货款")
    one = handed(placed, wanted(contract), tmp_path / "一")
    other = handed(placed, wanted(contract), tmp_path / "二")
    assert one == other
    assert contract.read_text(encoding="utf-8") == "货款"
    copy = tmp_path / "一" / "bundle" / "data" / "originals" / "合同.txt"
    copy.chmod(0o644)
    copy.write_text("别的", encoding="utf-8")
    assert verify(tmp_path / "一" / "bundle").integrity.status == "failed"


def test_the_list_and_its_slip_read_as_agreed(placed: BookFolder, tmp_path: Path) -> None:
    from legaldocs.render.compare_text import read_docx  # noqa: PLC0415 - this test alone reads

    handed(placed, wanted(text(tmp_path / "合同.txt", "货款")), tmp_path / "移交")
    said = read_docx((tmp_path / "移交" / "资料移交清单.docx").read_bytes()).lines
    compare(SAMPLES / "agency_hand_over-short.txt", said)
    many = [text(tmp_path / f"送货单-{number:02d}.txt", str(number)) for number in range(40)]
    handed(placed, wanted(*many), tmp_path / "多")
    said = read_docx((tmp_path / "多" / "资料移交清单.docx").read_bytes()).lines
    compare(SAMPLES / "agency_hand_over-long.txt", said)


def test_files_of_one_name_and_what_is_missing_are_refused(
    placed: BookFolder, tmp_path: Path
) -> None:
    first, second = text(tmp_path / "a" / "单.txt", "1"), text(tmp_path / "b" / "单.txt", "2")
    with pytest.raises(InputError, match="两个文件同名"):
        handed(placed, wanted(first, second), tmp_path / "x")
    with pytest.raises(InputError):
        handed(placed, wanted(tmp_path / "没有.txt"), tmp_path / "y")
    assert not (tmp_path / "x").exists()
    assert not (tmp_path / "y").exists()
    (tmp_path / "z").mkdir()
    with pytest.raises(InputError, match=r"已存在|已经存在"):
        handed(placed, wanted(first), tmp_path / "z")
