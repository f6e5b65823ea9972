"""A PDF original, opened with care: it may be broken, locked, endless or hostile."""

from __future__ import annotations

import hashlib
import logging
import struct
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import ByteStringObject, DictionaryObject, TextStringObject

from legaldocs.volume.limits import PAGES, Unreadable, bytes_allowed, metered
from legaldocs.volume.pdf.copy import Graft
from legaldocs.volume.pdf.values import look, number_of, page_shape
from legaldocs.volume.pdf.writer import Nowhere, Press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.volume.limits import Metered

# pypdf tells the log about every oddity; the findings say what matters, and stderr stays clean.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

FAULTS = (
    *(PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, EOFError),
    *(LookupError, MemoryError, RuntimeError, TypeError, ValueError, struct.error, zlib.error),
)
"""What pypdf raises on files that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a PDF original gives to the volume (检视结果)."""

    pages: int
    unseen: int
    """Notes and filled-in fields that only some reader programs would draw."""

    oddities: int
    """Places where the file is not what the format says, and pypdf read on as it could."""


class _Oddities(logging.Handler):
    """Counts what pypdf tells the log, which is the only place where it tells it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        if record.levelno >= logging.WARNING:
            self.count += 1


def inspect(path: Path) -> Inspected:
    """Read every page of a PDF as binding will, write nothing, and return what there is.

    Raises Unreadable, with the reason, when any page cannot be bound.
    """
    size = path.stat().st_size
    heard = _Oddities()
    with (
        path.open("rb") as stream,
        _listening(heard),
        readable(),
        metered(stream, size) as limited,
    ):
        reader = open_reader(limited)
        count = len(reader.pages)
        if count == 0:
            raise Unreadable("文件里没有页面")
        if count > PAGES:
            raise Unreadable(f"页数过多（{count} 页，上限 {PAGES} 页）")
        graft = Graft(reader, Press(Nowhere()), bytes_allowed(size))
        unseen = sum(graft.page(page, page_shape(page)).unseen for page in reader.pages)
    return Inspected(count, unseen, heard.count)


def open_reader(stream: IO[bytes] | Metered) -> PdfReader:
    """Return a reader of a PDF that opens without a password.

    Raises Unreadable when it asks for one, and FAULTS when the file is broken.
    """
    reader = PdfReader(stream)  # type: ignore[arg-type]  # it reads, seeks and tells
    if reader.is_encrypted:
        opened_as = reader.decrypt("")
        if opened_as == PasswordType.NOT_DECRYPTED or (
            opened_as == PasswordType.OWNER_PASSWORD and _asks_for_password(reader)
        ):
            raise Unreadable("打开文件需要密码")
    return reader


@contextmanager
def readable() -> Iterator[None]:
    """Turn what pypdf raises on a bad file into Unreadable, with a reason a person understands."""
    try:
        yield
    except FileNotDecryptedError as error:
        raise Unreadable("打开文件需要密码") from error
    except (LimitReachedError, MemoryError, RecursionError) as error:
        raise Unreadable("文件结构异常，超过处理上限") from error
    except FAULTS as error:
        raise Unreadable("文件已损坏或不完整") from error


@contextmanager
def _listening(heard: _Oddities) -> Iterator[None]:
    log = logging.getLogger("pypdf")
    log.addHandler(heard)
    try:
        yield
    finally:
        log.removeHandler(heard)


def _asks_for_password(reader: PdfReader) -> bool:
    """Return whether readers ask for a password though the empty owner's password fits.

    Before revision 5 the owner's password gives the user's, so an empty one opens the file as the
    empty user's password does. Since then (ISO 32000-2, 7.6.4.4) the two are tested apart.
    """
    rules = look(reader.trailer, "/Encrypt")
    if not isinstance(rules, DictionaryObject):
        return True
    revision, user = number_of(rules.get("/R")), look(rules, "/U")
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
