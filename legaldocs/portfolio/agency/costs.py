"""What stands beside the work of an agency: its hours, other expenses, complaints about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.core.notation import visible
from legaldocs.portfolio.agency.engaging import in_state
from legaldocs.portfolio.agency.model import AgencyComplaint, Expense, WorkHours
from legaldocs.portfolio.agency.registry import agency_named, engagement_named, last_day
from legaldocs.portfolio.agency.vocabulary import ExpenseKind, State
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.recording import recording

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.store import Store

_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """An expense as it is written down (一笔费用), for a customer, an engagement, or both."""

    day: dt.date
    kind: ExpenseKind
    amount_fen: int
    customer: str = ""
    engagement: str = ""
    who: str = ""
    note: str = ""


def spend(store: Store, spent: Spent, author: Author) -> int:
    """Write an expense down. Raises InputError where it belongs to nobody, or to two customers."""
    with recording(store, author) as entry:
        connection = entry.connection
        engagement = spent.engagement and engagement_named(connection, spent.engagement)
        customer = spent.customer and customer_named(connection, spent.customer)
        if not engagement and not customer:
            raise InputError(
                "没有写为谁支出", next_step="写 --engagement 委托编号或者 --customer 客户"
            )
        if engagement and customer and engagement["customer_id"] != customer["id"]:
            raise InputError(
                "委托和客户不是同一家", found=f"{spent.engagement}，{customer['name']}",
                next_step="只写 --engagement 即可",
            )  # fmt: skip
        owner = customer["id"] if customer else engagement["customer_id"] if engagement else None
        return entry.rows(Expense).make(
            {
                "customer_id": owner,
                "engagement_id": engagement["id"] if engagement else None,
                "spent_on": spent.day,
                "kind": spent.kind,
                "amount_fen": spent.amount_fen,
                "who": visible(spent.who),
                "note": visible(spent.note),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint as it is written down (一件投诉); ``upheld`` is None until it is looked into."""

    agency: str
    day: dt.date
    gist: str
    engagement: str = ""
    upheld: bool | None = None


def complain(store: Store, complaint: Complaint, author: Author) -> int:
    """Write a complaint down. Raises InputError where the engagement is another agency's."""
    with recording(store, author) as entry:
        agency = agency_named(entry.connection, complaint.agency)
        about = None
        if complaint.engagement:
            about = engagement_named(entry.connection, complaint.engagement)
            if about["agency_id"] != agency["id"]:
                raise InputError(
                    "委托不是这个机构办理的", found=complaint.engagement,
                    next_step="用 legaldocs book agency show 查看由谁办理，改正 --agency",
                )  # fmt: skip
        if not visible(complaint.gist):
            raise InputError("没有写投诉的内容", next_step="写 --gist")
        return entry.rows(AgencyComplaint).make(
            {
                "agency_id": agency["id"],
                "engagement_id": about["id"] if about else None,
                "received_on": complaint.day,
                "gist": visible(complaint.gist),
                "upheld": complaint.upheld,
            }
        )


def judge(store: Store, number: int, author: Author, *, upheld: bool) -> None:
    """Write down what became of a complaint. Raises InputError where there is none."""
    with recording(store, author) as entry:
        rows = entry.rows(AgencyComplaint)
        found = next(iter(rows.known("id", [number])), None)
        if found is None:
            raise InputError(
                "没有这件投诉", found=str(number),
                next_step="改正 --id：它是登记投诉时显示的编号",
            )  # fmt: skip
        rows.change(found, {"upheld": upheld})


def work(
    store: Store, number: str, day: dt.date, minutes: int, done: tuple[str, str], author: Author
) -> int:
    """Write down time that somebody of the agency worked, and at what: ``done`` is both.

    Raises InputError for a day outside the engagement, or for no time at all.
    """
    with recording(store, author) as entry:
        found = in_state(entry.connection, number, State.AT_WORK, State.CLOSED)
        last = last_day(found)
        if not 0 < minutes <= _DAY or not found["placed_on"] <= day <= last:
            raise InputError(
                "工时不能登记",
                expected=f"一日之内的时间，日期在 {found['placed_on']} 与 {last} 之间",
                found=f"{day} {minutes}分钟",
                next_step="改正日期和工时；期限届满以后的工时，不在委托之内",
            )
        values = {
            "engagement_id": found["id"], "worked_on": day, "minutes": minutes,
            "who": visible(done[0]), "gist": visible(done[1]),
        }  # fmt: skip
        return entry.rows(WorkHours).make(values)
