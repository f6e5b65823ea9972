"""A corpus of hostile bundles, made afresh: each has one trick, and what the reply must say."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
HELLO = b"hello\n"
LINE = f"{hashlib.sha256(HELLO).hexdigest()}  data/hello.txt\n".encode()
Manifest = Callable[[Path], None]


@dataclass(frozen=True)
class Trick:
    """A hostile bundle: ``make`` writes it to a path, the finding ``code`` must name ``where``."""

    name: str
    make: Callable[[Path], None]
    where: str
    code: str


def folder(
    manifest: bytes = LINE, *, files: dict[str, bytes] | None = None
) -> Callable[[Path], None]:
    """Return what writes a bag folder with this manifest."""

    def make(path: Path) -> None:
        contents = {"bagit.txt": DECLARATION, "data/hello.txt": HELLO}
        contents |= {"manifest-sha256.txt": manifest, **(files or {})}
        for name, data in contents.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)

    return make


def archive(*extra: tuple[zipfile.ZipInfo | str, bytes]) -> Callable[[Path], None]:
    """Return what writes a zip bag with further members."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("bagit.txt", DECLARATION)
            packed.writestr("manifest-sha256.txt", LINE)
            packed.writestr("data/hello.txt", HELLO)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # of the doubled name we are after
                for name, data in extra:
                    packed.writestr(name, data)

    return make


def beside(name: str) -> Callable[[Path], None]:
    """Return what writes a zip with the bag in a folder and this file next to the folder."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("bundle/bagit.txt", DECLARATION)
            packed.writestr("bundle/manifest-sha256.txt", LINE)
            packed.writestr("bundle/data/hello.txt", HELLO)
            packed.writestr(name, b"x")

    return make


def link(name: str, target: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, target


def bomb(path: Path) -> None:
    """Write a zip whose one member swells to 300 MB."""
    info = zipfile.ZipInfo("data/bomb")
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bagit.txt", DECLARATION)
        packed.writestr("manifest-sha256.txt", f"{'0' * 64}  data/bomb\n")
        with packed.open(info, "w") as member:
            for _ in range(300):
                member.write(bytes(1 << 20))


def understated_bomb(path: Path) -> None:
    """Write the same bomb with a directory that calls it a hundred bytes."""
    bomb(path)
    data = path.read_bytes()
    spot = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: spot + 24] + struct.pack("<I", 100) + data[spot + 28 :])


def nested_bomb(path: Path) -> None:
    """Write a zip bag with a zip bomb as an unlisted file; nothing may open it."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros", bytes(64 << 20))
    archive(("data/inner.zip", inner.getvalue()))(path)


def overlapping(path: Path) -> None:
    """Write 400 members that are the same packed 60 MB: each alone looks harmless."""
    archive(("data/kernel", bytes(60 << 20)))(path)
    data = path.read_bytes()
    spot = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = data[spot:end]
    copies = b"".join(entry.replace(b"data/kernel", f"data/k{n:05}".encode()) for n in range(400))
    first = int.from_bytes(data[end + 16 : end + 20], "little")
    tail = bytearray(data[end:])
    tail[8:10] = tail[10:12] = (404 & 0xFFFF).to_bytes(2, "little")
    tail[12:16] = (spot - first + len(entry) + len(copies)).to_bytes(4, "little")
    path.write_bytes(data[:end] + copies + bytes(tail))


def endless_directory(path: Path) -> None:
    """Write a zip that claims a list of 4 GB."""
    archive()(path)
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = b"\xfe\xff\xff\xff"
    path.write_bytes(bytes(data))


def encrypted(path: Path) -> None:
    archive(("data/secret", b"x"))(path)
    data = bytearray(path.read_bytes())
    spot = data.rindex(b"PK\x01\x02")
    data[spot + 8] |= 1
    path.write_bytes(bytes(data))


def unmarked_name(path: Path) -> None:
    """Write a Chinese name without the flag that says how to read it."""
    archive(("data/合同", b"x"))(path)
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        spot = data.rindex(mark)
        data[spot + at : spot + at + 2] = b"\0\0"
    path.write_bytes(bytes(data))


