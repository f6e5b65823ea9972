"""A letter as the draft of a mail: a person opens it, reads it and sends it."""

from __future__ import annotations

import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.dispatch.item import Item

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PARTED = re.compile(r"[;；,，、\s]+")
_NAME = 40
"""Characters of a party in the name of a file, so that it is not too long for a disk."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def mail_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses that a field gives, none unless every one is an address."""
    found = tuple(filter(None, _PARTED.split(text)))
    return found if all(_ADDRESS.fullmatch(one) for one in found) else ()


def mail_draft(item: Item, contents: Sequence[bytes]) -> bytes:
    """Return the .eml of a letter with its files ``contents`` attached.

    It has neither sender, day nor id: the program that sends it fills them in. X-Unsent makes
    Outlook open it for writing.
    """
    message, to = EmailMessage(policy=SMTP), item.addressee
    message["X-Unsent"] = "1"
    who = _on_a_line(to.name)
    message["To"] = [Address(who, addr_spec=one) for one in mail_addresses(to.email)]
    subject = f"《{item.kind}》：{item.posting.sender.name}致{who}{_about(item)}"
    message["Subject"] = _on_a_line(subject)
    message.set_content(_body(item), cte="base64")
    for file, data in zip(item.files, contents, strict=True):
        name = _NOT_IN_NAMES.sub("_", f"{file.title}-{who[:_NAME]}.pdf")
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    hashed = hashlib.sha256(f"{item.case}\n{item.paper}\n{to.name}".encode())
    for file in item.files:
        hashed.update(file.sha256.encode())
    message.set_boundary(f"=_{hashed.hexdigest()[:40]}")
    return message.as_bytes()


def mail_name(number: int, item: Item) -> str:
    """Return the name of the file of a draft."""
    return _NOT_IN_NAMES.sub("_", f"{number:04d}-{item.kind}-{item.addressee.name[:_NAME]}.eml")


def _on_a_line(text: str) -> str:
    """Return a text that a header can hold, which ends with its line."""
    return " ".join(text.split())


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
