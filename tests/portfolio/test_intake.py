"""What an import takes into the book, and what it gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import select, text

from legaldocs.core.errors import InputError
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.intake import import_files
from legaldocs.portfolio.model import Change, ContactPerson, Customer
from legaldocs.portfolio.store import opened

from .ledgers import BING, OWED, PAID, WANG, YI, made, owed, paid, reasons, take, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.intake import Intake
    from legaldocs.portfolio.place import BookFolder

ONE = [YI, "AR1", "HT-1", 1000, "2026-06-30"]
TWO = [BING, "AR2", "HT-2", 88.88, "2026-07-31"]


def test_rows_are_taken_in_once(book: BookFolder) -> None:
    first = take(book, 应收=[OWED, ONE, TWO], 回款=[PAID, [YI, "R1", "2026-07-01", 300.10, "AR1"]])
    assert made(first) == {"客户": (2, 0), "联系人": (0, 0), "应收": (2, 0), "回款": (1, 0)}
    assert owed(book) == {"AR1": (YI, 100000, 30010), "AR2": (BING, 8888, 0)}
    again = take(book, 应收=[OWED, TWO, ONE], 回款=[PAID, [YI, "R1", "2026-07-01", 300.10, "AR1"]])
    assert set(made(again).values()) == {(0, 0)}
    assert again.changes == []
    same = import_files(book, [book.path.parent / "台账.xlsx"], WANG)
    assert same.number == 0


def test_an_import_says_how_far_it_is(book: BookFolder) -> None:
    """A thousand rows were read, and each chunk that was taken in counts towards all of them."""
    rows = [[YI, f"AR{at}", "HT-1", 1, "2026-06-30"] for at in range(2500)]
    path = workbook(book.path.parent / "台账.xlsx", {"应收": [OWED, *rows]})
    said: list[tuple[str, int, int]] = []
    import_files(book, [path], WANG, lambda *words: said.append(words))
    assert said == [
        ("已读行数", 1000, 0), ("已读行数", 2000, 0),
        ("入账", 1000, 2500), ("入账", 2000, 2500), ("入账", 2500, 2500),
    ]  # fmt: skip


def test_a_change_is_shown_taken_and_kept(book: BookFolder) -> None:
    take(book, 应收=[OWED, ONE, TWO])
    done = take(book, 应收=[OWED, [YI, "AR1", "HT-1", 900, "2026-08-31"], TWO])
    shown = {(c.noun, c.name, c.field, c.old, c.new) for c in done.changes}
    assert shown == {
        ("应收", "AR1", "amount_fen", "1,000.00", "900.00"),
        ("应收", "AR1", "due_on", "2026-06-30", "2026-08-31"),
    }
    assert made(done)["应收"] == (0, 1)
    with opened(book) as store, store.reading() as connection:
        kept = connection.execute(
            select(Change.who, Change.at, Change.import_number, Change.old, Change.new)
            .where(Change.field == "amount_fen")
        ).one()  # fmt: skip
        assert tuple(kept) == (WANG.who, WANG.at, 2, "100000", "90000")
        assert broken_at(connection) is None


def test_an_empty_cell_states_nothing(book: BookFolder) -> None:
    take(book, 应收=[[*OWED, "业务员"], [*ONE, "李某"]])
    assert take(book, 应收=[[*OWED, "业务员"], [*ONE, None]]).changes == []


def test_receipts_find_their_receivable_by_number_only(book: BookFolder) -> None:
    receipts = [
        [YI, "R1", "2026-07-01", 600, "AR1"],
        [YI, "R2", "2026-07-02", 600, "AR1"],  # more than is left
        [YI, "R3", "2026-07-03", 50, None],  # says nothing
        [BING, "R4", "2026-07-03", 60, "AR1"],  # that of another customer
        [YI, "R5", "2026-07-03", 70, "AR9"],  # comes later
    ]
    done = take(book, 应收=[OWED, ONE, TWO], 回款=[PAID, *receipts])
    assert owed(book)["AR1"] == (YI, 100000, 100000)
    (note,) = [f for f in done.findings if f.code == "LD-BOOK-OPEN"]
    assert "4 笔" in note.message  # R2 has 200 left, R3, R4 and R5 all
    assert "380.00 元" in note.message  # 200 + 50 + 60 + 70
    take(book, 应收=[OWED, [YI, "AR9", "HT-1", 70, "2026-09-30"]])
    assert owed(book)["AR9"] == (YI, 7000, 7000)


def test_a_receipt_is_split_over_receivables_and_split_anew(book: BookFolder) -> None:
    three = [YI, "AR3", "HT-1", 500, "2026-07-31"]
    head = [YI, "R1", "2026-07-01"]
    take(book, 应收=[OWED, ONE, three], 回款=[PAID, [*head, 400, "AR1"], [*head, 100, "AR3"]])
    assert paid(book) == {"R1": 50000}
    assert owed(book) == {"AR1": (YI, 100000, 40000), "AR3": (YI, 50000, 10000)}
    take(book, 回款=[PAID, [*head, 350, "AR1"], [*head, 150, "AR3"]])
    assert paid(book) == {"R1": 50000}
    assert owed(book) == {"AR1": (YI, 100000, 35000), "AR3": (YI, 50000, 15000)}


def test_red_invoices_and_reversed_receipts(book: BookFolder) -> None:
    red = [YI, "AR8", "HT-1", "-200.00", "2026-06-30"]
    back = [YI, "R2", "2026-07-09", "(100.00)", "AR1"]
    take(book, 应收=[OWED, ONE, red], 回款=[PAID, [YI, "R1", "2026-07-01", 300, "AR1"], back])
    assert owed(book) == {"AR1": (YI, 100000, 20000), "AR8": (YI, -20000, 0)}
    assert paid(book) == {"R1": 30000, "R2": -10000}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ONE, [YI, "AR1", "HT-1", 500, "2026-06-30"]], "同一个单号有 2 行"),
        ([ONE, ONE], "同一个单号有 2 行"),
        ([[YI, "AR1", "HT-1", "一千", "2026-06-30"]], "金额无法识别"),
        ([[YI, "AR1", "HT-1", 1000, None]], "没有写到期日"),
        ([[YI, "AR1", "HT-1", "99999999999999", "2026-06-30"]], "金额过大"),
        ([["", "AR1", "HT-1", 1000, "2026-06-30"]], "没有写客户名称"),
    ],
)
def test_what_cannot_be_believed_is_given_back(
    book: BookFolder, rows: list[list[object]], said: str
) -> None:
    done = take(book, 应收=[OWED, TWO, *rows])
    assert said in " ".join(reasons(done))
    assert set(owed(book)) == {"AR2"}


def test_rows_given_back_are_corrected_in_their_workbook(book: BookFolder) -> None:
    done = take(book, 应收=[OWED, TWO, [YI, "AR1", "HT-1", 1000, "六月底"]])
    assert done.exceptions is not None
    given = openpyxl.load_workbook(done.exceptions)
    sheet = given.worksheets[0]
    heading, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert heading[:6] == ["来源文件", "来源工作表", "来源行号", "有误的列", "退回原因", "下一步"]
    assert row[:4] == ["台账.xlsx", "应收", "3", "到期日"]
    assert row[4]
    assert row[5]
    sheet.cell(2, heading.index("到期日") + 1).value = "2026-06-30"
    corrected = book.path.parent / "改正.xlsx"
    given.save(corrected)
    assert import_files(book, [corrected], WANG).refused == []
    assert set(owed(book)) == {"AR1", "AR2"}


def test_a_sum_that_differs_takes_nothing_in(book: BookFolder) -> None:
    with pytest.raises(InputError, match="合计与各行不符"):
        take(book, 应收=[OWED, ONE, TWO, ["合计", "", "", 1089, ""]])
    assert owed(book) == {}
    done = take(book, 应收=[OWED, ONE, TWO, ["合计", "", "", 1088.88, ""]])
    assert [f.code for f in done.findings] == ["LD-BOOK-ROWS"]


def customers(book: BookFolder) -> list[tuple[object, ...]]:
    with opened(book) as store, store.reading() as connection:
        chosen = select(Customer.name, Customer.uscc, Customer.code).order_by(Customer.id)
        return [tuple(row) for row in connection.execute(chosen)]


CARD = ["客户名称", "统一社会信用代码", "客户编码"]
CODE = "91350100M000100Y44"


def test_a_customer_is_known_by_its_codes_and_may_change_its_name(book: BookFolder) -> None:
    take(book, 应收=[OWED, ONE])
    take(book, 客户=[CARD, [YI, CODE, "K1"]])
    assert customers(book) == [(YI, CODE, "K1")]
    done = take(book, 客户=[CARD, ["武汉乙集团有限公司", CODE, None]])
    assert [(c.old, c.new) for c in done.changes] == [(YI, "武汉乙集团有限公司")]
    assert customers(book) == [("武汉乙集团有限公司", CODE, "K1")]


def test_a_name_that_may_be_two_customers_is_asked_for(book: BookFolder) -> None:
    done = take(book, 客户=[CARD, [YI, None, "K1"], [YI, None, "K2"]])
    assert [f.code for f in done.findings] == ["LD-BOOK-SAME-NAME"]
    assert "有几个同名的" in " ".join(reasons(take(book, 应收=[OWED, ONE])))
    assert owed(book) == {}


def test_a_number_stays_with_its_customer(book: BookFolder) -> None:
    take(book, 应收=[OWED, ONE])
    done = take(book, 应收=[OWED, [BING, *ONE[1:]]])
    assert "另一个客户名下" in " ".join(reasons(done))
    assert owed(book) == {"AR1": (YI, 100000, 0)}


def test_a_wrong_code_is_said(book: BookFolder) -> None:
    done = take(book, 客户=[CARD, [YI, CODE[:-1] + "5", "K1"]])
    assert [f.code for f in done.findings] == ["LD-BOOK-USCC"]


def test_people_come_from_either_sheet(book: BookFolder) -> None:
    take(
        book, 客户=[["客户名称", "住所", "联系人", "电话"], [YI, "武汉市某路1号", "赵某", "027-1"]]
    )
    take(book, 联系人=[["客户名称", "联系人", "职务", "电话"], [YI, "赵某", "财务经理", "027-1"]])
    with opened(book) as store, store.reading() as connection:
        chosen = select(ContactPerson.name, ContactPerson.post, ContactPerson.phone)
        assert [tuple(row) for row in connection.execute(chosen)] == [("赵某", "财务经理", "027-1")]


def codes(done: Intake) -> set[str]:
    return {finding.code for finding in done.findings}


def test_a_sheet_that_is_not_read_is_said(book: BookFolder) -> None:
    done = take(book, 应收=[OWED, ONE], 备忘=[["甲", "乙"], ["1", "2"]])
    assert codes(done) == {"LD-BOOK-SHEET"}


def test_a_list_of_exceptions_is_not_lost(book: BookFolder) -> None:
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", "一千", "2026-06-30"]])
    assert codes(take(book, 应收=[OWED, TWO])) == {"LD-BOOK-ASIDE"}
    assert (book.path / "exceptions-1.xlsx").is_file()


def test_the_files_are_kept_with_their_hash(book: BookFolder) -> None:
    done = take(book, 应收=[OWED, ONE])
    (file,) = done.files
    assert (book.path / file.kept_as).read_bytes() == (book.path.parent / "台账.xlsx").read_bytes()
    assert file.kept_as == f"imports/{file.sha256[:16]}-台账.xlsx"


EXPORTS = {
    "金蝶": ["客户编码", "客户", "单据编号", "业务日期", "到期日", "价税合计", "币别", "销售员"],
    "用友": ["客户编码", "客户名称", "单据号", "单据日期", "到期日", "本币金额", "币种", "业务员"],
    "SAP": [
        "客户编号",
        "客户名称",
        "凭证编号",
        "过账日期",
        "净到期日",
        "以本币计的金额",
        "货币",
        "文本",
    ],
    "浪潮": [
        "往来单位编号",
        "往来单位名称",
        "凭证编号",
        "凭证日期",
        "到期日期",
        "借方金额",
        "币种",
        "摘要",
    ],
}


@pytest.mark.parametrize("name", [*EXPORTS])
def test_exports_of_accounting_software_are_understood(book: BookFolder, name: str) -> None:
    row = ["K1", YI, "AR1", "2026-05-31", "2026-06-30", 1000, "人民币", "李某"]
    take(book, Sheet1=[EXPORTS[name], row])
    assert owed(book) == {"AR1": (YI, 100000, 0)}
    assert customers(book) == [(YI, None, "K1")]


def test_a_mapping_is_kept_and_may_be_edited(book: BookFolder, tmp_path: Path) -> None:
    head = ["客户名称", "流水编号", "应收金额", "到期日", "应收单号"]
    row = [YI, "X1", 5, "2026-06-30", "AR1"]
    file = workbook(tmp_path / "a.xlsx", {"应收": [head, row]})
    import_files(book, [file], WANG)
    mapping = book.path / "mapping.yaml"
    kept = mapping.read_text(encoding="utf-8")
    assert "heading: 流水编号" in kept
    unused, used = "heading: 流水编号\n    field: 不用", "heading: 应收单号\n    field: 应收单号"
    swapped = kept.replace(unused, unused.replace("不用", "应收单号"))
    swapped = swapped.replace(used, used.replace("field: 应收单号", "field: 不用"))
    assert swapped != kept
    mapping.write_text(swapped, encoding="utf-8")
    import_files(book, [file], WANG)
    assert set(owed(book)) == {"AR1", "X1"}


def test_csv_in_the_encoding_of_a_spreadsheet_is_read(book: BookFolder, tmp_path: Path) -> None:
    file = tmp_path / "应收.csv"
    file.write_text(",".join(OWED) + f'\n{YI},AR1,HT-1,"1,000.00",2026/6/30\n', encoding="gb18030")
    import_files(book, [file], WANG)
    assert owed(book) == {"AR1": (YI, 100000, 0)}


def test_the_database_keeps_history_and_rows(book: BookFolder) -> None:
    take(book, 应收=[OWED, ONE])
    for statement in (
        "UPDATE change SET who = 'x'",
        "DELETE FROM change",
        "DELETE FROM receivable",
    ):
        with (
            opened(book) as store,
            pytest.raises(InputError, match="数据库没有照办"),
            store.session() as connection,
            connection.begin(),
        ):
            connection.execute(text(statement))
    with opened(book) as store, store.reading() as connection:
        assert broken_at(connection) is None


BILLED = ["客户名称", "应收单号", "发票号码", "应收金额", "到期日"]


def test_an_invoice_and_its_number_are_one_receivable(book: BookFolder) -> None:
    take(book, 应收=[BILLED, [YI, None, "8001", 1000, "2026-06-30"]])
    done = take(book, 应收=[BILLED, [YI, "AR1", "8001", 1000, "2026-06-30"]])
    assert [(c.field, c.old, c.new) for c in done.changes] == [("number", "8001", "AR1")]
    take(book, 应收=[BILLED, [YI, None, "8001", 900, "2026-06-30"]])
    assert owed(book) == {"AR1": (YI, 90000, 0)}


def test_one_invoice_may_have_two_receivables(book: BookFolder) -> None:
    parts = [[YI, f"AR{n}", "8001", 500, f"2026-0{n + 5}-30"] for n in (1, 2)]
    take(book, 应收=[BILLED, *parts])
    done = take(book, 应收=[BILLED, [YI, None, "8001", 1000, "2026-06-30"]])
    assert "2 笔应收写着这个发票号码" in " ".join(reasons(done))
    assert {number: amount for number, (_, amount, _) in owed(book).items()} == {
        "AR1": 50000,
        "AR2": 50000,
    }


def test_a_statement_of_the_bank_is_understood(book: BookFolder) -> None:
    bank = ["客户名称", "流水号", "到账日期", "到账金额", "发票号码"]
    take(book, 应收=[BILLED, [YI, "AR1", "8001", 1000, "2026-06-30"]])
    take(book, Sheet1=[bank, [YI, "L1", "2026-07-01", 300, "8001"]])
    assert owed(book) == {"AR1": (YI, 100000, 30000)}


def test_columns_with_amounts_are_not_passed_over_in_silence(book: BookFolder) -> None:
    done = take(book, 应收=[[*OWED, "折让额"], [YI, "AR1", "HT-1", 1000, "2026-06-30", "12.50"]])
    (found,) = (f for f in done.findings if f.code == "LD-BOOK-COLUMNS")
    assert found.message.endswith("“折让额”（金额）")


def test_the_post_of_a_customers_contact_is_known(book: BookFolder) -> None:
    take(book, 客户=[["客户名称", "住所", "联系人", "职务"], [YI, "武汉市", "贺某", "财务经理"]])
    with opened(book) as store, store.reading() as connection:
        chosen = select(ContactPerson.name, ContactPerson.post)
        assert [tuple(row) for row in connection.execute(chosen)] == [("贺某", "财务经理")]
