"""A settlement says how the suit ends, who pays for it, and what revives on default."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import communication as c
from legaldocs.case import procedure as pr
from legaldocs.case import vocabulary as v
from legaldocs.case.compromise import CostsShare, Milestone, QualityOutcome, SuitEnding
from legaldocs.case.party import Agent
from legaldocs.claim.guards import guard
from legaldocs.core.findings import FIGURES
from legaldocs.examine import choose
from legaldocs.papers.guards import guard_papers
from legaldocs.papers.repayment_agreement import FORM as PLAN
from legaldocs.papers.settlement_agreement import FORM
from tests.papers.sample import AS_OF, AT, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def agreed(matter: Matter, **terms: object) -> Matter:
    settlement = matter.case.settlement
    compromise = replace(settlement.compromise, **terms)
    return of(matter, settlement=replace(settlement, compromise=compromise))


def proceeding(matter: Matter, **facts: object) -> Matter:
    return of(matter, procedure=replace(matter.case.procedure, **facts))


def held(matter: Matter) -> Matter:
    preservation = matter.case.procedure.preservation
    return proceeding(matter, preservation=replace(preservation, taken_on=dt.date(2026, 11, 20)))


def discounted(matter: Matter, amount: str) -> Matter:
    """The last of the parts is lower by the discount, so that the parts and it make the debt."""
    settlement = matter.case.settlement
    *parts, last = settlement.instalments
    less = replace(last, amount=last.amount - Decimal(amount))
    compromise = replace(settlement.compromise, discount=Decimal(amount))
    plan = replace(settlement, instalments=(*parts, less), compromise=compromise)
    return of(matter, settlement=plan)


def codes(matter: Matter) -> list[str]:
    """Return the codes but those of the plan itself, which the sample has as it is."""
    found = [finding.code for finding in guard_papers(matter, [FORM])]
    return [code for code in found if code not in {"LD-SET-RATE-HIGH", "LD-SET-WAIVER"}]


def test_the_sum_and_the_end_of_the_suit_come_first(rich: Matter) -> None:
    assert codes(rich) == []
    text = text_of(FORM, rich)
    assert (
        "乙方分3期向甲方支付459,000.00元，至2027年2月28日付清；本案以制作调解书的方式结案" in text
    )
    assert "依照《中华人民共和国民事诉讼法》第一百条，按照本协议制作调解书" in text
    assert "（依照《诉讼费用交纳办法》第十五条减半交纳）由乙方负担" in text
    assert "保全措施" not in text


def test_either_the_plan_or_the_settlement_is_made(rich: Matter, minimal: Matter) -> None:
    made = choose(rich, ()).made
    assert FORM in {draft.paper for draft in made}
    assert PLAN not in {draft.paper for draft in made}
    assert FORM not in {refusal.draft.paper for refusal in choose(minimal, ()).refused}
    (refusal,) = choose(minimal, (), [FORM]).refused
    assert refusal.findings[0].code == "LD-PAPER-NO-SUBJECT"
    plain = of(rich, settlement=replace(rich.case.settlement, compromise=None))
    assert "LD-SET-PENDING" in {finding.code for finding in guard_papers(plain, [PLAN])}
    unsued = guard_papers(proceeding(plain, suit=None), [PLAN])
    assert "LD-SET-PENDING" not in {finding.code for finding in unsued}


@pytest.mark.parametrize("missing", ["suit_ends_by", "fees_by"])
def test_a_settlement_that_is_silent_on_the_suit_is_refused(rich: Matter, missing: str) -> None:
    silent = agreed(rich, **{missing: None})
    assert codes(silent) == ["LD-COMP-SUIT"]
    assert missing in guard_papers(silent, [FORM])[-1].next_step


def test_before_any_suit_none_is_ended(rich: Matter) -> None:
    unsued = proceeding(rich, suit=None)
    assert codes(unsued) == ["LD-COMP-NO-SUIT"]
    plain = agreed(unsued, suit_ends_by=None, fees_by=None)
    assert codes(plain) == []
    assert "本案" not in text_of(FORM, plain)


def test_a_withdrawal_is_pointed_out_and_is_the_courts_to_allow(rich: Matter) -> None:
    withdrawn = agreed(rich, suit_ends_by=SuitEnding.WITHDRAWAL)
    assert codes(withdrawn) == ["LD-COMP-WITHDRAW"]
    text = text_of(FORM, withdrawn)
    assert "是否准许，由人民法院依照《中华人民共和国民事诉讼法》第一百四十八条裁定" in text
    assert "撤回起诉不是对债权的放弃" in text
    late = text_of(
        FORM,
        agreed(rich, suit_ends_by=SuitEnding.WITHDRAWAL, withdraws_after=Milestone.ALL_PAID),
    )
    assert "甲方在乙方付清全部款项后，向苏州工业园区人民法院申请撤回起诉" in late
    assert "甲方可以请求继续审理" in late


def test_an_arbitration_ends_in_its_own_words(rich: Matter) -> None:
    arbitration = pr.Arbitration(
        origin=AT, institution="苏州仲裁委员会", filed_on=dt.date(2026, 11, 18)
    )
    text = text_of(FORM, proceeding(rich, suit=None, arbitration=arbitration))
    assert "共同请求苏州仲裁委员会按照本协议制作调解书" in text
    assert "本案的仲裁费用由乙方负担" in text
    assert "民事诉讼法" not in text


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (CostsShare.CREDITOR, "由甲方负担。"),
        (CostsShare.HALVES, "由甲方、乙方各负担一半，甲方已经预交的，乙方应当将其负担的部分在"),
    ],
)
def test_the_fees_go_as_agreed(rich: Matter, share: CostsShare, says: str) -> None:
    assert says in text_of(FORM, agreed(rich, fees_by=share))


def test_what_the_court_holds_is_released_as_agreed(rich: Matter) -> None:
    assert codes(held(rich)) == ["LD-COMP-HELD"]
    early = agreed(held(rich), releases_after=Milestone.FIRST_PART)
    assert codes(early) == ["LD-COMP-RELEASE"]
    last = agreed(held(rich), releases_after=Milestone.ALL_PAID)
    assert codes(last) == []
    text = text_of(FORM, last)
    assert "甲方在乙方付清全部款项后，向人民法院申请解除对乙方财产的保全措施" in text
    assert "和财产保全申请费由乙方负担" in text


def test_a_discount_revives_on_default(rich: Matter) -> None:
    """459,000 owed, 9,000 given up: the parts come to 450,000."""
    less = discounted(rich, "9000.00")
    assert codes(less) == []
    text = text_of(FORM, less)
    assert "分3期向甲方支付450,000.00元" in text
    assert "到期本金459,000.00元" in text
    assert "甲方免除乙方上述债务中的本金9,000.00元（大写：人民币玖仟元整）" in text
    assert "本款的免除不发生效力，乙方应当按照本条确认的债务清偿" in text
    assert codes(agreed(rich, discount=Decimal(9_000))) == ["LD-SET-SUM"]
    assert "LD-COMP-DISCOUNT" in codes(agreed(rich, discount=Decimal(502_000)))


def test_a_signed_discount_is_not_computed(rich: Matter) -> None:
    less = discounted(rich, "9000.00")
    signed = replace(less.case.settlement, signed_on=AS_OF)
    findings = [row for row in guard(of(rich, settlement=signed)) if FIGURES in row.blocks]
    codes_found = [row.code for row in findings]
    assert "LD-DEED-DISCOUNT" in codes_found
    assert "LD-DEED-SUM" not in codes_found


def test_quality_is_waived_reserved_or_left_open(rich: Matter) -> None:
    assert "不再以此为由拒绝或者减少付款" in text_of(FORM, rich)
    reserved = text_of(FORM, agreed(rich, quality=QualityOutcome.RESERVED))
    assert "乙方不因此迟延本协议项下的付款" in reserved
    assert "质量异议" not in text_of(FORM, agreed(rich, quality=None))
    objection = c.Communication(
        origin=AT,
        sent_on=dt.date(2026, 10, 8),
        channel=v.Channel.EMAIL,
        gist="夹具尺寸不符",
        direction=v.Direction.RECEIVED,
        effect=v.Effect.DISPUTE,
        objection=c.Objection(origin=AT, ground="夹具尺寸不符"),
    )
    open_one = of(rich, communications=(*rich.case.communications, objection))
    assert codes(open_one) == ["LD-SET-OBJECTION", "LD-COMP-QUALITY"]
    assert codes(agreed(open_one, quality=QualityOutcome.RESERVED)) == ["LD-SET-OBJECTION"]


def test_an_agent_settles_by_a_special_power(rich: Matter) -> None:
    agent = Agent(origin=AT, name="沈知行", kind=v.AgentKind.LAWYER)
    assert codes(of(rich, agents=(agent,))) == ["LD-COMP-AGENT"]
    mandated = replace(agent, powers=(v.AgentPower.SETTLE,))
    assert codes(of(rich, agents=(mandated,))) == []
