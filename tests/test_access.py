"""Who may do what, and for which events: roles for the whole site, and roles in the team of one event."""

from collections import deque

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.files.base import ContentFile
from django.utils.functional import SimpleLazyObject

from proceedings import access
from proceedings.access import (
    EDITOR,
    EVENT_PATHS,
    PUBLISHER,
    RAPPORTEUR,
    REGISTRATION,
    ROLES,
    SHARED,
    event_path,
    events_of,
    events_with_people,
    may,
    may_see_people,
    scoped,
)
from proceedings.models import Event, Network, Organisation, Participant, Person, Photo, Picture, TeamMember
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db
SEE_PEOPLE = "proceedings.view_participant"

# Site-wide on purpose: whose site it is, translations, which may be of any text, the counts of changes and visits, and
# the search index.
# (A team translates the texts of its event on a page of that event.)
OF_THE_SITE = {"network", "revision", "translation", "attempts", "unnaming", "searchitem", "searchpassage"}
OF_THE_SITE |= {"follower", "followermail"}


def models():
    """The models of the site without the copies that keep their history."""
    return {
        model._meta.model_name: model
        for model in apps.get_app_config("proceedings").get_models()
        if not hasattr(model, "history_object") and not model._meta.model_name.startswith("historical")
    }


def leads_to_event(model):
    """True when a chain of foreign keys leads from a model to Event."""
    seen, waiting = set(), deque([model])
    while waiting:
        for field in waiting.popleft()._meta.concrete_fields:
            if field.is_relation and field.related_model not in seen:
                if field.related_model is Event:
                    return True
                seen.add(field.related_model)
                waiting.append(field.related_model)
    return False


# Every model is declared


def test_every_model_is_of_an_event_or_shared_or_of_the_site():
    declared = [*EVENT_PATHS, *SHARED, *OF_THE_SITE]
    assert sorted(declared) == sorted(models())


def test_what_leads_to_an_event_is_of_that_event():
    # A publication goes with many events, and its editors are those of all of them.
    assert {name for name, model in models().items() if leads_to_event(model)} - EVENT_PATHS.keys() == set()


@pytest.mark.parametrize("name", sorted(EVENT_PATHS))
def test_every_path_ends_at_an_event(name):
    model = models()[name]
    model._base_manager.filter(**{f"{EVENT_PATHS[name]}__in": {1}}).exists()
    steps = [] if EVENT_PATHS[name] == "pk" else EVENT_PATHS[name].split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    assert model is Event


def test_what_is_shared_only_until_it_is_tied_has_a_path():
    assert set(EVENT_PATHS) > access.SHARED_UNTIL_TIED


def test_the_roles_are_there():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


# Roles for the whole site


def test_amina_at_registration_knows_all_people_and_publishes_nothing():
    amina, event = make_user("amina", REGISTRATION), make_event()
    assert may(amina, SEE_PEOPLE)
    assert may_see_people(amina, event)
    assert events_with_people(amina) is None
    seat = make_participant(event)
    assert set(scoped(Participant.objects.all(), amina, SEE_PEOPLE)) == {seat}
    assert not may(amina, "proceedings.publish_proceedings")
    assert not may(amina, "proceedings.publish_proceedings", make_proceedings(event))


def test_a_rapporteur_knows_nobody():
    ravi, event = make_user("ravi", RAPPORTEUR), make_event()
    assert may(ravi, "proceedings.change_section", make_section(make_proceedings(event), "Text"))
    assert not may_see_people(ravi, event)
    assert events_with_people(ravi) == set()


@pytest.mark.parametrize("who", [None, AnonymousUser()])
def test_a_visitor_may_nothing(who):
    event = make_event(is_published=True)
    assert not may(who, SEE_PEOPLE)
    assert not may(who, "proceedings.view_event", event)
    assert not may_see_people(who, event)
    assert events_with_people(who) == set()


def test_a_visitor_is_in_no_team():
    assert access.team_events(AnonymousUser(), SEE_PEOPLE) == set()
    assert not scoped(Participant.objects.all(), AnonymousUser(), SEE_PEOPLE).exists()


def test_a_colleague_without_a_role_may_nothing():
    selma, seat = make_user("selma"), make_participant()
    assert not may(selma, SEE_PEOPLE)
    assert not may(selma, SEE_PEOPLE, seat)
    assert not scoped(Participant.objects.all(), selma, SEE_PEOPLE).exists()
    assert not scoped(Organisation.objects.all(), selma, "proceedings.view_organisation").exists()
    assert not selma.has_module_perms("proceedings")


def test_a_permission_of_the_site_holds_for_each_row_and_for_a_new_one():
    amina = make_user("amina", REGISTRATION)
    assert amina.has_perm(SEE_PEOPLE, make_participant())
    assert amina.has_perm("proceedings.add_participant", Participant())
    assert amina.has_module_perms("proceedings")
    assert not amina.has_module_perms("auth")


