"""`manage.py verify_letter FILE`: what the register and the seal say of a PDF; status 0 if it is ours and current."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from documents import verify


class Command(BaseCommand):
    help = "Verifies a letter's PDF: ends with status 0 if it was issued here, is unchanged and current, else with 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the result as data")

    def handle(self, *_: Any, file: Path, **options: Any) -> None:
        verdict = _verdict(file)
        lines = [json.dumps(verdict, ensure_ascii=False, indent=2)] if options["json"] else _told(verdict)
        for line in lines:
            self.stdout.write(line)
        if verdict["status"] != verify.VALID:
            sys.exit(1)


def _verdict(file: Path) -> verify.Verdict:
    try:
        if verify.too_large(file.stat().st_size):
            return {"status": verify.UNREADABLE, "problem": f"{file} is larger than any letter"}
        return verify.by_file(file.read_bytes())
    except OSError as flaw:
        return {"status": verify.UNREADABLE, "problem": f"{file} cannot be read: {flaw.strerror}"}


def _told(verdict: verify.Verdict) -> list[str]:
    lines = [f"{verdict['status']}: {verify.STATUSES[verdict['status']]}"]
    if problem := verdict.get("problem"):
        lines.append(f"problem: {problem}")
    if letter := verdict.get("letter"):
        lines.append(f"letter: {letter['number']} of {letter['issued_on']}, {letter['issued_by']['en']}")
        lines.append(f"digest in the register: {verdict['register']['sha256']}")
    if "file" in verdict:
        lines.append(f"digest of the file: {verdict['file']['sha256']}")
    if verdict.get("superseded_by"):
        lines.append(f"replaced by: {verdict['superseded_by']}")
    return lines + [_seal(one) for one in verdict.get("seals", ())]


def _seal(one: dict[str, Any]) -> str:
    state, covers = ("intact" if one["is_intact"] else "BROKEN"), f"covers {one['covers']} of the file"
    stamp = f", timestamp {one['timestamp']['at']} by {one['timestamp']['by']}" if one["timestamp"] else ""
    return f"seal: {state}, {covers}, {one['signer']}, {one['signed_at']}, certificate {one['certificate']}{stamp}"
