"""What the answers on credit have in common."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from legaldocs.commands.book._shared import grouped
from legaldocs.output.reply import Yuan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from legaldocs.portfolio.credit.answers import SignalState


class SignalLine(Struct, frozen=True):
    """The state of one danger signal (危险信号)."""

    signal: Annotated[str, Meta(description="信号")]
    answer: Annotated[str, Meta(description="是、否或者不清楚")]
    weight: Annotated[int, Meta(description="权重")]
    by: Annotated[str, Meta(description="谁回答的；账册数字是账册自己算出的；没有检查过的为空")]
    on: Annotated[dt.date | None, Meta(description="哪一天")]
    note: Annotated[str, Meta(description="说明，账册算出的写着数字")]
    stale: Annotated[bool, Meta(description="检查过期，需要重新检查")]


class ReviewLine(Struct, frozen=True):
    """A credit review (评定)."""

    reviewed_on: Annotated[dt.date, Meta(description="评定日")]
    who: Annotated[str, Meta(description="谁评定的")]
    grade: Annotated[str, Meta(description="等级")]
    reasons: Annotated[str, Meta(description="理由")]
    limit: Annotated[Yuan | None, Meta(description="额度，没有评定的为空")]
    term_days: Annotated[int | None, Meta(description="账期，天")]
    prepayment: Annotated[str, Meta(description="预付比例，如 30%，没有评定的为空")]


def review_line(row: Mapping[str, Any]) -> ReviewLine:
    """Return a review as an answer shows it."""
    from decimal import Decimal

    limit, share = row["limit_fen"], row["prepayment_bp"]
    return ReviewLine(
        row["reviewed_on"],
        row["who"],
        row["grade"] or "",
        row["reasons"],
        None if limit is None else yuan(limit),
        row["term_days"],
        "" if share is None else f"{Decimal(share) / 100:f}%",
    )


def review_text(line: ReviewLine) -> str:
    """Return a review in one line for a person."""
    parts = (
        f"等级 {line.grade}" if line.grade else "",
        f"额度 {grouped(line.limit)} 元" if line.limit is not None else "",
        f"账期 {line.term_days} 天" if line.term_days is not None else "",
        f"预付 {line.prepayment}" if line.prepayment else "",
    )
    decided = "，".join(filter(None, parts))
    return f"{line.reviewed_on} {line.who}：{decided}（{line.reasons}）"


def signal_line(state: SignalState, weight: int) -> SignalLine:
    """Return the state of a signal as an answer shows it."""
    return SignalLine(
        str(state.signal), str(state.answer), weight, state.by, state.on, state.note, state.stale
    )


def yuan(whole: int) -> str:
    """Return fen as JSON states yuan."""
    from legaldocs.core.money import plain
    from legaldocs.portfolio.fen import yuan_of

    return plain(yuan_of(whole))
