import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings.access import EDITOR, PUBLISHER, RAPPORTEUR, REGISTRATION
from proceedings.documents.forms import PictureForm, PublicationFileForm
from proceedings.documents.pictures import picture_url
from proceedings.documents.uploads import MEDIA_TYPES
from proceedings.models import (
    EventPublication,
    Network,
    Photo,
    Picture,
    Publication,
    PublicationFile,
    PublicationKind,
)
from proceedings.public.files import disposition, safe_name
from tests.drawn import PDF, jpeg, office, uploaded
from tests.make import (
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_session,
    make_user,
)

# Files are looked at in Python, so one database is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

NOBODYS = "/files/pictures/00000000000000000000000000000000/whole.jpg"
NO_DOCUMENT = "/files/documents/00000000000000000000000000000000/"


def make_picture(**fields):
    form = PictureForm({"alt": "Three rivers"} | fields, {"file": uploaded(jpeg(700, 400), "rivers.jpg")})
    assert form.errors == {}
    return Picture.objects.get(pk=form.save().pk)


def make_publication(**fields):
    kind, _ = PublicationKind.objects.get_or_create(code="report", defaults={"name": "Report"})
    number = Publication.objects.count()
    return Publication.objects.create(
        **{"title": f"Report {number}", "slug": f"report-{number}", "kind": kind, "is_published": True} | fields
    )


def make_document(publication=None, data=PDF, name="report.pdf", language="en", **fields):
    publication = publication or make_publication()
    row = PublicationFile(publication=publication)
    form = PublicationFileForm(
        {"language": make_language(language).pk} | fields, {"file": uploaded(data, name)}, instance=row
    )
    assert form.errors == {}
    return PublicationFile.objects.get(pk=form.save().pk)


def make_photo(*people, event=None, all_noted=True):
    event = event or (people[0].event if people else make_event(is_published=True))
    photo = Photo.objects.create(event=event, picture=make_picture(), all_noted=all_noted)
    photo.shows.set(people)
    return photo


def published_document(**fields):
    return reverse("public:document", args=[make_document(**fields).token])


def seen(client, url, **headers):
    """True when the file is there, False when the answer is exactly that of a file that does not exist."""
    response = client.get(url, headers=headers)
    if response.status_code == 200:
        return bool(response.getvalue())
    nobodys = NOBODYS if "/pictures/" in url else NO_DOCUMENT
    nothing = client.get(nobodys, headers=headers)
    assert response.status_code == nothing.status_code == 404
    # The page may name the address that was asked for, and nothing else may differ.
    assert response.content.replace(url.encode(), nobodys.encode()) == nothing.content.replace(
        url.encode(), nobodys.encode()
    )
    assert dict(response.headers) == dict(nothing.headers)
    return False


def all_urls(picture):
    return [picture_url(picture), *(picture_url(picture, int(width)) for width in picture.sizes)]


def visitor_sees(client, picture):
    """Whether a visitor sees a picture, after asking for all its sizes and by all conditions."""
    answers = set()
    for url in all_urls(picture):
        answers.add(seen(client, url))
        if answers == {False}:
            for headers in ({"If-None-Match": "*"}, {"Range": "bytes=0-3"}, {"If-Match": '"x"'}):
                assert client.get(url, headers=headers).status_code == 404
            assert client.head(url).status_code == 404
    [answer] = answers
    return answer


# Which pictures are public


def test_a_picture_that_nothing_uses_is_nobodys_business(client):
    assert not visitor_sees(client, make_picture())


def test_the_logo_of_the_site_is_public(client):
    picture = make_picture()
    Network.objects.create(name="Network", logo=picture)
    assert visitor_sees(client, picture)


def test_the_cover_of_an_event_is_as_public_as_the_event(client):
    picture = make_picture()
    event = make_event(cover=picture)
    assert not visitor_sees(client, picture)
    event.is_published = True
    event.save()
    assert visitor_sees(client, picture)
    event.is_reference = True
    event.save()
    assert not visitor_sees(client, picture)


