"""Charts that are made, and validated by Altair, once for the same inputs."""

import hashlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, ParamSpec

import altair as alt
import pandas as pd
import pyarrow as pa

from ui import resources

P = ParamSpec("P")
Spec = dict[str, Any]
AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart

_PLAIN = (str, int, float, bool, type(None))


def drawn(make: Callable[P, AnyChart], *args: P.args, **kwargs: P.kwargs) -> Spec:
    """The Vega-Lite spec of make(*args, **kwargs), for `st.vega_lite_chart(spec=…)`; shared, so read-only.

    It is kept by the content of all arguments: tables, frozen dataclasses, sequences, texts, numbers.
    Raises TypeError for other arguments, whose content is not known.
    Encodings must name their type ("value:Q"), as tables are told apart from charts before Altair sees them.
    """
    key = (f"{make.__module__}.{make.__qualname__}", *map(_content, args), *map(_content, kwargs.items()))
    return resources.chart(key, lambda: _spec(make(*args, **kwargs)))


def _spec(chart: AnyChart) -> Spec:
    """The spec with its tables in Arrow under "datasets", as Streamlit sends them."""
    tables: dict[str, pa.Table] = {}
    for part in (chart, *(chart.layer if isinstance(chart, alt.LayerChart) else ())):
        if isinstance(part.data, pd.DataFrame):
            name = _content(part.data)
            tables[name] = pa.Table.from_pandas(part.data, preserve_index=False)
            part.data = alt.NamedData(name)
    spec: Spec = chart.to_dict()
    spec.pop("config", None)  # sizes of Altair's own theme; the page's theme has others
    return {**spec, "datasets": tables}


def _content(value: object) -> str:
    """A text that is equal for equal values only."""
    if isinstance(value, pd.DataFrame):
        columns = repr([(name, str(kind)) for name, kind in value.dtypes.items()])
        digest = hashlib.blake2b(columns.encode(), digest_size=16)
        digest.update(pd.util.hash_pandas_object(value, index=False).to_numpy().tobytes())
        return digest.hexdigest()
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_content, value))}]"
    if is_dataclass(value):
        parts = (getattr(value, one.name) for one in fields(value))
        return f"{type(value).__qualname__}({','.join(map(_content, parts))})"
    if isinstance(value, _PLAIN):
        return repr(value)
    raise TypeError(f"A chart is kept by the content of its inputs, and that of a {type(value).__name__} is not known.")
