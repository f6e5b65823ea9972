"""The options that tell which letter was sent or arrived, and what they add to the case file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from legaldocs.case.arrival import DEMANDS
from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.commands._options import Day, Word
from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from legaldocs.case.journal import Event
    from legaldocs.case.letter_row import Change

_LETTERS = tuple(effect for effect in Effect if effect in DEMANDS)
_GIST = "请求付清到期款项"
"""What every demand asks for, unless --gist says more."""

_OPTIONS = (
    click.option(
        "--letter",
        type=Word(_LETTERS),
        metavar="LETTER",
        help=f"是哪一种函：{'、'.join(_LETTERS)}；给出则一并写进案件文件。",
    ),
    click.option("--sent-on", type=Day(), metavar="DAY", help="这封函的发出日期。"),
    click.option(
        "--channel", type=Word(Channel), metavar="CHANNEL", help=f"方式：{'、'.join(Channel)}。"
    ),
    click.option("--tracking", default="", metavar="NUMBER", help="快递单号。"),
    click.option("--to", default="", metavar="NAME", help="收件人；只有一个债务人的可不写。"),
    click.option("--pay-by", type=Day(), metavar="DAY", help="函里写的付款期限。"),
    click.option("--gist", default="", metavar="TEXT", help=f"函的要点；不写则为“{_GIST}”。"),
    click.option(
        "--proof", type=click.Path(path_type=Path), metavar="FILE", help="送达证明，如签收记录。"
    ),
)


class LetterOptions(TypedDict):
    """What the options say of a letter (函件选项)."""

    letter: Effect | None
    sent_on: dt.date | None
    channel: Channel | None
    tracking: str
    to: str
    pay_by: dt.date | None
    gist: str
    proof: Path | None


def letter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of :class:`LetterOptions`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def change_of(
    folder: Path, event: Event, day: dt.date, files: Sequence[Path], said: LetterOptions
) -> tuple[Change | None, dict[str, str]]:
    """Return what a letter adds to the case file, and what the journal says of the letter.

    ``day`` is when it was sent or arrived. Both are empty without a letter. Raises InputError for
    options that do not go together, and as :mod:`legaldocs.case.letter_row` does.
    """
    _refuse_unfitting(event, day, said)
    if said["letter"] is None:
        return None, {}
    from legaldocs.case.letter_row import arrived, in_folder, sent

    named = {
        "sent_on": str(day) if event == "sent" else str(said["sent_on"] or ""),
        "channel": str(said["channel"] or ""),
        "effect": str(said["letter"]),
        "counterparty": said["to"],
        "tracking": said["tracking"],
    }
    named = {key: text for key, text in named.items() if text}
    proof = in_folder(folder, said["proof"]) if said["proof"] else ""
    if event == "sent":
        more = {
            "gist": said["gist"] or _GIST,
            "pay_by": str(said["pay_by"] or ""),
            "file": in_folder(folder, files[0]) if files else "",
        }
        return sent(folder, {**named, **more}), named
    change, row = arrived(folder, named, {"arrived_on": str(day), "proof": proof})
    return change, {**named, "sent_on": str(row.sent_on)}


def _refuse_unfitting(event: Event, day: dt.date, said: LetterOptions) -> None:
    """Refuse options that say nothing together."""
    given = [f"--{key.replace('_', '-')}" for key, value in said.items() if value]
    if given and said["letter"] is None:
        raise InputError(
            f"写了 {'、'.join(given)}，没有写是哪一种函",
            next_step=f"加上 --letter，可选的有 {'、'.join(_LETTERS)}",
        )
    if given and event not in ("sent", "delivered"):
        raise InputError("--letter 只用于函件的发出和送达", next_step="EVENT 写 发出 或者 送达")
    if event == "sent" and given:
        if said["channel"] is None:
            raise InputError(
                "没有写函是怎样送的", next_step=f"加上 --channel，可选的有 {'、'.join(Channel)}"
            )
        if said["sent_on"] not in (None, day):
            raise InputError(
                "--on 和 --sent-on 写了两个日期",
                found=f"{day}、{said['sent_on']}",
                next_step="发出的函只写 --sent-on",
            )
        if said["proof"]:
            raise InputError(
                "刚发出的函还没有送达证明", next_step="送达以后用 EVENT 送达 和 --proof 记下"
            )
