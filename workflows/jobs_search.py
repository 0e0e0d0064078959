"""When is the index brought up to date? Each minute; a search does it for the latest changes by itself."""

from procrastinate.contrib.django import app

from workflows.searching import indexing


@app.periodic(cron="* * * * *", periodic_id="index_texts")
@app.task(name="index_texts", queueing_lock="index_texts", pass_context=False)
def index_texts(timestamp: int) -> None:
    """Until no mark is left, or another run is at work."""
    while indexing.work_off():
        continue
