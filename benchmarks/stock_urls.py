"""The addresses of stock viewflow's own pages."""

from django.urls import include, path
from viewflow.urls import Site
from viewflow.workflow.flow import FlowAppViewset

from workflows.peer import BareFlow

site = Site(title="Stock", viewsets=[FlowAppViewset(BareFlow)])
urlpatterns = [path("accounts/", include("allauth.urls")), path("", site.urls)]
