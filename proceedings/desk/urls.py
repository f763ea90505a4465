"""The door. For colleagues who may use it, on a phone."""

from django.urls import path

from . import views

app_name = "desk"

urlpatterns = [
    path("", views.events, name="events"),
    path("worker.js", views.worker, name="worker"),
    path("<slug:slug>/", views.desk, name="desk"),
    path("<slug:slug>/list/", views.names, name="list"),
    path("<slug:slug>/check-in/", views.check_in, name="check_in"),
    path("<slug:slug>/check-out/", views.check_out, name="check_out"),
    path("<slug:slug>/undo/", views.undo, name="undo"),
    path("<slug:slug>/walk-in/", views.walk_in, name="walk_in"),
]
