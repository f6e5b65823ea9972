"""Labels for envelopes."""

from __future__ import annotations

import pytest

from legaldocs.render.labels import GRIDS, Label, set_labels
from legaldocs.render.merged import page_count, words_of

A4 = 2100, 2970


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_a_grid_lies_within_the_sheet_and_no_label_on_another(grid) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert all(pitch >= size for pitch, size in zip(grid.pitch, grid.size, strict=True))
    left, top = grid.place(grid.across * grid.down - 1)
    assert left + grid.size[0] <= A4[0]
    assert top + grid.size[1] <= A4[1]
    assert grid.place(grid.across * grid.down) == grid.start


def test_labels_fill_sheet_after_sheet_in_their_order() -> None:
    labels = [Label(f"甲{n}（收）", ("某市某路1号", "电话：1"), f"{n}号") for n in range(25)]
    made = set_labels(labels, GRIDS["3x8"], "标签", "2026-11-21")
    assert (page_count(made.pdf), made.left_out) == (2, {})
    words = words_of(made.pdf)
    assert [words.index(f"甲{n}（收）") for n in range(25)] == sorted(
        words.index(f"甲{n}（收）") for n in range(25)
    )
    assert made.pdf == set_labels(labels, GRIDS["3x8"], "标签", "2026-11-21").pdf


def test_a_long_address_is_set_smaller_and_a_longer_one_is_left_out() -> None:
    labels = [Label("甲", ("某" * 90,)), Label("乙", ("某" * 400,)), Label("丙", ("某路",))]
    made = set_labels(labels, GRIDS["3x8"], "标签", "2026-11-21")
    assert made.left_out == {1: "地址太长，8 磅也排不下"}
    assert words_of(made.pdf).count("某") == 91
    assert "乙" not in words_of(made.pdf)


def test_a_label_that_no_font_can_set_harms_no_other() -> None:
    made = set_labels(
        [Label("甲\U0001f9ff", ()), Label("乙", ())], GRIDS["2x4"], "标签", "2026-11-21"
    )
    assert made.left_out == {0: "缺字：\U0001f9ff"}
    assert words_of(made.pdf) == "乙"


def test_markup_in_a_name_is_text() -> None:
    made = set_labels([Label("<b>甲&", ("<p>",))], GRIDS["2x4"], "标签", "2026-11-21")
    assert words_of(made.pdf) == "<b>甲&<p>"
    assert set_labels([], GRIDS["2x4"], "标签", "2026-11-21").pdf == b""
