"""Every address of the site, and who gets in. tests/test_urls.py walks the resolver and holds it against this.

An address that is not here fails the tests. Roles are letters:

    V visitor (nobody has signed in)   N colleague without a role   R registration   W rapporteur (writes)   E editor
    P publisher   A administrator   D door staff   S superuser   T all six roles in the team of another event

Those who are not let in are sent to the sign-in (V) or told 403 (the others).
"""

from dataclasses import dataclass

ROLES = "VNRWEPADST"
STAFF = "NRWEPADST"
EVERYBODY = ROLES
# With a role of some sort.
WITH_ROLE = "RWEPAST"


@dataclass(frozen=True)
class Rule:
    """Who gets in, and what they are answered to GET and HEAD, to POST with nothing in it, and to OPTIONS."""

    who: str
    get: frozenset = frozenset({200})
    post: frozenset = frozenset({200, 302})
    options: frozenset = frozenset({200})
    # Who may look but not send.
    look_only: str = ""


def rule(who, get=200, post=(200, 302), options=None, look_only=""):
    get = frozenset([get] if isinstance(get, int) else get)
    post = frozenset([post] if isinstance(post, int) else post)
    options = get if options is None else frozenset([options] if isinstance(options, int) else options)
    return Rule(who, get, post, options, look_only)


# Open to everybody: exactly these.
OPEN_PAGE = rule(EVERYBODY, post=405, options=405)
# Nothing there to be seen by a visitor in the data of the test: a file that is not public looks like one that is not.
OPEN_FILE = rule(EVERYBODY, get=(200, 302, 304, 404), post=405, options=405)
OPEN = {
    "public:home": OPEN_PAGE,
    "public:events": OPEN_PAGE,
    "public:event": OPEN_PAGE,
    "public:proceedings_list": OPEN_PAGE,
    "public:edition_latest": OPEN_PAGE,
    "public:edition": OPEN_PAGE,
    "public:edition_compare": OPEN_PAGE,
    "public:edition_cite": OPEN_PAGE,
    "public:edition_pack": OPEN_PAGE,
    **dict.fromkeys(("public:events_feed", "public:proceedings_feed", "public:commitments_feed"), OPEN_PAGE),
    **dict.fromkeys(("public:commitment_feed", "public:topic_feed", "public:organisation_feed"), OPEN_PAGE),
    **dict.fromkeys(("public:series", "public:series_feed", "public:series_calendar"), OPEN_PAGE),
    **dict.fromkeys(("public:events_calendar", "public:event_calendar", "public:deadlines_calendar"), OPEN_PAGE),
    **dict.fromkeys(("sitemap", "sitemap_part", "robots", "security"), OPEN_PAGE),
    "public:data": OPEN_PAGE,
    "data": OPEN_PAGE,
    # The interface for programs: it describes itself, and its root is nothing.
    "api:api-root": rule(EVERYBODY, get=404, post=405, options=405),
    **dict.fromkeys(
        (f"api:{name}" for name in ("openapi-json", "events", "event", "commitments", "commitment")), OPEN_PAGE
    ),
    **dict.fromkeys(
        (f"api:{name}" for name in ("recommendations", "organisations", "organisation", "proceedings")), OPEN_PAGE
    ),
    "public:commitments": OPEN_PAGE,
    "public:commitment": OPEN_PAGE,
    "public:thread": OPEN_PAGE,
    "public:organisations": OPEN_PAGE,
    "public:organisation": OPEN_PAGE,
    "public:topics": OPEN_PAGE,
    **dict.fromkeys(("public:said", "public:said_feed", "public:organisations_feed"), OPEN_PAGE),
    "public:topic": OPEN_PAGE,
    **dict.fromkeys(("public:goals", "public:goal", "public:goal_feed"), OPEN_PAGE),
    "public:about": OPEN_PAGE,
    "public:search": OPEN_PAGE,
    "public:suggest": OPEN_PAGE,
    # A link that opens nothing answers so to everybody; what one opens is tested where it is made.
    "public:personal": rule(EVERYBODY, get=404, post=200, options=405),
    "public:followed": rule(EVERYBODY, get=404, post=404, options=405),
    **dict.fromkeys(
        (f"public:{kind}_follow" for kind in ("topic", "series", "organisation", "commitment", "goal")),
        rule(EVERYBODY, post=(200, 429), options=405),
    ),
    **dict.fromkeys(("public:follow_asked", "public:follow_left"), OPEN_PAGE),
    "public:register": rule(EVERYBODY, post=200, options=405),
    "public:registered": OPEN_PAGE,
    "public:picture": OPEN_FILE,
    "public:document": OPEN_FILE,
    "public:edition_file": OPEN_FILE,
    "public:evidence": OPEN_FILE,
    "admin:login": rule(EVERYBODY, get=(200, 302), post=(200, 302), options=(200, 302)),
}

