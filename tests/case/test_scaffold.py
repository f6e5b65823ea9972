"""The case file that ``new`` writes: complete, readable in each part, refused until filled in."""

from __future__ import annotations

import dataclasses
import re
import typing
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.model import Case
from legaldocs.case.reading import load_case
from legaldocs.case.scaffold import FOLDERS, KINDS, scaffold
from legaldocs.case.vocabulary import ContractKind
from legaldocs.claim.contract_words import WORDS, kinds_suggested_by
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.strict_yaml import Items, Section, read
from legaldocs.core.typed import labels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FACTS = {
    "uscc": "91320594MA0042KA3Y",
    "id_number": "11010519491231002X",
    "amount": "100000.00",
    "price": "100000.00",
    "due_on": "2026-06-30",
    "due_days": "30天",
    "delivered_on": "2026-03-01",
    "rate": "日万分之五",
    "interest_rate": "年利率6%",
    "default_rate": "日万分之三",
    "number": "HT-1",
    "contract": "HT-1",
    "covers": "HT-1",
    "towards": "到货款",
    "forfeits": "",
}
"""What stands in for a placeholder, by its key; a word of its own for any other."""

NAMES = {
    "请填写债权人全称": "苏州甲设备有限公司",
    "请填写债务人全称": "武汉乙食品有限公司",
    "请填写保证人姓名": "丙某",
    "请填写个体工商户的字号": "丁记商行",
    "请填写代理人姓名": "戊某",
}


def made(folder: Path, kind: ContractKind = ContractKind.SALE, *, rolling: bool = False) -> str:
    scaffold(folder, kind, dataclasses.asdict(WORDS[kind]), rolling=rolling)
    return (folder / "case.yaml").read_text(encoding="utf-8")


def filled(text: str) -> str:
    """Return a case file with a fact in place of every placeholder."""
    for placeholder, name in NAMES.items():
        text = text.replace(placeholder, name)

    def fact(found: re.Match[str]) -> str:
        return found["key"] + FACTS.get(found["key"].strip(" -[{:"), "某项内容")

    text = re.sub(r"(?P<key>(?<=[\s{])[a-z_]+: \[?)请填写[^\s,\]}]*", fact, text)
    return re.sub(r"请填写\S*?(?=[\],}\s])", "HT-1", text)


def opened(text: str) -> str:
    return re.sub(r"^( *)# ", r"\1", text, flags=re.MULTILINE)


def blocks(text: str) -> Iterator[str]:
    """Yield the case file with each of its commented parts opened in turn."""
    lines = text.splitlines()
    commented = [bool(re.match(r" *# ", line)) for line in lines]
    start = indent = 0
    for number, line in enumerate([*lines, ""]):
        more = number < len(lines) and commented[number]
        begins = more and re.match(r" *# ( *)(?:- )?[a-z_]+:", line)
        depth = len(line) - len(line.lstrip(" #"))
        if start and (not more or (begins and depth <= indent)):
            part = [opened(row) for row in lines[start - 1 : number]]
            yield "\n".join([*lines[: start - 1], *part, *lines[number:]])
            start = 0
        if begins and not start:
            start, indent = number + 1, depth


def test_a_new_folder_holds_a_case_and_is_not_made_twice(tmp_path: Path) -> None:
    words = dataclasses.asdict(WORDS[ContractKind.SALE])
    assert len(scaffold(tmp_path / "新案", ContractKind.SALE, words)) == 1 + len(FOLDERS)
    with pytest.raises(InputError, match="不会覆盖"):
        made(tmp_path / "新案")


@pytest.mark.parametrize("rolling", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_case_of_each_kind_reads_once_it_is_filled_in(
    tmp_path: Path, kind: ContractKind, *, rolling: bool
) -> None:
    text = made(tmp_path, kind, rolling=rolling)
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path)
    assert {found.code for found in caught.value.findings} == {"LD-CASE-PLACEHOLDER"}
    lines = text.splitlines()
    for found in caught.value.findings:
        assert "请填写" in lines[int(found.where.partition(":")[2]) - 1]
    (tmp_path / "case.yaml").write_text(filled(text), encoding="utf-8")
    case = load_case(tmp_path)
    assert case.contracts[0].kind is kind
    assert (case.contracts[0].price is None, bool(case.deliveries)) == (rolling, rolling)


