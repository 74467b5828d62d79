"""Whether answers and checks are right, measured offline: gold sets, metrics, suites, a gate.

`datasets -> suites (metrics) -> runner -> stats -> report`, with `gate` and `sabotage` beside.
The package imports `assistant`, never the other way round.
"""
