"""The addresses of messages and of the installation's health."""

from django.urls import path

from workflows.views import health, messages

urlpatterns = [
    path("messages/", messages.show, name="messages"),
    path("messages/seen/", messages.seen, name="messages_seen"),
    path("health/", health.show, name="health"),
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
