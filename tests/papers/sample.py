"""Two cases built by hand: one with every kind of fact, one with the fewest a case may have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case import amendment as am
from legaldocs.case import collateral as co
from legaldocs.case import communication as c
from legaldocs.case import compromise as cp
from legaldocs.case import contract as k
from legaldocs.case import debt_in_kind as dk
from legaldocs.case import debt_to_equity as de
from legaldocs.case import demand as d
from legaldocs.case import distribution as di
from legaldocs.case import inquiry as inq
from legaldocs.case import model as m
from legaldocs.case import party as p
from legaldocs.case import preservation as h
from legaldocs.case import procedure as pr
from legaldocs.case import proposed_guarantee as pg
from legaldocs.case import reconciliation as rc
from legaldocs.case import rescission as rs
from legaldocs.case import restriction as re
from legaldocs.case import service as sv
from legaldocs.case import set_off as so
from legaldocs.case import settlement as st
from legaldocs.case import vocabulary as v
from legaldocs.case.late_payment import LatePayment
from legaldocs.claim.exhibits import Exhibit
from legaldocs.claim.matter import Matter, matter_on
from legaldocs.core.origin import Origin
from legaldocs.law.lawbook import packaged
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.make import fill_form, find_template
from legaldocs.render.compare_text import read_docx
from legaldocs.render.docx import Properties

if TYPE_CHECKING:
    from collections.abc import Callable

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
    file=("other/1.pdf",),
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
        file=("other/2.pdf",),
    )


def invoice(number: str, on: str, amount: str) -> m.Invoice:
    return m.Invoice(
        origin=AT,
        number=number,
        issued_on=day(on),
        amount=Y(amount),
        file=("other/3.pdf",),
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
        agents=(
            p.Agent(
                origin=AT,
                name="沈知行",
                kind=v.AgentKind.LAWYER,
                firm="江苏明衡律师事务所",
                licence="13205202010000000",
                phone="0512-69990000",
                authority=v.AgentAuthority.SPECIAL,
                powers=(v.AgentPower.WAIVE, v.AgentPower.CHANGE, v.AgentPower.SETTLE),
            ),
        ),
        service=sv.Service(
            origin=AT,
            postcode="215021",
            email="fawu@hengyuan.example",
            electronic=True,
        ),
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
            m.Payment(
                origin=AT,
                paid_on=day("2026-04-02"),
                amount=Y("100000.00"),
                file=("other/4.pdf",),
            ),
        ),
        statements=(
            m.Statement(
                origin=AT,
                through_on=day("2026-08-31"),
                balance=Y("502000.00"),
                confirmed_by="吴倩",
                confirmed_on=day("2026-09-03"),
                file=("other/5.pdf",),
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
                deliver_by=day("2026-12-31"),
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
                        holder="杭州锐锋自动化设备有限公司",
                        source="2026年4月2日付款的银行回单",
                        source_kind=h.LeadSource.DEALINGS,
                        obtained_on=day("2026-10-12"),
                        file=("payments/回单.pdf",),
                    ),
                    h.Asset(
                        origin=AT,
                        kind=v.AssetKind.VEHICLE,
                        description="浙A12345小型普通客车",
                        source="在被申请人厂区所见",
                        source_kind=h.LeadSource.SITE,
                        obtained_on=day("2026-11-10"),
                    ),
                ),
            ),
            suit=pr.Suit(
                origin=AT,
                court="苏州工业园区人民法院",
                filed_on=day("2026-11-18"),
                case_number="（2026）苏0591民初12345号",
                evidence_until=day("2026-12-15"),
            ),
            inquiries=(
                inq.Inquiry(
                    origin=AT,
                    holder="杭州市西湖区某物流有限公司",
                    address="浙江省杭州市西湖区古荡路10号",
                    evidence=(
                        "2026年3月18日、3月25日两批货物的承运单",
                        "上述两批货物的签收记录",
                    ),
                    proves="数控加工中心和夹具已经送达被告，由被告的人员签收",
                    reason="承运人以只向托运人提供为由，不向原告提供",
                    clue="送货单上载明承运人名称和承运单号",
                ),
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


def held_matter() -> Matter:
    """The full case a year later, still heard: what the court froze ends within the month."""
    case = rich_matter().case
    procedure = case.procedure
    assert procedure is not None
    assert procedure.preservation is not None
    assert procedure.preservation.security is not None
    deposit, car = procedure.preservation.assets
    preservation = replace(
        procedure.preservation,
        security=replace(procedure.preservation.security, ends_on=day("2028-12-31")),
        taken_on=day("2026-11-25"),
        case_number="（2026）苏0591执保678号",
        ruling_number="（2026）苏0591民初12345号",
        ruled_on=day("2026-11-24"),
        ruled_amount=Y("500113.50"),
        seizures=(
            h.Seizure(
                origin=AT,
                kind=deposit.kind,
                description=deposit.description,
                measure=v.MeasureKind.FROZEN,
                taken_on=day("2026-11-25"),
                ends_on=day("2027-11-24"),
            ),
            h.Seizure(
                origin=AT,
                kind=car.kind,
                description=car.description,
                measure=v.MeasureKind.SEALED,
                taken_on=day("2026-11-27"),
                ends_on=day("2028-11-26"),
            ),
        ),
    )
    procedure = replace(procedure, preservation=preservation)
    return matter_of(replace(case, procedure=procedure), day("2027-11-01"), EXHIBITS)


def released_matter() -> Matter:
    """The same case two months after the ruling: a guarantee in place of the sealed car."""
    case = held_matter().case
    procedure = case.procedure
    assert procedure is not None
    assert procedure.preservation is not None
    deposit, car = procedure.preservation.seizures
    release = h.Release(
        origin=AT,
        ground=v.ReleaseGround.SUBSTITUTE,
        agreed_on=day("2027-01-20"),
        reason="被申请人以银行保函代替被查封的车辆，保函金额为160,000.00元",
    )
    preservation = replace(
        procedure.preservation, seizures=(deposit, replace(car, release=True)), release=release
    )
    procedure = replace(procedure, preservation=preservation)
    return matter_of(replace(case, procedure=procedure), day("2027-01-25"), EXHIBITS)


def judged_matter() -> Matter:
    """The full case after the judgment: 100,000.00 of it were paid, something is still held."""
    case = held_matter().case
    procedure = case.procedure
    assert procedure is not None
    judgment = pr.Judgment(
        origin=AT,
        kind=v.InstrumentKind.JUDGMENT,
        issuer="苏州工业园区人民法院",
        number="（2026）苏0591民初12345号",
        issued_on=day("2027-03-10"),
        effective_on=day("2027-03-28"),
        operative="一、被告杭州锐锋自动化设备有限公司于本判决生效之日起十日内支付原告苏州恒远"
        "精密机械有限公司货款502,000.00元，以及计至2026年11月21日的违约金41,113.50元；"
        "二、被告林国栋对上述债务承担连带清偿责任",
        guarantors=("林国栋",),
        sums=(
            pr.JudgmentSum(
                origin=AT, name="货款", amount=Y("502000.00"), perform_by=day("2027-04-07")
            ),
            pr.JudgmentSum(
                origin=AT, name="违约金", amount=Y("41113.50"), perform_by=day("2027-04-07")
            ),
        ),
    )
    suit = procedure.suit
    assert suit is not None
    procedure = replace(
        procedure,
        suit=replace(suit, ended_on=day("2027-03-10"), ended_by=v.ProceedingsEnd.JUDGMENT),
        judgment=judgment,
    )
    assert procedure.preservation is not None
    deposit, car = procedure.preservation.seizures
    told = "杭州银行西湖支行，户名杭州锐锋自动化设备有限公司，账号3301040160000012345"
    lead = h.Asset(
        origin=AT,
        kind=v.AssetKind.RECEIVABLE,
        description="对宁波海曙汽车零部件有限公司的货款（2026年度采购合同）",
        location="浙江省宁波市",
        definite=True,
    )
    preservation = replace(
        procedure.preservation, seizures=(replace(deposit, description=told), car), assets=(lead,)
    )
    procedure = replace(procedure, preservation=preservation)
    paid = m.Payment(origin=AT, paid_on=day("2027-04-20"), amount=Y("100000.00"))
    case = replace(case, procedure=procedure, payments=(*case.payments, paid), settlement=None)
    return matter_of(case, day("2027-05-10"), EXHIBITS)


def resumed_matter() -> Matter:
    """The judgment was enforced and settled; the second part of the settlement was not paid."""
    judged = judged_matter().case
    procedure = judged.procedure
    assert procedure is not None
    settlement = pr.EnforcementSettlement(
        origin=AT,
        signed_on=day("2027-06-10"),
        filed_on=day("2027-06-11"),
        instalments=(
            st.SettlementPart(origin=AT, due_on=day("2027-06-30"), amount=Y("150000.00")),
            st.SettlementPart(origin=AT, due_on=day("2027-08-31"), amount=Y("295899.98")),
        ),
    )
    enforcement = pr.Enforcement(
        origin=AT,
        court="苏州工业园区人民法院",
        applied_on=day("2027-05-10"),
        case_number="（2027）苏0591执2345号",
        settlement=settlement,
    )
    paid = m.Payment(origin=AT, paid_on=day("2027-06-29"), amount=Y("150000.00"))
    case = replace(
        judged,
        procedure=replace(procedure, enforcement=enforcement),
        payments=(*judged.payments, paid),
    )
    return matter_of(case, day("2027-09-10"), EXHIBITS)


def bankrupt_matter() -> Matter:
    """The full case after a court accepted the debtor's bankruptcy; the machines are mortgaged."""
    case = rich_matter().case
    bankruptcy = p.Bankruptcy(
        origin=AT,
        accepted_on=day("2026-11-30"),
        court="浙江省杭州市中级人民法院",
        case_number="（2026）浙01破88号",
        administrator="浙江正衡律师事务所",
        claims_until=day("2027-01-15"),
        collateral=(
            co.Collateral(
                origin=AT,
                kind=co.CollateralKind.MORTGAGE,
                property="数控加工中心两台",
                amount=Y("400000.00"),
                registered_on=day("2026-04-10"),
            ),
        ),
    )
    parties = tuple(
        replace(party, bankruptcy=bankruptcy) if party.role is v.Role.DEBTOR else party
        for party in case.parties
    )
    return matter_of(replace(case, parties=parties, settlement=None), day("2026-12-10"), EXHIBITS)


