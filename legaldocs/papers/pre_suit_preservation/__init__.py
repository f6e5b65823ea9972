"""诉前财产保全申请书: assets held before a suit, where the case is urgent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Route
from legaldocs.claim.proceedings import decided_by, pending_arbitration, pending_suit
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.law.preservation import security, suit_deadline
from legaldocs.papers.filings import PreservationNames
from legaldocs.papers.kind import Audience, Family, Filing, Paper
from legaldocs.papers.preservation import GUARDS, asked, court_has_a_tie, place, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft


_CPL = "cn.civil_procedure"
_RULES = "cn.preservation_rules"


def pre_suit_is_complete(draft: Draft) -> Iterator[Finding]:
    """Urgency, a definite asset, a court and security: none may be missing before a suit."""
    matter = draft.matter
    preservation = wanted(matter)
    if not (preservation and preservation.urgency):
        yield draft.refuse(
            "LD-PRES-NO-URGENCY",
            "没有写明情况紧急的事实",
            article=matter.article(_CPL, "preservation.pre_suit"),
            where=place(matter),
            next_step="填写 procedure.preservation.urgency",
        )
    if not (preservation and any(asset.definite for asset in preservation.assets)):
        yield draft.refuse(
            "LD-PRES-NO-ASSET",
            "没有明确的财产信息",
            article=matter.article(_RULES, "asset_information"),
            where=place(matter),
            next_step="填写 assets，并注明 definite: 是",
        )
    if not (preservation and preservation.security):
        yield draft.refuse(
            "LD-PRES-NO-SECURITY",
            "没有提供担保，诉前保全必须提供担保",
            article=matter.article(_RULES, "security_pre_suit"),
            where=place(matter),
            next_step="填写 procedure.preservation.security",
        )
    if not (preservation and preservation.court):
        yield draft.refuse(
            "LD-PRES-NO-COURT",
            "没有写明申请保全的法院",
            article=matter.article(_CPL, "preservation.pre_suit"),
            where=place(matter),
            next_step="填写 procedure.preservation.court",
        )


def pre_suit_security_covers(draft: Draft) -> Iterator[Finding]:
    """Security before a suit equals the amount asked to be held."""
    matter = draft.matter
    preservation = wanted(matter)
    needed = security(matter.book, asked(matter), matter.as_of, pre_suit=True)
    if preservation and preservation.security and preservation.security.amount < needed:
        yield draft.refuse(
            "LD-PRES-SECURITY-SHORT",
            f"担保金额 {figure(preservation.security.amount)} 元少于请求保全的 {figure(needed)} 元",
            article=matter.article(_RULES, "security_pre_suit"),
            where=str(preservation.security.origin),
            next_step="补足担保；法院准许减少的，按准许后的金额另行准备",
        )


def not_beside_a_payment_order(draft: Draft) -> Iterator[Finding]:
    """A payment order and preservation before a suit exclude each other."""
    matter = draft.matter
    procedure = matter.case.procedure
    if procedure is None:
        return
    order = procedure.payment_order
    pending = order is not None and order.applied_on is not None and order.ended_on is None
    if pending or procedure.route is Route.PAYMENT_ORDER:
        reason = "支付令程序尚未终结" if pending else "案件已选择支付令程序，与诉前保全只能选一"
        yield draft.refuse(
            "LD-PRES-PAYMENT-ORDER",
            reason,
            article=matter.article(
                "cn.cpl_interpretation", "payment_order.no_pre_suit_preservation"
            ),
            where=str(procedure.origin),
            next_step="要先保全再起诉的，把 procedure.route 改为 诉讼",
        )


def pre_suit_comes_before_the_suit(draft: Draft) -> Iterator[Finding]:
    """Once a suit is filed, preservation is asked for in it."""
    matter = draft.matter
    suit = pending_suit(matter.case)
    if suit is not None:
        yield draft.refuse(
            "LD-PRES-SUED",
            "已经起诉，应当申请诉讼财产保全",
            article=matter.article(_CPL, "preservation.litigation"),
            where=str(suit.origin),
        )
    arbitration = pending_arbitration(matter.case)
    if arbitration is not None:
        yield draft.refuse(
            "LD-PRES-ARBITRATED",
            "已经申请仲裁，应当通过仲裁机构向人民法院申请保全",
            article=matter.article("cn.arbitration_law", "preservation"),
            where=str(arbitration.origin),
        )
    preservation = wanted(matter)
    if preservation is not None and preservation.pre_suit_applied_on:
        yield draft.refuse(
            "LD-PRES-APPLIED",
            f"已于 {preservation.pre_suit_applied_on} 申请诉前财产保全",
            where=str(preservation.origin),
        )


def suit_follows(draft: Draft) -> Iterator[Finding]:
    """Preservation before a suit lapses unless the suit follows; so it needs a plan to sue."""
    matter = draft.matter
    preservation = wanted(matter)
    procedure = matter.case.procedure
    if preservation is None or procedure is None or pending_suit(matter.case) is not None:
        return
    if decided_by(matter.case):
        return
    article = matter.article(_CPL, "preservation.pre_suit")
    if preservation.pre_suit_applied_on:
        since = preservation.taken_on or preservation.pre_suit_applied_on
        end = suit_deadline(matter.book, since, matter.as_of)
        how = "自采取措施之日起算" if preservation.taken_on else "稳妥地从申请日起算"
        yield Finding(
            "LD-PRES-SUE-BY",
            "warning",
            f"已于 {preservation.pre_suit_applied_on} 申请诉前保全，"
            "未在法定期限内起诉或者申请仲裁的，"
            f"法院解除保全；{how}，该期限至 {end.raw_end} 届满",
            where=str(preservation.origin),
            article=article,
            next_step=f"最迟 {end.advised} 立案，然后填写 procedure.suit",
        )
    elif procedure.route is None:
        yield Finding(
            "LD-PRES-NO-PLAN",
            "warning",
            "没有选择程序：诉前保全后须在法定期限内起诉或者申请仲裁，"
            "且申请过诉前保全的，法院不受理支付令申请",
            where=str(procedure.origin),
            article=article,
            next_step="两份申请书只提交一份；填写 procedure.route: 诉讼 或 支付令",
        )


FORM = Paper(
    id="pre_suit_preservation",
    number="06",
    title="诉前财产保全申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    files=Filing.PRESERVATION,
    needs_surprise=True,
    names=PreservationNames,
    guards=(
        *GUARDS,
        court_has_a_tie,
        pre_suit_is_complete,
        pre_suit_security_covers,
        not_beside_a_payment_order,
        pre_suit_comes_before_the_suit,
        suit_follows,
    ),
)
