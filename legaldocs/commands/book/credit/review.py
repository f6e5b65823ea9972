"""``legaldocs book credit review``: what a customer may owe from a day on."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import json_option, today
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import (
    PastDay,
    author_of,
    book_option,
    by_option,
    need_the_extra,
)
from legaldocs.commands.book.credit._lines import ReviewLine, review_line, review_text
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path

_WHOLE = 100


class BookCreditReviewReply(Reply, frozen=True, tag="legaldocs.book.credit.review/1"):
    """A credit review that was recorded (评定)."""

    name: Annotated[str, Meta(description="客户")]
    review: Annotated[ReviewLine, Meta(description="评定；没有另写的照上次")]


@click.command("review")
@click.argument("customer", metavar="CUSTOMER")
@click.option("--grade", default=None, metavar="TEXT", help="等级，如 A。")
@click.option("--limit", default=None, metavar="AMOUNT", help="额度，元。")
@click.option("--term", type=click.IntRange(0), default=None, metavar="DAYS", help="账期，天。")
@click.option("--prepayment", default=None, metavar="SHARE", help="预付比例，如 30%。")
@click.option("--why", default="", metavar="TEXT", help="理由。")
@click.option(
    "--on", "day", type=PastDay(), default=today, metavar="DAY", help="评定日，默认今天。"
)
@book_option
@by_option
@json_option
def command(customer: str, *, folder: Path, by: str, as_json: bool, **options: Any) -> None:
    """记下对一个客户的评定：等级、额度、账期、预付比例。"""
    need_the_extra()
    from legaldocs.core.money import yuan
    from legaldocs.portfolio.credit.review import ReviewTerms, record_review
    from legaldocs.portfolio.naming import customer_named
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.recording import recording
    from legaldocs.portfolio.store import opened

    limit = options["limit"]
    terms = ReviewTerms(
        grade=options["grade"],
        reasons=options["why"].strip(),
        limit=None if limit is None else yuan(limit),
        term_days=options["term"],
        prepayment=_percent(options["prepayment"]),
    )
    author = author_of(by)
    with opened(book_folder(folder)) as store, recording(store, author) as entry:
        row = customer_named(entry.connection, customer)
        made = record_review(entry, row["id"], options["day"], author.who, terms)
    answer = BookCreditReviewReply(ok=True, findings=(), name=row["name"], review=review_line(made))
    show(answer, f"{answer.name}：{review_text(answer.review)}", as_json=as_json)


def _percent(text: str | None) -> Decimal | None:
    """Return the percent that a text such as 30% or 0% states. Raises BadParameter."""
    if text is None:
        return None
    try:
        percent = Decimal(text.strip().removesuffix("%").removesuffix("％"))
    except InvalidOperation:
        percent = Decimal(-1)
    fine = percent == percent.quantize(Decimal("0.01")) if percent.is_finite() else False
    if not (fine and 0 <= percent <= _WHOLE):
        raise click.BadParameter("应为 0% 到 100%，最多两位小数", param_hint="--prepayment")
    return percent
