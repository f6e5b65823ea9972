"""A week of two customers: letters sent and arrived, a promise broken, a dispute settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel, Direction, Effect
from legaldocs.portfolio.day.log import About
from tests.portfolio.ledgers import BING, YI, take

from .diary import ARRIVED, OWED, PAID, day, held, letter, listing, run, say, steps

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

ROWS = [
    OWED,
    [YI, "AR1", "HT-1", 1000, "2026-06-29"],
    [YI, "AR2", "HT-1", 300, "2026-07-07"],
    [BING, "AR9", "HT-2", 70, "2026-07-03"],
]


def test_a_week(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=ROWS)
    proof = tmp_path / "签收.txt"
    proof.write_text("签收", encoding="utf-8")

    # Monday: AR1 7 days overdue, AR2 due tomorrow, AR9 3 days overdue.
    assert dict(run(book, "07-06").made) == {
        "到期前提醒": 1, "电话催收": 2, "催告函": 1, "逾期提醒": 1,
    }  # fmt: skip
    numbers = {(w.step.value, w.customer): w.task_id for w in listing(book, "07-06").work}
    letter(book, "07-06", kind=Effect.DEMAND, file=proof, pay_by=day("07-13"))
    say(
        book, "07-06", task=numbers["电话催收", YI], promise=("07-08", 400), receivable="AR1",
        gist="周三付四百",
    )  # fmt: skip
    say(
        book, "07-06", customer=BING, task=numbers["电话催收", BING], dispute="少一件",
        receivable="AR9", disputed_fen=2_000, direction=Direction.RECEIVED,
    )  # fmt: skip
    say(book, "07-06", task=numbers["到期前提醒", YI], channel=Channel.EMAIL)

    # Tuesday: AR2 is due; the letter is on its way; 20 of AR9 are disputed, to be answered.
    assert dict(run(book, "07-07").made) == {"到期日提醒": 1, "答复争议": 1}
    assert sorted(steps(book, "07-07")) == sorted(
        [
            "催告函 AR1 600 07-09",  # 1000 less the 400 that are promised
            "到期日提醒 AR2 300 07-07",
            "逾期提醒 AR9 50 07-07",
            "答复争议  20 07-09",
        ]
    )

    # Wednesday: 100 of the 400 come, the letter arrives. A friendly note about AR2 waits for the
    # term of the letter; a call does not.
    take(book, 回款=[PAID, [YI, "SK1", "2026-07-08", 100, "AR1"]])
    letter(book, "07-08", kind=Effect.DEMAND, result=ARRIVED, proof=proof)
    assert dict(run(book, "07-08").made) == {"电话催收": 1, "承诺到期": 1}
    assert [row for row in held(book, "07-08") if row.startswith("AR2")] == [
        "AR2 300 逾期提醒：2026-07-06 发出的催告函付款期限至 2026-07-13，期限届满前不再发函"
    ]
    due = next(w for w in listing(book, "07-08").work if w.step == "承诺到期")
    assert (due.amount_fen, due.due_on) == (30_000, day("07-11"))

    # Thursday: the dispute is settled, AR9 is asked for in full again.
    say(book, "07-09", customer=BING, channel=None, gist="", settle=About(1, "补发一件"))
    done = run(book, "07-09")
    assert (sum(done.made.values()), done.settled) == (0, 1)
    assert "逾期提醒 AR9 70 07-07" in steps(book, "07-09")

    # Friday: AR9 is 7 days overdue. The note of Monday was never sent; a demand follows.
    done = run(book, "07-10")
    assert (dict(done.made), done.settled) == ({"催告函": 1}, 1)
    assert "催告函 AR9 70 07-13" in steps(book, "07-10")
    letter(book, "07-10", customer=BING, kind=Effect.DEMAND, pay_by=day("07-20"))

    # Saturday is the last day of grace; on Sunday 300 are found not to have come.
    assert run(book, "07-11").promises == {}
    done = run(book, "07-12")
    assert (dict(done.promises), dict(done.made)) == ({"部分履行": 1}, {"承诺未履行": 1})
    broken = next(w for w in listing(book, "07-12").work if w.step == "承诺未履行")
    assert broken.why == (
        "2026-07-06 承诺 2026-07-08 付 400.00 元，宽限到 2026-07-11，已到账 100.00 元"
    )

    # The 13th is the last day of the letter. From the 14th: AR2 is 7 days overdue and gets its own;
    # a warning for AR1 waits for its 30th day.
    assert sum(run(book, "07-13").made.values()) == 0
    assert dict(run(book, "07-14").made) == {"催告函": 1}
    assert "催告函 AR2 300 07-17" in steps(book, "07-14")
    assert not [row for row in steps(book, "07-14") if "警告函" in row]

    # AR9: nothing is known of its letter. A result has to be found before another goes out.
    assert sum(run(book, "07-21").made.values()) == 0
    (waits,) = [w for w in listing(book, "07-21").work if w.customer == BING]
    assert (waits.sent_on, waits.note) == (day("07-10"), ("没有送达日期，不作为已送达的催收",))
