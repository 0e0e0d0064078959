"""The addresses of the desk: many tasks at once, the team, the duty roster, saved views, absences and notes."""

from django.urls import path

from workflows.views import desk, duty

urlpatterns = [
    path("inbox/many/", desk.many, name="tasks_many"),
    path("inbox/views/add/", desk.view_add, name="view_add"),
    path("inbox/views/<int:view>/remove/", desk.view_remove, name="view_remove"),
    path("team/", desk.load, name="team"),
    path("duty/", duty.roster, name="duty"),
    path("duty/<int:shift>/strike/", duty.strike, name="duty_strike"),
    path("account/absences/", desk.absences, name="absences"),
    path("account/absences/<int:absence>/end/", desk.absence_end, name="absence_end"),
    path("requests/<int:pk>/notes/add/", desk.note, name="request_note"),
]
