# ruff: noqa: E501 - a row of a case is one line
"""Suits, arbitrations, payment orders and enforcements, as guards and letters read them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.reading import load_case
from legaldocs.claim.judgment_debt import judgment_debt
from legaldocs.core.errors import CaseError
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.catalogue import paper_named
from legaldocs.papers.letters import LetterNames
from tests.claim.test_guards import FILES, PARTIES, SOUND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.examine import Choice

    Look = Callable[..., tuple[Matter, dict[str, Finding], Choice]]

DAY = dt.date(2026, 6, 15)
Y = Decimal


@pytest.fixture
def look(write_case: Callable[..., Path]) -> Look:
    def looked(
        rows: str = "",
        day: dt.date = DAY,
        only: tuple[str, ...] = (),
        more: str = "",
        held: str = "",
    ) -> tuple[Matter, dict[str, Finding], Choice]:
        text = SOUND.replace("procedure:\n", "procedure:\n" + rows) + more
        text = text.replace("preservation:\n", "preservation:\n" + held)
        matter, findings = examine(
            load_case(write_case(text, FILES, parties=PARTIES)), day, packaged()
        )
        choice = choose(matter, findings, [paper_named(title) for title in only])
        return matter, {finding.code: finding for finding in findings}, choice

    return looked


SUIT = "  suit: {{court: 武汉市江夏区人民法院, filed_on: 2026-05-01{more}}}\n"


def made(choice: Choice) -> set[str]:
    return {draft.paper.id for draft in choice.made}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("", "向武汉市江夏区人民法院提起诉讼"),
        (SUIT.format(more=""), "继续进行已向武汉市江夏区人民法院提起的诉讼"),
        (
            SUIT.format(more=", case_number: （2026）鄂0115民初1号"),
            "继续进行武汉市江夏区人民法院已经受理的（2026）鄂0115民初1号案件的诉讼",
        ),
        (
            SUIT.format(more=", ended_on: 2026-06-01, ended_by: 撤诉"),
            "向武汉市江夏区人民法院提起诉讼",
        ),
        (
            "  arbitration: {institution: 武汉仲裁委员会, filed_on: 2026-05-01, case_number: 某号}\n",
            "继续进行已向武汉仲裁委员会提起的某号仲裁",
        ),
    ],
)
def test_a_letter_names_the_proceedings_as_they_stand(look: Look, row: str, says: str) -> None:
    assert LetterNames(look(row)[0]).forum == says


def test_after_a_withdrawal_the_claim_is_as_before(
    look: Look,
) -> None:
    """A payment order is refused while the suit goes on, and may be asked for after it."""
    assert "payment_order" not in made(look(SUIT.format(more=""))[2])
    row = SUIT.format(more=", case_number: 某号, ended_on: 2026-06-01, ended_by: 撤诉")
    matter, _, choice = look(row)
    assert {"payment_order", "pre_suit_preservation"} <= made(choice)
    (watched,) = matter.limitations
    assert watched.limitation.restarts[-1].runs_from == dt.date(2026, 6, 1)


@pytest.mark.parametrize("end", ["判决", "调解", "驳回诉讼请求"])
def test_what_was_decided_is_not_asked_for_again(look: Look, end: str) -> None:
    _, findings, choice = look(SUIT.format(more=f", ended_on: 2026-06-01, ended_by: {end}"))
    assert f"案件的{end}确定" in findings["LD-PROC-DECIDED"].message
    assert made(choice) == {"exhibit_list"}


JUDGMENT = """  judgment:
    kind: 判决书
    issuer: 武汉市江夏区人民法院
    number: （2026）鄂0115民初1号
    issued_on: 2026-03-20
    effective_on: 2026-04-05
    sums:
      - {amount: 100000.00, perform_by: 2026-04-15%s}
