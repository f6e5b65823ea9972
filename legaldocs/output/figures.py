"""The figures of a claim: as a sentence, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.core.money import figure, plain

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.claim.figures import (
        Claim,
        ContractAccount,
        InstalmentAccount,
        LateChargeRun,
        LprComparison,
    )
    from legaldocs.claim.matter import Matter


def in_words(claim: Claim) -> str:
    """Return the sums of a claim as one sentence for the screen."""
    parts = [f"到期本金 {figure(claim.principal)} 元"]
    if claim.late_charge:
        parts.append(f"{claim.late_charge_name} {figure(claim.late_charge)} 元")
    if claim.costs:
        parts.append(f"费用 {figure(claim.costs)} 元")
    parts.append(f"合计 {figure(claim.total)} 元")
    if claim.not_due:
        parts.append(f"另有未到期 {figure(claim.not_due)} 元")
    return f"截至 {claim.as_of}：{'，'.join(parts)}"


def figures(claim: Claim) -> dict[str, Any]:
    """Return the figures of a claim; amounts in yuan as text."""
    return {
        "as_of": claim.as_of.isoformat(),
        "principal": plain(claim.principal),
        "late_charge": plain(claim.late_charge),
        "late_charge_name": claim.late_charge_name,
        "late_charge_floor": None if claim.floor is None else plain(claim.floor),
        "late_charge_by_lpr": _lpr(claim.lpr),
        "costs": plain(claim.costs),
        "total": plain(claim.total),
        "payment_order": plain(claim.order_sum.total),
        "not_due": plain(claim.not_due),
        "overdue_days": claim.overdue_days,
        "first_due_on": claim.first_due_on.isoformat() if claim.first_due_on else None,
        "provisional": claim.provisional,
        "contracts": [_contract(each) for each in claim.accounts],
    }


def _contract(account: ContractAccount) -> dict[str, Any]:
    return {
        "contract": account.contract.title,
        "where": str(account.contract.origin),
        "price": plain(account.contract.price),
        "delivered": plain(account.delivered),
        "invoiced": plain(account.invoiced),
        "paid": plain(account.paid),
        "principal": plain(account.principal),
        "not_due": plain(account.not_due),
        "late_charge": plain(account.late_charge),
        "late_charge_by_lpr": _lpr(account.lpr),
        "alternative": None if account.alternative is None else plain(account.alternative),
        "standard": {
            "basis": account.rule.basis,
            "name": account.rule.name,
            "says": account.rule.says,
            "source": account.rule.source,
        },
        "instalments": [_instalment(each) for each in account.instalments],
    }


def _lpr(both: LprComparison | None) -> dict[str, Any] | None:
    if both is None:
        return None
    return {
        "fixed": plain(both.fixed),
        "floating": plain(both.floating),
        "provisional": both.provisional,
    }


def _instalment(part: InstalmentAccount) -> dict[str, Any]:
    return {
        "name": part.name,
        "where": str(part.origin),
        "amount": plain(part.amount),
        "due_on": part.due_on.isoformat() if part.due_on else None,
        "due_says": part.due_says,
        "paid": plain(part.paid),
        "outstanding": plain(part.outstanding),
        "overdue_days": part.overdue_days,
        "late_charge": plain(part.late_charge),
        "late_charge_paid": plain(part.late_charge_paid),
        "runs": [_run(each) for each in part.runs],
        "shares": [
            {
                "paid_on": each.paid_on.isoformat(),
                "amount": plain(each.amount),
                "towards": each.towards,
                "source": each.source,
                "where": str(each.origin),
            }
            for each in part.shares
        ],
    }


def _run(run: LateChargeRun) -> dict[str, Any]:
    return {
        "first": run.first.isoformat(),
        "last": run.last.isoformat(),
        "days": run.days,
        "base": plain(run.base),
        "rate": run.rate,
        "says": run.says,
        "source": run.source,
    }


def deadlines(matter: Matter) -> list[dict[str, Any]]:
    """Return the days to act by: for each overdue contract, when limitation ends and why."""
    return [
        {
            "what": "诉讼时效",
            "contract": each.contract.title,
            "advised": _day(each.limitation.advised),
            "conservative": _day(each.limitation.conservative),
            "statutory": _day(each.limitation.statutory),
            "says": list(each.limitation.says),
        }
        for each in matter.limitations
    ]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None
