"""The answer file that the page of a statement writes (docs/reference/statement-answer.md)."""

from __future__ import annotations

import binascii
import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from legaldocs.core.errors import InputError
from legaldocs.core.money import yuan

if TYPE_CHECKING:
    from decimal import Decimal

LARGEST = 4 << 20
"""Bytes of an answer file; a signature drawn by hand takes some thousands."""

_PNG = b"\x89PNG\r\n\x1a\n"
Point = tuple[float, float]


class Strokes(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="strokes", tag_field="kind"
):
    """A signature as it was drawn (签名笔迹), in the units of its width and height."""

    width: Annotated[float, Meta(gt=0)]
    height: Annotated[float, Meta(gt=0)]
    strokes: Annotated[
        tuple[Annotated[tuple[Point, ...], Meta(min_length=2)], ...], Meta(min_length=1)
    ]


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="png", tag_field="kind"):
    """A signature as a PNG picture (签名图片), in Base64."""

    data: str


class PageAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the customer answered on the page of a statement (网页回复)."""

    schema: Literal["legaldocs.statement.answer/1"]
    number: str
    content_sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    answer_code: Annotated[str, Meta(pattern="^[A-Z2-7]{26}$")]
    outcome: Literal["无误", "不符", "已签章"]
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    answered_at: Annotated[dt.datetime, Meta(tz=True)]
    post: Annotated[str, Meta(max_length=100)] = ""
    authority: Annotated[str, Meta(max_length=500)] = ""
    balance: str | None = None
    note: Annotated[str, Meta(max_length=5000)] = ""
    signature: Strokes | Drawing | None = None

    @property
    def balance_stated(self) -> Decimal | None:
        """The balance that the customer names, in yuan."""
        return None if self.balance is None else yuan(self.balance)


def read_page_answer(data: bytes) -> PageAnswer:
    """Return the answer in a file of the page. Raises InputError for any other file."""
    if len(data) > LARGEST:
        raise InputError("回复文件太大", found=f"{len(data) >> 10} KB")
    try:
        said = msgspec.json.decode(data, type=PageAnswer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            "回复文件的格式不对", found=str(error)[:120],
            next_step="请对方在对账页面重新填写，把得到的文件原样发来，不要改动",
        ) from error  # fmt: skip
    said.balance_stated  # noqa: B018 - refused here, before anything is kept
    if said.outcome == "已签章" and said.signature is None:
        raise InputError("回复文件写已签章，里面没有签名", next_step="请对方签名后重新生成")
    if isinstance(said.signature, Drawing):
        _check_picture(said.signature)
    return said


def _check_picture(drawing: Drawing) -> None:
    try:
        content = binascii.a2b_base64(drawing.data, strict_mode=True)
    except (binascii.Error, ValueError) as error:
        raise InputError("回复文件里的签名图片不是 Base64") from error
    if not content.startswith(_PNG):
        raise InputError("回复文件里的签名图片不是 PNG")
