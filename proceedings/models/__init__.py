"""What is true, in the order it comes to life.

A network keeps open lists of kinds and languages, and notes the sources of its facts. It knows organisations and
people.
A project leads to an event: with venues and days, organisers, topics and figures, objectives and a programme.
People take their seats, many of them from the list of a ministry; what may be shown of each is a consent.
They register by the rules of the event, through personal links and mails, answer its questions, and pass its door.
Publications are launched.
Afterwards come the proceedings, many from a Word file, submitted, checked and frozen as editions with their files, the
recommendations, and the commitments with deadlines, updates in two voices and the reviews that close the chain; much of
it was first a rapporteur's note. The parties of a commitment are asked by links, confirm or dispute it, and are
reminded. Any text may be translated. Whoever must not be found any more is un-named.
Whoever asked for it is told by e-mail what is new.
A team works on all this, the revision counts their changes, the attempts of visitors are counted, and what leaves the
site in a file is noted. What visitors may find is kept in an index.
"""

from .source import Source
from .kinds import (
    Constituency,
    EventKind,
    Language,
    OrganisationKind,
    PublicationKind,
    SeatRole,
    SessionKind,
    Tag,
)
from .topic import Framework, FrameworkGoal, Topic
from .picture import Picture
from .organisation import Organisation, OrganisationClass, OrganisationName
from .network import Network
from .person import Person, PersonName
from .merge import PersonMerge, TwoPeople
from .project import Finding, Project, ProjectPartner
from .event import (
    Event,
    EventChange,
    EventCountry,
    EventDay,
    EventLanguage,
    EventLink,
    EventParty,
    EventTitle,
    EventTopic,
    EventVenue,
    Series,
    Venue,
)
from .attendance import AttendanceFigure, Figure, Milestone
from .programme import Attribution, Objective, Session, SessionRole
from .participant import Consent, DayAttended, Delegation, Participant, Photo, Surface
from .delegate_list import ColumnHeading, DelegateList
from .registration import Answer, Application, Question, Registration, SeatQuota, VaultAnswer, VaultLook
from .link import Link
from .mail import Mailing, MailTemplate, MailUse, Message
from .letter import LetterTemplate
from .door import Passage
from .publication import EventPublication, Publication, PublicationFile, PublicationTitle
from .proceedings import Edition, EditionFile, EditionMention, EditionText, Proceedings, Section
from .submission import FactCheck, NotMeant, Remark, Submission
from .word_file import WordFile
from .recommendation import OutcomeState, Recommendation, RecommendationParty, Thread
from .commitment import (
    Commitment,
    CommitmentLink,
    CommitmentParty,
    Deadline,
    Standing,
    Step,
    Update,
)
from .review import Review
from .evidence import Evidence
from .party_answer import PartyAnswer, PartyContact, Reminder
from .note import Note
from .translation import Translation
from .un_naming import UnNaming
from .following import Follower, FollowerMail, Following
from .team import TeamMember
from .revision import Revision
from .attempts import Attempts
from .export import Export
from .search import SearchItem, SearchPassage

__all__ = [
    "Answer",
    "Application",
    "Attempts",
    "AttendanceFigure",
    "Attribution",
    "ColumnHeading",
    "Commitment",
    "CommitmentLink",
    "CommitmentParty",
    "Consent",
    "Constituency",
    "DayAttended",
    "Deadline",
    "DelegateList",
    "Delegation",
    "Edition",
    "EditionFile",
    "EditionMention",
    "EditionText",
    "Event",
    "EventChange",
    "EventCountry",
    "EventDay",
    "EventKind",
    "EventLanguage",
    "EventLink",
    "EventParty",
    "EventPublication",
    "EventTitle",
    "EventTopic",
    "EventVenue",
    "Evidence",
    "Export",
    "FactCheck",
    "Figure",
    "Finding",
    "Follower",
    "FollowerMail",
    "Following",
    "Framework",
    "FrameworkGoal",
    "Language",
    "LetterTemplate",
    "Link",
    "MailTemplate",
    "MailUse",
    "Mailing",
    "Message",
    "Milestone",
    "Network",
    "NotMeant",
    "Note",
    "Objective",
    "Organisation",
    "OrganisationClass",
    "OrganisationKind",
    "OrganisationName",
    "OutcomeState",
    "Participant",
    "PartyAnswer",
    "PartyContact",
    "Passage",
    "Person",
    "PersonMerge",
    "PersonName",
    "Photo",
    "Picture",
    "Proceedings",
    "Project",
    "ProjectPartner",
    "Publication",
    "PublicationFile",
    "PublicationKind",
    "PublicationTitle",
    "Question",
    "Recommendation",
    "RecommendationParty",
    "Remark",
    "Registration",
    "Reminder",
    "Review",
    "Revision",
    "SeatQuota",
    "SeatRole",
    "SearchItem",
    "SearchPassage",
    "Section",
    "Series",
    "Session",
    "SessionKind",
    "SessionRole",
    "Source",
    "Standing",
    "Step",
    "Submission",
    "Surface",
    "Tag",
    "TeamMember",
    "Thread",
    "Topic",
    "Translation",
    "TwoPeople",
    "UnNaming",
    "Update",
    "VaultAnswer",
    "VaultLook",
    "Venue",
    "WordFile",
]
