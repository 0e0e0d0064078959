"""Meetings with the other side: what is prepared, written down, promised, and watched."""