@pytest.mark.parametrize("event_team", [True, False])
def test_whoever_left_may_nothing(event_team):
    seat = make_participant()
    gita = make_user("gita", REGISTRATION, event=seat.event if event_team else None, is_active=False)
    assert not may(gita, SEE_PEOPLE)
    assert not may(gita, SEE_PEOPLE, seat)
    assert not may_see_people(gita, seat.event)
    assert not events_with_people(gita)
    assert not scoped(Participant.objects.all(), gita, SEE_PEOPLE).exists()
    assert not gita.has_module_perms("proceedings")


def test_a_superuser_may_all_and_one_who_left_nothing():
    seat = make_participant()
    assert may_see_people(make_user("root", is_superuser=True), seat.event)
    assert not may_see_people(make_user("oldroot", is_superuser=True, is_active=False), seat.event)


# Roles in the team of one event


@pytest.fixture
def ours():
    return make_event(title="Ours")


@pytest.fixture
def theirs():
    return make_event(title="Theirs")


@pytest.fixture
def amina(ours):
    return make_user("amina", REGISTRATION, event=ours)


def test_a_team_works_on_its_own_event_alone(amina, ours, theirs):
    mine, other = make_participant(ours), make_participant(theirs)
    assert may(amina, SEE_PEOPLE)
    assert not amina.has_perm(SEE_PEOPLE)
    for row in (ours, mine, mine.person, make_consent(mine), Participant(event=ours)):
        assert may(amina, SEE_PEOPLE, row), row
    for row in (theirs, other, other.person, make_consent(other), Participant(event=theirs), Participant()):
        assert not may(amina, SEE_PEOPLE, row), row
    assert events_with_people(amina) == {ours.pk}
    assert set(scoped(Participant.objects.all(), amina, SEE_PEOPLE)) == {mine}
    assert set(scoped(Person.objects.all(), amina, "proceedings.view_person")) == {mine.person}


def test_a_team_gives_what_its_role_gives_and_no_more(amina, ours):
    assert not may(amina, "proceedings.publish_proceedings")
    assert not may(amina, "proceedings.publish_proceedings", make_proceedings(ours))
    assert not scoped(Event.objects.all(), amina, "proceedings.change_event").exists()


def test_a_person_with_seats_at_two_events_is_found_once(amina, ours, theirs):
    person = make_person()
    for event in (ours, theirs):
        make_participant(event, person=person)
    assert events_of(person) == {ours.pk, theirs.pk}
    assert list(scoped(Person.objects.all(), amina, "proceedings.view_person")) == [person]


def test_a_person_without_a_seat_is_of_no_team(amina):
    assert not may(amina, "proceedings.view_person", make_person())


def test_two_roles_at_two_events_do_not_mix(ours, theirs):
    ravi = make_user("ravi", REGISTRATION, event=ours)
    TeamMember.objects.create(event=theirs, user=ravi, role=Group.objects.get(name=PUBLISHER))
    at_ours, at_theirs = make_proceedings(ours), make_proceedings(theirs)
    assert may(ravi, "proceedings.publish_proceedings", at_theirs)
    assert not may(ravi, "proceedings.publish_proceedings", at_ours)
    assert may(ravi, "proceedings.add_participant", make_participant(ours))
    assert not may(ravi, "proceedings.add_participant", make_participant(theirs))


def test_two_roles_at_one_event_add_up(ours):
    ravi = make_user("ravi", REGISTRATION, RAPPORTEUR, event=ours)
    assert may(ravi, "proceedings.add_participant", make_participant(ours))
    assert may(ravi, "proceedings.change_section", make_section(make_proceedings(ours), "Text"))


def test_a_role_of_the_site_goes_beyond_the_team(ours, theirs):
    ravi = make_user("ravi", EDITOR)
    TeamMember.objects.create(event=ours, user=ravi, role=Group.objects.get(name=REGISTRATION))
    assert may(ravi, "proceedings.change_event", theirs)
    assert not may(ravi, "proceedings.add_participant", make_participant(theirs))
    assert may(ravi, "proceedings.add_participant", make_participant(ours))


def test_who_is_taken_off_the_team_may_nothing_from_the_next_request_on(amina, ours):
    seat = make_participant(ours)
    assert may(amina, SEE_PEOPLE, seat)
    TeamMember.objects.all().delete()
    assert not may(User.objects.get(pk=amina.pk), SEE_PEOPLE, seat)


def test_who_loses_a_role_may_nothing_from_the_next_request_on():
    selma, seat = make_user("selma", REGISTRATION), make_participant()
    assert may(selma, SEE_PEOPLE, seat)
    selma.groups.clear()
    assert not may(User.objects.get(pk=selma.pk), SEE_PEOPLE, seat)


def test_a_role_that_loses_a_permission_loses_it_in_teams(amina, ours):
    role = Group.objects.get(name=REGISTRATION)
    role.permissions.remove(role.permissions.get(codename="view_participant"))
    assert not may(User.objects.get(pk=amina.pk), SEE_PEOPLE, make_participant(ours))


