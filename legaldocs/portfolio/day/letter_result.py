"""What became of a letter: sent, and arrived or come back; its task follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.case.arrival import names_a_return
from legaldocs.case.vocabulary import Channel, DeliveryResult, Effect
from legaldocs.core.errors import InputError
from legaldocs.portfolio.day.model import Task, TaskItem
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.step import BEFORE_DUE, LADDER, Step
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording

_NOBODY = re.compile(r"拒绝(?:签收|接收)|无人(?:签收|接收|应答|收件)|未(?:签收|妥投|送达)")
_SIGNED = re.compile(r"签收|妥投|收讫")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterResult:
    """What a person noted of a letter (函件的投递).

    ``kind`` names the letter where no task is named. ``result_on`` is the day it arrived or came
    back.
    """

    kind: Effect | None = None
    sent_on: dt.date | None = None
    channel: Channel | None = None
    tracking: str = ""
    address: str = ""
    pay_by: dt.date | None = None
    result: DeliveryResult | None = None
    result_on: dt.date | None = None

    @property
    def day(self) -> dt.date | None:
        """The day of what is noted last."""
        return self.result_on or self.sent_on


def refuse_contradiction(said: LetterResult, files: Iterable[Path | None], gist: str) -> None:
    """Refuse a result that the name of its proof, or what is said of it, contradicts.

    A letter that was refused, noted as arrived, would never be sent again. Raises InputError.
    """
    names = [file.name for file in files if file is not None]
    back = [text for text in (*names, gist) if names_a_return(text) or _NOBODY.search(text)]
    signed = [name for name in names if _SIGNED.search(name) and name not in back]
    against = back if said.result is DeliveryResult.ARRIVED else signed
    if said.result is not None and against:
        raise InputError(
            f"投递结果写的是{said.result}，证明写的是相反的",
            found=against[0],
            next_step="核对原件：被拒收、退回的，写 --result 拒收 或者 退回；"
            "结果没有写错的，改文件名或者要点",
        )


def record_letter(
    book: BookFolder,
    entry: Recording,
    customer: Mapping[str, Any],
    said: LetterResult,
    task: dict[str, Any] | None,
) -> dict[str, Any]:
    """Write what became of a letter into its task, and return the task as it was.

    Without a task it is the one of its kind that waits; where none does, one is made: a letter
    that went out without the book. Raises InputError for days that do not follow each other.
    """
    task = task or _waiting(entry.connection, customer, said)
    if task is None:
        task = _made(book, entry, customer, said)
    if not task["letter"]:
        raise InputError("这个待办没有函件", found=task["step"], next_step="只写 --gist")
    values = _values(task, said)
    if _is_over(book, task, {**task, **values}):
        values["done_on"] = said.day
    entry.rows(Task).change(task, values)
    entry.flush()
    return {**task, **values}


def _waiting(
    connection: Connection, customer: Mapping[str, Any], said: LetterResult
) -> dict[str, Any] | None:
    """Return the task of a kind of letter that what is noted belongs to."""
    if said.kind is None:
        raise InputError("没有写是哪一封函", next_step="加 --task 编号，或者 --letter 催告函 之类")
    chosen = select(Task.__table__).where(
        Task.customer_id == customer["id"], Task.letter == said.kind.value,
        Task.closed_on.is_(None), Task.done_on.is_(None),
    )  # fmt: skip
    found = [dict(row) for row in connection.execute(chosen.order_by(Task.id)).mappings()]
    fits = [row for row in found if (row["sent_on"] is None) == (said.sent_on is not None)]
    if len(fits) > 1:
        numbers = "、".join(str(row["id"]) for row in fits)
        raise InputError("有几封这样的函", found=numbers, next_step="用 --task 写明是哪一个")
    if not fits and said.sent_on is None:
        raise InputError(
            f"没有已经发出、还没有结果的{said.kind}", next_step="先用 --sent 登记哪天发出"
        )
    return fits[0] if fits else None


def _made(
    book: BookFolder, entry: Recording, customer: Mapping[str, Any], said: LetterResult
) -> dict[str, Any]:
    """Make the task of a letter that was sent without one: for all that was overdue then."""
    if said.sent_on is None or said.kind is None:
        raise InputError("没有写哪天发出", next_step="加 --sent")
    rules = (book.settings.day or USUAL).rules()
    step = next((at for at in LADDER for rule in rules[at] if rule.letter is said.kind), None)
    if step is None:
        raise InputError(f"催收级别里没有发{said.kind}的步骤", next_step="核对 book.yaml 的 day")
    due = Receivable.due_on >= said.sent_on if step in BEFORE_DUE else (
        Receivable.due_on < said.sent_on
    )  # fmt: skip
    mine = Receivable.customer_id == customer["id"]
    items = [one for one in open_items(entry.connection, said.sent_on, mine, due)
             if one.open_fen > 0]  # fmt: skip
    if not items:
        raise InputError("那天没有逾期的应收", found=str(said.sent_on), next_step="核对日期")
    attempt = 1 + _attempts(entry.connection, [item.id for item in items], step)
    values: dict[str, Any] = {
        "key": f"{step.name}:{min(item.id for item in items)}:{attempt}",
        "customer_id": customer["id"],
        "step": step.value,
        "letter": said.kind.value,
        "channel": str(said.channel or rules[step][-1].channel or Channel.COURIER),
        "amount_fen": sum(item.open_fen for item in items),
        "why": "没有经过每日清单，直接发出",
        "made_on": said.sent_on,
        "due_on": said.sent_on,
        "approval_level": 0,
    }
    number = entry.rows(Task).make(values)
    for item in items:
        entry.rows(TaskItem).make(
            {
                "task_id": number, "receivable_id": item.id, "step": step.value,
                "attempt": attempt, "amount_fen": item.open_fen,
            }
        )  # fmt: skip
    entry.flush()
    return dict(entry.rows(Task).known("id", [number])[0])


def _attempts(connection: Connection, receivables: list[int], step: Step) -> int:
    chosen = select(TaskItem.attempt).where(
        TaskItem.receivable_id.in_(receivables), TaskItem.step == step.value
    )
    return max(connection.scalars(chosen), default=0)


def _values(task: Mapping[str, Any], said: LetterResult) -> dict[str, Any]:
    sent_on = said.sent_on or task["sent_on"]
    if sent_on is None:
        raise InputError("还没有登记哪天发出", next_step="加 --sent")
    if said.result_on is not None and said.result_on < sent_on:
        raise InputError(
            "到达日早于发出日", found=f"{said.result_on} 早于 {sent_on}", next_step="核对日期"
        )
    if said.pay_by is not None and said.pay_by < sent_on:
        raise InputError("付款期限早于发出日", found=str(said.pay_by), next_step="核对 --pay-by")
    if task["arrived_on"] is not None and said.result_on is not None:
        raise InputError("已经登记过结果", found=f"{task['arrived_on']} {task['result']}")
    given = {
        "sent_on": sent_on,
        "channel": said.channel and said.channel.value,
        "tracking": said.tracking,
        "address": said.address,
        "pay_by": said.pay_by,
        "result": said.result and said.result.value,
        "arrived_on": said.result_on,
    }
    return {key: value for key, value in given.items() if value}


def _is_over(book: BookFolder, task: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Return whether it is done: a letter that must arrive by its result, others once sent."""
    rules = (book.settings.day or USUAL).rules().get(Step(task["step"]), ())
    waits = any(rule.must_arrive for rule in rules)
    return task["done_on"] is None and (not waits or bool(now["result"] and now["arrived_on"]))
