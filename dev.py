"""Sets up what the program needs and runs it, with the standard library only.

`python3 dev.py run`, on Windows `py dev.py run`; without a command it lists them.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
BUILD = ROOT / "build"
LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "installed-lock.sha256"
TRANSLATIONS = ROOT / "translations"
SETUP_PATIENCE_SECONDS = 900

# What Qt loads, and the Debian package that brings it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

CHECKS = {
    "style": ("-m", "ruff", "check", "."),
    "format": ("-m", "ruff", "format", "--check", "--quiet", "."),
    "types": ("-m", "mypy"),
    "rooms": ("-c", "from importlinter.cli import lint_imports; exit(lint_imports(no_logo=True))"),
}


# --- the computer -----------------------------------------------------------------------------------------


def loads(library: str) -> bool:
    """Whether the system's loader finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_display() -> bool:
    """Whether a window could be shown here."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or bool(named)


def qt_libraries() -> dict[str, str]:
    """Shared library -> Debian package, for the ways of showing windows this computer has."""
    wanted = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY"):
        wanted |= X11_LIBRARIES
    if os.environ.get("WAYLAND_DISPLAY"):
        wanted |= WAYLAND_LIBRARIES
    return wanted


def missing_packages(needs_qt: bool) -> list[str]:
    """Debian packages this computer lacks; empty on a computer that is not Linux."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = qt_libraries() if needs_qt else {}
    packages = [package for library, package in libraries.items() if not loads(library)]
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        packages.append("python3-venv")
    return packages


def has_postgresql() -> bool:
    """Whether PostgreSQL's server programs are here, which the centre's tests start for themselves."""
    debian = Path("/usr/lib/postgresql")
    return shutil.which("initdb") is not None or any(debian.glob("*/bin/initdb"))


def may_install() -> bool:
    """Whether this process may call apt-get itself."""
    return not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages; the process must be root's. Raises CalledProcessError."""
    print("Installing:", *packages, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)
    importlib.invalidate_caches()


def ensure_packages(needs_qt: bool) -> None:
    """The system libraries are here, or the program ends with the one line that brings them."""
    missing = missing_packages(needs_qt)
    if missing and may_install():
        apt_install(missing)
        missing = missing_packages(needs_qt)
    if missing:
        sys.exit(
            "System packages are missing. Ask an administrator to run:\n"
            f"    sudo apt-get install {' '.join(missing)}"
        )


def ensure_postgresql() -> None:
    """PostgreSQL for the tests; where it cannot be had, they say themselves what they skip."""
    if WINDOWS or has_postgresql():
        return
    if may_install():
        apt_install(["postgresql"])
    else:
        print(
            "PostgreSQL's server programs are missing: its tests will be SKIPPED. To run them too:\n"
            "    sudo apt-get install postgresql",
            file=sys.stderr,
        )


# --- .venv ------------------------------------------------------------------------------------------------


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at once set up one after the other.

    The lock is SQLite's: the only one in the standard library that is the same on every system and that
    a killed process leaves behind open.
    """
    BUILD.mkdir(exist_ok=True)
    with closing(sqlite3.connect(BUILD / "setup.lock", timeout=SETUP_PATIENCE_SECONDS)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def lock_hash() -> str:
    """What .venv should hold, as one line."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def is_installed() -> bool:
    """Whether .venv holds exactly what the lock names."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="ascii") == lock_hash()


def pinned(name: str) -> str:
    """The lines of the lock that pin `name` with its hashes."""
    lines = LOCK.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next((i for i, line in enumerate(lines) if i > start and line[0] not in " #"), len(lines))
    return "".join(lines[start:end])


def uv_command() -> list[str]:
    """How to call uv: the one on PATH, or our lock's, put into .venv; empty if neither can be had."""
    found = shutil.which("uv")
    if found:
        return [found]
    own_lock = BUILD / "uv.lock"
    own_lock.write_text(pinned("uv"), encoding="utf-8")
    return [str(PYTHON), "-m", "uv"] if install_by_pip(own_lock) else []


