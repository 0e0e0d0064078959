"""When is the daily digest sent? Each quarter of an hour a job looks whose half past eight has come."""

from django.utils import timezone
from procrastinate.contrib.django import app

from workflows import digests


@app.periodic(cron="*/15 * * * *", periodic_id="send_digests")
@app.task(name="send_digests", queueing_lock="send_digests", lock="send_digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    """The moment is the real one, so a late run catches up on the same day."""
    digests.send(now=timezone.now())
