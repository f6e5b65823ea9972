"""legaldocs template, from the list of templates to a letter in one's own words."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import docx
import pytest

from legaldocs import cli
from legaldocs.papers.catalogue import FORMS
from legaldocs.papers.kind import Family
from legaldocs.papers.make import find_template
from legaldocs.render.compare_text import read_docx, read_pdf
from legaldocs.render.docx import read_package
from tests.render.word_noise import as_word_saves

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


def changes(run: Any, own: Path) -> dict[str, Any]:
    code, _, reply = run("template", "diff", str(own), "催告函", as_json=True)
    assert code == 0
    (copy,) = reply["copies"]
    found: dict[str, Any] = copy
    return found


def test_a_fresh_copy_changes_nothing(run: Any, tmp_path: Path) -> None:
    run("template", "copy", "催告函", "--to", str(tmp_path))
    code, shown, _ = run("template", "diff", str(tmp_path))
    assert code == 0
    assert shown.count("没有改动") == 2
    none = {"changes": [], "tags_added": [], "tags_dropped": []}
    copy = changes(run, tmp_path)
    assert (copy["own"], copy["since"]) == (none, none)


def test_a_copy_that_word_has_saved_changes_nothing(run: Any, tmp_path: Path) -> None:
    run("template", "copy", "催告函", "--to", str(tmp_path))
    path = tmp_path / "letters" / "demand_letter.docx"
    path.write_bytes(as_word_saves(path.read_bytes()))
    assert changes(run, tmp_path)["own"]["changes"] == []


def test_the_changes_of_a_copy_are_told_paragraph_by_paragraph(run: Any, tmp_path: Path) -> None:
    run("template", "copy", "催告函", "--to", str(tmp_path))
    path = tmp_path / "letters" / "demand_letter.docx"
    document = docx.Document(str(path))
    title, *_ = document.paragraphs
    title.runs[0].text = "催款函"
    document.add_paragraph("抄送：{{ creditor.name }}", style="说明")
    closing = next(one for one in document.paragraphs if one.text == "特此函告。")
    closing._p.getparent().remove(closing._p)
    document.sections[0].header.paragraphs[0].text = "某所"
    document.save(str(path))
    own = changes(run, tmp_path)["own"]
    seen = {
        (one["kind"], (one["before"] or {}).get("text"), (one["after"] or {}).get("text"))
        for one in own["changes"]
    }
    assert seen == {
        ("inserted", None, "某所"),
        ("changed", "催告函", "催款函"),
        ("removed", "特此函告。", None),
        ("inserted", None, "抄送：{{ creditor.name }}"),
    }
    assert own["tags_added"] == ["{{ creditor.name }}"]
    assert own["tags_dropped"] == []
    places = {one["kind"]: one["place"] for one in own["changes"] if one["after"]}
    assert places["changed"] == 1
    _, shown, _ = run("template", "diff", str(tmp_path), "催告函")
    assert "第 1 段改动〔文书标题〕\n      - 催告函\n      + 催款函\n" in shown
    assert "增加〔说明〕" in shown
    assert "多出的标签：{{ creditor.name }}" in shown


def test_what_our_template_changed_since_is_told_where_it_is_recorded(
    run: Any, tmp_path: Path
) -> None:
    run("template", "copy", "催告函", "--to", str(tmp_path))
    base = tmp_path / "letters" / "demand_letter.base.json"
    base.write_text(base.read_text("utf-8").replace("特此函告。", "此致"), "utf-8")
    (change,) = changes(run, tmp_path)["since"]["changes"]
    assert (change["before"]["text"], change["after"]["text"]) == ("此致", "特此函告。")
    base.unlink()
    assert changes(run, tmp_path)["since"] is None
    base.write_text("{", "utf-8")
    code, shown, _ = run("template", "diff", str(tmp_path), "催告函")
    assert code == 2
    assert "记录无法读取" in shown


def test_an_unreadable_copy_hides_no_other(run: Any, tmp_path: Path) -> None:
    for name in ("催告函", "警告函"):
        run("template", "copy", name, "--to", str(tmp_path))
    (tmp_path / "letters" / "demand_letter.docx").write_bytes(b"x")
    code, _, reply = run("template", "diff", str(tmp_path), as_json=True)
    assert code == 2
    assert [one["title"] for one in reply["copies"]] == ["警告函"]
    assert [one["code"] for one in reply["findings"]] == ["LD-TPL-CONTENT"]


@pytest.mark.parametrize("words", [("none",), ("none", "催告函"), ("none", "没有这种函")])
def test_without_a_copy_there_is_nothing_to_compare(
    run: Any, tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder, *name = words
    code, shown, _ = run("template", "diff", str(tmp_path / folder), *name)
    assert code == 2
    assert "下一步" in shown


def test_a_letterhead_is_checked_and_taken_by_every_letter(run: Any, tmp_path: Path) -> None:
    head = docx.Document()
    head.sections[0].header.paragraphs[0].text = "{{ creditor.name }}信笺"
    head.save(str(tmp_path / "letterhead.docx"))
    assert run("template", "check", str(tmp_path)) == (0, "没有发现问题\n", None)
    for form in FORMS:
        letter = form.family is Family.LETTER
        assert (find_template(form, tmp_path).letterhead is not None) is letter
    head.sections[0].header.paragraphs[0].text = "{{ creditr.name }}"
    head.save(str(tmp_path / "letterhead.docx"))
    code, _, reply = run("template", "check", str(tmp_path), as_json=True)
    assert code == 2
    assert [one["code"] for one in reply["findings"]] == ["LD-TPL-NAME"]


def test_a_copy_with_a_header_of_its_own_keeps_it(run: Any, tmp_path: Path) -> None:
    head = docx.Document()
    head.sections[0].header.paragraphs[0].text = "总信笺"
    head.save(str(tmp_path / "letterhead.docx"))
    for name in ("催告函", "警告函"):
        run("template", "copy", name, "--to", str(tmp_path))
    path = tmp_path / "letters" / "demand_letter.docx"
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = "催告函专用"
    document.save(str(path))
    said = {
        form.id: docx.Document(io.BytesIO(read_package(find_template(form, tmp_path))))
        .sections[0]
        .header.paragraphs[0]
        .text
        for form in FORMS
        if form.id in {"demand_letter", "warning_letter", "lawyer_letter"}
    }
    assert said == {
        "demand_letter": "催告函专用",
        "warning_letter": "总信笺",
        "lawyer_letter": "总信笺",
    }
    head.sections[0].header.paragraphs[0].text = "律师所信笺"
    head.save(str(tmp_path / "letters" / "lawyer_letter.letterhead.docx"))
    lawyer = next(form for form in FORMS if form.id == "lawyer_letter")
    made = docx.Document(io.BytesIO(read_package(find_template(lawyer, tmp_path))))
    assert made.sections[0].header.paragraphs[0].text == "律师所信笺"
