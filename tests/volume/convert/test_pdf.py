from __future__ import annotations

import io
import tempfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.volume import limits
from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.check import check_volume
from legaldocs.volume.convert.pdf import inspect, open_reader
from legaldocs.volume.convert.slip import Slip
from legaldocs.volume.layout import lay_out
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.pdf.copy import PageCopier
from legaldocs.volume.pdf.values import page_shape
from legaldocs.volume.pdf.writer import NullSink, ObjectWriter
from tests.volume import made
from tests.volume.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.volume.conftest import Volume

BOMB = zlib.compress(b"\0" * (80 << 20), 9)
SMALL_BOMB = zlib.compress(b"\n" * (40 << 20), 9)


def with_kids(kids: bytes, count: int) -> bytes:
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return made.one_page(more={2: tree})


def deep_tree(levels: int, last: bytes) -> bytes:
    """Return a PDF whose tree of pages is a chain; ``last`` is what hangs at its end."""
    chain = {
        n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(10, 10 + levels)
    }
    root = b"<< /Type /Pages /Kids [10 0 R] /Count 1 /MediaBox [0 0 595 842] >>"
    return made.raw_pdf({1: made.CATALOG, 2: root, **chain, 10 + levels: last})


def nested(levels: int) -> dict[str, bytes]:
    """Return PDFs in which something stands so many levels deep."""
    kids = {100 + n: b"<< /Kids [%d 0 R] >>" % (101 + n) for n in range(levels)}
    fields = {
        100 + n: b"<< /T (a) /Kids [%d 0 R] /Parent %d 0 R >>" % (101 + n, 99 + n)
        for n in range(levels)
    }
    titles = {100 + n: b"<< /Title (a) /First %d 0 R >>" % (101 + n) for n in range(levels)}
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    forms = {
        100 + n: made.stream(
            b"/X Do", entries + b" /Resources << /XObject << /X %d 0 R >> >>" % (101 + n)
        )
        for n in range(levels)
    }
    field = b"<< /Subtype /Widget /FT /Tx /V (1) /Rect [9 9 99 30] /Parent %d 0 R >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R %s >>"
    array = b"[" * levels + b"]" * levels
    return {
        "pages": deep_tree(levels, b"<< /Type /Page >>"),
        "names": made.one_page(catalog=catalog % b"/Names << /Dests 100 0 R >>", more=kids),
        "bookmarks": made.one_page(catalog=catalog % b"/Outlines 100 0 R", more=titles),
        "fields": made.one_page(
            page=b"/Annots [%d 0 R]" % (100 + levels),
            catalog=catalog % b"/AcroForm << /Fields [100 0 R] >>",
            more={**fields, 100 + levels: field % (99 + levels)},
        ),
        "forms": made.one_page(
            b"/X Do", page=b"/Resources << /XObject << /X 100 0 R >> >>", more=forms
        ),
        "arrays": made.one_page(page=b"/Resources << /X %s >>" % array),
        "arrays of the page": made.one_page(page=b"/X " + array),
        "dictionaries": made.one_page(
            page=b"/Resources << /X %s1%s >>" % (b"<< /A " * levels, b">>" * levels)
        ),
    }


@pytest.mark.parametrize("levels", [50, 150, 240, 330, 3000])
@pytest.mark.parametrize("what", sorted(nested(1)))
def test_what_is_nested_becomes_pages_or_a_reason(
    what: str, levels: int, bound: Callable[..., Volume]
) -> None:
    """No depth ends in an error: what the inspection lets through can be bound."""
    volume = bound({"a.pdf": nested(levels)[what]})
    if what in {"pages", "names", "bookmarks", "fields", "forms"} or levels == 50:
        assert not isinstance(volume.layout.chapters[0].leaves[0].content, Slip)
    elif isinstance(volume.layout.chapters[0].leaves[0].content, Slip):
        (finding,) = volume.layout.findings
        assert finding.code == "LD-VOL-UNREADABLE"
        assert "嵌套过深" in finding.message or "超过处理上限" in finding.message


