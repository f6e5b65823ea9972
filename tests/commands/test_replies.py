"""What every command answers with --json, compared with the schemas that docs/reference prints.

The test module of a new command adds its own lines: ``ANSWERS`` and ``FAILURES``, as below.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import jsonschema
import pytest

from legaldocs import cli
from legaldocs.volume import fence
from tests.commands import test_book_agency

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "reference" / "json"
CASE = """
parties:
  - {role: 债权人, name: 苏州甲设备有限公司}
  - {role: 债务人, name: 武汉乙食品有限公司, address: 武汉市某路1号}
contracts:
  - {price: 100.00, due_on: 2026-06-30, file: contracts/a.txt}
deliveries:
  - {number: S1, delivered_on: 2026-06-01, amount: 100.00, file: contracts/b.txt}
payments:
  - {paid_on: 2026-07-10, amount: 30.00}
"""
KEY = "--passphrase-file pass"
SIGN = f"--cert keys/signer.cert.pem --key keys/signer.key.pem {KEY}"
ANSWERS = [
    ("new made", 0),
    ("check case --as-of 2026-11-21", 0),
    ("build case --as-of 2026-11-21 --out out --by 王某", 0),
    (f"key new keys --name 甲 {KEY}", 0),
    ("key show keys/signer.cert.pem", 0),
    ("verify out/bundle", 0),
    (f"seal out/bundle {SIGN} --zip b.zip", 0),
    ("verify b.zip --trust keys/signer.cert.pem", 0),
    ("verify out/bundle --require timestamp", 4),
    ("verify-proof case/contracts/a.txt proof.json --trust keys/signer.cert.pem", 0),
    ("verify-proof case/contracts/b.txt proof.json", 4),
    ("journal add case sent --by 王某 --what 寄出 --file pass", 0),
    ("journal show case", 0),
    ("calc fee 206,136", 0),
    ("calc interest --principal 1 --from 2026-08-01 --to 2026-11-01 --rate lpr", 0),
    ("calc interest --principal 100 --from 2026-01-01 --to 2026-01-31 --rate 6%/year", 0),
    ("calc doubled --due 2024-01-10=1000 --paid 2024-03-01=400 --to 2024-12-31", 0),
    ("calc enforcement --perform-by 2024-01-10 --as-of 2026-01-01", 0),
    ("calc case-fee appeal 100000", 0),
    ("calc case-fee labour", 0),
    ("calc imputation 100 --on 2026-06-01 --debt A=2026-01-01,200,10,5", 0),
    ("calc guarantee --due 2026-05-31 --act demand_on_guarantor=2026-06-01", 0),
    ("calc preservation 1000000 --taken 2026-09-01", 0),
    ("calc preservation 1000000 --in-suit", 0),
    ("calc words 人民币壹仟元整", 0),
    ("calc words 1,409.50", 0),
    ("calc uscc 91350100M000100Y44", 0),
    ("calc deadline --from 2026-09-10 --days 15", 0),
    ("calc limitation --due 2021-06-30 --event letter_arrived=2023-05-10 --as-of 2026-01-10", 0),
    ("calc limitation --due 2021-06-30 --event letter_arrived=2025-05-10 --as-of 2026-01-10", 0),
    ("template list", 0),
    ("template show 催告函", 0),
    ("template copy 催告函 --to own", 0),
    ("template check own", 0),
    ("template diff own", 0),
    ("law status --as-of 2026-11-21", 0),
    ("law confirm lpr_1y --on 2026-11-20 --value 3.00 --source 公告", 0),
]
"""Command lines in the order they are run, each with the exit code it has."""

FAILURES = [
    ("new made", "legaldocs.new/1"),
    ("check none", "legaldocs.check/1"),
    ("check broken", "legaldocs.check/1"),
    ("build case --only 没有的文书", "legaldocs.build/1"),
    ("build case --no-such", "legaldocs.build/1"),
    ("template diff none", "legaldocs.template.diff/1"),
    ("verify none", "legaldocs.verify/1"),
    ("verify-proof pass pass", "legaldocs.verify-proof/1"),
    ("seal none", "legaldocs.seal/1"),
    ("key new keys --name 甲", "legaldocs.key.new/1"),
    ("key show none", "legaldocs.key.show/1"),
    ("journal show", "legaldocs.journal.show/1"),
    ("journal add . sent --by 王某", "legaldocs.journal.add/1"),
    ("calc fee x", "legaldocs.calc.fee/1"),
    ("calc interest", "legaldocs.calc.interest/1"),
    ("calc words x", "legaldocs.calc.words/1"),
    ("calc uscc", "legaldocs.calc.uscc/1"),
    ("calc deadline", "legaldocs.calc.deadline/1"),
    ("calc limitation", "legaldocs.calc.limitation/1"),
    ("calc doubled", "legaldocs.calc.doubled/1"),
    ("calc enforcement", "legaldocs.calc.enforcement/1"),
    ("calc case-fee", "legaldocs.calc.case-fee/1"),
    ("calc imputation", "legaldocs.calc.imputation/1"),
    ("calc guarantee", "legaldocs.calc.guarantee/1"),
    ("calc preservation", "legaldocs.calc.preservation/1"),
    ("template list x", "legaldocs.template.list/1"),
    ("template show none", "legaldocs.template.show/1"),
    ("template copy none --to own", "legaldocs.template.copy/1"),
    ("template check none", "legaldocs.template.check/1"),
    ("law status none", "legaldocs.law.status/1"),
    ("law confirm none", "legaldocs.law.confirm/1"),
]
NOWHERE = [
    ("calc nothing", "legaldocs.calc/1"),
    ("nothing", "legaldocs/1"),
    ("--nothing calc", "legaldocs.calc/1"),
]
"""What reaches no command is named by what it does reach, and has no schema of its own."""


def rows(name: str) -> list[Any]:
    """Return the command lines of this module and of its neighbours."""
    found = list(globals()[name])
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        if path != Path(__file__):
            module = importlib.import_module(f"tests.commands.{path.stem}")
            found.extend(getattr(module, name, ()))
    return found


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield each command that takes --json, by the name of what it answers."""
    context = click.Context(cli.group)
    groups: list[tuple[str, click.Group]] = [("legaldocs", cli.group)]
    for path, group in groups:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                groups.append((f"{path}.{name}", command))
            elif command and "--json" in {opt for option in command.params for opt in option.opts}:
                yield f"{path}.{name}/1", command


