"""Names of what notebooks carry beside what they show: a page reads them, a screen never does."""

GLUE = "application/vnd.indicators+json"  # the notebook's word about itself: title, answer, region
EVIDENCE = "application/vnd.indicators.evidence+json"  # the clauses that an output cites
ABOUT = "indicators"  # the notebook's metadata in which the batch leaves what it knows of the run
