"""Every block of YAML on a page for users can be read as it stands there."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from pathlib import Path

import openpyxl
import pytest

from legaldocs.case.model import Case
from legaldocs.case.reading import load_case
from legaldocs.core.strict_yaml import Items, Section, Text, read
from legaldocs.core.typed import labels
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.law.schema import RateFile

DOCS = Path(__file__).parents[2] / "docs"
DAY = dt.date(2026, 11, 25)
_BLOCK = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.MULTILINE | re.DOTALL)

PARTIES = """
parties:
  - {role: 债权人, name: 苏州甲设备有限公司}
  - {role: 债务人, name: 武汉乙食品有限公司, address: 武汉市某路1号}
"""
CONTRACTS = """
contracts:
  - {name: 买卖合同, number: HT-1, signed_on: 2025-01-05, price: 900000.00, due_on: 2025-06-30}
"""
ROWS = {
    "contracts": [["合同编号", "合同价款"], ["HT-1", "900000.00"]],
    "deliveries": [["送货单号", "送货日期", "金额"], ["S1", "2026-03-01", "100000.00"]],
    "instalments": [["合同编号", "款项", "金额", "到期日"], ["HT-1", "货款", 900000, "2026-03-31"]],
    "invoices": [["发票号码", "开票日期", "价税合计"], ["12345678", "2026-03-01", "100000.00"]],
    "payments": [["收款日期", "收款金额"], ["2026-04-01", "100000.00"]],
}
"""What lies in a table that a page names."""


def blocks() -> list[tuple[str, str]]:
    """Return the blocks of all pages, each with its page and number."""
    return [
        (f"{page.relative_to(DOCS).as_posix()}:{number}", textwrap.dedent(found[2]))
        for page in sorted(DOCS.rglob("*.md"))
        for number, found in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), start=1)
    ]


BLOCKS = dict(blocks())
OF_LAW = {name: text for name, text in BLOCKS.items() if name.startswith("how-to/add-a-rate")}
OF_OTHERS = {
    name
    for name in BLOCKS
    if name.startswith(("how-to/verify-a-bundle", "how-to/import-a-ledger", "how-to/book-"))
}
"""What a page says of other files than case.yaml."""


def test_every_page_is_found() -> None:
    fences = [page.read_text(encoding="utf-8").count("```yaml") for page in DOCS.rglob("*.md")]
    assert len(BLOCKS) == sum(fences)
    assert len(BLOCKS) > 15


def tables(section: Section, folder: Path) -> None:
    """Write the tables that the case names, each with the sheets that it names."""
    books: dict[str, openpyxl.Workbook] = {}
    for key, value in section.items():
        for name in value if isinstance(value, Items) else (value,):
            if isinstance(name, Text) and key in ROWS:
                file, _, title = str(name).partition("#")
                book = books.setdefault(file, openpyxl.Workbook())
                sheet = book.create_sheet(title or None)
                for row in ROWS[key]:
                    sheet.append(row)
    for file, book in books.items():
        book.remove(book.worksheets[0])
        book.save(folder / file)


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - set(OF_LAW) - OF_OTHERS))
def test_a_case_on_a_page_is_understood(tmp_path: Path, name: str) -> None:
    text = BLOCKS[name]
    section = read(text.encode(), name)
    assert set(section) <= set(labels(Case))
    for key, usual in (("parties", PARTIES), ("contracts", CONTRACTS)):
        text += "" if key in section else usual
    tables(section, tmp_path)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    _, findings = examine(load_case(tmp_path), DAY, packaged())
    named = {finding.code for finding in findings if finding.severity == "error"}
    assert named <= {"LD-FILE-MISSING"}


@pytest.mark.parametrize("name", sorted(OF_LAW))
def test_law_on_a_page_has_the_keys_of_a_file_of_rates(name: str) -> None:
    assert set(read(OF_LAW[name].encode(), name)) <= set(labels(RateFile))
