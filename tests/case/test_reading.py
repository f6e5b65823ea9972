from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from legaldocs.case.reading import load_case
from legaldocs.case.reconcile import reconcile
from legaldocs.case.vocabulary import Role
from legaldocs.core.errors import CaseError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

CONTRACT = """
contracts:
  - number: HT-1
    price: 1,000.50
    due_on: 2026-06-30
"""


CONTRACT_LINE = 9
"""Where the contract of these cases begins."""


def findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    return caught.value.findings


def test_facts_are_typed_and_know_their_lines(write_case: Callable[..., Path]) -> None:
    case = load_case(write_case(CONTRACT))
    (contract,) = case.contracts
    assert contract.price == Decimal("1000.50")
    assert contract.due_on == dt.date(2026, 6, 30)
    assert str(contract.origin) == "case.yaml:10"
    assert case.creditor.role is Role.CREDITOR
    assert case.debtor.name == "武汉乙食品有限公司"


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("    price: -5", "LD-CASE-VALUE", "-5"),
        ("    price: 1e5", "LD-CASE-VALUE", "1e5"),
        ("    price: 12,345.6.7", "LD-CASE-VALUE", "12,345.6.7"),
        ("    instalments: [{name: 甲}]", "LD-CASE-MISSING", "amount"),
        ("    price: [1]", "LD-CASE-SHAPE", "price"),
        ("    price: 1\n    due_on: 2026-02-30", "LD-CASE-VALUE", "2026-02-30"),
        ("    price: 1\n    due_on: 0206-06-30", "LD-CASE-VALUE", "0206-06-30"),
        ("    price: 1\n    due_on: 9999-12-31", "LD-CASE-VALUE", "2199"),
        ("    price: 1\n    due_days: 30", "LD-CASE-DUE", "due_after"),
        ("    price: 1\n    due_on: 2026-06-30\n    due_after: 交货", "LD-CASE-DUE", "due_on"),
        (
            "    price: 1\n    due_on: 2026-06-30\n    instalments: [{name: 甲, amount: 1}]",
            "LD-CASE-DUE",
            "instalments",
        ),
        ("    price: 1\n    lpr_mode: 随意", "LD-CASE-VALUE", "浮动"),
        ("    price: US$100", "LD-CASE-VALUE", "US$100"),
        (
            "    price: 2\n    instalments:" + "\n      - {name: 甲, amount: 1}" * 2,
            "LD-CASE-REFERENCE",
            "甲",
        ),
        ("    price: 1\n    prise: 2", "LD-CASE-UNKNOWN-KEY", "prise"),
        (
            "    instalments: [{name: 押金76,000元, amount: 1, due_on: 2026-06-30}]",
            "LD-CASE-UNKNOWN-KEY",
            "花括号里的逗号",
        ),
        ("    price: 1\n    due_after: 下雨", "LD-CASE-VALUE", "下雨"),
        ("    price: 1\n    due_days: 月结", "LD-CASE-VALUE", "月结"),
        ("    price: 1\n    retention_of_title: maybe", "LD-CASE-VALUE", "maybe"),
        ("    price: 1\n    name: '甲\u202e乙'", "LD-CASE-VALUE", "U+202E"),
    ],
)
def test_what_is_not_understood_is_a_finding_with_its_line(
    write_case: Callable[..., Path], line: str, code: str, says: str
) -> None:
    folder = write_case(f"contracts:\n  - number: HT-1\n{line}\n")
    (found,) = findings(folder)
    assert found.code == code
    assert says in found.message + found.next_step
    assert found.where.partition(":")[0] == "case.yaml"
    assert int(found.where.partition(":")[2]) >= CONTRACT_LINE


def test_an_unknown_key_names_the_nearest_known_one(write_case: Callable[..., Path]) -> None:
    (found,) = findings(write_case("contracts:\n  - price: 1\n    prise: 2\n"))
    assert "是否想写 price（合同价款）？" in found.next_step


def test_every_finding_is_reported_not_only_the_first(write_case: Callable[..., Path]) -> None:
    folder = write_case("contracts:\n  - price: x\n    due_on: y\n    z: 1\n")
    assert [finding.code for finding in findings(folder)] == [
        "LD-CASE-VALUE",
        "LD-CASE-VALUE",
        "LD-CASE-UNKNOWN-KEY",
    ]


