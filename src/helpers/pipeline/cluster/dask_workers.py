"""Have a batch's tasks done by the workers of a Dask cluster: each is packed here, sent, and put in place when it comes back."""

import asyncio
import logging
import os
import re
import shutil
import socket
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

from helpers.errors import MachineError, ParamsError
from helpers.pipeline.batches import tasks, workers
from helpers.pipeline.batches.jobs import BUILT, LOST, Job, Limits
from helpers.pipeline.batches.pool import Starter, Work
from helpers.pipeline.cluster import packing, remote
from helpers.pipeline.cluster.dispatch import Dispatch, Ticket
from helpers.pipeline.cluster.remote import Errand, Reply, Terms
from helpers.pipeline.parcels import Shelf
from helpers.project import Project

ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
CONNECT_SECONDS = 10
"""How long a scheduler is given to answer."""
INSTALL = "install it with `pip install 'csp-reports[cluster]'`"
AHEAD = 2
"""Tasks more than the cluster has threads, so that the next is there when one ends."""


@contextmanager
def connected(
    place: Project, address: str, jobs: Iterable[Job], kernel: str, limits: Limits
) -> Iterator[tuple["Cluster", Limits]]:
    """Yield what sends tasks to a cluster whose workers are made of what this machine is made of, and how many to begin at once.

    Parameters
    ----------
    address : str
        The scheduler's: `tcp://HOST:PORT`, or `tls://HOST:PORT` with the certificates that Dask's own settings name.
    kernel : str
        One of `jobs.KERNELS`: what notebooks run in, on the workers.
    limits : Limits
        `jobs` 0 for as many as the cluster has threads; what else it limits is seen to by the workers.

    Raises
    ------
    ParamsError
        If the address is none.
    MachineError
        If Dask is not installed, nobody listens at the address, no worker is there, or one differs from this machine.
    """
    engine = next((str(job.task["report"][-1]) for job in jobs if job.kind == "report"), "")
    each = replace(limits, jobs=1)
    client = _client(address)
    shelf = Shelf(place.build / "batch" / "parcels")
    try:
        shutil.rmtree(shelf.folder, ignore_errors=True)  # what a process that was killed left
        terms = Terms(remote.about(engine), engine, kernel, each)
        sender = Dispatch(client, address, terms, shelf)
        sender.meet_all()
        sender.prepare(shelf.pack(place.root, packing.house(place)))
        with workers.starter(place, "auto") as local:
            at_once = limits.jobs or sum(sender.threads().values()) + AHEAD
            yield Cluster(place, sender, shelf, local, terms), Limits(at_once)
    finally:
        shutil.rmtree(shelf.folder, ignore_errors=True)
        with suppress(OSError, TimeoutError):  # it is gone
            client.close(timeout=CONNECT_SECONDS)


def _client(address: str) -> object:
    if not ADDRESS.fullmatch(address):
        raise ParamsError(f"--scheduler {address!r} is no address: give the scheduler's, such as tcp://10.0.0.5:8786")
    try:
        import dask
        import distributed
    except ModuleNotFoundError:
        raise MachineError(f"--scheduler needs the package distributed: {INSTALL}") from None
    for name in ("distributed", "distributed.client", "tornado.application", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a mistake is told once, and by us
    warnings.filterwarnings("ignore", module=r"distributed\b")
    dask.config.set({"distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s"})
    try:
        # Dask itself would wait for ever if something else listens there, such as the scheduler's own web page.
        asyncio.run(asyncio.wait_for(_greet(address), CONNECT_SECONDS))
        # Everything goes by way of the scheduler: workers need not be reachable from here.
        return distributed.Client(
            address, timeout=CONNECT_SECONDS, set_as_default=False, direct_to_workers=False, name="csp"
        )
    except Exception as problem:  # what listens there may answer in any way
        said = " ".join(str(problem).split()) or f"nothing came for {CONNECT_SECONDS} seconds"
        raise MachineError(
            f"no Dask scheduler answers at {address} ({said}): start one with `dask scheduler`, or leave --scheduler out"
        ) from None


async def _greet(address: str) -> None:
    from distributed import Security, rpc

    host, _, port = address.split("://")[1].rpartition(":")
    # Dask would try again and again where nobody listens.
    await asyncio.to_thread(lambda: socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close())
    async with rpc(address, connection_args=Security().get_connection_args("client")) as there:
        found = await there.identity()
    if found.get("type") != "Scheduler":
        raise ValueError(f"a {found.get('type')} listens there")


class Cluster:
    """Stands where a batch's processes are started; what it begins is done elsewhere."""

    def __init__(self, place: Project, sender: Dispatch, shelf: Shelf, local: Starter, terms: Terms) -> None:
        self.place, self.sender, self.shelf, self.local, self.terms = place, sender, shelf, local, terms
        # Packing is work for this machine's own cores, however many workers there are.
        self.cores = threading.BoundedSemaphore(os.cpu_count() or 1)

    def begin(self, task: Mapping[str, object]) -> "Sent":
        """Take a task in hand."""
        return Sent(self, task)

    def mend(self) -> bool:
        """Make it able to pack again."""
        return self.local.mend()


class Sent:
    """One task that is packed here, done elsewhere, and put in place here."""

    pid = 0
    """No process of this machine's is watched for it."""

    def __init__(self, cluster: Cluster, task: Mapping[str, object]) -> None:
        self._cluster, self._task, self._ticket = cluster, task, Ticket()
        self._packer: Work | None = None

    def events(self) -> Iterator[dict]:
        """What came of it."""
        told = self._packed()
        if "packed" in told:
            packed = told["packed"]
            reply = self._cluster.sender.send(Errand(_name(packed), packed, self._cluster.terms), self._ticket)
            told = tasks.told_of(lambda: self._placed(packed, reply))
        if told:
            yield told

    def kill(self) -> None:
        """End it, wherever it is."""
        self._ticket.stop()
        if self._packer is not None:
            self._packer.kill()

    def ended(self) -> str:
        """How the packing of it ended, in words."""
        return self._packer.ended() if self._packer is not None else LOST

    def _packed(self) -> dict:
        told: dict = {}
        with self._cluster.cores:
            if self._ticket.stopped:
                return told
            task = {"task": "pack", "of": self._task, "shelf": str(self._cluster.shelf.folder)}
            try:
                self._packer = self._cluster.local.begin(task)
            except MachineError:
                return told  # what it would be forked from was lost: it is begun again
            if self._ticket.stopped:
                self._packer.kill()
            for event in self._packer.events():
                told = event
        return told

    def _placed(self, packed: Mapping, reply: Reply) -> dict:
        built, cluster = reply.told["state"] == BUILT, self._cluster
        packing.put_in_place(cluster.place, packed, reply.files, reply.contents, cluster.shelf, built=built)
        return dict(reply.told)


def _name(packed: Mapping) -> str:
    """What a task is called on the cluster's own pages: by what it makes."""
    return packed["products"][-1].split("/", 2)[-1]
