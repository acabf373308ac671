"""Messages that no command line brings about by itself: why, and the test that brings each about otherwise."""

HERE = "tests/messages/test_otherwise.py"
CLUSTER = "the cluster's machines have to fail; see tests/unit/pipeline/cluster/test_dispatch.py"
SENT = "another program has to send it; see tests/unit/pipeline/test_parcels.py"
WARM = "the system has to end a process, or to refuse one; see tests/pipeline/test_warm.py"

EXEMPT = {
    "cli/audit.py: … lies in no project: an edition is made of a folder of reports/published/": (
        f"it needs a program that is installed away from its project; see {HERE}"
    ),
    "data/catalogue.py: … is missing: it describes the tables of data/": (
        "a folder without it is no project, which is told first; see tests/unit/data/test_catalogue.py"
    ),
    "data/fixing.py: data/…: cannot be written (…), and stands as it was; is it open in another program?": (
        "another program has to hold the file; see tests/unit/data/test_fixing.py"
    ),
    "cli/batch.py: there is no …: `make setup` installs JupyterLab": f"the machine has to lack JupyterLab; see {HERE}",
    "pipeline/audit/bundle.py: the packages of … could not be had: …; leave --wheels out, or try again": (
        f"there has to be no network; see {HERE}"
    ),
    "pipeline/reports/staging.py: results of … are for … …, not … …: run it again with `csp run --force`": (
        f"a run refuses such results first; see {HERE}"
    ),
    "pipeline/audit/recipe.py: … does not say what the report was asked to be (…): take it from where it was published again": (
        "a manifest tells first that the recipe is altered; see tests/unit/pipeline/audit/test_recipe.py"
    ),
    "pipeline/audit/signatures.py: ssh-keygen waited for a passphrase: load the key into ssh-agent, and name its public half": (
        f"it takes two minutes of waiting; see {HERE}"
    ),
    "pipeline/audit/signatures.py: there is no ssh-keygen here, which signs and checks: install OpenSSH": (
        "the machine has to lack OpenSSH; see tests/pipeline/test_editions.py"
    ),
    "pipeline/alone.py: another csp is at work in this project: wait until it has ended": (
        "two have to run at one time; see tests/pipeline/test_batch.py"
    ),
    "pipeline/cluster/dask_workers.py: --scheduler needs the package distributed: …": f"the machine has to lack a package; see {HERE}",
    "pipeline/commentary/pieces.py: …:1: the front matter cannot be renewed as it is written: write each value on one line of its own": (
        "only YAML that nobody writes comes so far; see tests/unit/pipeline/commentary/test_commentary.py"
    ),
    "pipeline/commentary/review.py: …: the … and another report with it read differently: make them all again first": (
        "two reports of different days have to share a text; see tests/unit/pipeline/commentary/test_commentary.py"
    ),
    "pipeline/cluster/dispatch.py: for … seconds there has been no worker that could be used in the cluster of …; "
    "what was finished is kept: start one with `dask worker …`, and run the same command again": CLUSTER,
    "pipeline/cluster/dispatch.py: the scheduler at … has not answered for … seconds; what was finished is kept: see its log, start it "
    "again, and run the same command again": CLUSTER,
    "pipeline/cluster/dispatch.py: the scheduler at … is gone; what was finished is kept: start it, and run the same command "
    "again": CLUSTER,
    "pipeline/cluster/dispatch.py: no worker has joined the cluster of …: start one with `dask worker …`": CLUSTER,
    "pipeline/cluster/packing.py: what … depends on has changed since it ran for this report: run the same command again": (
        "data/ has to change while a batch works; see tests/unit/pipeline/cluster/test_dispatch.py"
    ),
    "pipeline/cluster/remote.py: nobody waits for it any more": CLUSTER,
    "cli/start.py: stopped; … was not made: type the same command again to make it": (
        "it has to be stopped in time; see tests/pipeline/test_new_project.py"
    ),
    "pipeline/starting.py: …; no project was made": (
        "a notebook of the project itself has to fail; see tests/pipeline/test_new_project.py"
    ),
    "pipeline/batches/workers.py: a worker ended before it began": (
        "the system has to end a process; see tests/unit/pipeline/cluster/test_dispatch.py"
    ),
    "pipeline/parcels.py: a file called … was sent, which does not lie in the folder that it was sent for": SENT,
    "pipeline/parcels.py: what was sent as … came as …: it was altered on its way": SENT,
    "pipeline/render/quarto.py: Quarto made no … of …; it said: …": (
        "it needs Quarto, and Quarto to fail; see tests/unit/pipeline/render/test_quarto.py"
    ),
    "pipeline/runs/runner.py: … cannot be run: …": f"papermill itself has to fail; see {HERE}",
    "pipeline/reports/staging.py: the results that this report quotes name no source: each row of data/ needs one": (
        f"a row without a source is told first; see {HERE}"
    ),
    "pipeline/warm/zygote.py: no warm process could be started: …; use --kernel ordinary": WARM,
    "pipeline/warm/zygote.py: the warm process is gone": WARM,
    "pipeline/batches/workers.py: --kernel warm: …; use --kernel ordinary": f"the machine has to be one that cannot fork; see {HERE}",
    "pipeline/notebooks/pre_commit.py: there is no git here, so nothing waits to be committed": f"the machine has to lack git; see {HERE}",
    "project.py: no … in … or above it: run this inside a csp-reports project": (
        f"it needs a program that is installed away from its project; see {HERE}"
    ),
}
