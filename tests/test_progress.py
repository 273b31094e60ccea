"""Progress that names what a step is a part of."""

from stylehub_core.progress import part_of


def test_a_step_is_named_with_what_it_is_a_part_of() -> None:
    told: list[tuple[str, int, int]] = []
    progress = part_of("run 1 of 2", part_of("Stylist", lambda *step: told.append(step)))
    progress("epochs", 3, 10)
    assert told == [("Stylist: run 1 of 2: epochs", 3, 10)]
