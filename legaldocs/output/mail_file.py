"""A mail as a file that a mail program opens for writing: a person reads it and sends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PARTED = re.compile(r"[;；,，、\s]+")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_BOUNDARY = 40


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a mail carries (附件); ``subtype`` is its kind of application."""

    name: str
    data: bytes
    subtype: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that nobody has sent yet (邮件草稿)."""

    to: str
    addresses: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()

    def draft(self, digest: str) -> bytes:
        """Return the .eml; ``digest`` marks where its parts begin, the same for the same mail.

        It has neither sender, day nor id: the program that sends it fills them in. X-Unsent makes
        Outlook open it for writing.
        """
        message = EmailMessage(policy=SMTP)
        message["X-Unsent"] = "1"
        message["To"] = [Address(on_a_line(self.to), addr_spec=one) for one in self.addresses]
        message["Subject"] = on_a_line(self.subject)
        message.set_content(self.body, cte="base64")
        for file in self.attachments:
            message.add_attachment(
                file.data, maintype="application", subtype=file.subtype, filename=file.name
            )
        if self.attachments:
            message.set_boundary(f"=_{digest[:_BOUNDARY]}")
        return message.as_bytes()


def mail_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses that a field gives, none unless every one is an address."""
    found = tuple(filter(None, _PARTED.split(text)))
    return found if all(_ADDRESS.fullmatch(one) for one in found) else ()


def on_a_line(text: str) -> str:
    """Return a text that a header can hold, which ends with its line."""
    return " ".join(text.split())


def file_name(text: str) -> str:
    """Return a text without the signs that no name of a file may have."""
    return _NOT_IN_NAMES.sub("_", text)
