"""legaldocs trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.cli import run
from tests.cases.conftest import EXAMPLE

if TYPE_CHECKING:
    import pytest

ANSWERS = [("trace case 100 --as-of 2026-11-21", 0)]
FAILURES = [
    ("trace case 100.01 --as-of 2026-11-21", "legaldocs.trace/1"),
    ("trace case 四十八万", "legaldocs.trace/1"),
    ("trace none 1.00", "legaldocs.trace/1"),
]


def test_a_figure_is_followed_to_row_page_and_hash(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", str(EXAMPLE), "396,000.00元", "--as-of", "2026-11-21"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("396,000.00 元，截至 2026-11-21，共 ")
    assert "算式：516,000.00－已付120,000.00＝396,000.00" in shown
    assert "case.yaml:" in shown
    assert "证据：证据3　《设备买卖合同》（编号：HT-2025-042）　第3-5页" in shown
    assert "SHA-256 c82a84b7c9c1c242" in shown


def test_a_figure_that_the_case_does_not_hold_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["trace", str(EXAMPLE), "482,100.00", "--as-of", "2026-11-21"]) == 2
    assert "最接近的是 482,000.00 元（到期未付本金）" in capsys.readouterr().err