def test_a_missing_debtor_and_a_missing_name_are_findings(write_case: Callable[..., Path]) -> None:
    alone = "\nparties:\n  - role: 债权人\n    name: 甲\n"
    (found,) = findings(write_case(CONTRACT, parties=alone))
    assert found.code == "LD-CASE-PARTIES"
    nameless = "\nparties:\n  - role: 债权人\n    name: 甲\n  - role: 债务人\n    name:\n"
    (found,) = findings(write_case(CONTRACT, parties=nameless))
    assert (found.code, found.where) == ("LD-CASE-MISSING", "case.yaml:6")


def test_references_must_hold(write_case: Callable[..., Path]) -> None:
    folder = write_case(
        CONTRACT
        + """
payments:
  - paid_on: 2026-07-01
    amount: 1
    contract: HT-2
guarantees:
  - guarantor: 丙公司
    signed_on: 2026-01-01
"""
    )
    assert [finding.code for finding in findings(folder)] == [
        "LD-CASE-REFERENCE",
        "LD-CASE-REFERENCE",
    ]


def test_a_row_names_its_contract_where_there_are_several(write_case: Callable[..., Path]) -> None:
    folder = write_case(
        """
        contracts:
          - {number: HT-1, price: 1, due_on: 2026-06-30}
          - {number: HT-2, price: 1, due_on: 2026-06-30}
        deliveries:
          - {number: A1, delivered_on: 2026-07-01, amount: 1}
        """
    )
    (found,) = findings(folder)
    assert found.message == "有 2 份合同，请写明 contract（合同编号）"
    assert "HT-1、HT-2" in found.next_step


def test_a_person_is_called_a_person(write_case: Callable[..., Path]) -> None:
    person = """
parties:
  - role: 债权人
    name: 甲
  - role: 债务人
    name: 张三
    id_number: 11010519491231002X
"""
    (found,) = findings(write_case(CONTRACT, parties=person))
    assert (found.code, found.where) == ("LD-CASE-PARTIES", "case.yaml:7")
    assert "kind: 自然人" in found.next_step
    said = person + "    kind: 自然人\n"
    assert load_case(write_case(CONTRACT, parties=said)).debtor.id_number


def test_the_case_file_names_its_folder(write_case: Callable[..., Path]) -> None:
    folder = write_case(CONTRACT)
    assert load_case(folder / "case.yaml") == load_case(folder)
    (folder / "note.txt").touch()
    with pytest.raises(InputError, match="应名为"):
        load_case(folder / "note.txt")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("price: (300.00)", "credits"),
        ("price: 1.234", "写到分"),
        ("price: 1\n    due_on: 06/07/2026", "年-月-日"),
        ("price: 1\n    number: 6210880010002233.0", "设为文本"),
        ("price: 1\n    number: 2.5312E+19", "设为文本"),
    ],
)
def test_figures_that_are_not_plain_or_lost_are_reported(
    write_case: Callable[..., Path], line: str, says: str
) -> None:
    (found,) = findings(write_case(f"contracts:\n  - name: 甲\n    {line}\n"))
    assert found.code == "LD-CASE-VALUE"
    assert says in found.next_step


def test_model_numbers_are_not_taken_for_lost_figures(write_case: Callable[..., Path]) -> None:
    case = load_case(write_case(CONTRACT + "    goods: 2E12\n"))
    assert case.contracts[0].goods == "2E12"


@pytest.mark.parametrize(
    "text",
    [
        "contracts:\n  - price：300\n",
        "contracts:\n  - {price：300, name: 甲}\n",
        "contracts:\n  - price: 1\n    late_payment:\n      rate：6%/year\n",
    ],
)
def test_a_full_width_colon_that_yaml_takes_for_text_is_named(
    write_case: Callable[..., Path], text: str
) -> None:
    found = findings(write_case(text))
    assert "把全角“：”改为半角“:”加一个空格" in found[0].next_step


def test_a_payment_may_name_only_a_part_of_the_price(write_case: Callable[..., Path]) -> None:
    folder = write_case(
        """
        contracts:
          - price: 2
            instalments:
              - {name: 首付款, amount: 1, due_on: 2026-01-01}
              - {name: 尾款, amount: 1, due_on: 2026-02-01}
        payments:
          - {paid_on: 2026-01-01, amount: 1, towards: 首付}
        """
    )
    (found,) = findings(folder)
    assert "首付款、尾款" in found.next_step


def test_no_case_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="legaldocs new"):
        load_case(tmp_path)


