"""Papers and catalogue name the page on which a cited message stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.claim.quote import Quote
from legaldocs.papers.filings import proof
from legaldocs.papers.lists import exhibit_rows
from tests.volume import made

if TYPE_CHECKING:
    from typing import Any

    from legaldocs.claim.matter import Matter


def cited(matter: Matter, *quotes: str) -> tuple[Matter, Any]:
    """Return a matter of three exhibits, the second a chat, and the row that cites it."""
    row = replace(matter.case.communications[0], file=("b",), proof=(), quotes=quotes)
    chat = replace(
        made.exhibit(2, "b"),
        quotes=tuple(Quote(words, row.origin.of("quotes")) for words in quotes),
    )
    proofs = made.exhibit(1, "a"), chat, made.exhibit(3, "c")
    pages = {1: (1, 2), 2: (3, 9), 3: (10, 10)}
    places = {(2, "我们认"): (8, 4), (2, "先付"): (8,)}
    return replace(matter, exhibits=proofs, pages=pages, cited=places), row


@pytest.mark.parametrize(
    ("quotes", "page", "said"),
    [
        (("我们认", "先付"), "4、8", "（证据1第1-2页、证据2第4、8页、证据3第10页）"),
        (("先付",), "8", "（证据1第1-2页、证据2第8页、证据3第10页）"),
        (("没有找到",), "", "（证据1至证据3第1-10页）"),
        ((), "", "（证据1至证据3第1-10页）"),
    ],
)
def test_a_message_is_cited_by_its_page(
    quotes: tuple[str, ...], page: str, said: str, rich: Matter
) -> None:
    matter, row = cited(rich, *quotes)
    others = [replace(row, file=(name,), quotes=()) for name in "ac"]
    assert [found.cited for found in exhibit_rows(matter)] == ["", page, ""]
    assert proof(matter, [*others, row]) == said


def test_who_cites_the_whole_file_gets_all_of_its_pages(rich: Matter) -> None:
    matter, row = cited(rich, "先付")
    assert proof(matter, row, replace(row, quotes=())) == "（证据2第3-9页）"


def test_an_exhibit_of_one_page_needs_no_more(rich: Matter) -> None:
    matter, row = cited(rich, "先付")
    matter = replace(matter, pages={**matter.pages, 2: (8, 8)})
    assert exhibit_rows(matter)[1].cited == ""
    assert proof(matter, row) == "（证据2第8页）"