def install_by_uv() -> bool:
    """Install the lock with uv, which is three times as fast as pip."""
    uv = uv_command()
    if not uv:
        return False
    install = [*uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    return subprocess.call([*install, "--require-hashes", "--requirements", str(LOCK)], cwd=ROOT) == 0


def install_by_pip(lock: Path) -> bool:
    """Install a lock with pip, which has settings of its own that uv does not read (a mirror, a proxy)."""
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return subprocess.call([*install, "--require-hashes", "--requirement", str(lock)], cwd=ROOT) == 0


def install() -> None:
    """Make .venv when there is none, and bring it to what the lock names."""
    print("Setting up .venv; this is done once.", flush=True)
    STAMP.unlink(missing_ok=True)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    if not (install_by_uv() or install_by_pip(LOCK)):
        sys.exit("The libraries could not be installed; the lines above say why. Is the network there?")
    STAMP.write_text(lock_hash(), encoding="ascii")


# --- words ------------------------------------------------------------------------------------------------


def stale_catalogues(translations: Path) -> list[Path]:
    """Catalogues (`<language>/<domain>.po`) whose compiled form is absent or older."""
    return [po for po in sorted(translations.glob("*/*.po")) if _is_stale(po, po.with_suffix(".mo"))]


def _is_stale(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def compile_catalogue(po: Path, mo: Path) -> None:
    """Compile one catalogue, whole or not at all. Needs Babel; raises its PoFileError for a broken file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as opened:
        catalogue = read_po(opened, locale=po.parent.name, abort_invalid=True)
    mo.parent.mkdir(parents=True, exist_ok=True)
    unfinished = mo.with_suffix(f".{os.getpid()}.new")
    with unfinished.open("wb") as opened:
        write_mo(opened, catalogue)
    unfinished.replace(mo)


def compile_stale_catalogues() -> None:
    """Compile every stale catalogue beside its source. Needs Babel."""
    for po in stale_catalogues(TRANSLATIONS):
        compile_catalogue(po, po.with_suffix(".mo"))


def ensure_words() -> int:
    """The compiled catalogues are up to date; .venv's Python compiles them, because Babel is there."""
    if not stale_catalogues(TRANSLATIONS):
        return 0
    return call("-c", "import dev; dev.compile_stale_catalogues()")


# --- commands ---------------------------------------------------------------------------------------------


def environment(**more: str) -> dict[str, str]:
    """Ours, with UTF-8 everywhere (Windows has its own idea), bytecode under build/ and `more`; the user's wins."""
    ours = {"PYTHONUTF8": "1", "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bytecode"), **more}
    return {**ours, **os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def call(*arguments: str) -> int:
    """Run .venv's Python to its end and give its exit status as a shell would."""
    status = subprocess.call([str(PYTHON), *arguments], cwd=ROOT, env=environment())
    return status if status >= 0 else 128 - status


def hand_over(*arguments: str, **more: str) -> int:
    """Become .venv's Python, so that signals and exit status are the program's own (Windows: wait for it)."""
    command, env = [str(PYTHON), *arguments], environment(**more)
    if not WINDOWS:
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(command[0], command, env)
    return subprocess.call(command, cwd=ROOT, env=env)


def setup(needs_qt: bool, again: bool) -> int:
    """Everything a command needs; costs nothing when it is there. `again` asks the installer anew."""
    ensure_packages(needs_qt)
    with one_at_a_time():
        if again or not is_installed():
            install()
        return ensure_words()


def ready(*_: str) -> int:
    """Nothing more than the set-up."""
    print("Ready.")
    return 0


def run(*arguments: str) -> int:
    """The demonstration: a centre and a desk with invented families; without a display, the tour."""
    if has_display():
        return hand_over("-m", "demo", "run", *arguments)
    print("No display here: taking the tour instead (pictures and papers in files).", flush=True)
    return tour(*arguments)


def tour(*arguments: str) -> int:
    """The same without windows: a walk through an admission that leaves pictures and PDFs."""
    return hand_over("-m", "demo", "tour", *arguments, QT_QPA_PLATFORM="offscreen")


def serve(*arguments: str) -> int:
    """The centre alone."""
    return hand_over("-m", "central_server", "serve", *arguments)


def test(*arguments: str) -> int:
    """All tests on all cores, or those named on one: `dev.py test tests/admission -k deadline`."""
    ensure_postgresql()
    everything = ("-n", str(os.cpu_count() or 1), "--dist", "worksteal")
    return hand_over("-m", "pytest", *(arguments or everything), QT_QPA_PLATFORM="offscreen")


def check(*_: str) -> int:
    """Style, format, types, rooms: all four are run, any of them may refuse."""
    refused = []
    for name, arguments in CHECKS.items():
        print(f"--- {name}", flush=True)
        if call(*arguments) != 0:
            refused.append(name)
    print(f"--- refused: {', '.join(refused)}" if refused else "--- all is well", flush=True)
    return int(bool(refused))


def bench(*arguments: str) -> int:
    """The measurements."""
    return hand_over("-m", "benchmarks", *arguments, QT_QPA_PLATFORM="offscreen")


def searching(name: str) -> Callable[..., int]:
    """A long search of its own: `differential N=1000000`, `fuzz turns`, `mutants`, of all rules or of `places`."""
    return lambda *arguments: hand_over("-m", f"tests.{name}", *arguments)


def lock(*arguments: str) -> int:
    """Write both locks from their `.in` files (`--upgrade`: the newest of all); they name no host."""
    how = "pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11"
    statuses = [
        call("-m", "uv", *how.split(), *arguments, f"{name}.in", "--output-file", f"{name}.lock")
        for name in ("requirements", "requirements-dev")
    ]
    return max(statuses)


COMMANDS: dict[str, Callable[..., int]] = {
    "setup": ready,
    "words": ready,
    "run": run,
    "tour": tour,
    "serve": serve,
    "test": test,
    "check": check,
    "bench": bench,
    **{name: searching(name) for name in ("differential", "mutants", "histories", "fuzz")},
    "lock": lock,
}
WITHOUT_QT = frozenset({"words", "serve", "check", "differential", "mutants", "histories", "fuzz", "lock"})


def usage() -> str:
    """The commands, one a line."""
    return "\n".join(["What shall be done?", *(f"    python3 dev.py {name}" for name in COMMANDS)])


def main(arguments: Sequence[str]) -> int:
    """Set up, then do what the first argument names with the rest. Gives the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells the user of an older one
        sys.exit("Python 3.11 or newer is needed.")
    if not arguments or arguments[0] not in COMMANDS:
        sys.exit(usage())
    name, *rest = arguments
    status = setup(needs_qt=name not in WITHOUT_QT, again=name == "setup")
    return status or COMMANDS[name](*rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
