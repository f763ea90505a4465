"""Rows as JSON can hold them, for a way back: written down whole, and put back as they were."""

from django.utils.functional import Promise


def columns_of(row):
    """The columns of a row as JSON can hold them: {name: value}."""
    return {column.attname: _plain(column, row) for column in row._meta.concrete_fields}


def whole(row):
    """A row with its many-to-many ties, as JSON can hold it."""
    ties = {tie.name: sorted(getattr(row, tie.name).values_list("pk", flat=True)) for tie in row._meta.many_to_many}
    return {"columns": columns_of(row), "ties": ties}


def put_back(model, kept, by, reason, row=None):
    """Write down again what `whole` kept: over `row`, or as a row that is there no more. Returns the row."""
    is_new, row = row is None, row or model()
    for column in model._meta.concrete_fields:
        if column.attname in kept["columns"]:
            target = column.target_field if column.is_relation else column
            value = kept["columns"][column.attname]
            setattr(row, column.attname, value if value is None else target.to_python(value))
    save(row, by, reason, force_insert=is_new)
    for name, keys in kept["ties"].items():
        getattr(row, name).set(keys)
    return row


def save(row, by, reason, **how):
    row._history_user, row._change_reason = by, reason
    row.save(**how)


def delete(row, by, reason):
    row._history_user, row._change_reason = by, reason
    row.delete()


def _plain(column, row):
    value = getattr(row, column.attname)
    if value is None or isinstance(value, (str, int, bool, list, dict)) and not isinstance(value, Promise):
        return value
    return column.value_to_string(row)