def test_the_logo_of_an_organisation_is_as_public_as_its_page(client):
    picture = make_picture()
    organisation = make_organisation(logo=picture)
    assert not visitor_sees(client, picture)
    organisation.is_published = True
    organisation.save()
    assert visitor_sees(client, picture)


def test_the_cover_of_a_publication_is_as_public_as_the_publication(client):
    picture = make_picture()
    publication = make_publication(cover=picture, is_published=False)
    assert not visitor_sees(client, picture)
    publication.is_published = True
    publication.save()
    assert visitor_sees(client, picture)


def test_one_public_use_is_enough(client):
    picture = make_picture()
    make_event(cover=picture)
    make_event(cover=picture, is_published=True)
    make_organisation(logo=picture)
    assert visitor_sees(client, picture)


# Photographs


def test_a_photograph_is_seen_when_everybody_in_it_agreed(client):
    amina = make_participant()
    ravi = make_participant(event=amina.event)
    photo = make_photo(amina, ravi)
    assert not visitor_sees(client, photo.picture)
    make_consent(amina, "photographed")
    assert not visitor_sees(client, photo.picture)
    make_consent(ravi, "photographed")
    assert visitor_sees(client, photo.picture)


def test_consent_to_be_named_is_no_consent_to_be_photographed(client):
    amina = make_participant()
    make_consent(amina, "named")
    make_consent(amina, "listed")
    assert not visitor_sees(client, make_photo(amina).picture)


def test_until_it_is_noted_who_is_in_it_a_photograph_is_unseen(client):
    photo = make_photo(all_noted=False)
    assert not visitor_sees(client, photo.picture)
    photo.all_noted = True
    photo.save()
    assert visitor_sees(client, photo.picture)


def test_a_withdrawn_consent_counts_with_the_next_request(client):
    amina = make_participant()
    consent = make_consent(amina, "photographed")
    picture = make_photo(amina).picture
    first = client.get(picture_url(picture))
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"
    consent.withdrawn_on = timezone.localdate()
    consent.save()
    assert not visitor_sees(client, picture)
    assert not seen(client, picture_url(picture), **{"If-None-Match": first.headers["ETag"]})


def test_a_consent_that_ended_yesterday_does_not_count(client):
    amina = make_participant()
    yesterday = timezone.localdate() - timedelta(days=1)
    make_consent(amina, "photographed", given_on=yesterday, valid_until=yesterday)
    assert not visitor_sees(client, make_photo(amina).picture)


def test_a_photograph_of_an_event_that_is_not_public_is_unseen(client):
    assert not visitor_sees(client, make_photo(event=make_event()).picture)


def test_making_a_photograph_a_cover_does_not_make_it_public(client):
    amina = make_participant()
    picture = make_photo(amina).picture
    make_event(cover=picture, is_published=True)
    make_organisation(logo=picture, is_published=True)
    make_publication(cover=picture)
    Network.objects.create(name="Network", logo=picture)
    assert not visitor_sees(client, picture)


# Colleagues


def colleague_sees(client, user, url):
    client.force_login(user)
    answer = client.get(url)
    if answer.status_code == 200:
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Cookie" in answer.headers["Vary"]
        return True
    return seen(client, url)


@pytest.mark.parametrize(
    ("role", "picture", "photo", "document"),
    [
        (REGISTRATION, True, True, False),
        (RAPPORTEUR, True, False, True),
        (EDITOR, True, True, True),
        (PUBLISHER, True, True, True),
        (None, False, False, False),
    ],
)
def test_a_colleague_sees_what_the_role_may_see(client, role, picture, photo, document):
    user = make_user("selma", *filter(None, [role]))
    hidden = make_document(make_publication(is_published=False))
    amina = make_participant()
    assert colleague_sees(client, user, picture_url(make_picture())) is picture
    assert colleague_sees(client, user, picture_url(make_event(cover=make_picture()).cover)) is picture
    assert colleague_sees(client, user, picture_url(make_photo(amina).picture)) is photo
    assert colleague_sees(client, user, reverse("public:document", args=[hidden.token])) is document


