"""The scorers: one module a suite, from a case and a bench to an outcome."""
