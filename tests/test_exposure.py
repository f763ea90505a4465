"""What a page may print of a person, rule by rule. Every case there is stands in test_exposure_agrees."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from proceedings.access import REGISTRATION
from proceedings.exposure import (
    SMALLEST_GROUP,
    Appearance,
    Level,
    appearance,
    crowd,
    kind_of,
    level,
    photo_is_public,
    public_count,
    public_photos,
    shown_at,
    told_apart,
)
from proceedings.models import Attribution, Consent, Participant, Photo, Picture, Surface
from tests.make import (
    make_consent,
    make_constituency,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def words(participant, **options):
    return appearance(participant, Surface.NAMED, **options).text


def everything_in(shown):
    """All that a page could print of an Appearance, and all it could reach from there."""
    return repr(shown) + str(shown) + "".join(str(getattr(shown, name)) for name in Appearance.__dataclass_fields__)


def seats(event, number, country="", constituency="cso", **fields):
    row = make_constituency(constituency)
    return [make_participant(event, constituency=row, country=country, **fields) for _ in range(number)]


@pytest.fixture
def event():
    return make_event(is_published=True)


# Nobody is shown unless somebody said so


@pytest.mark.parametrize("surface", Surface.values)
def test_a_new_seat_is_shown_nowhere(surface):
    seat = Participant.objects.create(event=make_event(), person=make_person())
    assert level(seat, surface) == Level.HIDDEN


@pytest.mark.parametrize("surface", ["listed", "photographed", "shared"])
def test_a_confirmed_delegate_of_a_public_event_is_on_no_list_and_no_photograph(surface):
    assert level(make_participant(), surface) == Level.HIDDEN


def test_a_confirmed_delegate_of_a_public_event_stands_in_texts_without_a_name():
    assert level(make_participant(), Surface.NAMED) == Level.KIND


@pytest.mark.parametrize("agreed", Surface.values)
def test_a_consent_counts_for_one_surface_alone(agreed):
    delegate = make_participant()
    make_consent(delegate, agreed)
    assert {surface for surface in Surface.values if level(delegate, surface) == Level.NAMED} == {agreed}


@pytest.mark.parametrize("attribution", Attribution.values)
@pytest.mark.parametrize("surface", Surface.values)
def test_somebody_protected_is_shown_nowhere_whatever_was_agreed(surface, attribution):
    delegate = make_participant(person=make_person(is_protected=True))
    make_consent(delegate, surface)
    assert level(delegate, surface, attribution=attribution) == Level.HIDDEN


@pytest.mark.parametrize(
    ("dates", "days", "named"),
    [
        ({}, 0, True),
        ({}, -1, False),
        ({}, 40_000, True),
        ({"valid_until": TODAY + timedelta(30)}, 30, True),
        ({"valid_until": TODAY + timedelta(30)}, 31, False),
        ({"valid_until": TODAY}, 0, True),
        ({"withdrawn_on": TODAY + timedelta(2)}, 1, True),
        ({"withdrawn_on": TODAY + timedelta(2)}, 2, False),
        ({"withdrawn_on": TODAY}, 0, False),
    ],
)
def test_a_consent_counts_from_its_first_day_to_its_last(dates, days, named):
    delegate = make_participant()
    make_consent(delegate, given_on=TODAY, **dates)
    assert (level(delegate, Surface.NAMED, on=TODAY + timedelta(days)) == Level.NAMED) is named


def test_without_a_day_it_is_about_today():
    delegate = make_participant()
    consent = make_consent(delegate, given_on=TODAY - timedelta(9), valid_until=TODAY - timedelta(1))
    assert level(delegate, Surface.NAMED) == Level.KIND
    Consent.objects.filter(pk=consent.pk).update(valid_until=TODAY)
    assert level(delegate, Surface.NAMED) == Level.NAMED


def test_amina_sees_the_names_of_her_own_event_only():
    ours, theirs = make_participant(), make_participant()
    amina = make_user("amina", REGISTRATION, event=ours.event)
    assert level(ours, Surface.LISTED, viewer=amina) == Level.NAMED
    assert level(theirs, Surface.LISTED, viewer=amina) == Level.HIDDEN


# Of two levels, the one that shows less


@pytest.mark.parametrize(
    ("one", "other", "lower"),
    [
        ("named", "named", "named"),
        ("named", "kind", "kind"),
        ("named", "hidden", "hidden"),
        ("kind", "kind", "kind"),
        ("kind", "hidden", "hidden"),
        ("hidden", "hidden", "hidden"),
    ],
)
def test_the_lower_level_shows_less(one, other, lower):
    assert Level.lower(one, other) == Level.lower(other, one) == lower


def test_a_level_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="everybody"):
        Level.lower("named", "everybody")


# What is not allowed is not in an appearance


def full_seat(event=None, **person):
    """Somebody about whom everything is known."""
    ministry = make_organisation(name="Ministry of Toil", acronym="MoT", country="MM")
    person = make_person("Nilar Thein", honorific="Daw", own_script_name="နီလာသိန်း", email="nilar@example.org", **person)
    return make_participant(event, person=person, post="Director", organisation=ministry, country="LA", needs="halal")


def test_by_name_means_name_post_and_organisation():
    seat = full_seat()
    make_consent(seat)
    shown = appearance(seat, Surface.NAMED)
    assert (shown.level, shown.is_named) == (Level.NAMED, True)
    assert shown.text == "Daw Nilar Thein, Director, Ministry of Toil (MoT)"
    assert (shown.name, shown.post) == ("Daw Nilar Thein", "Director")
    assert (shown.organisation, shown.country) == (seat.organisation, "LA")


def test_by_name_without_post_and_organisation_is_the_name_alone():
    village = make_participant(office="Village headman")
    make_consent(village)
    assert words(village) == "Village headman"


def test_an_alias_takes_the_place_of_the_name():
    seat = full_seat()
    seat.alias = "Sister Moon"
    make_consent(seat)
    shown = appearance(seat, Surface.NAMED)
    assert shown.name == "Sister Moon"
    assert "Nilar" not in everything_in(shown)


SECRETS = ["Nilar", "နီလာ", "nilar@", "Director", "Ministry", "MoT", "halal", "Daw"]


@pytest.mark.parametrize("surface", Surface.values)
@pytest.mark.parametrize("attribution", [None, *Attribution.values])
@pytest.mark.parametrize("agreed", [True, False])
def test_without_a_name_nothing_about_the_person_is_there(surface, attribution, agreed):
    seat = full_seat()
    if agreed:
        make_consent(seat, surface)
    shown = appearance(seat, surface, attribution=attribution)
    if agreed and attribution in (None, Attribution.ON_RECORD):
        assert shown.is_named
        return
    assert not shown.is_named
    assert (shown.name, shown.post, shown.organisation, shown.country) == ("", "", None, None)
    assert [secret for secret in SECRETS if secret in everything_in(shown)] == []


@pytest.mark.parametrize("attribution", [Attribution.NON_ATTRIBUTABLE, Attribution.CLOSED])
def test_under_the_chatham_house_rule_the_kind_is_not_told_either(attribution):
    event = make_event(is_published=True)
    seats = [make_participant(event, organisation=make_organisation(country="MM")) for _ in range(9)]
    make_consent(seats[0])
    assert {words(seat, attribution=attribution) for seat in seats} == {"a participant"}


def test_somebody_hidden_is_the_participant_of_a_sentence():
    assert shown_at(full_seat(), Level.HIDDEN, {}) == Appearance("hidden", "a participant")


def test_of_somebody_hidden_the_kind_is_not_told_even_where_many_share_it(event):
    seat, *_others = seats(event, 9, "MM")
    assert shown_at(seat, Level.KIND, crowd(event)).text == "a cso representative from Myanmar"
    assert shown_at(seat, Level.HIDDEN, crowd(event)).text == "a participant"


def test_an_unknown_level_shows_nothing():
    assert shown_at(full_seat(), "everything", {}) == Appearance("hidden", "a participant")


# By kind: as exactly as enough people share the words


def test_five_is_the_smallest_group():
    assert SMALLEST_GROUP == 5


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "a participant"),
        (4, "a participant"),
        (5, "a cso representative from Myanmar"),
        (6, "a cso representative from Myanmar"),
    ],
)
def test_a_country_is_told_where_five_share_it(event, number, said):
    delegate, *_others = seats(event, number, "MM")
    assert words(delegate) == said


@pytest.mark.parametrize(("lao", "said"), [(4, "a cso representative"), (5, "a cso representative from Lao PDR")])
def test_a_country_of_fewer_is_not_told(event, lao, said):
    seats(event, 5, "MM")
    seats(event, 3, "VN")
    seats(event, 2, "TH")
    assert words(seats(event, lao, "LA")[0]) == said


def test_five_without_a_known_country_are_told_by_constituency(event):
    assert words(seats(event, 5)[0]) == "a cso representative"


def test_five_of_several_countries_are_told_by_constituency(event):
    delegates = [seats(event, 1, code)[0] for code in ("MM", "LA", "TH", "VN", "KH")]
    assert {words(delegate) for delegate in delegates} == {"a cso representative"}


def test_whose_constituency_nobody_knows_is_a_participant(event):
    seats(event, 9, "MM")
    unknown = [make_participant(event, country="MM") for _ in range(6)]
    assert words(unknown[0]) == "a participant"


def test_the_organisation_says_what_the_seat_does_not(event):
    ministry = make_organisation(country="MM")
    delegates = [make_participant(event, organisation=ministry) for _ in range(5)]
    assert {words(delegate) for delegate in delegates} == {"a cso representative from Myanmar"}


def test_the_seat_goes_before_the_organisation(event):
    ministry = make_organisation(country="MM")
    government = make_constituency("government")
    lent = [make_participant(event, organisation=ministry, country="TH", constituency=government) for _ in range(5)]
    assert words(lent[0]) == "a government representative from Thailand"


def test_the_one_who_is_left_over_is_not_given_away_by_silence(event):
    """Were all the others "from Myanmar", "a representative" without a country would be the one from Lao PDR."""
    many, one = seats(event, 9, "MM"), seats(event, 1, "LA")
    assert {words(seat) for seat in many + one} == {"a cso representative"}


def test_countries_are_told_while_enough_are_left_over(event):
    many, some, one = seats(event, 9, "MM"), seats(event, 5, "TH"), seats(event, 1, "LA")
    assert {words(seat) for seat in many} == {"a cso representative from Myanmar"}
    assert {words(seat) for seat in some + one} == {"a cso representative"}


def test_those_of_an_unknown_country_keep_the_one_who_is_left_over_company(event):
    some, _one, _unknown = seats(event, 5, "MM"), seats(event, 1, "LA"), seats(event, 9)
    assert {words(seat) for seat in some} == {"a cso representative from Myanmar"}


def test_the_two_from_the_media_are_not_given_away_by_silence(event):
    several, media = seats(event, 6, constituency="un"), seats(event, 2, constituency="media")
    many = seats(event, 20, constituency="cso")
    assert {words(seat) for seat in many} == {"a cso representative"}
    assert {words(seat) for seat in several + media} == {"a participant"}


def test_those_of_an_unknown_constituency_keep_the_two_from_the_media_company(event):
    several, _media = seats(event, 6, constituency="un"), seats(event, 2, constituency="media")
    for _ in range(9):
        make_participant(event)
    assert {words(seat) for seat in several} == {"a un representative"}


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ({}, []),
        ({"a": 4}, []),
        ({"a": 5}, ["a"]),
        ({"a": 5, "b": 5}, ["a", "b"]),
        ({"a": 9, "b": 4}, []),
        ({"a": 9, "b": 4, "c": 1}, ["a"]),
        ({"a": 9, "b": 5, "c": 1}, ["a"]),
        ({"a": 9, "b": 5, "": 1}, ["a"]),
        ({"": 50}, []),
        ({"a": 5, "": 5}, ["a"]),
        ({"b": 5, "a": 5, "c": 4}, ["a"]),
    ],
)
def test_groups_are_told_apart_only_where_nobody_is_left_alone(sizes, told):
    assert told_apart(sizes, unknown="") == {key: sizes[key] for key in told}


def test_whoever_is_named_is_not_one_of_those_meant(event):
    """Five from Myanmar, four of them named: "a representative from Myanmar" would be the fifth."""
    delegates = seats(event, 5, "MM")
    for delegate in delegates[:4]:
        make_consent(delegate)
    assert words(delegates[4]) == "a participant"
    assert words(delegates[4], attribution=Attribution.ON_RECORD) == "a participant"


def test_where_nobody_is_named_all_are_meant(event):
    delegates = seats(event, 5, "MM")
    make_consent(delegates[0])
    said = {words(delegate, attribution=Attribution.KIND_ONLY) for delegate in delegates}
    assert said == {"a cso representative from Myanmar"}


def test_only_those_who_hold_a_seat_and_may_be_mentioned_make_a_crowd(event):
    seats(event, 4, "MM")
    for state in set(Participant.State.values) - {"confirmed"}:
        seats(event, 1, "MM", state=state)
    seats(event, 1, "MM", person=make_person(is_protected=True))
    seats(make_event(is_published=True), 9, "MM")
    cso = make_constituency()
    assert crowd(event) == {}
    seats(event, 1, "MM")
    assert crowd(event) == {(cso.pk, None): 5, (cso.pk, "MM"): 5}


def test_the_crowd_is_of_the_day(event):
    delegates = seats(event, 5, "MM")
    make_consent(delegates[0], given_on=TODAY)
    assert crowd(event) == {}
    assert len(crowd(event, on=TODAY - timedelta(1))) == 2


def test_in_a_crowd_that_is_not_known_everybody_is_a_participant():
    assert kind_of(full_seat(), {}) == "a participant"


def test_what_was_loaded_is_not_asked_for_again(django_assert_num_queries):
    make_consent(full_seat())
    full_seat()
    loaded = Participant.objects.select_related("event", "person", "constituency", "organisation__kind__constituency")
    named, unnamed = loaded.prefetch_related("consents").order_by("pk")
    with django_assert_num_queries(0):
        assert appearance(named, Surface.NAMED).is_named
        assert appearance(unnamed, Surface.LISTED).text == "a participant"
        assert appearance(unnamed, Surface.NAMED, counts={}).text == "a participant"
    with django_assert_num_queries(1):
        appearance(unnamed, Surface.NAMED)


# Numbers


@pytest.mark.parametrize(
    ("number", "shown"), [(None, None), (0, None), (1, None), (4, None), (5, 5), (6, 6), (1000, 1000), (-1, None)]
)
def test_a_small_number_is_not_told(number, shown):
    assert public_count(number) == shown


# Photographs


def make_photo(*people, event=None, **fields):
    picture = Picture.objects.create(file=ContentFile(b"", "x.webp"), alt="A room")
    event = event or make_event(is_published=True)
    photo = Photo.objects.create(**{"event": event, "picture": picture, "all_noted": True} | fields)
    photo.shows.set(people)
    return photo


def is_public(photo, on=None):
    """What Python and SQL say, which must be the same."""
    answer = photo_is_public(photo, on=on)
    assert public_photos(Photo.objects.filter(pk=photo.pk), on=on).exists() == answer
    return answer


def test_a_photograph_on_which_nobody_can_be_recognised_is_public():
    assert is_public(make_photo())


def test_a_new_photograph_is_unseen():
    assert Photo().all_noted is False
    assert not is_public(make_photo(all_noted=False))


def test_a_photograph_of_an_event_that_is_not_public_is_unseen():
    assert not is_public(make_photo(event=make_event()))


def test_one_who_did_not_agree_hides_the_photograph():
    agreed = make_participant()
    make_consent(agreed, Surface.PHOTOGRAPHED)
    assert is_public(make_photo(agreed, event=agreed.event))
    photo = make_photo(agreed, make_participant(agreed.event), event=agreed.event)
    assert not is_public(photo)


def test_a_consent_to_be_named_is_none_to_be_photographed():
    delegate = make_participant()
    make_consent(delegate, Surface.NAMED)
    assert not is_public(make_photo(delegate, event=delegate.event))


def test_a_photograph_goes_when_a_consent_ends():
    delegate = make_participant()
    make_consent(delegate, Surface.PHOTOGRAPHED, valid_until=TODAY)
    photo = make_photo(delegate, event=delegate.event)
    assert is_public(photo)
    assert not is_public(photo, on=TODAY + timedelta(1))
