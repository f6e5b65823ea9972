"""A signed settlement that was broken, as new counsel would write it, through a whole build."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.job import build
from legaldocs.law.lawbook import packaged
from legaldocs.output.place import TRACE
from legaldocs.render.compare_text import read_docx

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.job import Build

DAY = dt.date(2026, 11, 25)
DOCS = Path(__file__).parents[2] / "docs" / "how-to"
PARTIES = """
parties:
  - role: 债权人
    name: 台州铸岩模具有限公司
    address: 台州市黄岩区铸岩路1号
    representative: 岩松
    account: {holder: 台州铸岩模具有限公司, bank: 黄岩农商行, number: "3310030001"}
  - role: 债务人
    name: 金华禹序电器有限公司
    address: 金华市婺城区禹序路9号
    representative: 禹序
"""
SALE = """
contracts:
  - name: 模具购销合同
    signed_on: 2023-06-01
    goods: 注塑模具
    price: 1000000.00
    due_on: 2023-12-31
    late_payment: {rate: 0.05%/day, kind: 违约金, clause: 第八条}
    file: contracts/模具购销合同.pdf
payments:
  - {paid_on: 2024-01-10, amount: 100000.00}
  - {paid_on: 2026-01-30, amount: 300000.00, file: payments/1.pdf}
  - {paid_on: 2026-07-15, amount: 50000.00, file: payments/2.pdf}
procedure:
  debtor_court: 金华市婺城区人民法院
  no_counter_duty: 是
  no_other_dispute: 是
"""


def yaml_of(page: str) -> str:
    """Return the YAML that a page shows."""
    found = re.search(r"```yaml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("deed")
    text = PARTIES + SALE + yaml_of("after-a-settlement.md")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    pdf = next((Path(__file__).parents[2] / "examples/case42").rglob("*.pdf")).read_bytes()
    for number, name in enumerate(
        ("contracts/模具购销合同.pdf", "contracts/还款协议.pdf", "payments/1.pdf", "payments/2.pdf")
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(pdf + b"\n%" * number)
    return build(folder, as_of=DAY)


def test_the_sums_follow_the_deed(built: Build) -> None:
    """550,000 + 100,000 + 24,180, and not 979,100 by the contract."""
    figures = json.loads((built.folder / "summary.json").read_text(encoding="utf-8"))["figures"]
    assert built.ok
    assert figures["total"] == "674180.00"
    assert (figures["principal"], figures["late_charge"]) == ("550000.00", "124180.00")
    assert figures["payment_order"] == "674180.00"


def test_the_papers_say_what_was_broken(built: Build) -> None:
    titles = [draft.title for draft in built.choice.made]
    assert {"催告函", "支付令申请书", "利息计算表"} <= set(titles)
    assert "还款协议" not in titles
    said = {path.name: text_of(path) for path in built.folder.glob("papers/*.docx")}
    letter = next(text for name, text in said.items() if "催告函" in name)
    for sentence in (
        "双方就上述债务签订《还款协议》，约定贵方分期支付900,000.00元",
        "贵方没有按该协议付清第二期款项300,000.00元，至2026年7月5日宽限期届满尚欠300,000.00元",
        "第三期款项于该日提前到期",
        "贵方应当支付截至2025年12月20日的违约金100,000.00元",
        "合计674,180.00元（大写",
        "截至2025年12月20日的违约金|0.00|100,000.00",
        "截至2025年12月20日的违约金，由《还款协议》确定|100,000.00",
    ):
        assert sentence in letter
    schedule = next(text for name, text in said.items() if "利息计算表" in name)
    for run in ("300,000.00×0.03%×14日", "250,000.00×0.03%×134日", "300,000.00×0.03%×143日"):
        assert run in schedule
    assert "截至2025年12月20日的违约金：100,000.00元，由《还款协议》确定" in schedule


def text_of(path: Path) -> str:
    return "".join("".join(read_docx(path.read_bytes()).lines).split())


def test_the_deed_is_an_exhibit_and_the_trace_names_it(built: Build) -> None:
    assert "还款协议" in [exhibit.title for exhibit in built.matter.exhibits]
    trace = json.loads((built.folder / "bundle" / TRACE).read_text(encoding="utf-8"))
    total = next(figure for figure in trace["figures"] if figure["id"] == "total")
    assert "还款协议" in [exhibit["title"] for exhibit in total["exhibits"]]


def test_the_page_on_proceedings_can_be_read(write_case: Callable[..., Path]) -> None:
    sale = "contracts: [{price: 100000.00, due_on: 2025-12-31}]\n"
    case = load_case(write_case(sale + yaml_of("after-filing.md")))
    assert case.procedure is not None
    assert case.procedure.judgment is not None
    assert open_claim(case, DAY, packaged()).principal == 100000