"""
PAID = "payments: [{paid_on: 2026-05-05, amount: 40000.00}]\n"


def test_a_judgment_in_force_owes_its_sum_and_doubled_interest(
    look: Look,
) -> None:
    """100,000 × 0.0175% × 20 days (April 16 to May 5) = 350; 60,000 × 0.0175% × 41 = 430.50."""
    matter, findings, choice = look(JUDGMENT % "", more=PAID)
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert (owed.ordered, owed.unpaid) == (Y("100000.00"), Y("60000.00"))
    assert (owed.general, owed.doubled) == (0, Y("780.50"))
    assert owed.total == Y("60780.50")
    assert "payment_order" not in made(choice)
    enforce = findings["LD-PROC-ENFORCE"]
    assert "尚欠 60,780.50 元" in enforce.message
    assert "2028-04-17 届满" in enforce.message  # 2028-04-15 is a Saturday


def test_interest_that_the_judgment_orders_runs_beside_it(
    look: Look,
) -> None:
    """100,000 × 6% × 125 days (January 1 to May 5) ÷ 365 + 60,000 × 6% × 41 ÷ 365 = 2,459.18."""
    row = JUDGMENT % ", interest_rate: 6%/year, interest_from: 2026-01-01"
    matter, _, _ = look(row, more=PAID)
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert owed.general == Y("2459.18")
    broken = look(JUDGMENT % ", interest_rate: 6%/year", more=PAID)[1]
    assert "interest_from" in broken["LD-PROC-INTEREST"].message


@pytest.mark.parametrize(
    "terms", ["interest_rate: 适当, interest_from: 2026-01-01", "interest_rate: 6%/year"]
)
def test_interest_that_cannot_be_read_is_pointed_out_where_it_stands(
    look: Look, terms: str
) -> None:
    matter, findings, choice = look(JUDGMENT % f", {terms}", more=PAID, only=("强制执行申请书",))
    found = findings["LD-PROC-INTEREST"]
    row = matter.case.procedure.judgment.sums[0]  # type: ignore[union-attr]
    assert (found.severity, found.where) == ("error", str(row.origin))
    assert "interest_rate" in found.message
    assert judgment_debt(matter.case, packaged(), DAY) is None
    assert "尚欠" not in findings["LD-PROC-ENFORCE"].message
    (refused,) = choice.refused
    codes = [finding.code for finding in refused.findings]
    assert "LD-PROC-INTEREST" in codes
    assert "LD-ENF-NO-SUM" not in codes


def test_what_exceeds_the_sums_pays_the_doubled_part_last(
    look: Look,
) -> None:
    """350 have run by May 5; 100,200 leave 150."""
    matter, _, _ = look(JUDGMENT % "", more=PAID.replace("40000", "100200"))
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert (owed.unpaid, owed.doubled) == (0, Y("150.00"))


def test_nothing_runs_before_a_judgment_is_in_force(
    look: Look,
) -> None:
    row = (JUDGMENT % "").replace("    effective_on: 2026-04-05\n", "")
    matter, findings, _ = look(row)
    assert judgment_debt(matter.case, packaged(), DAY) is None
    assert "LD-PROC-NOT-EFFECTIVE" in findings
    assert "LD-PROC-ENFORCE" not in findings


ENFORCED = "  enforcement: {{court: 某法院, applied_on: 2026-05-06, case_number: 某号{more}}}\n"


@pytest.mark.parametrize(
    ("more", "code", "severity"),
    [
        (", ended_on: 2026-06-10, ended_by: 终结本次执行", "LD-PROC-AGAIN", "note"),
        (
            ", settlement: {signed_on: 2026-06-10, filed_on: 2026-06-10}",
            "LD-PROC-SETTLED",
            "warning",
        ),
    ],
)
def test_enforcement_is_read(
    look: Look,
    more: str,
    code: str,
    severity: str,
) -> None:
    findings = look(JUDGMENT % "" + ENFORCED.format(more=more))[1]
    assert findings[code].severity == severity
    assert "LD-PROC-ENFORCE" not in findings


AGREED = """, settlement: {signed_on: 2026-05-10, filed_on: 2026-05-11,
    instalments: [{due_on: 2026-05-31, amount: 40000.00}, {due_on: 2026-08-31, amount: 50000.00}]}"""


def settled(look: Look, *payments: str, more: str = "", agreed: str = AGREED) -> Any:
    paid = "".join(f"  - {{{row}}}\n" for row in payments)
    rows = JUDGMENT % "" + ENFORCED.format(more=agreed + more)
    return look(rows, more="payments:\n" + paid if paid else "")


def test_a_settlement_in_enforcement_that_is_kept_is_not_resumed(look: Look) -> None:
    matter, findings, _ = settled(look, "paid_on: 2026-05-30, amount: 40000.00")
    kept = findings["LD-PROC-SETTLED"]
    assert kept.severity == "note"
    assert "约定 90,000.00 元，已付 40,000.00 元，正在履行" in kept.message
    assert "LD-PROC-RESUME" not in findings
    assert judgment_debt(matter.case, packaged(), DAY) is not None


def test_a_late_payment_cures_the_settlement(look: Look) -> None:
    rows = ("paid_on: 2026-05-20, amount: 10000.00", "paid_on: 2026-06-10, amount: 30000.00")
    assert "LD-PROC-RESUME" not in settled(look, *rows)[1]


def test_a_settlement_in_enforcement_that_is_performed_ends_the_debt(look: Look) -> None:
    """90,000 of the 100,000 were agreed; what the settlement leaves out is no longer enforced."""
    rows = ("paid_on: 2026-05-30, amount: 40000.00", "paid_on: 2026-06-10, amount: 50000.00")
    matter, findings, _ = settled(look, *rows)
    assert "约定的 90,000.00 元已经付清" in findings["LD-PROC-SETTLED"].message
    assert judgment_debt(matter.case, packaged(), DAY) is None


def test_a_broken_settlement_brings_the_instrument_back(look: Look) -> None:
    """The instrument less the 10,000 that were paid, and the doubled part.

    100,000 × 0.0175% × 35 days (April 16 to May 20) = 612.50; 90,000 × 0.0175% × 26 (May 21 to
    June 15) = 409.50; 90,000 + 1,022 = 91,022. Two years from August 31, the settlement's last day.
    """
    matter, findings, _ = settled(look, "paid_on: 2026-05-20, amount: 10000.00")
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert (owed.unpaid, owed.doubled, owed.total) == (Y("90000"), Y("1022.00"), Y("91022.00"))
    broken = findings["LD-PROC-RESUME"]
    assert "第一期（2026-05-31）没有付清，至今尚欠到期的 30,000.00 元" in broken.message
    assert "生效文书尚欠 91,022.00 元" in broken.message
    assert "2028-08-31 届满" in broken.message
    assert "恢复执行申请书" in broken.next_step
    assert "LD-PROC-SETTLED" not in findings
    resumed = settled(look, more=", resumed_on: 2026-06-05")[1]
    assert "LD-PROC-RESUME" not in resumed


def test_a_settlement_in_enforcement_goes_before_the_court(look: Look) -> None:
    unfiled = settled(look, agreed=AGREED.replace(", filed_on: 2026-05-11", ""))[1]
    assert "LD-PROC-UNFILED" in unfiled
    assert "LD-PROC-UNFILED" not in settled(look)[1]


def test_resuming_and_suing_exclude_each_other(look: Look) -> None:
    sued = AGREED.replace("filed_on", "sued_on: 2026-06-02, filed_on")
    assert "LD-PROC-ONE-WAY" not in settled(look, agreed=sued)[1]
    both = settled(look, agreed=sued, more=", resumed_on: 2026-06-05")[1]
    assert "LD-PROC-ONE-WAY" in both


def test_an_enforcement_that_was_applied_for_again_goes_on(look: Look) -> None:
    ended = ", ended_on: 2026-06-01, ended_by: 终结本次执行"
    again = look(JUDGMENT % "" + ENFORCED.format(more=ended))[1]["LD-PROC-AGAIN"]
    assert "恢复执行申请书" in again.next_step
    resumed = ENFORCED.format(more=ended + ", resumed_on: 2026-06-10")
    assert "LD-PROC-AGAIN" not in look(JUDGMENT % "" + resumed)[1]


MEDIATED = (
    (JUDGMENT % "")
    .replace("判决书", "调解书")
    .replace(
        "      - {amount: 100000.00, perform_by: 2026-04-15}\n",
        "      - {amount: 60000.00, perform_by: 2026-04-20}\n"
        "      - {amount: 40000.00, perform_by: 2026-07-31}\n",
    )
)


def test_a_mediated_sum_that_is_not_paid_may_bring_the_later_ones_forward(look: Look) -> None:
    """56 days (April 21 to June 15) × 0.0175%: of 60,000 they make 588, of 100,000 980."""
    matter, findings, _ = look(MEDIATED)
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert owed.doubled == Y("588.00")
    assert "2028-07-31 届满" in findings["LD-PROC-ENFORCE"].message
    at_once = MEDIATED.replace("    sums:", "    accelerates: 是\n    sums:")
    matter, findings, _ = look(at_once)
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert owed.doubled == Y("980.00")
    assert "2028-04-20 届满" in findings["LD-PROC-ENFORCE"].message
    paid = look(at_once, more="payments: [{paid_on: 2026-04-20, amount: 60000.00}]\n")[0]
    kept = judgment_debt(paid.case, packaged(), DAY)
    assert kept is not None
    assert (kept.unpaid, kept.doubled) == (Y("40000.00"), 0)


def test_a_mediated_charge_for_default_takes_the_place_of_the_doubled_part(look: Look) -> None:
    """60,000 × 6% × 56 days (April 21 to June 15) ÷ 365 = 552.33."""
    own = "perform_by: 2026-04-20, interest_rate: 6%/year, interest_from: 2026-04-21"
    row = MEDIATED.replace("perform_by: 2026-04-20", own)
    matter, findings, _ = look(row)
    owed = judgment_debt(matter.case, packaged(), DAY)
    assert owed is not None
    assert (owed.general, owed.doubled) == (Y("552.33"), 0)
    assert findings["LD-PROC-MEDIATED"].severity == "warning"
    later = MEDIATED.replace(
        "perform_by: 2026-07-31",
        "perform_by: 2026-07-31, interest_rate: 6%/year, interest_from: 2026-06-01",
    )
    at_once = look(later.replace("    sums:", "    accelerates: 是\n    sums:"))[1]
    assert (
        "LD-PROC-MEDIATED" not in at_once
    )  # interest from before the agreed day is no charge for default
    judged, findings, _ = look(row.replace("调解书", "判决书"))
    owed = judgment_debt(judged.case, packaged(), DAY)
    assert owed is not None
    assert (owed.general, owed.doubled) == (Y("552.33"), Y("588.00"))
    assert "LD-PROC-MEDIATED" not in findings


def test_an_order_nobody_objected_to_decides(
    look: Look,
) -> None:
    """Served on May 29, the fifteen days end on Saturday June 13, so on Monday June 15."""
    order = "  payment_order: {applied_on: 2026-05-01, served_on: 2026-05-29%s}\n"
    assert "LD-PROC-DECIDED" not in look(order % "")[1]
    assert "LD-PROC-DECIDED" in look(order % "", dt.date(2026, 6, 16))[1]
    objected = look(order % ", objected_on: 2026-06-10", dt.date(2026, 6, 16))[1]
    assert "LD-PROC-OBJECTION" in objected
    assert "LD-PROC-DECIDED" not in objected


def test_a_proceeding_does_not_end_before_it_begins(
    look: Look,
) -> None:
    with pytest.raises(CaseError) as caught:
        look(SUIT.format(more=", ended_on: 2026-04-01"))
    assert [finding.code for finding in caught.value.findings] == ["LD-CASE-STEPS"]


WARNED = """communications:
  - {sent_on: 2026-05-01, channel: 快递, effect: 催告函, gist: 催款, arrived_on: 2026-05-02, pay_by: 2026-05-10, proof: c.pdf}
"""


def test_assets_are_held_before_a_letter_announces_it(
    look: Look,
) -> None:
    _, _, both = look(more=WARNED)
    assert "pre_suit_preservation" in made(both)
    refused = {refusal.draft.id: refusal.findings[0].code for refusal in both.refused}
    assert refused["warning_letter"] == "LD-LETTER-PRESERVE-FIRST"
    asked = look(more=WARNED, only=("警告函", "诉前财产保全申请书"))[2]
    assert made(asked) == {"pre_suit_preservation"}
    assert made(look(more=WARNED, only=("警告函",))[2]) == {"warning_letter"}


def test_a_letter_waits_until_the_measure_is_taken(
    look: Look,
) -> None:
    applied = "    pre_suit_applied_on: 2026-06-01\n"
    waiting = look(more=WARNED, held=applied)[2]
    codes = {
        finding.code
        for refusal in waiting.refused
        if refusal.draft.id == "warning_letter"
        for finding in refusal.findings
    }
    assert codes == {"LD-LETTER-PRESERVING"}
    taken, _, choice = look(more=WARNED, held=applied + "    taken_on: 2026-06-05\n")
    assert "warning_letter" in made(choice)
    assert LetterNames(taken).preserved
