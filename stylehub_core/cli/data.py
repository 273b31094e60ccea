"""Commands for data folders: sample, check, download."""

from pathlib import Path
from typing import Annotated

import typer

from stylehub_core.catalog.check import check as check_folder
from stylehub_core.catalog.download import download as download_data
from stylehub_core.cli.terminal import DataOption, JsonOption, progress_bar, tell
from stylehub_core.errors import QueryError


def sample(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write the sample to.")] = Path("sample"),
    articles: Annotated[int, typer.Option(help="Number of articles.")] = 2500,
    customers: Annotated[int, typer.Option(help="Number of customers.")] = 3000,
    seed: Annotated[int, typer.Option(help="Random seed; the same seed draws the same catalogue.")] = 7,
    wrong_texts: Annotated[
        float, typer.Option(help="Share of articles whose text says what the picture does not show, such as 0.05.")
    ] = 0.0,
    no_pictures: Annotated[
        bool, typer.Option("--no-pictures", help="Write the tables only: large catalogues in minutes.")
    ] = False,
) -> None:
    """Draw a sample catalogue, with pictures, customers, purchases and outfits, in Kaggle's layout.

    Examples:

    - `python -m stylehub_core sample --out sample --articles 2500 --customers 3000 --seed 7`
    - `python -m stylehub_core sample --out planted --wrong-texts 0.05`
    - `python -m stylehub_core sample --out large --articles 105542 --no-pictures`
    """
    from stylehub_core.sample.write import write_sample

    with progress_bar() as progress:
        try:
            write_sample(
                out,
                articles=articles,
                customers=customers,
                seed=seed,
                wrong_texts=wrong_texts,
                pictures=not no_pictures,
                progress=progress,
            )
        except ValueError as error:
            raise QueryError(str(error)) from error
    tell(f"The sample catalogue is in {out}. Next, run: python -m stylehub_core build --data {out}")


def check(data: DataOption, json: JsonOption = False) -> None:
    """Check a data folder: rows, dates, gaps, duplicates, and what will not work without the missing parts.

    The exit code is 1 if the folder cannot be used.

    Example: `python -m stylehub_core check --data ~/hm --json`
    """
    report = check_folder(data)
    print(report.to_json() if json else report.to_text())
    if not report.ok:
        raise typer.Exit(1)


def download(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to download to.")] = Path("hm"),
    pictures: Annotated[bool, typer.Option(help="Download the 105,100 pictures too (about 30 GB).")] = True,
) -> None:
    """Download the H&M data from Kaggle.

    You need a Kaggle account that has accepted the competition's rules.

    Example: `python -m stylehub_core download --out ~/hm --no-pictures`
    """
    folder = download_data(out, pictures=pictures)
    tell(f"The data is in {folder}. Next, run: python -m stylehub_core build --data {folder}")


COMMANDS = (sample, check, download)
