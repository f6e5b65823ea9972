"""Where a build may be written, and what it may replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.files import is_build
from legaldocs.core.errors import InputError
from legaldocs.evidence.bag.statement import SEAL_FILES
from legaldocs.output.kit import KIT
from legaldocs.output.recipient import Recipient
from legaldocs.output.unchanged import RECORD

if TYPE_CHECKING:
    from pathlib import Path

_BUNDLES = tuple(reader.place for reader in Recipient)
_OURS = frozenset({"SUMMARY.md", "summary.json", "papers", "volume", KIT, RECORD, *_BUNDLES})
"""The content of an output; anything else was put there by a person."""


def refuse_unsafe(target: Path, case: Path) -> None:
    """Refuse an output folder whose replacement would destroy anything but an earlier build.

    Raises InputError for a folder that contains the case or is among its originals, for one that
    no build made, and for a build whose bundle was signed or timestamped.
    """
    place, home = target.resolve(), case.resolve()
    among = place.is_relative_to(home) and not place.is_relative_to(home / "build")
    if home.is_relative_to(place) or (among and place.exists() and not is_build(place)):
        raise InputError(
            "输出位置就是案件文件夹或其中的原件，不会覆盖",
            where=str(target),
            next_step="用 --out 换一个位置，或不写 --out",
        )
    if not place.is_dir() or not any(place.iterdir()):
        return
    if not is_build(place) or {entry.name for entry in place.iterdir()} - _OURS:
        raise InputError(
            "输出位置不是以前生成的结果，或者另有其他文件，不会替换",
            where=str(target),
            next_step="用 --out 换一个尚不存在的文件夹",
        )
    seals = (f"{bundle}/{name}" for bundle in _BUNDLES for name in SEAL_FILES[1:])
    sealed = [name for name in seals if (place / name).exists()]
    if sealed:
        raise InputError(
            "这里的证据包已经签名或加盖时间戳，不会替换",
            where=f"{target}/{sealed[0]}",
            next_step="用 --out 换一个位置，保留已封存的证据包",
        )
