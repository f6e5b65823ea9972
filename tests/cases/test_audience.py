"""One build, a bundle for each reader: every byte of what leaves is searched for canaries."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

import legaldocs
from legaldocs import cli
from legaldocs.output.recipient import Recipient
from legaldocs.volume.arrangement import Separators
from tests.cases.conftest import EXAMPLE
from tests.cases.test_disclosure import page, readable, spellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.job import Build

DAY = dt.date(2026, 11, 25)
PARTIES = """
parties:
  - {role: 债权人, name: 台州铸岩模具有限公司}
  - {role: 债务人, name: 温州澄吴五金有限公司, address: 温州市鹿城区澄吴路2号}
"""
CASE = """
# 金丝雀批注：底线四成
contracts:
  - {name: 五金配件购销合同, price: 186000.00, due_on: 2023-12-10, file: contracts/合同.pdf}
deliveries:
  - {number: S-1, delivered_on: 2023-10-20, amount: 100000.00, file: deliveries/一.pdf}
  - {number: 金丝雀单号, delivered_on: 2023-10-21, amount: 86000.00, file: deliveries/金丝雀单.pdf,
     signed_by: 金丝雀收货人, audience: 法院}
payments:
  - {paid_on: 2023-11-01, amount: 16000.00, file: payments/回单.pdf}
communications:
  - {sent_on: 2026-11-01, channel: 即时通讯, effect: 其他催款, gist: 金丝雀谈话要点,
     file: communications/金丝雀谈话.txt, audience: 内部}
  - {sent_on: 2026-11-02, channel: 电话, effect: 其他催款, gist: 金丝雀电话要点}
agency: {name: 金丝雀催收公司, engaged_on: 2026-10-08, commission: 回款的金丝雀成,
  file: other/金丝雀委托协议.pdf}
law_firm: {name: 金丝雀律师事务所, licence: "31330000MD0000001X", lawyer: 金丝雀律师,
  lawyer_licence: "13301202010000001", mandated_on: 2026-11-10, file: other/金丝雀委托合同.pdf}
settlement:
  instalments:
    - {due_on: 2026-12-31, amount: 77777.77}
    - {due_on: 2027-01-31, amount: 92222.23}
  file: other/金丝雀还款草稿.txt
procedure:
  route: 诉讼
  payment_order: {applied_on: 2026-01-05, case_number: （2026）浙0302民督7号,
    ended_on: 2026-02-10, file: other/终结裁定.txt}
  preservation:
    court: 温州市鹿城区人民法院
    urgency: 金丝雀紧急情况
    assets:
      - {kind: 银行存款, description: 金丝雀银行 账号3303020099, definite: 是,
         file: other/金丝雀线索.pdf}
    security: {kind: 保险公司保函, provider: 金丝雀财险, amount: 311111.11,
      file: other/金丝雀保函.pdf}
"""
GIVEN = ("contracts/合同.pdf", "deliveries/一.pdf", "payments/回单.pdf")
OF_COURT = ("deliveries/金丝雀单.pdf", "other/终结裁定.txt")
KEPT = (
    *("communications/金丝雀谈话.txt", "other/金丝雀委托协议.pdf", "other/金丝雀委托合同.pdf"),
    *("other/金丝雀还款草稿.txt", "other/金丝雀线索.pdf", "other/金丝雀保函.pdf"),
    "other/金丝雀没有归类.docx",
)
NEVER = ("internal/金丝雀意见.txt", "contracts/Internal/金丝雀底稿.txt", "内部/金丝雀.txt")
CANARIES = ("金丝雀", "77777.77", "77,777.77", "311111.11", "311,111.11", "3303020099")
DRAFTED = (
    "金丝雀催收",
    "金丝雀成",
    "金丝雀律师",
    "77777.77",
    "77,777.77",
    "金丝雀还款",
    "金丝雀谈话",
)


@pytest.fixture(scope="module", params=[None, *Separators])
def built(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Build:
    """A build, also with separators and codes: they say no more to a reader than the rest."""
    folder = tmp_path_factory.mktemp("canaries") / "case"
    for name in (*GIVEN, *OF_COURT, *KEPT, *NEVER):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = f"金丝雀 {name}" if name not in GIVEN else f"shown {name}"
        data = page(text) if name.endswith(".pdf") else text.encode()
        (folder / name).write_bytes(data)
    (folder / "case.yaml").write_text(PARTIES + CASE, encoding="utf-8")
    (folder / "journal.jsonl").write_text("金丝雀日志", encoding="utf-8")
    return legaldocs.build(
        folder,
        as_of=DAY,
        out=folder.parent / "out",
        recipients=Recipient,
        separators=request.param,
        codes=request.param is not None,
    )


def found(bundle: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return each word with the file that has it, in its name, its content or what it encloses."""
    hits = set()
    for path in bundle.rglob("*"):
        name = path.relative_to(bundle).as_posix()
        texts = [name.encode(), *(readable(path.read_bytes()) if path.is_file() else ())]
        hits |= {
            (word, name)
            for word in words
            if any(written in text for written in spellings(word) for text in texts)
        }
    return hits


