"""The figures of a case, each with its working and the rows that it rests on."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, cast

from legaldocs.core.days import chinese_day
from legaldocs.core.money import TO_FEN, ZERO, figure
from legaldocs.core.step import Step
from legaldocs.core.typed import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from legaldocs.claim.deed_account import DeedAccount
    from legaldocs.claim.figures import Claim, ContractAccount, InstalmentAccount, LateChargeRun
    from legaldocs.claim.judgment_debt import JudgmentDebt, SumAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.core.origin import Origin
    from legaldocs.law.interest import Accrual


class _Row(Protocol):
    @property
    def origin(self) -> Origin: ...


class _Sum(_Row, Protocol):
    @property
    def amount(self) -> Decimal: ...


_TERMS_SHOWN = 12
"""A sum of more terms than these is stated by how many there are."""


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure, how it came about, and the rows it rests on (金额的来历).

    ``amount`` is in yuan; ``id`` names it within the case, and stays the same from build to build
    while the case does. ``rows`` are in the order they count.
    """

    id: str
    label: str
    amount: Decimal
    steps: tuple[Step, ...] = ()
    rows: tuple[Origin, ...] = ()


def traced_figures(matter: Matter) -> Iterator[TracedFigure]:
    """Yield the sums of the claim, then the accounts beneath them, then the facts of the case."""
    from legaldocs.claim.judgment_debt import judgment_debt  # noqa: PLC0415 - loads the law data

    yield from _claim(matter.claim, matter)
    for place, account in enumerate(matter.claim.accounts, start=1):
        yield from _account(account, f"contract{place}", alone=len(matter.claim.accounts) == 1)
    for place, deed in enumerate(matter.claim.deeds, start=1):
        yield from _deed(deed, f"deed{place}")
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    if owed is not None:
        yield from _instrument(owed, matter)
    yield from _facts(matter.case)


def _claim(claim: Claim, matter: Matter) -> Iterator[TracedFigure]:
    accounts, deeds = claim.accounts, [row for deed in claim.deeds for row in _deed_rows(deed)]
    parts = [part for account in accounts for part in account.instalments]
    principal = _once(*map(_principal_rows, accounts), deeds)
    late = _once(*map(_late_rows, accounts), deeds)
    costs, name = tuple(cost.origin for cost in matter.case.costs), claim.late_charge_name
    overdue = [part.outstanding for part in parts if part.overdue]
    charges = [part.late_charge for part in parts]
    order = claim.order_sum
    ordered = [order.principal, order.late_charge]
    yield _added("principal", "到期未付本金", claim.principal, overdue, principal)
    yield _added("late_charge", name, claim.late_charge, charges, late)
    yield TracedFigure("costs", "费用", claim.costs, rows=costs)
    every = _once(principal, late, costs)
    yield TracedFigure("total", "合计", claim.total, claim.steps, every)
    yield _added(
        "payment_order", "支付令可以请求的金额", order.total, ordered, _once(principal, late)
    )
    yield from _if_any("not_due", "未到期", claim.not_due, principal)
    yield from _if_any("disputed", "有异议的本金", claim.disputed, principal)
    yield from _if_any("unapplied", "多付的金额", claim.unapplied, principal)
    yield from _if_any("late_charge_floor", f"{name}（加计取下限）", claim.floor, late)


def _added(
    id_: str, label: str, amount: Decimal, terms: Iterable[Decimal], rows: tuple[Origin, ...]
) -> TracedFigure:
    """Return a figure that adds up from ``terms``, which are left out where they do not."""
    counted = [term for term in terms if term]
    if len(counted) < 2 or sum(counted, ZERO) != amount:  # noqa: PLR2004 - a sum has two terms
        return TracedFigure(id_, label, amount, rows=rows)
    shown = "＋".join(map(figure, counted))
    if len(counted) > _TERMS_SHOWN:
        shown = f"{len(counted)}笔相加"
    return TracedFigure(id_, label, amount, (Step(f"{shown}＝{figure(amount)}", amount),), rows)


def _if_any(
    id_: str, label: str, amount: Decimal | None, rows: tuple[Origin, ...]
) -> Iterator[TracedFigure]:
    if amount:
        yield TracedFigure(id_, label, amount, rows=rows)


