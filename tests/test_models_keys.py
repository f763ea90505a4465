"""Fixtures name rows by natural keys: no two rows may have the same, and all must come back from one."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection, models

from proceedings.models import (
    Application,
    Attempts,
    DelegateList,
    Edition,
    EditionFile,
    EditionMention,
    EditionText,
    Event,
    Export,
    FactCheck,
    Follower,
    FollowerMail,
    Following,
    Language,
    Link,
    Mailing,
    Message,
    NotMeant,
    PartyAnswer,
    PartyContact,
    Passage,
    PersonMerge,
    Remark,
    Reminder,
    Submission,
    TeamMember,
    Translation,
    TwoPeople,
    UnNaming,
    VaultAnswer,
    VaultLook,
    WordFile,
)
from proceedings.models.base import Record
from tests.one_of_each import all_models, make_one_of_each

pytestmark = pytest.mark.django_db

# Nothing in a fixture is one of these: what waits, what was published, who works here, who follows by e-mail, and what
# they took out, wrote to people, locked away and saw at the door.
WITHOUT = {DelegateList, Edition, EditionText, EditionMention, EditionFile, Export, TeamMember, Translation}
WITHOUT |= {Application, Attempts, Link, Mailing, Message, Passage, PersonMerge, VaultAnswer, VaultLook, WordFile}
WITHOUT |= {FactCheck, NotMeant, PartyAnswer, PartyContact, Remark, Reminder, Submission, TwoPeople, UnNaming}
WITHOUT |= {Follower, FollowerMail, Following}
RECORDS = sorted(set(all_models()) - WITHOUT, key=lambda model: model.__name__)


def test_there_is_one_of_each():
    assert set(make_one_of_each()) == set(all_models())


def test_every_model_that_a_fixture_may_hold_has_a_natural_key():
    assert {model for model in all_models() if issubclass(model, Record)} == set(RECORDS)
    assert [model for model in RECORDS if not model.natural_fields] == []


@pytest.mark.parametrize("model", sorted(WITHOUT, key=str))
def test_what_no_fixture_holds_has_no_natural_key(model):
    """An empty key would find whatever row there is, and overwrite it."""
    assert not hasattr(model, "natural_key")


def is_unique(model):
    """True when the database keeps two rows from having the same natural key.

    A part that may be empty needs a constraint of its own without it, because empty is never equal to empty.
    """
    fields = {model._meta.get_field(name) for name in model.natural_fields}
    if len(fields) == 1 and all(field.unique for field in fields):
        return True
    unique = [
        set(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and not c.condition
    ]
    required = {field.name for field in fields if not field.null}
    either = {field.name for field in fields if field.null}
    if not either:
        return required in unique
    # Exactly one of these is filled (another constraint says so), and together with the others it is unique.
    return all(required | {name} in unique for name in either)


@pytest.mark.parametrize("model", RECORDS)
def test_no_two_rows_have_the_same_natural_key(model):
    assert is_unique(model)


def test_the_natural_key_finds_the_row(subtests):
    rows = make_one_of_each()
    for model in RECORDS:
        with subtests.test(model.__name__):
            assert model.objects.get_by_natural_key(*rows[model].natural_key()) == rows[model]
            json.dumps(rows[model].natural_key())


def everything():
    """All rows that a fixture may hold, as a list of plain values without their numbers, in a fixed order."""
    rows = [row for model in RECORDS for row in model.objects.order_by("pk")]
    text = serializers.serialize("json", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True)
    plain = json.loads(text)
    assert all("pk" not in row for row in plain)
    for row in plain:
        for name, value in row["fields"].items():
            if isinstance(value, list) and name not in {"inferred"}:
                row["fields"][name] = sorted(value, key=json.dumps) if value and isinstance(value[0], list) else value
    return sorted(plain, key=json.dumps)


def test_what_is_dumped_comes_back_the_same_and_twice_changes_nothing(tmp_path):
    make_one_of_each()
    before = everything()
    assert {row["model"] for row in before} == {model._meta.label_lower for model in RECORDS}
    fixture = tmp_path / "all.json"
    call_command(
        "dumpdata",
        *(model._meta.label for model in RECORDS),
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
        output=fixture,
        verbosity=0,
    )
    empty()
    # Numbers that were used before are not given again, so a row that is found by its number would be missed.
    Language.objects.create(code="zz", name="In the way").delete()
    call_command("loaddata", fixture, verbosity=0)
    assert everything() == before
    numbers = {model: model.objects.count() for model in RECORDS}
    call_command("loaddata", fixture, verbosity=0)
    assert everything() == before
    assert {model: model.objects.count() for model in RECORDS} == numbers


def empty():
    """Remove every row of the site, whatever points at it."""
    # Which row points at which is looked at when the transaction ends.
    with connection.cursor() as cursor:
        for model in apps.get_app_config("proceedings").get_models(include_auto_created=True):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608
    assert not Event.objects.exists()


def test_loading_overwrites_nothing_that_is_not_in_the_fixture(tmp_path):
    row = make_one_of_each()[Event]
    fixture = tmp_path / "one.json"
    text = serializers.serialize("json", [row], use_natural_foreign_keys=True, use_natural_primary_keys=True)
    fixture.write_text(text.replace('"slug": "one"', '"slug": "another"'))
    before = Event.objects.get(pk=row.pk)
    call_command("loaddata", fixture, verbosity=0)
    assert Event.objects.get(slug="another").title == before.title
    assert Event.objects.get(pk=row.pk).slug == "one"
