"""A claim ends as a share once it is registered, not before, and what is left stays a debt."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pypdf
import pytest

from legaldocs.case import communication as c
from legaldocs.case import procedure as pr
from legaldocs.case import vocabulary as v
from legaldocs.case.party import Bankruptcy
from legaldocs.claim.matter import matter_on
from legaldocs.examine import choose
from legaldocs.law.lawbook import packaged
from legaldocs.papers.debt_to_equity import FORM
from legaldocs.papers.debt_to_equity.names import DebtToEquityAgreementNames
from legaldocs.papers.guards import guard_papers, held
from legaldocs.papers.make import make_paper
from tests.papers.sample import AS_OF, AT, judged_matter, lines_of, matter_of, text_of

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter

Y = Decimal
COMPANY = "杭州锐锋自动化设备有限公司"


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def converted(matter: Matter, **terms: object) -> Matter:
    return of(matter, debt_to_equity=replace(matter.case.debt_to_equity, **terms))


def with_debtor(matter: Matter, **facts: object) -> Matter:
    parties = tuple(
        replace(party, **facts) if party.role is v.Role.DEBTOR else party
        for party in matter.case.parties
    )
    return of(matter, parties=parties)


def codes(matter: Matter) -> list[str]:
    return [finding.code for finding in guard_papers(matter, [FORM])]


def holds(matter: Matter) -> list[str]:
    return [finding.code for draft in FORM.drafts(matter) for finding in held(draft)]


def parts(matter: Matter) -> list[tuple[Decimal, Decimal, Decimal]]:
    names = DebtToEquityAgreementNames(matter)
    return [(part.owed, part.converted, part.left) for part in names.parts]


def test_principal_is_converted_first(rich: Matter) -> None:
    """459,000 less 400,000 leaves 59,000; with 41,113.50 of late charge that is 100,113.50."""
    assert (codes(rich), holds(rich)) == ([], [])
    assert parts(rich) == [
        (Y("459000.00"), Y("400000.00"), Y("59000.00")),
        (Y("41113.50"), Y("0.00"), Y("41113.50")),
    ]
    lines = lines_of(FORM, rich)
    assert "合计 | 500,113.50 | 400,000.00 | 100,113.50" in lines
    text = text_of(FORM, rich)
    assert "其余债务100,113.50元和该日以前新产生的违约金仍由乙方清偿" in text
    assert "转股债权超过出资额" not in text


def test_late_charge_follows_and_a_whole_claim_leaves_nothing(rich: Matter) -> None:
    """470,000 take 459,000 of principal and 11,000 of the late charge, 30,113.50 stay."""
    more = converted(rich, amount=Y("470000.00"))
    assert codes(more) == []
    assert parts(more)[1] == (Y("41113.50"), Y("11000.00"), Y("30113.50"))
    whole = converted(rich, amount=Y("500113.50"), appraised=Y("500113.50"))
    assert codes(whole) == []
    assert "其余债务和该日以前新产生的违约金仍由乙方清偿" in text_of(FORM, whole)


def test_costs_come_last_and_the_contract_due_first_goes_first(rich: Matter) -> None:
    """Two contracts, 459,000 due from 30 April and 50,000 from 30 June; 480,000 are converted."""
    (first,) = rich.case.contracts
    second = replace(
        first, number="HY-2", price=Y("50000.00"), instalments=(), due_on=dt.date(2026, 6, 30)
    )
    rows = [
        replace(row, contract=first.number) for row in (*rich.case.deliveries, *rich.case.payments)
    ]
    deliveries = tuple(row for row in rows if hasattr(row, "delivered_on"))
    payments = tuple(row for row in rows if hasattr(row, "paid_on"))
    invoices = tuple(replace(row, contract=first.number) for row in rich.case.invoices)
    two = of(
        rich,
        contracts=(second, first),
        deliveries=deliveries,
        payments=payments,
        invoices=invoices,
        statements=(),
        amendments=(),
    )
    two = converted(two, amount=Y("480000.00"), appraised=Y("480000.00"))
    assert parts(two)[:2] == [
        (Y("459000.00"), Y("459000.00"), Y("0.00")),
        (Y("50000.00"), Y("21000.00"), Y("29000.00")),
    ]
    owed, taken, left = (sum(column) for column in zip(*parts(two), strict=True))
    assert (owed, taken, left) == (two.claim.total, Y("480000.00"), two.claim.total - 480000)


def test_a_lower_value_is_the_contribution(rich: Matter) -> None:
    """A claim of 400,000 that is worth 360,000 is contributed at that: 40,000 are given up."""
    text = text_of(FORM, converted(rich, appraised=Y("360000.00")))
    assert "价值为360,000.00元，即为出资额" in text
    assert "转股债权超过出资额的40,000.00元随转股债权消灭，甲方不再请求" in text


def test_the_debt_ends_on_registration_and_revives_without_it(rich: Matter) -> None:
    text = text_of(FORM, rich)
    assert "转股债权自变更登记完成之日起消灭" in text
    assert "目标公司应当在2027年1月31日以前（含当日）修改公司章程" in text
    assert "全部债务及其担保不因本协议而改变，违约金继续计算，履行期限不延长" in text
    assert "自通知到达时起按照原来的债务请求清偿" in text
    assert "丙方知悉本协议" in text
    assert "由股东林国栋承担，条件和价格另行书面约定；目标公司不回购" in text
    free = of(converted(rich, repurchase_by=""), guarantees=())
    assert codes(free) == []
    text = text_of(FORM, free)
    assert "回购" not in text
    assert "丙方" not in text
    assert "一式两份" in text


@pytest.mark.parametrize(
    ("terms", "code", "says"),
    [
        ({"company": "另一公司"}, "LD-EQUITY-COMPANY", "另一公司"),
        ({"amount": Y("500113.51")}, "LD-EQUITY-DEBT", "500,113.50"),
        ({"appraised": None}, "LD-EQUITY-PAPERS", "评估"),
        ({"resolved_on": None}, "LD-EQUITY-PAPERS", "决议"),
        ({"appraised_on": None}, "LD-EQUITY-TERMS", "评估日期"),
        ({"votes": " "}, "LD-EQUITY-TERMS", "表决情况"),
        ({"preemption_waived": False}, "LD-EQUITY-TERMS", "优先认缴"),
        ({"share": ""}, "LD-EQUITY-TERMS", "取得的股权"),
        ({"register_by": None}, "LD-EQUITY-TERMS", "变更登记期限"),
        ({"register_by": AS_OF}, "LD-EQUITY-DAYS", "2026-11-21"),
        ({"appraised_on": dt.date(2026, 11, 22)}, "LD-EQUITY-DAYS", "评估日期"),
        ({"resolved_on": dt.date(2026, 11, 22)}, "LD-EQUITY-DAYS", "决议"),
        ({"appraised": Y("400000.01")}, "LD-EQUITY-VALUE", "400,000.01"),
        ({"appraised": Y(0)}, "LD-EQUITY-VALUE", "大于零"),
        ({"repurchase_by": COMPANY}, "LD-EQUITY-REPURCHASE", COMPANY),
    ],
)
def test_what_is_missing_or_wrong_is_refused(
    rich: Matter, terms: dict[str, object], code: str, says: str
) -> None:
    (finding,) = guard_papers(converted(rich, **terms), [FORM])
    assert finding.code == code
    assert says in finding.message
    assert finding.blocks == ("debt_to_equity",)


def test_a_disputed_claim_and_a_bankrupt_debtor_are_refused(rich: Matter) -> None:
    objection = c.Communication(
        origin=AT,
        sent_on=dt.date(2026, 10, 8),
        channel=v.Channel.EMAIL,
        gist="夹具尺寸不符",
        direction=v.Direction.RECEIVED,
        effect=v.Effect.DISPUTE,
        objection=c.Objection(origin=AT, ground="夹具尺寸不符"),
    )
    disputed = of(rich, communications=(*rich.case.communications, objection))
    assert codes(disputed) == ["LD-EQUITY-DEBT"]
    accepted = Bankruptcy(origin=AT, accepted_on=dt.date(2026, 11, 1), court="杭州市中级人民法院")
    assert "LD-EQUITY-BANKRUPT" in codes(with_debtor(rich, bankruptcy=accepted))


def test_a_branch_and_debtors_who_are_not_joint_are_refused(rich: Matter) -> None:
    partnership = with_debtor(rich, kind=v.PartyKind.PARTNERSHIP)
    assert codes(partnership) == ["LD-EQUITY-KIND"]
    other = replace(rich.case.debtor, name="杭州锐锋贸易有限公司", uscc="")
    parties = (*rich.case.parties, other)
    shared = of(rich, parties=parties, liability=v.Liability.SUPPLEMENTARY)
    assert codes(shared) == ["LD-EQUITY-DEBTORS"]
    joint = of(rich, parties=parties, liability=v.Liability.JOINT)
    assert codes(joint) == []
    assert f"{COMPANY}（即乙方一，以下称“目标公司”）" in text_of(FORM, joint)
    assert "由乙方一、乙方二承担连带责任" in text_of(FORM, joint)


def test_a_suit_goes_on_until_registration_and_a_judgment_is_refused(rich: Matter) -> None:
    suit = pr.Suit(origin=AT, court="苏州工业园区人民法院", filed_on=dt.date(2026, 11, 2))
    sued = of(rich, procedure=pr.Procedure(origin=AT, suit=suit))
    assert codes(sued) == []
    text = text_of(FORM, sued)
    assert "甲方已于2026年11月2日就上述债务向苏州工业园区人民法院提起诉讼。变更登记完成以前" in text
    assert "提起诉讼。" not in text_of(FORM, of(rich, procedure=None))
    judged = judged_matter()
    (finding,) = [
        finding for finding in guard_papers(judged, [FORM]) if finding.code == "LD-EQUITY-DECIDED"
    ]
    assert "（2026）苏0591民初12345号判决书确定" in finding.message


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"state_owned": True}, "国有企业"),
        ({"foreign": True}, "外方"),
        ({"listed": True}, "上市公司"),
    ],
)
def test_what_others_must_approve_stays_a_draft(
    rich: Matter, terms: dict[str, object], says: str
) -> None:
    matter = converted(rich, **terms)
    assert codes(matter) == []
    (draft,) = FORM.drafts(matter)
    (finding,) = held(draft)
    assert finding.code == "LD-EQUITY-APPROVAL"
    assert says in finding.message


def test_rules_of_limited_companies_are_not_cited_for_others(rich: Matter) -> None:
    name = "杭州锐锋自动化设备股份有限公司"
    matter = converted(with_debtor(rich, name=name), company=name)
    assert codes(matter) == []
    assert holds(matter) == ["LD-EQUITY-APPROVAL"]
    text = text_of(FORM, matter)
    assert "第六十六条" not in text
    assert "第二百二十七条" not in text
    assert "并保证决议符合公司章程。其他股东已经放弃优先认缴" in text


def test_the_same_case_a_day_later_grows(rich: Matter) -> None:
    """A day costs 0.05% of 459,000, 229.50: it is not converted, and stays a debt."""
    next_day = matter_on(rich.case, AS_OF + dt.timedelta(days=1), packaged())
    assert parts(next_day)[1] == (Y("41343.00"), Y("0.00"), Y("41343.00"))
    assert "其余债务100,343.00元" in text_of(FORM, next_day)


def test_it_fits_on_four_pages(rich: Matter) -> None:
    written = make_paper(FORM.drafts(rich)[0])
    assert len(pypdf.PdfReader(io.BytesIO(written.pdf)).pages) <= 4


def test_a_case_without_one_has_no_agreement(minimal: Matter) -> None:
    assert FORM not in {refusal.draft.paper for refusal in choose(minimal, ()).refused}
    (refusal,) = choose(minimal, (), [FORM]).refused
    assert refusal.findings[0].code == "LD-PAPER-NO-SUBJECT"
