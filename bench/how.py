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
        "browser that runs already; one visit of each page in each pass. The goal is held against the last "
        "explorer of the page. The first paint is that of any content, by the browser's own account."
    ),
    "Time to alive, one explorer on a bare page": (
        "Every eighth explorer on a page with nothing else: by our script, and by Jupyter's html-manager "
        "with require.js, anywidget's module mapped to a local file. Both take turns, once in each pass; "
        "both end at the same mark."
    ),
    "Page weight": (
        "What Chromium really requests, each body compressed by gzip at level 6, kB of 1000 bytes. "
        "Scripts and styles written into the page itself are part of the document. A request to "
        "another host is seen though it is cut off. Measured once: it is the same each time."
    ),
    "Redraw, page": (
        "Every eighth explorer, on a bare page; the moves go through all its controls. Measured inside the "
        "page from just before an `input` event is dispatched: the handler (formulas, paths, numbers, "
        "description), then a layout forced by `getBoundingClientRect`. Painting is not included; a "
        "frame is painted between two moves. Every move counts, from the page's first on."
    ),
    "Redraw, page, CPU four times slower": (
        "The same with `Emulation.setCPUThrottlingRate` 4, on the same page after those moves."
    ),
    "Redraw, page of the book": (
        "The same of every explorer on its page of the book, with all that the theme lays out, each after a "
        "load of its page."
    ),
    "Redraw, html-manager": (
        "The same moves in the same run on the page that html-manager and anywidget make of the same "
        "explorer. It is the same drawing code, so what differs is the page around it and the traffic of "
        "values to the widget's model."
    ),
    "Redraw, html-manager / page": "Each time by html-manager divided by the page's median.",
    "Time to alive through a kernel": (
        "From the cell that shows the sliders and the picture, sent to a kernel that has imported "
        "everything and has the formulas ready, to the PNG received; and the same with the start of the "
        "kernel and the import of ipywidgets and matplotlib, for which a reader of notebooks waits as well "
        "(the notebook's own page and a server's queue are not included). The ratio is to the bare page's "
        "time to alive in the same pass."
    ),
    "Redraw, kernel": (
        "The same spec at the same size in the same run: `ipywidgets.interactive_output` around "
        "`tradegames.picture.still.draw` on an inline matplotlib figure, in a kernel of its own "
        "process. From the comm message that sets the slider, sent, to the PNG received; decoding and "
        "showing it in the browser is not included."
    ),
    "Redraw, kernel / page": ("Each time through the kernel divided by the page's median."),
    "Redraw, memory": (
        "The page's JavaScript heap after garbage collection, before and after the moves, and before them "
        "where html-manager hosts the explorer; and the whole process of the kernel that has drawn the "
        "pictures up to this one (in the order of this table)."
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
    "Panels, estimation": (
        "`tradegames.passthrough.estimate` on a simulated panel of 100 months, a tenth of its rows taken "
        "out at random, by each of the three methods: checks, logarithms, two-way fixed effects, errors "
        "clustered by product. The size is that before the tenth is out; each size in a fresh process, "
        "whose peak memory, panel and imports included, is the last column. Beside it, in the same round, "
        "one variable made free of both effects by plain NumPy, by turns until nothing changes."
    ),
    "Panels, simulation": (
        "`tradegames.passthrough.simulate`, 100 months, with lasting shocks, errors and a varying mix, "
        "beside drawing as many normal numbers as it needs and nothing else."
    ),
    "Tariff lists": (
        "The five American lists (10,626 lines) read from their CSV file with every code checked; the "
        "rest on what was read, with US imports of 2024 by HS6 and partner. Reading that trade is not "
        "counted."
    ),
    "GSIM": (
        "`gsim.simulate` on random industries of ten countries with home sales, one tariff raised by 25 "
        "points; all industries as one stack, or each in a call of its own."
    ),
    "One shock, every model": (
        "`scenario.run` on a scenario that is ready, with the world loaded: seven models and the table."
    ),
    "Iso-welfare geometry": (
        "One game: `isowelfare.lens` with 121 points of its boundary and both ends, 121 points of the "
        "contract curve, and the region of a target with its span at 121 places. The map: γ and c₂ on "
        "a grid of 200 × 200, area and ends of the lens above zero, the weights of the contract curve, "
        "and the tangency condition at free trade. The first run is not counted."
    ),
    "Rules of reciprocity": (
        "`reciprocity.survey` on a grid of games, γ from 0 to 1 by ratio of advantages, size × size: "
        "regime, gains of both countries to the end of the road, and who turns back. One call is not "
        "counted."
    ),
    "SMART, all American imports of 2024": (
        "89,334 flows (HS6 by 51 partners) from `../shared/data`, 25 points on everything from China; one "
        "fresh process a pass. Reading is `smart.read` and `Market.from_table`; a call is `smart.simulate` "
        "on the whole table, all results. The loop goes through every 20th product with pandas, one small "
        "table each, and is scaled up. Draws are `smart.monte_carlo`, both measures of welfare in each, "
        "scaled to 1,000 where fewer were made. Memory is the peak of the process."
    ),
    "General equilibrium": (
        "`World.solve`, +10 points where nothing else is said; each part in a fresh process with one thread "
        "(OMP_NUM_THREADS=1), the first call not counted. The 7 × 44 set lies in `../shared/data`. A sweep "
        "is `cge.sweep` over 200 tariffs up to +199 points, answered in part. Memory is the peak of the "
        "process."
    ),
    "General equilibrium, side by side": (
        "The same question to others in the same process: the exact-hat oracle of the tests (same model, "
        "nested, finite differences), and cgelab, a public package for computable general equilibrium, "
        "called once. cgelab's regions refuse tariffs, and it has no global bank; so it is asked for a tenth "
        "more labour in one of three freely trading countries with nine sectors."
    ),
    "Race": (
        "`Race.equilibrium` of one game with 100 steps on each ladder, and `Race.phase` over 100 × 100 pairs "
        "of speeds with ten steps: all states of all games, and the probabilities of their ends. The first "
        "run is not counted."
    ),
    "Book build": (
        "`make html` on a copy of the checkout in a temporary folder, with the installed environment "
        "(its set-up is not counted). Cold: no chapter has been run, no page built; measured once. Then "
        "again, in each pass, with nothing changed, and with the text of the longest chapter changed. A "
        "changed library is not measured apart: it has everything deleted and built as if cold."
    ),
}
