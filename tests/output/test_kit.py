"""The folder to upload: each slot filled or named, each file within what the court asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.job import build
from legaldocs.output.kit_profile import names, profile_named, text_of
from legaldocs.volume.prove import prove
from tests.cases.conftest import EXAMPLE
from tests.volume import made

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.job import Build

DAY = dt.date(2026, 11, 21)
CASE = """
parties:
  - {role: 债权人, name: 苏州甲设备有限公司, file: id.pdf}
  - {role: 债务人, name: 武汉乙食品有限公司, address: 武汉市某路1号, file: other.pdf}
contracts:
  - {price: 100.00, due_on: 2026-06-30, file: a.pdf}
deliveries:
  - {number: S1, delivered_on: 2026-06-01, amount: 60.00, file: b.pdf}
  - {number: S2, delivered_on: 2026-06-02, amount: 40.00, file: c.png}
"""
PROFILE = """
name: 某院
rule: 某院通知
checked_on: 2026-11-01
most_megabytes: 10
most_pages: 100
longest_name: 50
paper: A4
slots:
  - {name: 主体资格, exhibits: [主体资格]}
  - {name: 目录, papers: [证据目录]}
  - {name: 证据, volume: true}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    for name, pages in (("id", 1), ("other", 2), ("a", 3), ("b", 4)):
        (folder / f"{name}.pdf").write_bytes(made.pages(pages))
    (folder / "c.png").write_bytes(made.picture(kind="PNG"))
    return folder


def built(case: Path, profile: str) -> tuple[Build, dict[str, list[str]]]:
    """Build with a profile and return the findings of the kit: code → places."""
    path = case.parent / "court.yaml"
    path.write_text(profile, encoding="utf-8")
    out = build(case, as_of=DAY, kit=profile_named(str(path)), replace=True)
    found: dict[str, list[str]] = {}
    for finding in out.findings:
        if finding.code.startswith("LD-KIT"):
            found.setdefault(finding.code, []).append(finding.where)
    return out, found


def kit(out: Build) -> list[str]:
    return sorted(path.name for path in (out.folder / "kit").iterdir())


def test_every_slot_is_filled_in_its_order(case: Path) -> None:
    out, found = built(case, PROFILE)
    assert found == {}
    assert kit(out) == [
        *("01-主体资格-1.pdf", "01-主体资格-2.pdf", "02-目录.pdf", "03-证据.pdf", "提交清单.md"),
    ]
    assert (out.folder / "kit" / "01-主体资格-2.pdf").read_bytes() == made.pages(2)
    listed = (out.folder / "kit" / "提交清单.md").read_text(encoding="utf-8")
    assert "依据：某院通知" in listed
    assert "| 1 | 主体资格 | 01-主体资格-2.pdf | 2 |" in listed
    assert not [
        f for f in prove([out.folder / "kit" / "03-证据.pdf"]).findings if f.severity == "error"
    ]


def test_a_build_may_be_replaced_with_its_kit(case: Path) -> None:
    built(case, PROFILE)
    out, _ = built(case, PROFILE)
    assert out.ok


def test_a_slot_without_a_file_is_named(case: Path) -> None:
    out, found = built(case, PROFILE + "  - {name: 授权, papers: [power_of_attorney]}\n")
    assert found == {"LD-KIT-MISSING": ["court.yaml:13"]}
    assert "| 4 | 授权 | 缺 |" in (out.folder / "kit" / "提交清单.md").read_text(encoding="utf-8")


def test_a_slot_that_may_stay_empty_is_only_listed(case: Path) -> None:
    row = "  - {name: 授权, papers: [power_of_attorney], required: false}\n"
    assert built(case, PROFILE + row)[1] == {}


def test_the_volume_is_split_by_pages(case: Path) -> None:
    out, found = built(case, PROFILE.replace("most_pages: 100", "most_pages: 8"))
    assert [name for name in kit(out) if name.startswith("03")] == [
        "03-证据-1.pdf",
        "03-证据-2.pdf",
    ]
    assert found == {}
    assert out.ok


def test_a_file_with_too_many_pages_fails(case: Path) -> None:
    out, found = built(case, PROFILE.replace("most_pages: 100", "most_pages: 2"))
    assert "kit/03-证据-4.pdf" in found["LD-KIT-PAGES"]
    assert not out.ok


