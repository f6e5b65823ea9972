"""Damaged PDFs are mended where that is possible, and what cannot be mended says why."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from legaldocs.volume.convert import pdf, repair
from legaldocs.volume.convert.pdf import convert, inspect
from legaldocs.volume.convert.repair import menders, repaired
from legaldocs.volume.limits import Damaged, Unreadable
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.volume.conftest import Volume

NO_START = made.pages(2).replace(b"startxref", b"startzref")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a file that pypdf gives up, and other readers open."""
    path = tmp_path / "a.pdf"
    path.write_bytes(NO_START)
    with pytest.raises(Damaged):
        inspect(path)
    return path


def test_both_menders_are_there_for_these_tests() -> None:
    assert menders() == ("qpdf", "pdfium")


@pytest.mark.parametrize("mender", ["qpdf", "pdfium"])
def test_a_damaged_file_is_mended(
    mender: str, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "menders", lambda: (mender,))
    before = broken.read_bytes()
    pages = convert(broken, "甲.pdf")
    (remark,) = pages.remarks
    assert pages.count == 2
    assert (remark.code, remark.where) == ("LD-VOL-MENDED", "甲.pdf")
    assert mender in remark.message
    assert broken.read_bytes() == before


def test_the_mended_pages_are_bound_alike_every_time(bound: Callable[..., Volume]) -> None:
    first, second = bound({"a.pdf": NO_START}), bound({"a.pdf": NO_START})
    assert first.data == second.data
    assert "original 2" in made.texts(first.data)[1]
    assert [finding.code for finding in first.layout.findings] == ["LD-VOL-MENDED"]


@pytest.mark.usefixtures("unfenced")
def test_without_a_mender_the_slip_says_how_to_get_one(
    bound: Callable[..., Volume], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repair, "_MODULES", {"none": "no_such_module"})
    (finding,) = bound({"a.pdf": NO_START}).layout.findings
    assert finding.code == "LD-VOL-UNREADABLE"
    assert "legaldocs[repair]" in finding.next_step


def test_what_cannot_be_mended_keeps_its_reason(bound: Callable[..., Volume]) -> None:
    (finding,) = bound({"a.pdf": b"%PDF-1.7\nnothing"}).layout.findings
    assert finding.code == "LD-VOL-UNREADABLE"
    assert "修复没有成功" in finding.message


@pytest.mark.parametrize("mender", ["qpdf", "pdfium"])
def test_a_password_is_not_mended_away(mender: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made.locked("secret"))
    with pytest.raises(Unreadable):
        repaired(tmp_path / "a.pdf", mender)


def test_a_file_whose_attachments_alone_are_locked_opens(tmp_path: Path) -> None:
    """Its pages need no password (ISO 32000-1, 7.6.5: crypt filters)."""
    document = pikepdf.open(io.BytesIO(made.one_page()))
    document.attachments["secret.txt"] = b"secret"
    document.save(
        tmp_path / "a.pdf",
        encryption=pikepdf.Encryption(user="secret", owner="owner", R=6),
    )
    with pytest.raises(Unreadable, match="密码"):
        inspect(tmp_path / "a.pdf")
    locked = made.one_page(more={}).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard "
        b"/V 5 /R 6 /Length 256 /P -4 /O <%s> /U <%s> /OE <%s> /UE <%s> /Perms <%s> "
        b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /EFOpen /Length 32 >> >> "
        b"/StmF /Identity /StrF /Identity /EFF /StdCF >>"
        % (b"a1" * 48, b"b2" * 48, b"c3" * 32, b"d4" * 32, b"e5" * 16),
    )
    (tmp_path / "b.pdf").write_bytes(locked)
    assert inspect(tmp_path / "b.pdf").pages == 1
