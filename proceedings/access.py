"""Who may do what, and for which events: roles for the whole site, and roles in one event's team.

A role is a group with permissions. Somebody in the group has them everywhere; a TeamMember has them for that event.
"""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Model, Q

from .models import Event, TeamMember

REGISTRATION, RAPPORTEUR, EDITOR, PUBLISHER, ADMINISTRATOR, DOOR = ROLES = (
    "Registration staff",
    "Rapporteur",
    "Editor",
    "Publisher",
    "Administrator",
    "Door staff",
)

# How each kind of row belongs to an event.
EVENT_PATHS = {
    "event": "pk",
    "eventchange": "event",
    "eventcountry": "event",
    "eventday": "event",
    "eventlanguage": "event",
    "eventlink": "event",
    "eventparty": "event",
    "eventpublication": "event",
    "eventtitle": "event",
    "eventtopic": "event",
    "eventvenue": "event",
    "attendancefigure": "event",
    "figure": "event",
    "milestone": "event",
    "objective": "event",
    "session": "event",
    "sessionrole": "session__event",
    "delegation": "event",
    "delegatelist": "event",
    "participant": "event",
    "person": "seats__event",
    "personname": "person__seats__event",
    "personmerge": "kept__seats__event",
    "twopeople": "one__seats__event",
    "dayattended": "participant__event",
    "consent": "participant__event",
    "photo": "event",
    "registration": "event",
    "seatquota": "registration__event",
    "question": "event",
    "application": "event",
    "answer": "participant__event",
    "vaultanswer": "participant__event",
    "vaultlook": "event",
    "link": "event",
    "mailing": "event",
    "message": "mailing__event",
    "passage": "participant__event",
    "proceedings": "event",
    "wordfile": "event",
    "section": "proceedings__event",
    "submission": "proceedings__event",
    "notmeant": "proceedings__event",
    "factcheck": "submission__proceedings__event",
    "remark": "fact_check__submission__proceedings__event",
    "edition": "proceedings__event",
    "editiontext": "edition__proceedings__event",
    "editionfile": "text__edition__proceedings__event",
    "editionmention": "text__edition__proceedings__event",
    "recommendation": "event",
    "recommendationparty": "recommendation__event",
    "commitment": "event",
    "commitmentparty": "commitment__event",
    "commitmentlink": "commitment__event",
    "partycontact": "party__commitment__event",
    "partyanswer": "party__commitment__event",
    "reminder": "contact__party__commitment__event",
    "deadline": "commitment__event",
    "step": "commitment__event",
    "update": "commitment__event",
    "evidence": "update__commitment__event",
    "review": "event",
    "note": "session__event",
    "following": "commitment__event",
    "teammember": "event",
    "export": "event",
    "picture": "photo__event",
    "mailtemplate": "event",
    "lettertemplate": "event",
}
# What all events share, so that any team may work on it.
SHARED = {
    "columnheading",
    "constituency",
    "eventkind",
    "finding",
    "framework",
    "frameworkgoal",
    "language",
    "organisation",
    "organisationclass",
    "organisationkind",
    "organisationname",
    "project",
    "projectpartner",
    "publication",
    "publicationfile",
    "publicationkind",
    "publicationtitle",
    "seatrole",
    "series",
    "sessionkind",
    "source",
    "tag",
    "thread",
    "topic",
    "venue",
}
# Shared while they are no event's: a logo is everybody's, a photograph of people belongs to where it was taken.
SHARED_UNTIL_TIED = {"figure", "lettertemplate", "mailtemplate", "milestone", "picture"}
# The lists that tell of people. To take rows of them out of the site needs a permission of its own.
PEOPLE = {"participant", "person", "delegation", "consent", "photo", "answer", "message", "note"}
PEOPLE |= {"partycontact", "partyanswer", "personmerge"}
# A translation may be of any text, so its own list is for roles on the whole site. Texts of one event are translated on
# a page of that event, and there a role in its team counts.
OF_AN_EVENT_S_TEXTS = {"translation"}
# For all else (accounts, whose site it is) a role in a team counts for nothing.


def event_path(model):
    """The look-up from a model to its event, or None for what belongs to none."""
    return EVENT_PATHS.get(model._meta.model_name) if model._meta.app_label == Event._meta.app_label else None


def is_shared(model):
    return model._meta.app_label == Event._meta.app_label and model._meta.model_name in SHARED


def events_of(obj):
    """The ids of the events a row belongs to, as a set; empty for what belongs to none."""
    path = event_path(type(obj))
    if path is None or obj.pk is None and path == "pk":
        return set()
    if path == "pk":
        return {obj.pk}
    if path == "event":
        return {obj.event_id} - {None}
    if obj.pk is None:
        first, *rest = path.split("__")
        parent = getattr(obj, first, None)
        return events_of(parent) if rest and isinstance(parent, Model) else set()
    return set(type(obj)._base_manager.filter(pk=obj.pk).values_list(path, flat=True)) - {None}


