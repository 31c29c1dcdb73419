"""Tables, charts and pages. Light to import: pandas and matplotlib come with tables and charts."""

from indicators.report.export import Summary, save

__all__ = ["Summary", "save"]
