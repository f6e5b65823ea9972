"""What came back on a statement, as its file says it: a scan, a mail, or the page's answer file."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.evidence.files.media import kind_shown
from legaldocs.portfolio.statement.code import Payload, numbers_in, read_payload
from legaldocs.portfolio.statement.outcome import Outcome, Way
from legaldocs.portfolio.statement.page_answer import read_page_answer
from legaldocs.volume.convert.mail_parts import read_mail
from legaldocs.volume.convert.outlook import MSG, read_msg
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.scan.codes import can_read_codes, codes_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from pathlib import Path

    from legaldocs.volume.convert.mail_parts import Mail

_MAIL, _JSON = "message/rfc822", "application/json"
_SCANS = frozenset({"application/pdf", "image/jpeg", "image/png"})
_CHINA = dt.timezone(dt.timedelta(hours=8))
_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)（时区 ([+-]\d\d:\d\d)）")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
_QUOTED = re.compile(
    r"^\s*>|^[\s-]*(?:原始邮件|原邮件|Original Message|转发的?邮件)|^\s*发件人\s*[:：]|^\s*From\s*:"
    r"|写道\s*[:：]\s*$|\bwrote\s*:\s*$",
    re.IGNORECASE,
)
"""Where a mail begins to repeat the one that it answers."""

_PLAIN = re.compile(r"(?:您好|你好|收到)?(?:经)?(?:核对|核实|确认|对账|余额核对)(?:无误|一致|相符)")
_DOUBT = re.compile(
    r"不|没|未|非|误差|有误|错|异|差|少|多|扣|退|但|除|另|其中|待|暂|尚|先|再|如果|若|需|请|吗|[?？]"
)
_MARKS = re.compile(r"[\s，。、！!,.；;：:~～]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a file that came back says by itself (回来的文件); what it does not say is empty.

    ``numbers`` are the statements that it names, ``payloads`` its QR codes or answer code, by which
    it is known for ours; ``sender`` the address that a mail came from.
    """

    way: Way
    numbers: tuple[str, ...] = ()
    payloads: tuple[Payload, ...] = ()
    answered_on: dt.date | None = None
    outcome: Outcome | None = None
    balance: Decimal | None = None
    who: str = ""
    authority: str = ""
    note: str = ""
    sender: str = ""
    remark: str = ""
    """Why a code was not read."""


def read_returned(path: Path, data: bytes) -> Returned:
    """Return what a file says. Raises InputError for one that is none of the three, or broken."""
    media = kind_shown(io.BytesIO(data)).media_type
    if media in _SCANS:
        return _scan(data)
    if media in {_MAIL, MSG}:
        return _mail(path, data, media)
    if media == _JSON:
        return _page(data)
    raise InputError(
        "看不出是什么回复", where=str(path), expected="扫描件（PDF、JPG、PNG）、邮件（.eml、.msg）"
        "或者对账页面的回复文件（.json）", found=media,
        next_step="图片另存为 JPG；其他软件的文件打印成 PDF",
    )  # fmt: skip


def _scan(data: bytes) -> Returned:
    payloads, remark = _payloads([data])
    numbers = tuple(dict.fromkeys(one.number for one in payloads))
    return Returned(way=Way.SCAN, numbers=numbers, payloads=payloads, remark=remark)


def _payloads(files: Iterable[bytes]) -> tuple[tuple[Payload, ...], str]:
    """Return the QR codes of statements in files, and why there may be others unread."""
    if not can_read_codes():
        return (), '没有安装读二维码的程序（pip install "legaldocs[codes]"）'
    found, remark = [], ""
    for data in files:
        try:
            found += [read_payload(text) for text in codes_in(data)]
        except Unreadable as error:
            remark = str(error)
    known = tuple(dict.fromkeys(one for one in found if one is not None))
    return known, "" if known else remark or "文件里没有读到对账单的二维码"


def _page(data: bytes) -> Returned:
    said = read_page_answer(data)
    return Returned(
        way=Way.PAGE,
        numbers=(said.number,),
        payloads=(Payload(said.number, said.content_sha256, said.answer_code),),
        answered_on=said.answered_at.astimezone(_CHINA).date(),
        outcome=Outcome(said.outcome),
        balance=said.balance_stated,
        who=f"{said.name}（{said.post}）" if said.post else said.name,
        authority=said.authority,
        note=said.note,
    )


def _mail(path: Path, data: bytes, media: str) -> Returned:
    try:
        mail = fenced(read_msg, path) if media == MSG else fenced(read_mail, data)
    except Unreadable as error:
        raise InputError("邮件无法读取", where=str(path), found=str(error)) from error
    heading = dict(mail.heading)
    text = own_words(mail)
    scans = [one.data for one in mail.attachments if _is_scan(one.data)]
    payloads, remark = _payloads(scans) if scans else ((), "")
    whole = f"{heading.get('主题', '')}\n" + "\n".join(map(_text, mail.texts))
    sender = _ADDRESS.search(heading.get("发件人", ""))
    return Returned(
        way=Way.MAIL,
        numbers=tuple(dict.fromkeys([*numbers_in(whole), *(one.number for one in payloads)])),
        payloads=payloads,
        answered_on=_day(heading.get("日期", "")),
        outcome=Outcome.CONFIRMED if plainly_confirms(text) else None,
        who=heading.get("发件人", "") if sender else "",
        sender=sender[0].lower() if sender else "",
        remark=remark,
    )


def _is_scan(data: bytes) -> bool:
    return kind_shown(io.BytesIO(data)).media_type in _SCANS


def _day(written: str) -> dt.date | None:
    """Return the day of a mail in China, None where its time or zone is unknown."""
    found = _TIME.fullmatch(written)
    if found is None:
        return None
    return dt.datetime.fromisoformat(f"{found[1]}{found[2]}").astimezone(_CHINA).date()


def own_words(mail: Mail) -> str:
    """Return what the writer of a mail wrote, without the mail that is answered."""
    lines: list[str] = []
    for line in "\n".join(map(_text, mail.texts)).splitlines():
        if _QUOTED.search(line):
            break
        lines.append(line)
    return "\n".join(lines)


def plainly_confirms(text: str) -> bool:
    """Return whether a text says that the balance is right, and nothing that may qualify it.

    >>> plainly_confirms("您好，经核对无误。"), plainly_confirms("核对无误，但运费未扣")
    (True, False)
    """
    lines = [_MARKS.sub("", line) for line in text.splitlines()]
    rest = [line for line in lines if not _PLAIN.fullmatch(line)]
    said = len(rest) < len(lines)
    return said and not any(_DOUBT.search(line.replace("无误", "")) for line in rest)


def _text(part: object) -> str:
    words = str(getattr(part, "text", ""))
    if not getattr(part, "is_html", False):
        return words
    reader = _Words()
    reader.feed(words)
    reader.close()
    return "".join(reader.said)


class _Words(HTMLParser):
    """The words of HTML, a block a line (网页文字); what is quoted in it begins a quotation."""

    _BLOCKS = frozenset({"p", "div", "br", "tr", "li", "table", "hr", "h1", "h2", "h3"})
    _UNSEEN = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line, or a quotation."""
        del attrs
        self._hidden += tag in self._UNSEEN
        if tag == "blockquote":
            self.said.append("\n> ")
        elif tag in self._BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is not seen."""
        self._hidden -= tag in self._UNSEEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Take words that are seen."""
        if not self._hidden:
            self.said.append(data)
