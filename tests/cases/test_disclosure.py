"""What the other side is given with --evidence-only: every byte of it is searched."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

import legaldocs
from legaldocs import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = dt.date(2026, 11, 25)
PARTIES = """
parties:
  - {role: 债权人, name: 台州铸岩模具有限公司}
  - {role: 债务人, name: 温州澄吴五金有限公司, address: 温州市鹿城区澄吴路2号}
"""
CASE = """
contracts:
  - {name: 五金配件购销合同, price: 186000.00, due_on: 2023-12-10, file: contracts/合同.pdf}
deliveries:
  - {number: S-1, delivered_on: 2023-10-20, amount: 186000.00, file: deliveries/s.pdf}
costs:
  - {name: 律师费, amount: 9000.00, incurred_on: 2026-11-10, file: other/律师费发票.txt}
agency: {name: 沪衡应收账款管理有限公司, engaged_on: 2026-10-08, commission: 回款的12%,
  file: other/委托催收协议.pdf}
law_firm: {name: 浙江衡律师事务所, licence: "31330000MD0000001X", lawyer: 衡山,
  lawyer_licence: "13301202010000001", mandated_on: 2026-11-10, file: other/律师委托合同.pdf}
procedure:
  route: 诉讼
  payment_order: {applied_on: 2026-01-05, case_number: （2026）浙0302民督7号,
    ended_on: 2026-02-10, file: other/终结裁定.txt}
  preservation:
    court: 温州市鹿城区人民法院
    urgency: 债务人正转移财产
    assets:
      - {kind: 银行存款, description: 开户行鹿城农商行 账号3303020099, definite: 是,
         file: other/财产线索调查.pdf}
    security: {kind: 保险公司保函, provider: 瓯安财险, amount: 300000.00, file: other/保函.pdf}
"""
INTERNAL = {
    "other/委托催收协议.pdf": "commission 12 of a hundred",
    "other/律师委托合同.pdf": "mandate of the firm",
    "other/终结裁定.txt": "order that ended the proceedings",
    "other/财产线索调查.pdf": "account 3303020099",
    "other/保函.pdf": "letter of guarantee",
    "other/没有写明的谈话记录.txt": "what nobody has classified",
}
SECRETS = (
    *("鹿城农商行", "3303020099", "瓯安财险", "沪衡", "回款的12%", "正转移财产", "衡山"),
    *("浙0302民督7号", "31330000MD0000001X", "case.yaml"),
)


def page(text: str) -> bytes:
    """Return a PDF with a text in its metadata, which the volume must not carry over."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": text})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.fixture
def folder(write_case: Callable[..., Path]) -> Path:
    shown = {
        "contracts/合同.pdf": page("contract"),
        "deliveries/s.pdf": page("delivery"),
        "other/律师费发票.txt": b"fee",
    }
    internal = {
        name: page(text) if name.endswith(".pdf") else text.encode()
        for name, text in INTERNAL.items()
    }
    return write_case(CASE, shown | internal, parties=PARTIES)


def readable(data: bytes) -> Iterator[bytes]:
    """Yield a file as it is and as its readers see it: members of a zip, streams of a PDF."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from readable(archive.read(name))
    elif data.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        for number in range(1, len(reader.xref[0]) + 1):
            found = reader.get_object(number)
            yield str(found).encode()
            if isinstance(found, pypdf.generic.StreamObject):
                yield found.get_data()
        for sheet in reader.pages:
            yield sheet.extract_text().encode()


def spellings(secret: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        yield secret.encode(encoding)
    yield json.dumps(secret).strip('"').encode()


def secrets(folder: Path) -> Iterator[str]:
    yield from SECRETS
    for name, text in INTERNAL.items():
        data = (folder / name).read_bytes()
        yield Path(name).stem
        yield text
        yield hashlib.sha256(data).hexdigest()
        yield hashlib.sha512(data).hexdigest()
    yield hashlib.sha256((folder / "case.yaml").read_bytes()).hexdigest()


def leaks(folder: Path, bundle: Path) -> set[tuple[str, str]]:
    """Return each secret with a file of the bundle that has it, in content or name."""
    found = set()
    for path in bundle.rglob("*"):
        name = path.relative_to(bundle).as_posix()
        texts = [name.encode(), *(readable(path.read_bytes()) if path.is_file() else ())]
        for secret in secrets(folder):
            if any(written in text for written in spellings(secret) for text in texts):
                found.add((secret, name))
    return found


def test_nothing_internal_is_in_any_byte_of_the_bundle(folder: Path, tmp_path: Path) -> None:
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", evidence_only=True)
    bundle = made.folder / "bundle"
    assert leaks(folder, bundle) == set()
    originals = bundle / "data" / "originals"
    given = {p.relative_to(originals).as_posix() for p in originals.rglob("*") if p.is_file()}
    assert given == {"contracts/合同.pdf", "deliveries/s.pdf", "other/律师费发票.txt"}
    assert (bundle / "data/volume/证据卷-1.pdf").exists()
    assert made.summary["withheld"] == len(INTERNAL)
    assert "另有 6 个文件" in (made.folder / "SUMMARY.md").read_text(encoding="utf-8")
    assert legaldocs.verify(bundle).ok


def test_the_search_finds_what_the_creditors_own_bundle_holds(folder: Path, tmp_path: Path) -> None:
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out")
    found = leaks(folder, made.folder / "bundle")
    papers = {secret for secret, name in found if name.startswith("data/papers/")}
    assert {"鹿城农商行", "3303020099", "瓯安财险"} <= papers
    assert {Path(name).stem for name in INTERNAL} <= {secret for secret, _ in found}
    assert ("case.yaml", "metadata/trace.json") in found
    assert made.summary["withheld"] == 0


def test_an_exhibit_that_an_internal_fact_names_too_is_the_courts_alone_until_a_row_says_more(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    text = text.replace("律师费发票.txt", "律师委托合同.pdf")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    words = ["build", str(folder), "--as-of", "2026-11-25", "--out", str(tmp_path / "out")]
    cli.run([*words, "--evidence-only", "--json"])
    reply = json.loads(capsys.readouterr().out)
    (warning,) = [
        finding for finding in reply["findings"] if finding["code"] == "LD-DISCLOSE-INTERNAL"
    ]
    assert "other/律师委托合同.pdf" in warning["message"]
    assert not (tmp_path / "out/bundle/data/originals/other/律师委托合同.pdf").exists()
    cli.run([*words, "--replace", "--for", "法院", "--json"])
    assert "LD-DISCLOSE-INTERNAL" not in capsys.readouterr().out
    assert (tmp_path / "out/bundle-court/data/originals/other/律师委托合同.pdf").exists()
    text = text.replace(
        "file: other/律师委托合同.pdf}", "file: other/律师委托合同.pdf, audience: 对方}"
    )
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    cli.run([*words, "--replace", "--for", "对方", "--json"])
    assert "LD-DISCLOSE" not in capsys.readouterr().out
    assert (tmp_path / "out/bundle-other-side/data/originals/other/律师委托合同.pdf").exists()
