"""Stock viewflow beside us: its own queue page, on its own tables in the same database, with as many tasks as ours."""

import json
import os
import subprocess
import sys
import time

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from viewflow.workflow.models import Task as BareTask

from benchmarks.throwaway import address_of_database
from mla.models import User
from workflows.peer import BareFlow

QUEUE = "/bare/queue/"
_PROCESSES = """
INSERT INTO viewflow_process SELECT (jsonb_populate_record(
    NULL::viewflow_process, to_jsonb(one) || jsonb_build_object('id', one.id + n)
)).* FROM viewflow_process one, generate_series(1, %s) n WHERE one.id = %s
"""
_OPEN = """
INSERT INTO viewflow_task SELECT (jsonb_populate_record(NULL::viewflow_task, to_jsonb(one) || jsonb_build_object(
    'id', one.id + n, 'process_id', one.process_id + n, 'created', now() - n * interval '10 seconds'
))).* FROM viewflow_task one, generate_series(1, %s) n WHERE one.id = %s
"""
_DONE = """
INSERT INTO viewflow_task SELECT (jsonb_populate_record(NULL::viewflow_task, to_jsonb(one) || jsonb_build_object(
    'id', one.id + %s + n, 'process_id', one.process_id + 1 + n %% %s, 'status', 'DONE', 'finished', now()
))).* FROM viewflow_task one, generate_series(1, %s) n WHERE one.id = %s
"""


def fill(tasks: int, open_tasks: int) -> None:
    """One process for each open task; the tasks that are done are spread over them."""
    process = BareFlow.start.run()
    task = BareTask.objects.get(process=process, flow_task=BareFlow.approve)
    with connection.cursor() as cursor:
        cursor.execute(_PROCESSES, [open_tasks, process.pk])
        cursor.execute(_OPEN, [open_tasks, task.pk])
        cursor.execute(_DONE, [open_tasks, open_tasks, tasks - open_tasks, task.pk])
        cursor.execute("VACUUM ANALYZE viewflow_task")
        cursor.execute("VACUUM ANALYZE viewflow_process")


def queue_page(username: str, runs: int) -> list[tuple[float, int]]:
    """Its queue view as a person of the office opens it, in a process of its own: seconds and bytes of each run."""
    env = {**os.environ, "DATABASE_URL": address_of_database(), "DJANGO_SETTINGS_MODULE": "benchmarks.stock_settings"}
    code = f"from benchmarks.stock import tell; tell({username!r}, {runs})"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=settings.BASE_DIR)
    assert done.returncode == 0, done.stderr
    return [(one[0], one[1]) for one in json.loads(done.stdout)]


def tell(username: str, runs: int) -> None:
    """Print seconds and bytes of each run as JSON; for the process that `queue_page` starts."""
    client, found, user = Client(), [], User.objects.get(username=username)
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="viewflow"))
    client.force_login(user)
    for _run in range(runs):
        begun = time.perf_counter()
        answer = client.get(QUEUE)
        found.append((time.perf_counter() - begun, len(answer.content)))
        assert answer.status_code == 200, answer.status_code
    print(json.dumps(found))
