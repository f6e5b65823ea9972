# ruff: noqa: E501 - a rule is one line of the table
"""The complaint: what it asks is the ledger, whom it sues is bound, and its court can hear it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import complaint as k
from legaldocs.case import model as m
from legaldocs.case import settlement as st
from legaldocs.case import vocabulary as v
from legaldocs.case.reading import load_case
from legaldocs.examine import Choice, choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.papers.complaint import FORM
from legaldocs.papers.relief import running
from tests.papers.sample import AS_OF, matter_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding

DAY = dt.date(2026, 6, 15)
PARTIES = """
parties:
  - role: 债权人
    name: 苏州甲设备有限公司
    address: 苏州市吴中区某路1号
    representative: 张某
    phone: "0512"
  - role: 债务人
    name: 武汉乙食品有限公司
    address: 武汉市江夏区某路2号
  - role: 保证人
    name: 王某
    kind: 自然人
    address: 武汉市洪山区某路3号
    id_number: 11010519491231002X
"""
CASE = """
contracts:
  - number: HT-1
    name: 买卖合同
    signed_on: 2025-01-05
    price: 1000.00
    due_on: 2026-03-01
    file: c.pdf
    late_payment: {rate: 5%/year, clause: 第八条}
guarantees:
  - {guarantor: 王某, signed_on: 2025-01-05, form: 连带责任保证, until_on: 2027-01-01}
procedure:
  route: 诉讼
  complaint: {court: 武汉市江夏区人民法院, mediation_wish: 否}