def originals(bundle: Path) -> set[str]:
    root = bundle / "data" / "originals"
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def index_of(bundle: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((bundle / "metadata/index.json").read_bytes())
    return read


def test_the_other_side_gets_no_byte_of_what_it_may_not_see(built: Build) -> None:
    bundle = built.folder / "bundle-other-side"
    assert found(bundle, CANARIES) == set()
    assert originals(bundle) == set(GIVEN)
    assert not (bundle / "data/papers").exists()
    assert not (bundle / "metadata/trace.json").exists()
    assert legaldocs.verify(bundle).ok


def test_the_court_gets_what_is_filed_and_nothing_of_mandates_and_drafts(built: Build) -> None:
    bundle = built.folder / "bundle-court"
    assert originals(bundle) == {*GIVEN, *OF_COURT}
    assert found(bundle, DRAFTED) == set()
    made = {path.stem for path in (bundle / "data/papers").glob("*.pdf")}
    assert any("申请书" in name or "起诉状" in name for name in made)
    letters = {draft.file_name for draft in built.choice.made if draft.paper.family == "letters"}
    assert not made & letters
    assert not any("清单" in name and "立案" in name for name in made)
    assert not (bundle / "metadata/trace.json").exists()
    assert legaldocs.verify(bundle).ok


def test_the_creditors_own_bundle_has_all_but_the_internal_folders(built: Build) -> None:
    """The search finds the canaries there, so that it can fail above."""
    bundle = built.folder / "bundle"
    assert originals(bundle) == {*GIVEN, *OF_COURT, *KEPT}
    hits = found(bundle, (*CANARIES, *DRAFTED))
    assert {word for word, _ in hits} >= {"金丝雀", "311,111.11", "金丝雀谈话"}
    everything = {path.name for path in built.folder.rglob("*")}
    assert not everything & {Path(name).name for name in NEVER}
    assert built.summary["internal"] == len(NEVER)


def test_what_is_left_out_is_counted_and_not_named(built: Build) -> None:
    left_out = {
        row["recipient"]: (row["folder"], row["withheld"]) for row in built.summary["bundles"]
    }
    assert left_out == {
        "全部": ("bundle", 0),
        "法院": ("bundle-court", len(KEPT)),
        "对方": ("bundle-other-side", len(KEPT) + len(OF_COURT)),
    }
    for folder, count in left_out.values():
        assert index_of(built.folder / folder)["withheld"] == count
    text = (built.folder / "SUMMARY.md").read_text(encoding="utf-8")
    assert f"bundle-other-side：提供给对方的证据包，另有 {len(KEPT) + len(OF_COURT)} 个" in text


def test_exhibits_and_pages_keep_the_courts_numbers(built: Build) -> None:
    court = pypdf.PdfReader(built.folder / "volume/证据卷-1.pdf")
    other = pypdf.PdfReader(built.folder / "bundle-other-side/data/volume/证据卷-1.pdf")
    assert list(court.page_labels) == list(other.page_labels)
    titles = {exhibit.number: exhibit.title for exhibit in built.matter.exhibits}
    (withheld,) = [number for number, title in titles.items() if "金丝雀" in title]
    first, last = built.matter.pages[withheld]
    at = list(other.page_labels).index(str(first))
    assert first == last
    assert "没有收入" in other.pages[at].extract_text()
    assert f"证据{withheld}" in other.pages[at].extract_text()
    catalogue = "".join(page.extract_text() for page in other.pages[: at - 1])
    assert "没有提供" in catalogue
    given = {
        entry["id"]: entry["pages"]  # type: ignore[index,unused-ignore]
        for entry in index_of(built.folder / "bundle-other-side")["exhibits"]  # type: ignore[attr-defined,unused-ignore]
    }
    for number in titles.keys() - {withheld}:
        assert given[f"证据{number}"]["first"] == built.matter.pages[number][0]
    assert "金丝雀谈话要点" not in {exhibit.proves for exhibit in built.matter.exhibits}


def test_an_internal_row_is_no_exhibit_and_still_a_fact(built: Build) -> None:
    assert all("金丝雀谈话.txt" not in file for e in built.matter.exhibits for file in e.files)
    assert any(row.gist == "金丝雀谈话要点" for row in built.matter.case.communications)


CONTRACT = "contracts:\n  - {price: 100.00, due_on: 2026-06-30, file: contracts/a.txt"


def test_rows_that_say_different_things_of_one_file_stop_the_exhibits(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_case(
        f"{CONTRACT}, audience: 对方}}\n"
        "costs:\n  - {name: 律师费, amount: 9.00, incurred_on: 2026-11-10, "
        "file: contracts/a.txt, audience: 内部}\n",
        {"contracts/a.txt": b"contract"},
    )
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=Recipient)
    assert "LD-DISCLOSE-CONFLICT" in {finding.code for finding in made.findings}
    assert not (made.folder / "volume").exists()
    for reader in ("bundle-court", "bundle-other-side"):
        assert originals(made.folder / reader) == set()


@pytest.mark.parametrize("place", ["internal/a.txt", "INTERNAL/a.txt", "other/内部/a.txt"])
def test_a_file_in_an_internal_folder_is_no_exhibit(
    write_case: Callable[..., Path], tmp_path: Path, place: str
) -> None:
    folder = write_case(CONTRACT.replace("contracts/a.txt", place) + "}\n", {place: b"secret"})
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=Recipient)
    assert "LD-FILE-INTERNAL" in {finding.code for finding in made.findings}
    assert not any(path.name == "a.txt" for path in made.folder.rglob("*"))


