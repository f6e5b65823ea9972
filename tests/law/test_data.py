"""The whole tree of law data: complete, sourced, without gap or overlap, and readable."""

from __future__ import annotations

import ast
import datetime as dt
import itertools
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import LawError
from legaldocs.law import loader
from legaldocs.law.lawbook import packaged
from legaldocs.law.rate_terms import PUBLISHED

from .casefile import read

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = packaged().folder
RATES = loader.names(FOLDER, "rates")
FEES = loader.names(FOLDER, "fees")
STATUTES = tuple(f"cn.{name}" for name in loader.names(FOLDER, "statutes"))
PARAMETERS = tuple(loader.parameters(FOLDER))
ARTICLES = [(id_, key) for id_ in STATUTES for key in loader.instrument(FOLDER, id_).articles]
CASES = read("rates")
PACKAGE = FOLDER.parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
ONE_DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize("print_day", CASES["prints"])
def test_every_lpr_print(print_day: str) -> None:
    row, day = CASES["prints"][print_day], dt.date.fromisoformat(print_day)
    for id_, key in (("lpr_1y", "y1"), ("lpr_5y", "y5")):
        rate = packaged().rate(id_, day)
        assert rate.percent == Decimal(row[key])
        assert rate.provisional == (row.get("provisional") == "yes")
    before = packaged().rate("lpr_1y", day - ONE_DAY) if day > dt.date(2019, 8, 20) else None
    assert before is None or before.since < day


@pytest.mark.parametrize("first_day", CASES["benchmark"])
def test_every_benchmark(first_day: str) -> None:
    day = dt.date.fromisoformat(first_day)
    assert packaged().rate("benchmark", day).percent == Decimal(CASES["benchmark"][first_day])
    assert packaged().rate("benchmark", day).since == day


def test_the_benchmark_hands_over_to_the_lpr_without_gap_or_overlap() -> None:
    switch = dt.date(2019, 8, 20)
    assert packaged().rate("benchmark", switch - ONE_DAY).percent == Decimal("4.35")
    assert packaged().rate("lpr_1y", switch).percent == Decimal("4.25")
    with pytest.raises(LawError, match="不再适用"):
        packaged().rate("benchmark", switch)
    with pytest.raises(LawError, match="早于法律数据的起点"):
        packaged().rate("lpr_1y", switch - ONE_DAY)


@pytest.mark.parametrize("id_", RATES)
def test_a_rate_takes_over_on_the_day_the_one_before_it_ends(id_: str) -> None:
    series = loader.rate(FOLDER, id_)
    assert not series.follows or loader.rate(FOLDER, series.follows).ended_on == series.first_day


def test_days_before_the_lpr_follow_the_benchmark() -> None:
    spans = packaged().spans("lpr_1y", dt.date(2015, 10, 23), dt.date(2019, 9, 20))
    assert [(span.first.isoformat(), span.rate.id, str(span.rate.percent)) for span in spans] == [
        ("2015-10-23", "benchmark", "4.60"),
        ("2015-10-24", "benchmark", "4.35"),
        ("2019-08-20", "lpr_1y", "4.25"),
        ("2019-09-20", "lpr_1y", "4.20"),
    ]
    assert packaged().applicable_rate("lpr_1y", dt.date(2019, 8, 19)).id == "benchmark"


def test_every_rate_that_a_term_may_multiply_has_its_data() -> None:
    for published in PUBLISHED:
        assert loader.rate(FOLDER, published.id).title == published.name


@pytest.mark.parametrize("id_", RATES)
def test_a_rate_only_lists_changes(id_: str) -> None:
    entries = loader.rate(FOLDER, id_).entries
    held = [entry.value for entry in entries]
    allowed = id_ == "benchmark"
    assert allowed or all(one != other for one, other in itertools.pairwise(held))
    assert all(0 < value < 10 for value in held)


@pytest.mark.parametrize("id_", FEES)
def test_every_scale_answers_on_each_day_it_starts(id_: str) -> None:
    for day in loader.scale(FOLDER, id_).starts():
        assert packaged().scale(id_, day).since == day
        with pytest.raises(LawError):
            packaged().scale(id_, day - ONE_DAY)


@pytest.mark.parametrize("id_", PARAMETERS)
def test_every_parameter_answers_and_names_its_article(id_: str) -> None:
    for day in loader.parameters(FOLDER)[id_].starts():
        found = packaged().parameter(id_, day)
        assert found.since == day
        assert found.value > 0
        assert re.search(r"》第[一二三四五六七八九十百千零]+条", found.source)


@pytest.mark.parametrize(("id_", "key"), ARTICLES)
def test_every_article_answers_on_each_day_it_starts(id_: str, key: str) -> None:
    series = loader.instrument(FOLDER, id_).articles[key]
    for day in (*series.starts(), TODAY):
        cited = packaged().cite(id_, key, day)
        assert cited.text.startswith(f"《{cited.title}》")
        assert cited.gist
        assert "《" not in cited.title


