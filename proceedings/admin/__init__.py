"""The back office: lists and forms for colleagues, in the order of the work. Modules are called as in models/."""

from . import site  # isort: skip - Django asks for the site while the others register with it
from . import (
    account,
    delegation,
    event,
    export,
    kinds,
    letter,
    mail,
    network,
    organisation,
    outcome,
    participant,
    person,
    proceedings,
    programme,
    publication,
    question,
    registration,
)

__all__ = [
    "account",
    "delegation",
    "event",
    "export",
    "kinds",
    "mail",
    "letter",
    "network",
    "organisation",
    "outcome",
    "participant",
    "person",
    "proceedings",
    "programme",
    "publication",
    "question",
    "registration",
    "site",
]
