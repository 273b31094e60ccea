"""The recipes of all subjects: a preset, and the one setting that may be changed in it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from stylehub_core.errors import QueryError
from stylehub_core.lesson.pairs.subject import PairSubject
from stylehub_core.lesson.subject import Recipe, Subject
from stylehub_core.lesson.views.subject import ViewSubject

SUBJECTS: Mapping[str, Subject[Any, Any, Any]] = {subject.name: subject for subject in (PairSubject(), ViewSubject())}
PRESETS: dict[str, Recipe] = {name: recipe for subject in SUBJECTS.values() for name, recipe in subject.presets.items()}


def subject_of(recipe: Recipe) -> Subject[Any, Any, Any]:
    return next(subject for subject in SUBJECTS.values() if isinstance(recipe, subject.recipe))


def preset(name: str) -> str:
    """The preset with this name. Raises QueryError for an unknown one."""
    for known in PRESETS:
        if known == name:
            return known
    *most, last = PRESETS
    raise QueryError(f"There is no preset '{name}': choose {', '.join(most)} or {last}.")


def other(name: str) -> str:
    """The preset that `name` is compared with if no setting is changed: its subject's other one, or '' for none."""
    return next((preset for preset in subject_of(PRESETS[name]).presets if preset != name), "")


def changed(base: Recipe, setting: str) -> Recipe:
    """The recipe with one setting changed, such as 'temperature=0.5'.

    Raises QueryError for an unknown setting or value, or if the recipe has that value already.
    """
    name, _, text = setting.partition("=")
    choices = subject_of(base).choices
    if name not in choices:
        first, offered = next(iter(choices.items()))
        known, example = ", ".join(choices), f"{first}={written(offered[-1])}"
        raise QueryError(f"'{name}' cannot be changed in this lesson: choose one of {known}, as in {example}.")
    value = next((choice for choice in choices[name] if _same(choice, text)), None)
    if value is None:
        values = ", ".join(written(choice) for choice in choices[name])
        raise QueryError(f"{name} cannot be '{text}' in a lesson: choose one of {values}.")
    if value == getattr(base, name):
        raise QueryError(f"{name} is {written(value)} already: choose another value, or change nothing.")
    return replace(base, **{name: value})


def difference(recipe: Recipe) -> tuple[str, str]:
    """The (preset, setting) of this recipe. setting: such as 'temperature=0.5', or '' for the preset itself."""
    subject = subject_of(recipe)
    for name, base in subject.presets.items():
        own, its = asdict(recipe), asdict(base)
        differing = [setting for setting in own if own[setting] != its[setting]]
        if not differing:
            return name, ""
        if len(differing) == 1 and differing[0] in subject.choices:
            return name, f"{differing[0]}={written(own[differing[0]])}"
    raise QueryError(
        "This run changes more than one setting of a preset, so it belongs to no lesson: start a lesson again."
    )


def written(value: object) -> str:
    """The value as it is written on the command line: 'on', '0.5', 'text neighbours'."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _same(value: object, text: str) -> bool:
    if isinstance(value, (bool, str)):
        return written(value) == text.strip()
    try:
        return float(text) == float(str(value))
    except ValueError:
        return False