def test_rows_may_live_in_a_csv_with_chinese_headings(write_case: Callable[..., Path]) -> None:
    table = (
        "发票号码,开票日期,价税合计,文件\n"
        '001,2026-01-02,"1,000.00",a.pdf；b.pdf\n'
        ",,,\n"
        "002,2026-01-03,5,\n"
    )
    for encoding in ("utf-8-sig", "gb18030"):
        case = load_case(
            write_case(CONTRACT + "invoices: 发票.csv\n", {"发票.csv": table.encode(encoding)})
        )
        assert [invoice.number for invoice in case.invoices] == ["001", "002"]
        assert case.invoices[0].amount == 1000
        assert case.invoices[0].file == ("a.pdf", "b.pdf")
        assert str(case.invoices[1].origin) == "发票.csv:4"


def test_rows_may_live_in_an_xlsx_with_number_and_date_cells(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["付款日期", "金额", "流水号"])
    sheet.append([dt.date(2026, 7, 1), 1234.56, 88001])
    sheet.append(["2026-07-02", "0.10", "88002"])
    workbook.save(tmp_path / "p.xlsx")
    data = (tmp_path / "p.xlsx").read_bytes()
    case = load_case(write_case(CONTRACT + "payments: p.xlsx\n", {"p.xlsx": data}))
    assert [payment.amount for payment in case.payments] == [Decimal("1234.56"), Decimal("0.10")]
    assert [payment.paid_on.day for payment in case.payments] == [1, 2]
    assert case.payments[0].reference == "88001"
    assert str(case.payments[1].origin) == "p.xlsx:3"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"number,number,issued_on,amount\n1,2,2026-01-01,2\n", "写的不同"),
        ("a.csv", b"number,issued_on,amount\n1,2026-01-01,2,3\n", "列数"),
        ("a.csv", b"number,issued_on,amount,\n1,2026-01-01,2,3\n", "列数"),
        ("a.csv", b'number,issued_on,amount\n"1\n', "CSV"),
        ("a.csv", b"\xff\xfe\xff", "编码"),
        ("a.xlsx", b"PK not a workbook", "XLSX"),
    ],
)
def test_a_broken_table_is_named(
    write_case: Callable[..., Path], name: str, data: bytes, says: str
) -> None:
    folder = write_case(CONTRACT + f"invoices: {name}\n", {name: data})
    with pytest.raises(InputError, match=says) as caught:
        load_case(folder)
    assert caught.value.where.startswith(name)


def test_a_table_outside_the_folder_or_absent_is_refused(write_case: Callable[..., Path]) -> None:
    for name in ("../x.csv", "nichts.csv"):
        with pytest.raises(InputError) as caught:
            load_case(write_case(CONTRACT + f"invoices: {name}\n"))
        assert caught.value.where == "case.yaml:13"


def test_only_a_list_is_read_from_a_table(write_case: Callable[..., Path]) -> None:
    """A title may end like the name of a table."""
    assert load_case(write_case("title: 甲.csv\n" + CONTRACT)).title == "甲.csv"


TWO = "contracts:\n  - {number: HT-1, price: 100}\n  - {number: HT（2）, price: 50}\n"


def test_the_instalments_of_all_contracts_may_be_one_table(write_case: Callable[..., Path]) -> None:
    table = (
        "合同号,期次,应付金额,应付日期\nHT-1,首付款,40,2026-2-1\nHT-1,尾款,60,2026-3-1\n"
        "HT（2）,全款,50,2026-3-1\n合计,,150,\n"
    )
    case = load_case(write_case(TWO + "instalments: f.csv\n", {"f.csv": table.encode()}))
    assert [[part.name for part in of.instalments] for of in case.contracts] == [
        ["首付款", "尾款"],
        ["全款"],
    ]
    assert case.instalments == ()
    assert str(case.contracts[0].instalments[1].origin) == "f.csv:3"
    (found,) = findings(
        write_case(TWO + "instalments:\n  - {name: 甲, amount: 1, contract: HT(2)}\n")
    )
    assert "没有编号为“HT(2)”的合同" in found.message
    assert "是否想写“HT（2）”" in found.next_step


def test_an_instalment_inside_a_contract_belongs_to_it(write_case: Callable[..., Path]) -> None:
    part = "instalments: [{name: 甲, amount: 1, due_on: 2026-01-01, contract: HT-2}]"
    (found,) = findings(
        write_case(f"contracts:\n  - number: HT-1\n    price: 1\n    {part}\n  - number: HT-2\n")
    )
    assert "写在合同“HT-1”里" in found.message


