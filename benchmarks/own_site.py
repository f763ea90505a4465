"""The site that a benchmark runs on: as in production, with an empty database that nobody else has."""

import secrets


def variables(folder, database_url=""):
    """The environment of such a site: {name: value}.

    folder   where its files lie, and its SQLite unless `database_url` names another database
    """
    return {
        "DJANGO_SETTINGS_MODULE": "mmn_events.settings",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "http://localhost",
        "ALLOW_SQLITE": "1",
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
    }
