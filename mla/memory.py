"""What is loaded at the start stays for good."""

import gc


def keep(_app: object = None) -> None:
    """Spare the garbage collector what exists now: walking all of it took a tenth of a second, in the midst of a page
    or of a batch of clocks. Called when everything is loaded, by processes that then go on for long."""
    gc.freeze()
