"""Administrators give accounts and roles; what a superuser is and may do is out of their reach."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from proceedings.access import ROLES
from proceedings.models import TeamMember
from tests.filled import filled
from tests.make import make_event, make_user

pytestmark = pytest.mark.django_db

User = get_user_model()


@pytest.fixture
def dara(client):
    user = make_user("dara", "Administrator")
    client.force_login(user)
    return user


@pytest.fixture
def root():
    return make_user("root", is_superuser=True)


def address(what, user=None):
    return reverse(f"admin:auth_user_{what}", args=[user.pk] if user else [])


def test_an_administrator_makes_an_account_with_a_role(client, dara):
    data = {
        "username": "noy",
        "password1": "a-long-password-1",
        "password2": "a-long-password-1",
        "usable_password": "true",
    }
    client.post(address("add"), data)
    noy = User.objects.get(username="noy")
    role = Group.objects.get(name="Editor")
    sent = filled(client, address("change", noy)) | {"is_staff": ["on"], "groups": [role.pk]}
    assert client.post(address("change", noy), sent).status_code == 302
    noy.refresh_from_db()
    assert (noy.is_staff, noy.is_superuser, list(noy.groups.all())) == (True, False, [role])


def test_an_administrator_makes_nobody_a_superuser(client, dara):
    noy = make_user("noy")
    anything = Permission.objects.first()
    for user in (noy, dara):
        sent = filled(client, address("change", user))
        assert not {"is_superuser", "user_permissions"} & set(sent)
        client.post(address("change", user), sent | {"is_superuser": ["on"], "user_permissions": [anything.pk]})
        user.refresh_from_db()
        assert (user.is_superuser, user.user_permissions.count()) == (False, 0)


def test_only_the_roles_of_this_site_can_be_given(client, dara):
    other = Group.objects.create(name="Something else")
    noy = make_user("noy")
    sent = filled(client, address("change", noy)) | {"groups": [other.pk]}
    page = client.post(address("change", noy), sent)
    assert "groups" in page.context["adminform"].form.errors
    assert noy.groups.count() == 0
    offered = client.get(address("change", noy)).context["adminform"].form.fields["groups"].queryset
    assert set(offered.values_list("name", flat=True)) == set(ROLES)


def test_superusers_are_out_of_reach(client, dara, root):
    assert client.post(address("change", root), {"username": "mine"}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 403
    sent = {"password1": "a-long-password-1", "password2": "a-long-password-1"}
    assert client.post(reverse("admin:auth_user_password_change", args=[root.pk]), sent).status_code == 403
    assert client.post(address("delete", root), {"post": "yes"}).status_code == 403
    client.post(address("changelist"), {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"})
    root.refresh_from_db()
    assert root.username == "root"
    assert root.check_password("root-password")


def test_roles_themselves_are_looked_at_only(client, dara):
    role = Group.objects.get(name="Editor")
    page = reverse("admin:auth_group_change", args=[role.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "Editor", "permissions": []}).status_code == 403
    assert role.permissions.exists()


@pytest.mark.parametrize("role", [name for name in ROLES if name != "Administrator"])
def test_nobody_else_sees_accounts(client, root, role):
    client.force_login(make_user("noy", role))
    assert client.get(address("changelist")).status_code == 403
    assert client.get(address("change", root)).status_code == 403


def test_an_administrator_of_one_event_gives_no_accounts(client, root):
    event = make_event()
    client.force_login(make_user("noy", "Administrator", event=event))
    assert client.get(address("changelist")).status_code == 403
    assert client.post(address("add"), {"username": "x"}).status_code == 403
    assert "team-TOTAL_FORMS" not in filled(client, reverse("admin:proceedings_event_change", args=[event.pk]))


def test_an_administrator_puts_a_colleague_into_the_team_of_an_event(client, dara):
    event, noy = make_event(), make_user("noy")
    page = reverse("admin:proceedings_event_change", args=[event.pk])
    sent = filled(client, page)
    row = {"team-0-user": [noy.pk], "team-0-role": [Group.objects.get(name="Editor").pk], "team-TOTAL_FORMS": ["1"]}
    assert client.post(page, sent | row).status_code == 302
    member = TeamMember.objects.get()
    assert (member.user, member.role.name, member.history.get().history_user) == (noy, "Editor", dara)
    client.force_login(noy)
    assert client.get(page).status_code == 200
    assert client.get(reverse("admin:proceedings_event_change", args=[make_event().pk])).status_code == 403


@pytest.mark.parametrize("key", ["9" * 40, "abc", "\0", "-1"])
def test_a_role_that_is_none_gets_a_sentence(client, key):
    client.force_login(make_user("root", is_superuser=True))
    account = reverse("admin:auth_user_change", args=[make_user("amina").pk])
    page = client.post(account, {"username": "amina", "groups": [key], "user_permissions": [key]})
    assert {"groups", "user_permissions"} <= set(page.context["adminform"].form.errors)
    page = client.post(reverse("admin:auth_group_add"), {"name": "Helpers", "permissions": [key]})
    assert set(page.context["adminform"].form.errors) == {"permissions"}


@pytest.mark.parametrize("username", ["é" * 3000, "a" * 256, "\0"])
def test_a_name_that_cannot_be_anybody_s_gets_a_sentence_at_the_sign_in(client, username):
    page = client.post(reverse("admin:login"), {"username": username, "password": "x"})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"username"}