def enforced_matter() -> Matter:
    """The full case under enforcement: 100,000.00 were paid, the notice of the court has lapsed."""
    case = rich_matter().case
    assert case.procedure is not None
    suit = case.procedure.suit
    assert suit is not None
    due = day("2027-04-07")
    judgment = pr.Judgment(
        origin=AT,
        kind=v.InstrumentKind.JUDGMENT,
        issuer="苏州工业园区人民法院",
        number="（2026）苏0591民初12345号",
        issued_on=day("2027-03-10"),
        effective_on=day("2027-03-28"),
        sums=(
            pr.JudgmentSum(origin=AT, amount=Y("502000.00"), perform_by=due),
            pr.JudgmentSum(origin=AT, amount=Y("41113.50"), perform_by=due),
        ),
    )
    enforcement = pr.Enforcement(
        origin=AT,
        court="苏州工业园区人民法院",
        applied_on=day("2027-04-22"),
        case_number="（2027）苏0591执2345号",
        notice_served_on=day("2027-04-28"),
        notice_until=day("2027-05-05"),
        restricted=(
            re.RestrictedPerson(
                origin=AT,
                name="沈嘉木",
                post=re.RestrictedPost.CONTROLLER,
                evidence="股东名册、付款审批单",
            ),
        ),
        listing=(
            re.Listing(
                origin=AT,
                ground=re.ListingGround.NO_REPORT,
                fact="贵院于2027年4月28日责令被执行人报告财产，被执行人至今没有报告",
                evidence="报告财产令及送达回证",
            ),
            re.Listing(
                origin=AT,
                ground=re.ListingGround.ABLE,
                fact="被执行人于2027年5月6日收到宁波海曙汽车零部件有限公司的货款300,000.00元，"
                "没有用于履行",
                evidence="宁波海曙汽车零部件有限公司的付款凭证",
                no_security=True,
            ),
        ),
    )
    procedure = replace(
        case.procedure,
        suit=replace(suit, ended_on=day("2027-03-10"), ended_by=v.ProceedingsEnd.JUDGMENT),
        judgment=judgment,
        enforcement=enforcement,
    )
    paid = m.Payment(origin=AT, paid_on=day("2027-04-20"), amount=Y("100000.00"))
    case = replace(case, procedure=procedure, payments=(*case.payments, paid), settlement=None)
    return matter_of(case, day("2027-06-10"), EXHIBITS)


