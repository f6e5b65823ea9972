"""legaldocs calc, as a script and as a person would run it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGALDOCS_HOME", str(tmp_path / "home"))


@pytest.fixture
def calc(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(line: str) -> dict[str, Any]:
        assert run(["calc", *line.split(), "--json"]) == 0
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    return call


def test_fee(calc: Any) -> None:
    answer = calc("fee 206,136")
    assert answer["schema"] == "legaldocs.calc.fee/1"
    assert answer["ok"] is True
    assert {
        key: answer[key]
        for key in ("acceptance", "acceptance_half", "payment_order", "preservation", "execution")
    } == {
        "acceptance": "4392.04",
        "acceptance_half": "2196.02",
        "payment_order": "1464.01",
        "preservation": "1550.68",
        "execution": "2992.04",
    }


def test_interest(calc: Any) -> None:
    answer = calc(
        "interest --principal 1000000 --from 2024-06-01 --to 2025-06-30"
        " --rate lpr*1.5 --lpr floating"
    )
    assert (answer["days"], answer["interest"]) == (395, "51817.81")
    assert answer["segments"][0] == {
        "from": "2024-06-01",
        "to": "2024-07-21",
        "days": 51,
        "rate": "5.175%/year",
        "interest": "7230.82",
        "says": "1,000,000.00×3.45%×1.5×51日÷365＝7,230.82",
        "source": "2023年8月21日贷款市场报价利率（LPR）公告",
        "provisional": False,
    }
    assert answer["alternative"] == {
        "lpr": "fixed",
        "interest": "56003.42",
        "provisional": False,
    }


def test_the_other_reading_states_that_it_is_provisional(calc: Any) -> None:
    line = "interest --principal 1000 --from 2025-07-01 --to 2026-11-21 --rate lpr*1.5"
    answer = calc(line)
    assert answer["provisional"] is False
    assert answer["alternative"]["provisional"] is True


@pytest.mark.parametrize(
    ("options", "days", "interest"),
    [
        ("--rate 0.05%/day --days both", 11, "55.00"),
        ("--rate 0.05%/day --days first", 10, "50.00"),
        ("--rate 0.05%/day --days neither", 9, "45.00"),
        ("--rate 6%/year --basis 360 --days last", 10, "16.67"),
        ("--rate 6%/year --basis actual", 11, "18.08"),
    ],
)
def test_conventions(calc: Any, options: str, days: int, interest: str) -> None:
    answer = calc(f"interest --principal 10000 --from 2026-01-01 --to 2026-01-11 {options}")
    assert (answer["days"], answer["interest"]) == (days, interest)
    assert answer["alternative"] is None


def test_a_provisional_rate_is_a_warning(calc: Any) -> None:
    answer = calc("interest --principal 1 --from 2026-10-21 --to 2026-11-01 --rate lpr")
    assert answer["provisional"] is True
    assert [finding["code"] for finding in answer["findings"]] == ["LD-LAW-PROVISIONAL"]


def test_words(calc: Any) -> None:
    assert calc("words 1,409.50")["words"] == "壹仟肆佰零玖元伍角整"


def test_words_are_read_back(calc: Any) -> None:
    answer = calc("words 人民币壹仟肆佰零玖元零伍角")
    assert (answer["amount"], answer["words"]) == ("1409.50", "壹仟肆佰零玖元伍角整")


def test_doubled_interest_after_a_payment_and_a_stay(calc: Any) -> None:
    """1,000,000 × 0.0175% × 51 days + 600,000 × 0.0175% × 275 days."""
    answer = calc(
        "doubled --due 2024-01-10=1000000 --paid 2024-03-01=400000 --to 2024-12-31"
        " --pause 2024-06-01..2024-06-30"
    )
    assert (answer["doubled"]["days"], answer["doubled"]["interest"]) == (326, "37800.00")
    assert [run["interest"] for run in answer["doubled"]["segments"]] == [
        "8925.00",
        "9555.00",
        "19320.00",
    ]
    assert answer["doubled"]["segments"][0]["source"].endswith("第一条")
    assert (answer["general"]["days"], answer["total"]) == (0, "37800.00")


def test_the_general_part_is_what_the_judgment_ordered(calc: Any) -> None:
    """100,000 × 3.65% ÷ 365 × 100 days = 1,000; doubled 100,000 × 0.0175% × 69 = 1,207.50."""
    line = "doubled --due 2026-01-31=100000 --to 2026-04-10 --general 3.65%/year=2026-01-01"
    answer = calc(line)
    assert (answer["general"]["interest"], answer["total"]) == ("1000.00", "2207.50")
    assert answer["general"]["segments"][0]["source"] == "生效法律文书确定的利率"
    stopped = calc(f"{line}..2026-01-10")
    assert stopped["general"]["interest"] == "100.00"


def test_enforcement_counts_from_the_last_instalment_unless_notarised(calc: Any) -> None:
    line = "enforcement --perform-by 2025-01-31 --perform-by 2025-06-30 --as-of 2026-06-15"
    assert [deadline["end"] for deadline in calc(line)["deadlines"]] == ["2027-06-30"]
    assert [deadline["raw_end"] for deadline in calc(f"{line} --notarised")["deadlines"]] == [
        "2027-01-31",
        "2027-06-30",
    ]
    answer = calc("enforcement --effective 2025-03-03 --as-of 2026-06-15")
    assert [deadline["end"] for deadline in answer["deadlines"]] == ["2027-03-03"]
    assert "250" in answer["rule"]


def test_uscc(calc: Any) -> None:
    assert calc("uscc 91350100M000100Y43")["valid"] is True
    answer = calc("uscc 91350100M000100Y44")
    assert answer["valid"] is False
    assert "校验码不符" in answer["reason"]


def test_deadline(calc: Any) -> None:
    answer = calc("deadline --from 2026-09-10 --days 15")
    assert (answer["raw_end"], answer["end"], answer["advised"]) == (
        "2026-09-25",
        "2026-09-28",
        "2026-09-24",
    )


def test_limitation(calc: Any) -> None:
    line = "limitation --due 2021-06-30 --event letter_arrived=2023-05-10 --as-of 2026-01-10"
    answer = calc(line)
    assert (answer["conservative"], answer["statutory"]) == ("2026-05-10", "2026-05-11")
    assert answer["days_left"] == 120
    assert answer["restarts"][0]["article"] == "诉讼时效规定第8条第一款第二项"


def test_limitation_shows_the_events_that_did_not_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = "calc limitation --due 2020-06-30 --event letter_arrived=2024-01-05 --as-of 2026-01-10"
    assert run(line.split()) == 0
    said = capsys.readouterr().out
    assert "2024-01-05 催款函寄达" in said
    assert "时效已届满，不发生中断" in said


def test_limitation_with_a_procedure_that_ended(calc: Any) -> None:
    line = "limitation --due 2023-11-30 --event payment_order=2025-05-10..2025-07-01"
    assert calc(line)["conservative"] == "2028-07-01"


@pytest.mark.parametrize(
    ("line", "low", "high", "article"),
    [
        ("appeal 100000", "2300.00", "2300.00", "第十七条"),
        ("labour", "10.00", "10.00", "第十三条第四项"),
        ("non_property", "50.00", "100.00", "第十三条第二项"),
        ("bankruptcy 1000000", "6900.00", "6900.00", "第十四条第六项"),
        ("bankruptcy 200000000", "300000.00", "300000.00", "第十四条第六项"),
    ],
)
def test_fees_of_other_cases(calc: Any, line: str, low: str, high: str, article: str) -> None:
    """Half of 13,800 is 6,900; half of 1,041,800 is over the most, 300,000."""
    answer = calc(f"case-fee {line} --as-of 2026-06-15")
    assert (answer["low"], answer["high"]) == (low, high)
    assert article in answer["steps"][-1]["source"]


def test_a_payment_goes_to_costs_interest_and_principal(calc: Any) -> None:
    """50,000 pays 8,000 of costs, 12,000 of interest, 30,000 of principal."""
    line = "imputation 50000 --on 2026-06-01 --debt A=2026-01-01,200000,12000,8000"
    (paid,) = calc(line)["paid"]
    assert (paid["costs"], paid["interest"], paid["principal"]) == (
        "8000.00",
        "12000.00",
        "30000.00",
    )
    named = calc(f"{line} --debt B=2026-03-01,1000 --towards B")["paid"]
    assert [(part["debt"], part["principal"]) for part in named] == [
        ("B", "1000.00"),
        ("A", "29000.00"),
    ]
    assert calc(f"{line} --debt B=2026-03-01,1000".replace("50000", "300000"))["left"] == "79000.00"


def test_a_guarantee_is_kept_by_its_own_act(calc: Any) -> None:
    line = "guarantee --due 2026-05-31 --act demand_on_guarantor=2026-11-01 --as-of 2026-06-15"
    general = calc(line)
    assert (general["form"], general["end"]) == ("一般保证", "2026-11-30")
    assert [act["saves"] for act in general["acts"]] == [False]
    joint = calc(f"{line} --form joint")
    assert [act["saves"] for act in joint["acts"]] == [True]


def test_preservation_has_its_days(calc: Any) -> None:
    """Thirty days from September 1 end on October 1, a holiday, so on October 8."""
    answer = calc("preservation 896000 --taken 2026-09-01 --as-of 2026-09-02")
    assert (answer["fee"], answer["security"]) == ("5000.00", "896000.00")
    assert (answer["sue_by"], answer["expires"]) == ("2026-10-08", "2027-09-01")
    assert answer["renew_by"] == "2027-08-25"
    in_suit = calc("preservation 1000 --in-suit --taken 2026-09-01 --asset movable")
    assert (in_suit["security"], in_suit["sue_by"]) == ("300.00", None)
    assert in_suit["expires"] == "2028-09-01"


@pytest.mark.parametrize(
    "line",
    [
        "fee 12,345.6.7",
        "fee -5",
        "fee 1e5",
        "fee",
        "words -5",
        "words 壹元毛",
        "doubled --due 2026-01-31 --to 2026-06-30",
        "doubled --due 9999-12-31=1 --to 2026-06-30",
        "doubled --due 2026-01-31=1 --paid 9999-12-31=1 --to 2026-06-30",
        "doubled --due 2026-01-31=1 --pause 2026-02-01..9999-12-31 --to 2026-06-30",
        "doubled --due 2026-01-31=1 --pause 2026-02-02..2026-02-01 --to 2026-06-30",
        "doubled --due 2026-01-31=1 --general lpr --to 2026-06-30",
        "enforcement",
        "case-fee appeal",
        "case-fee bankruptcy -1",
        "imputation 100 --on 2026-06-01 --debt A=2026-01-01",
        "imputation 100 --on 2026-06-01 --debt A=2026-01-01,1 --towards B",
        "guarantee --due 2026-05-31 --act shouting=2026-06-01",
        "guarantee --due 2026-05-31 --months 6 --until 2026-12-31",
        "preservation x",
        "words 0.001",
        "interest --principal 1 --from 2026-02-30 --to 2026-03-01 --rate lpr",
        "interest --principal 1 --from 2026-03-02 --to 2026-03-01 --rate lpr",
        "interest --principal 1 --from 2026-03-01 --to 2026-03-02 --rate lpr**2",
        "interest --principal -5 --from 2026-03-01 --to 2026-03-02 --rate lpr",
        "interest --principal 1 --from 2026-03-01 --to 2026-03-02 --rate lpr --basis 364",
        "interest --principal 1 --from 2026-03-01 --to 9999-12-31 --rate lpr",
        "deadline --from 2026-03-01",
        "deadline --from 2026-03-01 --days -1",
        "deadline --from 2026-03-01 --days x",
        "limitation",
        "limitation --due 2023-11-30 --event shouting=2024-01-01",
        "limitation --due 2023-11-30 --event letter_arrived",
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_bad_input_exits_2_and_says_what_was_expected(
    line: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["calc", *line.split(), *(["--json"] if form == "json" else [])]
    assert run(words) == 2
    shown = capsys.readouterr()
    if form == "json":
        answer = json.loads(shown.out)
        assert answer["ok"] is False
        assert answer["error"]["message"]
    else:
        assert shown.out == ""
        assert shown.err


@pytest.mark.parametrize(
    "line",
    [
        "interest --principal 1 --from 1999-01-01 --to 2026-01-01 --rate lpr",
        "fee 100 --as-of 2007-03-31",
    ],
)
def test_a_day_before_the_data_exits_3(line: str) -> None:
    assert run(["calc", *line.split()]) == 3


def test_people_see_the_working(capsys: pytest.CaptureFixture[str]) -> None:
    run(
        [
            "calc",
            "interest",
            "--principal",
            "500000",
            "--from",
            "2025-07-01",
            "--to",
            "2026-06-30",
            "--rate",
            "lpr*1.5",
        ]
    )
    shown = capsys.readouterr().out
    assert "合计 22,500.00 元" in shown
    assert "500,000.00×3.00%×1.5×365日÷365＝22,500.00" in shown
    assert "随期浮动的，合计" in shown
