"""The draft of the mail that a statement of account goes with."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel
from legaldocs.dispatch.item import Enclosed, Item
from legaldocs.dispatch.mail import mail_draft
from legaldocs.output.posting import Addressee, Posting, Sender
from legaldocs.portfolio.statement.paper import FORM

if TYPE_CHECKING:
    from legaldocs.portfolio.statement.writing import Letter


def statement_mail(letter: Letter, pdf: bytes) -> bytes:
    """Return the .eml of a statement: who sends it opens it, reads it and sends it."""
    content, creditor = letter.content, letter.creditor
    to = Addressee(
        content.customer.name, "债务人", content.customer.natural, "", letter.contact, "",
        letter.email,
    )  # fmt: skip
    sender = Sender(creditor.name, creditor.contact, creditor.phone, creditor.address)
    posting = Posting(
        FORM.title, "", str(Channel.EMAIL), content.reply_by, (), sender, (to,), mail_agreed=False
    )
    title = f"{FORM.title}{content.number}"
    file = Enclosed(title, Path(), hashlib.sha256(pdf).hexdigest(), 0)
    item = Item(content.number, content.made_on, FORM.id, posting, to, (file,), ())
    return mail_draft(item, [pdf])
