"""The addresses of meetings, their minutes and their action items."""

from django.urls import path

from workflows.views import actions, meeting_cases, meetings, minutes

urlpatterns = [
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/add/", meetings.add, name="meeting_add"),
    path("meetings/<slug:code>/", meetings.show, name="meeting"),
    path("meetings/<slug:code>/edit/", meetings.edit, name="meeting_edit"),
    path("meetings/<slug:code>/participants/", meetings.participants, name="meeting_participants"),
    path("meetings/<slug:code>/agenda/add/", meetings.item, name="agenda_add"),
    path("meetings/<slug:code>/agenda/<int:which>/", meetings.item, name="agenda_item"),
    path("meetings/<slug:code>/agenda/<int:which>/remove/", meetings.item_remove, name="agenda_remove"),
    path("meetings/<slug:code>/cases/", meeting_cases.review, name="meeting_cases"),
    path("meetings/<slug:code>/actions/add/", actions.add, name="action_add"),
    path("meetings/<slug:code>/minutes/", minutes.show, name="minutes"),
    path("meetings/<slug:code>/minutes/sign/", minutes.sign, name="minutes_sign"),
    path("meetings/<slug:code>/minutes/minutes.pdf", minutes.fetch, name="minutes_file"),
    path("meetings/<slug:code>/close/", meetings.close, name="meeting_close"),
    path("actions/", actions.index, name="actions"),
    path("actions/<slug:code>/", actions.show, name="action"),
    path("actions/<slug:code>/<slug:word>/", actions.act, name="action_act"),
]
