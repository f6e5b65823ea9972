"""Separators: numbered with the rest, in no exhibit's pages, silent on what a reader lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.arrangement import Arrangement, Separators
from legaldocs.volume.check import check_volume
from legaldocs.volume.layout import lay_out
from legaldocs.volume.prove import prove
from legaldocs.volume.withheld import given_layout

from . import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.volume.layout import Chapter, Layout

    from .conftest import Volume

FILES = {"a.pdf": made.pages(2), "b.jpg": made.picture(), "c.pdf": made.pages(3)}
GROUPS = ("合同订立", "合同履行", "合同履行")


def listed() -> list[Exhibit]:
    return [
        made.exhibit(number, file, group=group)
        for number, (file, group) in enumerate(zip(FILES, GROUPS, strict=True), 1)
    ]


@pytest.mark.parametrize(
    ("separators", "printed", "sheets", "said"),
    [
        (
            Separators.GROUPS,
            ("2-3", "5", "6-8"),
            (1, 4),
            ("第一组合同订立证据1第2-3页", "第二组合同履行证据2至证据3第5-8页"),
        ),
        (
            Separators.EXHIBITS,
            ("2-3", "5", "7-9"),
            (1, 4, 6),
            (
                "证据1材料1第一组合同订立第2-3页",
                "证据2材料2第二组合同履行第5页",
                "证据3材料3第二组合同履行第7-9页",
            ),
        ),
    ],
)
@pytest.mark.parametrize("most", [100, 5])
def test_they_are_numbered_and_belong_to_no_exhibit(
    separators: Separators,
    printed: tuple[str, ...],
    sheets: tuple[int, ...],
    said: tuple[str, ...],
    most: int,
    bound: Callable[..., Volume],
) -> None:
    volume = bound(
        FILES,
        listed(),
        catalogue=made.catalogue(printed),
        separators=separators,
        most_pages=most,
    )
    assert len(volume.files) == (1 if most > len(FILES) * 3 else 2)
    check_volume(volume.files, volume.layout)
    proof = prove([file.path for file in volume.files])
    assert [finding for finding in proof.findings if finding.severity == "error"] == []
    spans = [f"{first}-{last}" if first < last else f"{first}" for first, last in _pages(volume)]
    assert tuple(spans) == printed
    texts = {}
    for file in volume.files:
        for at, page in enumerate(PdfReader(file.path).pages[file.front :]):
            texts[file.first + at] = "".join(page.extract_text().split())
    assert tuple(texts[number].partition("分隔页·")[0] for number in sheets) == said
    assert all(texts[number].endswith(f"分隔页·{number}") for number in sheets)
    outline = proof.parts[0].record.outline
    assert [line.sheet for line in outline if line.title == "合同订立"] == [1]
    assert [line.sheet for line in outline if line.title == "证据1 材料1"] == [2]


def _pages(volume: Volume) -> list[tuple[int, int]]:
    return list(volume.layout.pages.values())


def test_a_separator_that_is_taken_out_is_missed(bound: Callable[..., Volume]) -> None:
    volume = bound(FILES, listed(), separators=Separators.GROUPS)
    path = volume.files[0].path
    made.without(path, 3)
    codes = {finding.code for finding in prove([path]).findings if finding.severity == "error"}
    assert "LD-VOL-COUNT" in codes


@pytest.mark.parametrize(
    ("withheld", "said"),
    [
        (2, {1: ("第一组", "合同订立"), 4: ("", "没有提供")}),
        (1, {1: ("", "没有提供"), 4: ("第二组", "合同履行")}),
        (3, {1: ("第一组", "合同订立"), 4: ("第二组", "合同履行")}),
    ],
)
def test_a_reader_is_told_nothing_of_what_is_withheld(
    withheld: int, said: dict[int, tuple[str, str]], tmp_path: Path
) -> None:
    layout = lay_out(
        listed(),
        made.store(tmp_path, FILES),
        tmp_path,
        Arrangement(separators=Separators.GROUPS),
    )
    kept = [
        made.exhibit(number, group=GROUPS[max(number - 2, 0)]) if number == withheld else exhibit
        for number, exhibit in enumerate(listed(), 1)
    ]
    given = given_layout(layout, kept, {})
    found = {c.separator.page: (c.separator.heading, c.separator.title) for c in _opened(given)}
    assert found == said
    assert given.pages == layout.pages


def _opened(layout: Layout) -> list[Chapter]:
    return [chapter for chapter in layout.chapters if chapter.separator]


def test_a_part_counts_its_separators(tmp_path: Path) -> None:
    items = made.store(tmp_path, FILES)
    for most, parts in ((9, 1), (8, 2)):
        arrangement = Arrangement(most, Separators.EXHIBITS)
        assert len(lay_out(listed(), items, tmp_path, arrangement).parts) == parts
