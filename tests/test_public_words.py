"""Dates, silences and failures, as pages put them into words."""

from datetime import date

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from proceedings import dates
from proceedings.public.timeline import Moment, line
from proceedings.public.views import errors


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (None, None, "day", ""),
        (date(2017, 7, 20), None, "day", "20 July 2017"),
        (date(2017, 7, 20), date(2017, 7, 20), "day", "20 July 2017"),
        (date(2017, 7, 20), date(2017, 7, 21), "day", "20–21 July 2017"),
        (date(2016, 8, 29), date(2016, 9, 2), "day", "29 August – 2 September 2016"),
        (date(2016, 12, 30), date(2017, 1, 2), "day", "30 December 2016 – 2 January 2017"),
        (date(2015, 4, 1), None, "month", "April 2015"),
        (date(2015, 4, 1), date(2017, 5, 1), "month", "April 2015 – May 2017"),
        (date(2011, 1, 1), None, "year", "2011"),
        (date(2011, 1, 1), date(2011, 12, 31), "year", "2011"),
    ],
)
def test_days_are_said_as_exactly_as_they_are_known(first, last, precision, words):
    assert dates.span(first, last, precision) == words


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (date(2017, 7, 20), "day", date(2017, 7, 20)),
        (date(2016, 2, 1), "month", date(2016, 2, 29)),
        (date(2011, 1, 1), "year", date(2011, 12, 31)),
        # The last month there is: somebody's way of writing "never".
        (date(9999, 12, 1), "month", date(9999, 12, 31)),
    ],
)
def test_the_last_day_that_a_date_may_mean(day, precision, last):
    assert dates.last_of(day, precision) == last


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2018, 1, 1), date(2026, 11, 23), "8 years and 10 months"),
        (date(2017, 12, 16), date(2019, 9, 16), "1 year and 9 months"),
        (date(2017, 7, 20), date(2018, 7, 20), "1 year"),
        (date(2017, 7, 20), date(2017, 9, 19), "1 month"),
        (date(2017, 7, 20), date(2017, 7, 21), "1 day"),
        (date(2017, 7, 20), date(2017, 7, 20), "0 days"),
    ],
)
def test_lengths_of_time_are_told_in_whole_years_and_months(first, last, words):
    assert dates.length(first, last) == words


def test_silence_is_shown_after_a_promise_only_and_left_open_at_the_end():
    before, event, later = (Moment(date(year, 1, 1)) for year in (2010, 2017, 2019))
    told = line([later, event, before], since=event.day, until=date(2026, 11, 23))
    assert [moment.text for moment in told] == [
        "",
        "",
        "2 years without news",
        "",
        "7 years and 10 months without news, to 23 November 2026",
    ]
    assert told[-1].is_open
    assert [moment.kind for moment in line([before, event, later])] == ["", "", ""]


def test_silence_is_not_counted_into_the_time_to_come():
    today = date(2026, 11, 26)
    made, due, due_again = (Moment(date(year, 5, 13)) for year in (2025, 2028, 2029))
    told = line([made, due, due_again], since=made.day, until=today, today=today)
    assert [moment.text for moment in told] == ["", "1 year and 6 months without news, to 26 November 2026", "", ""]
    assert [moment.gap for moment in told] == [True, True, True, False]
    assert not any(moment.is_open for moment in told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "could not be read"),
        (errors.permission_denied, 403, "not open to you"),
        (errors.csrf_failure, 403, "Nothing was saved"),
        (errors.server_error, 500, "Something went wrong here"),
    ],
)
def test_what_goes_wrong_is_told_without_asking_the_database(view, status, words):
    with CaptureQueriesContext(connection) as queries:
        answer = view(RequestFactory().get("/"))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(queries) == 0


def test_a_failure_is_told_even_where_the_templates_fail(settings):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer.content == b"Something went wrong here. Try again in a few minutes."
