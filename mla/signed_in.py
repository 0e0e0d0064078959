"""What do views take for granted about the person? That `login_required` has let them in."""

from django.http import HttpRequest

from mla.models import User


class SignedIn(HttpRequest):
    """The HTTP request of a person who has logged in: its user is one of ours, never anonymous."""

    user: User
