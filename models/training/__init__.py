"""What the programs that train our models share: sounds, measures, and the files of models."""
# SPDX-License-Identifier: MIT
