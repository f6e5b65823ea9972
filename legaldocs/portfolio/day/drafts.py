"""The drafts of a task, in a folder of its own: mail, text message, calendar, letter."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.core.atomic import publish
from legaldocs.output.mail_file import Attachment, Mail, mail_addresses
from legaldocs.portfolio.day.appointment import appointment
from legaldocs.portfolio.day.letter_file import LETTERS_MADE, letter_name, letter_of
from legaldocs.portfolio.day.message import SPOKEN_TO, Message, Sender, sms_size
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.model import ContactPerson

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.letter_file import LetterFile
    from legaldocs.portfolio.day.work import Work
    from legaldocs.portfolio.place import BookFolder

DAYS = "days"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_NAME = 30
_MOBILE = re.compile(r"(?:\+?86)?(1\d{10})", re.ASCII)
_HOURS = "08:00—22:00 之间发，只发给客户自己的联系人"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was drafted for a task (草稿): its folder in the book's, and what was left out and why.

    ``refused`` says why there is no letter, ``draft_why`` why the letter may not go yet. ``fresh``
    unless the same was there before.
    """

    task_id: int
    folder: str
    files: tuple[str, ...]
    fresh: bool = True
    refused: str = ""
    draft_why: str = ""
    lacking: tuple[str, ...] = ()


@dataclass(slots=True)
class _People:
    """The contacts of a customer that can be reached (可以联系的人)."""

    mails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)
    everyone: list[str] = field(default_factory=list)


class Drafting:
    """Makes the drafts of a day's tasks (起草)."""

    def __init__(self, connection: Connection, book: BookFolder, as_of: dt.date) -> None:
        self._connection, self._book, self._as_of = connection, book, as_of
        self._policy = book.settings.day or USUAL
        self._people = _reachable(connection, as_of)

    def place(self, work: Work) -> str:
        """Return the folder of a task's drafts, in the book's folder."""
        name = _named(f"{work.task_id}-{work.step}-{work.customer[:_NAME]}")
        return f"{DAYS}/{work.made_on}/{folder_name(work.owner)}/{name}"

    def lacks_letter(self, work: Work) -> bool:
        """Return whether the letter of a drafted task is still to be made."""
        if work.letter not in LETTERS_MADE or work.sent_on is not None:
            return False
        folder = self._book.path / work.drafts
        names = [letter_name(work.letter, draft=False)]
        names += [] if work.may_go else [letter_name(work.letter, draft=True)]
        return not any((folder / f"{name}.pdf").is_file() for name in names)

    def draft(self, work: Work) -> Drafted:
        """Write the drafts of a task, whole, over what a killed run or an earlier one left."""
        letter = self._letter(work)
        files, lacking = self._files(work, letter)
        refused, draft_why = (letter.refused, letter.draft_why) if letter else ("", "")
        if refused:
            files["函件没有生成.txt"] = f"{refused}\n".encode()
        if draft_why:
            files["函件还是草稿.txt"] = f"{draft_why}\n".encode()
        place = self.place(work)
        fresh = _held(self._book.path / place) != files
        if fresh:
            with publish(self._book.path / place, replace=True) as folder:
                for name, data in files.items():
                    (folder / name).write_bytes(data)
        return Drafted(
            work.task_id or 0, place, tuple(sorted(files)), fresh, refused, draft_why,
            tuple(lacking),
        )  # fmt: skip

    def _letter(self, work: Work) -> LetterFile | None:
        if work.letter not in LETTERS_MADE:
            return None
        return letter_of(self._connection, self._book, work, self.sender(work), self._as_of)

    def _files(self, work: Work, letter: LetterFile | None) -> tuple[dict[str, bytes], list[str]]:
        people = self._people.get(work.customer_id, _People())
        files = {"日历.ics": appointment(work, self._book.settings.name, people.everyone)}
        lacking: list[str] = []
        if letter is not None and letter.pdf:
            files |= {f"{letter.name}.docx": letter.docx, f"{letter.name}.pdf": letter.pdf}
        if work.step not in SPOKEN_TO:
            return files, lacking
        message = Message(work, self.sender(work), self._policy, self._as_of)
        files["邮件.eml"] = self._mail(work, message, people, letter)
        if not people.mails:
            lacking.append("客户没有登记邮箱，邮件草稿没有收件人")
        if text := message.sms():
            files["短信.txt"] = _sms(text, people)
            if not people.phones:
                lacking.append("客户没有登记手机，短信草稿没有收件人")
        return files, lacking

    def _mail(
        self, work: Work, message: Message, people: _People, letter: LetterFile | None
    ) -> bytes:
        made = letter if letter is not None and letter.pdf and not letter.draft else None
        attached = (Attachment(f"{made.title}.pdf", made.pdf, "pdf"),) if made else ()
        mail = Mail(
            to=work.customer,
            addresses=tuple(people.mails),
            subject=message.subject,
            body=message.body(made.title if made else ""),
            attachments=attached,
        )
        digest = hashlib.sha256(work.key.encode())
        for file in attached:
            digest.update(file.data)
        return mail.draft(digest.hexdigest())

    def sender(self, work: Work) -> Sender:
        """Return who writes for us: the owner of the task, else the creditor's own contact."""
        settings = self._book.settings
        own = settings.creditor
        who = next((one for one in settings.people if one.name == work.owner), None)
        return Sender(
            company=own.name if own else settings.name,
            person=(who.name if who else "") or (own.contact if own else ""),
            phone=(who.phone if who else "") or (own.phone if own else ""),
            email=(who.email if who else "") or (own.email if own else ""),
            account=own.account if own else None,
        )


def _held(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder; none where it is not there."""
    if not folder.is_dir():
        return {}
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def _sms(text: str, people: _People) -> bytes:
    length, parts = sms_size(text)
    to = "；".join(f"{name} {phone}".strip() for name, phone in people.phones) or "没有登记手机"
    head = [f"发给：{to}", f"长度：{length} 字，计 {parts} 条", f"时间：{_HOURS}", "", text]
    return ("\n".join(head) + "\n").encode()


def _reachable(connection: Connection, as_of: dt.date) -> Mapping[int, _People]:
    """Return how every customer's contacts can be reached."""
    columns = ("customer_id", "name", "post", "phone", "email")
    chosen = select(*(getattr(ContactPerson, name) for name in columns)).where(
        ContactPerson.there(as_of)
    )
    found: dict[int, _People] = {}
    for who, name, post, phone, email in connection.execute(chosen.order_by(ContactPerson.id)):
        people = found.setdefault(who, _People())
        people.mails += [one for one in mail_addresses(email) if one not in people.mails]
        mobile = _MOBILE.fullmatch(phone.replace("-", "").replace(" ", ""))
        if mobile:
            people.phones.append((name, mobile[1]))
        if phone:
            people.everyone.append(f"{name}{f'（{post}）' if post else ''} {phone}".strip())
    return found


def folder_name(owner: str) -> str:
    """Return the name of an owner's folder."""
    return _named(owner[:_NAME]) or "未写明经办"


def _named(text: str) -> str:
    """Return a text as the name of a folder: no sign that a disk refuses, no dot at its ends."""
    return _NOT_IN_NAMES.sub("_", text).strip(" .")
