"""The folder to upload: each slot filled or named, each file within what the court asks."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from legaldocs.core.errors import InputError
from legaldocs.job import build
from legaldocs.output.kit_pictures import picture_findings
from legaldocs.output.kit_profile import names, profile_named, text_of
from legaldocs.volume.prove import prove
from tests.cases.conftest import EXAMPLE
from tests.volume import made

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.core.findings import Finding
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
        ("paper: A4", "highest_dpi: 0"),
        ("paper: A4", "highest_dpi: 高"),
        ("paper: A4", "highest_dpi: 200\nlowest_dpi: 300"),
        ("paper: A4", "colours: [蓝色]"),
        ("paper: A4", "separators: 每页"),
        ("paper: A4", "codes: 也许"),
    ],
)
def test_a_profile_that_cannot_be_followed_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert old in PROFILE
    path = tmp_path / "court.yaml"
    path.write_text(PROFILE.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError):
        profile_named(str(path))


def scan(colour: str, dots: int) -> bytes:
    """Return a PDF whose page is filled by one picture of so many dots an inch."""
    out = io.BytesIO()
    shade = {"RGB": (200, 60, 40), "L": 128, "1": 0}[colour]
    sheet = Image.new(colour, (round(8.27 * dots), round(11.69 * dots)), shade)
    sheet.save(out, "PDF", resolution=dots)
    return out.getvalue()


@pytest.mark.parametrize(
    ("asked", "data", "code", "said"),
    [
        ("highest_dpi: 200", scan("L", 300), "LD-KIT-DPI", "最高 300 dpi，超过 200 dpi"),
        ("lowest_dpi: 200", scan("L", 100), "LD-KIT-DPI", "最低 100 dpi，不到 200 dpi"),
        ("highest_dpi: 300", scan("L", 300), "", ""),
        ("lowest_dpi: 300", scan("L", 300), "", ""),
        ("lowest_dpi: 300", made.pages(1), "", ""),
        ("colours: [灰度, 黑白]", scan("RGB", 72), "LD-KIT-COLOUR", "是彩色，只收灰度、黑白"),
        ("colours: [黑白]", scan("L", 72), "LD-KIT-COLOUR", "是灰度，只收黑白"),
        ("colours: [灰度, 黑白]", scan("L", 72), "", ""),
        ("colours: [黑白]", scan("1", 72), "", ""),
        ("colours: [黑白]", made.pages(1), "", ""),
        ("colours: [彩色, 灰度, 黑白]", scan("RGB", 72), "", ""),
    ],
)
def test_pictures_are_held_against_what_is_asked(
    asked: str, data: bytes, code: str, said: str, tmp_path: Path
) -> None:
    found = looked_at(tmp_path, asked, "a.pdf", data)
    assert [(finding.code, finding.severity) for finding in found] == [(code, "error")] * bool(code)
    assert [said in finding.message for finding in found] == [True] * bool(code)
    assert ["第 1 页" in finding.message for finding in found] == [True] * bool(code)


def looked_at(folder: Path, asked: str, name: str, data: bytes) -> list[Finding]:
    """Return what is found of the pictures of a file of one page."""
    (folder / "court.yaml").write_text(f"{PROFILE}{asked}\n", encoding="utf-8")
    (folder / name).write_bytes(data)
    profile = profile_named(str(folder / "court.yaml"))
    pages = 1 if name.endswith("pdf") else None
    return list(picture_findings(profile, folder / name, pages, f"kit/{name}"))


def test_pictures_of_the_volume_are_measured_as_they_are_placed(case: Path) -> None:
    """The page is a little smaller on its sheet than by itself, so that its picture is finer."""
    (case / "other.pdf").write_bytes(scan("L", 300))
    out, found = built(case, f"{PROFILE}highest_dpi: 305\n")
    assert found == {"LD-KIT-DPI": ["kit/03-证据.pdf"]}
    (message,) = [finding.message for finding in out.findings if finding.code == "LD-KIT-DPI"]
    assert "的图片最高 311 dpi" in message


def test_a_picture_states_its_own_resolution(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), (9, 120, 200)).save(out, "JPEG", dpi=(600, 600))
    found = looked_at(tmp_path, "highest_dpi: 300\ncolours: [灰度]", "a.jpg", out.getvalue())
    assert [finding.code for finding in found] == ["LD-KIT-DPI", "LD-KIT-COLOUR"]


def test_what_cannot_be_measured_is_said(tmp_path: Path) -> None:
    (finding,) = looked_at(tmp_path, "colours: [灰度]", "a.jpg", b"nothing")
    assert (finding.code, finding.severity) == ("LD-KIT-NOT-MEASURED", "warning")


def test_a_profile_may_ask_for_separators_and_codes(case: Path) -> None:
    out, found = built(case, f"{PROFILE}separators: 按组\ncodes: true\n")
    assert found == {}
    (part,) = prove([out.folder / "kit" / "03-证据.pdf"]).parts
    assert part.record.separators == (1, 5, 9)
    assert sum(bool(sheet.code) for sheet in part.record.sheets) == 5


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
