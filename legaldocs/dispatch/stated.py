"""What was prepared for sending: ``dispatch.json``."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta

from legaldocs.output.reply import Reply, Sha256


class Parcel(msgspec.Struct, frozen=True):
    """A letter to one addressee, and where it lies (一件寄件)."""

    number: Annotated[int, Meta(description="清单上的序号")]
    case: Annotated[str, Meta(description="案件")]
    paper: Annotated[str, Meta(description="文书代号")]
    kind: Annotated[str, Meta(description="函件名称")]
    to: Annotated[str, Meta(description="收件人")]
    channel: Annotated[str, Meta(description="方式")]
    sha256: Annotated[
        tuple[Sha256, ...], Meta(description="函件及其附送文件的 SHA-256，与证据包所列的相同")
    ]
    print: Annotated[str, Meta(description="打印文件；不打印的为空")]
    first: Annotated[int, Meta(description="在打印文件里的第一页；不打印的为 0")]
    last: Annotated[int, Meta(description="最后一页，不含其后的空白页；不打印的为 0")]
    blanks: Annotated[int, Meta(description="为双面打印加入的空白页数")]
    label: Annotated[bool, Meta(description="是否印有标签")]
    courier: Annotated[bool, Meta(description="是否写入快递文件")]
    mail: Annotated[str, Meta(description="邮件草稿；没有的为空")]


class Dispatched(Reply, frozen=True, tag="legaldocs.dispatched/1"):
    """What was prepared for sending (寄送批次); ``dispatch.json`` of its folder."""

    as_of: Annotated[dt.date, Meta(description="函件的日期，有几个的为最后一个")]
    proof: Annotated[bool, Meta(description="是否只是校样")]
    duplex: Annotated[bool, Meta(description="是否按双面打印加入空白页")]
    list_sha256: Annotated[Sha256, Meta(description="寄件清单写出时的 SHA-256")]
    parcels: Annotated[tuple[Parcel, ...], Meta(description="各件")]
