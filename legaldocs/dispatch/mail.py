"""A letter as the draft of a mail: a person opens it, reads it and sends it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel
from legaldocs.output.mail_file import Attachment, Mail, file_name, mail_addresses, on_a_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.dispatch.item import Item

_NAME = 40
"""Characters of a party in the name of a file, so that it is not too long for a disk."""


def mail_draft(item: Item, contents: Sequence[bytes]) -> bytes:
    """Return the .eml of a letter with its files ``contents`` attached."""
    to = item.addressee
    who = on_a_line(to.name)
    attachments = tuple(
        Attachment(file_name(f"{file.title}-{who[:_NAME]}.pdf"), data, "pdf")
        for file, data in zip(item.files, contents, strict=True)
    )
    hashed = hashlib.sha256(f"{item.case}\n{item.paper}\n{to.name}".encode())
    for file in item.files:
        hashed.update(file.sha256.encode())
    mail = Mail(
        to=who,
        addresses=mail_addresses(to.email),
        subject=f"《{item.kind}》：{item.posting.sender.name}致{who}{_about(item)}",
        body=_body(item),
        attachments=attachments,
    )
    return mail.draft(hashed.hexdigest())


def mail_name(number: int, item: Item) -> str:
    """Return the name of the file of a draft."""
    return file_name(f"{number:04d}-{item.kind}-{item.addressee.name[:_NAME]}.eml")


def _about(item: Item) -> str:
    return f"（合同编号{'、'.join(item.posting.contracts)}）" if item.posting.contracts else ""


def _body(item: Item) -> str:
    sender = item.posting.sender
    titles = "、".join(f"《{file.title}》" for file in item.files)
    rows = [
        f"{item.addressee.name}：",
        "",
        f"现发送{titles}{_about(item)}，见附件，请查收。",
    ]
    if item.channel is Channel.COURIER and item.addressee.address:
        rows.append("函件原件另以快递寄送，内容相同。")
    rows += ["如有疑问，请按以下方式联系。" if sender.contact or sender.phone else "", ""]
    rows += [sender.name]
    rows += [
        f"{title}：{value}"
        for title, value in (("联系人", sender.contact), ("电话", sender.phone))
        if value
    ]
    return "\n".join(rows) + "\n"
