"""Does the case say without contradiction who may see a file?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.disclosure import Disclosure
from legaldocs.case.files import (
    file_suggestion,
    found_files,
    is_internal,
    named_files,
    same_name,
)
from legaldocs.core.findings import EXHIBITS, Finding
from legaldocs.core.near import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.files import NamedFile
    from legaldocs.claim.matter import Matter


def rows_agree_on_the_audience(matter: Matter) -> Iterator[Finding]:
    """Rows that name one file must say the same of it; an exhibit cannot be internal in one."""
    rows: dict[str, list[NamedFile]] = {}
    for named in named_files(matter.case):
        rows.setdefault(same_name(named.path), []).append(named)
    for path, together in rows.items():
        said = {named.audience for named in together}
        if len(said - {None}) > 1 or (len(said) > 1 and Disclosure.INTERNAL in said):
            heard = "、".join(f"{named.origin} {named.audience or '没有写'}" for named in together)
            yield Finding(
                "LD-DISCLOSE-CONFLICT",
                "error",
                f"同一个文件“{path}”给谁看，各行写得不同：{heard}",
                where=str(together[0].origin),
                next_step="引用这个文件的各行写同样的 audience",
                blocks=(EXHIBITS,),
            )


def exhibits_are_not_internal(matter: Matter) -> Iterator[Finding]:
    """A file in a folder internal/ never leaves, so that it cannot be an exhibit."""
    for exhibit in matter.exhibits:
        for file in exhibit.files:
            if is_internal(file):
                yield Finding(
                    "LD-FILE-INTERNAL",
                    "error",
                    f"{exhibit.title}的文件“{file}”在 internal 文件夹里，不会收入任何证据包",
                    where=str(exhibit.rows[0]),
                    next_step="作为证据的，移出 internal 文件夹并改正 file；"
                    "内部留存的，在这一行写 audience: 内部",
                    blocks=(EXHIBITS,),
                )


def redactions_name_files(matter: Matter) -> Iterator[Finding]:
    """A row of redactions whose file is not there would leave the meant file as it is."""
    if not matter.case.redactions:
        return
    there = {same_name(path) for path in found_files(matter.case)}
    for row in matter.case.redactions:
        for file in row.file:
            if same_name(file) not in there:
                yield Finding(
                    "LD-FILE-MISSING",
                    "error",
                    f"找不到要遮盖的文件“{shown(file)}”",
                    where=str(row.origin.of("file")),
                    next_step=f"{file_suggestion(file, there)}核对文件名（含大小写和后缀）；"
                    "改正以前不制作给对方的证据包",
                )


GUARDS = (rows_agree_on_the_audience, exhibits_are_not_internal, redactions_name_files)
