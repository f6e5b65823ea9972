"""Small mails as Outlook saves them: a compound file ([MS-CFB]) of properties ([MS-OXMSG])."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096

Tree = dict[str, "bytes | Tree"]


def message(
    subject: str,
    *,
    text: str = "",
    html: bytes = b"",
    header: str = "",
    attachments: Sequence[tuple[str, bytes, str]] = (),
) -> bytes:
    """Return a mail with one recipient; attachments are name, bytes and content id."""
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x007D: header, 0x1000: text}
    senders = {0x0C1A: "程榆", 0x0C1F: "cheng@yu.example"}
    tree: Tree = {
        "__nameid_version1.0": {
            **{f"__substg1.0_{number:04X}0102": b"" for number in (2, 3, 4)},
        },
        "__recip_version1.0_#00000000": _properties(
            {0x3001: "沈澄", 0x39FE: "shen@cheng.example"}, {}, {0x0C15: 2}, header=8
        ),
    }
    for number, (name, data, content_id) in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = _properties(
            {0x3707: name, 0x3712: content_id}, {0x3701: data}, {0x3705: 1}, header=8
        )
    own = _properties(texts | senders, {0x1013: html}, {0x3FDE: 65001}, header=32)
    counts = struct.pack("<8x4I8x", 1, len(attachments), 1, len(attachments))
    own["__properties_version1.0"] = counts + own["__properties_version1.0"][32:]  # type: ignore[operator,index]
    return compound({**tree, **own})


def _properties(
    texts: Mapping[int, str], blobs: Mapping[int, bytes], numbers: Mapping[int, int], *, header: int
) -> Tree:
    tree: Tree = {}
    rows = []
    for pid, value in texts.items():
        if value:
            data = value.encode("utf-16-le")
            tree[f"__substg1.0_{pid:04X}001F"] = data
            rows.append(struct.pack("<HHIII", 0x001F, pid, 6, len(data) + 2, 0))
    for pid, data in blobs.items():
        if data:
            tree[f"__substg1.0_{pid:04X}0102"] = data
            rows.append(struct.pack("<HHIII", 0x0102, pid, 6, len(data), 0))
    rows += [struct.pack("<HHIII", 3, pid, 6, value, 0) for pid, value in numbers.items()]
    tree["__properties_version1.0"] = bytes(header) + b"".join(rows)
    return tree


def compound(tree: Tree) -> bytes:
    """Return a compound file of storages (dicts) and streams (bytes)."""
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, FREE, END, 0]]
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = bytearray()
    minifat: list[int] = []

    def chain(data: bytes) -> int:
        first = len(sectors)
        count = max(-(-len(data) // SECTOR), 1)
        for at in range(count):
            sectors.append(data[at * SECTOR : (at + 1) * SECTOR].ljust(SECTOR, b"\0"))
            fat.append(first + at + 1 if at + 1 < count else END)
        return first

    def mini_chain(data: bytes) -> int:
        first, count = len(minifat), -(-len(data) // MINI)
        mini.extend(data.ljust(count * MINI, b"\0"))
        minifat.extend(first + at + 1 if at + 1 < count else END for at in range(count))
        return first if count else END

    def add(children: Tree, parent: int) -> None:
        last = -1
        for name, child in children.items():
            number = len(entries)
            entries.append([name, 1 if isinstance(child, dict) else 2, FREE, FREE, FREE, 0, 0])
            entries[parent if last < 0 else last][4 if last < 0 else 3] = number
            last = number
            if isinstance(child, dict):
                add(child, number)
            else:
                small = len(child) < CUTOFF
                entries[number][5:] = [mini_chain(child) if small else chain(child), len(child)]

    add(tree, 0)
    entries[0][5:] = [chain(bytes(mini)), len(mini)]
    first_minifat = chain(struct.pack(f"<{len(minifat)}I", *minifat).ljust(SECTOR, b"\xff"))
    directory = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]
    first_directory = chain(directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0"))
    fat.append(FAT)
    assert len(fat) <= SECTOR // 4
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIII", 0, 1, first_directory, 0, CUTOFF, first_minifat, 1)
    head += struct.pack("<II", END, 0) + struct.pack("<I", len(fat) - 1)
    return head.ljust(SECTOR, b"\xff") + b"".join(sectors) + table


def _entry(name: str, kind: int, *places: int) -> bytes:
    """Return an entry of the directory; the places are left, right, child, first sector, size."""
    coded = name.encode("utf-16-le") + b"\0\0"
    return coded.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(coded), kind, 1, *places)
