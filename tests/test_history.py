"""Who changed what, and when: kept for every row that can change, also for what it is tied to."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from simple_history.middleware import HistoryRequestMiddleware

from proceedings.models import (
    Application,
    Attempts,
    DelegateList,
    Edition,
    EditionFile,
    EditionMention,
    EditionText,
    Event,
    EventTopic,
    Export,
    FactCheck,
    Follower,
    FollowerMail,
    Following,
    Link,
    Mailing,
    Message,
    Network,
    NotMeant,
    PartyAnswer,
    Passage,
    PersonMerge,
    Photo,
    Remark,
    Reminder,
    Submission,
    TwoPeople,
    UnNaming,
    VaultAnswer,
    VaultLook,
    WordFile,
)
from proceedings.models.base import Tracked
from tests.make import make_commitment, make_event, make_language, make_participant, make_user
from tests.one_of_each import all_models, make_one_of_each

pytestmark = pytest.mark.django_db

# Frozen when they are made: an edition is the history, its files are made of it, and so is what left the site. Lists
# and applications that wait hold people's data, and go without a trace; so does what the vault holds. Links, mails,
# answers of parties, passages, merges and submissions say themselves who did what and when, and of the attempts of
# visitors nothing is to be known.
FROZEN = {DelegateList, Edition, EditionText, EditionMention, EditionFile, Export}
FROZEN |= {FactCheck, NotMeant, PartyAnswer, Remark, Reminder, Submission, TwoPeople, UnNaming, WordFile}
# Whoever leaves is to leave no trace.
FROZEN |= {Follower, FollowerMail, Following}
FROZEN |= {Application, Attempts, Link, Mailing, Message, Passage, PersonMerge, VaultAnswer, VaultLook}


def by(user, work):
    """Do some work in a request of a user, as a click would."""

    def view(request):
        work()
        return HttpResponse()

    request = RequestFactory().post("/")
    request.user = user
    HistoryRequestMiddleware(view)(request)


def kinds(row):
    return list(row.history.order_by("history_date", "history_id").values_list("history_type", flat=True))


def test_everything_that_can_change_keeps_its_history():
    assert {model for model in all_models() if issubclass(model, Tracked)} == set(all_models()) - FROZEN


def test_making_and_changing_are_kept_for_every_model(subtests):
    for model, row in make_one_of_each().items():
        if model not in FROZEN:
            with subtests.test(model.__name__):
                before = kinds(row)
                assert before[0] == "+"
                row.save()
                assert kinds(row) == [*before, "~"]


def test_what_was_deleted_is_remembered():
    event = make_event(title="The one that was deleted")
    pk = event.pk
    event.delete()
    assert [entry.title for entry in Event.history.filter(id=pk, history_type="-")] == ["The one that was deleted"]


def test_every_tie_without_a_row_of_its_own_is_kept_with_the_row():
    """A many-to-many field that is forgotten here changes without a trace."""
    for model in all_models():
        ties = {field.name for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created}
        kept = {field.name for field in model.history.model._history_m2m_fields} if model not in FROZEN else set()
        assert kept == ties, model


def test_selma_s_changes_are_kept_under_her_name():
    selma = make_user("selma")
    event = make_event(title="Before")

    def rename():
        event.title = "After"
        event.save()

    by(selma, rename)
    newest, oldest = event.history.all()
    assert (newest.title, newest.history_user) == ("After", selma)
    assert (oldest.title, oldest.history_user) == ("Before", None)
    (change,) = newest.diff_against(oldest).changes
    assert (change.field, change.old, change.new) == ("title", "Before", "After")


def test_what_is_done_without_anybody_has_no_name():
    by(make_user("selma"), lambda: make_event())
    event = make_event()
    assert event.history.get().history_user is None


@pytest.mark.parametrize("field", ["topics", "goals", "recommendations", "sources"])
def test_a_tie_that_changes_is_kept_with_who_changed_it(field):
    commitment, selma = make_commitment(make_one_of_each()[Event]), make_user("selma")
    other = commitment._meta.get_field(field).related_model.objects.first()
    by(selma, lambda: getattr(commitment, field).add(other))
    newest, oldest = commitment.history.all()
    assert (newest.history_user, oldest.history_user) == (selma, None)
    assert [getattr(entry, field).count() for entry in (newest, oldest)] == [1, 0]
    by(selma, lambda: getattr(commitment, field).clear())
    assert getattr(commitment.history.first(), field).count() == 0


def test_who_was_marked_on_a_photograph_is_kept():
    photo = make_one_of_each()[Photo]
    seat = make_participant(photo.event)
    selma = make_user("selma")
    by(selma, lambda: photo.shows.set([seat]))
    assert [row.participant for row in photo.history.first().shows.all()] == [seat]
    assert photo.history.first().history_user == selma


def test_the_languages_of_the_network_are_kept():
    network = Network.objects.create(name="A network")
    network.languages.add(make_language("km", "Khmer"))
    assert network.history.first().languages.count() == 1


def test_topics_of_an_event_have_rows_and_a_history_of_their_own():
    tie = make_one_of_each()[EventTopic]
    pk = tie.pk
    tie.delete()
    assert EventTopic.history.filter(id=pk).first().history_type == "-"
