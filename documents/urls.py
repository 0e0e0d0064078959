"""The addresses of letters and files."""

from django.urls import path

from documents.views import deliveries, letters, previews, register, verify

_PREVIEW = "requests/<int:request_id>/previews/<str:digest>/"
urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("letters/", register.show, name="letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/state/", letters.state, name="letter_state"),
    path("letters/<int:pk>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("letters/<int:pk>/text/", letters.letter_text, name="letter_text"),
    path("letters/<int:pk>/dispatch/", deliveries.dispatch, name="letter_dispatch"),
    path("deliveries/<int:pk>/receipt/", deliveries.receipt, name="delivery_receipt"),
    path("attachments/<int:pk>/", letters.attachment, name="attachment"),
    path(f"{_PREVIEW}<int:page>.png", previews.picture, name="preview_picture"),
    path(f"{_PREVIEW}text/", previews.text, name="preview_text"),
]
