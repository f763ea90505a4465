"""The addresses anyone may open. They are printed and cited, so they do not change."""

from django.urls import include, path, re_path, register_converter

from . import files
from .data import files as data
from .data import pack
from .machines import calendars, feeds
from .views import (  # noqa: F401 - delegation, fact_check, promise and seat tell links.py what a link for them opens
    about,
    commitments,
    delegation,
    events,
    fact_check,
    follow,
    goals,
    home,
    links,
    organisations,
    proceedings,
    promise,
    recommendations,
    register,
    said,
    search,
    seat,
    series,
    topics,
)


class ReferenceConverter:
    """The reference of a commitment: whatever the network writes, without control characters."""

    regex = r"[^\x00-\x1f\x7f]{1,20}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class GoalConverter(ReferenceConverter):
    """The code of a framework and the number of an objective in it, such as GCM-6."""

    regex = r"[^\x00-\x1f\x7f]{1,31}"


class TagConverter:
    """The tag of a language, such as my, shn or zh-Hans, as models.kinds.Language has it."""

    regex = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ReferenceConverter, "reference")
register_converter(GoalConverter, "goal")
register_converter(TagConverter, "tag")

app_name = "public"

urlpatterns = [
    path("", home.home, name="home"),
    path("events/", events.event_list, name="events"),
    path("events/feed.atom", feeds.of_events, name="events_feed"),
    path("events/calendar.ics", calendars.of_events, name="events_calendar"),
    path("events/<slug:slug>/", events.event, name="event"),
    path("events/<slug:slug>/calendar.ics", calendars.of_event, name="event_calendar"),
    path("events/<slug:slug>/register/", register.register, name="register"),
    path("events/<slug:slug>/register/sent/", register.registered, name="registered"),
    path("series/<slug:slug>/", series.series, name="series"),
    path("series/<slug:slug>/feed.atom", feeds.of_series, name="series_feed"),
    path("series/<slug:key>/follow/", follow.follow, {"kind": "series"}, name="series_follow"),
    path("series/<slug:slug>/calendar.ics", calendars.of_series, name="series_calendar"),
    path("proceedings/", proceedings.proceedings_list, name="proceedings_list"),
    path("proceedings/feed.atom", feeds.of_proceedings, name="proceedings_feed"),
    path("proceedings/<slug:slug>/", proceedings.edition_latest, name="edition_latest"),
    path("proceedings/<slug:slug>/<int:number>/", proceedings.edition, name="edition"),
    path("proceedings/<slug:slug>/<int:number>/cite.<str:ending>", proceedings.cite, name="edition_cite"),
    path("proceedings/<slug:slug>/<int:number>/pack.zip", pack.pack, name="edition_pack"),
    path("proceedings/<slug:slug>/<int:one>/<int:other>/", proceedings.edition_compare, name="edition_compare"),
    path("commitments/", commitments.commitment_list, name="commitments"),
    path("commitments/feed.atom", feeds.of_commitments, name="commitments_feed"),
    path("commitments/deadlines.ics", calendars.of_deadlines, name="deadlines_calendar"),
    path("commitments/<reference:ref>/feed.atom", feeds.of_commitment, name="commitment_feed"),
    path("commitments/<reference:key>/follow/", follow.follow, {"kind": "commitment"}, name="commitment_follow"),
    path("commitments/<reference:ref>/", commitments.commitment, name="commitment"),
    path("recommendations/<slug:slug>/", recommendations.thread, name="thread"),
    path("said/", said.said, name="said"),
    path("said/feed.atom", feeds.of_said, name="said_feed"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/feed.atom", feeds.of_organisations, name="organisations_feed"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/feed.atom", feeds.of_organisation, name="organisation_feed"),
    path("organisations/<slug:key>/follow/", follow.follow, {"kind": "organisation"}, name="organisation_follow"),
    path("topics/", topics.topic_list, name="topics"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("topics/<slug:slug>/feed.atom", feeds.of_topic, name="topic_feed"),
    path("topics/<slug:key>/follow/", follow.follow, {"kind": "topic"}, name="topic_follow"),
    path("goals/", goals.goal_list, name="goals"),
    path("goals/<goal:key>/feed.atom", feeds.of_goal, name="goal_feed"),
    path("goals/<goal:key>/follow/", follow.follow, {"kind": "goal"}, name="goal_follow"),
    path("goals/<goal:key>/", goals.goal, name="goal"),
    path("data/", data.page, name="data"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("about/", about.about, name="about"),
    path("follow/sent/", follow.asked, name="follow_asked"),
    path("follow/left/", follow.left, name="follow_left"),
    # With or without a slash at its end: no redirect, which would keep the address.
    re_path(r"^r/(?P<token>[^/]+)/?\Z", links.personal, name="personal"),
    re_path(r"^f/(?P<token>[^/]+)/?\Z", follow.followed, name="followed"),
    path("", include(files.urlpatterns)),
    # The proceedings in another language. Last, so that no word of three letters above is taken for one.
    path("proceedings/<slug:slug>/<tag:tag>/", proceedings.edition_latest, name="edition_latest"),
    path("proceedings/<slug:slug>/<int:number>/<tag:tag>/", proceedings.edition, name="edition"),
    path("proceedings/<slug:slug>/<int:number>/<tag:tag>/cite.<str:ending>", proceedings.cite, name="edition_cite"),
    path("proceedings/<slug:slug>/<int:number>/<tag:tag>/pack.zip", pack.pack, name="edition_pack"),
]
