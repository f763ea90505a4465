from django.contrib.auth.management import create_permissions
from django.db import migrations

CONTENT = [
    "attendancefigure", "eventchange", "eventcountry", "eventday", "eventlanguage", "eventlink", "eventparty",
    "eventpublication", "eventtitle", "eventtopic", "eventvenue", "evidence", "figure", "finding", "frameworkgoal",
    "framework", "language", "milestone", "objective", "organisation", "organisationclass", "organisationname",
    "picture", "project", "projectpartner", "publication", "publicationfile", "publicationtitle", "session",
    "sessionrole", "series", "source", "topic", "thread", "venue", "constituency", "eventkind", "organisationkind",
    "publicationkind", "seatrole", "sessionkind",
]  # fmt: skip
OUTCOMES = [
    "proceedings", "section", "recommendation", "recommendationparty", "commitment", "commitmentlink",
    "commitmentparty", "deadline", "step", "update", "review", "translation",
]  # fmt: skip
PEOPLE = ["person", "personname", "participant", "delegation", "dayattended", "consent", "photo"]
EVERYTHING = ["event", "edition", "network", "teammember", *CONTENT, *OUTCOMES, *PEOPLE]


def perms(verbs, models):
    return {f"{verb}_{model}" for verb in verbs.split() for model in models}


# What each role may do. Named for what they reveal and change; see docs/operations.md.
ROLES = {
    "Registration staff": perms("view add change", PEOPLE)
    | perms("delete", ["participant", "delegation", "dayattended", "consent", "personname", "photo"])
    | perms("view add change", ["organisation", "organisationname", "picture"])
    | perms("view", ["event", "session", "constituency", "seatrole", "organisationkind", "language", "edition"]),
    "Rapporteur": perms("view", ["event", "edition", *CONTENT])
    | perms("view add change delete", ["section", "recommendationparty", "commitmentparty", "deadline", "step"])
    | perms("view add change", ["proceedings", "recommendation", "commitment"]),
    "Editor": perms("view add change", ["event"])
    | perms("view add change delete", [*CONTENT, *OUTCOMES])
    | perms("view", ["edition", *PEOPLE])
    | perms("add change", ["consent", "photo"])
    | {"submit_proceedings"},
    "Publisher": perms("view", ["event", "edition", *CONTENT, *OUTCOMES, *PEOPLE])
    | perms("change", ["event", "publication", "organisation"])
    | {"publish_proceedings", "withdraw_edition", "publish_commitment"},
    "Administrator": perms("view add change", EVERYTHING)
    | perms("delete", [model for model in EVERYTHING if model not in ("edition", "network")])
    | {"submit_proceedings", "publish_proceedings", "withdraw_edition", "publish_commitment"},
}
ACCOUNTS = perms("view add change delete", ["user"]) | perms("view", ["group"])


def make_roles(apps, schema_editor):
    # Django makes permissions after all migrations have run; the roles need them now.
    for label in ("auth", "proceedings"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
        config.models_module = None
    group_model, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=name)
        wanted = permission.objects.filter(content_type__app_label="proceedings", codename__in=codenames)
        if missing := codenames - set(wanted.values_list("codename", flat=True)):
            raise LookupError(f"{name}: no such permission: {', '.join(sorted(missing))}")
        group.permissions.set(wanted)
        if name == "Administrator":
            group.permissions.add(*permission.objects.filter(content_type__app_label="auth", codename__in=ACCOUNTS))


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_roles, remove_roles)]
