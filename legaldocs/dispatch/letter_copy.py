"""The letter that went out, kept in its case: what was in the envelope must be shown later."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from legaldocs.batch.place import RunPlace
from legaldocs.case.letter_row import in_folder
from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.regular_file import read_regular
from legaldocs.evidence.files.names import stored_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.dispatch.filled import Sending

_LARGEST = 64 << 20
_PLACE = "communications"


@contextmanager
def letter_copy(run: Path | None, folder: Path, one: Sending) -> Iterator[str]:
    """Put the letter of a parcel into its case; yield its path there, empty without a ``run``.

    A copy that this call has made is gone when the block fails. Raises InputError when the run does
    not hold the letter any more, and for a file of that name with other content.
    """
    if run is None:
        yield ""
        return
    name = stored_name(f"{one.sent_on}-{one.kind}-{one.to}.pdf".replace("/", "_"))
    target = folder / _PLACE / name
    place = in_folder(folder, target)  # before anything is written: not through a link out of it
    if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == one.sha256:
        yield place
        return
    data = _letter(run, one)
    if target.exists() or target.is_symlink():
        raise InputError(
            "案件文件夹里已有同名的另一份文件", where=str(target), next_step="核对后改名或者移走"
        )
    target.parent.mkdir(exist_ok=True)
    write_whole(target, data)
    try:
        yield place
    except BaseException:
        target.unlink()
        raise


def _letter(run: Path, one: Sending) -> bytes:
    """Return the bytes of the letter in the output of its case, which the list knows by hash."""
    several = RunPlace(run).cases / one.case
    output = several if several.is_dir() else run
    for path in sorted(output.glob("papers/*.pdf")):
        data = read_regular(path, _LARGEST)
        if hashlib.sha256(data).hexdigest() == one.sha256:
            return data
    raise InputError(
        f"批量结果里已经没有寄出的这一份{one.kind}",
        where=str(output),
        expected=f"SHA-256 {one.sha256}",
        next_step="指向寄出时的批量结果，或者不写 --run，把函件的副本自行放进案件",
    )
