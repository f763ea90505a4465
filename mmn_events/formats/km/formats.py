"""Dates in Khmer: in words as Django has them, typed with the day before the month."""

from ..en.formats import DATE_INPUT_FORMATS, DATETIME_INPUT_FORMATS, FIRST_DAY_OF_WEEK, TIME_INPUT_FORMATS  # noqa: F401
