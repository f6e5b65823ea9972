"""The folder that a batch of letters becomes."""

from __future__ import annotations

import csv
import email
import email.policy
import hashlib
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import openpyxl
import pytest
from pypdf import PdfReader

from legaldocs.core.errors import InputError
from legaldocs.dispatch import prepare as module
from legaldocs.dispatch.courier import COLUMNS, as_text, phone_of
from legaldocs.dispatch.mail import mail_draft
from legaldocs.dispatch.prepare import Wishes, prepare
from legaldocs.dispatch.source import read_source
from legaldocs.output.mail_file import mail_addresses
from legaldocs.render.labels import GRIDS
from legaldocs.render.merged import words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.dispatch.stated import Dispatched

WISHES = Wishes(GRIDS["3x8"], duplex=True, mail_copies=True)


@pytest.fixture(scope="module")
def posted(made: Path) -> tuple[Path, Dispatched]:
    out = made / "post"
    return out, prepare(read_source(made / "run"), WISHES, out)


def found(stated: Dispatched, code: str) -> list[Finding]:
    return [finding for finding in stated.findings if finding.code == code]


def rows_of(out: Path, title: str = "寄件清单") -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(out / "寄件清单.xlsx")[title]
    head, *body = sheet.iter_rows(values_only=True)
    return [
        dict(zip(map(str, head), (str(cell or "") for cell in row), strict=True)) for row in body
    ]


def test_what_cannot_go_out_is_said(posted: tuple[Path, Dispatched]) -> None:
    _, stated = posted
    said = {code: [one.where for one in found(stated, code)] for code in {
        one.code for one in stated.findings
    }}  # fmt: skip
    assert said == {
        "LD-DISPATCH-FAILED": ["broken"],
        "LD-DISPATCH-ADDRESS": ["noplace"],
        "LD-DISPATCH-PHONE": ["nophone"],
        "LD-DISPATCH-EMAIL": ["nomail"],
        "LD-DISPATCH-CHANNEL": ["chat"],
        "LD-DISPATCH-SERVICE": ["mail"],
    }
    assert not stated.ok
    assert {parcel.case for parcel in stated.parcels}.isdisjoint({"noplace", "nomail", "chat"})


def test_the_list_leads_to_the_pages_and_the_hash(posted: tuple[Path, Dispatched]) -> None:
    out, stated = posted
    run = out.parent / "run"
    for row, parcel in zip(rows_of(out), stated.parcels, strict=True):
        paper = next((run / "cases" / parcel.case / "papers").glob(f"*{row['函件']}*.pdf"))
        assert row["SHA-256"] == hashlib.sha256(paper.read_bytes()).hexdigest()
        assert (row["收件人"], row["运单号"], row["寄出日期"]) == (parcel.to, "", "")
        if not parcel.print:
            assert row["方式"] == "电子邮件"
            continue
        assert (int(row["起页"]), int(row["止页"])) == (parcel.first, parcel.last)
        assert parcel.first % 2 == 1
        pages = PdfReader(out / parcel.print).pages
        own = [page for file in (paper,) for page in PdfReader(file).pages]
        shown = [pages[parcel.first - 1 + at]["/Contents"] for at in range(len(own))]
        assert [one.get_object().get_data() for one in shown] == [
            page["/Contents"].get_data() for page in own
        ]
    refused = rows_of(out, "未寄出和提示")
    assert [row["代码"] for row in refused] == [one.code for one in stated.findings]


def test_an_odd_letter_is_followed_by_an_empty_page_and_the_list_says_so(
    posted: tuple[Path, Dispatched],
) -> None:
    out, stated = posted
    (parcel,) = [parcel for parcel in stated.parcels if parcel.case == "active"]
    assert (parcel.last - parcel.first, parcel.blanks) == (2, 1)
    (row,) = [row for row in rows_of(out) if row["案件"] == "active"]
    assert "空白 1 页" in row["说明"]
    assert "/Contents" not in PdfReader(out / parcel.print).pages[parcel.last]


def test_each_debtor_gets_a_letter_and_the_schedule_is_in_the_envelope(
    posted: tuple[Path, Dispatched],
) -> None:
    out, stated = posted
    two = [parcel for parcel in stated.parcels if parcel.case == "two"]
    assert [(parcel.kind, parcel.to) for parcel in two] == [
        ("催告函", "北京庚有限公司"),
        ("催告函", "北京己有限公司"),
        ("保证人催告函", "张某"),
    ]
    (late,) = [parcel for parcel in stated.parcels if parcel.case == "late"]
    assert len(late.sha256) == 2
    pages = PdfReader(out / late.print).pages[late.first - 1 : late.last]
    assert "利息计算表" in "".join(page.extract_text() for page in pages).replace(" ", "")
    (row,) = [row for row in rows_of(out) if row["案件"] == "late"]
    assert "含利息计算表" in row["说明"]


