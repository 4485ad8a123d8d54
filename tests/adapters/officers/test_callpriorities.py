"""Priorities of calls in QGIS: numbers, words and types, what is said of those that nothing tells, and the way out."""

from __future__ import annotations

import math

import pytest
from streetgrid import CALLS, at

pytest.importorskip("qgis.core")


@pytest.fixture
def prioritised(assign, two, three, calls):
    """Values of the priority field → the plan's outcome and the priority each call got, read off its full reward."""

    def run(values, kind="string", **parameters):
        rows = [(at(0, 4), f"c{number}", "09:00", value) for number, value in enumerate(values)]
        outcome = assign(three, two, CALLS=calls(*rows, kind=kind), **{**CALLS, "SHIFT_HOURS": 48, **parameters})
        reward = {row["node"]: row["reward"] / row["factor"] for row in outcome.rows("VISITS") if row["factor"]}
        reward.update({row["node"]: row["reward"] for row in outcome.rows("UNVISITED")})
        found = [
            round(reward[f"c{number}"] / math.exp(4), 6) if f"c{number}" in reward else None
            for number in range(len(values))
        ]
        return outcome, found

    return run


@pytest.fixture
def table(make_layer):
    def make(*rows, fields=("Word:string", "PRIORITY:integer")):
        return make_layer("NoGeometry", list(fields), [(None, *row) for row in rows])

    return make


def warnings_in(outcome, *starts):
    return [line for line in outcome.log.splitlines() if line.startswith(starts or ("Calls:", "Table"))]


def test_words_of_dispatch_are_priorities_and_the_log_says_which(prioritised):
    outcome, found = prioritised(["P1", "Priority 2", "Medium", "Low", "Routine"])
    assert outcome["CALLS_ANSWERED"] == 5
    # Who comes after 15 minutes to a call of 5 or 4 earns nothing: such have no full reward to read.
    assert found[2:] == [3, 2, 1] and found[0] in (5, None)
    assert "P1 5, Priority 2 4, Medium 3, Low 2, Routine 1." in outcome.log
    assert "have priority 1" not in outcome.log


def test_one_bad_number_is_counted_and_the_plan_made(prioritised):
    outcome, found = prioritised([3, 0, 3, None], kind="integer")
    assert found == [3, 1, 3, 1]
    assert (
        "Calls: 1 of the shift's 4 calls have priority 1, because theirs is no whole number from 1 (least) to 5 (most "
        "urgent): 0 (1). Many dispatch systems count the other way round, 1 the most urgent: then choose one_urgent as "
        "Order of priorities, or give a Table of priorities (fields word, priority)."
    ) in outcome.log
    assert "1 of the shift's 4 calls have priority 1, because there is no value" in outcome.log


def test_many_numbers_off_the_scale_are_another_scale(prioritised):
    outcome, _ = prioritised([1, 2, 3, 7, 9, 7], kind="integer")
    assert "3 of the shift's 6 calls have priority 1" in outcome.log
    assert "7 (2), 9 (1). This is another scale. Many dispatch systems" in outcome.log
    # The same as text, as a CSV has it.
    as_text, found = prioritised(["1", "2", "3", "7", "9", "7"])
    assert found == [1, 2, 3, 1, 1, 1]
    assert "This is another scale" in as_text.log


def test_a_turned_scale(prioritised):
    outcome, found = prioritised([3, 4, 5, 9], kind="integer", PRIORITY_ORDER="one_urgent")
    assert found == [3, 2, 1, 1]
    assert "read with 1 the most urgent" in outcome.log
    assert "another scale" not in outcome.log
    straight, _ = prioritised([1, 2, 3], kind="integer")
    assert "read with 5 the most urgent. Many dispatch systems count the other way round" in straight.log


def test_numbers_that_never_reach_the_most_urgent_are_suspicious(prioritised):
    few, _ = prioritised([1, 2, 3], kind="integer")
    many, _ = prioritised([1, 2, 3, 3] * 5, kind="integer")
    assert "none of the 20 numbers is 5" in many.log and "none of the" not in few.log


