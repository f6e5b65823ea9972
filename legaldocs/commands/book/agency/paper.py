"""``legaldocs book agency paper``: the papers of the steps, made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import book_option
from legaldocs.commands.book.agency._shared import (
    StepReply,
    number_argument,
    out_option,
    replace_option,
    stated,
    step_made,
    step_text,
    the_book,
)

if TYPE_CHECKING:
    from pathlib import Path


class AgencyPaperReply(StepReply, frozen=True, tag="legaldocs.book.agency.paper/1"):
    """Papers that were made again (再做文书)."""


@click.command("paper")
@number_argument
@click.argument("kinds", metavar="PAPER...", nargs=-1, required=True)
@out_option
@replace_option
@book_option
@json_option
def command(
    number: str, kinds: tuple[str, ...], *, folder: Path, as_json: bool, **where: Any
) -> None:
    """再做一次各步骤的文书，例如 应收账款管理授权书；日期和内容与当时相同。"""
    with the_book(folder) as (book, store):
        from legaldocs.core.errors import InputError
        from legaldocs.portfolio.agency.making import PaperKind

        known = {str(kind): kind for kind in PaperKind}
        for kind in kinds:
            if kind not in known:
                raise InputError(
                    "没有这种文书", found=kind, expected="、".join(known),
                    next_step="从所列的文书里选；周报、佣金结算单另有命令 report、commission",
                )  # fmt: skip
        papers = step_made(book, store, number, [known[kind] for kind in kinds], **where)
        answer = AgencyPaperReply(**stated(store, number, papers))
    show(answer, step_text(answer), as_json=as_json)
