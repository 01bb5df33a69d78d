"""How each group of figures was measured: by the beginning of its name, of which the longest counts."""

HOW = {
    "The machine during the run": (
        "A fixed loop of plain Python before each part and after the last. Where its time differs "
        "from the last report's, or wall time exceeds CPU time, the machine differs or is shared, and "
        "times (not ratios) differ with it."
    ),
    "Time to alive, pages of the book": (
        "From the start of the navigation to the mark `alive:NAME` of the explorers on the page "
        "(sliders enabled, picture drawn). Localhost, each time a fresh context (empty cache) of a "
        "browser that runs already. The goal is held against the last explorer of the page."
    ),
    "Time to alive, one explorer on a bare page": (
        "Every fourth explorer on a page with nothing else: by our script, and by Jupyter's html-manager "
        "with require.js, anywidget's module mapped to a local file. Both take turns; both end at the "
        "same mark."
    ),
    "Page weight": (
        "What Chromium really requests, each body compressed by gzip at level 6, kB of 1000 bytes. "
        "Scripts and styles written into the page itself are part of the document. A request to "
        "another host is seen though it is cut off."
    ),
    "Redraw, page": (
        "Every fourth explorer, on a bare page; the moves go through all its controls. Measured inside the "
        "page from just before an `input` event is dispatched: the handler (formulas, paths, numbers, "
        "description), then a layout forced by `getBoundingClientRect`. Painting is not included; a "
        "frame is painted between two moves. Every move counts, from the page's first on."
    ),
    "Redraw, page, CPU four times slower": ("The same with `Emulation.setCPUThrottlingRate` 4."),
    "Redraw, page of the book": (
        "The same of every explorer on its page of the book, with all that the theme lays out."
    ),
    "Redraw, kernel": (
        "The same spec at the same size in the same run: `ipywidgets.interactive_output` around "
        "`tradegames.picture.still.draw` on an inline matplotlib figure, in a kernel of its own "
        "process. From the comm message that sets the slider, sent, to the PNG received; decoding and "
        "showing it in the browser is not included."
    ),
    "Redraw, kernel / page": ("Each time through the kernel divided by the page's median."),
    "Redraw, memory": (
        "The page's JavaScript heap after garbage collection, before and after the moves; and the "
        "whole process of the kernel that has drawn the pictures up to this one (in the order of this "
        "table)."
    ),
    "Redraw and the number of points": (
        "The same moves with other numbers of points for each curve, or lines of the grid of each "
        "contour: median redraw of the picture that has the most of them."
    ),
    "Import": (
        "`python -c 'import …'` in fresh interpreters that take turns, after one of each that is not "
        "counted; the clock runs inside, around the import alone. Memory is the peak of the whole "
        "process."
    ),
    "Outcome grids": (
        "`TariffGame.outcome` at tariffs 0 to 6, twelve arrays returned (a pair of each of six "
        "fields); each size in a fresh process. In each round: the median of five `a * b` on full "
        "arrays of that size, which use the same memory again; twelve such multiplies whose results "
        "are all kept, as the outcome's are; then one call. The ratios are (call / 12) to the former, "
        "which the goal means, and to a twelfth of the latter. Memory is the peak while the call "
        "runs, what is returned included."
    ),
    "Race": (
        "`Race.equilibrium` of one game with 100 steps on each ladder, and `Race.phase` over 100 × 100 pairs "
        "of speeds with ten steps: all states of all games, and the probabilities of their ends. The first "
        "run is not counted."
    ),
    "Book build": (
        "`make html` on a copy of the checkout in a temporary folder, with the installed environment "
        "(its set-up is not counted). Cold: no chapter has been run, no page built. Then again with "
        "nothing changed, with the text of one chapter changed, and with the library changed, which "
        "runs every chapter again."
    ),
}
