"""Titles of the moments that recommenders answer for; also their values in an address."""

from stylehub_core.lab.serving import When

MOMENTS: dict[When, str] = {
    "next-basket": "The held-out last basket",
    "next-week": "The held-out last week",
    "today": "Today",
}
