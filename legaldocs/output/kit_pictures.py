"""What a court asks of pictures, held against each file of the kit (分辨率和色彩)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.measured import measured, measured_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from legaldocs.output.kit_profile import KitProfile
    from legaldocs.volume.measured import PageMeasure

_NAMED = 12
_AGAIN = "按要求重新扫描，或者另存后替换 kit 里的这一份；证据包和证据卷里的不要动"


def picture_findings(
    profile: KitProfile, source: Path, pages: int | None, where: str
) -> Iterator[Finding]:
    """Yield where the pictures of a file are not as the profile asks.

    ``pages`` are those of a PDF, None for another file. Nothing is measured unless it asks.
    """
    if not (profile.lowest_dpi or profile.highest_dpi or profile.colours):
        return
    try:
        found = (measured_picture(source),) if pages is None else measured(source, pages)
    except (Unreadable, ValueError) as reason:
        yield Finding(
            "LD-KIT-NOT-MEASURED",
            "warning",
            f"分辨率和色彩没有核对（{reason}）",
            where=where,
            next_step="自己打开核对",
        )
        return
    yield from _resolution(profile, found, where)
    yield from _colour(profile, found, where)


def _resolution(profile: KitProfile, found: Sequence[PageMeasure], where: str) -> Iterator[Finding]:
    highest, lowest = profile.highest_dpi, profile.lowest_dpi
    fine = {
        at: page.finest
        for at, page in enumerate(found, 1)
        if highest and page.finest and page.finest > highest
    }
    if fine:
        yield Finding(
            "LD-KIT-DPI",
            "error",
            f"{_named(fine)}的图片最高 {max(fine.values())} dpi，超过 {highest} dpi 的上限",
            where=where,
            next_step=_AGAIN,
        )
    coarse = {
        at: page.coarsest
        for at, page in enumerate(found, 1)
        if lowest and page.coarsest and page.coarsest < lowest
    }
    if coarse:
        yield Finding(
            "LD-KIT-DPI",
            "error",
            f"{_named(coarse)}的图片最低 {min(coarse.values())} dpi，不到 {lowest} dpi 的下限",
            where=where,
            next_step=_AGAIN,
        )


def _colour(profile: KitProfile, found: Sequence[PageMeasure], where: str) -> Iterator[Finding]:
    others: dict[str, list[int]] = {}
    for at, page in enumerate(found, 1):
        if profile.colours and page.colour not in profile.colours:
            others.setdefault(page.colour, []).append(at)
    for colour, pages in others.items():
        yield Finding(
            "LD-KIT-COLOUR",
            "error",
            f"{_named(pages)}是{colour}，只收{'、'.join(profile.colours)}",
            where=where,
            next_step=_AGAIN,
        )


def _named(pages: Sequence[int] | dict[int, int]) -> str:
    numbers = "、".join(map(str, list(pages)[:_NAMED]))
    return f"第 {numbers} 页{f'等 {len(pages)} 页' if len(pages) > _NAMED else ''}"
