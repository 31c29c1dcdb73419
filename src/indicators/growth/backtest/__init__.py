"""How good the forecasts were, with nothing known later: origins, targets, hidden levels."""
