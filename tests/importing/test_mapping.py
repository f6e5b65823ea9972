"""mapping.yaml: kept, edited, and asked for where a column could mean two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError

from .exports import HEAD, ROW, book, case_text, debts, imported

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = f"HT-1-{ROW[0]}"


def kept(tmp_path: Path) -> Path:
    return tmp_path / "out" / "mapping.yaml"


def test_every_column_is_kept_with_its_field(tmp_path: Path) -> None:
    imported(tmp_path, debts(tmp_path, [*ROW, "x"], head=[*HEAD, "区域"]))
    text = kept(tmp_path).read_text(encoding="utf-8")
    assert '  - sheet: "台账.xlsx#应收"\n    kind: 债务\n' in text
    assert "  - kind: 债务\n    heading: 合同金额\n    field: 合同价款\n" in text
    assert "  - kind: 债务\n    heading: 区域\n    field: 不用\n" in text


def test_what_a_person_wrote_decides_and_stays(tmp_path: Path) -> None:
    file = debts(tmp_path, [*ROW, "027-1"], head=[*HEAD, "热线"])
    mapping = tmp_path / "mine.yaml"
    mapping.write_text(
        "# 我的说明\ncolumns:\n  - {kind: 债务, heading: 热线, field: 债务人电话}\n",
        encoding="utf-8",
    )
    imported(tmp_path, file, mapping=mapping)
    assert 'phone: "027-1"' in case_text(tmp_path, FOLDER)
    text = kept(tmp_path).read_text(encoding="utf-8")
    assert text.startswith("# 我的说明\n")
    assert "heading: 合同金额" in text


def test_the_kept_mapping_is_used_again_and_unchanged(tmp_path: Path) -> None:
    file = debts(tmp_path, [*ROW, "027-1"], head=[*HEAD, "热线"])
    imported(tmp_path, file)
    text = (
        kept(tmp_path)
        .read_text(encoding="utf-8")
        .replace("heading: 热线\n    field: 不用", "heading: 热线 # 改\n    field: debtor.phone")
    )
    kept(tmp_path).write_text(text, encoding="utf-8")
    done = imported(tmp_path, file)
    assert kept(tmp_path).read_text(encoding="utf-8") == text
    assert "phone" in next(f for f in done.findings if f.code == "LD-IMPORT-CHANGED").message


def test_another_mapping_sets_the_kept_one_aside(tmp_path: Path) -> None:
    file = debts(tmp_path, ROW)
    imported(tmp_path, file)
    mapping = tmp_path / "mine.yaml"
    mapping.write_text("columns:\n  - {kind: 债务, heading: 区域, field: 不用}\n", encoding="utf-8")
    done = imported(tmp_path, file, mapping=mapping)
    assert (tmp_path / "out" / "mapping-1.yaml").is_file()
    assert [f.code for f in done.findings if "mapping" in f.message] == ["LD-IMPORT-ASIDE"]


def test_two_columns_for_one_field_are_asked_for(tmp_path: Path) -> None:
    file = debts(tmp_path, [*ROW, "2026-07-31"], head=[*HEAD, "付款到期日"])
    with pytest.raises(InputError, match="两列都可能是到期日") as caught:
        imported(tmp_path, file)
    assert caught.value.next_step.startswith("留下要用的一列，另一列在 ")
    assert "field: 不用" in caught.value.next_step
    text = kept(tmp_path).read_text(encoding="utf-8")
    answer = text.replace(
        "heading: 付款到期日\n    field: 到期日", "heading: 付款到期日\n    field: 不用"
    )
    kept(tmp_path).write_text(answer, encoding="utf-8")
    imported(tmp_path, file)
    assert "due_on: 2026-06-30" in case_text(tmp_path, FOLDER)


def test_a_sheet_that_lacks_a_column_says_which(tmp_path: Path) -> None:
    file = book(
        tmp_path / "a.xlsx", {"应收": [HEAD, ROW], "回款": [["客户名称", "金额"], [ROW[0], 5]]}
    )
    with pytest.raises(InputError, match="工作表像是“回款”，缺少必需的列") as caught:
        imported(tmp_path, file)
    assert caught.value.expected == "回款日期"
    text = kept(tmp_path).read_text(encoding="utf-8")
    kept(tmp_path).write_text(
        text.replace('#回款"\n    kind: 回款', '#回款"\n    kind: 不读'), encoding="utf-8"
    )
    done = imported(tmp_path, file)
    assert len(done.made) == 1
    assert next(f for f in done.findings if f.code == "LD-IMPORT-SHEET").where == "a.xlsx#回款"


def test_a_sheet_of_which_nothing_is_known_is_said(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", {"应收": [HEAD, ROW], "说明": [["本表由财务部编制"]]})
    done = imported(tmp_path, file)
    assert [f.where for f in done.findings if f.code == "LD-IMPORT-SHEET"] == ["a.xlsx#说明"]
    with pytest.raises(InputError, match="没有一张工作表认得出来"):
        imported(tmp_path, book(tmp_path / "b.xlsx", {"说明": [["本表由财务部编制"]]}))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("columns:\n  - {kind: 债务, heading: 区域, field: 没有}\n", "m.yaml:2"),
        ("columns:\n  - {kind: 债, heading: 区域, field: 不用}\n", "m.yaml:2"),
        ("sheets:\n  - {sheet: 应收, kind: 没有}\n", "m.yaml:2"),
        ("columns:\n  - {kind: 债务, heading: 区域}\n", "m.yaml:2"),
        ("column: 1\n", "m.yaml:1"),
        ("columns: [\n", "m.yaml:2"),
    ],
)
def test_a_mapping_that_says_nothing_known_is_refused(
    tmp_path: Path, text: str, where: str
) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        imported(tmp_path, debts(tmp_path, ROW), mapping=mapping)
    assert caught.value.where.endswith(where)


@pytest.mark.parametrize("text", ["", "creditor:\n  uscc: x\n", "parties: []\n", "a: 1\n"])
def test_a_file_without_a_creditor_is_refused(tmp_path: Path, text: str) -> None:
    us = tmp_path / "none.yaml"
    us.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        imported(tmp_path, debts(tmp_path, ROW), creditor=us)
    with pytest.raises(InputError, match="打不开"):
        imported(tmp_path, debts(tmp_path, ROW), creditor=tmp_path / "no.yaml")


def test_a_sheet_that_could_be_of_two_kinds_is_asked_for(tmp_path: Path) -> None:
    rows = [["合同号", "单号", "日期", "金额"], ["HT-1", "X-1", "2026-01-02", 5]]
    file = book(tmp_path / "a.xlsx", {"应收": [HEAD, ROW], "Sheet2": rows})
    with pytest.raises(InputError, match="看不出工作表记的是哪一种：送货、发票") as caught:
        imported(tmp_path, file)
    mapping = tmp_path / "m.yaml"
    mapping.write_text("sheets:\n  - {sheet: Sheet2, kind: 送货}\n", encoding="utf-8")
    assert "Sheet2" in caught.value.next_step
    imported(tmp_path, file, mapping=mapping)
    assert "number: X-1" in case_text(tmp_path, FOLDER)


def test_a_ledger_of_amounts_due_is_one_of_debts(tmp_path: Path) -> None:
    head = ["客户名称", "合同编号", "应收金额", "到期日"]
    done = imported(tmp_path, book(tmp_path / "a.xlsx", {"Sheet1": [head, ROW]}))
    assert [source.heading.kind.name for source in done.sheets] == ["债务"]
    assert "amount: 100000.00" in case_text(tmp_path, FOLDER)


OTHERS = {
    "区域": ("华东", "华北", "1"),
    "门店号": ("0271234567", "027", "12"),
    "保底额": ("1,000", "2500.50", "30000"),
    "计划日": ("2026-7-1", "2026年8月1日", "2026/9/30"),
    "罚则": ("日万分之五", "0.05%", "年利率 6%"),
}


def test_columns_with_amounts_days_or_rates_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    rows = [
        [ROW[0], f"HT-{at}", *ROW[2:], *(cells[at] for cells in OTHERS.values())] for at in range(3)
    ]
    file = debts(tmp_path, *rows, head=[*HEAD, *OTHERS])
    (found,) = (f for f in imported(tmp_path, file).findings if f.code == "LD-IMPORT-COLUMNS")
    assert found.message.endswith("“保底额”（金额）、“计划日”（日期）、“罚则”（比例或者利率）")
    assert "mapping.yaml" in (found.next_step or "")
    again = imported(tmp_path, file)  # the mapping says now that they are not used
    assert "LD-IMPORT-COLUMNS" not in {f.code for f in again.findings}


def test_a_column_of_which_most_cells_are_words_is_no_column_of_amounts(tmp_path: Path) -> None:
    rows = [[ROW[0], f"HT-{n}", *ROW[2:], "见合同" if n % 2 else "1,000.00"] for n in range(4)]
    done = imported(tmp_path, debts(tmp_path, *rows, head=[*HEAD, "说明栏"]))
    assert "LD-IMPORT-COLUMNS" not in {f.code for f in done.findings}
