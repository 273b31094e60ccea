"""How hard each negative of an outfit is pushed away: a table in, a chart out."""

import altair as alt
import pandas as pd

from ui.charts import Chart, Pair


def pushes_chart(table: pd.DataFrame, pair: Pair) -> Chart:
    """Two bars for each negative, in the colours of the pair. table: negative, when, push; `when` is a title of it."""
    titles = [pair.second, pair.first]
    when = alt.Scale(domain=titles, range=list(reversed(pair.colours)))
    base = alt.Chart(table).encode(
        y=alt.Y(
            "negative:N",
            sort=list(dict.fromkeys(table["negative"])),
            title=None,
            axis=alt.Axis(labelLimit=150, domain=False, ticks=False),
        ),
        yOffset=alt.YOffset("when:N", sort=titles),
        tooltip=[alt.Tooltip("negative:N", title="Negative"), "when:N", alt.Tooltip("push:Q", format=".3f")],
    )
    x = alt.X("push:Q", title="Push away", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5))
    legend = alt.Legend(title=None, orient="top", direction="vertical", labelLimit=240)
    bars = base.mark_bar().encode(x=x, color=alt.Color("when:N", scale=when, legend=legend))
    texts = base.mark_text(align="left", dx=5, color=pair.ink).encode(x=x, text=alt.Text("push:Q", format=".2f"))
    return alt.layer(bars, texts).properties(height=alt.Step(22))