def test_numbers_alone_beside_words_are_said(prioritised):
    outcome, _ = prioritised(["P1", "2"])
    assert "1 of the shift's 2 calls have a number alone, read with 5 the most urgent; others a word (P1 (1))." in (
        outcome.log
    )


def test_where_nothing_is_known_the_way_out_is_named(prioritised):
    outcome, found = prioritised(["Foo", "Bar", "Foo"])
    assert found == [1, 1, 1]
    assert (
        "3 of the shift's 3 calls have priority 1, because there is no value or the type is not in the table of "
        "priorities: Foo (2), Bar (1). So no call goes before another. Recode them, or give a Table of "
        "priorities (fields word, priority)."
    ) in outcome.log
    letters, _ = prioritised(["A", "B", "Theft"])
    assert "Letters are counted both ways, A or E the most urgent." in letters.log
    for others in (["x", "5", "4"], ["H", "M", "L"]):
        assert "Letters are counted both ways" not in prioritised(others)[0].log


def test_no_message_is_longer_than_three_lines(prioritised):
    long = [f"a very long type of call that nobody knows {number}" for number in range(8)]
    for values in (long, [str(number) for number in range(10)], list("ABCDE"), ["P1-" + long[0], *"12345678"]):
        outcome, _ = prioritised(values)
        assert max(map(len, warnings_in(outcome))) <= 350


def test_the_users_table_decides(prioritised, table):
    mine = table(("foo", 3), (" P 1", 2), ("0", 3), ("", 4), ("no priority", None))
    outcome, found = prioritised(["FOO ", "P1", "0", "Low"], PRIORITIES=mine)
    assert found == [3, 2, 3, 2]
    assert "Table of priorities: 2 rows without a word or a priority left out." in outcome.log
    # A table of numbers alone, as QGIS reads it from a CSV, for a field of numbers.
    numbers = table((0, 3), (7, 2), fields=("word:integer", "priority:integer"))
    outcome, found = prioritised([0, 7, 1], kind="integer", PRIORITIES=numbers, PRIORITY_ORDER="one_urgent")
    assert found[:2] == [3, 2]


def test_a_csv_of_words_is_a_table_of_priorities(prioritised, tmp_path):
    file = tmp_path / "priorities.csv"
    file.write_text("word,priority\nBurglary,1\nPassing Call,3\n", encoding="utf-8")
    outcome, found = prioritised(["burglary", "Passing Call", "Theft"], PRIORITIES=str(file))
    assert found == [1, 3, 2]
    assert "have priority 1, because" not in outcome.log


def test_a_table_that_does_not_fit_is_said(prioritised, table, assign, two, three, calls):
    outcome, _ = prioritised(["Low"], PRIORITIES=table(("foo", 3)))
    assert "Table of priorities: none of its 1 words occurs in the field type of the calls." in outcome.log
    came = calls((at(0, 4), "c1", "09:00", "Low"))
    unused = assign(three, two, CALLS=came, PRIORITIES=table(("foo", 3)), CALL_TIME_FIELD="time")
    assert "No Call priority or type field is chosen, so the Table of priorities is not used" in unused.log


@pytest.mark.parametrize(
    ("rows", "fields", "text"),
    [
        (
            [("low", 1), ("high", 7)],
            ["word:string", "priority:integer"],
            "row 2 gives 'high' the priority 7; it must be",
        ),
        ([("low", 1.5)], ["word:string", "priority:double"], "row 1 gives 'low' the priority 1.5"),
        ([("low", 1), ("LOW", 2)], ["word:string", "priority:integer"], "row 2 gives 'LOW' a second priority"),
        ([(None, 1)], ["word:string", "priority:integer"], "no row holds a word and its priority"),
        ([], ["word:string", "priority:integer"], "no row holds a word and its priority"),
        ([("low", 1)], ["text:string", "priority:integer"], "needs the fields word and priority"),
    ],
)
def test_a_wrong_table_names_the_row(refused, two, three, calls, table, rows, fields, text):
    came = calls((at(0, 4), "c1", "09:00", "low"))
    assert text in refused(three, two, CALLS=came, PRIORITIES=table(*rows, fields=fields), **CALLS)