def shared_matter() -> Matter:
    """The same enforcement against an 个人独资企业, whose workshop another creditor has sold."""
    case = enforced_matter().case
    assert case.procedure is not None
    distribution = di.Distribution(
        origin=AT,
        court="杭州市西湖区人民法院",
        case_number="（2027）浙0106执1188号",
        property="杭州市西湖区文三路478号厂房的拍卖款",
        insufficiency="厂房拍卖成交价为1,200,000.00元，已知申请执行的债权合计3,560,000.00元，"
        "被执行人没有其他可供执行的财产",
        evidence="拍卖成交确认书、（2027）苏0591执2345号案件的财产查询结果",
    )
    parties = tuple(
        replace(
            party,
            name="杭州锐锋自动化设备厂",
            kind=v.PartyKind.SOLE_PROPRIETORSHIP,
            representative_title="投资人",
        )
        if party.role is v.Role.DEBTOR
        else party
        for party in case.parties
    )
    procedure = replace(case.procedure, distribution=distribution)
    return matter_of(
        replace(case, parties=parties, procedure=procedure), day("2027-06-10"), EXHIBITS
    )


def assigned_matter() -> Matter:
    """The full case, the creditor of which bought the claim; nobody was notified yet."""
    sale = p.Assignment(
        origin=AT,
        assignor="常熟启明机床有限公司",
        agreed_on=day("2026-11-10"),
        amount=Y("502000.00"),
        file=("other/债权转让协议.pdf",),
    )
    case = replace(rich_matter().case, assignment=sale, procedure=None, settlement=None)
    return matter_of(case, AS_OF, EXHIBITS)