def test_a_team_sees_the_photographs_and_covers_of_its_own_event_only(client):
    ours, theirs = make_event(cover=make_picture()), make_event(cover=make_picture())
    user = make_user("amina", REGISTRATION, event=ours)
    assert colleague_sees(client, user, picture_url(ours.cover))
    assert not colleague_sees(client, user, picture_url(theirs.cover))
    assert colleague_sees(client, user, picture_url(make_photo(event=ours).picture))
    assert not colleague_sees(client, user, picture_url(make_photo(event=theirs).picture))


def test_somebody_who_left_sees_no_more_than_a_visitor(client):
    user = make_user("selma", EDITOR)
    url = picture_url(make_picture())
    assert colleague_sees(client, user, url)
    user.is_active = False
    user.save()
    assert not seen(client, url)


def test_an_account_that_is_not_staff_sees_no_more_than_a_visitor(client):
    user = make_user("selma", EDITOR)
    user.is_staff = False
    user.save()
    assert not colleague_sees(client, user, picture_url(make_picture()))


def test_a_public_picture_is_the_same_for_a_colleague(client):
    picture = make_event(cover=make_picture(), is_published=True).cover
    visitor = client.get(picture_url(picture))
    content = visitor.getvalue()
    client.force_login(make_user("selma", EDITOR))
    colleague = client.get(picture_url(picture))
    assert visitor.headers == colleague.headers
    assert "Vary" not in visitor.headers
    assert colleague.getvalue() == content


# Documents


def test_a_document_is_as_public_as_its_publication(client):
    row = make_document(make_publication(is_published=False))
    url = row.get_absolute_url()
    assert not seen(client, url)
    row.publication.is_published = True
    row.publication.save()
    assert seen(client, url)
    tag = client.get(url).headers["ETag"]
    row.publication.is_published = False
    row.publication.save()
    assert not seen(client, url)
    for headers in ({"If-None-Match": tag}, {"If-None-Match": "*"}, {"If-Match": '"x"'}, {"Range": "bytes=0-3"}):
        assert client.get(url, headers=headers).status_code == 404
    assert client.head(url).status_code == 404


def test_what_was_handed_out_in_a_closed_session_only_is_not_public(client):
    event = make_event(is_published=True)
    closed, open_ = make_session(event, attribution="closed"), make_session(event, attribution="non_attributable")
    publication = make_publication(cover=make_picture())
    url = make_document(publication).get_absolute_url()
    EventPublication.objects.create(event=event, publication=publication, session=closed, relation="presented")
    assert not seen(client, url)
    assert not visitor_sees(client, publication.cover)
    EventPublication.objects.create(event=event, publication=publication, session=open_, relation="launched")
    assert seen(client, url)
    assert visitor_sees(client, publication.cover)


def test_what_belongs_to_an_event_and_no_session_is_public(client):
    publication = make_publication()
    EventPublication.objects.create(event=make_event(), publication=publication)
    assert seen(client, make_document(publication).get_absolute_url())


def test_a_pdf_opens_in_the_browser_under_a_name_made_of_its_title(client):
    publication = make_publication(title="Safe from the Start: The Roles of Countries of Origin")
    response = client.get(make_document(publication).get_absolute_url())
    assert response.getvalue() == PDF
    name = 'inline; filename="Safe from the Start The Roles of Countries of Origin (en).pdf"'
    assert response.headers["Content-Disposition"] == name
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == str(len(PDF))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert not response.cookies


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx"])
def test_office_files_are_saved_and_never_opened_in_the_browser(client, ending):
    response = client.get(published_document(data=office(ending), name=f"report.{ending}"))
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Content-Type"] == MEDIA_TYPES[ending]
    assert response.headers["Content-Security-Policy"].endswith("sandbox")


