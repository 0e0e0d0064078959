"""Printing happens in a child that has limits, dies with its parent, and is replaced when it dies."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from documents import pdf, press

PATIENCE = 120  # seconds on a busy machine
PAGE = '<!doctype html><html lang="en"><head><title>T</title></head><body><h1>T</h1>{}</body></html>'
PARENT = """
import os, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "mla.settings"
django.setup()
from documents import press
print(press.apart(os.getpid), flush=True)
time.sleep(600)
"""


def test_two_children_print_the_same_bytes():
    first = press.printed(PAGE.format("<p>One</p>"))
    press._discard()

    assert press.printed(PAGE.format("<p>One</p>")) == first


def test_pages_are_printed_in_another_process_that_stays():
    child = press.apart(os.getpid)

    assert child != os.getpid()
    assert press.apart(os.getpid) == child


def test_child_has_neither_database_nor_seal():
    press._discard()  # a child that verified something before knows how to
    assert press.printed(PAGE.format(""))[1] == 1
    loaded = press.apart(eval, "sorted(__import__('sys').modules)")

    assert "documents.pdf" in loaded
    assert not {"psycopg", "documents.keys", "documents.seal", "pyhanko"} & set(loaded)


def test_reasons_come_back_from_the_child():
    with pytest.raises(pdf.Unprintable, match=r"character U\+1F600 cannot be printed"):
        press.printed(PAGE.format("\U0001f600"))


def test_too_many_pages_are_refused(settings):
    settings.MLA_PRINT_PAGES = 2

    with pytest.raises(pdf.Unprintable, match="it would have 3 pages; the limit is 2"):
        press.printed(PAGE.format('<p style="break-after: page">x</p>' * 2 + "<p>x</p>"))


def test_too_long_a_time_is_refused_and_the_next_page_is_printed(settings):
    settings.MLA_PRINT_SECONDS = 0.5
    with pytest.raises(pdf.Unprintable, match=r"it takes longer than the limit of 0\.5 seconds"):
        press.apart(time.sleep, 30)

    settings.MLA_PRINT_SECONDS = 60
    assert press.printed(PAGE.format(""))[1] == 1


def test_too_much_memory_is_refused_and_the_next_page_is_printed():
    with pytest.raises(pdf.Unprintable, match="it needs more memory than the limit of 2048 MiB"):
        press.apart(bytearray, 3 * 1024**3)

    assert press.printed(PAGE.format(""))[1] == 1


def test_child_that_was_killed_is_replaced():
    child = press.apart(os.getpid)
    os.kill(child, signal.SIGKILL)

    assert press.apart(os.getpid) not in (child, os.getpid())


def test_page_that_kills_its_child_twice_is_refused():
    with pytest.raises(pdf.Unprintable, match="ended twice"):
        press.apart(os._exit, 3)


def test_child_dies_with_a_parent_that_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    child = psutil.Process(int(parent.stdout.readline()))
    everyone = [child, *psutil.Process(parent.pid).children(recursive=True)]
    parent.send_signal(signal.SIGKILL)
    parent.wait(PATIENCE)
    parent.stdout.close()

    assert psutil.wait_procs(everyone, timeout=PATIENCE)[1] == []
