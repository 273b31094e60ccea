"""What the Lesson screen says about a network that learns from pictures."""

from stylehub_core.lesson.views.recipe import EPOCHS, PICTURES
from ui.lesson.words import Question, Words

WORDS = Words(
    presets={"Pictures alone": "pictures"},
    things={"augmentation": "Augmentation"},
    look={
        "augmentation": "The network learns what the two views of a picture share. What changes between them, it "
        "learns to overlook. If nothing changes, there is nothing to learn."
    },
    values={"all": "crops, flips, blur and mild jitter"},
    questions=(
        Question(
            "types",
            "Neighbours of the same product type",
            "Among the ten nearest articles, other colours of the same product left out",
            {"More often": "more", "No real change": "same", "Less often": "less"},
        ),
        Question(
            "colours",
            "Neighbours of the same colour",
            "Among the ten nearest articles, other colours of the same product left out",
            {"More often": "more", "No real change": "same", "Less often": "less"},
        ),
    ),
    figures={
        "Same product type": {"same_type": "Same product type"},
        "Same colour": {"same_colour": "Same colour"},
        "Loss": {"loss": "Loss"},
    },
    meters="Same product type, same colour: the share of the ten nearest articles, other colours of the same product "
    "left out. The network never learns from types or colours. A loss near 0 means that its task was too easy.",
    size=f"{EPOCHS} epochs on {PICTURES:,} pictures at most",
    neighbours="is it the shape that stays the same, or the colour?",
)
