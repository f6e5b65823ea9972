"""Debts told in one file: an overpaid contract beside one in arrears, a broken settlement.

And a case with a mandate, an agency and asset leads, of which the other side gets no byte.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import legaldocs
from legaldocs.examine import choose
from tests.cases.test_disclosure import page, readable, spellings
from tests.cases.test_parties_told import codes, text_of, told
from tests.conftest import with_its_files
from tests.volume.made import picture

if TYPE_CHECKING:
    from tests.cases.test_parties_told import Told

__all__ = ("told",)

HERE = Path(__file__).parent
DAY = dt.date(2026, 11, 25)
INTERNAL = {
    "other/委托催收协议.pdf": "what the agency gets",
    "other/律师委托合同.pdf": "what the firm gets",
    "other/财产线索调查.pdf": "where the account is",
    "other/保函.pdf": "who guarantees the preservation",
}
SECRETS = (
    *("鹿城农商行", "3303020099", "瓯安财险", "沪衡", "回款的12%", "代为催告", "正转移财产"),
    *("浙江衡律师事务所", "衡山", "31330000MD0000001X", "13301202010000001", "300,000.00"),
    *(Path(name).stem for name in INTERNAL),
)


def test_what_is_owed_on_one_contract_is_claimed_beside_an_overpaid_one(told: Told) -> None:
    """B: 300,000 less 25,000 less 50,000. A: 490,000 and 60,000 on 500,000."""
    matter, findings = told("two_contracts")
    assert matter.claim.principal == 225000
    overpaid = next(finding for finding in findings if finding.code == "LD-SUM-OVERPAID")
    assert overpaid.severity == "warning"
    assert "超过价款 50,000.00 元" in overpaid.message
    assert "到期未付 225,000.00 元，仍全额主张" in overpaid.message
    made = {draft.id for draft in choose(matter, findings, ()).made}
    assert {"demand_letter", "payment_order", "interest_schedule"} <= made
    letter = text_of("demand_letter", matter)
    assert "（编号：SJ-2025-A）项下的付款及退货、折让、抵销合计超出应付价款50,000.00元" in letter
    assert "所涉金额为80,000.00元" in letter
    assert "给付145,000.00元" in text_of("payment_order", matter)


def test_an_objection_without_an_answer_is_asked_about(told: Told) -> None:
    assert "LD-LETTER-OBJECTION" in codes(told("two_contracts")[1])


def test_a_signed_settlement_governs(told: Told) -> None:
    """550,000 + 100,000 + 300,000 for 14 days, 250,000 for 134 and 300,000 for 143 at 0.03 %."""
    matter, findings = told("signed_settlement")
    late = (14 * 300000 + 134 * 250000 + 143 * 300000) * Decimal("0.0003")
    assert matter.claim.total == 550000 + 100000 + late == Decimal("674180.00")
    made = {draft.id for draft in choose(matter, findings, ()).made}
    assert {"demand_letter", "interest_schedule"} <= made
    assert "repayment_agreement" not in made
    assert "至2026年7月5日宽限期届满尚欠300,000.00元" in text_of("demand_letter", matter)


@pytest.fixture
def secretive(tmp_path: Path) -> Path:
    """Return the folder of the case whose internal papers are files of their own."""
    folder = tmp_path / "case"
    folder.mkdir()
    text = (HERE / "told" / "evidence_only.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    for name, words in INTERNAL.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(page(words))
    for name in ("contracts/合同", "deliveries/s", "communications/催款函"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.pdf").write_bytes(page(name))
    (folder / "communications/退件.jpg").write_bytes(picture((40, 30)))
    return folder


def leaked(bundle: Path) -> set[str]:
    """Return each secret that a file of a bundle has, in its content or its name."""
    found = set()
    for path in bundle.rglob("*"):
        name = path.relative_to(bundle).as_posix().encode()
        texts = [name, *(readable(path.read_bytes()) if path.is_file() else ())]
        for secret in (*SECRETS, *INTERNAL.values()):
            if any(written in text for written in spellings(secret) for text in texts):
                found.add(secret)
    return found


def test_the_other_side_gets_nothing_internal(secretive: Path, tmp_path: Path) -> None:
    made = legaldocs.build(secretive, as_of=DAY, out=tmp_path / "out", evidence_only=True)
    bundle = made.folder / "bundle"
    assert leaked(bundle) == set()
    originals = bundle / "data" / "originals"
    given = {p.relative_to(originals).as_posix() for p in originals.rglob("*") if p.is_file()}
    assert given == {
        "contracts/合同.pdf",
        "deliveries/s.pdf",
        "communications/催款函.pdf",
        "communications/退件.jpg",
    }
    assert made.summary["withheld"] == len(INTERNAL)


def test_the_creditor_keeps_all_of_it(secretive: Path, tmp_path: Path) -> None:
    """The search finds them where they are, so that it can fail above."""
    made = legaldocs.build(secretive, as_of=DAY, out=tmp_path / "out")
    assert {Path(name).stem for name in INTERNAL} <= leaked(made.folder / "bundle")
    assert with_its_files(secretive).agency is not None
