from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.volume.arrangement import Arrangement, Separators
from legaldocs.volume.convert.slip import Slip
from legaldocs.volume.layout import Layout, VolumePart, lay_out
from legaldocs.volume.pages import OriginalPages

from . import made

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = b"#!AMR\n\x3c" + b"\x91" * 200
KINDS = {
    **{f"{count}.pdf": (made.pages(count), count) for count in (1, 2, 5)},
    "photo.jpg": (made.picture(), 1),
    "call.amr": (CALL, 1),
    "broken.pdf": (b"%PDF-1.4\nnothing", 1),
}


def laid(folder: Path, files: dict[str, bytes], **options: int) -> Layout:
    items = made.store(folder, files)
    return lay_out(made.one_each(list(files)), items, folder, Arrangement(**options))


@given(
    exhibits=st.lists(st.lists(st.sampled_from(sorted(KINDS)), max_size=4), max_size=6),
    limit=st.integers(1, 12),
    separators=st.sampled_from([None, *Separators]),
)
@settings(max_examples=60, deadline=None)
def test_pages_run_on_without_a_gap_in_the_order_given(
    exhibits: list[list[str]], limit: int, separators: Separators | None
) -> None:
    with tempfile.TemporaryDirectory() as name:
        items = made.store(Path(name), {file: data for file, (data, _) in KINDS.items()})
        listed = [made.exhibit(number, *files) for number, files in enumerate(exhibits, 1)]
        layout = lay_out(listed, items, Path(name), Arrangement(limit, separators))
    leaves = [leaf for chapter in layout.chapters for leaf in chapter.leaves]
    numbers = [n for leaf in leaves for n in range(leaf.first, leaf.last + 1)]
    sheets = [chapter.separator.page for chapter in layout.chapters if chapter.separator]
    assert sorted(numbers + sheets) == list(range(1, len(numbers + sheets) + 1))
    wanted_sheets = {None: 0, Separators.GROUPS: min(len(listed), 1)}.get(separators, len(listed))
    assert len(sheets) == wanted_sheets
    assert all(c.begins + 1 == c.first for c in layout.chapters if c.separator)
    assert [chapter.exhibit for chapter in layout.chapters] == listed
    wanted = [file for files in exhibits for file in files or [""]]
    assert [leaf.file for leaf in leaves] == wanted
    counts = [leaf.last - leaf.first + 1 for leaf in leaves]
    assert counts == [KINDS[file][1] if file else 1 for file in wanted]
    for part in layout.parts:
        assert part.last - part.first < limit or len(part.chapters) == 1
    assert [part.number for part in layout.parts] == list(range(1, len(layout.parts) + 1))


def test_pages_and_files_name_first_and_last(tmp_path: Path) -> None:
    files = {"a.pdf": made.pages(3), "b.jpg": made.picture(), "c.pdf": made.pages(2)}
    items = made.store(tmp_path, files)
    exhibits = [made.exhibit(1, "a.pdf", "b.jpg"), made.exhibit(2, "c.pdf", "a.pdf")]
    layout = lay_out(exhibits, items, tmp_path)
    assert layout.pages == {1: (1, 4), 2: (5, 9)}
    assert layout.files == {
        (1, "a.pdf"): (1, 3),
        (1, "b.jpg"): (4, 4),
        (2, "c.pdf"): (5, 6),
        (2, "a.pdf"): (7, 9),
    }


def test_a_file_without_pages_gets_a_slip_that_says_where_it_is(tmp_path: Path) -> None:
    layout = laid(tmp_path, {"calls/call.amr": CALL})
    slip = layout.chapters[0].leaves[0].content
    assert isinstance(slip, Slip)
    said = dict(slip.rows)
    assert said["证据编号"] == "证据1"
    assert said["文件名"] == "calls/call.amr"
    assert said["文件类型"] == "录音（audio/amr）"
    assert said["文件大小"] == f"{len(CALL)} 字节"
    assert len(said["SHA-256"]) == 64
    assert "data/originals/calls/call.amr" in slip.note
    assert [finding.code for finding in layout.findings] == ["LD-VOL-NOT-PAGES"]


@pytest.mark.parametrize(
    ("file", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7\n", "已损坏"),
        ("a.pdf", made.pages(2)[:300], "已损坏"),
        ("a.pdf", made.locked("secret"), "密码"),
        ("a.jpg", made.picture()[:-300], "已损坏"),
        ("a.png", made.picture(kind="PNG")[:60], "被截断"),
    ],
    ids=["only a header", "cut short", "locked", "cut photograph", "cut picture"],
)
def test_what_cannot_be_read_is_reported_and_kept(
    file: str, data: bytes, reason: str, tmp_path: Path
) -> None:
    layout = laid(tmp_path, {"first.pdf": made.pages(2), file: data, "last.pdf": made.pages(1)})
    (finding,) = layout.findings
    assert (finding.code, finding.severity) == ("LD-VOL-UNREADABLE", "warning")
    assert finding.where == file
    assert reason in finding.message
    assert finding.next_step
    slip = layout.chapters[1].leaves[0].content
    assert isinstance(slip, Slip)
    assert reason in slip.note
    assert layout.pages == {1: (1, 2), 2: (3, 3), 3: (4, 4)}


