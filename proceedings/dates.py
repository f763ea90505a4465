"""Dates as people say them, in the language that is active: “20–21 July 2017”, “September 2011”, “7 years ago”."""

from calendar import monthrange
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import check_for_language, get_language, ngettext
from django.utils.translation import gettext as _

from .numerals import in_digits, numeral

DAY, MONTH, YEAR = "day", "month", "year"


def _is_ours():
    """False in a language that our pages do not speak, such as Chinese, in which a network may write its mails."""
    return get_language() in dict(settings.LANGUAGES)


def _of_others(day, precision):
    """A day in such a language as Django writes it there, and in figures, which everybody reads, where it does not."""
    if check_for_language(get_language()):
        return date_format(day, {DAY: "DATE_FORMAT", MONTH: "YEAR_MONTH_FORMAT"}.get(precision, "Y"))
    return {DAY: f"{day:%-d/%-m/%Y}", MONTH: f"{day:%-m/%Y}"}.get(precision, f"{day:%Y}")


def in_words(day, precision=DAY):
    """A day as exactly as it is known. Empty for None."""
    if day is None:
        return ""
    if not _is_ours():
        return _of_others(day, precision)
    if precision == DAY:
        words = date_format(day, _("j F Y"))
    elif precision == MONTH:
        words = date_format(day, _("F Y"))
    elif precision == "quarter":
        words = _("quarter %(number)s of %(year)s") % {"number": (day.month + 2) // 3, "year": day.year}
    elif precision == "half_year":
        first = day.month <= 6
        words = (_("first half of %(year)s") if first else _("second half of %(year)s")) % {"year": day.year}
    elif precision == "decade":
        words = _("the %(year)ss") % {"year": day.year // 10 * 10}
    else:
        words = str(day.year)
    return in_digits(words)


def day_and_month(day):
    """“20 July”, where the year stands above."""
    return in_digits(date_format(day, _("j F")))


def weekday_and_day(day):
    """“Thursday 20 July”, where the year stands above."""
    return in_digits(date_format(day, _("l j F")))


def span(first, last=None, precision=DAY):
    """One or several days: “20–21 July 2017”, “29 August – 2 September 2016”. Empty for None."""
    if first is None:
        return ""
    if last is None or last == first:
        return in_words(first, precision)
    if precision != DAY or not _is_ours():
        words = [in_words(first, precision), in_words(last, precision)]
        return words[0] if words[0] == words[1] else _("%(first)s – %(last)s") % {"first": words[0], "last": words[1]}
    if (first.year, first.month) == (last.year, last.month):
        days = {"first": first.day, "last": last.day, "month": date_format(first, _("F Y"))}
        return in_digits(_("%(first)s–%(last)s %(month)s") % days)
    if first.year == last.year:
        days = {"first": day_and_month(first), "last": day_and_month(last), "year": first.year}
        return in_digits(_("%(first)s – %(last)s %(year)s") % days)
    return _("%(first)s – %(last)s") % {"first": in_words(first), "last": in_words(last)}


def opening(first, last=None, precision=DAY):
    """The date as it opens a page: a pair of what stands big and what stands under it. Empty for None."""
    big, under = _opening(first, last, precision)
    return in_digits(big), in_digits(under)


def _opening(first, last, precision):
    if first is None:
        return "", ""
    if precision == YEAR:
        return str(first.year), ""
    if precision == MONTH:
        return str(first.year), date_format(first, "F")
    if last is None or last == first:
        return date_format(first, "j"), date_format(first, _("F Y"))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day}", date_format(first, _("F Y"))
    start = date_format(first, "F") if first.year == last.year else date_format(first, _("F Y"))
    return str(first.day), _("%(month)s to %(last)s") % {"month": start, "last": in_words(last)}


def weekdays(first, last=None):
    """“Thursday and Friday”, “Monday to Friday”."""
    names = [str(WEEKDAYS[day.weekday()]) for day in (first, last or first)]
    if last is None or last == first:
        return names[0]
    if last - first == timedelta(days=1):
        return _("%(first)s and %(last)s") % {"first": names[0], "last": names[1]}
    if last - first < timedelta(days=7):
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}
    return ""


def months_between(first, last):
    """Whole months from one day to a later one."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def length(first, last, parts=2):
    """How long it is from one day to a later one: “8 years and 10 months”.

    parts   1 for the larger unit alone
    """
    months = months_between(first, last)
    years, months = divmod(months, 12)
    pieces = []
    if years:
        pieces.append(ngettext("%(number)s year", "%(number)s years", years) % {"number": numeral(years)})
    if months and len(pieces) < parts:
        pieces.append(ngettext("%(number)s month", "%(number)s months", months) % {"number": numeral(months)})
    if not pieces:
        days = max((last - first).days, 0)
        pieces.append(ngettext("%(number)s day", "%(number)s days", days) % {"number": numeral(days)})
    return pieces[0] if len(pieces) == 1 else _("%(one)s and %(two)s") % {"one": pieces[0], "two": pieces[1]}


def ago(day, today):
    """“7 years ago”; a day of today is “today”."""
    if day >= today:
        return _("today")
    return _("%(length)s ago") % {"length": length(day, today, parts=1)}


def last_of(day, precision=DAY):
    """The last day that a date of this precision may mean."""
    if precision == MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    if precision == YEAR:
        return date(day.year, 12, 31)
    return day


def due_in_words(deadline):
    """What was read out of the words of a deadline, or of a Reading: “until 16 December 2017”, “2 times per year”."""
    first, last = deadline.earliest, deadline.latest
    words = []
    if deadline.kind == "recurring":
        words.append(_("again and again") if not deadline.times else times_per(deadline))
    if first and last and first == last:
        words.append(_("on %(day)s") % {"day": in_words(last)})
    elif first and last:
        words.append(_("from %(first)s until %(last)s") % {"first": in_words(first), "last": in_words(last)})
    elif last:
        words.append(_("until %(last)s") % {"last": in_words(last)})
    elif first:
        words.append(_("from %(first)s on") % {"first": in_words(first)})
    if not words:
        words.append(_("no date given") if deadline.kind == "none" else _("no day we know"))
    return ", ".join(words)


def times_per(deadline):
    """“2 times per year”."""
    per = {"day": _("day"), "month": _("month"), "quarter": _("quarter"), "half_year": _("half year"),
           "year": _("year"), "decade": _("decade")}[deadline.per]  # fmt: skip
    return ngettext("once per %(per)s", "%(times)s times per %(per)s", deadline.times) % {
        "times": numeral(deadline.times),
        "per": per,
    }


def date_span(thing):
    """The dates of an event in words: “20–21 July 2017”; empty where they are not known."""
    return span(thing.start_date, thing.end_date, thing.date_precision)


def moment_in_words(moment, zone):
    """A moment in the time of a zone, which is named: “20 July 2017, 17:00 (Asia/Bangkok)”."""
    local = timezone.localtime(moment, zone)
    return _("%(day)s, %(time)s (%(zone)s)") % {
        "day": in_words(local.date()),
        "time": in_digits(f"{local:%H:%M}"),
        "zone": zone,
    }
