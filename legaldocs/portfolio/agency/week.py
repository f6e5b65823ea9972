"""A week of an engagement: its log, its money, what comes next, what to look into."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.portfolio.agency.conduct import Find, Weight
from legaldocs.portfolio.agency.conduct_facts import finds
from legaldocs.portfolio.agency.received import recoveries
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.agency.received import Recovery
    from legaldocs.portfolio.agency.situation import Situation

_TWO_WEEKS = 14
_SIX_DAYS = dt.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of an engagement (报告期), from Monday to Sunday or as far as it ran."""

    first: dt.date
    last: dt.date
    contacts: tuple[Mapping[str, Any], ...]
    received: tuple[Recovery, ...]
    all_received_fen: int
    next_steps: tuple[str, ...]
    finds: tuple[Find, ...]


def week_days(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return Monday and Sunday of the week of a day."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + _SIX_DAYS


def week(connection: Connection, found: Situation, first: dt.date) -> Week:
    """Return the week from ``first`` through the day of the situation.

    Raises InputError for days before the engagement began or after it ended.
    """
    last, engagement = found.day, found.engagement
    if last < engagement["placed_on"] or (engagement["ended_on"] or last) < first:
        raise InputError(
            "这一周不在委托期间内",
            expected=f"{engagement['placed_on']} 至 {engagement['ended_on'] or '今'}",
            found=f"{first} 至 {last}",
        )
    about = [
        row
        for row in found.contacts
        if row["engagement_id"] == engagement["id"] and first <= row["happened_on"] <= last
    ]
    about.sort(key=lambda row: (row["happened_on"], row["at"], row["id"]))
    received = recoveries(connection, engagement, last)
    return Week(
        first,
        last,
        tuple(about),
        tuple(one for one in received if one.paid_on >= first),
        sum(one.amount_fen for one in received),
        tuple(_next_steps(found, about)),
        tuple(conduct_in(found, about)),
    )


def conduct_in(found: Situation, contacts: list[Mapping[str, Any]]) -> list[Find]:
    """Return what the creditor has to look into in some contacts of an engagement."""
    found_in = finds(
        contacts,
        found.people,
        found.customer,
        lawyers=found.lawyers,
        may_receive=found.terms.agent_account is not None,
    )
    return [*found_in, *_without_authority(found, contacts)]


def _without_authority(found: Situation, contacts: list[Mapping[str, Any]]) -> Iterator[Find]:
    """Yield the contacts before the engagement began or after its term, when none was given."""
    first, last = found.engagement["placed_on"], found.engagement["ends_on"]
    for contact in contacts:
        if not first <= contact["happened_on"] <= (last or found.day):
            yield Find(
                contact, "委托期限以外联系", Weight.NOT_AGREED, f"期限{first}至{last}",
                "要求停止；需要继续委托的，另行签订协议、出具授权书",
                (("civil_code", "agency_end"),),
            )  # fmt: skip


def _next_steps(found: Situation, contacts: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what follows from promises, disputes, money and the end of the term."""
    for row in found.promises:
        if row["due_on"] > found.day:
            amount = figure(yuan_of(row["amount_fen"]))
            yield f"{chinese_day(row['due_on'])}核对承诺的付款{amount}元是否到账"
    for row in found.disputes:
        yield f"请委托人答复{chinese_day(row['raised_on'])}提出的异议（{row['ground']}）"
    ends_on = found.engagement["ends_on"]
    if ends_on is not None and ends_on < found.day:
        yield f"委托期限已于{chinese_day(ends_on)}届满，授权终止，请委托人办理结案"
        return
    if ends_on is not None and (ends_on - found.day).days <= _TWO_WEEKS:
        yield f"委托期限至{chinese_day(ends_on)}届满，请委托人决定是否续签"
    if not found.items:
        yield "款项已经收回，办理结案和佣金结算"
    elif not contacts:
        yield "受托人说明本期没有联络的原因，按催收方案继续办理"
    else:
        yield "按催收方案继续办理"
