"""The addresses of deadlines and of what reminds of them."""

from django.urls import path

from workflows.views import deadlines, feeds

urlpatterns = [
    path("deadlines/", deadlines.show, name="deadlines"),
    path("account/reminders/", feeds.show, name="reminders"),
    path("account/reminders/digest/", feeds.digest, name="reminders_digest"),
    path("account/feeds/add/", feeds.add, name="feed_add"),
    path("account/feeds/<int:feed>/revoke/", feeds.revoke, name="feed_revoke"),
    path("feeds/<str:token>.ics", feeds.ics, name="feed"),
]
