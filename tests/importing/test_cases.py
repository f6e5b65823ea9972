"""Which rows become one case, what it states, and which are refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.reading import load_case
from legaldocs.cli import run

from .exports import HEAD, ROW, book, case_text, debts, imported, reasons

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.case.model import Case

NAME = ROW[0]
FOLDER = f"HT-1-{NAME}"
CODE, OTHER_CODE = "91350100M000100Y43", "91350100M000100Y44"
CODED = ["客户名称", "统一社会信用代码", "合同编号", "合同金额"]
WORKBOOK: dict[str, list[list[Any]]] = {
    "客户": [
        ["客户名称", "统一社会信用代码", "地址", "电话"],
        [NAME, CODE, "武汉市某路1号", "027-1"],
    ],
    "合同": [
        ["合同编号", "客户名称", "合同金额", "签订日期", "违约金约定", "合同名称"],
        ["HT-1", NAME, 300000, "2025-12-01", "每日万分之五", "设备买卖合同"],
    ],
    "分期": [
        ["合同编号", "款项名称", "本期应付金额", "到期日"],
        ["HT-1", "到货款", 200000, "2026-03-31"],
        ["HT-1", "验收款", 100000, "2026-06-30"],
    ],
    "送货": [["单号", "日期", "金额", "合同号"], ["CK-1", "2026-01-10", 300000, "HT-1"]],
    "发票": [
        ["发票号码", "开票日期", "金额", "税额", "价税合计", "购买方名称"],
        ["26322000000000000001", "2026-01-12", 265486.73, 34513.27, 300000, NAME],
    ],
    "回款": [["日期", "金额", "客户名称", "流水号"], ["2026-04-10", 50000, NAME, "LS-1"]],
    "对账": [["合同编号", "对账截止日", "对账余额"], ["HT-1", "2026-05-31", 250000]],
    "往来函件": [
        ["合同编号", "发函日期", "方式", "内容", "快递单号"],
        ["HT-1", "2026-07-10", "快递", "催告函", "SF1"],
    ],
}


def case(tmp_path: Path, name: str = FOLDER) -> Case:
    return load_case(tmp_path / "out" / name)


def test_a_workbook_with_a_sheet_a_kind_becomes_one_case(tmp_path: Path) -> None:
    done = imported(tmp_path, book(tmp_path / "a.xlsx", WORKBOOK))
    assert reasons(done) == []
    made = case(tmp_path)
    assert (made.debtor.uscc, made.debtor.phone) == (CODE, "027-1")
    contract = made.contracts[0]
    assert (contract.number, contract.price, contract.name) == ("HT-1", 300000, "设备买卖合同")
    assert contract.late_payment is not None
    assert contract.late_payment.rate == "每日万分之五"
    assert [(p.name, p.amount, p.due_on) for p in contract.instalments] == [
        ("到货款", 200000, dt.date(2026, 3, 31)),
        ("验收款", 100000, dt.date(2026, 6, 30)),
    ]
    assert [(d.number, d.amount) for d in made.deliveries] == [("CK-1", 300000)]
    assert [(i.number, i.amount) for i in made.invoices] == [("26322000000000000001", 300000)]
    assert [(p.paid_on, p.amount) for p in made.payments] == [(dt.date(2026, 4, 10), 50000)]
    assert [s.balance for s in made.statements] == [Decimal(250000)]
    assert [c.tracking for c in made.communications] == ["SF1"]


def test_import_check_and_build_agree_with_figures_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """50,000 came on 2026-04-10; what is left of part 1 and the whole of part 2 are late.

    200,000 × 0.05 % × 9 days (04-01 to 04-09) = 900; 150,000 × 0.05 % × 113 days (04-10 to 07-31)
    = 8,475; 100,000 × 0.05 % × 31 days (07-01 to 07-31) = 1,550. In all 10,925.
    """
    imported(tmp_path, book(tmp_path / "a.xlsx", WORKBOOK))
    folder = str(tmp_path / "out" / FOLDER)
    assert run(["check", folder, "--as-of", "2026-07-31"]) == 0
    said = "到期本金 250,000.00 元，违约金 10,925.00 元，合计 260,925.00 元"
    assert said in capsys.readouterr().out
    assert run(["build", folder, "--as-of", "2026-07-31", "--out", str(tmp_path / "built")]) == 0
    assert said in capsys.readouterr().out
    listed = [path.name for path in (tmp_path / "built").rglob("import.json")]
    assert listed == []  # what the import remembers is no evidence


def test_what_a_row_leaves_open_is_asked_for_and_not_invented(tmp_path: Path) -> None:
    head = [*HEAD, "已付", "发票号"]
    done = imported(tmp_path, debts(tmp_path, [*ROW, 20000, "12345678"], head=head))
    text = case_text(tmp_path, FOLDER)
    assert "  - paid_on: 请填写付款日期\n    amount: 20000.00\n" in text
    assert "issued_on: 请填写开票日期\n    amount: 请填写价税合计\n" in text
    said = next(f for f in done.findings if f.code == "LD-IMPORT-GAP")
    assert said.message == "表里没有付款日期、价税合计、开票日期，案件文件里写着“请填写”"
    assert run(["check", str(tmp_path / "out" / FOLDER)]) == 1


def test_without_our_own_side_the_creditor_is_asked_for(tmp_path: Path) -> None:
    imported(tmp_path, debts(tmp_path, ROW), creditor=None)
    assert "name: 请填写债权人全称" in case_text(tmp_path, FOLDER)


def test_our_own_side_comes_from_a_file_or_a_case(tmp_path: Path) -> None:
    done = imported(tmp_path, debts(tmp_path, ROW))
    made = case(tmp_path)
    assert made.creditor.account is not None
    assert made.creditor.account.number == "622200001"
    assert [agent.name for agent in made.agents] == ["王某"]
    assert next(f for f in done.findings if f.code == "LD-IMPORT-CREDITOR").severity == "warning"
    other = tmp_path / "second"
    other.mkdir()
    imported(other, debts(other, ROW), creditor=tmp_path / "out" / FOLDER)
    assert load_case(other / "out" / FOLDER).creditor.name == "苏州甲设备有限公司"


def test_a_column_may_name_the_creditor(tmp_path: Path) -> None:
    head = [*HEAD, "委托人"]
    rows = [[*ROW, "甲公司"], [*ROW, "乙公司"]]
    done = imported(tmp_path, debts(tmp_path, *rows, head=head), creditor=None)
    assert [record.folder.name for record in done.made] == [FOLDER, f"{FOLDER}-2"]
    assert case(tmp_path, f"{FOLDER}-2").creditor.name == "乙公司"


def test_two_debtors_of_one_name_and_other_codes_are_two_cases(tmp_path: Path) -> None:
    rows = [[NAME, CODE, "HT-1", 5], [NAME, OTHER_CODE, "HT-1", 6]]
    done = imported(tmp_path, debts(tmp_path, *rows, head=CODED))
    assert [record.debtor["uscc"] for record in done.made] == [CODE, OTHER_CODE]


def test_a_name_with_and_without_code_is_asked_for(tmp_path: Path) -> None:
    rows = [[NAME, CODE, "HT-1", 5], [NAME, "", "HT-2", 6], ["丙公司", "", "HT-3", 7]]
    done = imported(tmp_path, debts(tmp_path, *rows, head=CODED))
    assert [record.debtor["name"] for record in done.made] == ["丙公司"]
    assert [said.split("；")[0][:20] for said in reasons(done)] == [
        "2 统一社会信用代码：同名的债务人有的写",
        "3 统一社会信用代码：同名的债务人有的写",
    ]


def test_one_code_with_two_names_is_asked_for(tmp_path: Path) -> None:
    rows = [[NAME, CODE, "HT-1", 5], ["武汉丙有限公司", CODE, "HT-2", 6]]
    done = imported(tmp_path, debts(tmp_path, *rows, head=CODED))
    assert not done.made
    assert all("不同的名称" in said for said in reasons(done))


def test_a_later_file_without_the_code_does_not_make_the_debt_again(tmp_path: Path) -> None:
    imported(tmp_path, debts(tmp_path, [NAME, CODE, "HT-1", 5], head=CODED))
    done = imported(tmp_path, debts(tmp_path, [NAME, "", "HT-1", 5], head=CODED))
    assert not done.made
    assert "有的没有写" in reasons(done)[0]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([[NAME, "HT-1", 5, "", ""], [NAME, "HT-1", 5, "", ""]], "完全相同"),
        ([[NAME, "HT-1", 5, "", ""], [NAME, "HT-1", 6, "", ""]], "写的不同"),
        ([[NAME, "", 5, "", ""], [NAME, "", 6, "", ""]], "看不出是不是同一份合同"),
        (
            [[NAME, "HT-1", 5, "2026-01-01", ""], [NAME, "HT-1", 5, "2026-02-01", ""]],
            "没有写各期金额",
        ),
        ([[NAME, "HT-1", 5, "", 6]], "超过应付"),
    ],
)
def test_rows_that_cannot_both_be_true_are_refused(
    tmp_path: Path, rows: list[list[Any]], said: str
) -> None:
    done = imported(tmp_path, debts(tmp_path, *rows, head=[*HEAD, "已付"]))
    assert not done.made
    assert any(said in reason for reason in reasons(done))


def test_amount_paid_and_balance_have_to_agree(tmp_path: Path) -> None:
    head = [*HEAD, "已付", "欠款"]
    done = imported(tmp_path, debts(tmp_path, [*ROW, 20000, 70000], head=head))
    assert reasons(done) == [
        "2 欠款：100,000.00 元减已付 20,000.00 元是 80,000.00 元，写的是 70,000.00 元"
    ]


def test_what_was_paid_follows_from_the_balance(tmp_path: Path) -> None:
    head = [*HEAD, "欠款", "已收日期"]
    imported(tmp_path, debts(tmp_path, [*ROW, 70000, "2026-07-01"], head=head))
    assert [payment.amount for payment in case(tmp_path).payments] == [30000]


def test_a_balance_alone_is_what_is_owed(tmp_path: Path) -> None:
    head = ["客户名称", "合同编号", "欠款金额", "到期日"]
    imported(tmp_path, debts(tmp_path, ROW, head=head))
    parts = case(tmp_path).contracts[0].instalments
    assert [(part.name, part.amount) for part in parts] == [("2026年6月30日到期的款项", 100000)]


def test_rows_of_one_contract_with_amounts_are_its_parts(tmp_path: Path) -> None:
    head = ["客户名称", "合同编号", "应收金额", "已收金额", "已收日期", "到期日"]
    rows = [
        [NAME, "HT-1", 60, 60, "2026-02-01", "2026-01-31"],
        [NAME, "HT-1", 40, 0, "", "2026-03-31"],
    ]
    imported(tmp_path, debts(tmp_path, *rows, head=head))
    made = case(tmp_path)
    assert [part.amount for part in made.contracts[0].instalments] == [60, 40]
    assert [payment.amount for payment in made.payments] == [60]


def test_receipts_have_to_make_what_a_debt_says_was_paid(tmp_path: Path) -> None:
    receipts = [["回款日期", "回款金额", "合同编号"], ["2026-07-01", 20000, "HT-1"]]
    head = [*HEAD, "已付"]
    good = book(tmp_path / "a.xlsx", {"应收": [head, [*ROW, 20000]], "回款": receipts})
    assert len(imported(tmp_path, good).made) == 1
    assert [str(payment.paid_on) for payment in case(tmp_path).payments] == ["2026-07-01"]
    bad = book(tmp_path / "b.xlsx", {"应收": [head, [NAME, "HT-2", 9, "", 5]],
                                     "回款": [receipts[0], ["2026-07-01", 4, "HT-2"]]})  # fmt: skip
    done = imported(tmp_path, bad)
    assert reasons(done)[0] == "2 已付：按这一行已付 5.00 元，回款各行合计 4.00 元"
    assert len(done.refused) == 2  # the receipt is held back with its debt


def test_the_sheet_of_invoices_states_more_than_the_number_in_a_debt(tmp_path: Path) -> None:
    invoices = [
        ["发票号码", "开票日期", "价税合计", "合同编号"],
        ["12345678", "2026-01-02", 9, "HT-1"],
    ]
    file = book(
        tmp_path / "a.xlsx", {"应收": [[*HEAD, "发票号"], [*ROW, "12345678"]], "发票": invoices}
    )
    imported(tmp_path, file)
    assert [invoice.amount for invoice in case(tmp_path).invoices] == [9]


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        (["2026-07-01", 4, "HT-9", ""], "没有这样的合同和债务人"),
        (["2026-07-01", 4, "", NAME], "可能属于 2 个案件"),
        (["03/04/2026", 4, "HT-1", ""], "看不出哪个是年"),
    ],
)
def test_a_refused_receipt_withholds_each_case_it_may_belong_to(
    tmp_path: Path, receipt: list[Any], said: str
) -> None:
    file = book(
        tmp_path / "a.xlsx",
        {
            "应收": [HEAD, ROW, [NAME, "HT-2", 5, ""], ["丙公司", "HT-3", 5, ""]],
            "回款": [["回款日期", "回款金额", "合同编号", "客户名称"], receipt],
        },
    )
    done = imported(tmp_path, file)
    held = {"HT-9": set(), "": {"ht-1", "ht-2"}, "HT-1": {"ht-1"}}[receipt[2]]
    assert {record.key.number for record in done.made} == {"ht-1", "ht-2", "ht-3"} - held
    assert any(said in reason for reason in reasons(done))


def test_two_receipts_alike_are_asked_for_unless_their_references_differ(tmp_path: Path) -> None:
    head = ["回款日期", "回款金额", "合同编号", "流水号"]
    alike = [["2026-07-01", 4, "HT-1", ""]] * 2
    sheets = {"应收": [HEAD, ROW], "回款": [head, *alike]}
    done = imported(tmp_path, book(tmp_path / "a.xlsx", sheets))
    assert "看不出是两笔还是写了两遍" in " ".join(reasons(done))
    sheets["回款"] = [head, ["2026-07-01", 4, "HT-1", "L1"], ["2026-07-01", 4, "HT-1", "L2"]]
    imported(tmp_path, book(tmp_path / "b.xlsx", sheets))
    assert [payment.amount for payment in case(tmp_path).payments] == [4, 4]


def test_a_case_that_would_not_load_is_given_back(tmp_path: Path) -> None:
    head = [*HEAD, "债权人"]
    done = imported(tmp_path, debts(tmp_path, [*ROW, NAME], head=head), creditor=None)
    assert "重复出现" in reasons(done)[0]


@pytest.mark.parametrize(
    ("number", "folder"),
    [("HT/1:2", "HT_1_2"), ("..", ".."), ("a" * 100, "a" * 60), ("〔2026〕1号", "〔2026〕1号")],
)
def test_a_number_makes_a_name_that_any_system_takes(
    tmp_path: Path, number: str, folder: str
) -> None:
    done = imported(tmp_path, debts(tmp_path, [NAME, number, 5, ""]))
    name = done.made[0].folder.name
    assert name.startswith(folder.lstrip("."))
    assert name[0] != "."
    assert (tmp_path / "out" / name / "case.yaml").is_file()


def test_a_folder_that_a_person_made_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "out" / FOLDER
    own.mkdir(parents=True)
    (own / "case.yaml").write_text("title: 自己的\n", encoding="utf-8")
    done = imported(tmp_path, debts(tmp_path, ROW))
    assert done.made[0].folder.name == f"{FOLDER}-2"
    assert (own / "case.yaml").read_text(encoding="utf-8") == "title: 自己的\n"


def test_a_receipt_without_a_customer_is_that_of_its_payer(tmp_path: Path) -> None:
    flow = [["交易日期", "收入", "对方户名"], ["2026-07-01", 5, NAME]]
    imported(tmp_path, book(tmp_path / "a.xlsx", {"应收": [HEAD, ROW], "流水": flow}))
    assert [(p.amount, p.payer) for p in case(tmp_path).payments] == [(5, NAME)]


def test_two_persons_of_one_name_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    head = ["客户名称", "身份证号", "主体类型", "合同编号", "合同金额"]
    numbers = ["11010519491231002X", "440524188001010014"]
    rows = [["张三", number, "自然人", "HT-1", 5] for number in numbers]
    done = imported(tmp_path, debts(tmp_path, *rows, head=head))
    assert [record.debtor["id_number"] for record in done.made] == numbers


def test_a_number_of_a_person_without_its_kind_is_asked_for(tmp_path: Path) -> None:
    head = ["客户名称", "身份证号", "合同编号", "合同金额"]
    row = ["张三", "11010519491231002X", "HT-1", 5]
    done = imported(tmp_path, debts(tmp_path, row, head=head))
    assert "主体类型" in reasons(done)[0]


def test_two_customers_of_one_name_leave_a_row_without_code_open(tmp_path: Path) -> None:
    register = [["客户名称", "统一社会信用代码"], [NAME, CODE], [NAME, OTHER_CODE]]
    done = imported(tmp_path, book(tmp_path / "a.xlsx", {"客户": register, "应收": [HEAD, ROW]}))
    assert not done.made
    assert any("同名的债务人" in reason for reason in reasons(done))


DAYS = ["回款日期", "回款金额", "合同编号"]
DAY = ["2026-07-01", 20000, "HT-1"]


@pytest.mark.parametrize(
    ("more", "other"),
    [
        (["流水号"], ["LS-1"]),
        (["流水号", "付款人"], ["LS-1", NAME]),
        (["付款人"], [NAME]),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_receipt_with_and_without_its_reference_is_given_back(
    tmp_path: Path, more: list[str], other: list[str], *, turned: bool
) -> None:
    sheets = [("回款一", [DAYS, DAY]), ("回款二", [[*DAYS, *more], [*DAY, *other]])]
    file = book(
        tmp_path / "a.xlsx", {"应收": [HEAD, ROW]} | dict(sheets[::-1] if turned else sheets)
    )
    done = imported(tmp_path, file)
    assert not done.made
    assert any("看不出是两笔还是写了两遍" in reason for reason in reasons(done))


def test_receipts_that_are_told_apart_are_all_taken(tmp_path: Path) -> None:
    head = [*DAYS, "流水号", "付款人", "客户名称"]
    rows = [
        [*DAY, "LS-1", "", NAME], [*DAY, "LS-2", "", NAME],
        ["2026-07-02", 20000, "HT-1", "", "甲", NAME],
        ["2026-07-02", 20000, "HT-1", "", "乙", NAME],
        ["2026-07-01", 300, "HT-1", "", "", NAME],
    ]  # fmt: skip
    done = imported(
        tmp_path, book(tmp_path / "a.xlsx", {"应收": [HEAD, ROW], "回款": [head, *rows]})
    )
    assert reasons(done) == []
    assert len(case(tmp_path).payments) == len(rows)


def test_a_row_written_twice_is_given_back_for_that_alone(tmp_path: Path) -> None:
    """It needs no column of its own amount: without the second row, the first says it all."""
    row = [NAME, "HT-1", 5, "", 2]
    done = imported(tmp_path, debts(tmp_path, row, row, head=[*HEAD, "已付金额"]))
    assert [reason.partition("，")[0] for reason in reasons(done)] == [
        "2 ：这一行没有问题；台账.xlsx 第 3 行退回",
        "3 ：与台账.xlsx 第 2 行完全相同",
    ]
    other = [NAME, "HT-1", 5, "2026-06-30", 2]
    done = imported(tmp_path, debts(tmp_path, row, other, head=[*HEAD, "已付金额"]))
    assert [line[:1] for line in reasons(done) if "同一合同有几行" in line] == ["2", "3"]
