"""legaldocs template, from the list of templates to a letter in one's own words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import docx
import pytest

from legaldocs import cli
from legaldocs.papers.catalogue import FORMS
from legaldocs.render.compare_text import read_docx, read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASE = "contracts:\n  - {price: 100000.00, due_on: 2026-06-30}\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, Any]]:
    """Return a function that runs a command as a person and as a script does."""

    def call(*words: str, as_json: bool = False) -> tuple[int, str, Any]:
        code = cli.run([*words, *(["--json"] if as_json else [])])
        shown = capsys.readouterr()
        return code, shown.out + shown.err, json.loads(shown.out) if as_json else None

    return call


def edit(path: Path, old: str, new: str) -> None:
    """Change the wording of a copy as a lawyer would in Word."""
    document = docx.Document(str(path))
    for run_ in [run_ for paragraph in document.paragraphs for run_ in paragraph.runs]:
        if old in run_.text:
            run_.text = run_.text.replace(old, new)
            document.save(str(path))
            return
    raise AssertionError(old)


def test_the_list_names_every_template(run: Any) -> None:
    code, shown, _ = run("template", "list")
    assert code == 0
    assert shown.splitlines() == [f"{form.title}：{form.template}.docx" for form in FORMS]
    listed = run("template", "list", as_json=True)[2]["templates"]
    assert listed == [{"name": form.template, "title": form.title} for form in FORMS]


@pytest.mark.parametrize("name", ["催告函", "demand_letter", "letters/demand_letter.docx"])
def test_a_template_is_shown_with_the_names_it_may_use(run: Any, name: str) -> None:
    code, shown, _ = run("template", "show", name)
    assert code == 0
    assert shown.startswith("催告函（letters/demand_letter.docx）可用的名称：\n\n")
    names = run("template", "show", name, as_json=True)[2]["names"]
    assert all(f"{key}：{note}" in shown for key, note in names.items())
    assert {"debtor", "creditor"} <= {key.partition(".")[0] for key in names}


def test_an_unknown_template_is_refused_with_those_there_are(run: Any, tmp_path: Path) -> None:
    for words in (("show", "情书"), ("copy", "情书", "--to", str(tmp_path / "own"))):
        code, shown, _ = run("template", *words)
        assert code == 2
        assert "催告函" in shown
    assert not (tmp_path / "own").exists()


def test_letters_are_copied_into_one_folder_one_after_another(run: Any, tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    for name, file in (("催告函", "demand_letter"), ("律师函", "lawyer_letter")):
        code, shown, _ = run("template", "copy", name, "--to", own)
        assert code == 0
        assert (tmp_path / "own" / "letters" / f"{file}.docx").is_file()
        assert f"{file}.docx" in shown
    before = (tmp_path / "own/letters/demand_letter.docx").read_bytes()
    code, shown, _ = run("template", "copy", "催告函", "--to", own)
    assert code == 2
    assert "不会覆盖" in shown
    assert (tmp_path / "own/letters/demand_letter.docx").read_bytes() == before
    made = run("template", "copy", "警告函", "--to", own, as_json=True)[2]["made"]
    assert f"{own}/letters/warning_letter.docx" in made


def test_a_good_copy_passes_and_a_bad_one_is_named(run: Any, tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert run("template", "check", str(own))[0] == 2
    assert run("template", "copy", "催告函", "--to", str(own))[0] == 0
    assert run("template", "check", str(own)) == (0, "没有发现问题\n", None)
    edit(own / "letters/demand_letter.docx", "{{ debtor.name }}", "{{ debtor_.name }}")
    code, shown, _ = run("template", "check", str(own))
    assert code == 2
    assert "LD-TPL-NAME" in shown
    assert "demand_letter.docx" in shown
    code, _, reply = run("template", "check", str(own), as_json=True)
    assert (code, reply["ok"]) == (2, False)
    assert {finding["code"] for finding in reply["findings"]} == {"LD-TPL-NAME"}


@pytest.mark.parametrize(
    ("new", "code", "says", "step"),
    [
        ("{{ debtor.nmae }}", "LD-TPL-FIELD", "“nmae”：{{ debtor.nmae }}系", "是否想写 name？"),
        ("{{ debtr.name }}", "LD-TPL-NAME", "“debtr”：{{ debtr.name }}系", "是否想写 debtor？"),
        (
            "{% for x in debtors %}{{ debtor.name }}",
            "LD-TPL-CONTENT",
            "那里还缺 {% endfor %}：{% for x in debtors %}{{ debtor.name }}系",
            "",
        ),
        ("{{ debtor.name|upper }}", "LD-TPL-CONTENT", "没有名为“upper”的过滤器", ""),
    ],
)
def test_a_fault_of_a_copy_is_named_with_its_paragraph(
    run: Any, tmp_path: Path, new: str, code: str, says: str, step: str
) -> None:
    own = tmp_path / "own"
    run("template", "copy", "催告函", "--to", str(own))
    edit(own / "letters/demand_letter.docx", "{{ debtor.name }}", new)
    exit_code, _, reply = run("template", "check", str(own), as_json=True)
    assert exit_code == 2
    (finding,) = reply["findings"]
    assert finding["code"] == code
    assert says in finding["message"]
    assert finding["next_step"].startswith(step)


def test_a_copy_at_no_papers_place_is_only_a_warning(run: Any, tmp_path: Path) -> None:
    own = tmp_path / "own"
    run("template", "copy", "催告函", "--to", str(own))
    (own / "letters/demand_letter.docx").rename(own / "letters/demand_leter.docx")
    code, _, reply = run("template", "check", str(own), as_json=True)
    assert code == 0
    (finding,) = reply["findings"]
    assert finding["code"] == "LD-TPL-UNKNOWN"
    assert "letters/demand_letter.docx" in finding["next_step"]


def test_a_letter_is_made_in_ones_own_words(
    run: Any, write_case: Callable[..., Path], tmp_path: Path
) -> None:
    own = tmp_path / "own"
    run("template", "copy", "催告函", "--to", str(own))
    edit(
        own / "letters/demand_letter.docx",
        "{{ addressed(debtor) }}",
        "致：{{ addressed(debtor) }}台鉴",
    )
    out = tmp_path / "out"
    words = ["build", str(write_case(CASE)), "--as-of", "2026-11-21", "--only", "催告函"]
    code, shown, _ = run(*words, "--out", str(out), "--templates", str(own))
    assert code == 0, shown
    (made,) = (out / "papers").glob("*催告函.docx")
    printed = read_pdf(made.with_suffix(".pdf").read_bytes())
    for lines in (read_docx(made.read_bytes()).lines, printed):
        assert "致：武汉乙食品有限公司台鉴" in "".join("".join(lines).split())
    trace = json.loads((out / "bundle/metadata/trace.json").read_text(encoding="utf-8"))
    assert [file["path"] for file in trace["own_templates"]] == ["letters/demand_letter.docx"]
