"""What is removed from an exhibit before the other side gets it, as a case file states it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from legaldocs.case.party import Files  # noqa: TC001 - the reader resolves the annotations
from legaldocs.core.origin import Origin  # noqa: TC001 - as above

if TYPE_CHECKING:
    from legaldocs.core.typed import TypedReader

_WHOLE = 100


class RedactionRule(StrEnum):
    """What is looked for in the text of a page (遮盖规则)."""

    ID_NUMBER = "身份证号"
    PHONE = "电话号码"
    ACCOUNT = "银行账号"
    HOME_ADDRESS = "家庭住址"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionBox:
    """A rectangle of a page that is removed (遮盖方框).

    ``page`` counts the sheets that the file has in the volume, from one; the edges are percent of
    the width and height of the sheet, from its upper left corner.
    """

    origin: Origin
    page: Annotated[int, "页"]
    left: Annotated[int, "左"]
    top: Annotated[int, "上"]
    right: Annotated[int, "右"]
    bottom: Annotated[int, "下"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What is removed from exhibits that the other side gets (遮盖).

    Without a ``file`` it is every exhibit. ``pictures_checked`` says that a person has looked at
    the pictures in it, which no rule reads, and found nothing more to remove.
    """

    origin: Origin
    file: Files = ()
    rules: Annotated[tuple[RedactionRule, ...], "规则"] = ()
    words: Annotated[tuple[str, ...], "字句"] = ()
    boxes: Annotated[tuple[RedactionBox, ...], "方框"] = ()
    pictures_checked: Annotated[bool, "图片已人工核对"] = False


def check_redactions(rows: tuple[Redaction, ...], reader: TypedReader) -> None:
    """Note the rows that remove nothing, and boxes that are no part of a page."""
    for row in rows:
        if not (row.rules or row.words or row.boxes):
            reader.note(
                "LD-CASE-REDACTION",
                row.origin,
                "没有写要遮盖什么",
                next_step="写 rules（规则）、words（字句）或者 boxes（方框）",
            )
        if row.boxes and not row.file:
            reader.note(
                "LD-CASE-REDACTION",
                row.origin,
                "方框没有写是哪个文件的",
                next_step="在这一行写 file",
            )
        for box in row.boxes:
            inside = box.left < box.right <= _WHOLE and box.top < box.bottom <= _WHOLE
            if not inside or not box.page:
                reader.note(
                    "LD-CASE-REDACTION",
                    box.origin,
                    "方框不在页面之内",
                    next_step="page 从 1 起；left 小于 right，top 小于 bottom，至多 100（百分比）",
                )