def schema(name: str) -> Any:
    file = SCHEMAS / f"{name.removeprefix('legaldocs.').removesuffix('/1')}.json"
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(tmp_path)
    fence.end()  # one that another test has started would look for files where that test stood
    monkeypatch.setenv("LEGALDOCS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("legaldocs.commands.law.today", lambda: dt.date(2026, 11, 21))
    for name, text in {
        "pass": "correct horse battery\n",
        "owed.csv": "客户名称,应收单号,应收金额,到期日\n武汉乙食品有限公司,AR1,1000,2026-06-30\n",
        "ht.yaml": "customer: 武汉乙食品有限公司\nnumber: HT-1\n"
        "parts: [{name: 货款, amount: 1000, due_on: 2026-06-30}]\n",
        "signals.csv": "客户名称,信号,回答\n武汉乙食品有限公司,被他人起诉,是\n",
        "case/case.yaml": CASE,
        "case/contracts/a.txt": "a",
        "case/contracts/b.txt": "b",
        "returned.csv": "材料名称,审核意见\n证据1,看不清\n",
        "ledger.csv": "客户名称,合同编号,合同金额\n甲公司,HT-1,5\n乙公司,HT-2,x\n",
        "broken/case.yaml": "parties: 1\n",
        "slip.eml": "From: qian@yi.example\nDate: Thu, 02 Jul 2026 09:00:00 +0800\n\n核对无误\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    test_book_agency.made_book(tmp_path)
    capsys.readouterr()

    def answer(line: str) -> tuple[int, Any]:
        code = cli.run([*line.split(), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return answer


def test_every_reply_is_as_its_schema_says(run: Any, capsys: Any) -> None:
    answered = set()
    for line, code in rows("ANSWERS"):
        if line.startswith("verify-proof"):
            prove(capsys)
        exit_code, reply = run(numbered(line))
        assert exit_code == code, (line, reply)
        assert reply["ok"] is (code == 0), line
        assert "error" not in reply, line
        jsonschema.validate(reply, schema(reply["schema"]))
        answered.add(reply["schema"])
    assert answered == {name for name, _ in commands()}
    for name in ("summary.json", "metadata/trace.json"):
        (path,) = Path("out").rglob(Path(name).name)
        written = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(written, schema(written["schema"]))


def numbered(line: str) -> str:
    """Return a line with the number of the statement in it, which nobody can foresee."""
    made = [folder.name for folder in Path("ledgerbook/statements").glob("*")]
    return line.replace("NUMBER", *made) if "NUMBER" in line else line


def prove(capsys: Any) -> None:
    assert cli.run(["prove", "out/bundle", "data/originals/contracts/a.txt"]) == 0
    Path("proof.json").write_text(capsys.readouterr().out, encoding="utf-8")


def test_every_failure_has_the_name_of_its_command(run: Any) -> None:
    assert run("new made")[0] == 0
    for line, name in rows("FAILURES"):
        code, reply = run(line)
        assert code in (1, 2, 4), line
        assert (reply["schema"], reply["ok"]) == (name, False), line
        assert reply["error"]["message"], line
        jsonschema.validate(reply, schema(name))
    assert {name for _, name in rows("FAILURES")} == {name for name, _ in commands()}


@pytest.mark.parametrize(("line", "name"), NOWHERE)
def test_what_reaches_no_command_says_how_far_it_got(run: Any, line: str, name: str) -> None:
    code, reply = run(line)
    assert (code, reply["schema"], reply["error"]["code"]) == (2, name, "LD-USAGE")


def test_a_schema_refuses_what_is_no_reply_of_its_command(run: Any) -> None:
    _, reply = run("calc words 1")
    for wrong in (
        {**reply, "amount": 1},
        {**reply, "amount": "1.000"},
        {**reply, "schema": "legaldocs.calc.fee/1"},
        {key: value for key, value in reply.items() if key != "words"},
        {key: value for key, value in reply.items() if key != "findings"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema("legaldocs.calc.words/1"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_text_is_still_json(run: Any) -> None:
    folder = Path("case/other").resolve()
    folder.mkdir()
    (folder / b"\xba\xcf\xcd\xac.txt".decode("utf-8", "surrogateescape")).write_bytes(b"1")
    for line in ("check case --as-of 2026-11-21", "build case --as-of 2026-11-21 --out out"):
        code, reply = run(line)
        assert code == 0
        jsonschema.validate(reply, schema(reply["schema"]))
    assert "\\udcba" in Path("out/SUMMARY.md").read_text(encoding="utf-8")
