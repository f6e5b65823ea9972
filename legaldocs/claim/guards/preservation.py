"""May the debtor's assets be held, before or during a suit?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Route
from legaldocs.claim.guards.refusal import refused
from legaldocs.claim.papers import IN_SUIT, PRE_SUIT
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.law.preservation import suit_deadline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Preservation
    from legaldocs.claim.matter import Matter

_CPL = "cn.civil_procedure"
_RULES = "cn.preservation_rules"


def _wanted(matter: Matter) -> Preservation | None:
    return matter.case.procedure.preservation if matter.case.procedure else None


def _place(matter: Matter) -> str:
    wanted = _wanted(matter)
    procedure = matter.case.procedure
    return str((wanted or procedure or matter.case).origin)


def debt_is_due(matter: Matter) -> Iterator[Finding]:
    """What is held is held for a debt that is owed."""
    if matter.claim.principal <= 0:
        for kind in (PRE_SUIT, IN_SUIT):
            yield refused(
                kind,
                "LD-PRES-NOT-DUE",
                "没有已到期未付的款项",
                article=matter.article(_CPL, "preservation.scope"),
            )


def pre_suit_is_complete(matter: Matter) -> Iterator[Finding]:
    """Urgency, a definite asset, a court and security: none may be missing before a suit."""
    wanted = _wanted(matter)
    place = _place(matter)
    if not (wanted and wanted.urgency):
        yield refused(
            PRE_SUIT,
            "LD-PRES-NO-URGENCY",
            "没有写明情况紧急的事实",
            article=matter.article(_CPL, "preservation.pre_suit"),
            where=place,
            next_step="填写 procedure.preservation.urgency",
        )
    if not (wanted and any(each.definite for each in wanted.assets)):
        yield refused(
            PRE_SUIT,
            "LD-PRES-NO-ASSET",
            "没有明确的财产信息",
            article=matter.article(_RULES, "asset_information"),
            where=place,
            next_step="填写 assets，并注明 definite: 是",
        )
    if not (wanted and wanted.security):
        yield refused(
            PRE_SUIT,
            "LD-PRES-NO-SECURITY",
            "没有提供担保，诉前保全必须提供担保",
            article=matter.article(_RULES, "security_pre_suit"),
            where=place,
            next_step="填写 procedure.preservation.security",
        )
    if not (wanted and wanted.court):
        yield refused(
            PRE_SUIT,
            "LD-PRES-NO-COURT",
            "没有写明申请保全的法院",
            article=matter.article(_CPL, "preservation.pre_suit"),
            where=place,
            next_step="填写 procedure.preservation.court",
        )


def pre_suit_security_covers(matter: Matter) -> Iterator[Finding]:
    """Security before a suit equals the amount asked to be held."""
    wanted = _wanted(matter)
    if wanted and wanted.security and wanted.security.amount < matter.claim.total:
        yield refused(
            PRE_SUIT,
            "LD-PRES-SECURITY-SHORT",
            f"担保金额 {figure(wanted.security.amount)} 元少于请求保全的 "
            f"{figure(matter.claim.total)} 元",
            article=matter.article(_RULES, "security_pre_suit"),
            where=str(wanted.security.origin),
            next_step="补足担保；法院准许减少的，按准许后的金额另行准备",
        )


def not_beside_a_payment_order(matter: Matter) -> Iterator[Finding]:
    """A payment order and preservation before a suit exclude each other."""
    procedure = matter.case.procedure
    if procedure is None:
        return
    order = procedure.payment_order
    pending = order is not None and order.applied_on is not None and order.ended_on is None
    if pending or procedure.route is Route.PAYMENT_ORDER:
        reason = "支付令程序尚未终结" if pending else "案件已选择支付令程序，与诉前保全只能选一"
        yield refused(
            PRE_SUIT,
            "LD-PRES-PAYMENT-ORDER",
            reason,
            article=matter.article(
                "cn.cpl_interpretation", "payment_order.no_pre_suit_preservation"
            ),
            where=str(procedure.origin),
            next_step="要先保全再起诉的，把 procedure.route 改为 诉讼",
        )


def pre_suit_comes_before_the_suit(matter: Matter) -> Iterator[Finding]:
    """Once a suit is filed, preservation is asked for in it."""
    procedure = matter.case.procedure
    if procedure and procedure.suit:
        yield refused(
            PRE_SUIT,
            "LD-PRES-SUED",
            "已经起诉，应当申请诉讼财产保全",
            article=matter.article(_CPL, "preservation.litigation"),
            where=str(procedure.suit.origin),
        )


def suit_follows(matter: Matter) -> Iterator[Finding]:
    """Preservation before a suit lapses unless the suit follows; so it needs a plan to sue."""
    wanted = _wanted(matter)
    procedure = matter.case.procedure
    if wanted is None or procedure is None or procedure.suit is not None:
        return
    article = matter.article(_CPL, "preservation.pre_suit")
    if wanted.pre_suit_applied_on:
        end = suit_deadline(matter.book, wanted.pre_suit_applied_on, matter.as_of)
        yield Finding(
            "LD-PRES-SUE-BY",
            "warning",
            f"已于 {wanted.pre_suit_applied_on} 申请诉前保全，未在法定期限内起诉或者申请仲裁的，"
            f"法院解除保全；稳妥地从申请日起算，该期限至 {end.raw_end} 届满",
            where=str(wanted.origin),
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


def in_suit_needs_a_suit(matter: Matter) -> Iterator[Finding]:
    """Preservation in a suit needs the suit and something to hold."""
    procedure = matter.case.procedure
    suit = procedure.suit if procedure else None
    if suit is None or not suit.case_number:
        yield refused(
            IN_SUIT,
            "LD-PRES-NO-SUIT",
            "没有已受理的诉讼和案号",
            article=matter.article(_CPL, "preservation.litigation"),
            where=str(suit.origin if suit else _place(matter)),
            next_step="立案后填写 procedure.suit 和 case_number",
        )
    wanted = _wanted(matter)
    if wanted is None or not wanted.assets:
        yield refused(
            IN_SUIT,
            "LD-PRES-NO-LEAD",
            "没有财产信息或具体财产线索",
            article=matter.article(_RULES, "asset_information"),
            where=_place(matter),
            next_step="填写 procedure.preservation.assets",
        )


def in_suit_security(matter: Matter) -> Iterator[Finding]:
    """A court may ask for security in a suit too."""
    wanted = _wanted(matter)
    procedure = matter.case.procedure
    if procedure and procedure.suit and wanted and wanted.security is None:
        yield Finding(
            "LD-PRES-SECURITY-MAYBE",
            "warning",
            "没有准备担保，法院可以责令提供不超过请求保全数额百分之三十的担保",
            where=str(wanted.origin),
            article=matter.article(_RULES, "security_litigation"),
            next_step="准备保函或担保财产",
        )


GUARDS = (
    debt_is_due,
    pre_suit_is_complete,
    pre_suit_security_covers,
    not_beside_a_payment_order,
    pre_suit_comes_before_the_suit,
    suit_follows,
    in_suit_needs_a_suit,
    in_suit_security,
)