def test_a_file_that_was_not_gathered_keeps_its_place(tmp_path: Path) -> None:
    items = made.store(tmp_path, {"a.pdf": made.pages(1)})
    exhibits = [made.exhibit(1), made.exhibit(2, "absent.pdf"), made.exhibit(3, "a.pdf")]
    layout = lay_out(exhibits, items, tmp_path)
    assert layout.pages == {1: (1, 1), 2: (2, 2), 3: (3, 3)}
    assert [isinstance(chapter.leaves[0].content, Slip) for chapter in layout.chapters] == [
        *(True, True, False)
    ]


def test_a_kind_without_pages_is_named_with_the_way_out(tmp_path: Path) -> None:
    layout = laid(tmp_path, {"陈述.rtf": b"{\\rtf1\\ansi x}"})
    (finding,) = layout.findings
    assert (finding.code, finding.where) == ("LD-VOL-NOT-PAGES", "陈述.rtf")
    assert finding.message.startswith("RTF 文档不能转换为页面")
    assert "另存为 PDF" in finding.next_step
    slip = layout.chapters[0].leaves[0].content
    assert isinstance(slip, Slip)
    assert dict(slip.rows)["文件类型"] == "RTF 文档（application/rtf）"
    assert "电子数据" not in slip.note


def test_the_places_of_all_files_are_worked_out_once(tmp_path: Path) -> None:
    """The index asks for the pages of every original: its cost must not grow with the square."""

    class Counted(tuple[VolumePart, ...]):
        __slots__ = ()
        walks = 0

        def __iter__(self) -> Iterator[VolumePart]:
            Counted.walks += 1
            return super().__iter__()

    layout = Layout(Counted(laid(tmp_path, {"a.pdf": made.pages(1), "b.amr": CALL}).parts), ())
    for _ in range(50):
        assert layout.files == {(1, "a.pdf"): (1, 1), (2, "b.amr"): (2, 2)}
        assert layout.pages == {1: (1, 1), 2: (2, 2)}
    assert Counted.walks == 1


def test_parts_are_cut_between_exhibits(tmp_path: Path) -> None:
    files = {"a.pdf": made.pages(3), "b.pdf": made.pages(2), "c.pdf": made.pages(9)}
    layout = laid(tmp_path, files, most_pages=5)
    assert [[chapter.exhibit.number for chapter in part.chapters] for part in layout.parts] == [
        [1, 2],
        [3],
    ]
    assert [finding.code for finding in layout.findings] == ["LD-VOL-LARGE"]
    assert layout.findings[0].where == "证据3"


def test_fields_that_the_file_does_not_draw_are_drawn_and_reported(tmp_path: Path) -> None:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /V (filled in) /Rect [10 10 90 30] >>"
    form = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>"
    data = made.one_page(page=b"/Annots [6 0 R]", catalog=form, more={6: field})
    layout = laid(tmp_path, {"a.pdf": data})
    (finding,) = layout.findings
    assert finding.code == "LD-VOL-DRAWN"
    assert isinstance(layout.chapters[0].leaves[0].content, OriginalPages)


def test_a_note_whose_words_are_not_printed_is_reported(tmp_path: Path) -> None:
    note = b"<< /Subtype /Text /Contents (paid) /Rect [10 10 30 30] /AP << /N 4 0 R >> >>"
    layout = laid(tmp_path, {"a.pdf": made.one_page(page=b"/Annots [6 0 R]", more={6: note})})
    (finding,) = layout.findings
    assert finding.code == "LD-VOL-UNSEEN"


@pytest.mark.parametrize(
    ("tree", "count"),
    [
        (b"<< /Names [(a.xlsx) 6 0 R (b.xlsx) 6 0 R] >>", 2),
        (b"<< /Kids [7 0 R 7 0 R] >>", 2),
        (b"<< /Kids [8 0 R] >>", 0),
    ],
)
def test_files_attached_to_a_pdf_are_not_lost_without_a_word(
    tmp_path: Path, tree: bytes, count: int
) -> None:
    """A collection of files shows a cover, and holds what matters beside it."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Collection << >> /Names << /EmbeddedFiles %s >> >>"
    file = b"<< /Type /Filespec /F (a.xlsx) >>"
    more = {6: file, 7: b"<< /Names [(a.xlsx) 6 0 R] >>", 8: b"<< /Kids [8 0 R] >>"}
    layout = laid(tmp_path, {"a.pdf": made.one_page(catalog=catalog % tree, more=more)})
    assert [finding.code for finding in layout.findings] == ["LD-VOL-ATTACHED"] * (count > 0)
    assert all(f"附有 {count} 个文件" in finding.message for finding in layout.findings)


def test_a_file_that_was_read_with_repairs_is_reported(tmp_path: Path) -> None:
    page = b"/Resources << /Font << /F1 77 0 R >> >>"
    layout = laid(tmp_path, {"a.pdf": made.one_page(page=page)})
    (finding,) = layout.findings
    assert (finding.code, finding.severity, finding.where) == (
        "LD-VOL-REPAIRED",
        "warning",
        "a.pdf",
    )
    assert isinstance(layout.chapters[0].leaves[0].content, OriginalPages)


def test_nothing_to_bind_is_no_part(tmp_path: Path) -> None:
    assert laid(tmp_path, {}) == Layout((), ())


def test_progress_names_each_exhibit_once(tmp_path: Path) -> None:
    labels: list[str] = []
    items = made.store(tmp_path, {"a.pdf": made.pages(1)})
    lay_out(
        [made.exhibit(1, "a.pdf"), made.exhibit(2, "a.pdf")], items, tmp_path, tick=labels.append
    )
    assert labels == ["证据1", "证据2"]