def test_the_courier_file_has_no_formula_and_nobody_without_a_phone(
    posted: tuple[Path, Dispatched],
) -> None:
    out, _ = posted
    data = (out / "快递.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    by_case = {row["备注"]: row for row in rows}
    assert "nophone" not in by_case
    assert "mail" not in by_case
    wuhan = by_case["wuhan"]
    assert [wuhan[key] for key in ("收件人", "收件单位", "电话")] == [
        "王某",
        "武汉乙食品有限公司",
        "13800000001",
    ]
    assert [wuhan[key] for key in ("省", "市", "区", "详细地址")] == [
        "湖北省",
        "武汉市",
        "江岸区",
        "某路1号",
    ]
    assert wuhan["内件品名"] == "催告函（合同编号HT-wuhan）"
    assert (wuhan["寄件人"], wuhan["寄件单位"]) == ("李某", "苏州甲设备有限公司")
    assert by_case["active"]["收件人"] == "'=1+1公司"
    assert by_case["active"]["详细地址"] == "'@某地1号"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert as_text(cell)[0] in "' "
    assert as_text("某路1号") == "某路1号"


@pytest.mark.parametrize("text", ["+86 13800000001", "0086-13800000001", "13800000001"])
def test_a_phone_is_dialled_at_home(text: str) -> None:
    assert phone_of(text) == "13800000001"


def test_labels_name_no_letter(posted: tuple[Path, Dispatched]) -> None:
    words = words_of((posted[0] / "标签/催告函.pdf").read_bytes())
    assert "武汉乙食品有限公司湖北省武汉市江岸区某路1号王某（收）电话：" in words
    assert "催告" not in words
    assert "杭州戊" not in words


def test_a_mail_is_a_draft_with_its_letter(posted: tuple[Path, Dispatched]) -> None:
    out, stated = posted
    drafts = {parcel.case: parcel.mail for parcel in stated.parcels if parcel.mail}
    assert set(drafts) == {"wuhan", "mail"}
    data = (out / drafts["wuhan"]).read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "武汉乙食品有限公司 <wang@example.com>"
    assert [message[key] for key in ("From", "Date", "Message-ID")] == [None] * 3
    text = message.get_body().get_content()
    assert "现发送《催告函》（合同编号HT-wuhan），见附件，请查收。" in text
    assert "原件另以快递寄送" in text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "催告函-武汉乙食品有限公司.pdf"
    letter = out.parent / "run/cases/wuhan/papers/02-催告函.pdf"
    assert attached.get_payload(decode=True) == letter.read_bytes()
    other = email.message_from_bytes(
        (out / drafts["mail"]).read_bytes(), policy=email.policy.default
    )
    assert "快递" not in other.get_body().get_content()


def test_a_header_stays_on_its_line(made: Path) -> None:
    item = next(item for item in read_source(made / "run").items if item.case == "wuhan")
    sender = msgspec.structs.replace(item.posting.sender, name="甲\r\nBcc: x@y.cn")
    item = replace(
        item,
        posting=msgspec.structs.replace(item.posting, sender=sender),
        addressee=msgspec.structs.replace(item.addressee, name="乙\n丙"),
    )
    message = email.message_from_bytes(mail_draft(item, [b"1"]), policy=email.policy.default)
    assert message["Bcc"] is None
    assert message["To"] == "乙 丙 <wang@example.com>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a@b.cn", ("a@b.cn",)),
        ("a@b.cn；c@d.com", ("a@b.cn", "c@d.com")),
        ("a@b.cn, 张某", ()),
        ("a@b.cn\r\nBcc: x@y.cn", ()),
        ("", ()),
    ],
)
def test_only_addresses_are_written_to(text: str, found: tuple[str, ...]) -> None:
    assert mail_addresses(text) == found


def test_the_same_run_gives_the_same_bytes(posted: tuple[Path, Dispatched], tmp_path: Path) -> None:
    out, _ = posted
    prepare(read_source(out.parent / "run"), WISHES, tmp_path / "post")
    files = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert len(files) == 9
    assert [(tmp_path / "post" / path).read_bytes() for path in files] == [
        (out / path).read_bytes() for path in files
    ]


