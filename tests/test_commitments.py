"""Where a promise stands: what its maker says, what others found, what was due. The two voices never mix."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from proceedings.models import Attribution, Commitment, Deadline, Update
from proceedings.public.outcomes import entries
from tests.make import make_commitment, make_event, make_session

pytestmark = pytest.mark.django_db

TODAY = date(2031, 5, 17)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
RECENTLY, A_YEAR_AGO = TODAY - timedelta(30), TODAY - timedelta(365)
LONG_AGO = TODAY - timedelta(366)


def promise(reported=None, assessed=None, due=(), on=RECENTLY, **fields):
    """A promise with one accepted update in each voice, and a deadline for each day of `due`."""
    row = make_commitment(**fields)
    for voice, status in (("reported", reported), ("assessed", assessed)):
        if status:
            news(row, voice, status, on)
    for number, day in enumerate(due, 1):
        Deadline.objects.create(commitment=row, number=number, kind="by", latest=day, precision="day")
    return row


def news(row, voice, status, on=RECENTLY, **fields):
    return Update.objects.create(
        **{"commitment": row, "voice": voice, "status": status, "happened_on": on, "is_accepted": True} | fields
    )


def seen(row, on=TODAY):
    return Commitment.objects.with_standing(on).get(pk=row.pk)


# The truth, written by hand: what is said of a promise before its last day, and after. The row is what its maker said
# last, the column what others found last.

NOBODY, NONE, NOT, SOME, MUCH, ALL = None, "no_evidence", "not_started", "limited", "substantial", "complete"
BEFORE_THE_LAST_DAY = {
    # maker                    NOBODY         NONE           NOT            SOME           MUCH           ALL
    None: ["no_report", "no_report", "not_started", "in_progress", "in_progress", "kept"],
    "not_started": ["not_started", "not_started", "not_started", "in_progress", "in_progress", "kept"],
    "in_progress": ["in_progress", "in_progress", "not_started", "in_progress", "in_progress", "kept"],
    "done": ["said_done", "said_done", "not_started", "in_progress", "in_progress", "kept"],
    "done_late": ["said_done", "said_done", "not_started", "in_progress", "in_progress", "kept"],
    "withdrawn": ["withdrawn", "withdrawn", "withdrawn", "withdrawn", "withdrawn", "kept"],
    "replaced": ["replaced", "replaced", "replaced", "replaced", "replaced", "kept"],
}
AFTER_THE_LAST_DAY = {
    None: ["overdue", "overdue", "overdue", "overdue", "overdue", "kept"],
    "not_started": ["overdue", "overdue", "overdue", "overdue", "overdue", "kept"],
    "in_progress": ["overdue", "overdue", "overdue", "overdue", "overdue", "kept"],
    "done": ["said_done", "overdue", "overdue", "overdue", "overdue", "kept"],
    "done_late": ["said_done", "overdue", "overdue", "overdue", "overdue", "kept"],
    "withdrawn": ["withdrawn", "withdrawn", "withdrawn", "withdrawn", "withdrawn", "kept"],
    "replaced": ["replaced", "replaced", "replaced", "replaced", "replaced", "kept"],
}
FOUND = [NOBODY, NONE, NOT, SOME, MUCH, ALL]
# Deadlines, and whether they have passed on TODAY. The last day itself still counts; of two sources, the later.
DEADLINES = {
    "none": ((), False),
    "tomorrow": ((TOMORROW,), False),
    "today": ((TODAY,), False),
    "yesterday": ((YESTERDAY,), True),
    "two sources, one passed": ((YESTERDAY, TODAY), False),
    "two sources, the later first": ((TOMORROW, date(2017, 12, 16)), False),
    "two sources, both passed": ((date(2017, 12, 16), YESTERDAY), True),
}


def may_say(voice):
    """The statuses that a voice may use, by the rule of the database."""
    (rule,) = (rule for rule in Update._meta.constraints if rule.name == "update_status_fits_voice")
    return {status for status in Update.Status.values if rule.condition.check({"voice": voice, "status": status})}


def test_the_tables_know_every_status():
    assert set(BEFORE_THE_LAST_DAY) == set(AFTER_THE_LAST_DAY) == {None, *may_say("reported")}
    assert set(FOUND) == {None, *may_say("assessed")}


@pytest.mark.parametrize("deadline", DEADLINES)
def test_every_case_stands_as_written_here(deadline, django_assert_num_queries):
    days, passed = DEADLINES[deadline]
    event = make_event()
    table = AFTER_THE_LAST_DAY if passed else BEFORE_THE_LAST_DAY
    right = {}
    for reported, row in table.items():
        for assessed, standing in zip(FOUND, row, strict=True):
            commitment = promise(reported, assessed, days, event=event)
            right[commitment.pk] = (reported, assessed, max(days, default=None), standing)
    with django_assert_num_queries(1):
        found = {
            row.pk: (row.reported, row.assessed, row.due, row.standing)
            for row in Commitment.objects.with_standing(TODAY)
        }
    assert found == right


@pytest.mark.parametrize("deadline", DEADLINES)
def test_what_nobody_accepted_says_nothing(deadline):
    days, passed = DEADLINES[deadline]
    row = promise("done", "complete", days)
    row.updates.update(is_accepted=False)
    row = seen(row)
    assert (row.reported, row.assessed, row.last_news) == (None, None, None)
    assert row.standing == ("overdue" if passed else "no_report")


# In single sentences


def test_no_word_is_no_report_and_never_progress():
    row = seen(promise())
    assert (row.standing, row.reported, row.assessed, row.due, row.last_news) == ("no_report", None, None, None, None)


@pytest.mark.parametrize("status", ["not_started", "in_progress"])
def test_a_report_of_over_a_year_ago_is_no_report(status):
    fresh, old = seen(promise(status, on=A_YEAR_AGO)), seen(promise(status, on=LONG_AGO))
    assert (fresh.reported, fresh.standing) == (status, status)
    assert (old.reported, old.standing) == (None, "no_report")
    assert old.last_news == LONG_AGO


@pytest.mark.parametrize(
    ("status", "standing"),
    [("done", "said_done"), ("done_late", "said_done"), ("withdrawn", "withdrawn"), ("replaced", "replaced")],
)
def test_a_last_word_does_not_grow_old(status, standing):
    row = seen(promise(status, on=date(2001, 1, 1)))
    assert (row.reported, row.standing) == (status, standing)


def test_what_others_found_done_does_not_grow_old():
    assert seen(promise(assessed="complete", on=date(2001, 1, 1))).standing == "kept"


@pytest.mark.parametrize("status", ["not_started", "limited", "substantial"])
def test_what_others_found_unfinished_over_a_year_ago_is_no_progress_of_today(status):
    fresh, old = seen(promise(assessed=status, on=A_YEAR_AGO)), seen(promise(assessed=status, on=LONG_AGO))
    assert fresh.standing in {"not_started", "in_progress"}
    # It stays what they found.
    assert (old.assessed, old.standing) == (status, "no_report")


def test_one_voice_that_is_fresh_breaks_the_silence_of_the_other():
    row = promise("in_progress", on=LONG_AGO)
    news(row, "assessed", "limited", RECENTLY)
    assert seen(row).standing == "in_progress"
    row = promise(assessed="limited", on=LONG_AGO)
    news(row, "reported", "not_started", RECENTLY)
    assert seen(row).standing == "in_progress"


@pytest.mark.parametrize(
    ("happened_on", "precision", "last_day_that_counts"),
    [
        (date(2030, 5, 17), "day", date(2031, 5, 17)),
        # A leap year has no 366th day of grace, and takes none away.
        (date(2028, 2, 29), "day", date(2029, 2, 28)),
        (date(2027, 3, 1), "day", date(2028, 3, 1)),
        (date(2028, 2, 28), "day", date(2029, 2, 28)),
        # The benefit of the doubt: the last day that a month or a year may mean.
        (date(2030, 5, 1), "month", date(2031, 5, 31)),
        (date(2028, 2, 1), "month", date(2029, 2, 28)),
        (date(2030, 1, 1), "year", date(2031, 12, 31)),
    ],
)
def test_silence_begins_when_a_whole_year_has_passed(happened_on, precision, last_day_that_counts):
    row = promise()
    news(row, "reported", "in_progress", happened_on, date_precision=precision)
    made = make_commitment(make_event(start_date=happened_on, date_precision=precision))
    days = (last_day_that_counts, last_day_that_counts + timedelta(1))
    assert [seen(row, day).standing for day in days] == ["in_progress", "no_report"]
    # So it is with a promise of which nobody ever spoke: silence is counted from the day it was made.
    assert [seen(made, day).standing for day in days] == ["awaited", "no_report"]


def test_a_promise_counts_from_the_last_day_of_its_event_and_is_overdue_all_the_same():
    event = make_event(start_date=date(2030, 5, 10), end_date=date(2030, 5, 17))
    assert seen(make_commitment(event)).standing == "awaited"
    assert seen(promise(event=event, due=[YESTERDAY])).standing == "overdue"


def test_an_older_report_does_not_speak_for_the_newest_that_is_too_old():
    row = promise("in_progress", on=LONG_AGO)
    news(row, "reported", "done", LONG_AGO - timedelta(400))
    assert seen(row).standing == "no_report"


def test_silence_after_the_last_day_is_overdue():
    assert seen(promise("in_progress", due=[YESTERDAY], on=date(2020, 1, 1))).standing == "overdue"


def test_a_promise_is_due_until_its_last_day_ends():
    row = promise(due=[TODAY])
    assert [seen(row, day).standing for day in (YESTERDAY, TODAY, TOMORROW)] == ["no_report", "no_report", "overdue"]


def test_without_a_day_it_is_about_today():
    today = timezone.localdate()
    late, fine = promise(due=[today - timedelta(1)]), promise(due=[today])
    standing = dict(Commitment.objects.with_standing().values_list("pk", "standing"))
    assert standing == {late.pk: "overdue", fine.pk: "no_report"}


def test_a_deadline_without_a_day_is_never_passed():
    row = promise()
    Deadline.objects.create(commitment=row, number=1, kind="recurring", as_written="twice a year", times=2, per="year")
    Deadline.objects.create(commitment=row, number=2, kind="none")
    assert (seen(row).due, seen(row).standing) == (None, "no_report")


def test_a_source_without_a_day_does_not_lift_the_deadline_of_the_other():
    row = promise(due=[YESTERDAY])
    Deadline.objects.create(commitment=row, number=2, kind="relative", as_written="after the elections")
    assert (seen(row).due, seen(row).standing) == (YESTERDAY, "overdue")


def test_the_newest_word_of_each_voice_counts():
    row = promise("in_progress", "not_started", on=RECENTLY)
    news(row, "reported", "not_started", RECENTLY - timedelta(1))
    news(row, "assessed", "complete", RECENTLY - timedelta(1))
    found = seen(row)
    assert (found.reported, found.assessed, found.last_news) == ("in_progress", "not_started", RECENTLY)


def test_of_two_words_of_one_day_the_later_entered_counts():
    row = promise("in_progress")
    news(row, "reported", "done")
    assert seen(row).reported == "done"


def test_the_last_news_may_be_of_either_voice():
    row = promise("in_progress", on=LONG_AGO)
    news(row, "assessed", "limited", YESTERDAY)
    news(row, "assessed", "complete", TODAY, is_accepted=False)
    found = seen(row)
    assert (found.last_news, found.standing, found.assessed) == (YESTERDAY, "in_progress", "limited")


def test_news_of_one_promise_says_nothing_of_another():
    promise("done", "complete", [YESTERDAY])
    assert seen(promise()).standing == "no_report"


def test_standings_can_be_counted_and_chosen_from(django_assert_num_queries):
    for _ in range(3):
        promise("done")
    late = promise(due=[YESTERDAY])
    with django_assert_num_queries(1):
        assert list(Commitment.objects.with_standing(TODAY).filter(standing="overdue")) == [late]
    assert Commitment.objects.with_standing(TODAY).exclude(standing="overdue").count() == 3


def test_the_promises_of_one_event_stand_by_themselves():
    """What is put together once for all promises is not what is asked of those of one event."""
    mine, other = promise("done"), promise("done")
    assert mine.event != other.event
    assert list(mine.event.commitments.with_standing(TODAY)) == [mine]
    assert list(Commitment.objects.filter(pk=other.pk).with_standing(TODAY)) == [other]
    assert Commitment.objects.with_standing(TODAY).count() == 2


# What a visitor may read


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
@pytest.mark.parametrize("is_published", [True, False])
@pytest.mark.parametrize("attribution", [None, *Attribution.values])
def test_a_visitor_reads_what_was_approved_at_a_public_event_and_not_behind_closed_doors(
    state, is_published, attribution
):
    event = make_event(is_published=is_published)
    session = make_session(event, attribution=attribution) if attribution else None
    row = make_commitment(event, state=state, session=session)
    shown = state == "published" and is_published and attribution != "closed"
    assert list(Commitment.objects.published()) == ([row] if shown else [])


# Kept, but late


@pytest.mark.parametrize(
    ("status", "happened_on", "precision", "due", "says"),
    [
        ("done_late", date(2020, 1, 30), "day", [date(2020, 1, 15)], "done late, by 15 days"),
        ("done_late", date(2020, 1, 16), "day", [date(2019, 12, 31), date(2020, 1, 15)], "done late, by 1 day"),
        ("done_late", date(2020, 2, 1), "month", [date(2020, 1, 15)], "done late, by at least 17 days"),
        ("done_late", date(2020, 1, 1), "month", [date(2020, 1, 15)], "done late"),
        ("done_late", date(2020, 1, 30), "day", [], "done late"),
        ("done", date(2020, 1, 30), "day", [date(2020, 1, 15)], "reported 15 days after the last day"),
        ("done", date(2020, 1, 15), "day", [date(2020, 1, 15)], ""),
        ("done", date(2020, 1, 15), "day", [], ""),
        ("in_progress", date(2020, 1, 30), "day", [date(2020, 1, 15)], ""),
    ],
)
def test_a_promise_kept_late_shows_by_how_many_days(status, happened_on, precision, due, says, client):
    row = make_commitment(make_event(is_published=True), state="published")
    for number, day in enumerate(due, 1):
        Deadline.objects.create(commitment=row, number=number, kind="by", latest=day, precision="day")
    news(row, "reported", status, happened_on, date_precision=precision)
    # A later word of the same, and what others found long after, change nothing about when it was done.
    if says:
        news(row, "reported", status, happened_on + timedelta(400))
        news(row, "assessed", "complete", happened_on + timedelta(500))
    (entry,) = entries([seen(row)])
    assert entry.kept_late == says
    page = client.get(row.get_absolute_url()).content.decode()
    assert (says in page) if says else ("done late" not in page)
