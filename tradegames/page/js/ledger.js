// The ledger of claims: filters over rows that are all there without it, kept in the page's address.

export function ledger(root, address, write) {
  const name = root.dataset.ledger;
  const selects = [...root.querySelectorAll("select")];
  const rows = [...root.querySelectorAll(".tg-claim")];
  const count = root.querySelector(".tg-count");

  function show() {
    for (const row of rows) row.hidden = selects.some((s) => s.value && row.dataset[s.name] !== s.value);
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = `Showing ${shown} of ${rows.length} claims`;
  }

  function read() {
    const query = address();
    const row = rows.find((r) => `#${r.id}` === location.hash);
    for (const s of selects) {
      s.value = query.get(`${name}.${s.name}`) ?? (row ? "" : s.value);
      if (s.selectedIndex < 0) s.value = ""; // the address asks for what is not there
    }
    show();
    if (row) {
      row.open = true;
      row.scrollIntoView();
    }
  }

  root.addEventListener("change", () => {
    show();
    write((query) => {
      for (const s of selects) {
        query.delete(`${name}.${s.name}`);
        if (s.value) query.set(`${name}.${s.name}`, s.value);
      }
    });
  });
  addEventListener("hashchange", read);
  root.querySelector("fieldset").disabled = false;
  root.dataset.alive = "";
  read();
}
