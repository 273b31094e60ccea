"""The query on outfits, over a connection with the views of a catalogue."""

import duckdb
import pandas as pd


def outfit_rows(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """(outfit_id, article, slot, customer, split) of every article of every outfit, in the order of the file."""
    con.execute("SET preserve_insertion_order = true")
    frame = con.execute("SELECT outfit_id, article, slot, customer, split FROM outfits").df()
    return frame.astype(
        {"outfit_id": "object", "article": "int32", "slot": "string", "customer": "Int32", "split": "string"}
    )