def test_a_file_too_large_fails(case: Path) -> None:
    (case / "a.pdf").write_bytes(made.one_page(b"% " + bytes(range(65, 91)) * 60_000))
    out, found = built(case, PROFILE.replace("most_megabytes: 10", "most_megabytes: 1"))
    assert found == {"LD-KIT-SIZE": ["kit/03-证据.pdf"]}
    assert not out.ok


def test_more_than_one_file_fails_where_one_is_taken(case: Path) -> None:
    out, found = built(case, PROFILE + "one_file: true\n")
    assert found == {"LD-KIT-MANY": ["court.yaml:10"]}
    assert not out.ok


def test_other_paper_and_other_kinds_are_named(case: Path) -> None:
    (case / "id.pdf").write_bytes(made.pages(2, width=300))
    profile = PROFILE.replace("[主体资格]", "[主体资格, 合同履行]")
    _, found = built(case, profile)
    assert found == {
        "LD-KIT-PAPER": ["kit/01-主体资格-1.pdf"],
        "LD-KIT-KIND": ["kit/01-主体资格-4.png"],
    }
    _, found = built(case, profile.replace("paper: A4\n", "kinds: [pdf, png]\n"))
    assert found == {}


def test_a_long_name_fails(case: Path) -> None:
    _, found = built(case, PROFILE.replace("longest_name: 50", "longest_name: 9"))
    assert found["LD-KIT-NAME"] == ["kit/01-主体资格-1.pdf", "kit/01-主体资格-2.pdf"]


def test_names_follow_the_pattern(case: Path) -> None:
    out, _ = built(case, PROFILE + 'naming: "{材料}_{文件}"\n')
    assert "主体资格_武汉乙食品有限公司主体资料-2.pdf" in kit(out)
    assert "证据_证据卷-1.pdf" in kit(out)


def test_a_rule_looked_up_long_ago_and_none_are_named(case: Path) -> None:
    _, found = built(case, PROFILE.replace("2026-11-01", "2026-01-01"))
    assert found == {"LD-KIT-OLD": ["court.yaml:4"]}
    _, found = built(case, PROFILE.replace("rule: 某院通知\n", ""))
    assert list(found) == ["LD-KIT-NO-RULE"]


def test_ours_is_said_to_be_no_rule_of_a_court(tmp_path: Path) -> None:
    out = build(EXAMPLE, as_of=DAY, out=tmp_path / "out", kit=profile_named("general"))
    codes = [finding.code for finding in out.findings]
    assert "LD-KIT-NO-RULE" in codes
    assert "LD-KIT-DRAFT" in codes
    assert not [code for code in codes if code in {"LD-KIT-SIZE", "LD-KIT-PAGES", "LD-KIT-MANY"}]
    text = (out.folder / "kit" / "提交清单.md").read_text(encoding="utf-8")
    assert "依据：没有写明，不是任何法院的规定" in text


def test_the_same_kit_twice_has_the_same_bytes(case: Path) -> None:
    first = {p.name: p.read_bytes() for p in (built(case, PROFILE)[0].folder / "kit").iterdir()}
    second = {p.name: p.read_bytes() for p in (built(case, PROFILE)[0].folder / "kit").iterdir()}
    assert first == second


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("most_pages: 100", "most_pages: 0"),
        ("most_pages: 100", "most_pages: 一百"),
        ("checked_on: 2026-11-01\n", ""),
        ("name: 目录", "name: 主体资格"),
        ("name: 目录", "name: 目/录"),
        ("[证据目录]", "[催告函]"),
        ("[证据目录]", "[没有的文书]"),
        ("[主体资格]", "[没有的组]"),
        ("paper: A4", "paper: A9"),
        ("paper: A4", 'naming: "{姓名}"'),
        ("paper: A4", 'naming: "../{材料}"'),
        ("paper: A4", "dpi: 300"),
    ],
)
def test_a_profile_that_cannot_be_followed_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert old in PROFILE
    path = tmp_path / "court.yaml"
    path.write_text(PROFILE.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError):
        profile_named(str(path))


@pytest.mark.parametrize("name", ["none", "../general", "", "/"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises((InputError, OSError)):
        profile_named(name)


def test_ours_are_read_as_they_are_copied(tmp_path: Path) -> None:
    assert names() == ("general",)
    path = tmp_path / "mine.yaml"
    path.write_bytes(text_of("general"))
    assert profile_named(str(path)).slots == profile_named(str(path)).slots
    assert len(profile_named("general").slots) == 9
    with pytest.raises(InputError):
        text_of("none")
