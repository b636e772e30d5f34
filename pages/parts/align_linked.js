// The linked view: words of the description, atoms of the drawing and cells of the heatmap light
// one another. Pointing stays in the browser; only what is pressed is told to Python.
// What is there is built by align_linked_parts.js, what is lit by align_linked_light.js; Python
// joins the three files into one module.

const HINT = "Point at a word, an atom or a row. Press one to keep it and to check it below.";

export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.querySelector(".linked");
  // Streamlit calls a moment after it has drawn: by then another component may stand here.
  if (!host) return;
  if (host.view?.data.token === data.token) {
    host.view.send = setStateValue;
    keep(host.view, data.chosen);
    return;
  }
  host.view?.listening.abort();
  host.view = null;
  const view = {
    host, data, send: setStateValue, chosen: data.chosen, pointed: null,
    atoms: [], words: [], rowsOf: listRowsOf(data.rows), status: null,
    listening: new AbortController(),
  };
  build(view);
  listen(view);
  paint(view);
  host.view = view; // last: what was not built to its end is not kept
}

function listRowsOf(rows) {
  const found = new Map();
  rows.forEach((row, place) =>
    row.atoms.forEach((atom) => found.set(atom, [...(found.get(atom) ?? []), place]))
  );
  return found;
}

function listen(view) {
  const point = (event) => {
    view.pointed = read(event.target.closest?.("[data-kind]"));
    paint(view);
  };
  const leave = () => {
    view.pointed = null;
    paint(view);
  };
  const handlers = {
    pointerover: point,
    pointerleave: leave,
    focusin: point,
    focusout: leave,
    click: (event) => press(view, read(event.target.closest("[data-kind]"))),
    keydown: (event) => type(view, event),
  };
  // The host outlives a view, so the next one ends the listening of this one.
  const { signal } = view.listening;
  for (const [name, handler] of Object.entries(handlers)) {
    view.host.addEventListener(name, handler, { signal });
  }
}

function type(view, event) {
  const one = event.target.closest("[data-kind]");
  const group = one?.closest("[data-group]");
  if (!group) return;
  const all = stops(group), here = all.indexOf(one);
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  let next = all[here + (steps[event.key] ?? 0)];
  if (event.key === "Home") next = all[0];
  else if (event.key === "End") next = all.at(-1);
  else if (one.tagName === "ellipse" && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    press(view, read(one));
    return;
  } else if (!(event.key in steps)) return;
  event.preventDefault();
  if (!next) return;
  one.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function press(view, pressed) {
  if (!pressed) return;
  let { kind, row, column } = pressed;
  if (kind === "atom") {
    // The smallest fragment around an atom says most about it.
    const around = (view.rowsOf.get(row) ?? []).map((place) => [
      view.data.rows[place].atoms.length, place,
    ]);
    if (!around.length) return;
    row = around.sort((a, b) => a[0] - b[0])[0][1];
  }
  let chosen = kind === "column" ? { kind, column } : { kind: "row", row };
  if (JSON.stringify(chosen) === JSON.stringify(view.chosen)) chosen = null;
  view.send("chosen", chosen);
  keep(view, chosen);
}

function keep(view, chosen) {
  view.chosen = chosen;
  paint(view);
}

function mark(element, kind, first, second = null) {
  element.dataset.kind = kind;
  element.dataset[kind === "column" ? "column" : "row"] = first;
  if (second !== null) element.dataset.column = second;
}

function read(element) {
  if (!element) return null;
  const { kind, row, column } = element.dataset;
  const found = { kind };
  if (row !== undefined) found.row = Number(row);
  if (column !== undefined) found.column = Number(column);
  return found;
}

function stops(group) {
  return [...group.querySelectorAll("button[data-kind], ellipse[data-kind]")];
}
