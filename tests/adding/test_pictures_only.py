"""A model that takes pictures but no words, added by one file, on every screen and in every command."""

import json
import shutil
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core.catalog.pictures import thumbnail_name
from stylehub_core.errors import QueryError
from stylehub_core.features.uploaded_picture import MOST_BYTES
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving, When
from stylehub_core.opened import OpenedWorkspace
from stylehub_core.request import Request
from stylehub_core.shopper.customers import customer_at
from tests.adding.conftest import NAME, TITLE
from tests.cli.conftest import Run
from tests.ui.conftest import Screen
from tests.ui.test_pages import pictures
from tests.ui.test_pages import words as shown_words
from ui.moments import MOMENTS

SENTENCE = f"{TITLE} can’t search by words"
ROW = 5
FOLDER_ROWS = (3, 1, 2)


@pytest.fixture(scope="module")
def hub(pictures_only: Path) -> Hub:
    return Hub(pictures_only)


@pytest.fixture(scope="module")
def picture(hub: Hub) -> Path:
    """The picture file of the article ROW."""
    assert hub.pictures_folder is not None
    return hub.pictures_folder / thumbnail_name(str(hub.catalog.ids[ROW]))


def words(screen: AppTest) -> str:
    return shown_words(screen).replace("\\", "")


def healthy(screen: AppTest) -> str:
    """The words on the screen. Fails if the screen shows an error, or a note about a link that does not work."""
    assert not screen.exception
    assert not screen.error
    assert not screen.toast
    return words(screen)


# core ------------------------------------------------------------------------------------------------------------


def test_a_picture_finds_its_article_and_its_neighbours(hub: Hub, picture: Path) -> None:
    by_picture = hub.search(Request(picture=picture.read_bytes()), NAME)
    assert by_picture.rows[0] == ROW
    assert by_picture.items[0].score == pytest.approx(1, abs=1e-5)
    near = hub.neighbours(str(hub.catalog.ids[ROW]), NAME).rows
    assert by_picture.rows[1:13].tolist() == near.tolist()


def test_words_are_refused_and_an_article_s_id_is_not(hub: Hub) -> None:
    with pytest.raises(QueryError, match=f"{TITLE} cannot use words: it can use a picture, articles that are liked"):
        hub.search(Request("black dress"), NAME)
    assert hub.search(Request(str(hub.catalog.ids[ROW])), NAME).rows[0] == ROW
    assert len(hub.search(Request("dress"), NAME, mode="words").items)


def test_only_changed_pictures_make_it_stale(hub: Hub) -> None:
    assert hub.models[NAME].needs == {"pictures"}