def test_a_file_whose_kind_nobody_checked_is_only_saved(client):
    row = make_document()
    PublicationFile.objects.update(media_type="text/html")
    response = client.get(row.get_absolute_url())
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plain", "Plain (en).pdf"),
        ("../../etc/passwd", "etc passwd (en).pdf"),
        ('a\\b:c*d?e"f<g>h|i', "a b c d e f g h i (en).pdf"),
        ("Report\u202efdp.exe", "Report fdp.exe (en).pdf"),
        ("line\r\nSet-Cookie: x=1\0", "line Set-Cookie x=1 (en).pdf"),
        ("…", "… (en).pdf"),
        (" . ", "document (en).pdf"),
        ("", "document (en).pdf"),
        ("-rf", "rf (en).pdf"),
        ("၂၀၁၇ ခုနှစ် အစီရင်ခံစာ", "၂၀၁၇ ခုနှစ် အစီရင်ခံစာ (en).pdf"),
        ("x" * 300, "x" * 100 + " (en).pdf"),
    ],
)
def test_names_are_safe_to_save_under(title, name):
    assert safe_name(title, "en", "pdf") == name


def test_a_name_in_another_script_comes_with_one_for_old_programs():
    header = disposition("attachment", "ပြည်", "my", "pdf")
    assert header.startswith("attachment; filename=\"document (my).pdf\"; filename*=UTF-8''%E1%80%95")
    assert header.isascii()
    assert len(safe_name("ပြ" * 200, "my", "pdf").encode()) < 250


def test_a_title_cannot_write_headers(client):
    publication = make_publication(title='x"; filename="evil.exe')
    response = client.get(make_document(publication).get_absolute_url())
    assert response.headers["Content-Disposition"] == 'inline; filename="x filename= evil.exe (en).pdf"'


# How they are sent


def test_a_cover_is_kept_for_a_minute_and_the_sites_logo_for_a_day(client):
    cover = make_event(cover=make_picture(), is_published=True).cover
    logo = make_picture()
    Network.objects.create(name="Network", logo=logo)
    assert client.get(picture_url(cover)).headers["Cache-Control"] == "public, max-age=60"
    assert client.get(picture_url(logo)).headers["Cache-Control"] == "public, max-age=86400"


def test_pictures_say_what_they_are(client):
    cover = make_event(cover=make_picture(), is_published=True).cover
    whole, small = client.get(picture_url(cover)), client.get(picture_url(cover, 320))
    assert (whole.headers["Content-Type"], small.headers["Content-Type"]) == ("image/jpeg", "image/webp")
    assert whole.getvalue()[:2] == b"\xff\xd8"
    assert small.getvalue()[8:12] == b"WEBP"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["ETag"] != small.headers["ETag"]
    assert whole.headers["Content-Disposition"].startswith("inline; ")


def test_who_has_it_already_is_sent_nothing(client):
    for url in (picture_url(make_event(cover=make_picture(), is_published=True).cover), published_document()):
        first = client.get(url)
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_head_says_the_same_without_the_file(client):
    for url in (picture_url(make_event(cover=make_picture(), is_published=True).cover), published_document()):
        whole, head = client.get(url), client.head(url)
        assert head.status_code == 200
        assert head.headers == whole.headers
        assert head.content == b""


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-3", 206, PDF[:4], f"bytes 0-3/{len(PDF)}"),
        ("bytes=10-", 206, PDF[10:], f"bytes 10-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-6", 206, PDF[-6:], f"bytes {len(PDF) - 6}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=5-999999", 206, PDF[5:], f"bytes 5-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=999999-", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=-0", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=3-1", 200, PDF, None),
        ("bytes=0-1,3-4", 200, PDF, None),
        ("bytes=-", 200, PDF, None),
        ("lines=0-1", 200, PDF, None),
        ("bytes=0-" + "9" * 5000, 200, PDF, None),
    ],
)
def test_a_download_that_stopped_half_way_goes_on(client, asked, status, part, said):
    response = client.get(published_document(), headers={"Range": asked})
    assert (response.status_code, response.headers.get("Content-Range")) == (status, said)
    assert response.getvalue() == part
    if status != 416:
        assert response.headers["Content-Length"] == str(len(part))


def test_a_download_does_not_go_on_with_another_file(client):
    url = published_document()
    tag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"Range": "bytes=4-", "If-Range": tag}).status_code == 206
    assert client.get(url, headers={"Range": "bytes=4-", "If-Range": '"other"'}).status_code == 200


