"""A package, so that mypy tells its conftest from the one above."""
