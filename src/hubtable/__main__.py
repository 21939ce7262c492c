"""`python -m hubtable` is the program `hubtable`."""

import sys

from hubtable.cli.main import main

sys.exit(main())
