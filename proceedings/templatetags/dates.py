"""Dates in templates, as dates.py says them: {{ day|in_words }}, {{ event|date_span }}."""

from django import template

from ..dates import date_span, day_and_month, due_in_words, in_words, moment_in_words, weekday_and_day
from ..documents.words import joined

register = template.Library()
for words in (date_span, day_and_month, due_in_words, in_words, joined, moment_in_words, weekday_and_day):
    register.filter(words)