"""
SUED = "  against_guarantors: [王某]\n"
ASSIGNED = "assignment: {assignor: 常州丁设备有限公司, agreed_on: 2026-04-01}\n"


def look(folder: Path, *, named: bool = True) -> tuple[Matter, list[Finding], Choice]:
    matter, findings = examine(load_case(folder), DAY, packaged())
    return matter, list(findings), choose(matter, findings, [FORM] if named else [])


def of(matter: Matter, **facts: object) -> Matter:
    return matter_of(replace(matter.case, **facts), AS_OF, matter.exhibits)


def asking(matter: Matter, **terms: object) -> Matter:
    """Return the full case with other facts of its procedure."""
    return of(matter, procedure=replace(matter.case.procedure, **terms))


def test_it_asks_for_the_ledger_and_what_runs_on(rich: Matter) -> None:
    """330,000 × 0.05% × 205 = 33,825.00 and 129,000 × 0.05% × 113 = 7,288.50."""
    text = text_of(FORM, rich)
    assert "一、判令被告向原告支付价款459,000.00元；" in text
    assert "支付违约金41,113.50元（计至2026年11月21日，含当日）" in text
    assert (
        "自2026年11月22日起至实际清偿之日止的违约金，以459,000.00元为基数，"
        "按日万分之五（每日0.05%）计算" in text
    )
    assert "以上金额暂计500,113.50元（大写：人民币伍拾万零壹佰壹拾叁元伍角整）" in text
    assert "10．标的总额|500,113.50元" in text
    assert "本起诉状副本1份" in text
    assert "申请人" not in text


def test_facts_cite_the_exhibits_that_hold_their_files(rich: Matter) -> None:
    text = text_of(FORM, rich)
    assert "（编号：HY-2026-017）（证据1第1-6页）" in text
    assert "已交付，计860,000.00元（证据2第7-8页）" in text
    assert "（证据" not in text_of(FORM, replace(rich, exhibits=()))


@pytest.mark.parametrize(
    ("wish", "boxes"),
    [
        (None, "□是□否□暂不确定"),
        (v.MediationWish.YES, "■是□否□暂不确定"),
        (v.MediationWish.UNDECIDED, "□是□否■暂不确定"),
    ],
)
def test_no_wish_is_ticked_that_nobody_stated(
    rich: Matter, wish: v.MediationWish | None, boxes: str
) -> None:
    said = k.Complaint(origin=rich.case.origin, mediation_wish=wish)
    text = text_of(FORM, asking(rich, complaint=said))
    assert boxes in text
    assert "□了解□不了解" in text
    assert "■国有" not in text


def test_another_kind_of_contract_gets_the_plain_form(rich: Matter) -> None:
    (contract,) = rich.case.contracts
    text = text_of(FORM, of(rich, contracts=(replace(contract, kind=v.ContractKind.SERVICE),)))
    assert "案由：服务合同纠纷" in text
    assert "支付服务费459,000.00元" in text
    assert "要素" not in text
    assert "第六百二十六条" not in text
    assert "要素" in text_of(FORM, rich)


def test_a_signed_deed_gets_the_plain_form_and_its_own_sum(rich: Matter) -> None:
    part = st.SettlementPart(
        origin=rich.case.origin, due_on=dt.date(2026, 11, 10), amount=Decimal("502000.00")
    )
    deed = replace(rich.case.settlement, signed_on=dt.date(2026, 10, 20), instalments=(part,))
    matter = of(rich, settlement=deed)
    text = text_of(FORM, matter)
    assert "支付《还款协议》项下到期的款项502,000.00元" in text
    assert "《还款协议》约定由苏州工业园区人民法院管辖" in text
    assert "要素" not in text
    assert "原告此前已通知被告付款" in text
    assert "申请人" not in text


def test_a_joint_guarantor_is_sued_beside_the_debtor(rich: Matter) -> None:
    text = text_of(FORM, asking(rich, against_guarantors=("林国栋",)))
    assert "判令被告杭州锐锋自动化设备有限公司向原告支付价款" in text
    assert "判令被告林国栋对上述债务承担连带清偿责任；" in text
    assert "被告（保证人）" in text
    assert "本起诉状副本2份" in text
    assert "第六百八十八条" in text
    assert "本案没有对其提出请求" not in text
    assert "本案没有对其提出请求" in text_of(FORM, rich)


def test_a_general_guarantor_answers_after_enforcement_and_within_the_cap(rich: Matter) -> None:
    (given,) = rich.case.guarantees
    general = replace(given, form=v.GuaranteeForm.GENERAL, amount=Decimal("200000.00"))
    matter = of(
        rich,
        guarantees=(general,),
        procedure=replace(rich.case.procedure, against_guarantors=("林国栋",)),
    )
    assert (
        "判令被告林国栋对上述债务，在200,000.00元范围内，就依法对债务人的财产强制执行后"
        "仍不能履行的部分承担保证责任；" in text_of(FORM, matter)
    )


def test_debtors_are_sued_as_they_owe(rich: Matter) -> None:
    """459,000 × 60% = 275,400.00; the other has what is left."""
    creditor, first, guarantor = rich.case.parties
    second = replace(first, name="宁波锐锋自动化设备有限公司")
    both = f"{first.name}、{second.name}"

    def owing(liability: v.Liability, *shares: str) -> str:
        debtors = [
            replace(party, share=Decimal(share) if share else None)
            for party, share in zip((first, second), shares or ("", ""), strict=True)
        ]
        parties = (creditor, *debtors, guarantor)
        return text_of(FORM, of(rich, parties=parties, liability=liability))

    assert f"判令被告{both}连带向原告支付价款459,000.00元；" in owing(v.Liability.JOINT)
    several = owing(v.Liability.SEVERAL, "60", "40")
    assert f"判令被告{both}按照份额向原告支付价款459,000.00元" in several
    assert f"{first.name}承担60%，计275,400.00元、{second.name}承担40%，计183,600.00元；" in several
    later = owing(v.Liability.SUPPLEMENTARY)
    assert f"判令被告{first.name}向原告支付价款" in later
    assert f"判令被告{second.name}对前列债务人不能清偿的部分承担清偿责任；" in later


def test_a_branch_is_sued_with_its_head_office(rich: Matter) -> None:
    creditor, head, guarantor = rich.case.parties
    branch = replace(
        head, name=f"{head.name}分公司", kind=v.PartyKind.BRANCH, head_office=head.name
    )
    text = text_of(FORM, of(rich, parties=(creditor, branch, head, guarantor)))
    assert f"判令被告{branch.name}向原告支付价款" in text
    assert f"判令被告{head.name}对{branch.name}的上述债务承担清偿责任；" in text
    assert "第七十四条" in text
    assert "负责人：林国栋" in text


def test_costs_are_named_and_the_preservation_fee_asked_once(rich: Matter) -> None:
    held = replace(rich.case.procedure.preservation, pre_suit_applied_on=dt.date(2026, 11, 10))
    assert "案件受理费由被告负担" in text_of(FORM, rich)
    preserved = asking(rich, preservation=held, suit=None)
    assert "案件受理费、保全申请费由被告负担" in text_of(FORM, preserved)
    fee = m.Cost(
        origin=rich.case.origin,
        name="保全申请费",
        amount=Decimal("3020.57"),
        incurred_on=dt.date(2026, 11, 11),
    )
    text = text_of(FORM, of(preserved, costs=(fee,)))
    assert "支付实现债权的费用3,020.57元（保全申请费）；" in text
    assert "案件受理费由被告负担" in text
    assert "是。保全法院：苏州工业园区人民法院；申请日期：2026年11月10日" in text


def test_what_runs_on_stands_by_contract(rich: Matter) -> None:
    """A charge whose sum a cap has stopped does not run on."""
    (contract,) = rich.case.contracts
    capped = replace(contract.late_payment, cap="10000元")
    assert running(rich)[0].base == Decimal("459000.00")
    assert running(of(rich, contracts=(replace(contract, late_payment=capped),))) == ()


def test_every_dispute_is_disclosed_settled_or_not(write_case: Callable[..., Path]) -> None:
    row = """communications:
  - sent_on: 2026-04-01
    channel: 电子邮件
    direction: 收到
    effect: 提出异议
    gist: 称第二批货物有瑕疵
    objection: {ground: 瑕疵, settled_on: 2026-05-01}
