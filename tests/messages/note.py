"""A project with a report of one quick notebook, which is published, to try there what is wrong with texts and folders."""

from pathlib import Path

from tests.messages.bench import Bench
from tests.messages.case import swap, write

COMMAND = "csp report note --borough dudley --period 2011-12-Q4 --to html --engine embedded"
PUBLISHED = "reports/published/dudley/2011-12-Q4/note"
EDITION = "reports/editions/dudley/2011-12-Q4/note/1"
COMMENTARY = "reports/commentary/dudley/2011-12-Q4/view.md"
REPORT = """title: Note
subtitle: "{period}, {area}"
period: quarter
notebooks: [risk_register]
commentary: [view]
"""
TEXT = """# In short {#sec-short}

{{< var risks.message >}} They follow.

{{< include _results/risks-above.md >}}

# View {#sec-view}

{{< include _commentary/view.md >}}

# Sources {#sec-sources}

{{< include _results/sources.md >}}

# Sources of figures {#sec-sources-of-figures}

{{< include _results/sources-of-figures.md >}}
"""
VIEW = """---
owner: Partnership analyst
approved: 2012-04-28
values:
  risks.message: ""
---

The board should look at the risks without a score first.
"""
PAPER = """papers:
  note:
    "2011-12-Q4":
      issued: 2012-04-30
      report_of: Community safety analysis
      contact: Partnership analyst
      plan: domestic-abuse-service-improvement
      document: dudley-annual-report-2011-12
"""


def published(folder: Path) -> Bench:
    """Make the project and publish its report."""
    from support import copy_project  # which the pages of docs/, made of the catalogue, do without

    root = copy_project(folder / "project").root
    write("reports/note/report.yml", REPORT)(root)
    write("reports/note/note.qmd", TEXT)(root)
    write("reports/note/README.md", "# Note\n")(root)
    write(COMMENTARY, VIEW)(root)
    swap("params/areas/dudley.yml", "papers:\n", PAPER)(root)
    bench = Bench(root, root)
    done = bench.run(COMMAND)
    assert done.code == 0, done.err
    return Bench.of(root)