# command line ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", [("-m", NAME), ()])  # the only one that sees
def test_search_by_a_picture_file(
    run: Run, pictures_only: Path, hub: Hub, picture: Path, chosen: tuple[str, ...]
) -> None:
    said = run("search", "--picture", picture, "-w", pictures_only, *chosen, "--json")
    assert said.code == 0, said.err
    [answer] = json.loads(said.out)
    assert answer["query"] == picture.name
    assert answer["results"][0]["article_id"] == hub.catalog.ids[ROW]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("black dress", "-m", NAME), "cannot use words"),
        (("black dress", "--picture", "PICTURE", "-m", NAME), "cannot use words"),
        (("--picture", "PICTURE", "-m", "raw-text"), "cannot use a picture"),
        (("black dress", "--picture", "PICTURE", "--mode", "words"), "words alone cannot use a picture"),
        (("--picture", "TEXT", "-m", NAME), "cannot be read"),
        (("--picture", "LARGE", "-m", NAME), "the limit is 20 MB"),
        (("--picture", "nowhere.jpg", "-m", NAME), "nowhere.jpg cannot be read"),
        (("black dress", "--queries", "TEXT"), "leave one of the two out"),
    ],
)
def test_search_says_in_one_line_what_it_cannot_use(
    run: Run, pictures_only: Path, picture: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    files = {"PICTURE": picture, "TEXT": tmp_path / "text.jpg", "LARGE": tmp_path / "large.jpg"}
    files["TEXT"].write_text("coat")
    files["LARGE"].write_bytes(bytes(MOST_BYTES + 1))
    said = run("search", *(files.get(argument, argument) for argument in arguments), "-w", pictures_only)
    assert said.code == 1
    assert said.out == ""
    assert message in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.fixture
def folder(hub: Hub, tmp_path: Path) -> Path:
    """Pictures of three articles named a, b and c, of which b is a link, and two files that cannot be used."""
    assert hub.pictures_folder is not None
    made = tmp_path / "photos"
    made.mkdir()
    for name, row in zip("abc", FOLDER_ROWS, strict=True):
        source = hub.pictures_folder / thumbnail_name(str(hub.catalog.ids[row]))
        if name == "b":
            (made / "b.jpg").symlink_to(source)
        else:
            shutil.copy(source, made / f"{name}.jpg")
    (made / "notes.txt").write_text("not a picture")
    with (made / "large.jpg").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (made / ".hidden").write_text("left out without a word")
    return made


def test_each_picture_of_a_folder_finds_its_article(run: Run, pictures_only: Path, hub: Hub, folder: Path) -> None:
    out = folder.parent / "found.parquet"
    said = run("search", "--pictures", folder, "-w", pictures_only, "-m", NAME, "-k", 4, "--out", out)
    assert said.code == 0, said.err
    assert "2 files that cannot be used." in said.err and "\nlarge.jpg: " in said.err
    table = pq.read_table(out).to_pandas()
    assert table.columns.tolist() == ["query", "rank", "article_id", "score"]
    assert table["query"].tolist() == ["a.jpg"] * 4 + ["b.jpg"] * 4 + ["c.jpg"] * 4
    assert table["rank"].tolist() == [1, 2, 3, 4] * 3
    assert table.loc[table["rank"] == 1, "article_id"].tolist() == [hub.catalog.ids[row] for row in FOLDER_ROWS]


def test_embed_gives_each_picture_the_vector_of_its_article(
    run: Run, pictures_only: Path, hub: Hub, folder: Path
) -> None:
    out = folder.parent / "vectors.parquet"
    said = run("embed", "--pictures", folder, "-w", pictures_only, "-m", NAME, "--out", out)
    assert said.code == 0, said.err
    table = pq.read_table(out).to_pandas()
    assert table["input"].tolist() == ["a.jpg", "b.jpg", "c.jpg"]
    vectors = np.stack(table["vector"].to_list())
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, hub.model(NAME).vectors[list(FOLDER_ROWS)], atol=1e-6)


def test_pictures_and_one_picture_in_python(pictures_only: Path, hub: Hub, picture: Path) -> None:
    shop = OpenedWorkspace(pictures_only)
    content = picture.read_bytes()
    vectors = shop.embed(pictures=[picture, content, str(picture)], model=NAME)
    np.testing.assert_allclose(vectors, hub.model(NAME).vectors[[ROW] * 3], atol=1e-6)
    assert shop.embed(pictures=content, model=NAME).shape == (1, vectors.shape[1])
    with pytest.raises(QueryError):
        shop.embed(pictures=[picture, b"", picture], model=NAME)


def test_embed_keeps_every_line_in_order(run: Run, pictures_only: Path, hub: Hub, tmp_path: Path) -> None:
    lines = ["navy coat", "", " black dress ", "navy coat", "fur\u2028collar"]
    (tmp_path / "texts.txt").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")
    out = tmp_path / "vectors.parquet"
    said = run("embed", "--texts", tmp_path / "texts.txt", "-w", pictures_only, "-m", "raw-text", "--out", out)
    assert said.code == 0, said.err
    table = pq.read_table(out).to_pandas()
    assert table["input"].tolist() == lines
    vectors = np.stack(table["vector"].to_list())
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    np.testing.assert_array_equal(vectors[0], vectors[3])
    expected = hub.opened("raw-text").text_vectors(["navy coat"])[0]
    assert vectors[0] @ expected > 0.9999


