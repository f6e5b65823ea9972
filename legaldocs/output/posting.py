"""How a letter goes out: to whom, where to and by which means, as its case had it when it was made.

It is stated beside the letter, so that what is printed on an envelope agrees with the letter in it.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta


class Addressee(msgspec.Struct, frozen=True):
    """One to whom a letter goes (收件人)."""

    name: Annotated[str, Meta(description="名称")]
    role: Annotated[str, Meta(description="地位")]
    natural: Annotated[bool, Meta(description="是否自然人")]
    address: Annotated[str, Meta(description="送达地址，没有约定的为住所；可以为空")]
    contact: Annotated[str, Meta(description="联系人，可以为空")]
    phone: Annotated[str, Meta(description="电话，可以为空")]
    email: Annotated[str, Meta(description="电子邮箱，可以为空")]


class Sender(msgspec.Struct, frozen=True):
    """Who sends a letter (寄件人)."""

    name: Annotated[str, Meta(description="名称")]
    contact: Annotated[str, Meta(description="联系人，可以为空")]
    phone: Annotated[str, Meta(description="电话，可以为空")]
    address: Annotated[str, Meta(description="地址，可以为空")]


class Posting(msgspec.Struct, frozen=True):
    """How a letter goes out (寄送)."""

    kind: Annotated[str, Meta(description="函件名称，不含收件人")]
    effect: Annotated[str, Meta(description="记入 communications 的性质；记在别处的为空")]
    channel: Annotated[str, Meta(description="方式，按函件阶梯；没有规定的为快递")]
    pay_by: Annotated[dt.date | None, Meta(description="函件写的付款期限；没有的为空")]
    contracts: Annotated[tuple[str, ...], Meta(description="合同编号")]
    sender: Annotated[Sender, Meta(description="寄件人")]
    to: Annotated[tuple[Addressee, ...], Meta(description="收件人，每人一份")]
    mail_agreed: Annotated[bool, Meta(description="各合同的送达条款是否写明电子邮件")]
