"""Which pages are read, what a page that fails costs, and what the volume says of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.check import check_volume
from legaldocs.volume.layout import lay_out
from legaldocs.volume.limits import Fenced, Unreadable
from legaldocs.volume.pages import OriginalPages
from legaldocs.volume.pdf.document import kept_record
from legaldocs.volume.prove import prove
from legaldocs.volume.record import read
from legaldocs.volume.scan import layer
from legaldocs.volume.scan.sheets import pictured
from legaldocs.volume.unstamped import write_unstamped
from legaldocs.volume.withheld import given_layout
from tests.volume import made
from tests.volume.conftest import DAY
from tests.volume.pdf.test_text_layer import line
from tests.volume.scan.test_engine import tiff

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.volume.layout import Layout

FILES = {"a.jpg": made.picture((600, 400)), "b.pdf": made.pages(2), "c.tiff": tiff(4)}
WORDS = line("识别的字", 100, 400, 200, 416)


@pytest.fixture
def scanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Layout, list[int]]]:
    """Return a function that lays files out and reads them with a program that knows two words."""

    def scan(faults: dict[int, Exception], *exhibits: Any) -> tuple[Layout, list[int]]:
        asked: list[int] = []

        def fenced(work: Callable[..., Any], *given: Any) -> Any:
            if work is pictured:
                return work(*given)
            asked.append(given[1])
            if given[1] in faults:
                raise faults[given[1]]
            return (WORDS,)

        monkeypatch.setattr(layer, "fenced", fenced)
        items = made.store(tmp_path / "originals", FILES)
        listed = exhibits or made.one_each(list(FILES))
        layout = lay_out(listed, items, tmp_path / "originals")
        return layer.read_pictures(layout, "reader 1", DAY), asked

    return scan


def lines_on(layout: Layout) -> list[tuple[str, int]]:
    return [
        (leaf.file, at)
        for chapter in layout.chapters
        for leaf in chapter.leaves
        if isinstance(leaf.content, OriginalPages)
        for at in leaf.content.recognised
    ]


def said(layout: Layout) -> list[Finding]:
    return [finding for finding in layout.findings if finding.code.startswith("LD-SCAN")]


def test_pictures_are_read_and_pages_of_text_are_not(scanned: Callable[..., Any]) -> None:
    layout, _ = scanned({})
    assert lines_on(layout) == [("a.jpg", 0), *(("c.tiff", n) for n in range(4))]
    (note,) = said(layout)
    assert (note.code, note.severity) == ("LD-SCAN-DONE", "note")
    assert "reader 1 识别了 2 个文件 5 页" in note.message


def test_a_page_that_fails_costs_its_own_layer(scanned: Callable[..., Any]) -> None:
    faults = {
        1: Fenced("处理用时超过上限"),
        2: Unreadable("识别程序出错"),
        3: Fenced("处理用时超过上限"),
    }
    layout, _ = scanned(faults)
    assert lines_on(layout) == [("a.jpg", 0), ("c.tiff", 0)]
    _, slow, broken = said(layout)
    assert {slow.code, broken.code} == {"LD-SCAN-LOST"}
    assert "第 2、4 页（共 2 页）没有识别：处理用时超过上限；换一台机器" in slow.message
    assert "第 3 页（共 1 页）没有识别：识别程序出错" in broken.message
    assert "换一台机器" not in broken.message
    assert slow.where == "c.tiff"


def test_a_file_that_cannot_be_drawn_loses_its_own_pages(
    scanned: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(content: OriginalPages, *_given: object) -> None:
        raise Unreadable(f"{content.count} 页画不出")

    monkeypatch.setattr(layer, "write_unstamped", failing)
    layout, _ = scanned({}, made.exhibit(1, "c.tiff"))
    _, lost = said(layout)
    assert "第 1、2、3、4 页（共 4 页）没有识别：4 页画不出" in lost.message


def test_a_file_of_two_exhibits_is_read_once(scanned: Callable[..., Any]) -> None:
    layout, asked = scanned({}, made.exhibit(1, "a.jpg"), made.exhibit(2, "a.jpg"))
    assert asked == [0]
    assert lines_on(layout) == [("a.jpg", 0)] * 2


def test_the_volume_says_which_sheets_were_read(
    scanned: Callable[..., Any], tmp_path: Path
) -> None:
    layout, _ = scanned({2: Unreadable("x")})
    (file,) = bind(layout, FrontMatter("证据卷", DAY), tmp_path)
    check_volume((file,), layout)
    record = read(kept_record(PdfReader(file.path).root_object).get_data())  # type: ignore[attr-defined]
    assert record.recogniser == "reader 1"
    assert [sheet.recognised for sheet in record.sheets] == [
        *(True, False, False, True, True, False, True)
    ]
    (note,) = (f for f in prove([file.path]).findings if f.code == "LD-VOL-RECOGNISED")
    assert note.severity == "note"
    assert "第 1、4、5、7 张（共 4 张）" in note.message
    assert "识别的字" in PdfReader(file.path).pages[0].extract_text()


def test_without_it_nothing_is_written_of_it(tmp_path: Path) -> None:
    items = made.store(tmp_path / "originals", FILES)
    layout = lay_out(made.one_each(list(FILES)), items, tmp_path / "originals")
    (file,) = bind(layout, FrontMatter("证据卷", DAY), tmp_path)
    assert b"recogni" not in file.path.read_bytes()
    assert "LD-VOL-RECOGNISED" not in {f.code for f in prove([file.path]).findings}


def test_what_replaces_a_page_has_no_words_of_it(
    scanned: Callable[..., Any], tmp_path: Path
) -> None:
    """A redacted copy is drawn without the layer, and so is the page that says it was withheld."""
    exhibits = [made.exhibit(1, "a.jpg"), made.exhibit(2, "c.tiff")]
    layout, _ = scanned({}, *exhibits)
    content = layout.chapters[0].leaves[0].content
    into = tmp_path / "sheets.pdf"
    write_unstamped(content, DAY, into)
    assert PdfReader(into).pages[0].extract_text() == ""
    copy = OriginalPages(1, content.draw)
    given = given_layout(layout, [exhibits[0], made.exhibit(2)], {(1, "a.jpg"): copy})
    (file,) = bind(given, FrontMatter("证据卷", DAY), tmp_path)
    for page in PdfReader(file.path).pages:
        assert "识别的字" not in page.extract_text()
    assert b"Glyphless" not in file.path.read_bytes()
