"""A result that its own proof contradicts is refused: the letter would never be sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import DeliveryResult, Effect
from legaldocs.core.errors import InputError
from tests.portfolio.ledgers import YI, take

from .diary import ARRIVED, OWED, letter, listing, run, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


@pytest.fixture
def sent(tmp_path: Path) -> BookFolder:
    made = sqlite_book(tmp_path / "book")
    take(made, 应收=[OWED, [YI, "AR1", "HT-1", 1000, "2026-06-30"]])
    run(made, "07-07")
    letter(made, "07-08", kind=Effect.DEMAND)
    return made


def waiting(book: BookFolder) -> list[str]:
    """Return the letters of which nobody knows yet what became of them."""
    return [work.step for work in listing(book, "07-20").work if work.sent_on is not None]


@pytest.mark.parametrize(("result", "name"), [
    (ARRIVED, "拒收.jpg"),
    (ARRIVED, "20260710拒绝签收.png"),
    (ARRIVED, "退件.pdf"),
    (ARRIVED, "无人签收.pdf"),
    (ARRIVED, "未妥投.pdf"),
    (DeliveryResult.REFUSED, "签收.jpg"),
    (DeliveryResult.RETURNED, "妥投.jpg"),
])  # fmt: skip
@pytest.mark.parametrize("option", ["proof", "file"])
def test_a_scan_that_says_otherwise_is_asked_about(
    sent: BookFolder, tmp_path: Path, result: DeliveryResult, name: str, option: str
) -> None:
    scan = tmp_path / name
    scan.write_bytes(b"scan")
    with pytest.raises(InputError, match=f"投递结果写的是{result}") as refused:
        letter(sent, "07-10", kind=Effect.DEMAND, result=result, **{option: scan})
    assert refused.value.found == name
    assert waiting(sent) == ["催告函"]
    assert not list(sent.path.glob(f"imports/*{name}"))  # nothing was kept


@pytest.mark.parametrize(("result", "name"), [
    (ARRIVED, "签收.jpg"), (ARRIVED, "回执.jpg"),
    (DeliveryResult.REFUSED, "拒收.jpg"), (DeliveryResult.REFUSED, "拒绝签收.jpg"),
    (DeliveryResult.RETURNED, "退件.jpg"), (DeliveryResult.UNANSWERED, "无人签收.jpg"),
])  # fmt: skip
def test_a_scan_that_agrees_closes_the_task(
    sent: BookFolder, tmp_path: Path, result: DeliveryResult, name: str
) -> None:
    scan = tmp_path / name
    scan.write_bytes(b"scan")
    assert letter(sent, "07-10", kind=Effect.DEMAND, result=result, proof=scan).done
    assert waiting(sent) == []
