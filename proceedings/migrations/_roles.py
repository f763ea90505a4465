"""What each role may do in a new database, as of 0026. Named for what they reveal and change: docs/operations.md."""

from django.contrib.auth.management import create_permissions

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
# What an event asks, writes and hands out, and who gets a seat.
RULES = ["registration", "seatquota", "question", "mailtemplate", "lettertemplate", "tag"]
ALL = "view add change delete"


def perms(verbs, models):
    return {f"{verb}_{model}" for verb in verbs.split() for model in models}


ROLES = {
    # Sets the rules, asks the questions, writes the mails, lets them go and stands at the door. Who may make two people
    # one looks up who did, and finds the way back. What the vault holds is for administrators.
    "Registration staff": perms("view add change", PEOPLE)
    | perms("delete", ["participant", "delegation", "dayattended", "consent", "personname", "photo"])
    | perms("view add change", ["organisation", "organisationname", "picture"])
    | perms("view", ["event", "session", "constituency", "seatrole", "organisationkind", "language", "edition"])
    | perms(ALL, ["columnheading", *RULES])
    | perms("view change", ["answer"])
    | perms("view add change", ["link", "mailing", "message", "passage"])
    | {"export_people", "release_mailing", "use_desk", "merge_person", "view_personmerge"},
    "Door staff": {"use_desk"},
    # Who writes proceedings takes the notes for them. Nobody else reads them: not who registers, nor who reviews.
    "Rapporteur": perms("view", ["event", "edition", *CONTENT])
    | perms(ALL, ["section", "recommendationparty", "commitmentparty", "deadline", "step", "note"])
    | perms("view add change", ["proceedings", "recommendation", "commitment"]),
    # The secretariat submits, asks the parties and decides on what they answer. Whom we write to is private.
    "Editor": perms("view add change", ["event"])
    | perms(ALL, [*CONTENT, *OUTCOMES, "note", "partycontact"])
    | perms("view", ["edition", "submission", "partyanswer", *PEOPLE, *RULES])
    | perms("add change", ["consent", "photo"])
    | {"submit_proceedings", "export_content", "approve_translation"},
    # Reads the answers of parties too, because a dispute is theirs to decide.
    "Publisher": perms("view", ["event", "edition", "submission", "partyanswer", *CONTENT, *OUTCOMES, *PEOPLE])
    | perms("view", ["registration", "seatquota", "question", "tag"])
    | perms("change", ["event", "publication", "organisation"])
    | {"publish_proceedings", "withdraw_edition", "publish_commitment", "approve_translation"},
    # Takes people out of what others read: it cannot be taken back, and it shows wherever the name stands.
    "Administrator": perms("view add change", EVERYTHING)
    | perms("delete", [model for model in EVERYTHING if model not in ("edition", "network")])
    | perms(ALL, ["columnheading", "answer", "link", "passage", "note", "partycontact", *RULES])
    | perms("view add change", ["mailing", "message", "vaultanswer"])
    | perms("view", ["export", "submission", "partyanswer", "vaultlook", "personmerge", "unnaming"])
    | {"submit_proceedings", "publish_proceedings", "withdraw_edition", "publish_commitment", "approve_translation"}
    | {"export_people", "export_content", "delete_vaultanswer", "release_mailing", "use_desk", "merge_person"}
    | {"un_name_person"},
}
ACCOUNTS = perms(ALL, ["user"]) | perms("view", ["group"])


def give(roles, apps, schema_editor):
    """Let the groups of `roles` (name: codenames of proceedings) do that too, and make the groups that are missing."""
    # Django makes permissions after all migrations have run; the roles need them now.
    for label in ("auth", "proceedings"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in roles.items():
        wanted = permission.objects.filter(content_type__app_label="proceedings", codename__in=codenames)
        if missing := codenames - set(wanted.values_list("codename", flat=True)):
            raise LookupError(f"{name}: no such permission: {', '.join(sorted(missing))}")
        group.objects.get_or_create(name=name)[0].permissions.add(*wanted)


def make_roles(apps, schema_editor):
    give(ROLES, apps, schema_editor)
    accounts = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="auth", codename__in=ACCOUNTS
    )
    apps.get_model("auth", "Group").objects.get(name="Administrator").permissions.add(*accounts)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()
