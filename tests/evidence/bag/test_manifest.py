from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.evidence.bag.manifest import (
    Listing,
    format_manifest,
    lines,
    read_manifest,
    unsafe_reason,
)
from legaldocs.evidence.files.names import stored_name

A, B = "a" * 64, "b" * 64
PATHS = st.text(min_size=1, max_size=40).map(lambda t: "data/" + stored_name(t.replace("/", "_")))
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)


def read(text: str, *, modern: bool = True) -> tuple[Listing, list[str]]:
    kinds: list[str] = []
    listing = read_manifest(
        text, "sha256", 64, modern=modern, fault=lambda kind, _: kinds.append(kind)
    )
    return listing, kinds


@given(st.dictionaries(PATHS, HEX, max_size=8))
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read(entries: dict[str, str]) -> None:
    listing, kinds = read(format_manifest(entries).decode())
    assert listing.entries == entries
    assert kinds == []


@given(st.text(max_size=300))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_an_error_and_yields_only_safe_paths(text: str) -> None:
    for modern in (True, False):
        listing, _ = read(text, modern=modern)
        assert all(unsafe_reason(path) == "" for path in listing.entries)


@given(st.lists(st.sampled_from([A, " ", "\t", "*", "data/", "../", "%0A", "%", "\n", "~", "x"])))
@settings(max_examples=400, deadline=None)
def test_any_mixture_of_the_right_pieces_is_read_safely(pieces: list[str]) -> None:
    listing, _ = read("".join(pieces))
    assert all(unsafe_reason(path) == "" for path in listing.entries)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/etc/passwd", "绝对路径"),
        ("../../up", ".."),
        ("data/../../up", ".."),
        ("data//x", "空的"),
        ("~/x", "~"),
        ("~root/x", "~"),
        ("C:/x", "盘符"),
        ("c:x", "盘符"),
        ("%HomeDrive%/x", "变量"),
        ("\\\\server\\x", "反斜杠"),
        ("data/a\\b", "反斜杠"),
        ("data/\x00x", "空字符"),
        ("data/\u202egpj.exe", "不可见"),
        ("data/a\u200bb", "不可见"),
        ("data/a\u2028b", "不可见"),
    ],
)
def test_paths_that_mislead_are_refused_with_the_reason(path: str, reason: str) -> None:
    assert reason in unsafe_reason(path)
    listing, kinds = read(f"{A}  {path}\n", modern=False)
    assert listing.entries == {}
    assert "PATH" in kinds


def test_percent_codes_of_newlines_are_read_and_others_refused() -> None:
    listing, kinds = read(f"{A}  data/a%0Ab\n{A}  data/c%0Dd\n{A}  data/e%25f\n")
    assert list(listing.entries) == ["data/a\nb", "data/c\rd", "data/e%f"]
    assert kinds == []
    assert read(f"{A}  data/50%.txt\n")[1] == ["PERCENT"]


def test_a_coded_dot_dot_stays_what_it_is() -> None:
    # %2e is not one of the codes of RFC 8493, so it names a folder called %2e%2e.
    listing, _ = read(f"{A}  data/%2e%2e/x\n", modern=False)
    assert list(listing.entries) == ["data/%2e%2e/x"]


def test_the_same_path_twice_with_other_hashes_is_a_conflict() -> None:
    listing, kinds = read(f"{A}  data/x\n{B}  data/x\n")
    assert kinds == ["CONFLICT"]
    assert listing.entries == {"data/x": A}
    assert listing.duplicated == {"data/x"}


def test_a_repeated_path_is_reported() -> None:
    assert read(f"{A}  data/x\n{A.upper()}  data/x\n")[1] == ["TWICE"]


@pytest.mark.parametrize(
    "row", ["nonsense", f"{A}", f"{A} ", "abc  data/x", f"{A}data/x", "# comment", f"{A}a  data/x"]
)
def test_an_ill_formed_line_is_reported(row: str) -> None:
    assert read(f"{row}\n{B}  data/y\n")[1] == ["LINE"]


def test_lines_end_as_the_rfc_says_and_not_at_other_separators() -> None:
    assert list(lines("a\nb\r\nc\rd\x0be\x85f\u2028g")) == ["a", "b", "c", "d\x0be\x85f\u2028g"]


def test_a_line_of_64_kib_is_refused() -> None:
    assert read(f"{A}  data/{'x' * 65536}\n")[1] == ["LINE"]


def test_a_manifest_without_end_is_read_to_the_limit() -> None:
    text = "".join(f"{A}  data/{n:x}\n" for n in range(250_000))
    listing, kinds = read(text)
    assert kinds == ["LARGE"]
    assert len(listing.entries) == 200_000
