"""A whole build that reads its pictures: the words are found, but none that was removed."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pytest
from PIL import ImageChops

import legaldocs
from legaldocs import cli
from legaldocs.volume.prove import prove
from tests.cases.conftest import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.job import Build

DAY = dt.date(2026, 11, 21)
PHOTO = "communications/2026-09-23-催告函-快递签收.jpg"
DELIVERY = "deliveries/SH-20250509-03-送货单-签收照片.jpg"
ROWS = f"""
redactions:
  - file: {PHOTO}
    boxes:
      - {{page: 1, left: 10, top: 10, right: 90, bottom: 90}}
"""
REMOVED = ("邮速达特快专递", "内件品名", "派件员", "单位收发章")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Build]:
    """Return the example as it is built without and with reading."""
    pytest.importorskip("rapidocr", reason="the extra [scan] is not installed")
    folder = tmp_path_factory.mktemp("scan") / "case42"
    shutil.copytree(EXAMPLE, folder)
    case = folder / "case.yaml"
    text = case.read_text(encoding="utf-8").replace(
        "arrived_on: 2026-09-23", "arrived_on: 2026-09-24"
    )
    case.write_text(text + ROWS, encoding="utf-8")
    plain, read = (
        legaldocs.build(
            folder,
            as_of=DAY,
            out=folder.parent / f"out{scan}",
            recipients=["全部", "对方"],
            scan=scan,
        )
        for scan in (False, True)
    )
    return plain, read


def texts(volume: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(volume).pages]


def test_the_words_of_a_photo_are_found_and_its_page_looks_the_same(
    builds: tuple[Build, Build],
) -> None:
    plain, read = (build.folder / "volume/证据卷-1.pdf" for build in builds)
    assert not any("YS4209260042107" in text and "单位收发章" in text for text in texts(plain))
    assert any("YS4209260042107" in text and "单位收发章" in text for text in texts(read))
    assert any("148,000.00" in text and "木箱完好" in text for text in texts(read))
    before, after = pypdfium2.PdfDocument(plain), pypdfium2.PdfDocument(read)
    assert len(before) == len(after)
    for number in range(len(before)):
        pictures = [page.render(scale=1).to_pil() for page in (before[number], after[number])]
        assert ImageChops.difference(*pictures).getbbox() is None
    before.close()
    after.close()
    assert {f.severity for f in prove([read]).findings} == {"note"}


def test_the_other_side_gets_no_word_that_was_removed(builds: tuple[Build, Build]) -> None:
    volume = builds[1].folder / "bundle-other-side/data/volume/证据卷-1.pdf"
    found = "".join(texts(volume))
    document = pypdfium2.PdfDocument(volume)
    for number in range(len(document)):
        found += document[number].get_textpage().get_text_range()
    document.close()
    court = "".join(texts(builds[1].folder / "volume/证据卷-1.pdf"))
    assert [word for word in REMOVED if word not in court] == []
    assert [word for word in REMOVED if word in found] == []
    assert "木箱完好" in found
    copies = list((builds[1].folder / "bundle-other-side/data/redacted").iterdir())
    assert [path.name for path in copies] == ["证据17-2.pdf"]
    assert "".join(texts(copies[0])) == ""


def test_a_day_that_differs_is_said_and_changes_nothing(builds: tuple[Build, Build]) -> None:
    plain, read = builds
    (said,) = (f for f in read.findings if f.code == "LD-SCAN-DIFFERS")
    assert "2026-09-24" in said.message
    assert "2026-09-23" in said.message
    assert "送达日期" in said.message
    assert said.where.endswith(f"{PHOTO} 第 1 页")
    assert read.ok
    agreed = [f for f in read.findings if f.code == "LD-SCAN-SAME"]
    assert {f.where.split("，")[1] for f in agreed} == {PHOTO, DELIVERY}
    assert [f for f in read.findings if not f.code.startswith("LD-SCAN")] == list(plain.findings)
    assert plain.stated.figures == read.stated.figures


def test_without_the_extra_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    out = tmp_path / "out"
    arguments = ["build", str(EXAMPLE), "--as-of", "2026-11-21", "--out", str(out), "--scan"]
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "legaldocs[scan]" in capsys.readouterr().err
    assert not out.exists()
