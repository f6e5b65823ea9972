"""Which letters can go out as planned, and why others cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.core.findings import Finding
from legaldocs.output.mail_file import mail_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaldocs.dispatch.item import Item

_REMINDERS = frozenset({Effect.REMINDER, Effect.OVERDUE})
"""What may go to a mailbox that no contract names: nothing follows from its arrival."""


def sorted_out(items: Iterable[Item]) -> tuple[list[Item], list[Finding]]:
    """Return the letters that can be sent, and a finding for each that cannot."""
    kept: list[Item] = []
    findings: list[Finding] = []
    for item in items:
        refused = _refusal(item)
        if refused is None:
            kept.append(item)
        else:
            findings.append(refused)
    return kept, findings


def remarks(items: Iterable[Item]) -> Iterator[Finding]:
    """Yield what a person should know of letters that are sent: each sender once."""
    senders = set[str]()
    for item in items:
        sender = item.posting.sender
        lacking = [
            word for word, value in (("电话", sender.phone), ("地址", sender.address)) if not value
        ]
        if item.channel is Channel.COURIER and lacking and sender.name not in senders:
            senders.add(sender.name)
            yield Finding(
                "LD-DISPATCH-SENDER",
                "warning",
                f"寄件人{sender.name}没有{'、'.join(lacking)}，快递文件里为空",
                item.case,
                next_step="在案件文件里补上债权人的 phone、service_address，或者交寄时填写",
            )
        if item.channel is Channel.COURIER and not item.addressee.phone:
            yield _finding(
                item,
                "LD-DISPATCH-PHONE",
                "没有收件人电话，没有写入快递文件",
                "补上 phone 后重新生成，或者交寄时手工填单",
            )
        agreed = item.posting.mail_agreed or item.posting.effect in _REMINDERS
        if item.channel is Channel.EMAIL and not agreed:
            yield _finding(
                item,
                "LD-DISPATCH-SERVICE",
                "只以电子邮件发送，而合同的送达条款没有写明电子邮件，对方可能否认收到",
                "另以快递寄送：在 demand.steps 把方式改为快递；约定了的，service_clause 照写原文",
                warning=True,
            )


def _refusal(item: Item) -> Finding | None:
    to, channel = item.addressee, item.channel
    if channel is Channel.COURIER and not to.address:
        return _finding(
            item, "LD-DISPATCH-ADDRESS", "没有地址，不寄", "补上 service_address 或 address"
        )
    if channel is Channel.EMAIL and not mail_addresses(to.email):
        what = f"电子邮箱“{to.email}”无法识别" if to.email else "没有电子邮箱"
        return _finding(
            item,
            "LD-DISPATCH-EMAIL",
            f"按计划以电子邮件发送，{what}",
            "补上 email，或者在 demand.steps 把方式改为快递",
        )
    if channel not in (Channel.COURIER, Channel.EMAIL, Channel.VISIT):
        return _finding(
            item,
            "LD-DISPATCH-CHANNEL",
            f"按计划以{channel}发送，不在批量寄送之内",
            f"自行发送 {item.files[0].path.name}，用 legaldocs journal add 记下",
        )
    return None


def _finding(item: Item, code: str, what: str, step: str, *, warning: bool = False) -> Finding:
    named = f"致{item.addressee.name}的{item.kind}：{what}"
    return Finding(code, "warning" if warning else "error", named, item.case, next_step=step)
