"""How is a date written in English? As in the letters: 3 December 2026. Chinese is written as Django has it."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