def test_a_file_that_is_missing_in_the_storage_does_not_exist(client):
    cover = make_event(cover=make_picture(), is_published=True).cover
    row = make_document()
    for name, url in ((cover.file.name, picture_url(cover)), (row.file.name, row.get_absolute_url())):
        default_storage.delete(name)
        assert client.get(url).status_code == client.head(url).status_code == 404


def test_only_stored_sizes_exist(client):
    cover = make_event(cover=make_picture(), is_published=True).cover
    for name in ("321.webp", "640.png", "whole.webp", "whole.jpeg", "original.jpg", "0.webp", "1280.webp"):
        assert client.get(f"/files/pictures/{cover.key}/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/files/",
        "/files/pictures/",
        "/files/pictures/../../db.sqlite3",
        "/files/pictures/%2e%2e/%2e%2e/db.sqlite3",
        "/files/pictures/" + "a" * 32 + "/..%2f..%2fdb.sqlite3",
        "/files/pictures/" + "a" * 32 + "/whole.jpg%00",
        "/files/pictures/" + "a" * 32 + "/whole.jpg%0a",
        "/files/pictures/" + "a" * 31 + "%00/whole.jpg",
        "/files/documents/" + "a" * 31 + "%00/",
        "/files/documents/" + "a" * 32 + "/../",
        "/media/",
        "/pictures/",
    ],
)
def test_no_path_leads_around_the_check(client, path):
    assert client.get(path).status_code == 404


def test_stored_names_are_no_addresses(client):
    cover = make_event(cover=make_picture(), is_published=True).cover
    row = make_document()
    for name in [cover.file.name, *cover.sizes.values(), row.file.name]:
        for path in (f"/{name}", f"/media/{name}", f"/files/{name}", f"/static/{name}"):
            assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_files_are_only_read(client, method):
    for url in (published_document(), picture_url(make_picture()), NOBODYS):
        assert getattr(client, method)(url).status_code == 405


def test_a_public_picture_costs_few_queries_and_no_session(client, django_assert_max_num_queries):
    client.force_login(make_user("selma", EDITOR))
    for picture in [
        make_event(cover=make_picture(), is_published=True).cover,
        make_publication(cover=make_picture()).cover,
        make_organisation(logo=make_picture(), is_published=True).logo,
    ]:
        with django_assert_max_num_queries(6) as queries:
            assert client.get(picture_url(picture)).status_code == 200
        assert [query for query in queries.captured_queries if "django_session" in query["sql"]] == []


def test_a_photograph_costs_the_same_for_two_people_and_twenty(client):
    def cost(number):
        event = make_event(is_published=True)
        people = [make_participant(event=event) for _ in range(number)]
        for person in people:
            make_consent(person, "photographed")
        picture = make_photo(*people).picture
        with CaptureQueriesContext(connection) as queries:
            assert client.get(picture_url(picture)).status_code == 200
        return len(queries)

    assert cost(2) == cost(20)


# The form of a document


def document_form(data, name, instance=None, **fields):
    row = instance or PublicationFile(publication=make_publication())
    return PublicationFileForm({"language": make_language().pk} | fields, {"file": uploaded(data, name)}, instance=row)


def test_a_bad_document_is_told_beside_its_field():
    form = document_form(b"<html>", "report.pdf")
    assert list(form.errors) == ["file"]


def test_kind_and_size_are_those_of_the_content():
    row = make_document(data=office("docx"), name="REPORT.DOCX")
    assert (row.media_type, row.size) == (MEDIA_TYPES["docx"], len(office("docx")))
    assert row.file.name.startswith(f"documents/{row.token}")
    assert row.file.name.endswith(".docx")


