"""The kernel that a fork was born with: it may be taken once, so that no notebook ever sees what another left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.pipeline.warm.session import LocalKernel

_kernels: list[LocalKernel] = []


def put(kernel: LocalKernel) -> None:
    """Give this process a kernel in which nothing has run."""
    _kernels[:] = [kernel]


def there() -> bool:
    """Whether this process has a kernel in which nothing has run."""
    return bool(_kernels)


def take() -> LocalKernel | None:
    """The kernel, once."""
    return _kernels.pop() if _kernels else None
