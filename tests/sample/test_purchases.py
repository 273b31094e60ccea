"""The sample's purchases: Kaggle's columns, long tails, seasons, coherent baskets, cold articles, days and prices."""

import hashlib
from functools import cache

import numpy as np
import pandas as pd
import pytest

from stylehub_core.sample.articles import SampleArticles, make_articles
from stylehub_core.sample.calendar import START
from stylehub_core.sample.customers import SampleCustomers, make_customers
from stylehub_core.sample.purchases import make_purchases
from stylehub_core.sample.truth import planted_truth

N_CUSTOMERS = 700


@cache
def world() -> tuple[SampleArticles, SampleCustomers, pd.DataFrame]:
    """The tables, with the columns `row` (article) and `day` added to the purchases."""
    articles, customers = make_articles(1200, 3), make_customers(N_CUSTOMERS, 3)
    table = make_purchases(articles, customers, 40 * N_CUSTOMERS, 3)
    row = pd.Series(articles.table.index, index=articles.table["article_id"])
    day = (table["t_dat"].to_numpy().astype("datetime64[D]") - START).astype(int)
    return articles, customers, table.assign(row=row.loc[table["article_id"]].to_numpy(), day=day)


def test_columns_dates_ids_and_prices_are_kaggles() -> None:
    articles, customers, table = world()
    assert list(table.columns[:5]) == ["t_dat", "customer_id", "article_id", "price", "sales_channel_id"]
    assert len(table) == 40 * N_CUSTOMERS
    assert table["t_dat"].is_monotonic_increasing
    assert table["t_dat"].min() >= "2018-09-20" and table["t_dat"].max() == "2020-09-22"
    assert set(table["customer_id"]) == set(customers.table["customer_id"])
    assert set(table["article_id"]) <= set(articles.table["article_id"])
    assert table["price"].between(0.0004, 0.5).all()
    assert 0.015 < table["price"].median() < 0.045
    assert set(table["sales_channel_id"]) == {1, 2}


def test_nothing_is_sold_before_its_launch_or_after_its_end() -> None:
    articles, _, table = world()
    traits = articles.traits
    assert (traits.first_day[table["row"]] <= table["day"]).all()
    assert (traits.last_day[table["row"]] >= table["day"]).all()


