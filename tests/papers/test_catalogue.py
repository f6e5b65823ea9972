"""A paper is asked for by its title or its id."""

from __future__ import annotations

import pytest

from legaldocs.core.errors import InputError
from legaldocs.papers.catalogue import paper_named


def test_a_paper_is_found_by_title_and_id() -> None:
    assert paper_named("催告函") is paper_named("demand_letter")


@pytest.mark.parametrize(
    ("written", "meant"), [("催告书", "催告函"), ("demand_leter", "demand_letter")]
)
def test_a_name_that_is_nearly_right_is_suggested(written: str, meant: str) -> None:
    with pytest.raises(InputError) as caught:
        paper_named(written)
    assert caught.value.next_step.startswith(f"是否想写“{meant}”？")


def test_a_name_that_is_like_none_gets_the_list() -> None:
    with pytest.raises(InputError, match="付款提醒函") as caught:
        paper_named("xyz")
    assert "build --help" in caught.value.next_step