def test_a_region_is_searched_by_as_if_it_were_the_picture(
    run: Run, pictures_only: Path, folder: Path, tmp_path: Path
) -> None:
    both = {}
    for region in ("0,0,1,1", "0.3,0.3,0.2,0.2"):
        out = tmp_path / "found.parquet"
        picture = ("search", "--picture", folder / "a.jpg", "--region", region)
        assert run(*picture, "-w", pictures_only, "-m", NAME, "--out", out).code == 0
        both[region] = pq.read_table(out)["article_id"].to_pylist()
    assert both["0,0,1,1"] != both["0.3,0.3,0.2,0.2"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", "--pictures", "EMPTY", "-m", NAME), "There is no file in"),
        (("search", "--pictures", "NOWHERE", "-m", NAME), "cannot be read"),
        (("search", "--pictures", "WORDS", "-m", NAME), "None of the files can be used. text.jpg"),
        (("search", "--picture", "PICTURE", "--pictures", "PHOTOS"), "leave one of the two out"),
        (("search", "--picture", "PICTURE", "-m", NAME, "--region", "0,0,2,1"), "not inside the picture"),
        (("search", "--picture", "PICTURE", "-m", NAME, "--region", "0,0,0.001,0.001"), "draw a larger one"),
        (("search", "coat", "--region", "0,0,1,1"), "A region needs a picture"),
        (("search", "coat", "--picture", "PICTURE", "-m", NAME, "--weight", "2"), "must be from 0 to 1"),
        (("embed", "--texts", "TEXT", "-m", "raw-text"), "give --out"),
        (("embed", "-m", "raw-text", "--out", "OUT"), "one of the two"),
        (("embed", "--texts", "TEXT", "-m", NAME, "--out", "OUT"), "cannot use words"),
        (("embed", "--pictures", "PHOTOS", "-m", "raw-text", "--out", "OUT"), "cannot use a picture"),
        (("embed", "--texts", "BLANK", "-m", "raw-text", "--out", "OUT"), "is empty"),
        (("embed", "--pictures", "WORDS", "-m", NAME, "--out", "OUT"), "None of the files can be used"),
    ],
)
def test_faults_are_told_in_one_line_and_write_nothing(
    run: Run, pictures_only: Path, folder: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    for name in ("empty", "words"):
        (tmp_path / name).mkdir()
    for text, content in (("words/text.jpg", "coat"), ("text.txt", "coat\n"), ("blank.txt", "")):
        (tmp_path / text).write_text(content)
    places = {
        "EMPTY": tmp_path / "empty",
        "NOWHERE": tmp_path / "nowhere",
        "WORDS": tmp_path / "words",
        "PHOTOS": folder,
        "PICTURE": folder / "a.jpg",
        "TEXT": tmp_path / "text.txt",
        "BLANK": tmp_path / "blank.txt",
        "OUT": tmp_path / "out.parquet",
    }
    said = run(*(places.get(argument, argument) for argument in arguments), "-w", pictures_only)
    assert said.code == 1
    assert said.out == ""
    *progress, told = said.err.strip().splitlines()
    assert message in told and progress in ([], ["pictures"])
    assert not (tmp_path / "out.parquet").exists()


def test_neighbours_compare_and_export(run: Run, pictures_only: Path, hub: Hub, tmp_path: Path) -> None:
    article_id = str(hub.catalog.ids[ROW])
    said = run("neighbours", article_id, "-w", pictures_only, "-m", NAME, "--json")
    assert len(json.loads(said.out)[0]["results"]) == 12
    compared = json.loads(run("compare", "raw-text", NAME, "-w", pictures_only, "--json").out)
    assert 0 < compared["curve"]["overlap"][-1] < 1
    out = tmp_path / "vectors.parquet"
    assert run("export", "-w", pictures_only, "-m", NAME, "--out", out).code == 0
    exported = np.stack(pq.read_table(out)["vector"].to_numpy())
    np.testing.assert_array_equal(exported, hub.model(NAME).vectors)


def test_it_is_measured_as_a_model_and_as_a_recommender(run: Run, pictures_only: Path) -> None:
    said = run("evaluate", "-w", pictures_only, "--json")
    assert said.code == 0, said.err
    assert NAME in said.out
    said = run("evaluate", "-w", pictures_only, "--protocol", "next-basket", "--models", f"popularity,{NAME}", "--json")
    assert said.code == 0, said.err
    assert NAME in said.out


def test_status_prepare_and_recommend(run: Run, pictures_only: Path, hub: Hub, tmp_path: Path) -> None:
    states = {stage["name"]: stage["state"] for stage in json.loads(run("status", "-w", pictures_only, "--json").out)}
    assert {states[f"{stage}/{NAME}"] for stage in ("model", "map", "metrics")} == {"built"}
    assert run("prepare", NAME, "-w", pictures_only).code == 0
    ids = tmp_path / "ids.txt"
    customers = (Path(hub.settings.data) / "customers.csv").read_text().splitlines()[1:4]
    ids.write_text("\n".join(line.split(",")[0] for line in customers))
    said = run("recommend", "--model", NAME, "--customers", ids, "-w", pictures_only, "-k", 5, "--json")
    assert said.code == 0, said.err
    assert len(json.loads(said.out)) == 15


def test_without_a_model_pictures_go_to_one_that_sees(
    folder: Path, pictures_only: Path, tmp_path: Path, run: Run
) -> None:
    said = run("embed", "--pictures", folder, "--out", tmp_path / "out.parquet", "-w", pictures_only)
    assert said.code == 0
    assert "of 24 dimensions" in said.err


# screens ---------------------------------------------------------------------------------------------------------


def test_search_shows_more_like_this_and_says_that_it_takes_no_words(
    show: Screen, pictures_only: Path, hub: Hub
) -> None:
    article_id = str(hub.catalog.ids[ROW])
    screen = show(pictures_only, "1_Search", article=article_id, model=TITLE)
    assert "More like" in healthy(screen)
    assert len(pictures(screen)) == 24
    whole = pictures(screen)
    screen = show(pictures_only, "1_Search", article=article_id, region="0.3,0.3,0.2,0.2", model=TITLE)
    healthy(screen)
    assert len(pictures(screen)) == 24
    assert pictures(screen) != whole
    screen = show(pictures_only, "1_Search", q=article_id, model=TITLE)
    assert SENTENCE not in healthy(screen)
    assert len(pictures(screen)) == 24
    screen = show(pictures_only, "1_Search", q="black dress", model=TITLE)
    assert SENTENCE in healthy(screen)
    assert not pictures(screen)
    screen = show(pictures_only, "1_Search", q="black dress", model=TITLE, mode="Words only")
    assert SENTENCE not in healthy(screen)
    assert len(pictures(screen)) == 24


@pytest.mark.parametrize("part", ["Side by side", "Where they disagree", "Distances", "Training", "Measured"])
def test_compare_opens_every_part(show: Screen, pictures_only: Path, hub: Hub, part: str) -> None:
    article_id = str(hub.catalog.ids[ROW])
    healthy(show(pictures_only, "3_Compare", a="Raw text", b=TITLE, part=part, q=article_id))


def test_compare_says_that_it_takes_no_words(show: Screen, pictures_only: Path) -> None:
    screen = show(pictures_only, "3_Compare", a="Raw text", b=TITLE, q="black dress")
    assert SENTENCE in healthy(screen)
    assert len(pictures(screen)) == 12


def test_map_marks_an_article_and_says_that_it_takes_no_words(show: Screen, pictures_only: Path, hub: Hub) -> None:
    assert SENTENCE in healthy(show(pictures_only, "4_Map", model=TITLE, q="black dress"))
    text = healthy(show(pictures_only, "4_Map", model=TITLE, q=str(hub.catalog.ids[ROW])))
    assert SENTENCE not in text
    assert "Marked on the map" in text


@pytest.mark.parametrize("when", ["today", "next-basket"])
def test_shopper_shows_its_list(show: Screen, pictures_only: Path, hub: Hub, run: Run, when: When) -> None:
    assert run("prepare", NAME, "-w", pictures_only, "--when", when).code == 0
    customer = int(Serving(hub, "next-basket").questions.customers[0])
    address = customer_at(hub.catalog, customer).address
    screen = show(pictures_only, "5_Shopper", customer=address, by=[TITLE], when=MOMENTS[when])
    assert TITLE in healthy(screen)
    assert len(pictures(screen)) >= 12


@pytest.mark.parametrize("part", ["Table", "Trade-offs", "Slices", "Customer by customer", "Spaces"])
def test_evaluation_opens_every_part(show: Screen, pictures_only: Path, run: Run, part: str) -> None:
    names = f"popularity,own-recent,{NAME}"
    assert run("evaluate", "-w", pictures_only, "--protocol", "next-basket", "--models", names).code == 0
    screen = show(pictures_only, "6_Evaluation", part=part)
    healthy(screen)


@pytest.mark.parametrize(("page", "text"), [("", TITLE), ("2_Article", TITLE), ("7_Lesson", "")])
def test_the_other_screens_open(show: Screen, pictures_only: Path, hub: Hub, page: str, text: str) -> None:
    query = {"id": str(hub.catalog.ids[ROW]), "every": "true"} if page == "2_Article" else {}
    assert text in healthy(show(pictures_only, page, **query))
