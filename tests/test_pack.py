"""The pack of an edition: whole without a network, and without a name that the page does not show."""

import io
import json
import re
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.utils import timezone

from proceedings import revision
from proceedings.access import PUBLISHER
from proceedings.documents.edition.reading import text_of
from proceedings.models import Edition, EditionText, Event, Recommendation
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_files")]

CANARY = "Zanzibarite"
FOLDER = "dialogue-edition-1-en"
DATA = ("data/edition.json", "data/commitments.json", "data/recommendations.json")


@pytest.fixture
def edition():
    event = make_event(title="Dialogue", slug="dialogue", is_published=True)
    seat = make_participant(event, CANARY)
    make_consent(seat)
    session = make_session(event, attribution="on_record")
    draft = make_proceedings(event, title="Safe from the start")
    make_section(draft, f"<p>As @[{seat.pk}] said, we met.</p>", session=session, heading="Opening")
    make_commitment(event, ref="C1", text="We train inspectors")
    quiet = make_session(event, attribution="non_attributable")
    asked = Recommendation.objects.create(
        event=event, number="1", text="Abolish fees", session=quiet, state="published"
    )
    asked.parties.create(organisation=make_organisation(name="Quietude"), role="made_by")
    make_commitment(event, ref="C2", text="Draftery", state="draft")
    return publish(draft, by=make_user("selma", PUBLISHER))


def unpacked(answer):
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name.removeprefix(f"{FOLDER}/"): archive.read(name) for name in archive.namelist()}


def test_amina_passes_on_a_pack_that_is_whole_without_a_network(client, edition):
    answer = client.get("/proceedings/dialogue/1/pack.zip")
    members = unpacked(answer)
    page = members["index.html"].decode()
    assert [words for words in (CANARY, "Opening", "We train inspectors", "Abolish fees") if words not in page] == []
    # Nothing in it is fetched from anywhere, and nothing runs.
    assert re.findall(r'(?:src|<link[^>]*href)="(?!style\.css|pictures/)[^"]*"', page) == []
    assert re.findall(r'href="/[^"]*"', page) == []
    assert "<script" not in page
    assert members[f"{FOLDER}.pdf"].startswith(b"%PDF")
    assert json.loads(members["data/commitments.json"])[0]["ref"] == "C1"
    assert json.loads(members["data/edition.json"])["paragraphs"][1]["text"] == f"As {CANARY} said, we met."
    sums = dict(reversed(line.split("  ")) for line in members.pop("SHA256SUMS.txt").decode().splitlines())
    assert sums == {name: sha256(content).hexdigest() for name, content in members.items()}
    assert "index.html" in members["README.txt"].decode()
    # Neither who spoke in confidence nor what is a draft is in any corner of it.
    words = text_of(answer.content, "zip")
    assert "Quietude" not in words
    assert "Draftery" not in words
    # The same, byte for byte, when it is made again.
    cache.clear()
    again = client.get("/proceedings/dialogue/1/pack.zip", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert "/proceedings/dialogue/1/pack.zip" in client.get("/proceedings/dialogue/").content.decode()


def test_a_name_that_may_not_be_shown_any_more_is_gone_from_the_pack_at_once(client, edition):
    address = "/proceedings/dialogue/1/pack.zip"
    first = client.get(address)
    assert CANARY in unpacked(first)["index.html"].decode()
    consent = edition.proceedings.event.participants.get().consents.get()
    consent.withdrawn_on = timezone.localdate()
    consent.given_on -= timedelta(days=1)
    consent.save()
    # As after the commit, which no test reaches.
    revision.advance()
    after = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    members = unpacked(after)
    assert CANARY not in text_of(after.content, "zip")
    assert CANARY not in text_of(members[f"{FOLDER}.pdf"], "pdf")


def test_there_is_no_pack_of_what_visitors_may_not_open(client, edition):
    assert client.get("/proceedings/dialogue/1/km/pack.zip").status_code == 404
    assert client.get("/proceedings/dialogue/2/pack.zip").status_code == 404
    address = "/proceedings/dialogue/1/pack.zip"
    event = edition.proceedings.event
    Event.objects.filter(pk=event.pk).update(is_published=False)
    assert client.get(address).status_code == 404
    Event.objects.filter(pk=event.pk).update(is_published=True)
    assert client.get(address).status_code == 200
    taken_back = {"withdrawn_at": timezone.now(), "withdrawn_by": edition.published_by, "withdrawn_reason": "A mistake"}
    Edition.objects.filter(pk=edition.pk).update(**taken_back)
    assert client.get(address).status_code == 404


def test_the_pack_of_a_translation_is_in_its_language(client, edition):
    source = edition.texts.get()
    EditionText.objects.create(
        edition=edition,
        language=make_language("km", "Khmer"),
        title="កិច្ចសន្ទនា",
        html=source.html,
        text=source.text,
        contents=source.contents,
    )
    answer = client.get("/proceedings/dialogue/1/km/pack.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = {name.removeprefix("dialogue-edition-1-km/") for name in archive.namelist()}
        page = archive.read("dialogue-edition-1-km/index.html").decode()
        read_me = archive.read("dialogue-edition-1-km/README.txt").decode()
        style = archive.read("dialogue-edition-1-km/style.css").decode()
        asked = archive.read("dialogue-edition-1-km/data/recommendations.json").decode()
    # Of this text no PDF was made yet: the pack says nothing of one.
    fonts = {"fonts/noto-sans-khmer-400.woff2", "fonts/OFL.txt"}
    assert names == {"README.txt", "SHA256SUMS.txt", "index.html", "style.css", *DATA, *fonts}
    # Old machines have no Khmer letters of their own.
    assert 'url("fonts/noto-sans-khmer-400.woff2")' in style
    assert '<html lang="km">' in page
    assert "កិច្ចសន្ទនា" in read_me
    # Also how to use it, and that a name may have been taken away to protect somebody.
    assert "សូមទាញយកម្ដងទៀត" in read_me
    assert "What is in this folder" not in read_me
    # And under the Chatham House Rule, that nobody is told.
    assert "មិនឱ្យបញ្ជាក់ឈ្មោះអ្នកនិយាយ" in asked
    assert "pdf" not in read_me
    # Who is mentioned in it has no mark of their own in this text, so nobody is named.
    assert CANARY not in page
