"""The agencies and law firms of a book: written down, and found by what a person calls them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded, suggestion
from legaldocs.core.notation import name_text, visible
from legaldocs.law.identity import check_uscc
from legaldocs.portfolio.agency.model import Agency, Engagement, EngagementStep
from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.recording import recording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.agency.vocabulary import AgencyKind
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCard:
    """What is written down of an agency (受托机构登记); an empty text says nothing."""

    name: str
    kind: AgencyKind
    uscc: str = ""
    licence: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


def put(store: Store, card: AgencyCard, author: Author) -> tuple[int, bool]:
    """Write an agency down, or what is new of one that is known; return it and whether it is new.

    Raises InputError for an empty name or a USCC whose check digit is wrong.
    """
    values = _values(card)
    with recording(store, author) as entry:
        rows = entry.rows(Agency)
        known = rows.known("key", [values["key"]])
        if known:
            stated = {key: value for key, value in values.items() if value}
            rows.change(known[0], stated)
            return int(known[0]["id"]), False
        return rows.make(values), True


def _values(card: AgencyCard) -> dict[str, Any]:
    words = {field.name: visible(str(getattr(card, field.name))) for field in fields(card)}
    words["name"] = name_text(words["name"])
    if not words["name"]:
        raise InputError("没有写受托机构的名称", next_step="写营业执照或者执业许可证上的全称")
    words["uscc"] = words["uscc"].upper()
    if words["uscc"] and not (check := check_uscc(words["uscc"])).valid:
        raise InputError(
            "统一社会信用代码有误", found=words["uscc"], next_step=check.reason or "核对执照"
        )
    return {**words, "kind": str(card.kind), "key": f"a:{folded(words['name'])}"}


def agency_named(connection: Connection, named: str) -> Mapping[str, Any]:
    """Return the agency with a name or USCC. Raises InputError where there is none."""
    is_it = or_(Agency.key == f"a:{folded(named)}", Agency.uscc == named.upper())
    chosen = select(Agency.__table__).where(is_it, Agency.closed_on.is_(None))
    found: Sequence[Any] = connection.execute(chosen).mappings().all()
    if len(found) == 1:
        return dict(found[0])
    known = connection.scalars(select(Agency.name).where(Agency.closed_on.is_(None))).all()
    raise InputError(
        "账册里没有这个受托机构",
        found=named,
        next_step=suggestion(named, known) or "用 legaldocs book agency add 登记",
    )


def engagement_named(connection: Connection, number: str) -> Mapping[str, Any]:
    """Return the engagement with a number. Raises InputError where there is none."""
    chosen = select(Engagement.__table__).where(Engagement.number == visible(number))
    found = connection.execute(chosen).mappings().first()
    if found is None or found["closed_on"] is not None:
        known = connection.scalars(select(Engagement.number).order_by(Engagement.id.desc())).all()
        raise InputError(
            "账册里没有这个委托编号",
            found=number,
            next_step=suggestion(number, known) or "用 legaldocs book agency list 查看",
        )
    return dict(found)


def agencies(connection: Connection) -> Sequence[Mapping[str, Any]]:
    """Return the agencies that are not closed, by name."""
    chosen = select(Agency.__table__).where(Agency.closed_on.is_(None)).order_by(Agency.name)
    return [dict(row) for row in connection.execute(chosen).mappings()]


def engagements(connection: Connection) -> Sequence[Mapping[str, Any]]:
    """Return the engagements that are not closed as rows, with the names of agency and customer."""
    chosen = (
        select(Engagement.__table__, Agency.name.label("agency"), Customer.name.label("customer"))
        .join(Agency, Agency.id == Engagement.agency_id)
        .join(Customer, Customer.id == Engagement.customer_id)
        .where(Engagement.closed_on.is_(None))
        .order_by(Engagement.id)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]


def last_day(engagement: Mapping[str, Any]) -> dt.date:
    """Return the last day of an engagement: the agreed one, or the real one where that is sooner.

    The day an engagement was declined is its last; one under review has none yet, and gives the
    last of all days.
    """
    ends = (engagement["ended_on"], engagement["ends_on"])
    return min(day for day in (*ends, dt.date.max) if day is not None)


def steps(connection: Connection, engagement: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the steps of an engagement, the oldest first."""
    chosen = select(EngagementStep.__table__).where(
        EngagementStep.engagement_id == engagement["id"], EngagementStep.closed_on.is_(None)
    )
    found = connection.execute(chosen.order_by(EngagementStep.id)).mappings()
    return [dict(row) for row in found]