@pytest.mark.parametrize("id_", STATUTES)
def test_articles_start_no_earlier_than_their_instrument(id_: str) -> None:
    law = loader.instrument(FOLDER, id_)
    assert law.versions.entries[-1].since <= law.verified_through
    with pytest.raises(LawError):
        packaged().cite(id_, next(iter(law.articles)), law.versions.entries[0].since - ONE_DAY)


def test_every_source_is_used_and_every_used_source_is_known() -> None:
    texts = [
        path.read_text("utf-8") for path in FOLDER.rglob("*.yaml") if path.parent.name != "sources"
    ]
    used = {match for text in texts for match in re.findall(r"source: ([a-z0-9-]+)", text)}
    assert used == set(loader.sources(FOLDER))


def test_no_data_file_holds_a_machine_path_or_a_program() -> None:
    for path in FOLDER.rglob("*.yaml"):
        text = path.read_text("utf-8")
        assert "!" not in text
        assert max(len(line) for line in text.splitlines()) < 200


OLD_NUMBERS = {214, 215, 216, 217, 221, 222, 223, 224, 239, 246, 253, 260}
RENUMBERED = re.compile(r"payment_order|enforcement|doubled|credit")


def test_the_2023_numbers_of_the_procedure_law() -> None:
    law = loader.instrument(FOLDER, "cn.civil_procedure")
    for key in law.articles:
        if RENUMBERED.match(key):
            now = packaged().cite("cn.civil_procedure", key, TODAY)
            then = packaged().cite("cn.civil_procedure", key, dt.date(2023, 12, 31))
            before = packaged().cite("cn.civil_procedure", key, dt.date(2021, 12, 31))
            assert (then.number, before.number) == (now.number - 4, now.number - 11)
            assert now.number not in OLD_NUMBERS
    application = packaged().cite("cn.civil_procedure", "payment_order.application", TODAY)
    assert application.text == "《中华人民共和国民事诉讼法》第二百二十五条"
    assert application.short == "民事诉讼法第225条"


def test_a_document_without_articles_is_cited_whole() -> None:
    cited = packaged().cite("cn.iou_reply", "restart", TODAY)
    assert cited.text.endswith("的批复》")


def test_a_paragraph_is_printed_after_the_article() -> None:
    cited = packaged().cite(
        "cn.cpl_interpretation", "payment_order.no_pre_suit_preservation", TODAY
    )
    assert cited.text == (
        "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第四百二十七条第一款第七项"
    )


@pytest.mark.parametrize(
    ("instrument", "article"),
    [("cn.nothing", "x"), ("cn.civil_code", "nothing"), ("cn.../rates/lpr_1y", "x"), ("", "")],
)
def test_unknown_articles(instrument: str, article: str) -> None:
    with pytest.raises(LawError):
        packaged().cite(instrument, article, TODAY)


@pytest.mark.parametrize("id_", ["nothing", "../fees/execution", "", "LPR_1Y"])
def test_unknown_values(id_: str) -> None:
    for ask in (packaged().rate, packaged().scale, packaged().parameter):
        with pytest.raises(LawError):
            ask(id_, TODAY)


def test_everything_in_the_tree_has_a_standing() -> None:
    statuses = packaged().statuses()
    kinds = {
        kind: sum(status.kind == kind for status in statuses)
        for kind in ("rate", "fee", "parameter", "statute")
    }
    assert kinds == {
        "rate": len(RATES),
        "fee": len(FEES),
        "parameter": len(PARAMETERS),
        "statute": len(STATUTES),
    }
    assert [status.id for status in statuses if status.closed] == ["benchmark"]


def test_the_package_code_types_no_article_number() -> None:
    for path in MODULES:
        code = re.sub(r'""".*?"""|#.*', "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"第\s*[0-9一二三四五六七八九十百]+\s*条", code), path


def test_no_sentence_types_a_limit_that_is_in_the_law_data() -> None:
    """The one module that reads what a rate may be written like has examples, as LPR的1.5倍."""
    for path in (
        path for folder in ("law", "claim", "papers") for path in PACKAGE.glob(f"{folder}/**/*.py")
    ):
        code = re.sub(r'""".*?"""|#.*', "", path.read_text("utf-8"), flags=re.DOTALL)
        typed = r"[0-9.]+\s*倍|[0-9.]+%以内|为[一二三四五六七八九十]+(日|天|个月|年)"
        assert path.name == "rate_terms.py" or not re.search(typed, code), path


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_day_of_the_law_is_typed_in_code(path: Path) -> None:
    typed = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and any(isinstance(argument, ast.Constant) for argument in node.args[:1])
    ]
    assert typed == []
