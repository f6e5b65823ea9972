"""A bound volume proved from its files alone, and each way of changing it found."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from weasyprint import HTML

from legaldocs.core.errors import InputError
from legaldocs.volume.layout import lay_out
from legaldocs.volume.prove import prove
from legaldocs.volume.withheld import given_layout

from . import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from legaldocs.volume.prove import VolumeProof

    from .conftest import Volume

FILES = {
    "a.pdf": made.pages(3),
    "b.jpg": made.picture(),
    "c.pdf": made.pages(4),
    "d.zip": b"PK\3\4nothing",
}
PRINTED = ("1-3", "4", "5-8", "9")
FRONT = 3
COVER = bytes(HTML(string="<meta charset=utf-8><h1>证据卷</h1>").write_pdf())


@pytest.fixture
def volume(bound: Callable[..., Volume]) -> Path:
    """Return a volume with a cover, a catalogue of two sheets and nine pages."""
    made_of = bound(FILES, cover=COVER, catalogue=made.catalogue(PRINTED))
    assert made_of.files[0].front == FRONT
    return made_of.files[0].path


def codes(proof: VolumeProof) -> dict[str, list[str]]:
    """Return code → places of the faults."""
    found: dict[str, list[str]] = {}
    for finding in proof.findings:
        if finding.severity == "error":
            found.setdefault(finding.code, []).append(finding.where.removeprefix("证据卷-1.pdf"))
    return found


def said(proof: VolumeProof) -> str:
    return "\n".join(finding.message for finding in proof.findings)


def changed(path: Path, change: Callable[[pikepdf.Pdf], object]) -> VolumeProof:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)
    return prove([path])


def replaced(path: Path, old: bytes, new: bytes) -> VolumeProof:
    data = path.read_bytes()
    assert data.count(old) == 1
    assert len(old) == len(new)
    path.write_bytes(data.replace(old, new))
    return prove([path])


def test_a_volume_as_bound_is_proved(volume: Path) -> None:
    proof = prove([volume])
    assert codes(proof) == {}
    (part,) = proof.parts
    assert (part.sheets, part.altered) == (12, ())
    assert [row.label for row in part.record.exhibits] == ["证据1", "证据2", "证据3", "证据4"]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none},
    ],
)
def test_saving_it_otherwise_changes_nothing_that_counts(
    volume: Path, options: dict[str, object]
) -> None:
    with pikepdf.open(volume, allow_overwriting_input=True) as pdf:
        pdf.save(volume, **options)
    assert codes(prove([volume])) == {}


def test_so_does_saving_it_with_pypdf(volume: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(volume.read_bytes())))
    writer.write(volume)
    assert codes(prove([volume])) == {}


def swap(first: int, second: int) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        kids = pdf.Root.Pages.Kids
        kids[first], kids[second] = kids[second], kids[first]

    return change


def test_swapped_pages_are_named(volume: Path) -> None:
    proof = changed(volume, swap(3, 5))
    assert codes(proof)["LD-VOL-STAMP"] == [" 第 4 张", " 第 6 张"]
    assert codes(proof)["LD-VOL-SHEET"] == [" 第 4 张", " 第 6 张"]
    assert "现在是装订时第 6 张的内容" in said(proof)


def test_swapped_pictures_under_their_stamps_are_named(volume: Path) -> None:
    """Two pages of one exhibit change what they show; stamps, labels and links stay in place."""

    def change(pdf: pikepdf.Pdf) -> None:
        first, second = pdf.pages[7].Resources.XObject, pdf.pages[8].Resources.XObject
        first.P0, second.P0 = second.P0, first.P0

    assert codes(changed(volume, change)) == {"LD-VOL-SHEET": [" 第 8 张", " 第 9 张"]}


@pytest.mark.parametrize("at", [0, 1, 3, 6, 11])
def test_a_dropped_page_is_named(volume: Path, at: int) -> None:
    proof = changed(volume, lambda pdf: pdf.pages.__delitem__(at))
    assert "LD-VOL-COUNT" in codes(proof)
    assert "应有 12 张，实际 11 张" in said(proof)
    assert re.search(rf"缺少装订时的第 {at + 1} 张", said(proof))


@pytest.mark.parametrize("at", [0, 4, 12])
def test_an_inserted_blank_page_is_named(volume: Path, at: int) -> None:
    def insert(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()
        pdf.pages.insert(at, pdf.pages[-1])
        del pdf.pages[-1]

    proof = changed(volume, insert)
    assert codes(proof)["LD-VOL-COUNT"] == ["", f" 第 {at + 1} 张"]
    assert "这一张装订时没有" in said(proof)


def test_a_page_made_blank_under_its_stamp_is_named(volume: Path) -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        form = pdf.pages[4].Resources.XObject.P0
        form.write(b"")

    found = codes(changed(volume, empty))
    assert found["LD-VOL-SHEET"] == [" 第 5 张"]
    assert found["LD-VOL-WHITE"] == [" 第 5 张"]


def test_a_page_that_was_blank_when_bound_is_only_said(bound: Callable[..., Volume]) -> None:
    path = bound({"a.pdf": made.one_page(b""), "b.pdf": made.pages(1)}).files[0].path
    proof = prove([path])
    assert codes(proof) == {}
    (white,) = (finding for finding in proof.findings if finding.code == "LD-VOL-WHITE")
    assert (white.severity, white.where) == ("warning", "证据卷-1.pdf")
    assert "第 1 张" in white.message


def test_a_stamp_drawn_over_is_named(volume: Path) -> None:
    def cover(pdf: pikepdf.Pdf) -> None:
        pdf.pages[5].contents_add(b"1 g 400 0 200 30 re f")

    assert codes(changed(volume, cover))["LD-VOL-SHEET"] == [" 第 6 张"]


def test_a_stamp_rewritten_is_named(volume: Path) -> None:
    """Page 3 takes the last figure of page 2."""
    pieces = re.split(rb"(?<=Tf <)([0-9a-f]+)(?=> Tj)", volume.read_bytes())
    stamps = pieces[1::2]
    second, third = stamps[1], stamps[2]
    at = pieces.index(third)
    pieces[at] = second
    volume.write_bytes(b"".join(pieces))
    proof = prove([volume])
    assert codes(proof)["LD-VOL-STAMP"] == [" 第 6 张"]
    assert "应为“证据1 · 3”，实际为“证据1 · 2”" in said(proof)


def test_a_stamp_hidden_under_a_note_is_named(volume: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(volume.read_bytes())))
    writer.add_annotation(4, FreeText(text="9", rect=(400, 0, 590, 30)))
    writer.write(volume)
    assert codes(prove([volume]))["LD-VOL-ADDED"] == [" 第 5 张"]


def test_a_label_changed_is_named(volume: Path) -> None:
    proof = replaced(volume, b"/St 1\n", b"/St 2\n")
    assert len(codes(proof)["LD-VOL-LABEL"]) == 9
    assert "页面标签应为“1”，实际为“2”" in said(proof)


def test_a_bookmark_moved_is_named(volume: Path) -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[2].children[1].destination[0] = pdf.pages[3].obj

    proof = changed(volume, move)
    assert list(codes(proof)) == ["LD-VOL-BOOKMARK"]
    assert "书签“证据2 材料2”应指向第 7 张，实际指向第 4 张" in said(proof)


def test_a_bookmark_renamed_is_named(volume: Path) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[2].children[1].title = "证据2 别的材料"

    proof = changed(volume, rename)
    assert "书签“证据2 材料2”应指向第 7 张，实际没有" in said(proof)
    assert "书签“证据2 别的材料”装订时没有" in said(proof)


def test_a_link_redirected_is_named(volume: Path) -> None:
    def redirect(pdf: pikepdf.Pdf) -> None:
        first, second = pdf.pages[1].Annots[0], pdf.pages[1].Annots[1]
        first.Dest[0] = second.Dest[0]

    proof = changed(volume, redirect)
    assert codes(proof) == {"LD-VOL-LINK": [" 第 2 张"]}
    assert "链接应指向第 4 张，实际指向第 7 张" in said(proof)


def test_a_link_to_elsewhere_is_named(volume: Path) -> None:
    def redirect(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://a.example/")

    assert codes(changed(volume, redirect)) == {"LD-VOL-LINK": [" 第 2 张"]}


@pytest.mark.parametrize("at", [1, 3])
def test_links_taken_away_are_named(volume: Path, at: int) -> None:
    proof = changed(volume, lambda pdf: pdf.pages[at].__delitem__("/Annots"))
    assert set(codes(proof)["LD-VOL-LINK"]) == {f" 第 {at + 1} 张"}


def test_a_catalogue_of_other_pages_is_named_by_its_row(
    volume: Path, bound: Callable[..., Volume]
) -> None:
    """The catalogue of another volume is put in front, its links and bookmarks kept."""
    printed = ("1-3", "4", "5-7", "9")
    other = bound(FILES, cover=COVER, catalogue=made.catalogue(printed)).files[0].path

    def change(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(other) as source:
            for at in (1, 2):
                page = pdf.pages[at]
                page.Resources = pdf.copy_foreign(source.pages[at].obj).Resources
                page.Contents = pdf.copy_foreign(source.pages[at].obj).Contents

    proof = changed(volume, change)
    assert "证据目录中证据3的页码应为 5-8，实际为 5-7" in said(proof)
    assert " 第 2 张" in codes(proof)["LD-VOL-SHEET"]
    assert len(codes(proof)["LD-VOL-CATALOGUE"]) == 1


@pytest.mark.parametrize("key", ["/OpenAction", "/AcroForm", "/Names", "/AA"])
def test_what_may_act_is_named(volume: Path, key: str) -> None:
    proof = changed(volume, lambda pdf: pdf.Root.__setitem__(key, pikepdf.Dictionary()))
    assert list(codes(proof)) == ["LD-VOL-ADDED"]


def test_a_hidden_layer_is_named(bound: Callable[..., Volume]) -> None:
    layer = b"<< /Type /OCG /Name (L) >>"
    source = made.one_page(
        b"/OC /L BDC BT /F1 24 Tf 72 700 Td (layer) Tj ET EMC",
        page=b"/Resources << /Font << /F1 5 0 R >> /Properties << /L 6 0 R >> >>",
        catalog=b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << >> >> >>",
        more={6: layer},
    )
    path = bound({"a.pdf": source}).files[0].path
    assert codes(prove([path])) == {}

    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OCProperties.D.OFF = pikepdf.Array(list(pdf.Root.OCProperties.OCGs))

    assert "LD-VOL-ADDED" in codes(changed(path, hide))


def test_a_lost_glyph_in_the_catalogue_is_named(volume: Path) -> None:
    """The first text of the catalogue shows the sign for a missing glyph."""

    def lose(pdf: pikepdf.Pdf) -> None:
        form = pdf.pages[1].Resources.XObject.P0
        data = form.read_bytes()
        assert re.search(rb"<[0-9a-f]{4}", data)
        form.write(re.sub(rb"<[0-9a-f]{4}", b"<0000", data, count=1))

    assert codes(changed(volume, lose))["LD-VOL-NO-GLYPH"] == [" 第 2 张"]


def test_a_font_that_an_original_left_out_is_said(volume: Path) -> None:
    (font,) = (finding for finding in prove([volume]).findings if finding.code == "LD-VOL-FONT")
    assert font.severity == "note"
    assert "Helvetica" in font.message


def test_each_file_of_an_exhibit_has_its_bookmark(bound: Callable[..., Volume]) -> None:
    exhibits = [made.exhibit(1, "a.pdf", "c/送货单.pdf"), made.exhibit(2, "b.jpg")]
    files = {"a.pdf": FILES["a.pdf"], "b.jpg": FILES["b.jpg"], "c/送货单.pdf": FILES["c.pdf"]}
    (part,) = prove([bound(files, exhibits).files[0].path]).parts
    assert [(line.depth, line.title, line.sheet) for line in part.record.outline] == [
        (0, "合同履行", 0),
        (1, "证据1 材料1", 0),
        (2, "证据1-1 a.pdf", 0),
        (2, "证据1-2 送货单.pdf", 3),
        (1, "证据2 材料2", 7),
    ]
    assert codes(prove([bound(files, exhibits).files[0].path])) == {}


def test_a_file_that_is_not_given_has_no_bookmark(tmp_path: Path) -> None:
    items = made.store(tmp_path / "o", {"a.pdf": made.pages(2), "b.pdf": made.pages(1)})
    layout = lay_out([made.exhibit(1, "a.pdf", "b.pdf")], items, tmp_path / "o")
    (chapter,) = given_layout(layout, [made.exhibit(1, "b.pdf")], {}).chapters
    assert chapter.marks == {3: ("b.pdf",)}
    assert layout.chapters[0].marks == {1: ("证据1-1 a.pdf",), 3: ("证据1-2 b.pdf",)}


def test_parts_are_proved_together(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, catalogue=made.catalogue(PRINTED), most_pages=5)
    first, second = (file.path for file in volume.files)
    assert codes(prove([second, first])) == {}
    assert "共 2 卷，第 2 卷没有给出" in said(prove([first]))
    assert "共 2 卷，第 1 卷没有给出" in said(prove([second]))
    assert "第 1 卷给出了不止一份" in said(prove([first, first, second]))


def test_parts_of_two_volumes_are_told_apart(bound: Callable[..., Volume]) -> None:
    """The same exhibits on the same pages; but a page of the first part looks different."""
    volume = bound(FILES, most_pages=5)
    other = bound({**FILES, "b.jpg": made.picture((80, 60))}, most_pages=5)
    assert codes(prove([volume.files[0].path, volume.files[1].path])) == {}
    proof = prove([other.files[0].path, volume.files[1].path])
    assert "第 2 卷与其他各卷不是同一次装订的" in said(proof)
    assert list(codes(proof)) == ["LD-VOL-PART"]


def test_many_differences_are_shortened(bound: Callable[..., Volume]) -> None:
    path = bound({"a.pdf": made.pages(60)}).files[0].path
    proof = replaced(path, b"/St 1\n", b"/St 2\n")
    assert len(proof.findings) < 30
    assert "同类问题另有 40 处" in said(proof)


HOSTILE = {
    "empty": b"",
    "text": b"not a pdf at all",
    "cut": made.pages(3)[:200],
    "foreign": made.pages(3),
    "locked": made.locked("secret"),
    "no pages": made.raw_pdf({1: b"<< /Type /Catalog >>"}),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_volume_of_ours_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError):
        prove([path])


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.99])
def test_a_volume_cut_short_is_refused(volume: Path, cut: float) -> None:
    data = volume.read_bytes()
    volume.write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(InputError):
        prove([volume])


def records(volume: Path) -> Iterable[bytes]:
    with pikepdf.open(volume) as pdf:
        true = bytes(pdf.Root.PieceInfo.legaldocs.Private.read_bytes())
    yield b"{}"
    yield b"[" * 100_000
    yield true.replace(b'"first":5', b'"first":6')
    yield true.replace("证据2 材料2".encode(), "证据2 别的".encode())
    yield true.replace(b'"front":3', b'"front":2')
    yield true.replace(b'"exhibits":[{', b'"exhibits":[],"x":[{')


def test_a_forged_record_is_refused(volume: Path) -> None:
    for record in list(records(volume)):
        with pikepdf.open(volume, allow_overwriting_input=True) as pdf:
            pdf.Root.PieceInfo.legaldocs.Private.write(record)
            pdf.save(volume)
        with pytest.raises(InputError, match="装订记录已损坏"):
            prove([volume])


def test_the_same_volume_twice_has_the_same_bytes(bound: Callable[..., Volume]) -> None:
    first, second = (bound(FILES, catalogue=made.catalogue(PRINTED)).data for _ in range(2))
    assert first == second


def test_a_volume_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="证据卷打不开") as caught:
        prove([tmp_path / "nosuch.pdf"])
    assert "文件不存在" in str(caught.value)
