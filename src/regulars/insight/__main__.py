"""`python -m regulars.insight NUMBER`: folds one back-test that somebody asked for, and ends."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    import django

    django.setup()
    from regulars.insight.backtests import run

    run(int(sys.argv[1]))