def reconciled_matter() -> Matter:
    """The full case, the debtor of which is asked to confirm the balance of the year's half."""
    reconciliation = rc.Reconciliation(
        origin=AT,
        from_on=day("2026-03-20"),
        silence_clause="《设备买卖合同》第十条",
        confirmed_by="吴倩",
        authority="《设备买卖合同》第十条指定的对账人",
    )
    case = replace(rich_matter().case, reconciliation=reconciliation, settlement=None)
    return matter_of(case, AS_OF, EXHIBITS)


def set_off_matter() -> Matter:
    """The full case, the creditor of which owes the debtor 60,000.00 for something else."""
    owed = so.SetOff(
        origin=AT,
        amount=Y("60000.00"),
        ground="2026年5月8日与贵方签订的《自动上料装置采购合同》项下的价款",
        due_on=day("2026-09-30"),
        file=("other/采购合同.pdf",),
    )
    case = replace(rich_matter().case, set_off=owed, procedure=None, settlement=None)
    return matter_of(case, AS_OF, EXHIBITS)


def rescinded_matter() -> Matter:
    """The full case before any suit, the creditor of which ends the contract."""
    row = rs.Rescission(
        origin=AT,
        ground=rs.RescissionGround.STATUTORY,
        claims=(rs.RescissionClaim.RETURN, rs.RescissionClaim.PENALTY),
        goods_location="浙江省杭州市余杭区仓前街道厂房",
    )
    case = replace(rich_matter().case, rescission=row, procedure=None, settlement=None)
    return matter_of(case, AS_OF, EXHIBITS)


def on_demand_matter() -> Matter:
    """The full case, all of it performed and delivered, no day of payment agreed."""
    full = rich_matter().case
    contract = replace(
        CONTRACT, instalments=(), due_after=v.DueEvent.DEMAND, late_payment=CONTRACT.late_payment
    )
    payments = tuple(replace(row, towards="") for row in full.payments)
    case = replace(
        full,
        contracts=(contract,),
        payments=payments,
        communications=(),
        guarantees=(),
        parties=(CREDITOR, DEBTOR),
        procedure=None,
        settlement=None,
    )
    return matter_of(case, AS_OF, EXHIBITS)


def settling_matter() -> Matter:
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
        replace(case, procedure=procedure, settlement=plan, guarantees=(), agents=()),
        AS_OF,
        EXHIBITS,
    )


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


_OTHERS: dict[str, Callable[[], Matter]] = {
    "enforcement_application": judged_matter,
    "enforcement_settlement": settling_matter,
    "enforcement_resumption": resumed_matter,
    "preservation_renewal": held_matter,
    "preservation_release": released_matter,
    "proof_of_claim": bankrupt_matter,
    "distribution_application": shared_matter,
    "consumption_restriction": enforced_matter,
    "dishonest_listing": enforced_matter,
    "assignment_notice": assigned_matter,
    "balance_confirmation": reconciled_matter,
    "set_off_notice": set_off_matter,
    "rescission_notice": rescinded_matter,
    "performance_demand": on_demand_matter,
}
"""Papers that the full case has no facts for, and the case that shows them."""


def sample_of(paper: Paper) -> Matter:
    """Return the full case, or the one that a paper of a later stage is about."""
    return _OTHERS.get(paper.id, rich_matter)()


def draft_of(paper: Paper, matter: Matter) -> Draft:
    """Return the paper before it is made; the first where the case has several.

    One that follows from others is made beside every paper that the case has a subject for.
    """
    if paper.beside is None:
        return paper.drafts(matter)[0]
    others = (draft for other in PAPERS if other.beside is None for draft in other.drafts(matter))
    return paper.following([draft for draft in others if draft.has_subject], matter)[0]


def lines_of(paper: Paper, matter: Matter) -> tuple[str, ...]:
    """Return what the .docx says, line by line; no PDF is set."""
    draft = draft_of(paper, matter)
    properties = Properties(paper.title, "", matter.as_of)
    names = paper.names(matter, draft.subject)
    return read_docx(fill_form(paper, names, properties, find_template(paper))).lines


def text_of(paper: Paper, matter: Matter) -> str:
    """Return what the .docx says, without any white space."""
    return "".join("".join(lines_of(paper, matter)).split())
