"""Letters printed and sealed a second, beside the naive way; two workers beside one; memory over a thousand letters."""

import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psutil
from django.core.management import call_command
from django.test.utils import override_settings
from django.utils import timezone

from benchmarks import Row
from benchmarks.throwaway import database
from documents import demo_key, keys, packing, pages, pdf, press, seal, tokens
from documents.models import Letter
from mla.demo.cases import CASES
from mla.demo.cast import make_cast
from mla.models import Request
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.walking import Walker

ROUNDS, WARM, EACH, MANY, STEP = 12, 2, 25, 1000, 100
CODE = "L05"  # one page in two languages
MEBIBYTE = 1024**2


def run() -> list[Row]:
    """One core for the first comparison; the key, text and fonts are the same."""
    with tempfile.TemporaryDirectory() as name, override_settings(DATA_DIR=Path(name), MLA_SEAL_DEMO=True), database():
        folder = Path(name)
        keys.office_key.cache_clear()
        letter = _letter()
        letter.renderer = pdf.renderer()
        html = pages.page(letter.template, letter.snapshot, tokens.block(letter.number, letter.token))
        return [*_compared(letter, html, demo_key.file(folder)), *_workers(letter, html), *_memory(letter, html)]


def _letter() -> Letter:
    call_command("load_reference", verbosity=0)
    walker = Walker(cast=make_cast("bench"), now=datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
    case = next(one for one in CASES if one["direction"] == "in" and one["kind"] == "mla")
    request: Request = walker.walk(draft_from(case, by=drafter(walker.cast, case), now=walker.now), "review")
    return request.letters.get(code=CODE)


def _ours(letter: Letter, html: str) -> None:
    """As a worker does it, without the database: print in the child, seal here."""
    content, length = press.printed(html, packing.embedded(letter))
    seal.put_on(content, at=timezone.now())
    assert length == 1


def _naive(html: str, archive: Path) -> None:
    """Everything made anew for each letter, with default settings."""
    import weasyprint  # noqa: PLC0415 -- slow import
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 -- slow import
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf  # noqa: PLC0415 -- slow import

    content = weasyprint.HTML(string=f"<style>{_plain_fonts()}</style>{html}").write_pdf()
    signer = SimpleSigner.load_pkcs12(archive)
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    sign_pdf(writer, PdfSignatureMetadata(field_name="Signature1"), signer=signer)


def _plain_fonts() -> str:
    """Our stylesheet with the fonts read from their files."""
    text = pdf.stylesheet_source()
    for name in pdf._FONTS:
        text = text.replace(f'"mla-font:{name}"', f'"{Path(str(pdf._font_file(name))).as_uri()}"')
    return text


def _compared(letter: Letter, html: str, archive: Path) -> list[Row]:
    ours, naive = [], []
    with _one_core():
        for number in range(WARM + ROUNDS):
            taken = _timed(lambda: _ours(letter, html)), _timed(lambda: _naive(html, archive))
            if number >= WARM:
                ours.append(taken[0])
                naive.append(taken[1])
    mine, theirs = median(ours), median(naive)
    volume = f"one page, two languages, one core, {ROUNDS} rounds, alternating"
    return [
        Row("letters: printed and sealed", 1 / mine, "1/s", volume, "the naive way", theirs / mine, "ratio >= 2"),
        Row("letters: the naive way", 1 / theirs, "1/s", volume),
    ]


@contextmanager
def _one_core() -> Iterator[None]:
    """This process and the child it starts meanwhile."""
    press._discard()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
        press._discard()


def _workers(letter: Letter, html: str) -> list[Row]:
    """Each worker is a process with a child of its own that prints."""
    single, double = _raced(1, letter, html), _raced(2, letter, html)
    volume = f"{EACH} letters for each worker, {os.cpu_count()} cores"
    return [
        Row("letters: two workers", double, "1/s", volume, "one worker", double / single, "ratio >= 1.5"),
        Row("letters: one worker", single, "1/s", volume),
    ]


def _raced(workers: int, letter: Letter, html: str) -> float:
    """Letters a second by so many workers, all warm before the start."""
    pipes = [os.pipe() for _end in range(2)]
    children = []
    for _worker in range(workers):
        if pid := os.fork():
            children.append(pid)
            continue
        os._exit(_work(pipes, letter, html))
    os.close(pipes[0][1])
    for _worker in children:
        assert os.read(pipes[0][0], 1) == b"."
    begun = time.perf_counter()
    os.write(pipes[1][1], b"." * workers)
    failed = [pid for pid in children if os.waitpid(pid, 0)[1]]
    taken = time.perf_counter() - begun
    for one in (pipes[0][0], *pipes[1]):
        os.close(one)
    assert not failed
    return workers * EACH / taken


def _work(pipes: list[tuple[int, int]], letter: Letter, html: str) -> int:
    try:
        _ours(letter, html)
        os.write(pipes[0][1], b".")
        os.read(pipes[1][0], 1)
        for _letter in range(EACH):
            _ours(letter, html)
    except BaseException as flaw:
        print(repr(flaw))
        return 1
    press._discard()
    return 0


def _memory(letter: Letter, html: str) -> list[Row]:
    """What worker and child hold together at each hundredth letter."""
    rows: list[Row] = []
    for number in range(1, MANY + 1):
        _ours(letter, html)
        if number % STEP == 0:
            rows.append(Row(f"letters: memory after {number}", _held(), "MiB", "worker and its child"))
    first, last = rows[1].value, rows[-1].value
    earlier = f"after {2 * STEP}"
    rows[-1] = Row(rows[-1].name, last, "MiB", "worker and its child", earlier, first / last, "ratio >= 0.9")
    press._discard()
    return rows


def _held() -> float:
    me = psutil.Process()
    return sum(one.memory_info().rss for one in (me, *me.children(recursive=True))) / MEBIBYTE


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
