"""Where the facts of a page were read: the sources of its rows, numbered in the order they come up."""

from .gather import by


def branches(**querysets):
    """The querysets that read which row rests on which source, for `gather`; one for each of `querysets`."""
    result = {}
    for name, queryset in querysets.items():
        field = queryset.model.sources.field
        through = queryset.model.sources.through
        rows = queryset.order_by().values("pk")
        result[f"{name}_sources"] = through.objects.filter(**{f"{field.m2m_field_name()}__in": rows}).order_by("pk")
    return result


def number(lists, found, numbers):
    """Number the sources of rows and give every row the list of its own as `cited`: [(number, Source), …].

    lists     {name: rows} under the names given to `branches`, in the order of the page
    found     {name_sources: through rows}, whose `source` has been looked up
    numbers   {Source: number} of the page so far; new ones are added
    """
    for name, rows in lists.items():
        if not rows:
            continue
        of_row = by(rows[0].__class__.sources.field.m2m_field_name() + "_id", found[f"{name}_sources"])
        for row in rows:
            links = of_row.get(row.pk, [])
            row.cited = [(numbers.setdefault(link.source, len(numbers) + 1), link.source) for link in links]


def listed(numbers):
    """The numbered sources of a page in their order: [(number, Source), …]."""
    return [(number, source) for source, number in numbers.items()]
