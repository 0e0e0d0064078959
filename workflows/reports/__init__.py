"""How much progress was made? Measures derived from the record, metrics, the scorecard and the report of a period."""
