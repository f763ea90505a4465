"""An open page depends on its address alone, every other asks for a sign-in, and no page runs the code of strangers."""

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path


@login_not_required
def open_page(request):
    return HttpResponse("open")


def forgotten_page(request):
    return HttpResponse("nobody said who may read this")


urlpatterns = [
    path("admin/", admin.site.urls),
    *i18n_patterns(path("open/", open_page), path("forgotten/", forgotten_page), prefix_default_language=False),
]
pytestmark = pytest.mark.urls(__name__)


def test_an_open_page_is_the_same_for_everyone(client):
    client.cookies["sessionid"] = "of-a-colleague-who-is-signed-in-0"
    answer = client.get("/open/", headers={"Accept-Language": "km"})
    assert answer.content == b"open"
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers.get("Vary") is None
    assert not answer.cookies


def test_a_view_that_nobody_opened_asks_for_a_sign_in(client):
    answer = client.get("/forgotten/")
    assert answer.status_code == 302
    assert answer.url == "/admin/login/?next=/forgotten/"


def test_browsers_are_told_to_be_careful(client):
    headers = client.get("/open/").headers
    policy = dict(directive.strip().split(" ", 1) for directive in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
