"""Amina finds one person on two seats of one event. One seat stays, and nobody is shown more than before."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from proceedings import exposure
from proceedings.access import REGISTRATION
from proceedings.actions import NotPossible, one_seat
from proceedings.actions.merging import merge, take_back
from proceedings.actions.one_seat import Choice
from proceedings.actions.registering import forget_vault
from proceedings.documents.leftovers import needed_names
from proceedings.documents.rendering import preview, readable
from proceedings.models import (
    Answer,
    Consent,
    Message,
    Participant,
    Person,
    Photo,
    Picture,
    Question,
    Registration,
    SessionRole,
    Surface,
    Translation,
    VaultAnswer,
)
from proceedings.models.translation import digest
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_mailing,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db

State = Participant.State


@pytest.fixture
def amina():
    return make_user("amina", REGISTRATION)


@pytest.fixture
def event():
    return make_event(is_published=True, start_date=date(2017, 7, 20))


@pytest.fixture
def first(event):
    return make_participant(event, "Nila Win", post="Director")


@pytest.fixture
def second(event):
    return make_participant(event, "Win Nila", state=State.APPLIED, needs="Vegetarian", badge_code="second")


def one(first, second, amina, stays="kept", state=None):
    seats = {first.event_id: Choice(stays, state)}
    return merge(first.person, second.person, by=amina, seats=seats)


def everything():
    """All that hangs on people and seats, as it is in the database."""
    models = {model for model, _field in one_seat.belongings()}
    tied = {getattr(model, field).through for model, field in one_seat.shown_by()}
    tied |= {tie.remote_field.through for tie in Participant._meta.many_to_many}
    left_out = {"id"} | {"source_digest"}
    found = {}
    for model in {Person, Participant, Consent, *models, *tied}:
        names = [f.attname for f in model._meta.concrete_fields if model not in tied or f.attname not in left_out]
        found[model] = sorted(model._base_manager.values_list(*names), key=str)
    return found


def hang_much_on(seat, n):
    event = seat.event
    question = Question.objects.get_or_create(event=event, text="Food?")[0]
    vault = Question.objects.get_or_create(event=event, text="Passport?", stage="confirmed", kind="file")[0]
    Answer.objects.create(participant=seat, question=question, value=f"answer {n}")
    file = default_storage.save(f"answers/passport-{n}", ContentFile(b"%d" % n))
    VaultAnswer.objects.create(participant=seat, question=vault, file=file)
    seat.days_attended.create(date=date(2017, 7, 20))
    seat.days_attended.create(date=date(2017, 7, 20 + n))
    session = event.sessions.first() or make_session(event)
    session.roles.create(participant=seat, role="speaker")
    session.roles.create(participant=seat, role="chair" if n == 1 else "rapporteur")
    make_commitment(event).parties.create(participant=seat)
    make_mailing(event).messages.update(participant=seat, state=Message.State.SENT, sent_at=timezone.now())
    seat.links.create(
        purpose="seat", event=event, token_hash=f"hash {n}", expires_at=timezone.now() + timedelta(days=9)
    )
    make_consent(seat, "named")
    return seat


def test_what_hung_on_the_other_seat_hangs_on_the_one_that_stays(amina, first, second):
    for n, seat in enumerate((first, second), start=1):
        hang_much_on(seat, n)
    one(first, second, amina)
    assert list(first.person.seats.all()) == [first]
    first.refresh_from_db()
    assert (first.post, first.state, first.needs, first.badge_code) == ("Director", "confirmed", "Vegetarian", "second")
    assert [row.value for row in first.answers.all()] == ["answer 1"]
    assert first.vault_answers.count() == 1
    assert [day.date.day for day in first.days_attended.all()] == [20, 21, 22]
    assert sorted(first.session_roles.values_list("role", flat=True)) == ["chair", "rapporteur", "speaker"]
    assert (first.commitment_parties.count(), first.messages.count(), first.links.count()) == (2, 2, 2)
    assert first.links.good().count() == 1
    assert first.links.good().get().token_hash == "hash 1"
    assert Participant.history.filter(id=second.pk, history_type="-").get().history_user == amina
    assert SessionRole.history.filter(history_change_reason__startswith="Merge").exists()


@pytest.mark.parametrize("stays", ["kept", "gone"])
def test_taken_back_both_seats_are_exactly_as_they_were(amina, first, second, stays):
    for n, seat in enumerate((first, second), start=1):
        hang_much_on(seat, n)
    picture = Picture.objects.create(file=ContentFile(b"", "x.webp"), alt="A room")
    Photo.objects.create(event=first.event, picture=picture).shows.add(second)
    before, files = everything(), needed_names()
    row = one(first, second, amina, stays, state=State.CONFIRMED)
    assert everything() != before
    assert Participant.objects.filter(event=first.event, person=first.person).count() == 1
    assert needed_names() == files
    take_back(row, by=amina)
    assert everything() == before
    assert all(default_storage.exists(name) for name in files)


@pytest.mark.parametrize(
    ("mine", "other", "level"),
    [
        ({}, {}, "named"),
        ({}, None, "kind"),
        (None, {}, "kind"),
        ({}, {"withdrawn_on": date(2017, 1, 1)}, "kind"),
        ({"withdrawn_on": date(2017, 1, 1)}, {}, "kind"),
        ({}, {"valid_until": date(2017, 1, 1), "given_on": date(2016, 1, 1)}, "kind"),
        ({"given_on": date(2016, 1, 1)}, {"valid_until": date(2999, 1, 1)}, "named"),
        ({"withdrawn_on": date(2999, 1, 1)}, None, "kind"),
        (None, {"withdrawn_on": date(2999, 1, 1)}, "kind"),
    ],
)
@pytest.mark.parametrize("stays", ["kept", "gone"])
def test_a_consent_stays_only_where_both_seats_have_it(amina, first, second, mine, other, level, stays):
    for seat, fields in ((first, mine), (second, other)):
        if fields is not None:
            make_consent(seat, **fields)
    one(first, second, amina, stays, State.CONFIRMED)
    seat = first.person.seats.get()
    assert exposure.level(seat, Surface.NAMED) == level


def test_a_no_of_either_seat_is_remembered(amina, first, second):
    make_consent(second, withdrawn_on=date(2017, 1, 1))
    one(first, second, amina)
    assert first.consents.get().withdrawn_on == date(2017, 1, 1)


def test_an_alias_of_either_seat_is_the_name_of_both(amina, first, second):
    Participant.objects.filter(pk=second.pk).update(alias="Nobody")
    one(first, second, amina)
    assert Participant.objects.get(pk=first.pk).name == "Nobody"


def test_nobody_becomes_an_alternate_by_it_but_a_head_stays_the_head(amina, first, second):
    row = first.event.delegations.create(organisation=make_organisation())
    Participant.objects.filter(pk=second.pk).update(delegation=row, is_alternate=True)
    before = everything()
    merged = one(first, second, amina)
    first.refresh_from_db()
    assert (first.delegation, first.is_alternate) == (None, False)
    take_back(merged, by=amina)
    assert everything() == before
    Participant.objects.filter(pk=second.pk).update(is_alternate=False, heads_delegation=True)
    one(first, second, amina)
    first.refresh_from_db()
    assert (first.delegation, first.heads_delegation) == (row, True)


def test_drafts_mention_the_seat_that_stays_and_their_translations_are_not_old(amina, first, second):
    draft = make_proceedings(first.event)
    section = make_section(draft, f"@[{second.pk}] spoke, and @[{str(second.uid).upper()}] left with @[{first.pk}].")
    text = Translation.objects.create(
        item=section, field="body", language=draft.language, text=f"@[{second.pk}]", status="machine",
        source_digest=digest(section.body),
    )  # fmt: skip
    before = section.body
    row = one(first, second, amina)
    section.refresh_from_db()
    text.refresh_from_db()
    assert section.body == f"@[{first.pk}] spoke, and @[{first.pk}] left with @[{first.pk}]."
    assert text.text == f"@[{first.pk}]"
    assert not Translation.objects.get().source_changed
    assert preview(draft)[1].unknown == []
    take_back(row, by=amina)
    section.refresh_from_db()
    assert section.body == before
    assert not Translation.objects.get().source_changed


def test_an_edition_shows_no_more_of_either(amina, first, second, django_user_model):
    draft = make_proceedings(first.event)
    edition = draft.editions.create(number=1, change_note="First", published_by=amina)
    text = edition.texts.create(language=draft.language, is_source=True, title="x", html="", text="")
    text.html = '<p><span class="said" data-mention="1"></span> and <span class="said" data-mention="2"></span></p>'
    for key, seat in enumerate((first, second), start=1):
        text.mentions.create(key=key, participant=seat, level="named", name=f"zzcanary{key}", kind="somebody")
    make_consent(first)
    assert "zzcanary1" in readable(text)
    one(first, second, amina)
    assert "zzcanary" not in readable(text)
    assert text.mentions.filter(participant=first).count() == 2


def test_the_seat_that_became_free_goes_to_who_waits_and_is_not_taken_back(amina, first, second):
    Registration.objects.create(event=first.event, capacity=2)
    Participant.objects.filter(pk=second.pk).update(state=State.CONFIRMED)
    waits = make_participant(first.event, state=State.WAITING, waiting_since=timezone.now())
    before = first.event.participants.holding().count()
    row = one(first, second, amina)
    waits.refresh_from_db()
    assert waits.offered_until
    assert first.event.participants.holding().count() == before == 2
    with pytest.raises(NotPossible, match="All 2 seats are taken"):
        take_back(row, by=amina)
    Registration.objects.update(capacity=3)
    take_back(row, by=amina)
    assert first.event.participants.holding().count() == 3


@pytest.mark.parametrize("state", [State.CONFIRMED, State.APPLIED])
def test_amina_decides_in_which_state_the_seat_is(amina, first, second, state):
    one(first, second, amina, "gone", state)
    seat = first.person.seats.get()
    assert (seat, seat.state) == (second, state)


def _answer_again(first, second):
    first.answers.update(participant=make_participant(first.event))


def _rewrite(first, second):
    first.event.proceedings.sections.update(body="Nobody spoke.")


TOUCHED = {
    "the seat": lambda first, second: Participant.objects.filter(pk=first.pk).update(post="Minister"),
    "a consent": lambda first, second: make_consent(first, "listed"),
    "a consent withdrawn": lambda first, second: first.consents.update(withdrawn_on=date(2020, 1, 1)),
    "a day": lambda first, second: first.days_attended.filter(date=date(2017, 7, 22)).delete(),
    "an answer": _answer_again,
    "a draft": _rewrite,
    "the same part in a session": lambda first, second: (
        first.event.sessions.get().roles.filter(role="rapporteur").delete()
    ),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_what_somebody_touched_since_keeps_the_two_seats_one(amina, first, second, what):
    hang_much_on(second, 2)
    make_consent(first)
    make_section(make_proceedings(first.event), f"@[{second.pk}] spoke.")
    row = one(first, second, amina)
    TOUCHED[what](first, second)
    before = everything()
    with pytest.raises(NotPossible, match="Somebody changed"):
        take_back(row, by=amina)
    assert everything() == before
    assert Person.objects.filter(pk=first.person_id).exists()


def test_one_thing_in_the_way_leaves_all_as_it_was(amina, first, second, monkeypatch):
    hang_much_on(second, 2)
    before = everything()

    def refuse(*args):
        raise NotPossible("no")

    monkeypatch.setattr(one_seat, "_mentions", refuse)
    with pytest.raises(NotPossible):
        one(first, second, amina)
    assert everything() == before


def test_the_vault_keeps_its_promise_also_in_what_is_kept_for_the_way_back(amina, first, second):
    for n, seat in enumerate((first, second), start=1):
        hang_much_on(seat, n)
    row = one(first, second, amina)
    row.refresh_from_db()
    assert "vaultanswer" in str(row.before)
    assert forget_vault() == 1
    row.refresh_from_db()
    assert "vaultanswer" not in str(row.before["settled"][0]["apart"])
    assert not [name for name in needed_names() if "passport" in name]
    take_back(row, by=amina)
    assert not VaultAnswer.objects.exists()


def test_an_unsent_mail_to_the_other_seat_does_not_go_out(amina, first, second):
    mailing = make_mailing(first.event)
    mailing.messages.update(participant=second)
    one(first, second, amina)
    assert mailing.messages.get().state == Message.State.DROPPED


def test_a_person_who_sits_at_two_events_twice(amina, first, second):
    there = make_event()
    for seat in (first, second):
        make_participant(there, person=seat.person)
    with pytest.raises(NotPossible) as no:
        one(first, second, amina)
    assert str(no.value).count("Both have a seat at") == 1
    seats = {first.event_id: Choice("kept"), there.pk: Choice("gone")}
    before = everything()
    row = merge(first.person, second.person, by=amina, seats=seats)
    assert first.person.seats.count() == 2
    take_back(row, by=amina)
    assert everything() == before


def test_amina_chooses_on_the_page_which_seat_stays(client, amina, first, second):
    client.force_login(amina)
    make_consent(second, "listed")
    address = f"{reverse('admin:proceedings_person_merge')}?one={first.person_id}&other={second.person_id}"
    page = client.get(address)
    which, state = f"seat-{first.event_id}", f"state-{first.event_id}"
    assert page.context["form"].fields[which].initial == "kept"
    assert "Only one of the two seats agreed to be shown in the list of participants" in page.content.decode()
    assert client.post(address, {"name": "kept"}).context["form"].errors.keys() == {which}
    assert client.post(address, {"name": "kept", which: "gone", state: "rejected"}).context["form"].errors
    client.post(address, {"name": "kept", which: "gone", state: "confirmed"})
    seat = Participant.objects.get(event=first.event)
    assert (seat.pk, seat.person, seat.state) == (second.pk, first.person, "confirmed")
