"""Who may open an account: nobody by themselves; the office creates every account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """allauth's behaviour, with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
