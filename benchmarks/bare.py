"""What Django can do at most on this machine: "hello", and a plain list of 50 rows with two links, in one template."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, models
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from benchmarks.measure import rate

PAGE = """<!doctype html><title>List</title><ul>
{% for row in rows %}<li><a href="/{{ row.slug }}/">{{ row.title }}</a> {{ row.start_date }} {{ row.kind.name }}</li>
{% endfor %}</ul>"""


def main(folder, seconds):
    settings.configure(
        SECRET_KEY="a" * 50,
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["localhost"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(folder) / "bare.sqlite3"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

    class Kind(models.Model):  # noqa: DJ008
        name = models.CharField(max_length=100)

        class Meta:
            app_label = "bare"

    class Row(models.Model):  # noqa: DJ008
        title = models.CharField(max_length=500)
        slug = models.SlugField(unique=True)
        start_date = models.DateField()
        kind = models.ForeignKey(Kind, models.PROTECT)

        class Meta:
            app_label = "bare"

    if "bare_row" not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Kind)
            editor.create_model(Row)
        kind = Kind.objects.create(name="Workshop")
        Row.objects.bulk_create(
            Row(title=f"Event number {n}", slug=f"event-{n}", start_date="2020-01-01", kind=kind) for n in range(50)
        )
    template = engines["django"].from_string(PAGE)

    def rows(request):
        return HttpResponse(template.render({"rows": Row.objects.select_related("kind").order_by("-start_date")[:50]}))

    urlpatterns.extend([path("hello/", lambda request: HttpResponse("hello")), path("rows/", rows)])
    from django.core.handlers.wsgi import WSGIHandler

    app = WSGIHandler()
    for name, address in (("bare Django, hello", "/hello/"), ("bare Django, list of 50", "/rows/")):
        print(f"{name}\t{rate(app, address, seconds):.1f}\t0\t0")


urlpatterns = []

if __name__ == "__main__":
    sys.modules["benchmarks.bare"] = sys.modules[__name__]
    main(sys.argv[1], float(sys.argv[2]))
