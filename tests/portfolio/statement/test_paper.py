"""The statement on paper: balance and slip on the first page, a code that scans, both files alike.

Rewrite the golden text with LEGALDOCS_REWRITE_GOLDEN=1, then read the difference.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import docx
import pypdf
import pypdfium2
import pytest
import zxingcpp

from legaldocs.core.origin import Origin
from legaldocs.papers.names import notes_on
from legaldocs.papers.words import FILTERS
from legaldocs.portfolio.settings import OwnSide
from legaldocs.portfolio.statement.code import new_codes, payload
from legaldocs.portfolio.statement.content import (
    Bucket,
    Content,
    ContractRow,
    DisputeRow,
    Row,
    Side,
)
from legaldocs.portfolio.statement.figures import BUCKETS
from legaldocs.portfolio.statement.paper import FORM, StatementNames, write_statement
from legaldocs.render.compare_text import read_pdf
from legaldocs.render.docx import used_names
from legaldocs.render.template import Template, find_stylesheet
from legaldocs.render.wording_docx import build_template
from tests.papers.test_templates import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.render.write import Written

Y, DAY = Decimal, dt.date
CODES = new_codes(DAY(2026, 11, 30), bytes(range(16)))
CREDITOR = OwnSide(
    origin=Origin("book.yaml", 1), name="苏州恒远精密机械有限公司", uscc="91320594MA1XK0TQ6P",
    address="江苏省苏州市工业园区星湖街328号", contact="周敏", phone="0512-62881234",
    email="fawu@hengyuan.example",
)  # fmt: skip
ROWS = (
    Row(DAY(2026, 9, 10), "SK1", "HT-1", "收款", lowered=Y("400.00")),
    Row(DAY(2026, 9, 15), "24312000000012345672", "HT-1", "应收", raised=Y("500.00")),
    Row(DAY(2026, 10, 5), "24312000000012345673", "HT-1", "红字发票", lowered=Y("70.00")),
)


def sums(*amounts: str) -> tuple[Bucket, ...]:
    pairs = zip(BUCKETS, amounts, strict=True)
    return tuple(Bucket(name, Y(amount)) for (_, name), amount in pairs)


# 1,000 + 500 - 400 - 70 = 1,030.
SHORT = Content(
    number=CODES.number, creditor=Side(CREDITOR.name),
    customer=Side("武汉乙食品有限公司", "", "武汉乙食品有限公司"),
    from_on=DAY(2026, 9, 1), through_on=DAY(2026, 11, 30), made_on=DAY(2026, 12, 1),
    reply_by=DAY(2026, 12, 16), opening=Y("1000.00"), rows=ROWS, raised=Y("500.00"),
    lowered=Y("470.00"), closing=Y("1030.00"), overdue=Y("430.00"),
    ageing=sums("600.00", "430.00", "0.00", "0.00", "0.00"), open_items=Y("1030.00"),
    unmatched=Y("0.00"), prepaid=Y("0.00"),
    contracts=(ContractRow("HT-1", Y("1000.00"), Y("500.00"), Y("470.00"), Y("1030.00")),),
    disputes=(),
)  # fmt: skip


def months(count: int) -> Content:
    """Return the statement with many rows of 1.00 each."""
    rows = tuple(
        Row(DAY(2026, 9, 1) + dt.timedelta(days=at % 90), f"AR{at:04d}", "HT-1", "应收", Y("1.00"))
        for at in range(count)
    )
    whole = Y(count).quantize(Y("0.01"))
    closing = Y("1000.00") + whole
    line = ContractRow("HT-1", Y("1000.00"), whole, Y("0.00"), closing)
    return replace(
        SHORT, rows=rows, raised=whole, lowered=Y("0.00"), closing=closing, overdue=Y("0.00"),
        contracts=(line,), open_items=closing,
    )  # fmt: skip


# -20 + 1,508 - 400 - 70 - 33 = 985; open are 1,030, less 33 for nothing said and 12 prepaid.
RICH = replace(
    SHORT,
    opening=Y("-20.00"),
    rows=(
        ROWS[0],
        replace(ROWS[1], raised=Y("1508.00")),
        ROWS[2],
        Row(DAY(2026, 11, 1), "SK2", "未指明用途的收付", "收款", lowered=Y("33.00")),
    ),
    raised=Y("1508.00"),
    lowered=Y("503.00"),
    unmatched=Y("33.00"),
    prepaid=Y("12.00"),
    closing=Y("985.00"),
    disputes=(
        DisputeRow(DAY(2026, 10, 8), "AR2", Y("20.00")),
        DisputeRow(DAY(2026, 11, 9), "", None),
    ),
    contracts=(
        ContractRow("HT-1", Y("-20.00"), Y("1508.00"), Y("470.00"), Y("1018.00")),
        ContractRow("未指明用途的收付", Y("0.00"), Y("0.00"), Y("33.00"), Y("-33.00")),
    ),
)


def written(content: Content) -> Written:
    return write_statement(content, payload(CODES, content.sha256), CODES.short, CREDITOR)


def words(lines: tuple[str, ...]) -> str:
    return "".join("".join(lines).split())


def test_a_few_rows_and_the_slip_stand_on_one_page() -> None:
    pages = read_pdf(written(SHORT).pdf)
    assert len(pages) == 1
    said = words(pages)
    for part in ("24312000000012345672", "核对无误", "短码：WWC-DAT-WEM", "其中已逾期430.00元"):
        assert part in said
    assert "附件" not in said


@pytest.mark.parametrize("count", [40, 400])
def test_many_rows_are_annexed_below_their_heading(count: int) -> None:
    made = written(months(count))
    pages = [words((page,)) for page in read_pdf(made.pdf)]
    assert "短码：WWC-DAT-WEM" in pages[0]
    assert "的往来见附件" in pages[0]
    assert all("日期单号合同编号事项增加（元）减少（元）" in page for page in pages[1:])
    assert sum(len(re.findall(r"AR\d{4}", page)) for page in pages) == count
    assert all(re.search(r"AR\d{4}", page) for page in pages if "附件：往来明细" in page)
    assert f"{1000 + count:,}.00" in pages[-1]


def test_it_says_all_there_is_and_nothing_of_a_late_charge() -> None:
    said = words(written(RICH).text)
    for part in (
        "未涉及逾期付款违约金、利息，不影响我方依照合同及法律主张",
        "不变更合同约定的付款期限，不涉及标的的质量",
        "一式两份",
        "于2026年12月16日前（含当日）",
        "减去贵方已付而未指明付哪一笔的（已扣除退款）33.00元和贵方为以后的应收预付的12.00元",
        "贵方2026年10月8日就AR2提出的异议（涉及20.00元）尚未解决",
        "贵方2026年11月9日提出的异议尚未解决",
        "授权依据",
        "（负数为贵方多付）",
    ):
        assert part in said
    assert "视为" not in said


def test_a_person_signs_and_needs_no_seal() -> None:
    person = replace(SHORT, customer=Side("钱某", "", "钱某", natural=True))
    said = words(written(person).text)
    assert "贵方（签名）：钱某" in said
    assert "合同专用章" not in said


def test_the_golden_text() -> None:
    assert FORM.folder is not None
    golden = FORM.folder / "sample.txt"
    text = "\n".join(written(RICH).text) + "\n"
    if os.environ.get("LEGALDOCS_REWRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("content", [SHORT, months(40)], ids=["short", "long"])
def test_the_printed_code_is_read_from_paper(content: Content) -> None:
    pdf = pypdfium2.PdfDocument(written(content).pdf)
    try:
        page = pdf[0].render(scale=200 / 72).to_pil().convert("L")
    finally:
        pdf.close()
    shape = [page.height, page.width]
    (code,) = zxingcpp.read_barcodes(memoryview(page.tobytes()).cast("B", shape=shape))
    assert code.text == payload(CODES, content.sha256)


def figures(element: Any) -> Iterator[str]:
    """Yield the alternative text of each figure in the tree of tags."""
    if not isinstance(element, dict):
        return
    if element.get("/S") == "/Figure":
        yield element["/Alt"]
    below = element.get("/K", [])
    for part in below if isinstance(below, list) else [below]:
        yield from figures(part.get_object())


def test_the_code_has_its_words_for_who_cannot_see_it(tmp_path: Path) -> None:
    made = written(SHORT)
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "A")
    said = payload(CODES, SHORT.sha256)
    assert list(figures(reader.trailer["/Root"]["/StructTreeRoot"])) == [said]
    (tmp_path / "a.docx").write_bytes(made.docx)
    document = docx.Document(str(tmp_path / "a.docx"))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == said
    assert shape.width.mm == shape.height.mm == 42


def test_the_same_content_is_the_same_bytes_and_hash() -> None:
    assert written(SHORT) == written(SHORT)
    assert SHORT.sha256 != replace(SHORT, closing=Y("1030.01")).sha256


def test_the_template_is_what_its_text_makes_and_each_name_has_a_note() -> None:
    """Run ``make templates`` where this fails."""
    assert FORM.folder is not None
    path = FORM.folder / "template.docx"
    assert path.read_bytes() == build_template(FORM.folder / "text.txt", HOME)
    used = used_names(Template(FORM.template, path, packaged=True), FILTERS).names
    assert used == set(notes_on(StatementNames))
    rules = find_stylesheet().rules
    document = docx.Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    assert {p.style.name for p in paragraphs if f".{p.style.name} " not in rules} == set()