def test_many_letters_make_several_files(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TOGETHER", 3)
    stated = prepare(read_source(made / "run"), Wishes(GRIDS["3x8"]), tmp_path / "post")
    names = [parcel.print for parcel in stated.parcels if parcel.print]
    assert names == [
        *["打印/催告函-1.pdf"] * 3,
        *["打印/催告函-2.pdf"] * 3,
        "打印/保证人催告函.pdf",
    ]
    assert next(one.first for one in stated.parcels if one.print == names[3]) == 1


def test_a_label_that_does_not_fit_is_said(copied: Callable[[str], Path], tmp_path: Path) -> None:
    run = copied("run")
    summary = run / "cases/wuhan/summary.json"
    text = summary.read_text(encoding="utf-8").replace("某路1号", "某路1号" + "某" * 300)
    summary.write_text(text, encoding="utf-8")
    stated = prepare(read_source(run), WISHES, tmp_path / "post")
    assert [one.where for one in found(stated, "LD-DISPATCH-LABEL")] == ["wuhan"]
    (row,) = [row for row in rows_of(tmp_path / "post") if row["案件"] == "wuhan"]
    assert "没有标签" in row["说明"]


def test_a_sender_without_phone_is_said_once(copied: Callable[[str], Path], tmp_path: Path) -> None:
    run = copied("run")
    for summary in run.glob("cases/*/summary.json"):
        text = summary.read_text(encoding="utf-8").replace("0512-60000000", "")
        summary.write_text(text, encoding="utf-8")
    stated = prepare(read_source(run), WISHES, tmp_path / "post")
    assert len(found(stated, "LD-DISPATCH-SENDER")) == 1


def test_a_proof_is_printed_and_goes_nowhere(copied: Callable[[str], Path], tmp_path: Path) -> None:
    run, out = copied("run"), tmp_path / "post"
    for summary in run.glob("cases/*/summary.json"):
        text = summary.read_text(encoding="utf-8").replace('"draft": false', '"draft": true')
        summary.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="没有可以寄出的函件") as refused:
        prepare(read_source(run), WISHES, out)
    assert "--final" in refused.value.next_step or refused.value.found
    assert not out.exists()
    wishes = Wishes(GRIDS["3x8"], proof=True)
    stated = prepare(read_source(run, proof=True), wishes, out)
    assert sorted(entry.name for entry in out.iterdir()) == [
        "dispatch.json",
        "寄件清单.xlsx",
        "打印",
    ]
    assert (out / "打印/校样-催告函.pdf").is_file()
    assert not any(one.label or one.courier or one.mail for one in stated.parcels)


def test_only_an_untouched_batch_is_replaced(made: Path, tmp_path: Path) -> None:
    out, source = tmp_path / "post", read_source(made / "run", {"guarantor_demand"})
    prepare(source, WISHES, out)
    with pytest.raises(InputError, match="已经存在"):
        prepare(source, WISHES, out)
    prepare(source, WISHES, out, replace=True)
    (out / "寄件清单.xlsx").write_bytes(b"filled")
    with pytest.raises(InputError, match="已经填写过"):
        prepare(source, WISHES, out, replace=True)
    assert (out / "寄件清单.xlsx").read_bytes() == b"filled"
    other = tmp_path / "other"
    other.mkdir()
    (other / "a").touch()
    with pytest.raises(InputError, match="不是以前的寄送批次"):
        prepare(source, WISHES, other, replace=True)


def test_a_letter_that_changes_meanwhile_ends_the_work(
    copied: Callable[[str], Path], tmp_path: Path
) -> None:
    run = copied("run")
    source = read_source(run)
    (run / "cases/wuhan/papers/02-催告函.pdf").write_bytes(b"%PDF-")
    with pytest.raises(InputError, match="被改动"):
        prepare(source, WISHES, tmp_path / "post")
    assert not (tmp_path / "post").exists()


def test_dispatch_json_is_what_was_answered(posted: tuple[Path, Dispatched]) -> None:
    out, stated = posted
    written = json.loads((out / "dispatch.json").read_text(encoding="utf-8"))
    assert written["schema"] == "legaldocs.dispatched/1"
    assert [one["to"] for one in written["parcels"]] == [one.to for one in stated.parcels]
    assert (
        written["list_sha256"] == hashlib.sha256((out / "寄件清单.xlsx").read_bytes()).hexdigest()
    )
