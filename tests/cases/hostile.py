"""Hostile case folders: each is made by a function, and says what must come of it.

``code`` is what check and build exit with, the same for both; ``says`` stands in their reply.
"""

from __future__ import annotations

import io
import os
import socket
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASE = """title: 测试案
parties:
  - {role: 债权人, name: 甲甲有限公司, address: 某市某路1号, representative: 张甲}
  - {role: 债务人, name: 乙乙有限公司, address: 某市某路2号, representative: 李乙}
contracts:
  - name: 买卖合同
    number: HT-1
    signed_on: 2025-01-15
    price: 100000.00
    due_on: 2026-06-30
    file: [contracts/c.txt]
"""
_MEGABYTE = 1 << 20
_SHEET = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>
</sheetData></worksheet>"""


@dataclass(frozen=True, slots=True)
class HostileCase:
    """A folder that somebody sends (来路不明的案件)."""

    name: str
    make: Callable[[Path], object]
    code: int
    says: str = ""


def text(before: str, after: str, *, rows: str = "") -> Callable[[Path], object]:
    """Write another case file: ``before`` replaced by ``after``, and ``rows`` added."""
    data = CASE.replace(before, after) + rows
    return lambda folder: (folder / "case.yaml").write_bytes(data.encode("utf-8", "surrogatepass"))


def encoded(charset: str) -> Callable[[Path], object]:
    """Write the case file in another character set."""
    return lambda folder: (folder / "case.yaml").write_bytes(CASE.encode(charset))


def evidence(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Name one more original in the contract's row, and make it."""

    def both(folder: Path) -> None:
        text("[contracts/c.txt]", f"[contracts/c.txt, {name}]")(folder)
        make(folder / name)

    return both


def table(name: str, data: bytes) -> Callable[[Path], object]:
    """Put rows into a table."""

    def both(folder: Path) -> None:
        text("", "", rows=f"invoices: {name}\n")(folder)
        (folder / name).write_bytes(data)

    return both


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip of members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def bind(path: Path) -> None:
    """Make a socket."""
    with socket.socket(socket.AF_UNIX) as listening:
        descriptor = os.open(path.parent, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{descriptor}/{path.name}")
        os.close(descriptor)


def undecodable(folder: Path) -> None:
    """Leave a file and a folder whose names are GBK bytes."""
    inside = folder / os.fsdecode("合同".encode("gbk"))
    inside.mkdir()
    for path in (inside / "a.txt", folder / os.fsdecode("收条.txt".encode("gbk"))):
        path.write_bytes(b"1")


def many(folder: Path) -> None:
    """List 120 exhibits with names of 60 characters and reasons of 2, 400 and 4,000."""
    row = "  - {{title: {title}, proves: {proves}, file: contracts/c.txt}}\n"
    title = "往来函件名称" * 10
    lengths = {7: 4000, 8: 400}
    rows = "".join(
        row.format(title=f"{title[:57]}{at:03}", proves=("证明欠款" * 1000)[: lengths.get(at, 2)])
        for at in range(120)
    )
    text("乙乙有限公司", "乙" * 56 + "有限公司", rows=f"other_evidence:\n{rows}")(folder)


def litter(folder: Path) -> None:
    """Leave names that systems refuse, that deceive, or that break a line."""
    for name in ("a\nb\x1b[31m.txt", "a\u202efdp.exe", "尾 ", "点.", "-rf", "aux.txt", "长" * 85):
        (folder / name).write_bytes(b"1")


_WORKBOOK = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    b'<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/'
    b'2006/relationships"><Relationship Id="r1" Target="worksheets/s.xml" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
    "xl/worksheets/s.xml": _SHEET,
}
_HEADING = "发票号码,开票日期,金额\n".encode()
_NAME = "乙乙有限公司"