BACK_OFFICE = {
    "admin:index": rule(STAFF),
    "admin:logout": rule(STAFF, get=405, post=200, options=200),
    "admin:password_change": rule(STAFF),
    "admin:password_change_done": rule(STAFF, post=405),
    "admin:jsi18n": rule(STAFF, post=405),
    # Without saying what to complete; what it tells is in test_admin_scope.py and test_admin_names.py.
    "admin:autocomplete": rule(STAFF, get=403, post=405, options=200),
    "admin:app_list": rule(STAFF, get=(200, 404), post=(200, 404)),
    # Whatever else begins with /admin/ is nothing.
    "admin:(?P<url>.*)$": rule(STAFF, get=404, post=404),
    "admin:auth_user_password_change": rule("AS"),
    "admin:proceedings_participant_import": rule("RAST"),
    "admin:proceedings_participant_import_list": rule("RAS"),
    # Nothing came back of the list in the data of the test.
    "admin:proceedings_participant_import_back": rule("RAS", get=404, post=404),
    "admin:proceedings_participant_vault": rule("AS"),
    # There is no file with the answer in the data of the test.
    "admin:proceedings_participant_answer": rule("REPAS", get=404, post=404),
    "admin:proceedings_participant_links": rule("RAS"),
    "admin:proceedings_participant_seat": rule("RAS"),
    "admin:proceedings_registration_line": rule("REPAS", look_only="EP"),
    "admin:proceedings_mailing_release": rule("RAS"),
    "admin:proceedings_mailing_drop": rule("RAS"),
    "admin:proceedings_message_drop": rule("RAS"),
    "admin:proceedings_message_again": rule("RAS"),
    "admin:proceedings_message_arrived": rule("RAS"),
    "admin:proceedings_message_bounced": rule("RAS"),
    "admin:proceedings_mailtemplate_preview": rule("REAS"),
    "admin:proceedings_participant_print": rule("RAST"),
    "admin:proceedings_lettertemplate_preview": rule("REAS"),
    "admin:proceedings_event_numbers": rule("RWEPAS"),
    # T sees that of another event; P approves, and writes nothing.
    "admin:proceedings_event_languages": rule("EPAST"),
    "admin:proceedings_event_translations": rule("EPAS"),
    # Without saying in which language: back to the texts.
    "admin:proceedings_event_translations_preview": rule("EPAS", get=(200, 302)),
    # A file leaves by POST only.
    "admin:proceedings_event_translations_file": rule("EAS", get=302),
    "admin:proceedings_event_translations_import": rule("EAS"),
    "admin:proceedings_event_outcomes": rule("WEPAS"),
    "admin:proceedings_session_notes": rule("WEAS"),
    "admin:proceedings_event_word": rule("WEAS"),
    "admin:proceedings_wordfile_review": rule("WEAS"),
    # There is no picture in the file that waits in the data of the test.
    "admin:proceedings_wordfile_picture": rule("WEAS", get=404, post=404),
    # Of an event and of a review in it.
    "admin:proceedings_event_due": rule("EAS"),
    "admin:proceedings_review_found": rule("EAS"),
    "admin:proceedings_commitment_import": rule("WEAST"),
    "admin:proceedings_recommendation_thread": rule("WEAS"),
    # Without saying whom: back to the list.
    "admin:proceedings_person_merge": rule("RAST", get=302, post=302, options=302),
    "admin:proceedings_person_duplicates": rule("RAST"),
    "admin:proceedings_person_merged": rule("RAS"),
    "admin:proceedings_commitment_parties": rule("EPAS", post=(302,), look_only="P"),
    # Of what is not disputed; who decides on a dispute is in test_promising.py.
    "admin:proceedings_partyanswer_take": rule("EAS"),
    "admin:proceedings_partyanswer_leave": rule("EAS"),
    "admin:proceedings_person_un_name": rule("AS"),
    # There is somebody behind the seat: that person is taken out.
    "admin:proceedings_participant_un_name": rule("AS", get=302, post=302, options=302),
    "admin:proceedings_proceedings_preview": rule("WEPAS"),
    "admin:proceedings_proceedings_check": rule("WEPAS"),
    "admin:proceedings_proceedings_submit": rule("EAS"),
    "admin:proceedings_submission_review": rule("EPAS"),
    "admin:proceedings_edition_withdraw": rule("PAS"),
    "admin:proceedings_edition_compare": rule("RWEPAS"),
    # Who may write a part of the draft, but not take one out, is told so.
    "admin:proceedings_edition_restore": rule("WEAS"),
}

