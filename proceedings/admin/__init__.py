"""The back office: lists and forms for colleagues, in the order of the work. Modules are called as in models/."""

from . import site  # isort: skip - Django asks for the site while the others register with it
from . import (
    account,
    event,
    export,
    kinds,
    letter,
    network,
    organisation,
    outcome,
    participant,
    person,
    proceedings,
    programme,
    publication,
)

__all__ = [
    "account",
    "event",
    "export",
    "kinds",
    "letter",
    "network",
    "organisation",
    "outcome",
    "participant",
    "person",
    "proceedings",
    "programme",
    "publication",
    "site",
]
