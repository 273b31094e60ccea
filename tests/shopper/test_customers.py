"""Customers by the beginning of an id, and the parts of an id on a screen and in an address."""

import pytest

from stylehub_core.errors import QueryError
from stylehub_core.shopper.customers import customer_at, find_customer
from tests.conftest import MakeCatalog, customer_id


def test_a_customer_is_found_by_the_whole_id_and_by_a_beginning_that_is_its_alone(make_catalog: MakeCatalog) -> None:
    catalog = make_catalog([("2020-01-01", 3, 1)], customers=10)
    customer = find_customer(catalog, f"  {customer_id(3)} ")
    assert (customer.row, customer.age) == (3, None)
    assert customer.address == customer_id(3)  # the ids of this shop differ only in their last character
    assert customer.shown == "00000000"
    assert find_customer(catalog, customer.address) == customer
    assert customer_at(catalog, 3) == customer


def test_what_is_wrong_is_said(make_catalog: MakeCatalog) -> None:
    catalog = make_catalog([("2020-01-01", 3, 1)], customers=10)
    with pytest.raises(QueryError, match="10 customers' ids begin with '0000'"):
        find_customer(catalog, "0000")
    with pytest.raises(QueryError, match="No customer's id begins with 'zz%' in this catalogue of 10"):
        find_customer(catalog, "zz%")
    with pytest.raises(QueryError, match="No customer id was given"):
        find_customer(catalog, "  ")
    for row in (-1, 10):
        with pytest.raises(QueryError, match="rows 0 to 9"):
            customer_at(catalog, row)