def test_popularity_and_wardrobes_have_long_tails() -> None:
    _, _, table = world()
    sold = table["article_id"].value_counts()
    assert 0.05 < sold.head(len(sold) // 100).sum() / len(table) < 0.3
    each = table["customer_id"].value_counts()
    assert each.max() > 8 * each.median()


def test_some_articles_are_new_at_the_end_and_some_never_sold() -> None:
    articles, _, table = world()
    last_week = table[table["day"] > 726]
    new = articles.traits.first_day[last_week["row"]] > 733 - 21
    assert 0.08 < new.mean() < 0.4
    assert len(articles.table) > table["article_id"].nunique()
    assert not set(last_week["article_id"]) <= set(table.loc[table["day"] <= 726, "article_id"])


def test_baskets_hold_similar_styles_and_more_than_one_slot() -> None:
    articles, _, table = world()
    basket = table.drop_duplicates(["customer_id", "t_dat", "row"]).groupby(["customer_id", "t_dat"])["row"]
    pairs = np.array([rows.to_numpy()[:2] for _, rows in basket if len(rows) > 1])
    style, slot, product = articles.traits.style, articles.traits.slot, articles.traits.product
    pairs = pairs[product[pairs[:, 0]] != product[pairs[:, 1]]]
    together = (style[pairs[:, 0]] * style[pairs[:, 1]]).sum(axis=1).mean()
    shuffled = np.random.default_rng(0).permutation(pairs[:, 1])
    by_chance = (style[pairs[:, 0]] * style[shuffled]).sum(axis=1).mean()
    assert together > by_chance + 0.08
    assert 0.3 < (slot[pairs[:, 0]] != slot[pairs[:, 1]]).mean() < 0.9


def test_customers_buy_nearer_to_their_own_taste_than_to_anothers() -> None:
    articles, customers, table = world()
    who = pd.Series(customers.table.index, index=customers.table["customer_id"]).loc[table["customer_id"]].to_numpy()
    style, taste = articles.traits.style[table["row"]], customers.traits.taste
    own = (style * taste[who]).sum(axis=1).mean()
    other = (style * taste[np.random.default_rng(0).permutation(len(taste))[who]]).sum(axis=1).mean()
    assert own > other + 0.08


def test_coats_sell_in_winter_and_swimwear_in_summer() -> None:
    articles, _, table = world()
    month = table["t_dat"].str[5:7].astype(int)
    group = articles.table["product_group_name"].to_numpy()[table["row"]]
    kind = articles.table["product_type_name"].to_numpy()[table["row"]]
    assert month[group == "Swimwear"].isin([5, 6, 7, 8]).mean() > 0.55
    assert month[kind == "Coat"].isin([9, 10, 11, 12, 1, 2]).mean() > 0.55


def test_some_rows_are_doubled_and_some_articles_bought_again() -> None:
    _, _, table = world()
    assert 0.06 < table.duplicated(["customer_id", "t_dat", "article_id"]).mean() < 0.2
    visits = table.drop_duplicates(["customer_id", "t_dat", "article_id"])
    assert 0.01 < visits.duplicated(["customer_id", "article_id"]).mean() < 0.3


def test_prices_fall_late_in_an_articles_life() -> None:
    articles, _, table = world()
    traits = articles.traits
    life = (traits.last_day - traits.first_day)[table["row"]]
    fraction = (table["day"] - traits.first_day[table["row"]]) / life
    share = table["price"] * 590 / traits.euros[table["row"]]
    seasonal = life < 450
    assert share[seasonal & (fraction > 0.85)].mean() < 0.9 * share[seasonal & (fraction < 0.5)].mean()


def test_customers_have_kaggles_columns_and_nulls() -> None:
    table = make_customers(2000, 3).table
    assert list(table.columns) == [
        "customer_id", "FN", "Active", "club_member_status", "fashion_news_frequency", "age", "postal_code",
    ]  # fmt: skip
    assert table["customer_id"].is_unique and table["customer_id"].str.fullmatch("[0-9a-f]{64}").all()
    assert table["postal_code"].str.fullmatch("[0-9a-f]{64}").all() and not table["postal_code"].is_unique
    assert 0.5 < table["FN"].isna().mean() < 0.8
    assert 0 < table["age"].isna().mean() < 0.05 and table["age"].dropna().between(16, 99).all()
    assert set(table["club_member_status"].dropna()) >= {"ACTIVE", "PRE-CREATE"}


def test_same_seed_same_bytes() -> None:
    def digest(seed: int) -> str:
        articles, customers = make_articles(60, seed), make_customers(40, seed)
        tables = (customers.table, make_purchases(articles, customers, 900, seed))
        return hashlib.sha256("".join(table.to_csv() for table in tables).encode()).hexdigest()

    assert digest(1) == digest(1) != digest(2)


def test_truth_names_every_article_and_customer() -> None:
    articles, customers, _ = world()
    truth = planted_truth(articles, customers)
    assert truth.articles["article_id"].tolist() == articles.table["article_id"].tolist()
    assert truth.customers["customer_id"].tolist() == customers.table["customer_id"].tolist()
    style = truth.articles.filter(like="style_").to_numpy()
    assert np.allclose(np.linalg.norm(style, axis=1), 1.0)


@pytest.mark.parametrize(("n_articles", "n_customers"), [(20, 20), (50, 30)])
def test_a_tiny_world_works(n_articles: int, n_customers: int) -> None:
    articles, customers = make_articles(n_articles, 9), make_customers(n_customers, 9)
    assert len(make_purchases(articles, customers, 400, 9)) == 400


def test_too_few_customers_or_purchases_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"customers: 3 .* at least 20"):
        make_customers(3, 1)
    with pytest.raises(ValueError, match=r"purchases: 10 .* 20 customers"):
        make_purchases(make_articles(20, 1), make_customers(20, 1), 10, 1)
