"""Dates in Burmese, of which Django knows neither the order nor the words between."""

from ..en.formats import DATE_INPUT_FORMATS, DATETIME_INPUT_FORMATS, FIRST_DAY_OF_WEEK, TIME_INPUT_FORMATS  # noqa: F401

DATE_FORMAT = r"Y \ခ\ု\န\ှ\စ\် F\လ j \ရ\က\်"
YEAR_MONTH_FORMAT = r"Y \ခ\ု\န\ှ\စ\် F\လ"
MONTH_DAY_FORMAT = r"F\လ j \ရ\က\်"
