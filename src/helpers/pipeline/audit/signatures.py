"""Who released an edition: OpenSSH signatures of its manifest, which holds the hash of everything else.

`ssh-keygen -Y` makes and checks them (https://man.openbsd.org/ssh-keygen#Y); a file of allowed signers, as git and others use
it, names whose key is whose: `performance-team@council.example ssh-ed25519 AAAA…`.
"""

import base64
import subprocess
import tempfile
from pathlib import Path

from helpers.errors import MachineError, ReportError
from helpers.pipeline.audit import manifest
from helpers.pipeline.audit.verify import SIGNATURE as NAME

NAMESPACE = "csp-reports"
"""What the signature is for: one that was made for something else is not taken."""


def sign(file: Path, key: Path) -> Path:
    """Sign a manifest, and give the signature's place beside it.

    Raises
    ------
    MachineError
        If there is no ssh-keygen, or the key cannot be used.
    """
    if not key.is_file():
        raise MachineError(f"--sign names {key}, which is no file: name a private OpenSSH key")
    done = _keygen("sign", "-f", key, "-n", NAMESPACE, file)
    if done.returncode:
        raise MachineError(
            f"{key} could not sign: {_last(done.stderr)}; it must be a private OpenSSH key that you may use"
        )
    return file.with_name(NAME)


def require(key: Path) -> None:
    """Refuse a key that cannot sign, before what is to be signed has been made.

    Raises
    ------
    MachineError
        As `sign`.
    """
    with tempfile.TemporaryDirectory(prefix="csp-sign-") as scratch:
        trial = Path(scratch) / manifest.NAME
        trial.write_text("{}\n", encoding="utf-8")
        sign(trial, key)


def is_by(signature: Path, key: Path) -> bool:
    """Whether a signature is there and was made with a private key.

    Raises
    ------
    MachineError
        As `sign`.
    """
    if not signature.is_file():
        return False
    with tempfile.TemporaryDirectory(prefix="csp-sign-") as scratch:
        trial = Path(scratch) / manifest.NAME
        trial.write_text("{}\n", encoding="utf-8")
        return _public(sign(trial, key)) == _public(signature)


def signer(folder: Path, signers: Path) -> str:
    """Who of some allowed signers signed the manifest of a folder.

    Raises
    ------
    ReportError
        If it is not signed, by none of them, or not as it is now.
    MachineError
        If there is no ssh-keygen, or no such file of signers.
    """
    if not signers.is_file():
        raise MachineError(
            f"--signers names {signers}, which is no file: each of its lines names a signer and a public key"
        )
    signature = folder / NAME
    if not signature.is_file():
        raise ReportError(f"{NAME} is missing: this edition is not signed, or somebody took the signature away")
    found = _keygen("find-principals", "-f", signers, "-s", signature)
    if found.returncode or not found.stdout.strip():
        raise ReportError(f"{NAME}: nobody whom {signers.name} names signed this edition")
    who = found.stdout.splitlines()[0].strip()
    content = (folder / manifest.NAME).read_bytes()
    checked = _keygen("verify", "-f", signers, "-I", who, "-n", NAMESPACE, "-s", signature, given=content)
    if checked.returncode:
        raise ReportError(
            f"{NAME}: {who} signed something else than this {manifest.NAME}: it was altered after it was signed"
        )
    return who


def _keygen(what: str, *options: object, given: bytes = b"") -> subprocess.CompletedProcess:
    command = ["ssh-keygen", "-Y", what, *map(str, options)]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=120, check=False)
    except FileNotFoundError:
        raise MachineError("there is no ssh-keygen here, which signs and checks: install OpenSSH") from None
    except subprocess.TimeoutExpired:
        raise MachineError(
            "ssh-keygen waited for a passphrase: load the key into ssh-agent, and name its public half"
        ) from None
    texts = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(command, done.returncode, *texts)


def _public(signature: Path) -> bytes:
    """The public key that a signature names (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig)."""
    armoured = [line for line in signature.read_text(encoding="ascii").splitlines() if not line.startswith("-----")]
    blob = base64.b64decode("".join(armoured))
    start = len(b"SSHSIG") + 4  # and the version; then the key's length, and the key
    length = int.from_bytes(blob[start : start + 4], "big")
    return blob[start + 4 : start + 4 + length]


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["ssh-keygen said nothing"])[-1]