def test_a_copy_of_an_internal_file_is_no_exhibit_either(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    files = {"contracts/a.txt": b"secret", "internal/b.txt": b"secret"}
    folder = write_case(f"{CONTRACT}}}\n", files)
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=Recipient)
    (finding,) = [one for one in made.findings if one.code == "LD-FILE-INTERNAL"]
    assert "内容相同" in finding.message
    assert not (made.folder / "volume").exists()
    assert originals(made.folder / "bundle-court") == set()
    assert originals(made.folder / "bundle-other-side") == set()


def test_an_internal_row_may_name_an_internal_file(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    files = {"contracts/a.txt": b"contract", "internal/b.txt": b"secret"}
    folder = write_case(
        f"{CONTRACT}}}\nagency: {{name: 某公司, engaged_on: 2026-10-08, file: internal/b.txt}}\n",
        files,
    )
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=Recipient)
    assert not {"LD-FILE-INTERNAL", "LD-FILE-MISSING"} & {one.code for one in made.findings}


def test_a_copy_under_a_telling_name_stays_behind(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    files = {"contracts/a.txt": b"contract", "other/金丝雀.txt": b"contract"}
    folder = write_case(f"{CONTRACT}}}\n", files)
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=["对方"])
    bundle = made.folder / "bundle-other-side"
    assert originals(bundle) == {"contracts/a.txt"}
    assert found(bundle, ("金丝雀",)) == set()


def test_the_volume_is_the_courts_own_where_nothing_is_left_out(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_case(f"{CONTRACT}}}\n", {"contracts/a.txt": b"contract"})
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=Recipient)
    whole = (made.folder / "volume/证据卷-1.pdf").read_bytes()
    for reader in Recipient:
        bundle = made.folder / reader.place
        assert (bundle / "data/volume/证据卷-1.pdf").read_bytes() == whole


def test_evidence_only_is_the_other_sides_bundle_in_the_old_place(
    write_case: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_case(f"{CONTRACT}}}\n", {"contracts/a.txt": b"contract", "other/x": b"1"})
    words = ["build", str(folder), "--as-of", "2026-11-25", "--out"]
    assert cli.run([*words, str(tmp_path / "a"), "--evidence-only"]) == 0
    assert cli.run([*words, str(tmp_path / "b"), "--for", "对方"]) == 0
    assert not (tmp_path / "a/bundle-other-side").exists()
    assert not (tmp_path / "b/bundle").exists()
    for path in (tmp_path / "a/bundle").rglob("*"):
        other = tmp_path / "b/bundle-other-side" / path.relative_to(tmp_path / "a/bundle")
        assert not path.is_file() or path.read_bytes() == other.read_bytes()
    capsys.readouterr()
    assert cli.run([*words, str(tmp_path / "c"), "--evidence-only", "--for", "法院"]) == 2
    assert "--for" in capsys.readouterr().err


INTERNAL_TO_EXAMPLE = (
    "安衡财产保险",
    "650000",
    "650,000.00",
    "182,000.00",
    "182000",
    "陆衡",
    "砚衡",
)


def test_nothing_internal_of_the_example_leaves(tmp_path: Path) -> None:
    folder = tmp_path / "case42"
    shutil.copytree(EXAMPLE, folder)
    (folder / "internal").mkdir()
    (folder / "internal/安衡财产保险.txt").write_text("182,000.00", encoding="utf-8")
    (folder / "other/陆衡的意见.txt").write_text("陆衡：底线", encoding="utf-8")
    made = legaldocs.build(
        folder, as_of=dt.date(2026, 11, 21), out=tmp_path / "out", recipients=["全部", "对方"]
    )
    assert found(made.folder / "bundle-other-side", INTERNAL_TO_EXAMPLE) == set()
    assert found(made.folder / "bundle", INTERNAL_TO_EXAMPLE)
