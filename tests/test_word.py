"""Selma of the secretariat drops the Word file of a report, looks at one page, and accepts."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proceedings.models import (
    Commitment,
    Objective,
    Organisation,
    OrganisationClass,
    Proceedings,
    Recommendation,
    Section,
    WordFile,
)
from tests.make import make_event, make_language, make_organisation, make_participant, make_session, make_user

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).with_name("data") / "proceedings-sample.docx"


@pytest.fixture
def event():
    make_language()
    return make_event(title="Sample Dialogue", start_date="2026-11-10", end_date="2026-11-11")


@pytest.fixture
def selma(client):
    user = make_user("selma", "Editor")
    client.force_login(user)
    return user


@pytest.fixture
def drop(client):
    """Drop a file for an event; returns the page that follows."""

    def drop_(event, data, name="report.docx"):
        data = data.read_bytes() if isinstance(data, Path) else data
        file = SimpleUploadedFile(name, data)
        return client.post(reverse("admin:proceedings_event_word", args=[event.pk]), {"file": file}, follow=True)

    return drop_


@pytest.fixture
def accept(client, django_capture_on_commit_callbacks):
    """Accept the file that waits, with what was changed on the page."""

    def accept_(**sent):
        address = reverse("admin:proceedings_wordfile_review", args=[WordFile.objects.get(state="waiting").pk])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"do": "accept"} | sent, follow=True)

    return accept_


def test_the_sample_becomes_a_draft(client, event, selma, drop, accept):
    for number, title in enumerate(
        ["Reintegration", "Information before departure", "Recruitment fees", "Information before departure",
         "Portability of benefits", "Reintegration"], start=1,
    ):  # fmt: skip
        make_session(event, title=title, day="2026-11-10", position=number)
    thai = make_organisation(name="Ministry of Labour", country="TH")
    burmese = make_organisation(name="Ministry of Labour", country="MM")
    page = drop(event, SAMPLE)
    print(page.context["decisions"])
    assert "CANARY-AUTHOR" not in page.content.decode()
    accept()
    proceedings = Proceedings.objects.get()
    assert proceedings.title == "Proceedings of the Sample Dialogue on Social Security"
    sections = list(proceedings.sections.values_list("level", "heading", "session__position"))
    parts = [(1, "Objectives", None)]
    for number, title in enumerate(
        ["Reintegration", "Information before departure", "Recruitment fees", "Information before departure",
         "Portability of benefits", "Reintegration"], start=1,
    ):  # fmt: skip
        parts += [
            (1, f"Session {number}: {title}", number),
            (2, "Presentation", number),
            (2, "Discussion", number),
        ]
    assert sections == [*parts, (1, "Recommendations", None), (1, "Commitments", None)]
    for c in Commitment.objects.all():
        print(
            c.ref,
            c.text,
            c.note,
            [(p.organisation, p.as_written) for p in c.parties.all()],
            [(d.as_written, d.kind, d.earliest, d.latest, d.precision, d.times, d.per) for d in c.deadlines.all()],
        )
    for r in Recommendation.objects.all():
        print(r.number, r.text, [str(p) for p in r.parties.all()])
    print(Objective.objects.all())
    assert 0