def team_events(user, perm):
    """The ids of the events in whose team a user has a permission ("proceedings.view_participant"), as a set."""
    if not user.is_active or not user.is_authenticated:
        return set()
    if not hasattr(user, "_team_perms"):
        user._team_perms = {}
        members = TeamMember.objects.filter(user=user).values_list("event_id", "role_id")
        roles = {role for _, role in members}
        perms = {role: set() for role in roles}
        rows = Permission.objects.filter(
            group__in=roles,
            content_type__app_label=Event._meta.app_label,
            content_type__model__in={*EVENT_PATHS, *SHARED, *OF_AN_EVENT_S_TEXTS},
        )
        for role, codename in rows.values_list("group", "codename") if roles else ():
            perms[role].add(f"{Event._meta.app_label}.{codename}")
        for event, role in members:
            user._team_perms.setdefault(event, set()).update(perms[role])
    return {event for event, granted in user._team_perms.items() if perm in granted}


def scoped(queryset, user, perm):
    """The rows of a queryset for which a user has a permission: all, those of their events, or none."""
    if user.has_perm(perm):
        return queryset
    events, path = team_events(user, perm), event_path(queryset.model)
    if events and is_shared(queryset.model):
        return queryset
    if not events or path is None:
        return queryset.none()
    theirs = Q(**{f"{path}__in": events})
    if queryset.model._meta.model_name in SHARED_UNTIL_TIED:
        theirs |= Q(**{f"{path}__isnull": True})
    return queryset.filter(pk__in=queryset.model._base_manager.filter(theirs).values("pk"))


def may(user, perm, obj=None):
    """True when a user has a permission: everywhere, or for the event that `obj` belongs to.

    Without `obj`: everywhere, or for at least one event.
    """
    if user is None or not user.is_authenticated:
        return False
    if obj is not None:
        return user.has_perm(perm, obj)
    answers = _answers(user)
    if perm not in answers:
        answers[perm] = user.has_perm(perm) or bool(team_events(user, perm))
    return answers[perm]


def _answers(user):
    """What `may` has answered about a user without an object, for a page of the back office asks 200 times.

    Kept as long as what the answers are made from, and no longer: what Django and `team_events` keep on the user, which
    is read again with the next request. Whoever takes one of these off the user takes the answers along.
    """
    # Not from its __dict__: the user of a request stands behind a wrapper with a __dict__ of its own.
    perms, team_perms, known = (getattr(user, name, None) for name in ("_perm_cache", "_team_perms", "_may"))
    made_from = (user.is_active, user.is_superuser, perms, team_perms)
    if known is None or any(one is not other for one, other in zip(known[0], made_from, strict=True)):
        known = user._may = (made_from, {})
    return known[1]


def may_see_people(user, event):
    """True when a user may know who holds a seat at an event, whatever was agreed to be shown."""
    return may(user, "proceedings.view_participant", event)


def may_import(user, event=None):
    """True when a user may bring people into an event from a list: into this one, or into any."""
    return all(may(user, f"proceedings.add_{model}", event) for model in ("participant", "person"))


def events_with_people(user):
    """The events of which a user may know all participants: None for all of them, else a set of ids."""
    if user is None or not user.is_authenticated:
        return set()
    return None if user.has_perm("proceedings.view_participant") else team_events(user, "proceedings.view_participant")


def export_permission(model):
    """The permission to take rows of a model out of the site in a file, called by what it lets out."""
    return f"proceedings.export_{'people' if model._meta.model_name in PEOPLE else 'content'}"


class EventTeamBackend(ModelBackend):
    """Django's own permissions, and for an object also those its event's team gives.

    Django's backend answers no for every object; here a permission for the whole site holds for each object in it.
    """

    def has_perm(self, user_obj, perm, obj=None):
        if super().has_perm(user_obj, perm):
            return True
        if obj is None or not user_obj.is_active:
            return False
        mine = team_events(user_obj, perm)
        if not mine or is_shared(type(obj)):
            return bool(mine)
        belongs_to = events_of(obj)
        if not belongs_to and type(obj)._meta.model_name in SHARED_UNTIL_TIED:
            return True
        return bool(mine & belongs_to)

    def has_module_perms(self, user_obj, app_label):
        if super().has_module_perms(user_obj, app_label):
            return True
        return (
            user_obj.is_active
            and app_label == Event._meta.app_label
            and TeamMember.objects.filter(user=user_obj).exists()
        )