def test_what_a_team_may_is_asked_once_a_request(amina, ours, django_assert_num_queries):
    amina = User.objects.get(pk=amina.pk)
    seats = [make_participant(ours) for _ in range(5)]
    may(amina, SEE_PEOPLE, seats[0])
    with django_assert_num_queries(0):
        assert all(may(amina, SEE_PEOPLE, seat) for seat in seats)
        assert not may(amina, "proceedings.delete_event", ours)


# What all events share, and what no team touches


def test_a_team_works_on_what_all_events_share(amina):
    organisation = make_organisation()
    assert may(amina, "proceedings.change_organisation", organisation)
    assert set(scoped(Organisation.objects.all(), amina, "proceedings.view_organisation")) == {organisation}


def test_somebody_in_no_team_does_not(ours):
    eve = make_user("eve", RAPPORTEUR, event=ours)
    assert not may(eve, "proceedings.change_organisation", make_organisation())


def test_the_administrator_of_one_event_is_not_that_of_the_site(ours):
    """Whoever could change an account could make it a superuser's."""
    boss = make_user("boss", "Administrator", event=ours)
    other, network = make_user("other"), Network.objects.create(name="A network")
    assert may(boss, "proceedings.change_event", ours)
    for perm, row, rows in [
        ("auth.change_user", other, User.objects.all()),
        ("auth.view_group", Group.objects.first(), Group.objects.all()),
        ("proceedings.change_network", network, Network.objects.all()),
    ]:
        assert not may(boss, perm), perm
        assert row is None or not may(boss, perm, row), perm
        assert rows is None or not scoped(rows, boss, perm).exists(), perm
    assert boss.has_module_perms("proceedings")
    assert not boss.has_module_perms("auth")


def test_a_model_of_another_app_is_not_taken_for_ours():
    """Django's own permission model, or a package's "event", is no row of an event."""
    assert event_path(User) is None
    assert not access.is_shared(Group)


def test_a_photograph_is_its_event_s_and_a_logo_is_everybody_s(amina, ours, theirs):
    logo, mine, other = (Picture.objects.create(file=ContentFile(b"", "x.webp"), alt="A") for _ in range(3))
    Photo.objects.create(event=ours, picture=mine)
    Photo.objects.create(event=theirs, picture=other)
    view = "proceedings.view_picture"
    assert [may(amina, view, picture) for picture in (logo, mine, other)] == [True, True, False]
    assert set(scoped(Picture.objects.all(), amina, view)) == {logo, mine}
    assert may(amina, "proceedings.add_picture", Picture())


# Which events a row belongs to


def test_a_row_belongs_to_the_event_at_the_end_of_its_path(ours):
    commitment = make_commitment(ours)
    update = commitment.updates.create(voice="reported", status="in_progress", happened_on="2020-01-01")
    evidence = update.evidence.create(title="A page", url="https://example.org/")
    for row in (ours, make_session(ours), commitment, update, evidence, make_section(make_proceedings(ours), "")):
        assert events_of(row) == {ours.pk}


def test_a_new_row_belongs_to_the_event_of_what_it_hangs_on(ours):
    from proceedings.models import Consent, Evidence, Section, SessionRole, Update

    commitment, seat = make_commitment(ours), make_participant(ours)
    assert events_of(Evidence(update=Update(commitment=commitment))) == {ours.pk}
    assert events_of(Section(proceedings=make_proceedings(ours))) == {ours.pk}
    assert events_of(Consent(participant=seat)) == {ours.pk}
    assert events_of(SessionRole(session=make_session(ours))) == {ours.pk}


@pytest.mark.parametrize("name", sorted(EVENT_PATHS))
def test_a_new_row_that_hangs_on_nothing_belongs_to_no_event(name):
    assert events_of(models()[name]()) == set()


def test_what_all_share_belongs_to_no_event():
    assert events_of(make_organisation()) == set()


def test_what_may_answered_goes_with_what_it_was_made_from(django_assert_num_queries):
    user = make_user("ravi", "Editor")
    assert access.may(user, "proceedings.change_event")
    with django_assert_num_queries(0):
        assert access.may(user, "proceedings.change_event")
    user.groups.clear()
    # As Django's tests and ours do to look again with the same object.
    del user._perm_cache, user._group_perm_cache
    assert not access.may(user, "proceedings.change_event")
    user.is_superuser = True
    assert access.may(user, "proceedings.change_event")
    user.is_active = False
    assert not access.may(user, "proceedings.change_event")


def test_what_may_answered_is_remembered_of_the_user_of_a_request(amina, monkeypatch):
    """That user stands behind a wrapper, and a page of the back office asks 200 times."""
    user, asked = SimpleLazyObject(lambda: amina), []
    answers = [may(user, "proceedings.view_participant") for _ in range(3)]
    monkeypatch.setattr(User, "has_perm", lambda *given: asked.append(given))
    assert [may(user, "proceedings.view_participant") for _ in range(3)] == answers
    assert asked == []
