"""What do we measure? M01 to M34 of the dictionary for the report to the next Dialogue, one definition each."""

from workflows.reports.definitions import Metric
from workflows.reports.metrics import cyber, fugitives, narcotics, outcomes, quality, repatriation, stock, times

METRICS: dict[str, Metric] = {
    one.code: one
    for one in sorted(
        (
            *stock.METRICS, *times.METRICS, *outcomes.METRICS, *repatriation.METRICS, *narcotics.METRICS,
            *cyber.METRICS, *fugitives.METRICS, *quality.METRICS,
        ),
        key=lambda one: one.code,
    )
}
