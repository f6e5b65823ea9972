"""The row of a letter in the case file: added when it is sent, completed when it arrives."""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legaldocs.case.arrival import counterparty
from legaldocs.case.communication import Communication
from legaldocs.case.folder import CASE_FILE
from legaldocs.case.reading import case_bytes, case_of
from legaldocs.case.vocabulary import Direction
from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.notation import visible
from legaldocs.core.strict_yaml import Text, read
from legaldocs.core.typed import labels
from legaldocs.core.yaml_edit import scalar, with_entries, with_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from legaldocs.case.model import Case
    from legaldocs.core.origin import Origin

_KEY = "communications"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to the case file (对案件文件的补充), checked and not written yet.

    ``where`` is its place, ``shown`` its lines. Nothing is written when the row was there already.
    """

    where: Origin
    shown: str
    data: bytes = b""


def sent(folder: Path, letter: Mapping[str, str]) -> Change:
    """Return the row of a letter that was sent, as an addition to the case file.

    ``letter`` gives the keys of a communication with their texts. A letter that the case has
    already is not added again. Raises CaseError and InputError for a case file that cannot be read,
    for communications in a table, and for an addition that would change anything else.
    """
    data, case = _read(folder)
    row = {key: value for key, value in letter.items() if value}
    known = _known(case, row)
    if known is not None:
        return Change(known.origin, _shown(row))
    _refuse_table(data, row)
    text, where = with_item(_text(data), _KEY, row, CASE_FILE)
    fresh = _bytes(text, data)
    _refuse_other_change(case, folder, fresh, added=1)
    return Change(where, _shown(row), fresh)


def arrived(
    folder: Path, letter: Mapping[str, str], found: Mapping[str, str]
) -> tuple[Change, Communication]:
    """Return what completes the row of a letter that arrived, and the row as it was.

    ``letter`` names the row, ``found`` is what is added to it: ``arrived_on``, ``proof``. Raises
    the same errors as :func:`sent`, and InputError unless one row is meant, for one that says
    otherwise already, and for a day before it was sent: what stands in the journal stays there.
    """
    data, case = _read(folder)
    row = _one_row(case, letter)
    on = found.get("arrived_on", "")
    if on and on < row.sent_on.isoformat():
        raise InputError(
            f"送达的日期早于{row.effect}发出的日期",
            where=str(row.origin),
            expected=f"{row.sent_on} 或以后",
            found=on,
            next_step="核对 --on；有几封同样的函的，用 --sent-on 写明是哪一封",
        )
    added = {key: value for key, value in found.items() if value and not _has(row, key, value)}
    if not added:
        return Change(row.origin, _shown(found)), row
    _refuse_table(data, added)
    place = case.communications.index(row)
    text, where = with_entries(_text(data), _KEY, place, added, CASE_FILE)
    fresh = _bytes(text, data)
    _refuse_other_change(case, folder, fresh, changed=place)
    return Change(where, _shown(added), fresh), row


@contextmanager
def put_in(folder: Path, change: Change) -> Iterator[None]:
    """Put the addition into the case file, whole or not at all; who may read it stays the same.

    The case file is as it was when the block fails. Raises InputError for one that is a link, which
    is not written through.
    """
    if not change.data:
        yield
        return
    path = folder / CASE_FILE
    if path.is_symlink():
        raise InputError(
            "案件文件是链接，不写入",
            where=str(path),
            next_step="把链接所指的文件本身放进案件文件夹",
        )
    before, mode = case_bytes(folder), path.stat().st_mode
    _replace(path, change.data, mode)
    try:
        yield
    except BaseException:
        _replace(path, before, mode)
        raise


def _replace(path: Path, data: bytes, mode: int) -> None:
    write_whole(path, data)
    path.chmod(mode)


def letters_like(case: Case, letter: Mapping[str, str]) -> tuple[Communication, ...]:
    """Return the rows of letters sent with the effect, and on the day, that ``letter`` names."""
    return tuple(
        row
        for row in case.communications
        if row.direction is Direction.SENT
        and all(
            str(getattr(row, key)) == letter[key] for key in ("effect", "sent_on") if key in letter
        )
    )


def differences(case: Case, row: Communication, letter: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys in which a row says something else of the channel, parcel or recipient."""
    found = [
        key
        for key in ("channel", "tracking")
        if letter.get(key) and getattr(row, key) and str(getattr(row, key)) != letter[key]
    ]
    if letter.get("counterparty") and not _went_to(case, row, letter["counterparty"]):
        found.append("counterparty")
    return tuple(found)


def _went_to(case: Case, row: Communication, name: str) -> bool:
    """Return whether a letter went to the party that ``name`` means, the debtor where it is empty.

    A name that means nobody is found when the case is read.
    """
    named = counterparty(case, dataclasses.replace(row, counterparty=name))
    return named == counterparty(case, row)


