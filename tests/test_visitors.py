"""What a visitor claims about themselves is believed only where a proxy of ours wrote it."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile

from mmn_events.visitors import address_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "<script>", None),
    ],
)
def test_address_of_a_visitor(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(rf.get("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == address


def test_a_visitor_behind_a_socket_has_no_address(rf):
    assert address_of(rf.get("/", REMOTE_ADDR="")) is None


def test_an_upload_that_is_too_long_is_refused_unread(rf, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    request = rf.post("/", {"file": SimpleUploadedFile("list.csv", b"x" * 1001)})
    with pytest.raises(RequestDataTooBig):
        request.FILES  # noqa: B018


def test_an_upload_goes_to_disk(rf):
    request = rf.post("/", {"file": SimpleUploadedFile("list.csv", b"name\nAmina")})
    assert request.FILES["file"].temporary_file_path()


@pytest.mark.django_db
class TestSigningIn:
    @pytest.fixture
    def try_password(self, client, django_user_model):
        django_user_model.objects.create_user("amina", password="right-and-long", is_staff=True)

        def try_(password, address="192.0.2.1"):
            return client.post("/admin/login/", {"username": "amina", "password": password}, REMOTE_ADDR=address)

        return try_

    def test_five_wrong_passwords_lock_for_a_while(self, try_password):
        for _ in range(5):
            try_password("wrong")
        answer = try_password("right-and-long")
        assert answer.status_code == 429
        assert answer.content.decode() == "Too many wrong passwords. Wait 15 minutes, then try again."

    def test_a_stranger_cannot_lock_a_colleague_out(self, try_password):
        for _ in range(6):
            try_password("wrong", address="203.0.113.9")
        assert try_password("right-and-long").status_code == 302

    def test_the_right_password_clears_the_count(self, try_password):
        for password in ["wrong"] * 4 + ["right-and-long"] + ["wrong"] * 4:
            try_password(password)
        assert try_password("right-and-long").status_code == 302
