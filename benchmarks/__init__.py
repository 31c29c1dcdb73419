"""What is measured, as ratios against named peers in one run."""
