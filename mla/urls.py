"""The site's addresses. The other apps are included by name, so that `mla` imports nothing of theirs."""

from django.contrib import admin
from django.urls import include, path

from mla.views import tables, templates, versions, writer

urlpatterns = [
    path("requests/<int:pk>/write/", writer.writer, name="writer"),
    path("requests/<int:pk>/write/check/", writer.check, name="writer_check"),
    path("requests/<int:pk>/write/print/", writer.printed, name="writer_print"),
    path("requests/<int:pk>/write/table/<slug:relation>/", tables.load, name="writer_table"),
    path("requests/<int:pk>/write/table/<slug:relation>/sample.csv", tables.sample, name="writer_table_sample"),
    path("requests/<int:pk>/template/", templates.add, name="office_template_add"),
    path("templates/", templates.index, name="office_templates"),
    path("templates/<int:template>/offer/", templates.offer, name="office_template_offer"),
    path("requests/<int:pk>/versions/", versions.show, name="versions"),
    path("requests/<int:pk>/write/items/add/", writer.item_add, name="writer_item_add"),
    path("requests/<int:pk>/write/items/<int:seq>/remove/", writer.item_remove, name="writer_item_remove"),
    path("requests/<int:pk>/write/<str:section>/", writer.section, name="writer_section"),
    path("requests/<int:pk>/write/<str:section>/conflict/", writer.conflict, name="writer_conflict"),
    path("", include("documents.urls")),
    path("", include("workflows.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("language/", include("django.conf.urls.i18n")),
]
