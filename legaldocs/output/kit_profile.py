"""What a court or platform asks of the files that are uploaded to it (上传要求)."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - resolved at run time
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from legaldocs.case.vocabulary import ExhibitGroup  # noqa: TC001 - as above
from legaldocs.core import strict_yaml
from legaldocs.core.errors import InputError
from legaldocs.core.notation import NAME
from legaldocs.core.origin import Origin  # noqa: TC001 - as above
from legaldocs.core.regular_file import read_regular
from legaldocs.core.typed import TypedReader
from legaldocs.output.recipient import Recipient
from legaldocs.papers.catalogue import paper_named
from legaldocs.volume.arrangement import Arrangement, Separators
from legaldocs.volume.measured import Colour  # noqa: TC001 - as above

_PACKAGED = Path(__file__).parent / "kits"
_LARGEST = 1 << 20
_TOKEN = re.compile(r"\{[^{}]*\}")
TOKENS = ("{序号}", "{材料}", "{文件}")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
GENERAL = "general"


class PaperSize(StrEnum):
    """The paper that pages are set on (纸张)."""

    A4 = "A4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place to upload to (一项材料): papers, exhibits of a group, or the volume."""

    origin: Origin
    name: Annotated[str, "材料名称", NAME]
    papers: Annotated[tuple[str, ...], "文书"] = ()
    exhibits: Annotated[tuple[ExhibitGroup, ...], "证据分组"] = ()
    volume: Annotated[bool, "证据卷"] = False
    required: Annotated[bool, "必须提交"] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KitProfile:
    """What a court or platform asks of uploads, on the day it was looked up (上传要求).

    Sizes count 1,048,576 bytes to the megabyte.
    """

    origin: Origin
    name: Annotated[str, "名称", NAME]
    checked_on: Annotated[dt.date, "核对日期"]
    most_megabytes: Annotated[int, "每个文件的最大 MB 数"]
    most_pages: Annotated[int, "每个文件的最多页数"]
    longest_name: Annotated[int, "文件名最多字数"]
    slots: Annotated[tuple[Slot, ...], "各项材料"]
    rule: Annotated[str, "依据"] = ""
    paper: Annotated[PaperSize | None, "纸张"] = None
    one_file: Annotated[bool, "一项材料一个文件"] = False
    naming: Annotated[str, "文件名"] = "{序号}-{材料}"
    kinds: Annotated[tuple[str, ...], "收的后缀"] = ("pdf",)
    separators: Annotated[Separators | None, "分隔页"] = None
    codes: Annotated[bool, "二维码"] = False
    lowest_dpi: Annotated[int | None, "图片最低分辨率"] = None
    highest_dpi: Annotated[int | None, "图片最高分辨率"] = None
    colours: Annotated[tuple[Colour, ...], "收的色彩"] = ()

    def arranged(self, asked: Arrangement, exhibits: int) -> Arrangement:
        """Return how a volume of so many exhibits is arranged, besides as it was ``asked``.

        Room is left for its front pages, which are bound later: seven rows to a page of the
        catalogue are the fewest that were seen.
        """
        return Arrangement(
            most_pages=max(self.most_pages - 2 - exhibits // 7, 1),
            separators=asked.separators or self.separators,
            codes=asked.codes or self.codes,
        )


def profile_named(name: str) -> KitProfile:
    """Return a profile: one of ours by its name, or a file of the user's.

    Raises InputError when there is none, or it is not understood.
    """
    packaged = _PACKAGED / f"{name}.yaml"
    ours = re.fullmatch(r"[a-z0-9-]+", name) is not None and packaged.is_file()
    path = packaged if ours else Path(name)
    if not ours and not path.exists():
        is_file = path.suffix.lower() in {".yaml", ".yml"}
        raise InputError(
            "没有这个上传要求文件" if is_file else "没有这种上传要求",
            found=name,
            expected="、".join(names()) + "，或者自己的 .yaml 文件",
            next_step=f"先复制一份：legaldocs kit copy {GENERAL} my-court.yaml",
        )
    return _checked(_read(path))


def names() -> tuple[str, ...]:
    """Return the names of the profiles that come with the program."""
    return tuple(sorted(path.stem for path in _PACKAGED.glob("*.yaml")))


def text_of(name: str) -> bytes:
    """Return a profile of ours as it may be copied and edited; raises InputError for another."""
    if name not in names():
        raise InputError("没有这种上传要求", found=name, expected="、".join(names()))
    return (_PACKAGED / f"{name}.yaml").read_bytes()


def _read(path: Path) -> KitProfile:
    section = strict_yaml.read(read_regular(path, _LARGEST), path.name)
    reader = TypedReader()
    profile = reader.record(KitProfile, section, section.origin, "上传要求")
    if profile is None or reader.findings:
        raise reader.error(InputError, "上传要求有误")
    return profile


def _checked(profile: KitProfile) -> KitProfile:
    """Return the profile; raises InputError where it cannot be followed."""
    whole = ("most_megabytes", "most_pages", "longest_name", "lowest_dpi", "highest_dpi")
    for key in whole:
        if (number := getattr(profile, key)) is not None and number < 1:
            raise InputError("应为 1 以上的整数", where=profile.origin.of(key))
    if (profile.lowest_dpi or 0) > (profile.highest_dpi or profile.lowest_dpi or 0):
        raise InputError(
            "图片的最低分辨率高于最高分辨率",
            where=profile.origin.of("lowest_dpi"),
            found=f"{profile.lowest_dpi} dpi，最高 {profile.highest_dpi} dpi",
        )
    tokens = set(_TOKEN.findall(profile.naming))
    if tokens - set(TOKENS) or _UNSAFE.search(profile.naming):
        raise InputError(
            "文件名的写法不能用",
            where=profile.origin.of("naming"),
            expected=f"可用 {'、'.join(TOKENS)}，不含 / 等符号",
            found=profile.naming,
        )
    seen: set[str] = set()
    for slot in profile.slots:
        if slot.name in seen or _UNSAFE.search(slot.name):
            raise InputError("材料名称重复或者含有 / 等符号", where=slot.origin, found=slot.name)
        seen.add(slot.name)
        for paper in map(paper_named, slot.papers):
            if not Recipient.COURT.takes(paper):
                raise InputError("这种文书不交给法院", where=slot.origin, found=paper.title)
    return profile
