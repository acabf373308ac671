"""The kernel provisioner `csp-warm`: any Jupyter client may have its Python kernels forked from a warm process.

Choose it with `JUPYTER_DEFAULT_PROVISIONER_NAME=csp-warm`. The kernel talks Jupyter's own protocol, over whatever the client
asks for; only its start is saved. `helpers.pipeline.warm.engine` is quicker, since it leaves the protocol out too.
"""

import atexit
import os
import signal
import threading
from collections.abc import Mapping
from functools import cache

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from helpers.pipeline.warm.zygote import Fork, Zygote, why_not_here


@cache
def _own_zygote() -> Zygote:
    zygote = Zygote().ready()
    atexit.register(zygote.close)
    return zygote


class _Forked:
    """Stands for `subprocess.Popen` where jupyter_client looks at a kernel's process."""

    stdin = stdout = stderr = None

    def __init__(self, fork: Fork) -> None:
        self._fork, self.pid, self.returncode = fork, fork.pid, None
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        for _ in self._fork.events():
            pass
        status = self._fork.status()
        self.returncode = -signal.SIGKILL if status is None else os.waitstatus_to_exitcode(status)

    def poll(self) -> int | None:
        return self.returncode

    def wait(self) -> int | None:
        return self.returncode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self._fork.kill()


class WarmProvisioner(LocalProvisioner):
    """Forks kernels of this Python; starts others as they are always started."""

    async def launch_kernel(self, cmd: list[str], **kwargs: object) -> Mapping[str, object]:
        """Start a kernel; jupyter_client calls it with the kernelspec's command."""
        if why_not_here() or cmd[1:3] != ["-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **kwargs)
        environment = {**os.environ, **(kwargs.get("env") or {})}
        task = {"task": "kernel", "argv": cmd[3:], "cwd": kwargs.get("cwd") or os.getcwd(), "environment": environment}
        self.process = _Forked(_own_zygote().fork(task))
        self.pid = self.pgid = self.process.pid
        return self.connection_info