"""
    matter, _, _ = look(write_case(CASE + row, {"c.pdf": b"1"}, parties=PARTIES))
    text = text_of(FORM, matter)
    assert "称第二批货物有瑕疵；已于2026年5月1日解决" in text
    assert "13．是否就质量问题协商|见第11项" in text


def test_it_comes_with_the_suit_or_the_choice_of_one(write_case: Callable[..., Path]) -> None:
    files = {"c.pdf": b"1"}
    _, _, choice = look(write_case(CASE, files, parties=PARTIES), named=False)
    assert "民事起诉状" in [draft.title for draft in choice.made]
    quiet = CASE[: CASE.index("procedure:")]
    folder = write_case(quiet, files, parties=PARTIES)
    _, findings, choice = look(folder, named=False)
    assert "民事起诉状" not in [row.draft.title for row in choice.refused]
    assert not [finding for finding in findings if finding.code.startswith("LD-SUIT")]
    (refusal,) = look(folder)[2].refused
    assert [finding.code for finding in refusal.findings] == ["LD-PAPER-NO-SUBJECT"]


def test_preservation_is_applied_for_with_the_complaint(write_case: Callable[..., Path]) -> None:
    held = """  suit: {court: 武汉市江夏区人民法院, filed_on: 2026-06-15}
  preservation:
    assets: [{kind: 银行存款, description: 某行某账号, definite: 是}]
