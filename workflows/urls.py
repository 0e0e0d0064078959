"""The addresses of turns and time; writing and clocks have files of their own."""

from django.urls import include, path

from workflows.views import attachments, case_files, charts, composing, home, inbox, record, requests, sharing, tasks

urlpatterns = [
    path("", home.show, name="home"),
    path("inbox/", inbox.show, name="inbox"),
    path("tasks/<int:pk>/", tasks.show, name="task"),
    path("tasks/<int:pk>/claim/", tasks.claim, name="task_claim"),
    path("tasks/<int:pk>/release/", tasks.release, name="task_release"),
    path("tasks/<int:pk>/reassign/", tasks.reassign, name="task_reassign"),
    path("requests/", requests.index, name="requests"),
    path("requests/<int:pk>/", requests.show, name="request"),
    path("requests/<int:pk>/steps/<slug:word>/", requests.step, name="request_step"),
    path("requests/<int:pk>/milestones/<slug:word>/", requests.milestone, name="request_milestone"),
    path("requests/<int:pk>/attachments/add/", attachments.add, name="attachment_add"),
    path("requests/<int:pk>/steps/<slug:word>/letters/", composing.show, {"is_milestone": False}, name="step_letters"),
    path(
        "requests/<int:pk>/milestones/<slug:word>/letters/", composing.show, {"is_milestone": True},
        name="milestone_letters",
    ),
    path("requests/<int:pk>/shared/", sharing.show, name="shared_objects"),
    path("requests/<int:pk>/shared/add/", sharing.add, name="shared_objects_add"),
    path("requests/<int:pk>/shared/stix/", sharing.take, name="shared_objects_stix"),
    path("requests/<int:pk>/case-file/", case_files.order, name="case_file_order"),
    path("case-files/<int:pk>/", case_files.show, name="case_file"),
    path("case-files/<int:pk>/pdf/", case_files.fetch, name="case_file_pdf"),
    path("record/", record.show, name="record"),
    path("lifecycle/", charts.lifecycle, name="lifecycle"),
    path("lifecycle/<slug:direction>/<slug:state>/", charts.flow, name="flow"),
    path("lifecycle/<slug:direction>/<slug:state>.bpmn", charts.flow_bpmn, name="flow_bpmn"),
    path("", include("workflows.urls_drafting")),
    path("", include("workflows.urls_clock")),
    path("", include("workflows.urls_reference")),
    path("", include("workflows.urls_deadlines")),
    path("", include("workflows.urls_health")),
    path("", include("workflows.urls_desk")),
    path("", include("workflows.urls_search")),
    path("", include("workflows.urls_priorities")),
    path("", include("workflows.urls_links")),
    path("", include("workflows.urls_reports")),
    path("", include("workflows.urls_meetings")),
]
