"""The addresses of letters and files."""

from django.urls import path

from documents import views

urlpatterns = [
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/pdf/", views.letter_pdf, name="letter_pdf"),
    path("attachments/<int:pk>/", views.attachment, name="attachment"),
]