"""
    folder = write_case(CASE + held, {"c.pdf": b"1"}, parties=PARTIES)
    matter, _, choice = look(folder, named=False)
    made = [draft.title for draft in choice.made]
    assert {"民事起诉状", "诉讼财产保全申请书"} <= set(made)
    assert "保全申请费" not in text_of(FORM, matter)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    file: c.pdf", "    arbitration: 某仲裁委员会\n    file: c.pdf", "LD-SUIT-ARBITRATION"),
        ("  complaint: {court: 武汉市江夏区人民法院, mediation_wish: 否}\n", "", "LD-SUIT-NO-COURT"),
        ("{court: 武汉市江夏区", "{court: 昆明市五华区", "LD-SUIT-COURT"),
        ("route: 诉讼", "route: 支付令", "LD-SUIT-ROUTE"),
        ("route: 诉讼", "route: 诉讼\n  payment_order: {applied_on: 2026-06-01}", "LD-SUIT-ORDER"),
        ("route: 诉讼", "route: 诉讼\n  suit: {court: 武汉市江夏区人民法院, filed_on: 2026-06-01, case_number: 某号}", "LD-SUIT-ACCEPTED"),
        ("route: 诉讼", "route: 诉讼\n  arbitration: {institution: 某仲裁委, filed_on: 2026-06-01}", "LD-SUIT-ARBITRATING"),
        ("due_on: 2026-03-01", "due_on: 2026-12-01", "LD-RELIEF-NOT-DUE"),
        ("    representative: 张某\n", "", "LD-RELIEF-PARTY"),
        ("    address: 武汉市江夏区某路2号\n", "", "LD-RELIEF-PARTY"),
        ("until_on: 2027-01-01}\nprocedure:\n", "until_on: 2026-05-01}\nprocedure:\n" + SUED, "LD-PRES-GUARANTOR-LATE"),
        ("until_on: 2027-01-01}\nprocedure:\n", "until_on: 2027-01-01, arbitration: 某仲裁委}\nprocedure:\n" + SUED, "LD-SUIT-GUARANTOR-ARBITRATION"),
        ("procedure:\n", ASSIGNED + "procedure:\n" + SUED, "LD-ASSIGN-NOT-TOLD"),
    ],
)  # fmt: skip
def test_refused(write_case: Callable[..., Path], old: str, new: str, code: str) -> None:
    whole = PARTIES + CASE
    assert old in whole
    folder = write_case(whole.replace(old, new), {"c.pdf": b"1"}, parties="")
    (refusal,) = look(folder)[2].refused
    assert code in [finding.code for finding in refusal.findings]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("mediation_wish: 否", "mediation_wish: 否", "LD-SUIT-BLANK"),
        ("{court: 武汉市江夏区人民法院,", "{court: 昆明市五华区人民法院, court_link: 合同履行地,", "LD-SUIT-COURT-LINK"),
        ("address: 武汉市江夏区某路2号", "address: 武汉市江夏区某路2号\n    missing: 是", "LD-SUIT-MISSING"),
        ("name: 武汉乙食品有限公司", "name: 周某\n    kind: 自然人", "LD-SUIT-IDENTITY"),
        ("form: 连带责任保证, until_on: 2027-01-01}\nprocedure:\n", "form: 一般保证, until_on: 2027-01-01}\nprocedure:\n" + SUED, "LD-SUIT-GENERAL"),
        ("procedure:\n", ASSIGNED + "procedure:\n", "LD-SUIT-ASSIGNED"),
    ],
)  # fmt: skip
def test_made_with_a_word_to_the_user(
    write_case: Callable[..., Path], old: str, new: str, code: str
) -> None:
    whole = PARTIES + CASE
    assert old in whole
    folder = write_case(whole.replace(old, new), {"c.pdf": b"1"}, parties="")
    _, findings, choice = look(folder)
    assert [draft.title for draft in choice.made] == ["民事起诉状"]
    assert code in [finding.code for finding in findings]


def test_the_court_of_the_clause_needs_no_naming(write_case: Callable[..., Path]) -> None:
    case = CASE.replace("    file: c.pdf", "    court: 武汉市江夏区人民法院\n    file: c.pdf")
    case = case.replace("court: 武汉市江夏区人民法院, mediation", "mediation")
    matter, _, choice = look(write_case(case, {"c.pdf": b"1"}, parties=PARTIES))
    assert choice.made
    assert "此致武汉市江夏区人民法院" in text_of(FORM, matter)


def test_a_clause_for_court_and_arbitration_is_disclosed(write_case: Callable[..., Path]) -> None:
    both = "    court: 武汉市江夏区人民法院\n    arbitration: 某仲裁委员会\n    file: c.pdf"
    case = CASE.replace("    file: c.pdf", both)
    matter, _, choice = look(write_case(case, {"c.pdf": b"1"}, parties=PARTIES))
    assert choice.made
    assert "由武汉市江夏区人民法院管辖，又约定由某仲裁委员会仲裁" in text_of(FORM, matter)


def test_two_contracts_are_claimed_from_together(write_case: Callable[..., Path]) -> None:
    """1,000 × 5% × 106 / 365 = 14.52; 600 × 0.05% × 75 = 22.50."""
    second = """  - number: HT-2
    price: 600.00
    due_on: 2026-04-01
    late_payment: {rate: 日万分之五, clause: 第九条, cap: 逾期金额的10%}
guarantees:
"""
    case = CASE.replace("guarantees:\n", second)
    matter, _, choice = look(write_case(case, {"c.pdf": b"1"}, parties=PARTIES))
    assert choice.made
    text = text_of(FORM, matter)
    assert "支付价款1,600.00元；" in text
    assert "违约金37.02元（计至2026年6月15日，含当日）" in text
    assert "《买卖合同》（编号：HT-1）项下以1,000.00元为基数，按年利率5%计算；" in text
    assert (
        "《合同》（编号：HT-2）项下以600.00元为基数，按日万分之五（每日0.05%）计算，"
        "各期分别不超过逾期金额的10%；" in text
    )
    assert text.count("管辖依据为") == 1
