"""Which jobs run by themselves? Each is idempotent and can be derived again from rows of the domain."""

from django.utils import timezone
from procrastinate.contrib.django import app

from workflows import sweeping


@app.periodic(cron="* * * * *", periodic_id="sweep_clocks")
@app.task(name="sweep_clocks", queueing_lock="sweep_clocks", pass_context=False)
def sweep_clocks(timestamp: int) -> None:
    """Each minute, until no clock is due: the moment is the real one, so a late run catches up."""
    now = timezone.now()
    while sweeping.sweep(now=now):
        continue
