"""Lesson: change one thing about a training, predict what will happen, and see."""

from ui.lesson.view import lesson_screen
from ui.shell import open_page

with open_page("Lesson") as hub:
    lesson_screen(hub)
