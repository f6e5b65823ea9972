"""Two cases built by hand: one with every kind of fact, one with the fewest a case may have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case import amendment as am
from legaldocs.case import communication as c
from legaldocs.case import compromise as cp
from legaldocs.case import contract as k
from legaldocs.case import debt_in_kind as dk
from legaldocs.case import debt_to_equity as de
from legaldocs.case import demand as d
from legaldocs.case import model as m
from legaldocs.case import party as p
from legaldocs.case import preservation as h
from legaldocs.case import procedure as pr
from legaldocs.case import proposed_guarantee as pg
from legaldocs.case import settlement as st
from legaldocs.case import vocabulary as v
from legaldocs.case.late_payment import LatePayment
from legaldocs.claim.exhibits import Exhibit
from legaldocs.claim.matter import Matter, matter_on
from legaldocs.core.origin import Origin
from legaldocs.law.lawbook import packaged
from legaldocs.papers.make import find_template
from legaldocs.papers.names import values_of
from legaldocs.papers.words import FILTERS
from legaldocs.render.compare_text import read_docx
from legaldocs.render.docx import Properties, fill

if TYPE_CHECKING:
    from legaldocs.papers.kind import Draft, Paper

AT = Origin("case.yaml", 1)
AS_OF = dt.date(2026, 11, 21)
Y = Decimal


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def account_of(party: str) -> p.BankAccount:
    return p.BankAccount(
        origin=AT, holder=party, bank="中国工商银行苏州园区支行", number="1102020209000123456"
    )


CREDITOR = m.Party(
    origin=AT,
    role=v.Role.CREDITOR,
    name="苏州恒远精密机械有限公司",
    uscc="91320594MA1XK0TQ6P",
    address="江苏省苏州市工业园区星湖街328号",
    service_address="江苏省苏州市工业园区星湖街328号5幢301室",
    representative="陈立衡",
    representative_title="执行董事",
    contact="周敏",
    phone="0512-62881234",
    email="fawu@hengyuan.example",
    account=account_of("苏州恒远精密机械有限公司"),
)
DEBTOR = m.Party(
    origin=AT,
    role=v.Role.DEBTOR,
    name="杭州锐锋自动化设备有限公司",
    uscc="91330106MA2GK7RX4D",
    address="浙江省杭州市西湖区文三路478号",
    service_address="浙江省杭州市西湖区文三路478号华星时代广场A座1203室",
    representative="林国栋",
    representative_title="总经理",
    contact="吴倩",
    phone="0571-88123456",
    email="caiwu@ruifeng.example",
)
GUARANTOR = m.Party(
    origin=AT,
    role=v.Role.GUARANTOR,
    name="林国栋",
    kind=v.PartyKind.PERSON,
    id_number="11010519491231002X",
    gender="男",
    ethnicity="汉族",
    address="浙江省杭州市拱墅区湖墅南路186号",
    phone="13800000000",
)
CONTRACT = m.Contract(
    origin=AT,
    price=Y("860000.00"),
    number="HY-2026-017",
    name="设备买卖合同",
    signed_on=day("2026-01-15"),
    goods="数控加工中心两台及配套夹具",
    payment_clause="第五条",
    instalments=(
        k.Instalment(origin=AT, name="预付款", amount=Y("258000.00"), due_on=day("2026-01-31")),
        k.Instalment(origin=AT, name="到货款", amount=Y("430000.00"), due_on=day("2026-04-30")),
        k.Instalment(origin=AT, name="验收款", amount=Y("129000.00"), due_on=day("2026-07-31")),
        k.Instalment(origin=AT, name="质保金", amount=Y("43000.00"), due_on=day("2027-01-31")),
    ),
    late_payment=LatePayment(origin=AT, rate="0.05%/day", clause="第九条第二款"),
    court="苏州工业园区人民法院",
    dispute_clause="第十二条",
    cost_clause="第十一条",
    service_clause="第十三条",
)


def delivery(number: str, on: str, goods: str, amount: str) -> m.Delivery:
    return m.Delivery(
        origin=AT,
        number=number,
        delivered_on=day(on),
        amount=Y(amount),
        goods=goods,
        signed_by="吴建平",
        signed_on=day(on),
        file=(f"deliveries/{number}.jpg",),
    )


def invoice(number: str, on: str, amount: str) -> m.Invoice:
    return m.Invoice(
        origin=AT,
        number=number,
        issued_on=day(on),
        amount=Y(amount),
        file=(f"invoices/{number}.pdf",),
    )


def exhibit(number: int, group: str, title: str, proves: str, form: str = "书证") -> Exhibit:
    return Exhibit(
        number=number,
        group=group,
        title=title,
        form=form,
        source="申请人持有的原件",
        proves=proves,
        dated_on=day("2026-01-15"),
        files=(f"other/{number}.pdf",),
    )


EXHIBITS = (
    exhibit(1, "合同订立", "设备买卖合同", "双方买卖关系成立，约定分期付款和逾期付款违约金。"),
    exhibit(2, "合同履行", "送货单（2张）", "申请人已交付全部货物，被申请人已签收。"),
    exhibit(3, "合同履行", "增值税专用发票（2张）", "申请人已就合同价款开具发票。"),
    exhibit(4, "付款与对账", "银行回单", "被申请人仅支付部分款项。"),
    exhibit(5, "付款与对账", "对账单", "被申请人确认尚欠的合同价款。"),
    exhibit(6, "催款", "催款邮件", "申请人已催告，诉讼时效中断。", "电子数据"),
)


def matter_of(case: m.Case, as_of: dt.date, proofs: tuple[Exhibit, ...] = ()) -> Matter:
    """Return the case worked out on a day with these exhibits, before any volume is laid out."""
    return replace(matter_on(case, as_of, packaged()), exhibits=proofs)


def rich_matter() -> Matter:
    case = m.Case(
        folder=Path("case42"),
        origin=AT,
        title="苏州恒远诉杭州锐锋买卖合同纠纷",
        parties=(CREDITOR, DEBTOR, GUARANTOR),
        contracts=(CONTRACT,),
        law_firm=m.LawFirm(
            origin=AT,
            name="江苏明衡律师事务所",
            licence="31320000MD0000000X",
            lawyer="沈知行",
            lawyer_licence="13205202010000000",
            mandated_on=day("2026-11-10"),
            letter_number="（2026）明衡律函字第118号",
            address="江苏省苏州市工业园区苏州大道东265号",
            phone="0512-69990000",
        ),
        demand=d.Demand(
            origin=AT, pay_within_days=10, letter_number="恒远法函〔2026〕12号", contact="周敏"
        ),
        deliveries=(
            delivery("SH-0301", "2026-03-18", "数控加工中心2台", "780000.00"),
            delivery("SH-0302", "2026-03-25", "配套夹具1批", "80000.00"),
        ),
        invoices=(
            invoice("26322000000012345678", "2026-03-28", "430000.00"),
            invoice("26322000000012345679", "2026-04-02", "430000.00"),
        ),
        payments=(
            m.Payment(
                origin=AT, paid_on=day("2026-01-30"), amount=Y("258000.00"), towards="预付款"
            ),
            m.Payment(origin=AT, paid_on=day("2026-04-02"), amount=Y("100000.00")),
        ),
        statements=(
            m.Statement(
                origin=AT,
                through_on=day("2026-08-31"),
                balance=Y("502000.00"),
                confirmed_by="吴倩",
                confirmed_on=day("2026-09-03"),
            ),
        ),
        communications=(
            c.Communication(
                origin=AT,
                sent_on=day("2026-05-20"),
                channel=v.Channel.EMAIL,
                gist="提醒支付到货款",
                effect=v.Effect.REMINDER,
            ),
            c.Communication(
                origin=AT,
                sent_on=day("2026-09-10"),
                channel=v.Channel.COURIER,
                gist="催告支付到货款、验收款",
                effect=v.Effect.DEMAND,
                arrived_on=day("2026-09-12"),
                tracking="1122334455667",
                proof=("communications/签收记录.jpg",),
            ),
            c.Communication(
                origin=AT,
                sent_on=day("2026-09-20"),
                channel=v.Channel.CHAT,
                gist="答应国庆节后先付二十万元",
                direction=v.Direction.RECEIVED,
                effect=v.Effect.PROMISE,
                promised=(
                    c.PromisedPayment(origin=AT, due_on=day("2026-10-08"), amount=Y("200000.00")),
                ),
            ),
        ),
        guarantees=(
            m.Guarantee(
                origin=AT,
                guarantor="林国栋",
                signed_on=day("2026-01-15"),
                form=v.GuaranteeForm.JOINT,
                until_on=day("2029-07-31"),
            ),
        ),
        amendments=(
            am.Amendment(
                origin=AT,
                changes=(
                    am.ClauseChange(
                        origin=AT,
                        clause="第五条（验收款的付款期限）",
                        old="2026年7月31日以前支付",
                        new="2027年3月31日以前支付",
                    ),
                ),
                late_charge=v.LateChargeOutcome.WAIVED_IF_PAID,
                discount=Y("9000.00"),
                pay_by=day("2027-03-31"),
                guarantors_sign=("林国栋",),
            ),
        ),
        debts_in_kind=(
            dk.DebtInKind(
                origin=AT,
                asset="浙A12345小型普通客车",
                owner="杭州锐锋自动化设备有限公司",
                value=Y("180000.00"),
                identifier="机动车登记证书330012345678",
                appraised=Y("176000.00"),
                appraised_on=day("2026-11-10"),
                registration="杭州市公安局车辆管理所",
                taxes_by="债务人",
            ),
        ),
        debt_to_equity=de.DebtToEquity(
            origin=AT,
            company="杭州锐锋自动化设备有限公司",
            amount=Y("400000.00"),
            appraised=Y("400000.00"),
            appraised_on=day("2026-11-12"),
            resolved_on=day("2026-11-16"),
            votes="代表百分之八十表决权的股东同意",
            share="百分之四",
            preemption_waived=True,
            register_by=day("2027-01-31"),
            repurchase_by="林国栋",
        ),
        proposed_guarantees=tuple(
            pg.ProposedGuarantee(
                origin=AT,
                guarantor="林国栋",
                paper=paper,
                form=v.GuaranteeForm.JOINT,
                period="主债务履行期限届满之日起三年",
                amount=Y("600000.00"),
            )
            for paper in pg.GuaranteePaper
        ),
        procedure=pr.Procedure(
            origin=AT,
            route=v.Route.SUIT,
            debtor_court="杭州市西湖区人民法院",
            no_counter_duty=True,
            preservation=h.Preservation(
                origin=AT,
                urgency="被申请人于2026年11月起陆续对外转让生产设备，并已停止在原址经营",
                court="苏州工业园区人民法院",
                security=h.Security(
                    origin=AT,
                    kind=v.SecurityKind.INSURER,
                    provider="中国太平洋财产保险股份有限公司苏州分公司",
                    amount=Y("500113.50"),
                ),
                assets=(
                    h.Asset(
                        origin=AT,
                        kind=v.AssetKind.DEPOSIT,
                        description="杭州银行西湖支行，户名为被申请人，账号3301040160000012345",
                        location="浙江省杭州市",
                        value=Y("300000.00"),
                        definite=True,
                    ),
                    h.Asset(
                        origin=AT, kind=v.AssetKind.VEHICLE, description="浙A12345小型普通客车"
                    ),
                ),
            ),
            suit=pr.Suit(
                origin=AT,
                court="苏州工业园区人民法院",
                filed_on=day("2026-11-18"),
                case_number="（2026）苏0591民初12345号",
            ),
        ),
        settlement=st.Settlement(
            origin=AT,
            instalments=(
                st.SettlementPart(origin=AT, due_on=day("2026-12-31"), amount=Y("200000.00")),
                st.SettlementPart(origin=AT, due_on=day("2027-01-31"), amount=Y("129000.00")),
                st.SettlementPart(origin=AT, due_on=day("2027-02-28"), amount=Y("130000.00")),
            ),
            late_charge=v.LateChargeOutcome.WAIVED_IF_PAID,
            grace_days=5,
            default_rate="0.03%/day",
            court="苏州工业园区人民法院",
            court_link="甲方住所地",
            place="江苏省苏州市",
            compromise=cp.Compromise(
                origin=AT,
                suit_ends_by=cp.SuitEnding.MEDIATION,
                fees_by=cp.CostsShare.DEBTOR,
                quality=cp.QualityOutcome.WAIVED,
            ),
        ),
    )
    pages = {1: (1, 6), 2: (7, 8), 3: (9, 10), 4: (11, 11), 5: (12, 12), 6: (13, 15)}
    return replace(matter_of(case, AS_OF, EXHIBITS), pages=pages)


def enforced_matter() -> Matter:
    """The rich case after its judgment, of which 400,000 is unpaid, with a plan in enforcement."""
    case = rich_matter().case
    plan = st.Settlement(
        origin=AT,
        instalments=(
            st.SettlementPart(origin=AT, due_on=day("2026-12-31"), amount=Y("150000.00")),
            st.SettlementPart(origin=AT, due_on=day("2027-03-31"), amount=Y("250000.00")),
        ),
        late_charge=v.LateChargeOutcome.WAIVED_IF_PAID,
        grace_days=5,
    )
    suit = pr.Suit(
        origin=AT,
        court="苏州工业园区人民法院",
        filed_on=day("2026-08-03"),
        case_number="（2026）苏0591民初9876号",
        ended_on=day("2026-09-21"),
        ended_by=v.ProceedingsEnd.JUDGMENT,
    )
    judgment = pr.Judgment(
        origin=AT,
        kind=v.InstrumentKind.JUDGMENT,
        issuer="苏州工业园区人民法院",
        number="（2026）苏0591民初9876号",
        issued_on=day("2026-09-21"),
        effective_on=day("2026-10-12"),
        sums=(pr.JudgmentSum(origin=AT, amount=Y("400000.00"), perform_by=day("2026-10-22")),),
    )
    enforcement = pr.Enforcement(
        origin=AT,
        court="苏州工业园区人民法院",
        applied_on=day("2026-11-02"),
        case_number="（2026）苏0591执4321号",
    )
    procedure = pr.Procedure(origin=AT, suit=suit, judgment=judgment, enforcement=enforcement)
    return matter_of(
        replace(case, procedure=procedure, settlement=plan, guarantees=()), AS_OF, EXHIBITS
    )


OTHER_STAGES = {"enforcement_settlement": enforced_matter}
"""The papers that the rich case is at the wrong stage for, with a case that has them."""


def case_for(paper: Paper, rich: Matter) -> Matter:
    """Return the full case that a paper is shown in."""
    other = OTHER_STAGES.get(paper.id)
    return rich if other is None else other()


def minimal_matter() -> Matter:
    contract = m.Contract(origin=AT, price=Y("50000.00"), due_on=day("2026-09-30"))
    case = m.Case(
        folder=Path("demo"),
        origin=AT,
        parties=(
            m.Party(origin=AT, role=v.Role.CREDITOR, name="甲公司"),
            m.Party(origin=AT, role=v.Role.DEBTOR, name="乙公司"),
        ),
        contracts=(contract,),
    )
    return matter_of(case, AS_OF)


def draft_of(paper: Paper, matter: Matter) -> Draft:
    """Return the paper before it is made; the first where the case has several."""
    return paper.drafts(matter)[0]


def lines_of(paper: Paper, matter: Matter) -> tuple[str, ...]:
    """Return what the .docx says, line by line; no PDF is set."""
    draft = draft_of(paper, matter)
    properties = Properties(paper.title, "", matter.as_of)
    names = values_of(paper.names(matter, draft.subject))
    return read_docx(fill(find_template(paper), names, properties, filters=FILTERS)).lines


def text_of(paper: Paper, matter: Matter) -> str:
    """Return what the .docx says, without any white space."""
    return "".join("".join(lines_of(paper, matter)).split())
