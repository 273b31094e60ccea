"""Charts that Altair makes and validates only once for the same inputs."""

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
    """The Vega-Lite spec of make(*args, **kwargs), for `st.vega_lite_chart(spec=…)`. It is shared: do not change it.

    It is cached by the content of all arguments: tables, frozen dataclasses, sequences, texts, numbers.
    Raises TypeError for any other argument.
    Encodings must name their type ("value:Q"): tables are taken out before Altair could infer it.
    """
    key = (f"{make.__module__}.{make.__qualname__}", *map(_content, args), *map(_content, kwargs.items()))
    return resources.chart(key, lambda: _spec(make(*args, **kwargs)))


def _spec(chart: AnyChart) -> Spec:
    """The spec with its tables under "datasets" in Arrow, as Streamlit sends them."""
    tables: dict[str, pa.Table] = {}
    for part in (chart, *(chart.layer if isinstance(chart, alt.LayerChart) else ())):
        if isinstance(part.data, pd.DataFrame):
            name = _content(part.data)
            tables[name] = pa.Table.from_pandas(part.data, preserve_index=False)
            part.data = alt.NamedData(name)
    spec: Spec = chart.to_dict()
    spec.pop("config", None)  # sizes of Altair's own theme, which differ from the page's
    return {**spec, "datasets": tables}


def _content(value: object) -> str:
    """A text that is equal only for equal values."""
    if isinstance(value, pd.DataFrame):
        columns = repr([(name, str(kind)) for name, kind in value.dtypes.items()])
        digest = hashlib.blake2b(columns.encode(), digest_size=16)
        digest.update(pd.util.hash_pandas_object(value, index=False).to_numpy().tobytes())
        return digest.hexdigest()
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_content, value))}]"
    if is_dataclass(value):
        parts = (getattr(value, field.name) for field in fields(value))
        return f"{type(value).__qualname__}({','.join(map(_content, parts))})"
    if isinstance(value, _PLAIN):
        return repr(value)
    raise TypeError(
        f"Charts are cached by the content of their inputs, and a {type(value).__name__} is not supported: "
        "pass tables, frozen dataclasses, sequences, texts or numbers."
    )