HOSTILE: tuple[HostileCase, ...] = (
    # what builds whole
    HostileCase("120 exhibits and a row longer than a page", many, 0),
    HostileCase("names in GBK bytes", undecodable, 0),
    HostileCase("names that deceive", litter, 0),
    HostileCase("byte order mark", encoded("utf-8-sig"), 0),
    HostileCase("CRLF", text("\n", "\r\n"), 0),
    HostileCase("combining marks", text("测试案", "Cafe\u0301 か\u3099 案"), 0),
    HostileCase(
        "empty zip as an exhibit", evidence("e.zip", lambda p: p.write_bytes(zipped({}))), 0
    ),
    HostileCase(
        "truncated zip as an exhibit",
        evidence("e.zip", lambda p: p.write_bytes(zipped({"a": bytes(9000)})[:60])),
        0,
    ),
    HostileCase("pipe that no row names", lambda d: os.mkfifo(d / "contracts" / "p.txt"), 0),
    HostileCase("loop of links", lambda d: (d / "l").symlink_to("l"), 0),
    # what check and build refuse in the same words
    HostileCase("pipe as an exhibit", evidence("p.txt", os.mkfifo), 1, "LD-GATHER-SPECIAL"),
    HostileCase("socket as an exhibit", evidence("s", bind), 1, "LD-GATHER-SPECIAL"),
    HostileCase(
        "link as an exhibit", evidence("l", lambda p: p.symlink_to("/etc/passwd")), 1, "SYMLINK"
    ),
    HostileCase("link to nothing", evidence("l", lambda p: p.symlink_to("none")), 1, "SYMLINK"),
    HostileCase("folder as an exhibit", evidence("f", os.mkdir), 1, "LD-FILE-MISSING"),
    HostileCase(
        "twins",
        lambda d: (
            evidence("contracts/C.txt", lambda p: p.write_bytes(b"2"))(d),
            (d / "contracts" / "c.txt").write_bytes(b"1"),
        ),
        1,
        "LD-GATHER-TWIN",
    ),
    *(
        HostileCase(f"U+{ord(sign):04X} in a name", text(_NAME, f"乙{sign}乙公司"), code, says)
        for sign, code, says in (
            ("\u00ad", 1, "U+00AD"),
            ("\ufe0f", 1, "U+FE0F"),
            ("\U000e0100", 1, "U+E0100"),
            ("\u200b", 1, "U+200B"),
            ("\u202e", 1, "U+202E"),
            ("\u0645", 1, "U+0645"),
            ("\x00", 2, "控制字符"),
            ("\ud800", 2, "UTF-8"),
        )
    ),
    HostileCase("NUL as an escape", text(_NAME, '"乙\\0乙"'), 1, "U+0000"),
    HostileCase("half a surrogate pair as an escape", text(_NAME, '"乙\\ud800"'), 2, "转义"),
    HostileCase("a title of 3,000 characters", text("测试案", "案" * 3000), 1, "200"),
    HostileCase("a title of two lines", text("测试案", '"测试\\n案"'), 1, "一行"),
    HostileCase("UTF-16", encoded("utf-16"), 2, "UTF-8"),
    HostileCase("GBK", encoded("gbk"), 2, "UTF-8"),
    HostileCase("tabs", text("    number", "\tnumber"), 2, "制表符"),
    HostileCase("alias", text("测试案", "&a 测试案\nliability: *a"), 2, "锚点"),
    HostileCase("tag", text("测试案", "!!python/object/apply:os.system [ls]"), 2, "标签"),
    HostileCase("nesting", text("", "", rows="bills: " + "[" * 5000), 2, "嵌套"),
    HostileCase("a price of 5,000 digits", text("100000.00", "9" * 5000), 1, "price"),
    HostileCase("a price with an exponent", text("100000.00", "1e999999"), 1, "price"),
    HostileCase(
        "20,000 unknown keys",
        text("", "", rows="".join(f"k{n}: 1\n" for n in range(20000))),
        1,
        "19900",
    ),
    HostileCase("case file of 9 MiB", text("", "", rows="#" * 9 * _MEGABYTE), 2, "文件过大"),
    HostileCase(
        "case file that is a pipe",
        lambda d: ((d / "case.yaml").unlink(), os.mkfifo(d / "case.yaml")),
        2,
        "管道",
    ),
    HostileCase(
        "case file that never ends",
        lambda d: ((d / "case.yaml").unlink(), (d / "case.yaml").symlink_to("/dev/zero")),
        2,
        "设备",
    ),
    HostileCase("journal that is a pipe", lambda d: os.mkfifo(d / "journal.jsonl"), 2, "管道"),
    HostileCase(
        "CSV of 59 MB", table("t.csv", _HEADING + b"1,2026-01-01,1\n" * 4_000_000), 2, "表格过大"
    ),
    HostileCase("cell of 7 MiB", table("t.csv", _HEADING + b"x" * 7 * _MEGABYTE), 2, "CSV"),
    HostileCase("CSV with NUL", table("t.csv", _HEADING + b"1\x002,2026-01-01,1\n"), 1, "U+0000"),
    HostileCase(
        "NUL in the name of a table", text("", "", rows='invoices: "t\\0.csv"\n'), 2, "文件夹内"
    ),
    HostileCase("empty zip as a table", table("t.xlsx", zipped({})), 2, "XLSX"),
    HostileCase("truncated zip as a table", table("t.xlsx", zipped(_WORKBOOK)[:300]), 2, "XLSX"),
    HostileCase("XLSX with a lying dimension", table("t.xlsx", zipped(_WORKBOOK)), 2, "表格过大"),
)