def test_a_new_edition_of_a_document_keeps_its_address_and_the_old_file_goes(
    client, django_capture_on_commit_callbacks
):
    row = make_document()
    url, tags, names = row.get_absolute_url(), set(), []
    for number in range(4):
        data = PDF.replace(b"1.4", b"1.%d" % number)
        with django_capture_on_commit_callbacks(execute=True):
            form = document_form(data, "new.pdf", PublicationFile.objects.get())
            assert form.errors == {}
            form.save()
        response = client.get(url)
        assert response.getvalue() == data
        tags.add(response.headers["ETag"])
        names.append(PublicationFile.objects.get().file.name)
        assert [name for name in names if default_storage.exists(name)] == names[-1:]
    assert len(tags) == 4


def test_clearing_a_document_for_an_address_elsewhere_removes_it(client, django_capture_on_commit_callbacks):
    row = make_document()
    name, fields = row.file.name, {"language": row.language_id, "url": "https://example.org/a.pdf", "file-clear": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        form = PublicationFileForm(fields, {}, instance=row)
        assert form.errors == {}
        form.save()
    row = PublicationFile.objects.get()
    assert (row.file.name, row.media_type, row.size) == ("", "", None)
    assert row.get_absolute_url() == "https://example.org/a.pdf"
    assert not default_storage.exists(name)
    assert not seen(client, reverse("public:document", args=[row.token]))


def test_the_form_leads_to_the_checked_address_of_what_is_there():
    row = make_document()
    assert f'href="{row.get_absolute_url()}"' in PublicationFileForm(instance=row).as_p()
    picture = make_picture()
    form = PictureForm(instance=picture).as_p()
    assert f'href="{picture_url(picture)}"' in form
    assert picture.file.name not in form


# What is left over


@pytest.fixture
def on_disk(settings, tmp_path):
    """Files as they lie on a disk, whose age can be set."""
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }

    def make_older(name):
        two_days_ago = (timezone.now() - timedelta(days=2)).timestamp()
        os.utime(FileSystemStorage(tmp_path).path(name), (two_days_ago, two_days_ago))

    return make_older


def tidy(capsys, *arguments):
    call_command("tidy_files", *arguments)
    return capsys.readouterr()


def test_tidying_removes_what_no_row_refers_to_after_a_day(on_disk, capsys):
    picture, row = make_picture(), make_document()
    needed = [picture.file.name, *picture.sizes.values(), row.file.name]
    old = [default_storage.save(name, ContentFile(b"x")) for name in ("pictures/a/b/320.webp", "documents/c.pdf")]
    new = default_storage.save("documents/just-now.pdf", ContentFile(b"x"))
    other = default_storage.save("elsewhere/1.pdf", ContentFile(b"x"))
    for name in [*needed, *old, other]:
        on_disk(name)
    assert "2 files are left over" in tidy(capsys).out
    assert all(default_storage.exists(name) for name in old)
    out = tidy(capsys, "--delete").out
    assert out.splitlines() == ["Removed: documents/c.pdf", "Removed: pictures/a/b/320.webp"]
    assert [name for name in old if default_storage.exists(name)] == []
    assert all(default_storage.exists(name) for name in [*needed, new, other])
    assert tidy(capsys, "--delete").out == "No files are left over.\n"


def test_tidying_an_empty_storage_finds_nothing(on_disk, capsys):
    assert tidy(capsys).out == "No files are left over.\n"


def test_tidying_names_what_is_missing(capsys):
    row = make_document()
    default_storage.delete(row.file.name)
    assert f"Missing, restore it from the backup: {row.file.name}" in tidy(capsys).err


def test_tidying_orders_the_sizes_a_killed_worker_did_not_make(capsys):
    picture = make_picture()
    Picture.objects.update(sizes={"320": picture.sizes["320"]})
    assert "1 pictures" in tidy(capsys, "--delete").out
    assert set(Picture.objects.get().sizes) == {"320", "640", "700"}


def test_the_files_of_a_deleted_row_go_with_it(django_capture_on_commit_callbacks):
    picture, row = make_picture(), make_document()
    names = [picture.file.name, *picture.sizes.values(), row.file.name]
    with django_capture_on_commit_callbacks(execute=True):
        Picture.objects.all().delete()
        row.publication.delete()
        assert all(default_storage.exists(name) for name in names)
    assert [name for name in names if default_storage.exists(name)] == []