def test_every_list_may_be_a_table_also_one_inside_a_table(write_case: Callable[..., Path]) -> None:
    letters = (
        "日期,方式,内容摘要,方向,性质,承诺的付款\n"
        "2026-7-1,电子邮件,分两次付清,收到,承诺付款,p.csv\n"
    )
    promised = "付款日期,金额\n2026-8-1,40\n2026-9-1,60\n".encode()
    plan = "还款日期,还款金额\n2026/12/31,40\n2027/1/31,60\n合计,100\n".encode()
    case = load_case(
        write_case(
            CONTRACT + "communications: l.csv\nsettlement:\n  instalments: s.csv\n",
            {"l.csv": letters.encode(), "p.csv": promised, "s.csv": plan},
        )
    )
    assert [part.amount for part in case.communications[0].promised] == [40, 60]
    assert case.settlement is not None
    assert case.settlement.instalments[1].due_on == dt.date(2027, 1, 31)
    assert case.tables == ("l.csv", "p.csv", "s.csv")


def test_a_near_name_is_offered_and_the_line_is_that_of_the_field(
    write_case: Callable[..., Path],
) -> None:
    folder = write_case(
        """
        contracts:
          - number: HT（2026）1号
            price: 100
            instalments:
              - {name: 到货款, amount: 100, due_on: 2026-01-01}
        payments:
          - paid_on: 2026-07-01
            amount: 1
            contract: HT(2026)1号
        guarantees:
          - signed_on: 2026-01-01
            guarantor: 丙(集团)公司
            covers: [ht（2026）1号]
        interruptions:
          - kind: 申请仲裁
            happened_on: 2026-01-01
            contract: HT[2026]1号
        """,
        parties="""
parties:
  - {role: 债权人, name: 甲}
  - {role: 债务人, name: 乙}
  - {role: 保证人, name: 丙（集团）公司}
""",
    )
    found = findings(folder)
    assert [finding.where for finding in found] == [
        "case.yaml:15", "case.yaml:18", "case.yaml:19", "case.yaml:23",
    ]  # fmt: skip
    assert all("是否想写" in finding.next_step for finding in found)
    assert "写的是“(”，已有的是“（”" in found[0].next_step


def test_days_and_amounts_are_read_as_people_type_them(write_case: Callable[..., Path]) -> None:
    case = load_case(
        write_case("contracts:\n  - price: ￥１，０００．５元\n    due_on: 2026年6月30日\n")
    )
    assert case.contracts[0].price == Decimal("1000.50")
    assert case.contracts[0].due_on == dt.date(2026, 6, 30)


def test_a_file_may_end_in_a_space(write_case: Callable[..., Path]) -> None:
    named = CONTRACT + "    file: '{}'\n"
    files = {"尾空格.txt ": b"1"}
    folder = write_case(named.format("尾空格.txt "), files)
    case = load_case(folder)
    assert case.contracts[0].file == ("尾空格.txt ",)
    assert [
        finding for finding in reconcile(case, dt.date(2026, 7, 1)) if "FILE" in finding.code
    ] == []
    case = load_case(write_case(named.format("尾空格.txt"), files))
    (found,) = [
        finding
        for finding in reconcile(case, dt.date(2026, 7, 1))
        if finding.code == "LD-FILE-MISSING"
    ]
    assert "是否想写“尾空格.txt␠”" in found.next_step
    assert "加引号" in found.next_step
    assert found.where == "case.yaml:13"


def test_how_a_table_was_read_stands_among_the_findings(write_case: Callable[..., Path]) -> None:
    table = "付款表,\n付款日期,金额\n2026-01-02,5\n".encode()
    case = load_case(write_case(CONTRACT + "payments: p.csv\n", {"p.csv": table}))
    assert reconcile(case, dt.date(2026, 7, 1))[0].code == "LD-CASE-TABLE"


@pytest.mark.parametrize("name", ["甲案", "华东/甲案"])
def test_a_folder_of_cases_says_where_they_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir(parents=True)
    with pytest.raises(InputError) as fault:
        load_case(tmp_path)
    assert "legaldocs new" in fault.value.next_step
    (tmp_path / name / "case.yaml").write_bytes(b"")
    with pytest.raises(InputError) as fault:
        load_case(tmp_path)
    assert f"“{name}”" in fault.value.next_step
    assert "legaldocs batch" in fault.value.next_step
