"""``legaldocs book log``: what was said, sent, promised and disputed comes into the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.case.vocabulary import Channel, DeliveryResult, Direction, Effect
from legaldocs.commands._options import Day, Word, json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import (
    PATH,
    PastDay,
    author_of,
    book_option,
    by_option,
    need_the_extra,
)
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.portfolio.day.letter_result import LetterResult
    from legaldocs.portfolio.day.log import About, LogEntry, Logged

_ATTITUDES = ("配合", "推脱", "拒绝", "失联")
_LETTERS = (Effect.REMINDER, Effect.OVERDUE, Effect.DEMAND, Effect.WARNING, Effect.LAWYER)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d", re.ASCII)


class BookLogReply(Reply, frozen=True, tag="legaldocs.book.log/1"):
    """What an entry made of the book (登记结果)."""

    customer: Annotated[str, Meta(description="客户")]
    contacts: Annotated[tuple[int, ...], Meta(description="联络的编号")]
    promises: Annotated[tuple[int, ...], Meta(description="新登记的承诺的编号")]
    known_promises: Annotated[tuple[int, ...], Meta(description="以前登记过、没有再记的承诺的编号")]
    dispute: Annotated[int | None, Meta(description="争议的编号")]
    task: Annotated[int | None, Meta(description="待办的编号")]
    step: Annotated[str, Meta(description="待办的步骤")]
    done: Annotated[bool, Meta(description="待办是否办结")]
    files: Annotated[tuple[str, ...], Meta(description="留底的文件，相对账册文件夹")]


_OPTIONS = (
    click.option(
        "--on", "day", type=PastDay(), default=today, metavar="DAY", help="哪天，默认今天。"
    ),
    click.option("--at", default="", metavar="HH:MM", help="几点几分。"),
    click.option(
        "--channel", type=Word(Channel), metavar="CHANNEL", help=f"方式：{'、'.join(Channel)}。"
    ),
    click.option(
        "--direction",
        type=Word(Direction),
        default=Direction.SENT,
        metavar="DIRECTION",
        help="发出（我方联系对方，默认）或者收到。",
    ),
    click.option("--with", "with_whom", default="", metavar="NAME", help="对方的谁。"),
    click.option("--gist", default="", metavar="TEXT", help="要点。"),
    click.option("--attitude", type=click.Choice(_ATTITUDES), help="对方态度。"),
    click.option(
        "--promise",
        "promises",
        type=(Day(), str),
        multiple=True,
        metavar="DAY AMOUNT",
        help="承诺哪一天付多少元；可以写几次。",
    ),
    click.option("--dispute", default="", metavar="TEXT", help="对方提出的异议。"),
    click.option("--disputed", default="", metavar="AMOUNT", help="有异议的金额；不写为全部。"),
    click.option("--another", is_flag=True, help="同样的承诺、异议已经登记过，确实另有一笔。"),
    click.option("--for", "receivable", default="", metavar="NUMBER", help="说的是哪一笔应收。"),
    click.option("--answer", type=(int, str), metavar="N TEXT", help="我方怎样答复第 N 号争议。"),
    click.option("--settle", type=(int, str), metavar="N TEXT", help="第 N 号争议怎样解决。"),
    click.option("--task", type=int, metavar="N", help="办的是第几号待办（book today 列出）。"),
    click.option("--done", is_flag=True, help="待办到此办结，不再等函件的结果。"),
    click.option("--approve", is_flag=True, help="批准待办，--by 要有这一级。"),
    click.option(
        "--letter",
        type=Word(_LETTERS),
        metavar="LETTER",
        help=f"哪一种函件，代替 --task：{'、'.join(_LETTERS)}。",
    ),
    click.option("--sent", "sent_on", type=PastDay(), metavar="DAY", help="函件哪天发出。"),
    click.option("--tracking", default="", metavar="NUMBER", help="快递单号。"),
    click.option("--address", default="", metavar="TEXT", help="寄到哪里；不写为客户的送达地址。"),
    click.option("--pay-by", type=Day(), metavar="DAY", help="函件里写的付款期限。"),
    click.option(
        "--result",
        type=Word(DeliveryResult),
        metavar="RESULT",
        help=f"投递结果：{'、'.join(DeliveryResult)}。",
    ),
    click.option(
        "--arrived", "result_on", type=PastDay(), metavar="DAY", help="哪天送达或者退回。"
    ),
    click.option("--engagement", default="", metavar="NUMBER", help="受托机构联络的，写委托编号。"),
    click.option("--who", default="", metavar="NAME", help="我方的谁；不写为 --by。"),
    click.option("--file", type=PATH, metavar="FILE", help="函件、录音、聊天记录等，留底。"),
    click.option("--proof", type=PATH, metavar="FILE", help="送达证明，号码、账号的证明。"),
)


def _with_options(command: Any) -> Any:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("log")
@click.argument("customer", metavar="CUSTOMER")
@_with_options
@book_option
@by_option
@json_option
def command(customer: str, *, folder: Any, by: str, as_json: bool, **said: Any) -> None:
    """登记一次联络、承诺、异议，或者函件的发出和送达。"""
    need_the_extra()
    from legaldocs.portfolio.day.log import log
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    entry = _entry(customer, said)
    book = book_folder(folder)
    with opened(book) as store:
        made = log(book, store, entry, author_of(by))
    answer = BookLogReply(
        ok=True, findings=(*_findings(made), *_said_twice(made)), customer=made.customer,
        contacts=tuple(made.contacts), promises=tuple(made.promises),
        known_promises=tuple(made.known_promises), dispute=made.dispute,
        task=made.task, step=made.step,
        done=made.done, files=tuple(file.kept_as for file in made.files),
    )  # fmt: skip
    show(answer, _report(answer), as_json=as_json)


def _findings(made: Logged) -> Iterator[Finding]:
    if made.unapproved:
        yield Finding(
            "LD-DAY-UNAPPROVED",
            "warning",
            f"待办 {made.task}（{made.step}）的函件发出以前没有人批准（或者批准的金额较少）；"
            "已经登记为发出",
            next_step="请有权的人核对所发的函，再用 --approve 补记",
        )


def _said_twice(made: Logged) -> Iterator[Finding]:
    step = "确实另有一笔的，加 --another 再登记"
    for number in made.known_promises:
        yield Finding(
            "LD-DAY-TWICE", "warning",
            f"同一天承诺的同一日期、同一金额已经登记过，是第 {number} 号，没有再记", next_step=step,
        )  # fmt: skip
    if made.known_dispute:
        yield Finding(
            "LD-DAY-TWICE", "warning",
            f"同一天提出的同样的异议已经登记过，是第 {made.dispute} 号争议，没有再记",
            next_step=step,
        )  # fmt: skip


def _entry(customer: str, said: dict[str, Any]) -> LogEntry:
    from legaldocs.core.notation import name_text, visible
    from legaldocs.portfolio.day.log import Attitude, LogEntry, NewPromise

    if said["at"] and not _CLOCK.fullmatch(said["at"]):
        raise InputError("时间无法识别", expected="如 14:30", found=said["at"][:20])
    texts = {key: visible(said[key]) for key in ("gist", "dispute", "address", "receivable")}
    names = {key: name_text(visible(said[key])) for key in ("with_whom", "who", "engagement")}
    return LogEntry(
        customer=customer,
        day=said["day"],
        at=said["at"].zfill(5) if said["at"] else "",
        channel=said["channel"],
        direction=said["direction"],
        attitude=Attitude(said["attitude"]) if said["attitude"] else None,
        promises=tuple(NewPromise(day, _fen(sum_)) for day, sum_ in said["promises"]),
        disputed_fen=_disputed(said["disputed"]),
        answer=_about(said["answer"]),
        settle=_about(said["settle"]),
        task=said["task"],
        done=said["done"],
        approve=said["approve"],
        another=said["another"],
        letter=_letter(said, texts.pop("address")),
        file=said["file"],
        proof=said["proof"],
        **texts,
        **names,
    )


def _disputed(text: str) -> int | None:
    """Return the sum in dispute, None for all. Raises InputError for nothing: it has two senses."""
    if not text:
        return None
    fen = _fen(text)
    if not fen:
        raise InputError(
            "有异议的金额要大于 0", found=text,
            next_step="对全部有异议的，不写 --disputed；没有异议的，也不写 --dispute",
        )  # fmt: skip
    return fen


def _fen(text: str) -> int:
    from legaldocs.core.money import yuan
    from legaldocs.portfolio.fen import fen

    return fen(yuan(text))


def _about(said: tuple[int, str] | None) -> About | None:
    from legaldocs.core.notation import visible
    from legaldocs.portfolio.day.log import About

    return About(said[0], visible(said[1])) if said else None


def _letter(said: dict[str, Any], address: str) -> LetterResult | None:
    """Return what is said of a letter; a day of arrival without a result says that it arrived."""
    from legaldocs.portfolio.day.letter_result import LetterResult

    given = ("letter", "sent_on", "tracking", "address", "pay_by", "result", "result_on")
    if not any(said[key] for key in given):
        return None
    if bool(said["result"]) and said["result_on"] is None:
        raise InputError("没有写哪天送达或者退回", next_step="加 --arrived")
    arrived = DeliveryResult.ARRIVED if said["result_on"] else None
    return LetterResult(
        kind=said["letter"],
        sent_on=said["sent_on"],
        channel=said["channel"],
        tracking=_number(said["tracking"]),
        address=address,
        pay_by=said["pay_by"],
        result=said["result"] or arrived,
        result_on=said["result_on"],
    )


def _number(text: str) -> str:
    """Return a number as it was typed. Raises InputError for signs that nobody sees."""
    from legaldocs.core.notation import name_text, visible

    return name_text(visible(text))


def _report(answer: BookLogReply) -> str:
    rows = [listed(answer.findings)] if answer.findings else []
    rows.append(f"已登记：{answer.customer}")
    if answer.promises:
        rows.append(f"承诺 {len(answer.promises)} 笔，到期由 book run 对照回款")
    if answer.dispute:
        rows.append(f"争议编号 {answer.dispute}")
    if answer.task:
        state = "已办结" if answer.done else "还没有办结"
        rows.append(f"待办 {answer.task}（{answer.step}）{state}")
    rows += [f"留底 {file}" for file in answer.files]
    return "\n".join(rows)
