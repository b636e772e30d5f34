// What is lit: atoms, words and rows, by what is pointed at, else by what is kept.

function paint(view) {
  const active = view.pointed ?? view.chosen;
  const column = active && "column" in active ? active.column : null;
  const lit = active ? rowsLit(view, active) : [];
  paintAtoms(view, active, column, lit);
  paintWords(view, column, lit);
  for (const one of view.host.querySelectorAll("button[data-kind], th[data-kind]")) {
    const { kind, row, column } = one.dataset;
    const same = (who) =>
      who && ((kind === "row" && who.row === Number(row) && who.kind !== "atom") ||
        (kind === "column" && who.column === Number(column)));
    one.classList.toggle("pointed", Boolean(same(view.pointed)));
    if (one.tagName === "BUTTON") one.setAttribute("aria-pressed", Boolean(same(view.chosen)));
  }
  view.status.textContent = active ? describe(view, active) : HINT;
}

function paintAtoms(view, active, column, lit) {
  const { matrix, overall, top, rows } = view.data;
  const held = new Set(lit.flatMap((row) => rows[row].atoms));
  view.atoms.forEach((disc, atom) => {
    const around = view.rowsOf.get(atom) ?? [];
    const best = (values) => Math.max(...around.map(values), 0);
    let value = best((row) => overall.rows[row]) / overall.topOfRows;
    if (column !== null) value = best((row) => matrix[row][column]) / top;
    else if (active) value = held.has(atom) ? 1 : 0;
    disc.style.fill = pale(view.data, value);
    disc.style.stroke = held.has(atom) ? "" : shade(view.data, value * top);
    disc.classList.toggle("held", held.has(atom));
  });
}

function paintWords(view, column, lit) {
  const { matrix, overall, top } = view.data;
  view.words.forEach((word, place) => {
    let value = overall.columns[place] / overall.topOfColumns;
    if (lit.length) value = Math.max(...lit.map((row) => matrix[row][place])) / top;
    else if (column !== null) value = place === column ? 1 : 0;
    word.style.background = pale(view.data, value);
    word.style.borderBottomColor = shade(view.data, value * top);
  });
}

function rowsLit(view, active) {
  if (active.kind === "atom") return view.rowsOf.get(active.row) ?? [];
  return active.kind === "column" ? [] : [active.row];
}

function shade(data, value, most = data.shades.length - 1) {
  const share = data.flat ? 0 : Math.min(Math.max(value / data.top, 0), 1);
  return data.shades[Math.round(share * most)];
}

// Letters stay readable on the paler third of the scale only.
function pale(data, share) {
  return shade(data, share * data.top, Math.floor((data.shades.length - 1) / 3));
}

function describe(view, active) {
  const { matrix, rows, names, unit, columns } = view.data;
  const best = (list) =>
    list.filter(([, value]) => value > 0).sort((a, b) => b[1] - a[1]).slice(0, 3)
      .map(([name, value]) => `${name} ${sign(value)}`).join(", ") || "nothing above 0";
  if (active.kind === "cell") {
    const value = matrix[active.row][active.column];
    return `${rows[active.row].label} × “${columns[active.column].text}”: ${sign(value)}`;
  }
  if (active.kind === "column") {
    const found = rows.map((row, place) => [row.label, matrix[place][active.column]]);
    return `“${columns[active.column].text}”: ${best(found)}`;
  }
  const lit = rowsLit(view, active);
  const found = columns.map((span, place) => [
    `“${span.text}”`, Math.max(...lit.map((row) => matrix[row][place])),
  ]);
  const inside = lit.map((row) => rows[row].label).join(", ");
  if (active.kind === "row") return `${inside}: ${best(found)}`;
  const name = names[active.row];
  return `Atom ${name}${unit.row === "atom" ? "" : ` in ${inside}`}: ${best(found)}`;
}
