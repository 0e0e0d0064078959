"""The addresses of beginning, submitting and translating a request."""

from django.urls import path

from workflows.views import drafting, translating

urlpatterns = [
    path("requests/new/", drafting.begin, name="request_new"),
    path("requests/<int:pk>/copy/", drafting.copy, name="request_copy"),
    path("requests/<int:pk>/submit/", drafting.submit, name="writer_submit"),
    path("requests/<int:pk>/submitted/", drafting.submitted, name="writer_submitted"),
    path("requests/<int:pk>/translate/", translating.desk, name="translate"),
]
