"""What does a person want to know first? A part of the start page for each sort of role they hold."""