HOSTILE = {
    "a deep tree that ends in itself": (
        deep_tree(120, b"<< /Type /Pages /Kids [130 0 R] /Count 1 >>"),
        "循环引用自身",
    ),
    "empty": (b"", "已损坏"),
    "only a header": (b"%PDF-1.7\n", "已损坏"),
    "noise": (b"%PDF-1.4\n" + bytes(range(256)) * 50, "已损坏"),
    "no pages": (with_kids(b"", 0), "没有页面"),
    "a tree that returns to itself": (with_kids(b"2 0 R 3 0 R", 1), "循环引用自身"),
    "one page six thousand times": (with_kids(b"3 0 R " * 6000, 6000), "页数过多"),
    "a tree that doubles at every branch": (
        made.raw_pdf(
            {
                1: made.CATALOG,
                2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
                **{
                    n: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 1, n + 1)
                    for n in range(10, 40)
                },
                40: b"<< /Type /Page /MediaBox [0 0 9 9] >>",
            }
        ),
        "超过处理上限",
    ),
    "content that is not there": (made.one_page(page=b"", more={4: b"null"}), "页面内容缺失"),
    "content that is a number": (made.one_page(more={4: b"17"}), "页面内容缺失"),
    "content that unpacks for ever": (
        made.one_page(more={4: made.stream(BOMB, b"/Filter /FlateDecode")}),
        "超过处理上限",
    ),
    "content that repeats for ever": (
        made.one_page(
            page=b"/Contents [" + b"4 0 R " * 3000 + b"]",
            more={4: made.stream(SMALL_BOMB, b"/Filter /FlateDecode")},
        ).replace(b"/Contents 4 0 R", b"", 1),
        "过大",
    ),
    "a stream that claims to be endless": (
        made.one_page(more={4: b"<< /Length 999999999 >>\nstream\n0 0 m\nendstream"}),
        "超过处理上限",
    ),
    "dictionaries in dictionaries": (
        made.one_page(page=b"/Resources " + b"<< /X " * 90 + b">> " * 90),
        "嵌套过深",
    ),
    "an unknown filter": (
        made.one_page(more={4: made.stream(b"0 0 m", b"/Filter /Nonsense")}),
        "已损坏",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(name: str, tmp_path: Path) -> None:
    data, reason = HOSTILE[name]
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(Unreadable, match=reason):
        inspect(tmp_path / "a.pdf")


def test_work_is_counted_and_not_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that costs more steps than it may is refused, even where pypdf catches everything."""
    monkeypatch.setattr(limits, "STEPS", 500 - 8 * len(made.pages(20)))
    (tmp_path / "a.pdf").write_bytes(made.pages(20))
    with pytest.raises(Unreadable, match="处理量超过上限"):
        inspect(tmp_path / "a.pdf")


def test_reading_is_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READ", 200 - 60 * len(made.pages(3)))
    (tmp_path / "a.pdf").write_bytes(made.pages(3))
    with pytest.raises(Unreadable, match="处理量超过上限"):
        inspect(tmp_path / "a.pdf")


def test_a_table_before_the_beginning_is_a_fault_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made.pages(1).replace(b"startxref\n", b"startxref\n-"))
    inspected = inspect(tmp_path / "a.pdf")
    assert inspected.pages == 1
    assert inspected.oddities > 0


@pytest.mark.parametrize(
    "page",
    [
        b"/Resources << /X " + b"[" * 9000 + b"]" * 9000 + b" >>",
        b"/Resources << /Font << /F1 77 0 R >> >>",
    ],
    ids=["nested too deep", "font that is not there"],
)
def test_what_pypdf_passes_over_is_counted(page: bytes, tmp_path: Path) -> None:
    """It reads on without the entry: the page may look otherwise than it should."""
    (tmp_path / "a.pdf").write_bytes(made.one_page(page=page))
    assert inspect(tmp_path / "a.pdf").oddities > 0
    (tmp_path / "a.pdf").write_bytes(made.one_page())
    assert inspect(tmp_path / "a.pdf").oddities == 0


def test_what_a_page_takes_is_counted() -> None:
    heavy = made.one_page(b"0 0 m\n" * 2000)
    reader = open_reader(io.BytesIO(heavy))
    copier = PageCopier(reader, ObjectWriter(NullSink()), 5000)
    with pytest.raises(Unreadable, match="过大"):
        copier.page(reader.pages[0], page_shape(reader.pages[0]))


@given(
    whole=st.sampled_from([made.pages(2), made.locked(""), made.one_page()]),
    hits=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 80),
)
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_bound_or_slipped(
    whole: bytes, hits: list[tuple[int, int]], cut: int
) -> None:
    """Whatever the bytes, there is no third outcome, and what inspection passes can be bound."""
    damaged = bytearray(whole)
    for place, value in hits:
        damaged[place % len(damaged)] = value
    with tempfile.TemporaryDirectory() as folder:
        items = made.store(Path(folder), {"a.pdf": bytes(damaged)[: len(damaged) - cut]})
        layout = lay_out(
            made.one_each(["a.pdf"]),
            [replace(items[0], media_type="application/pdf")],
            Path(folder),
        )
        (file,) = bind(layout, FrontMatter("证据卷", DAY), Path(folder))
        check_volume([file], layout)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
@pytest.mark.parametrize(
    ("user", "owner", "opens"),
    [
        *(("", None, True), ("", "owner", True)),
        *(("secret", None, False), ("secret", "owner", False)),
    ],
)
def test_a_file_is_read_when_it_opens_without_a_password(
    algorithm: str, user: str, owner: str | None, *, opens: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(made.locked(user, owner, algorithm))
    if opens:
        assert inspect(tmp_path / "a.pdf").pages == 2
    else:
        with pytest.raises(Unreadable, match="密码"):
            inspect(tmp_path / "a.pdf")


def test_an_empty_owner_password_opens_nothing(tmp_path: Path) -> None:
    """Reader programs ask for the password although pypdf could count the pages without."""
    (tmp_path / "a.pdf").write_bytes(made.locked("secret", "", "AES-256"))
    with pytest.raises(Unreadable, match="密码"):
        inspect(tmp_path / "a.pdf")