def _account(account: ContractAccount, id_: str, *, alone: bool) -> Iterator[TracedFigure]:
    """Yield the figures of a contract; where it is ``alone``, its sums are those of the claim."""
    facts, title, name = account.facts, account.contract.title, account.rule.name
    late, principal = _late_rows(account), _principal_rows(account)
    parts = account.instalments
    if not alone:
        overdue = [part.outstanding for part in parts if part.overdue]
        charges = [part.late_charge for part in parts]
        label = f"{title}：到期未付本金"
        yield _added(f"{id_}.principal", label, account.principal, overdue, principal)
        yield _added(f"{id_}.late_charge", f"{title}：{name}", account.late_charge, charges, late)
        yield from _if_any(f"{id_}.not_due", f"{title}：未到期", account.not_due, principal)
    sums: tuple[tuple[str, str, Decimal, Sequence[_Sum]], ...] = (
        ("delivered", "已送货", account.delivered, facts.deliveries),
        ("invoiced", "已开票", account.invoiced, facts.invoices),
        ("paid", "已付款", account.paid, (*facts.payments, *facts.credits)),
    )
    for key, label, amount, rows in sums:
        terms = [row.amount for row in rows]
        origins = tuple(row.origin for row in rows)
        yield _added(f"{id_}.{key}", f"{title}：{label}", amount, terms, origins)
    settled = [part.late_charge for part in parts if not part.outstanding]
    yield _added(
        f"{id_}.settled", f"{title}：逾期后已付清款项的{name}", sum(settled, ZERO), settled, late
    )
    shares = [share for part in parts for share in part.shares if share.towards == "违约金或利息"]
    paid = [share.amount for share in shares]
    origins = _once(share.origin for share in shares)
    yield _added(f"{id_}.charge_paid", f"{title}：已付{name}", sum(paid, ZERO), paid, origins)
    for place, part in enumerate(parts, start=1):
        yield from _instalment(part, f"{id_}.instalment{place}", account)


def _instalment(
    part: InstalmentAccount, id_: str, account: ContractAccount
) -> Iterator[TracedFigure]:
    title, source = f"{account.contract.title}“{part.name}”", part.due_says
    paid_rows = tuple(share.origin for share in part.shares)
    own = (part.origin, account.contract.origin)
    left = f"{figure(part.amount)}－已付{figure(part.paid)}＝{figure(part.outstanding)}"
    runs = tuple(_ran(run) for run in part.runs)
    late, term = account.rule.name, account.contract.late_payment
    late_rows = (*own, *((term.origin,) if term else ()), *paid_rows)
    due = (Step(source, part.amount),)
    yield TracedFigure(f"{id_}.amount", f"{title}：应付", part.amount, due, own)
    yield TracedFigure(f"{id_}.paid", f"{title}：已付", part.paid, rows=paid_rows)
    unpaid = (Step(left, part.outstanding, source),)
    yield TracedFigure(
        f"{id_}.outstanding", f"{title}：未付", part.outstanding, unpaid, (*own, *paid_rows)
    )
    yield TracedFigure(f"{id_}.late_charge", f"{title}：{late}", part.late_charge, runs, late_rows)
    if part.late_charge_paid:
        yield TracedFigure(
            f"{id_}.late_charge_paid", f"{title}：已付{late}", part.late_charge_paid, rows=paid_rows
        )
        yield TracedFigure(f"{id_}.accrued", f"{title}：应计{late}", part.accrued, runs, late_rows)
    for place, run in enumerate(part.runs, start=1):
        days = f"{chinese_day(run.first)}至{chinese_day(run.last)}"
        label = f"{title}：{late}（{days}）"
        amount, step = TO_FEN.apply(run.amount), runs[place - 1]
        yield TracedFigure(f"{id_}.run{place}", label, amount, (step,), late_rows)
        yield TracedFigure(f"{id_}.run{place}.base", f"{label}的基数", run.base, rows=late_rows)
    for place, share in enumerate(part.shares, start=1):
        label = f"{title}：{chinese_day(share.paid_on)}付款中抵充{share.towards}的部分"
        step = Step(share.source, share.amount)
        yield TracedFigure(f"{id_}.share{place}", label, share.amount, (step,), (share.origin,))


def _deed(deed: DeedAccount, id_: str) -> Iterator[TracedFigure]:
    rows, title = _deed_rows(deed), f"{chinese_day(deed.signed_on)}签署的还款协议"
    amounts, left = [part.amount for part in deed.parts], [part.left for part in deed.parts]
    yield _added(f"{id_}.total", f"{title}：各期合计", deed.total, amounts, rows)
    yield _added(f"{id_}.left", f"{title}：各期未付", deed.left, left, rows)
    yield from _if_any(
        f"{id_}.old_charge", f"{title}：签署前的{deed.old_name}", deed.old_charge, rows
    )
    yield from _if_any(
        f"{id_}.old_left", f"{title}：尚欠的签署前{deed.old_name}", deed.old_left, rows
    )
    for place, part in enumerate(deed.parts, start=1):
        own = _once((part.origin,), (deed.settlement.origin,), [s.origin for s in part.shares])
        label = f"{title}“{part.name}”"
        yield TracedFigure(f"{id_}.part{place}.left", f"{label}：未付", part.left, rows=own)
    for place, account in enumerate(deed.before.accounts, start=1):
        yield from _account(account, f"{id_}.before.contract{place}", alone=False)
    yield from _if_any(
        f"{id_}.before.principal", f"{title}：签署时的本金", deed.before.principal, rows
    )


