"""`python -m indicators` is the command."""

import sys

from indicators.cli import main

sys.exit(main())
