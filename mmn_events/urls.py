from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from proceedings.public.data import files, interface
from proceedings.public.machines import crawling

urlpatterns = [
    path("admin/", admin.site.urls),
    path("desk/", include("proceedings.desk.urls")),
    # Programs look for these at the root, in no language.
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", crawling.sitemap_part, name="sitemap_part"),
    path("robots.txt", crawling.robots, name="robots"),
    path(".well-known/security.txt", crawling.security, name="security"),
    # Data has no language either.
    path("data/<slug:name>.<slug:ending>", files.file, name="data"),
    path("api/v1/", interface.urls),
    *i18n_patterns(path("", include("proceedings.public.urls")), prefix_default_language=False),
]

handler400 = "proceedings.public.views.errors.bad_request"
handler403 = "proceedings.public.views.errors.permission_denied"
handler404 = "proceedings.public.views.errors.page_not_found"
handler500 = "proceedings.public.views.errors.server_error"
