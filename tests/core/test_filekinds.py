from __future__ import annotations

from collections import defaultdict

import pytest

from legaldocs.core.filekinds import KINDS, UNKNOWN, EvidenceForm, form_of, kind_of, promised_by

ELECTRONIC = (
    *(".eml", ".msg", ".txt", ".csv", ".json", ".xml", ".html", ".ofd", ".xlsx", ".xls", ".zip"),
    *(".mp3", ".m4a", ".amr", ".wav", ".aac", ".mp4", ".mov", ".wmv", ".avi"),
)


def test_no_media_type_has_two_rows() -> None:
    assert len({kind.media_type for kind in KINDS}) == len(KINDS)


def test_a_suffix_says_one_form_of_evidence_whichever_kind_it_turns_out_to_be() -> None:
    forms = defaultdict(set)
    for kind in KINDS:
        for suffix in kind.suffixes:
            forms[suffix].add(kind.form)
    assert {suffix for suffix, found in forms.items() if len(found) > 1} == set()


@pytest.mark.parametrize("suffix", ELECTRONIC)
def test_what_was_never_on_paper_is_electronic_data(suffix: str) -> None:
    assert form_of(f"往来/记录{suffix.upper()}") == "电子数据"


@pytest.mark.parametrize("suffix", [".pdf", ".jpg", ".heic", ".bmp", ".docx", ".unknown", ""])
def test_a_scan_a_photograph_and_what_no_row_names_are_documents(suffix: str) -> None:
    assert form_of(f"合同{suffix}") is EvidenceForm.DOCUMENT


def test_a_kind_is_found_by_its_media_type() -> None:
    assert kind_of("image/heic").title == "HEIC 图片"
    assert kind_of("chemical/x-pdb") is UNKNOWN


def test_the_last_suffix_of_the_last_part_of_a_path_counts() -> None:
    assert [kind.media_type for kind in promised_by("a.zip/b.tar.PNG")] == ["image/png"]
    assert promised_by("a.zip/README") == ()
