"""PDF originals as pages, opened with care: one may be broken, locked, endless or hostile."""

from __future__ import annotations

import hashlib
import io
import logging
import struct
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, TYPE_CHECKING, BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pypdf import PasswordType, PdfReader, apply_configuration
from pypdf.errors import (
    DependencyError,
    DeprecationError,
    FileNotDecryptedError,
    LimitReachedError,
    PyPdfError,
)
from pypdf.generic import ByteStringObject, DictionaryObject, TextStringObject

from legaldocs.core.findings import Finding
from legaldocs.volume.convert.repair import menders, repaired
from legaldocs.volume.cutting import SMALLEST, cut_remark, parts_of, small_remark
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import (
    PAGES,
    Damaged,
    MeteredFile,
    Unreadable,
    bytes_allowed,
    metered,
)
from legaldocs.volume.pages import OriginalPages
from legaldocs.volume.pdf.attached import attached
from legaldocs.volume.pdf.copy import PageCopier
from legaldocs.volume.pdf.geometry import place_page, scale_of
from legaldocs.volume.pdf.names import exact_names
from legaldocs.volume.pdf.values import has_usual_crop, lookup, number_of, page_shape
from legaldocs.volume.pdf.writer import NullSink, ObjectWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

    from pypdf.generic import IndirectObject, PdfObject

    from legaldocs.volume.pdf.copy import PageContent
    from legaldocs.volume.pdf.document import Document
    from legaldocs.volume.pdf.geometry import PageShape, Placement

# pypdf logs every oddity; the findings say what matters, and stderr stays clean.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_PAGE_TREE = 100_000
"""Levels of the tree of pages, which is walked without recursion; as many as it may have nodes."""

FAULTS = (
    *(PyPdfError, DependencyError, DeprecationError, ArithmeticError, AssertionError),
    *(AttributeError, EOFError),
    *(LookupError, RuntimeError, TypeError, ValueError, struct.error, zlib.error),
)
"""What pypdf raises on files that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What reading a PDF original through has shown (检视结果)."""

    pages: int
    """Sheets that the pages take, the parts of tall ones counted."""

    cut: int
    """Sheets that are parts of tall pages."""

    scale: Decimal
    """The smallest scale at which a page stands on its sheet."""

    unseen: int
    """Notes and fields that show more in a reader program than what is drawn."""

    made: int
    """Notes and fields that the file leaves to be drawn, and that are drawn."""

    attached: int
    """Files that the PDF carries beside its pages."""

    oddities: int
    """Places where the file breaks the rules of the format, and pypdf read on as it could."""


class _CountingReader(PdfReader):
    """A reader that counts the objects looked up, those already read included (计数读取)."""

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """Return an object by its number."""
        if isinstance(self.stream, MeteredFile):
            self.stream.step()
        return super().get_object(indirect_reference)