def other_name(*, inside: str = "", listed: str = "") -> Callable[[Path], None]:
    """Return what writes a member that an Info-ZIP Unicode Path field calls otherwise.

    ``inside`` is the name that the field gives in the member's own header, ``listed`` in the list.
    """

    def field(name: str) -> bytes:
        stated = struct.pack("<BL", 1, zlib.crc32(b"data/hello.txt")) + name.encode()
        return struct.pack("<2H", 0x7075, len(stated)) + stated if name else b""

    def make(path: Path) -> None:
        info = zipfile.ZipInfo("data/hello.txt")
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("bagit.txt", DECLARATION)
            packed.writestr("manifest-sha256.txt", LINE)
            info.extra = field(inside)
            packed.writestr(info, HELLO)
            info.extra = field(listed)

    return make


def with_extra(kind: int) -> Callable[[Path], None]:
    """Return what writes a member with an extra field in which some program finds a path."""

    def make(path: Path) -> None:
        info = zipfile.ZipInfo("data/more")
        info.extra = struct.pack("<2H", kind, 5) + b"\x04evil"
        archive((info, b""))(path)

    return make


def marked_folder(attributes: int) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo("data/more")
    info.external_attr = attributes
    return info, b""


def local_name_differs(path: Path) -> None:
    """Write a member that is called otherwise in its own header than in the directory."""
    archive()(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"data/hello.txt", b"data/hullo.txt", 1))


