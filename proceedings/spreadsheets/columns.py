"""Headings as people write them."""

from .countries import plain

# What each column may be called, after `plain`. The first is the name we use in sentences.
HEADINGS = {
    "name": ("Name", "Full name", "Participant", "Participant name", "Name of participant", "Delegate", "Delegate name",
             "Name of delegate", "Names", "Name in English", "Full name in English", "Participants"),
    "own_script_name": ("Name in own script", "Own script", "Native name", "Name in local language", "Local name",
                        "Name in own language", "Name in native script", "Local script name"),
    "honorific": ("Honorific", "Salutation", "Form of address", "Prefix", "Mr Ms", "Courtesy title"),
    "post": ("Post", "Position", "Job title", "Designation", "Function", "Occupation", "Title", "Position title"),
    "organisation": ("Organisation", "Organization", "Institution", "Agency", "Organisation name", "Organization name",
                     "Name of organisation", "Name of organization", "Ministry", "Affiliation", "Company", "Org",
                     "Organisation institution", "Ministry organisation"),
    "country": ("Country", "Country represented", "From country", "Nation", "Representing country"),
    "email": ("E-mail", "Email", "Mail", "Email address", "E-mail address", "Contact email"),
    "phone": ("Phone", "Telephone", "Tel", "Mobile", "Phone number", "Mobile number", "Mobile phone", "Tel no",
              "Phone no", "Contact number", "WhatsApp"),
    "role": ("Role", "Participant role", "Seat role", "Role at the event", "Attending as", "Participating as"),
    "needs": ("Needs", "Special needs", "Dietary needs", "Dietary requirements", "Food", "Diet", "Requirements"),
}  # fmt: skip

CALLED = {field: names[0] for field, names in HEADINGS.items()}
# Numbers of the lines of a list: nobody misses them.
_NUMBERS = {plain(name) for name in ("No", "No.", "Nr", "#", "S/N", "Sr no", "Number", "Row", "ID")}
_FIELDS = {plain(name): field for field, names in HEADINGS.items() for name in names}


def field_of(heading):
    """The field that a heading means, or None."""
    return _FIELDS.get(plain(heading))


def find(rows):
    """Where the headings stand, and what each column is.

    rows    the first [(number, [text, …]), …] of a sheet

    Returns (how many rows to skip, {field: column}, [headings nobody knows], [fields found twice]), or None where no
    row has a heading for names.
    """
    for index, (_number, cells) in enumerate(rows):
        columns, unknown, twice = {}, [], []
        for column, text in enumerate(cells):
            field = field_of(text) if text else None
            if field is None:
                unknown += [str(text)] if text and plain(text) not in _NUMBERS else []
            elif field in columns:
                twice.append(field)
            else:
                columns[field] = column
        if "name" in columns and (twice or len(columns) > 1 or len([text for text in cells if text]) == 1):
            return index + 1, columns, unknown, twice
    return None