class _Oddities(logging.Handler):
    """Counts what pypdf logs: it reports oddities nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        if record.levelno >= logging.WARNING:
            self.count += 1


def convert(path: Path, name: str) -> OriginalPages:
    """Return the pages of a PDF; see ``Converter``."""
    try:
        inspected = inspect(path)
    except Damaged as damage:
        return _mended(path, name, damage)
    return OriginalPages(
        inspected.pages, partial(draw_file, path), tuple(_remarks(name, inspected))
    )


def _mended(path: Path, name: str, damage: Damaged) -> OriginalPages:
    """Return the pages of a damaged PDF that can be mended; the original stays as it is."""
    for mender in menders():
        try:
            inspected = _inspect_repaired(path, mender)
        except Damaged as still:
            damage = still
            continue
        remarks = _mended_remark(name, damage, mender), *_remarks(name, inspected)
        return OriginalPages(inspected.pages, partial(_draw_repaired, path, mender), remarks)
    raise damage


def _mended_remark(name: str, damage: Damaged, mender: str) -> Finding:
    return Finding(
        "LD-VOL-MENDED",
        "warning",
        f"{damage}，证据卷装订的是用 {mender} 修复后的页面，可能少了读不出的内容",
        where=name,
        next_step="用阅读软件打开原件，逐页对照证据卷；证据卷少了的，用“打印为 PDF”另存一份",
    )


def _remarks(name: str, inspected: Inspection) -> Iterator[Finding]:
    if inspected.cut:
        yield cut_remark(name, inspected.cut)
    if inspected.scale < SMALLEST:
        yield small_remark(name, inspected.scale)
    if inspected.unseen:
        yield Finding(
            "LD-VOL-UNSEEN",
            "warning",
            f"有 {inspected.unseen} 处批注或表单由阅读软件另行显示，证据卷中可能看不到或者不同",
            where=name,
            next_step="打开原件，用“打印为 PDF”另存一份作为补充文件",
        )
    if inspected.made:
        yield Finding(
            "LD-VOL-DRAWN",
            "note",
            f"有 {inspected.made} 处表单内容或标注在文件里没有现成的图样，"
            "证据卷按其中填写的值画出，字形和位置可能与阅读软件略有不同",
            where=name,
            next_step="对照原件看一遍这几处",
        )
    if inspected.attached:
        yield Finding(
            "LD-VOL-ATTACHED",
            "warning",
            f"文件里附有 {inspected.attached} 个文件，只装订页面，所附的文件没有印出",
            where=name,
            next_step="在阅读软件的附件栏里取出所附的文件；与待证事实有关的，"
            "与原件写在同一行的 file 里",
        )
    if inspected.oddities:
        yield Finding(
            "LD-VOL-REPAIRED",
            "warning",
            f"文件结构有 {inspected.oddities} 处不合规范，已按能读出的内容装订",
            where=name,
            next_step="对照原件核对证据卷中这几页；有缺失的，用“打印为 PDF”另存一份作为补充文件",
        )


def draw_file(path: Path, document: Document) -> Iterator[tuple[Placement, PageContent]]:
    """Yield each page of the PDF at ``path``, which was inspected before; see :func:`draw`."""
    with path.open("rb") as stream, readable():
        # Inspection has metered the work on this file already, and it has not changed since.
        yield from draw(MeteredFile(stream), path.stat().st_size, document)


def _draw_repaired(
    path: Path, mender: str, document: Document
) -> Iterator[tuple[Placement, PageContent]]:
    data = fenced(repaired, path, mender)
    with readable():
        yield from draw(io.BytesIO(data), len(data), document)


def draw(
    stream: IO[bytes] | MeteredFile, size: int, document: Document
) -> Iterator[tuple[Placement, PageContent]]:
    """Yield each page of a PDF of ``size`` bytes, upright on A4, copied into the document."""
    reader = open_reader(stream)
    copier = document.copier(reader, size)
    for page in reader.pages:
        shape = page_shape(page)
        content = copier.page(page, shape)
        for part in parts_of(shape):
            yield place_page(part), replace(content, clip=part.box)


def inspect(path: Path) -> Inspection:
    """Read every page of a PDF as binding will, write nothing, and return what there is.

    Raises Damaged, with the reason, when the file is broken, and Unreadable when it cannot be bound
    for another reason.
    """
    with path.open("rb") as stream:
        return _inspect(stream, path.stat().st_size)


def _inspect_repaired(path: Path, mender: str) -> Inspection:
    data = repaired(path, mender)
    return _inspect(io.BytesIO(data), len(data))


def _inspect(stream: BinaryIO, size: int) -> Inspection:
    oddities = _Oddities()
    with (
        _counting(oddities),
        exact_names(),
        readable(),
        metered(stream, size) as limited,
    ):
        reader = open_reader(limited)
        count = len(reader.pages)
        if count == 0:
            raise Damaged("文件里没有页面")
        if count > PAGES:
            raise Unreadable(f"页数过多（{count} 页，上限 {PAGES} 页）")
        if _promised(reader) != count:
            oddities.count += 1
        attachments = attached(reader)
        copier = PageCopier(reader, ObjectWriter(NullSink()), bytes_allowed(size))
        unseen, made = int(copier.form.elsewhere), 0
        shapes: list[tuple[PageShape, ...]] = []
        for page in reader.pages:
            shape = page_shape(page)
            oddities.count += not has_usual_crop(page)
            content = copier.page(page, shape)
            unseen, made = unseen + content.unseen, made + content.made
            shapes.append(parts_of(shape))
        sheets = sum(map(len, shapes))
        if sheets > PAGES:
            raise Unreadable(f"页数过多（分开后 {sheets} 页，上限 {PAGES} 页）")
    return Inspection(
        sheets,
        sum(len(parts) for parts in shapes if len(parts) > 1),
        min(scale_of(part) for parts in shapes for part in parts),
        unseen,
        made,
        attachments,
        oddities.count,
    )


def _promised(reader: PdfReader) -> int | None:
    """Return how many pages the file says it has: reader programs may believe that."""
    tree = lookup(reader.root_object, "/Pages")
    count = number_of(tree.get("/Count")) if isinstance(tree, DictionaryObject) else None
    return None if count is None else int(count)


def open_reader(stream: IO[bytes] | MeteredFile) -> PdfReader:
    """Return a reader of a PDF that opens without a password.

    Raises Unreadable when it asks for one, and FAULTS when the file is broken.
    """
    reader = _CountingReader(stream)  # type: ignore[arg-type]  # it reads, seeks and tells
    if reader.is_encrypted and _only_attachments_locked(reader):
        # Nothing on a page is encrypted, and pypdf knows no other way to pass this by.
        reader._override_encryption = True  # noqa: SLF001
    elif reader.is_encrypted:
        opened_as = reader.decrypt("")
        if opened_as == PasswordType.NOT_DECRYPTED or (
            opened_as == PasswordType.OWNER_PASSWORD and _asks_for_password(reader)
        ):
            raise Unreadable("打开文件需要密码")
    with apply_configuration(page_tree_maximum_depth=_PAGE_TREE):
        len(reader.pages)  # the tree is walked once, and the pages are kept
    return reader


@contextmanager
def readable() -> Iterator[None]:
    """Turn what pypdf raises on a bad file into Unreadable, with a reason a person understands."""
    try:
        yield
    except FileNotDecryptedError as error:
        raise Unreadable("打开文件需要密码") from error
    except (LimitReachedError, RecursionError) as error:
        raise Damaged("文件结构异常，超过处理上限") from error
    except FAULTS as error:
        if "cyclic page" in str(error):
            raise Damaged("文件的页面目录循环引用自身，找不到页面") from error
        raise Damaged("文件已损坏或不完整") from error


@contextmanager
def _counting(oddities: _Oddities) -> Iterator[None]:
    log = logging.getLogger("pypdf")
    log.addHandler(oddities)
    try:
        yield
    finally:
        log.removeHandler(oddities)


def _only_attachments_locked(reader: PdfReader) -> bool:
    """Return whether streams and strings are not encrypted, but for files embedded (/EFF).

    Both are named by crypt filters since version 4, and are as they are when none is named
    (ISO 32000-1, 7.6.5).
    """
    rules = lookup(reader.trailer, "/Encrypt")
    if not isinstance(rules, DictionaryObject) or (number_of(rules.get("/V")) or 0) < 4:  # noqa: PLR2004
        return False
    plain = (None, "/Identity")
    return lookup(rules, "/StmF") in plain and lookup(rules, "/StrF") in plain


def _asks_for_password(reader: PdfReader) -> bool:
    """Return whether readers ask for a password though the empty owner's password fits.

    Before revision 5 the owner's password gives the user's, so an empty one opens the file as the
    empty user's password does. Since then (ISO 32000-2, 7.6.4.4) the two are tested apart.
    """
    rules = lookup(reader.trailer, "/Encrypt")
    if not isinstance(rules, DictionaryObject):
        return True
    revision, user = number_of(rules.get("/R")), lookup(rules, "/U")
    if revision is None or revision < 5:  # noqa: PLR2004  # the revision of the rule above
        return False
    entry = _octets(user)
    return _hardened(entry[32:40], hardened=revision > 5) != entry[:32]  # noqa: PLR2004


def _octets(value: object) -> bytes:
    if isinstance(value, TextStringObject):
        return value.original_bytes
    return bytes(value) if isinstance(value, ByteStringObject) else b""


def _hardened(salt: bytes, *, hardened: bool) -> bytes:
    """Return the hash of the empty user's password (ISO 32000-2, algorithm 2.B)."""
    key = hashlib.sha256(salt).digest()
    turn = 0
    while hardened:
        cipher = Cipher(algorithms.AES128(key[:16]), modes.CBC(key[16:32])).encryptor()
        mixed = cipher.update(key * 64) + cipher.finalize()
        kind = ("sha256", "sha384", "sha512")[sum(mixed[:16]) % 3]
        key = hashlib.new(kind, mixed).digest()
        turn += 1
        hardened = turn < 64 or mixed[-1] > turn - 32  # noqa: PLR2004  # rounds of the algorithm
    return key[:32]