# At the door. T works at that of another event, so only the choice of an event opens, without this one.
VERB_AT_THE_DOOR = rule("RADS", get=405, post=409, options=405)
DESK = {
    "desk:events": rule("RADST", post=405, options=405),
    "desk:worker": rule("RADST", post=405, options=405),
    "desk:desk": rule("RADS", post=200),
    "desk:list": rule("RADS", post=405, options=405),
    "desk:check_in": VERB_AT_THE_DOOR,
    "desk:check_out": VERB_AT_THE_DOOR,
    "desk:undo": VERB_AT_THE_DOOR,
    "desk:walk_in": VERB_AT_THE_DOOR,
}

# Who may take the rows of a list out of the site, if they see the list: T none of another event.
EXPORT_PEOPLE, EXPORT_CONTENT = "RAST", "EAST"
PEOPLE = {"participant", "person", "delegation", "consent", "photo", "message", "note"}
PEOPLE |= {"partycontact", "partyanswer", "personmerge"}
NOT_EXPORTED = {"user", "group", "dbtaskresult", "follower"}
# Whose rows are not changed many at a time.
NOT_TOGETHER = {
    "user",
    "group",
    "event",
    "network",
    "proceedings",
    "edition",
    "section",
    "objective",
    "note",
    "translation",
    "consent",
    "photo",
}
NOT_TOGETHER |= {"picture", "export", "vaultlook", "mailing", "message", "partycontact", "partyanswer", "personmerge"}
NOT_TOGETHER |= {"unnaming", "follower"}

