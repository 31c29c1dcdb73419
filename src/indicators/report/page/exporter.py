"""The same page for Jupyter's own tools: `jupyter nbconvert --to indicators notebook.ipynb`."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from indicators.report.page import render


class PageExporter(Exporter):
    """A page by `render`; nbconvert's preprocessors run before it, as they are configured."""

    file_extension = ".html"
    output_mimetype = "text/html"
    export_from_notebook = "Indicators page"

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters differ too
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook."""
        done, found = super().from_notebook_node(nb, resources, **kw)
        return render(done), found