def _known(case: Case, letter: Mapping[str, str]) -> Communication | None:
    """Return the row that the case has of a letter; refuse one that may be it or may not."""
    for row in letters_like(case, letter):
        ours = _went_to(case, row, letter.get("counterparty", ""))
        if not ours or differences(case, row, letter):
            continue
        if letter.get("tracking") and not row.tracking:
            raise InputError(
                f"案件文件已有同一天以{row.channel}发出的{row.effect}，没有写快递单号",
                where=row.origin,
                next_step=f"是同一封的，在那一行补上 tracking: {scalar(letter['tracking'])} "
                "后再运行一次；是另一封的，先给那一行写上它的快递单号",
            )
        return row
    return None


def in_folder(folder: Path, path: Path) -> str:
    """Return a file as a row of the case names it.

    Raises InputError for one outside the case, and for a name that a case file cannot state.
    """
    try:
        name = path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError as error:
        raise InputError(
            "文件不在案件文件夹内",
            where=str(path),
            next_step="先放进案件文件夹的 communications，再写它的路径",
        ) from error
    return visible(name, keep_spaces=True)


def _has(row: Communication, key: str, value: str) -> bool:
    """Return whether a row says a value already; refuse one that says another."""
    said = getattr(row, key)
    if not said:
        return False
    texts = [str(part) for part in (said if isinstance(said, tuple) else (said,))]
    if value not in texts:
        raise InputError(
            f"这一行已经写有另一个 {key}",
            where=row.origin,
            expected=value,
            found="、".join(texts),
            next_step="写错了的，在案件文件里改正后再运行一次",
        )
    return True


def _one_row(case: Case, letter: Mapping[str, str]) -> Communication:
    rows = [row for row in letters_like(case, letter) if not differences(case, row, letter)]
    if len(rows) > 1:
        rows = [row for row in rows if row.arrived_on is None] or rows
    if len(rows) == 1:
        return rows[0]
    named = "、".join(f"{row.sent_on} 的{row.effect}（{row.origin}）" for row in rows)
    raise InputError(
        "不能确定送达的是哪一封函" if rows else "案件文件里没有这一封函",
        where=CASE_FILE,
        expected="--letter、--sent-on、--tracking、--to 只对应一行",
        found=named or "没有",
        next_step="用 --sent-on、--tracking 或者 --to 写明"
        if rows
        else "先用 journal add CASE 发出 记下寄出的函，或者核对 --letter 和 --sent-on",
    )


def _read(folder: Path) -> tuple[bytes, Case]:
    data = case_bytes(folder)
    return data, case_of(folder, data)


def _text(data: bytes) -> str:
    return data.removeprefix(_BOM).decode()


def _bytes(text: str, before: bytes) -> bytes:
    return (_BOM if before.startswith(_BOM) else b"") + text.encode()


def _shown(row: Mapping[str, str]) -> str:
    return "\n".join(f"    {key}: {scalar(value)}" for key, value in row.items())


def _refuse_table(data: bytes, row: Mapping[str, str]) -> None:
    """Refuse to write into a spreadsheet, and say what its row is."""
    table = read(data, CASE_FILE).get(_KEY)
    if isinstance(table, Text):
        names = labels(Communication)
        cells = "；".join(f"{names[key].name}：{value}" for key, value in row.items())
        raise InputError(
            f"往来函件写在表格 {table} 里，程序不改表格",
            where=table.origin,
            next_step=f"在表格里写上：{cells}；保存后再运行一次本命令",
        )


def _refuse_other_change(
    before: Case, folder: Path, fresh: bytes, *, added: int = 0, changed: int | None = None
) -> None:
    """Refuse an addition after which the case file says anything else that is new."""
    try:
        after = case_of(folder, fresh)
    except (CaseError, InputError) as error:
        faults = getattr(error, "findings", ())
        raise InputError(
            "加上以后案件文件就读不通了，没有写入",
            where=faults[0].where if faults else error.where,
            found=faults[0].message if faults else error.what,
            next_step=faults[0].next_step if faults else error.next_step,
        ) from error
    rows = list(after.communications)
    if added:
        rows = rows[:-added]
    old = list(before.communications)
    if changed is not None:
        del rows[changed], old[changed]
    same = [_facts(row) for row in rows] == [_facts(row) for row in old]
    rest = [_facts(dataclasses.replace(case, communications=())) for case in (before, after)]
    if not same or rest[0] != rest[1]:
        raise InputError(
            "加上以后案件文件的其他内容也变了，没有写入",
            where=CASE_FILE,
            next_step="在案件文件里手工加上",
        )


def _facts(value: Any) -> Any:
    """Return a fact without the places it was written at."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: _facts(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name != "origin"
        }
    return tuple(map(_facts, value)) if isinstance(value, tuple) else value