def edited(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return what writes the plain zip bag, its bytes changed."""

    def make(path: Path) -> None:
        archive()(path)
        path.write_bytes(change(path.read_bytes()))

    return make


def other_archive() -> bytes:
    """Return a zip that holds another file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("data/hello.txt", b"another hello\n")
    return held.getvalue()


def moved(data: bytes, by: int) -> bytes:
    """Return a zip whose own offsets count from ``by`` bytes before it, as `zip -A` makes them."""
    made = bytearray(data)
    end = data.rindex(b"PK\x05\x06")
    spot = int.from_bytes(data[end + 16 : end + 20], "little")
    made[end + 16 : end + 20] = (spot + by).to_bytes(4, "little")
    while data[spot : spot + 4] == b"PK\x01\x02":
        at = int.from_bytes(data[spot + 42 : spot + 46], "little")
        made[spot + 42 : spot + 46] = (at + by).to_bytes(4, "little")
        lengths = struct.unpack("<3H", data[spot + 28 : spot + 34])
        spot += 46 + sum(lengths)
    return bytes(made)


def hidden_between(data: bytes) -> bytes:
    """Return a zip with an entry before its list that the list does not name."""
    fake = other_archive()
    entry = fake[: fake.index(b"PK\x01\x02")]
    end = data.rindex(b"PK\x05\x06")
    spot = int.from_bytes(data[end + 16 : end + 20], "little")
    tail = bytearray(data[end:])
    tail[16:20] = (spot + len(entry)).to_bytes(4, "little")
    return data[:spot] + entry + data[spot:end] + bytes(tail)


def unlisted_tail(data: bytes) -> bytes:
    """Return a zip with bytes between its list and its end."""
    end = data.rindex(b"PK\x05\x06")
    return data[:end] + b"x" * 46 + data[end:]


def commented(data: bytes) -> bytes:
    return data[:-2] + b"\x01\x00!"


def fewer(data: bytes) -> bytes:
    """Return a zip whose end counts one entry less than its list has."""
    end = data.rindex(b"PK\x05\x06")
    return data[:end] + data[end : end + 8] + b"\x02\x00" * 2 + data[end + 12 :]


def line(path: str, digest: str = "0" * 64) -> bytes:
    return LINE + f"{digest}  {path}\n".encode()


TRICKS = (
    Trick("zip slip", archive(("../../evil", b"x")), "../../evil", "LD-BUNDLE-ZIP-PATH"),
    Trick("zip absolute", archive(("/evil", b"x")), "/evil", "LD-BUNDLE-ZIP-PATH"),
    Trick("zip drive letter", archive(("C:/evil", b"x")), "盘符", "LD-BUNDLE-ZIP-PATH"),
    Trick("zip backslash", archive(("..\\evil", b"x")), "反斜杠", "LD-BUNDLE-ZIP-PATH"),
    Trick(
        "zip name with NUL",
        archive((_nul := zipfile.ZipInfo("a"), b"x")),
        "a",
        "LD-BUNDLE-ZIP-PATH",
    ),
    Trick(
        "zip symlink",
        archive(link("data/link", b"/etc/passwd")),
        "data/link",
        "LD-BUNDLE-ZIP-SPECIAL",
    ),
    Trick(
        "zip twice the same name",
        archive(("data/hello.txt", b"other")),
        "两个同名文件",
        "LD-BUNDLE-ZIP-TWICE",
    ),
    *(
        Trick(f"zip twin {name!r}", archive((name, b"other")), "互相覆盖", "LD-BUNDLE-ZIP-TWICE")
        for name in (
            *("data/HELLO.txt", "DATA/hello.txt", "DATA/x", "data/hello.txt ", "data/hello.txt."),
            *("data./hello.txt", "data/hello.txt/x", "Bagit.txt"),
        )
    ),
    Trick(
        "zip folder over a file",
        archive(("data/hello.txt/", b"")),
        "互相覆盖",
        "LD-BUNDLE-ZIP-TWICE",
    ),
    *(
        Trick(
            f"zip file marked as folder {attributes:x}",
            archive(marked_folder(attributes)),
            "标成了文件夹",
            "LD-BUNDLE-ZIP-SPECIAL",
        )
        for attributes in (0x10, 0o040755 << 16, 0o100644 << 16 | 0x10)
    ),
    *(
        Trick(f"zip extra field {kind:04x}", with_extra(kind), "另附", "LD-BUNDLE-ZIP-SHAPE")
        for kind in (0x000D, 0x2605, 0x2705, 0x756E)
    ),
    Trick("zip bomb", bomb, "data/bomb", "LD-BUNDLE-ZIP-BOMB"),
    Trick("zip bomb with a false size", understated_bomb, "data/bomb", "LD-BUNDLE-ZIP-SHAPE"),
    Trick("zip bomb inside", nested_bomb, "data/inner.zip", "LD-BAG-UNLISTED"),
    Trick("zip bomb of overlapping members", overlapping, "展开后共", "LD-BUNDLE-ZIP-BOMB"),
    Trick("zip encrypted", encrypted, "data/secret", "LD-BUNDLE-ZIP-ENCRYPTED"),
    Trick("zip names differ", local_name_differs, "data/hello.txt", "LD-BUNDLE-ZIP-SHAPE"),
    Trick(
        "zip with another name",
        other_name(listed="data/evil", inside="data/evil"),
        "另附",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip with another name in its list",
        other_name(listed="data/evil"),
        "另附",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip with another name in front",
        other_name(inside="data/evil"),
        "另附",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip with a folder that holds bytes",
        archive(("data/x/", b"x")),
        "带有内容",
        "LD-BUNDLE-ZIP-SPECIAL",
    ),
    Trick(
        "zip behind another",
        edited(lambda data: other_archive() + data),
        "不止一个压缩包",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip behind another, offsets moved",
        edited(lambda data: other_archive() + moved(data, len(other_archive()))),
        "开头",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip before another",
        edited(lambda data: data + other_archive()),
        "不止一个压缩包",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip before another, offsets moved",
        edited(lambda data: data + moved(other_archive(), len(data))),
        "开头",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip with bytes in front",
        edited(lambda data: b"#!/bin/sh\n" + data),
        "不止一个压缩包",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip with bytes in front, offsets moved",
        edited(lambda data: b"MZ" + moved(data, 2)),
        "开头",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip with bytes behind",
        edited(lambda data: data + b"\n"),
        "结尾之后",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick("zip with a comment", edited(commented), "结尾之后", "LD-BUNDLE-ZIP-SHAPE"),
    Trick(
        "zip with an entry that is not listed",
        edited(hidden_between),
        "之后有多余的字节",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick(
        "zip with bytes behind its list",
        edited(unlisted_tail),
        "不止一个压缩包",
        "LD-BUNDLE-ZIP-SHAPE",
    ),
    Trick("zip that counts wrongly", edited(fewer), "项数", "LD-BUNDLE-ZIP-SHAPE"),
    Trick(
        "zip with a folder beside",
        beside("__MACOSX/bundle/._bagit.txt"),
        "“__MACOSX”、“bundle”",
        "LD-BUNDLE-ZIP-TOP",
    ),
    Trick("zip name of no encoding", unmarked_name, "没有注明文件名的编码", "LD-BUNDLE-ZIP-NAME"),
    Trick("zip bidi name", archive(("data/\u202efdp.exe", b"x")), "\\u202e", "LD-BUNDLE-ZIP-PATH"),
    Trick("absolute path", folder(line("/etc/passwd")), "绝对路径", "LD-BAG-PATH"),
    Trick("dot dot", folder(line("data/../../up")), "data/../../up", "LD-BAG-PATH"),
    Trick("home", folder(line("~/x")), "~", "LD-BAG-PATH"),
    Trick("drive letter", folder(line("C:\\x")), "C:", "LD-BAG-PATH"),
    Trick("bidi name", folder(line("data/\u202efdp.exe")), "不可见", "LD-BAG-PATH"),
    Trick("zero width name", folder(line("data/a\u200b.pdf")), "不可见", "LD-BAG-PATH"),
    Trick("coded newline", folder(line("data/a%0Ab")), "data/a\\u000ab", "LD-BAG-MISSING"),
    Trick("bare percent", folder(line("data/50%")), "百分号", "LD-BAG-PERCENT"),
    Trick("NUL", folder(line("data/a\0b")), "空字符", "LD-BAG-PATH"),
    Trick("name of 64 KiB", folder(line("data/" + "x" * 65536)), "第 2 行", "LD-BAG-LINE"),
    Trick(
        "path of 4000 parts",
        folder(line("data/" + "d/" * 3500 + "x")),
        "data/d/d/",
        "LD-BAG-MISSING",
    ),
    Trick("byte order mark", folder(b"\xef\xbb\xbf" + LINE), "BOM", "LD-BAG-BOM"),
    Trick("bad encoding", folder(b"\xff\xfe" + LINE), "编码", "LD-BAG-ENCODING"),
    Trick(
        "strange codec",
        folder(files={"bagit.txt": DECLARATION.replace(b"UTF-8", b"zip")}),
        "zip",
        "LD-BAG-ENCODING",
    ),
    Trick(
        "same path, two hashes", folder(LINE + b"0" * 64 + LINE[64:]), "摘要不同", "LD-BAG-CONFLICT"
    ),
    Trick(
        "unknown algorithm",
        folder(files={"manifest-crc32.txt": b"0  data/hello.txt\n"}),
        "crc32",
        "LD-BAG-ALGORITHM",
    ),
    Trick(
        "a million lines",
        folder(LINE + b"0" * 64 + b"  data/x\n" * 1_000_000),
        "manifest-sha256",
        "LD-BAG-LARGE",
    ),
    Trick(
        "fetch", folder(files={"fetch.txt": b"http://x - data/y\n"}), "fetch.txt", "LD-BUNDLE-FETCH"
    ),
    Trick(
        "fetch to outside",
        folder(files={"fetch.txt": b"http://x - ../y\n"}),
        "../y",
        "LD-BAG-FETCH",
    ),
    Trick(
        "declaration repeated",
        folder(files={"bagit.txt": DECLARATION * 2}),
        "两行",
        "LD-BAG-DECLARATION",
    ),
)
_nul.filename = _nul.orig_filename = "data/a\0.pdf"