@pytest.mark.parametrize("kind", KINDS)
def test_the_nouns_are_those_of_the_kind(tmp_path: Path, kind: ContractKind) -> None:
    text = made(tmp_path, kind)
    assert f"number: 请填写{WORDS[kind].slip_number}" in text
    (name,) = re.findall("照原件写，如 (.*)", text)
    assert kinds_suggested_by(name) in ((kind,), ())
    assert "$" not in text


def test_every_commented_part_reads_when_opened_alone(tmp_path: Path) -> None:
    text = made(tmp_path)
    parts = list(blocks(text))
    assert len(parts) > 40
    for part in parts:
        folder = tmp_path / "case.yaml"
        folder.write_text(filled(part), encoding="utf-8")
        try:
            load_case(tmp_path)
        except CaseError as error:
            # A part opened alone may want another, such as a guarantee its guarantor.
            codes = {found.code for found in error.findings}
            assert codes <= {"LD-CASE-DUE", "LD-CASE-REFERENCE", "LD-CASE-PARTIES"}, part


def test_a_commented_record_is_refused_until_it_is_filled_in(tmp_path: Path) -> None:
    """Whoever opens a part and changes nothing in it must not find its words on paper."""
    text = made(tmp_path)
    for part in blocks(text):
        new = set(part.splitlines()) - set(text.splitlines())
        is_record = any(re.search(r":$|: +#|^ *- ", line) for line in new)
        assert any("请填写" in line for line in new) or not is_record, new


def whole(folder: Path) -> str:
    """Return the case file with everything opened, but for the day due that instalments replace."""
    text = made(folder)
    for line in ("due_on: 请填写.*", "# due_after: 验收 .*", "# due_days: .*"):
        text = re.sub(rf"^    {line}\n", "", text, count=1, flags=re.MULTILINE)
    return opened(text)


def test_the_whole_reads_when_opened(tmp_path: Path) -> None:
    text = filled(whole(tmp_path))
    text = re.sub(r"^    until_on: .*\n", "", text, flags=re.MULTILINE)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    case = load_case(tmp_path)
    assert case.settlement is not None
    assert case.procedure is not None
    assert case.procedure.suit is not None
    assert len(case.communications) == 4


def test_every_field_of_the_model_stands_in_it(tmp_path: Path) -> None:
    seen: dict[Any, set[str]] = {}
    note(Case, read(whole(tmp_path).encode(), "case.yaml"), seen)
    absent = {
        model.__name__: missing
        for model in seen
        for left_out in [OF_EVERY_FILE | LEFT_OUT.get(model.__name__, {"file"})]
        if (missing := set(labels(model)) - seen[model] - left_out)
    }
    assert absent == {}


OF_EVERY_FILE = {"audience", "handed_in", "copies", "source"}
"""Said once for all rows that have a file."""

LEFT_OUT = {
    "Case": {"instalments"},
    "Instalment": {"contract"},
    "Bill": {"dishonoured_on", "endorsed_on", "proof", "repaid_on"},
    "Contract": {"due_on", "due_after", "due_days"},
    "Credit": {"overpaid_under"},
    "Deposit": {"returned_on"},
    "Supplement": {
        *("name", "number", "price", "due_on", "late_payment", "court", "arbitration"),
        *("dispute_clause", "cost_clause", "service_clause", "file"),
    },
    "Party": {"head_office", "share"},
}
"""What stands in a line of its own kind: opened only instead of another, or told of in words."""


def note(model: Any, section: Section, seen: dict[Any, set[str]]) -> None:
    """Collect the keys that sections of each model have."""
    seen.setdefault(model, set()).update(section)
    for key, label in labels(model).items():
        kinds = (label.kind, *typing.get_args(label.kind))
        inner = next(filter(dataclasses.is_dataclass, kinds), None)
        if inner is None or label.notation is not None:
            continue
        below = section.get(key)
        for item in below if isinstance(below, Items) else [below]:
            if isinstance(item, Section):
                note(inner, item, seen)
