"""Hostile picture files: each is handled right or refused with a clear message, and the memory comes back.

A list of known tricks, and then small files of every format with random damage.

    python -m benchmarks.hostile_uploads [--files 2000] [--seed 0]
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable

from PIL import Image

from benchmarks.hostile_files import mutated, seeds, tricks
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import PHOTO_SIDE, photograph, uploaded_picture
from stylehub_core.machine.peak_memory import PeakMemory, give_back, resident_kilobytes

LONGEST_MESSAGE = 400
LONGEST = 20.0  # seconds of computing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    good = seeds()
    before = {name: photograph(content).tobytes() for name, content in good.items()}
    give_back()
    resident = resident_kilobytes()
    faults = 0
    print("Known tricks")
    for name, (make, expected) in tricks().items():
        with PeakMemory() as peak:
            got = outcome(make())
        faults += got != expected
        print(f"  {name:<38}{got if got == expected else f'{got}, but expected a {expected}':<12}{_peak(peak)}")
    counts: Counter[str] = Counter()
    with PeakMemory() as peak:
        for name, content in mutated(good, options.files, options.seed):
            got = outcome(content)
            counts[got] += 1
            if got not in ("picture", "message"):
                print(f"  {name}: {got}")
    faults += sum(counts.values()) - counts["picture"] - counts["message"]
    faults += sum(photograph(content).tobytes() != before[name] for name, content in good.items())
    print(
        f"\n{options.files:,} damaged files: {counts['picture']:,} read, {counts['message']:,} refused with a message"
    )
    print(f"anything else, with the tricks and the good files read again: {faults}{_peak(peak)}")
    give_back()
    after = resident_kilobytes()
    if resident and after:
        print(f"memory before {resident / 1024:.0f} MB, after {after / 1024:.0f} MB")
    sys.exit(faults > 0)


def _peak(peak: PeakMemory) -> str:
    return "" if peak.megabytes is None else f"   peak {peak.megabytes:,.0f} MB more"


def outcome(content: bytes) -> str:
    """A hostile_files.Outcome if the file is handled right, or else what went wrong.

    Both ways to read an upload must agree.
    """
    started = time.process_time()
    found = {_outcome(read, content) for read in (photograph, uploaded_picture)}
    if (seconds := time.process_time() - started) > LONGEST:
        return f"took {seconds:.0f} seconds"
    return found.pop() if len(found) == 1 else f"one of {', '.join(sorted(found))}"


def _outcome(read: Callable[[bytes], Image.Image], content: bytes) -> str:
    try:
        picture = read(content)
    except QueryError as error:
        message = str(error)
        clear = 20 < len(message) < LONGEST_MESSAGE and "\n" not in message and message.endswith(".")
        return "message" if clear else f"an unclear message: {message[:100]!r}"
    except BaseException as error:
        return f"{type(error).__name__}: {str(error)[:100]}"
    if picture.mode != "RGB" or max(picture.size) > PHOTO_SIDE or min(picture.size) < 1:
        return f"a picture of {picture.mode} {picture.size}"
    return f"kept {sorted(picture.info)}" if picture.info or picture.getexif() else "picture"


if __name__ == "__main__":
    main()