# The lists and forms of each model: who may see, add, change and delete. T sees the lists of what belongs to an event,
# empty, and no row of them; on what all events share they work as their roles say.
SHARED = "shared"
MODELS = {
    # Events
    "event": "see RWEPAST add EAST change EPAS delete AS",
    "registration": "see REPAST add RAST change RAS delete RAS",
    "session": "see RWEPAST add EAST change EAS delete EAS",
    "series": "see WEPAST add EAST change EAST delete EAST shared",
    "project": "see WEPAST add EAST change EAST delete EAST shared",
    "venue": "see WEPAST add EAST change EAST delete EAST shared",
    # People
    "participant": "see REPAST add RAST change RAS delete RAS",
    "person": "see REPAST add RAST change RAS delete AS",
    "delegation": "see REPAST add RAST change RAS delete RAS",
    "consent": "see REPAST add REAST change REAS delete RAS",
    "photo": "see REPAST add REAST change REAS delete RAS",
    "lettertemplate": "see REAST add RAST change RAS delete RAS",
    "organisation": "see RWEPAST add REAST change REPAST delete EAST shared",
    "organisationclass": "see WEPAST add EAST change EAST delete EAST shared",
    "question": "see REPAST add RAST change RAS delete RAS",
    # Mail
    "mailing": "see RAST",
    "message": "see RAST change RAS",
    # Those of an event; the words for all events are in test_mail_office.py.
    "mailtemplate": "see REAST add RAST change RAS delete RAS",
    # Outcomes
    "proceedings": "see WEPAST add WEAST change WEAS delete EAS",
    "section": "see WEPAST change WEAS delete WEAS",
    "submission": "see EPAST",
    "edition": "see RWEPAST",
    "recommendation": "see WEPAST add WEAST change WEPAS delete EAS",
    "note": "see WEAST change WEAS delete WEAS",
    "objective": "see WEPAST change EAS delete EAS",
    "thread": "see WEPAST add EAST change EAST delete EAST shared",
    "commitment": "see WEPAST add WEAST change WEPAS delete EAS",
    "partycontact": "see EAST add EAST change EAS delete EAS",
    "partyanswer": "see EPAST",
    "update": "see EPAST add EAST change EPAS delete EAS",
    "review": "see EPAST add EAST change EPAS delete EAS",
    "translation": "see EPAS add EAS change EAS delete EAS",
    # Publications
    "publication": "see WEPAST add EAST change EPAST delete EAST shared",
    # Of a photograph; logos and covers are shared (see test_admin_scope.py).
    "picture": "see RWEPAST add REAST change REAS delete EAS",
    "source": "see WEPAST add EAST change EAST delete EAST shared",
    # Lists to choose from
    "topic": "see WEPAST add EAST change EAST delete EAST shared",
    "framework": "see WEPAST add EAST change EAST delete EAST shared",
    "frameworkgoal": "see WEPAST add EAST change EAST delete EAST shared",
    "constituency": "see RWEPAST add EAST change EAST delete EAST shared",
    "organisationkind": "see RWEPAST add EAST change EAST delete EAST shared",
    "eventkind": "see WEPAST add EAST change EAST delete EAST shared",
    "sessionkind": "see WEPAST add EAST change EAST delete EAST shared",
    "columnheading": "see RAST add RAST change RAST delete RAST shared",
    "seatrole": "see RWEPAST add EAST change EAST delete EAST shared",
    "tag": "see REPAST add RAST change RAST delete RAST shared",
    "publicationkind": "see WEPAST add EAST change EAST delete EAST shared",
    "language": "see RWEPAST add EAST change EAST delete EAST shared",
    # Site
    "network": "see AS change AS",
    "export": "see AST",
    "unnaming": "see AS",
    "follower": "see AS delete AS",
    "vaultlook": "see AST",
    "personmerge": "see RAST",
    "user": "see AS add AS change AS delete AS",
    "group": "see AS add S change S delete S",
    # Machinery, for superusers
    "accessattempt": "see S change S delete S",
    "accesslog": "see S change S delete S",
    "accessfailurelog": "see S change S delete S",
    "accessattemptexpiration": "see S delete S",
    "dbtaskresult": "see S",
}


def rules_of_models():
    """{"event_changelist": Rule, …} for MODELS."""
    rules = {}
    for model, text in MODELS.items():
        words = text.removesuffix(SHARED).split()
        may = dict(zip(words[::2], words[1::2], strict=True))
        see, add, change, delete = (may.get(verb, "") for verb in ("see", "add", "change", "delete"))
        rows = see if text.endswith(SHARED) else see.replace("T", "")
        rules |= {
            f"{model}_changelist": rule(see, post=(200, 302)),
            f"{model}_add": rule(add),
            # An address without a verb leads to the form.
            f"{model}_row": rule(STAFF, get=302, post=302, options=302),
            f"{model}_change": rule(rows, look_only="".join(r for r in rows if r not in change)),
            f"{model}_history": rule(rows),
            f"{model}_delete": rule(delete),
        }
        if model not in NOT_TOGETHER and not model.startswith("access") and change:
            # Like the list: for a team of another event it is there, with none of its rows.
            rules[f"{model}_together"] = rule(change if "T" in change or "T" not in see else f"{change}T")
        if model not in NOT_EXPORTED and not model.startswith("access"):
            takers = EXPORT_PEOPLE if model in PEOPLE else EXPORT_CONTENT
            rules[f"{model}_export"] = rule("".join(role for role in see if role in takers))
    return rules
