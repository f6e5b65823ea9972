"""A week of an engagement: its log, its money, what comes next, what to look into."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.portfolio.agency.conduct import Find, Weight
from legaldocs.portfolio.agency.conduct_facts import finds
from legaldocs.portfolio.agency.received import recoveries
from legaldocs.portfolio.agency.registry import last_day
from legaldocs.portfolio.day.model import Contact
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


def reported_days(
    connection: Connection, engagement: Mapping[str, Any], day: dt.date, today: dt.date
) -> tuple[dt.date, dt.date]:
    """Return the days of the week of ``day`` that a report made ``today`` can be about.

    It ends today, and on the day the engagement ended, or the last on which somebody still acted
    for the agency. Raises InputError for a week that has not begun.
    """
    first, last = week_days(day)
    if today < first:
        raise InputError(
            "这一周还没有开始", found=f"{first} 至 {last}", expected=f"不晚于 {today} 所在的周",
            next_step="改正 --week",
        )  # fmt: skip
    last = min(last, today)
    ended = engagement["ended_on"]
    if ended is None or not first <= ended < last:
        return first, last
    acted = select(func.max(Contact.happened_on)).where(
        Contact.engagement_id == engagement["id"],
        Contact.closed_on.is_(None),
        Contact.happened_on <= last,
    )
    return first, max(ended, connection.scalar(acted) or ended)


def week(connection: Connection, found: Situation, first: dt.date) -> Week:
    """Return the week from ``first`` through the day of the situation.

    Raises InputError for days before the engagement began, and for those after it ended unless
    somebody still acted for the agency.
    """
    last, engagement = found.day, found.engagement
    about = [
        row
        for row in found.contacts
        if row["engagement_id"] == engagement["id"] and first <= row["happened_on"] <= last
    ]
    over = (engagement["ended_on"] or last) < first and not about
    if last < engagement["placed_on"] or over:
        raise InputError(
            "这一周不在委托期间内",
            expected=f"{engagement['placed_on']} 至 {engagement['ended_on'] or '今'}",
            found=f"{first} 至 {last}",
            next_step="改正 --week",
        )
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
    """Yield the contacts before the engagement began or after its last day, when none was given."""
    first, last = found.engagement["placed_on"], last_day(found.engagement)
    for contact in contacts:
        if not first <= contact["happened_on"] <= last:
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
    ends_on, ended_on = found.engagement["ends_on"], found.engagement["ended_on"]
    if ended_on is not None and ended_on <= found.day:
        yield f"委托已于{chinese_day(ended_on)}结案，授权终止，请受托人交还资料、结清款项"
        return
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
