from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.evidence.files.names import (
    is_safe,
    same_file_key,
    shown,
    stored_name,
    unsafe_reason,
)

PARTS = st.text(min_size=1, max_size=60).filter(lambda t: "/" not in t and t not in {".", ".."})
NAMES = st.lists(PARTS, min_size=1, max_size=5).map("/".join)


@given(NAMES)
@settings(max_examples=300, deadline=None)
def test_any_name_is_stored_under_a_safe_one(name: str) -> None:
    stored = stored_name(name)
    assert is_safe(stored)
    assert unsafe_reason(f"data/{stored}") == ""
    assert not set("%\r\n\\:") & set(stored)
    assert all(len(part.encode()) <= 255 for part in stored.split("/"))


@given(NAMES, NAMES)
@settings(max_examples=300, deadline=None)
def test_two_originals_never_meet_under_one_name(one: str, other: str) -> None:
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        assert stored_name(one) != stored_name(other)


REFUSED = (
    *("con", "NUL.txt", "com1.pdf", "Lpt9", "a:b", "a?.pdf", "a ", "a.", "50%.pdf", "a\rb", "a\nb"),
    *("\u202egpj.exe", "a\u200bb", "bad\udcff", "x" * 300, "甲" * 200 + ".pdf", "a\\b"),
)


@pytest.mark.parametrize("name", REFUSED)
def test_names_some_system_refuses_are_changed_and_marked(name: str) -> None:
    assert stored_name(name) != name
    assert is_safe(stored_name(name))


@pytest.mark.parametrize("name", ["合同.pdf", "a/b/c.txt", "~notes.txt", ".hidden", "a'b;c&d.txt"])
def test_harmless_names_stay(name: str) -> None:
    assert stored_name(name) == name


def test_a_long_path_keeps_its_suffix() -> None:
    stored = stored_name("/".join(["很长的文件夹名称" * 3] * 8) + "/合同.pdf")
    assert stored.startswith("long-names/合同-")
    assert stored.endswith(".pdf")


@pytest.mark.parametrize(
    ("one", "other"), [("A.pdf", "a.PDF"), ("Núñez", "Nu\u0301n\u0303ez"), ("ﬁn", "FIN")]
)
def test_names_that_some_system_takes_for_one(one: str, other: str) -> None:
    assert same_file_key(one) == same_file_key(other)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_a_shown_name_can_be_printed(name: str) -> None:
    text = shown(name)
    text.encode()
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in text)
