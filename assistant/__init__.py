"""Ask an archive of political-risk reports and get answers tied to exact, dated passages."""

__version__ = "0.1.0"
