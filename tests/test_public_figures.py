"""How many came is told as the sources do, but never so that it points at somebody."""

import pytest

from proceedings.documents.attendance import dress
from proceedings.models import AttendanceFigure, SessionRole
from tests.make import make_consent, make_constituency, make_event, make_participant, make_session

pytestmark = pytest.mark.django_db


def page_with(client, **figure):
    event = make_event(is_published=True, status="held")
    AttendanceFigure.objects.create(event=event, **{"label": "labour attaché", "qualifier": "exact"} | figure)
    return client.get(event.get_absolute_url()).text


@pytest.mark.parametrize("number", [1, 4])
def test_a_group_of_very_few_is_not_told_at_all(client, number):
    assert "labour attaché" not in page_with(client, number=number)


def test_a_group_of_five_is_told_with_its_number(client):
    assert "5 people" in page_with(client, number=5)


def test_a_group_is_told_in_the_words_of_its_source(client):
    assert "“about 30, mostly women”" in page_with(client, number=30, as_written="about 30, mostly women")
    assert "four trainees" not in page_with(client, number=4, as_written="four trainees")


def test_a_group_whose_number_nobody_published_is_told_without(client):
    assert "labour attaché" in page_with(client, number=None, qualifier="unknown")


def test_a_total_of_very_few_is_not_told(client):
    assert "3 trainees" not in page_with(client, label="", is_total=True, number=3, unit="trainees")
    assert "17 trainees" in page_with(client, label="", is_total=True, number=17, unit="trainees")


def test_fewer_than_five_are_very_few(client):
    assert "labour attaché" not in page_with(client, number=5, qualifier="fewer_than")
    assert "labour attaché: fewer than 6 people" in page_with(client, number=6, qualifier="fewer_than")


@pytest.mark.parametrize("number", [2, 5])
def test_a_group_of_very_few_has_no_place_in_the_table_either(client, number):
    kind = make_constituency("unions", name="Trade unions", plural="Trade unions")
    page = page_with(client, number=number, constituency=kind, countries=["MM"])
    assert ("Trade unions" in page) == (number == 5)
    assert ("Myanmar" in page) == (number == 5)


@pytest.mark.parametrize(("total", "told"), [(25, True), (26, False), (29, False), (30, True)])
def test_very_few_cannot_be_found_by_taking_groups_from_the_total(client, total, told):
    event = make_event(is_published=True, status="held")
    for label, number in (("everybody", total), ("officials", 15), ("agencies", 10), ("attachés", 3)):
        AttendanceFigure.objects.create(
            event=event, label=label, number=number, qualifier="exact", is_total=label == "everybody"
        )
    page = client.get(event.get_absolute_url()).text
    assert ("agencies: 10 people" in page) == told
    assert "officials: 15 people" in page
    assert "agencies" in page
    assert "attachés" not in page


def test_few_organisations_point_at_nobody(client):
    assert "2 organisations" in page_with(client, label="", is_total=True, number=2, of="organisations", unit="")


def test_words_for_a_small_figure_are_empty_wherever_they_are_printed():
    figure = AttendanceFigure(is_total=True, number=4, qualifier="exact", as_written="four trainees")
    assert dress([figure]) == ([], [])


def test_how_many_speakers_are_not_named_is_not_told(client):
    pages = []
    for number in (1, 3):
        event = make_event(is_published=True)
        session = make_session(event, title="Opening", attribution="on_record")
        for _ in range(number):
            SessionRole.objects.create(session=session, participant=make_participant(event))
        text = client.get(event.get_absolute_url()).text
        pages.append(text[text.index("Opening") :].split("</li>")[0])
    assert "not named" in pages[0]
    assert "others" not in pages[0]
    assert pages[0] == pages[1]
    spoke = make_participant(event, office="The minister")
    make_consent(spoke)
    SessionRole.objects.create(session=session, participant=spoke)
    assert "others, who are not named" in client.get(event.get_absolute_url()).text