def _instrument(owed: JudgmentDebt, matter: Matter) -> Iterator[TracedFigure]:
    judgment = owed.judgment
    title = f"{judgment.number}{judgment.kind}"
    sums = tuple(account.row.origin for account in owed.accounts)
    later = [row.origin for row in matter.case.payments if row.paid_on > judgment.issued_on]
    rows = _once((judgment.origin,), sums, later)
    amounts = [account.row.amount for account in owed.accounts]
    yield _added("instrument.ordered", f"{title}：判项金额合计", owed.ordered, amounts, rows)
    yield TracedFigure("instrument.unpaid", f"{title}：判项未付", owed.unpaid, rows=rows)
    general = _segments(account.general for account in owed.accounts)
    doubled = _segments(account.doubled for account in owed.accounts if account.doubled)
    for key, label, amount, steps in (
        ("general", "一般债务利息", owed.general, general),
        ("doubled", "加倍部分债务利息", owed.doubled, doubled),
    ):
        yield TracedFigure(f"instrument.{key}", f"{title}：{label}", amount, steps, rows)
    parts = [owed.unpaid, owed.general, owed.doubled]
    yield _added("instrument.total", f"{title}：合计", owed.total, parts, rows)
    for place, account in enumerate(owed.accounts, start=1):
        yield from _adjudicated(account, f"instrument.sum{place}", title, rows)


def _adjudicated(
    account: SumAccount, id_: str, title: str, rows: tuple[Origin, ...]
) -> Iterator[TracedFigure]:
    label = f"{title}：{account.row.name}"
    runs: list[tuple[str, Accrual | None]] = [
        ("一般债务利息", account.general),
        ("加倍部分债务利息", account.doubled),
    ]
    yield from _if_any(f"{id_}.paid", f"{label}已付", account.paid, rows)
    yield from _if_any(f"{id_}.unpaid", f"{label}未付", account.unpaid, rows)
    for key, (name, accrual) in zip(("general", "doubled"), runs, strict=True):
        if accrual is None:
            continue
        total = TO_FEN.apply(accrual.interest)
        steps = _segments([accrual])
        yield TracedFigure(f"{id_}.{key}", f"{label}的{name}", total, steps, rows)
        for place, segment in enumerate(accrual.segments, start=1):
            amount, step = TO_FEN.apply(segment.interest), steps[place - 1]
            yield TracedFigure(f"{id_}.{key}{place}", f"{label}的{name}", amount, (step,), rows)


def _segments(accruals: Iterable[Accrual]) -> tuple[Step, ...]:
    return tuple(
        Step(segment.says, segment.interest, segment.source)
        for accrual in accruals
        for segment in accrual.segments
    )


def _facts(record: Any, above: tuple[Origin, ...] = (), label: str = "") -> Iterator[TracedFigure]:
    """Yield each amount that a record states, and those of the records within it."""
    known = labels(cast("Any", type(record)))
    for key, named in known.items():
        for value in _values(getattr(record, key)):
            name = "".join(filter(None, (label, "：" if label else "", named.name)))
            if isinstance(value, Decimal):
                place = record.origin.of(key)
                rows = _once((place, record.origin), above)
                yield TracedFigure(f"{place}.{key}", name, value, rows=rows)
            elif dataclasses.is_dataclass(value) and hasattr(value, "origin"):
                yield from _facts(value, _once((cast("Any", value).origin,), above), name)


def _principal_rows(account: ContractAccount) -> tuple[Origin, ...]:
    """Return the rows that say what a contract comes to, and what of it was paid."""
    facts = account.facts
    rows: tuple[tuple[_Row, ...], ...] = (
        account.contract.instalments,
        facts.deliveries,
        facts.handed_back,
        facts.invoices,
        facts.statements,
        facts.joint_statements,
    )
    every = [row.origin for group in rows for row in group]
    return _once((account.contract.origin,), every, _paid_rows(account))


def _paid_rows(account: ContractAccount) -> tuple[Origin, ...]:
    facts = account.facts
    rows: tuple[tuple[_Row, ...], ...] = (facts.payments, facts.credits, facts.refunds)
    return _once([row.origin for group in rows for row in group])


def _late_rows(account: ContractAccount) -> tuple[Origin, ...]:
    term = account.contract.late_payment
    return _once((account.contract.origin,), (term.origin,) if term else ())


def _deed_rows(deed: DeedAccount) -> tuple[Origin, ...]:
    return _once((deed.settlement.origin,), [part.origin for part in deed.parts])


def _ran(run: LateChargeRun) -> Step:
    return Step(f"{run.first}至{run.last}：{run.says}", run.amount, run.source)


def _once(*groups: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return the places in their order, those named twice once."""
    return tuple(dict.fromkeys(itertools.chain(*groups)))


def _values(value: Any) -> Sequence[Any]:
    return value if isinstance(value, tuple) else (value,)
