// The linked view: words of the description, atoms of the drawing and cells of the heatmap light
// one another. Pointing stays in the browser; only what is pressed is told to Python.

const SVG = "http://www.w3.org/2000/svg";
const HINT = "Point at a word, an atom or a row. Press one to keep it and to check it below.";

export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.querySelector(".linked");
  if (!host) return; // taken down while the page was drawn anew; this runs again with the next one
  if (host.view?.data.token === data.token) {
    host.view.send = setStateValue;
    host.view.keep(data.chosen);
  } else {
    host.view = new View(host, data, setStateValue);
  }
}

class View {
  constructor(host, data, send) {
    Object.assign(this, { host, data, send, chosen: data.chosen, pointed: null });
    this.atoms = [];
    this.rowsOf = new Map();
    data.rows.forEach((row, place) =>
      row.atoms.forEach((atom) => {
        this.rowsOf.set(atom, [...(this.rowsOf.get(atom) ?? []), place]);
      })
    );
    host.replaceChildren();
    host.style.setProperty("--ink", data.shades.at(-1));
    host.style.setProperty("--pale", data.shades[Math.floor((data.shades.length - 1) / 3)]);
    const top = add(host, "div", "top");
    this.drawMolecule(add(top, "div", "drawing"));
    const side = add(top, "div", "side");
    this.writeText(add(side, "p", "text"));
    this.status = add(side, "p", "status");
    this.status.setAttribute("aria-live", "polite");
    if (data.shown.rows.length && data.shown.columns.length) this.writeTable(host);
    this.writeLegend(add(host, "div", "legend"));
    for (const group of host.querySelectorAll("[data-group]")) {
      stops(group).forEach((one, place) => (one.tabIndex = place ? -1 : 0));
    }
    this.listen();
    this.paint();
  }

  // --- what is there ---

  drawMolecule(place) {
    place.innerHTML = this.data.drawing; // written by RDKit, of a structure that was parsed
    const svg = place.querySelector("svg");
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", this.data.alt);
    svg.dataset.group = "atoms";
    const lines = document.createElementNS(SVG, "g");
    lines.id = "lines";
    for (const part of svg.querySelectorAll("path, text, polygon, polyline")) lines.append(part);
    for (const disc of svg.querySelectorAll("ellipse")) {
      const atom = Number(/atom-(\d+)/.exec(disc.getAttribute("class"))[1]);
      disc.removeAttribute("style");
      disc.setAttribute("role", "button");
      disc.setAttribute("aria-label", `Atom ${this.data.names[atom]}`);
      mark(disc, "atom", atom);
      this.atoms[atom] = disc;
    }
    svg.append(lines);
  }

  writeText(place) {
    const { text, columns, unit } = this.data;
    place.dataset.group = "words";
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", `The description, ${unit.column} by ${unit.column}`);
    this.words = [];
    let at = 0;
    for (const [column, span] of columns.entries()) {
      place.append(text.slice(at, span.start));
      const word = add(place, "button", "word", text.slice(span.start, span.end));
      word.type = "button";
      mark(word, "column", column);
      this.words.push(word);
      at = span.end;
    }
    place.append(text.slice(at));
  }

  writeTable(host) {
    const { rows, columns, matrix, shown, unit, threshold } = this.data;
    const scroll = add(host, "div", "scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "Heatmap");
    const table = add(scroll, "table", "");
    add(table, "caption", "hidden", `What each ${unit.row} and ${unit.column} add to the score`);
    const head = add(add(table, "thead", ""), "tr", "");
    add(head, "th", "corner", `${unit.row} × ${unit.column}`);
    for (const column of shown.columns) {
      const cell = add(head, "th", "column");
      cell.scope = "col";
      mark(cell, "column", column);
      add(cell, "span", "", columns[column].text).title = columns[column].text;
    }
    const body = add(table, "tbody", "");
    body.dataset.group = "rows";
    for (const row of shown.rows) {
      const line = add(body, "tr", "");
      const title = add(line, "th", "row");
      title.scope = "row";
      const button = add(title, "button", "fragment");
      button.type = "button";
      mark(button, "row", row);
      button.append(this.drawFragment(rows[row].atoms));
      add(button, "span", "", rows[row].label);
      for (const column of shown.columns) {
        const value = matrix[row][column];
        const cell = add(line, "td", "");
        add(cell, "span", "hidden", sign(value));
        mark(cell, "cell", row, column);
        cell.style.background = value < threshold ? "none" : this.shade(value);
      }
    }
  }

  drawFragment(atoms) {
    const places = atoms.map((atom) => this.atoms[atom]).filter(Boolean);
    const xs = places.map((disc) => Number(disc.getAttribute("cx")));
    const ys = places.map((disc) => Number(disc.getAttribute("cy")));
    const room = (places.length > 1 ? 2.6 : 5) * Number(places[0]?.getAttribute("rx") ?? 10);
    const [left, above] = [Math.min(...xs) - room, Math.min(...ys) - room];
    const box = [left, above, Math.max(...xs) + room - left, Math.max(...ys) + room - above];
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", box.join(" "));
    svg.setAttribute("aria-hidden", "true");
    for (const disc of places) {
      const copy = document.createElementNS(SVG, "circle");
      for (const [to, from] of [["cx", "cx"], ["cy", "cy"], ["r", "rx"]]) {
        copy.setAttribute(to, disc.getAttribute(from));
      }
      svg.append(copy);
    }
    const lines = document.createElementNS(SVG, "use");
    lines.setAttribute("href", "#lines");
    svg.append(lines);
    return svg;
  }

  writeLegend(place) {
    const bar = add(place, "span", "bar");
    bar.style.background = `linear-gradient(to right, ${this.data.shades.join(",")})`;
    bar.setAttribute("aria-hidden", "true");
    const least = this.data.threshold > 0 ? sign(this.data.threshold) : "0 or less";
    add(place, "span", "", `${least} to ${sign(this.data.top)}: what both add to the score`);
  }

  // --- what is lit ---

  shade(value, most = this.data.shades.length - 1) {
    const share = this.data.flat ? 0 : Math.min(Math.max(value / this.data.top, 0), 1);
    return this.data.shades[Math.round(share * most)];
  }

  // Letters stay readable on the paler third of the scale only.
  pale(value, top) {
    return this.shade((value / top) * this.data.top, Math.floor((this.data.shades.length - 1) / 3));
  }

  rowsLit(active) {
    if (active.kind === "atom") return this.rowsOf.get(active.row) ?? [];
    return active.kind === "column" ? [] : [active.row];
  }

  paint() {
    const { matrix, overall, columns, top } = this.data;
    const active = this.pointed ?? this.chosen;
    const column = active && "column" in active ? active.column : null;
    const lit = active ? this.rowsLit(active) : [];
    const held = new Set(lit.flatMap((row) => this.data.rows[row].atoms));
    const whole = overall.topOfRows;
    this.atoms.forEach((disc, atom) => {
      const rows = this.rowsOf.get(atom) ?? [];
      const best = (values) => Math.max(...rows.map(values), 0);
      let value = best((row) => overall.rows[row]) / whole;
      if (column !== null) value = best((row) => matrix[row][column]) / top;
      else if (active) value = held.has(atom) ? 1 : 0;
      disc.style.fill = this.pale(value, 1);
      disc.style.stroke = held.has(atom) ? "" : this.shade(value * top);
      disc.classList.toggle("held", held.has(atom));
    });
    const most = overall.topOfColumns;
    this.words.forEach((word, place) => {
      let value = overall.columns[place] / most;
      if (lit.length) value = Math.max(...lit.map((row) => matrix[row][place])) / top;
      else if (column !== null) value = place === column ? 1 : 0;
      word.style.background = this.pale(value, 1);
      word.style.borderBottomColor = this.shade(value * top);
    });
    for (const one of this.host.querySelectorAll("button[data-kind], th[data-kind]")) {
      const { kind, row, column } = one.dataset;
      const same = (who) =>
        who && ((kind === "row" && who.row === Number(row) && who.kind !== "atom") ||
          (kind === "column" && who.column === Number(column)));
      one.classList.toggle("pointed", Boolean(same(this.pointed)));
      if (one.tagName === "BUTTON") one.setAttribute("aria-pressed", Boolean(same(this.chosen)));
    }
    this.status.textContent = active ? this.describe(active, columns) : HINT;
  }

  describe(active, columns) {
    const { matrix, rows, names, unit } = this.data;
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
    const lit = this.rowsLit(active);
    const found = columns.map((span, place) => [
      `“${span.text}”`, Math.max(...lit.map((row) => matrix[row][place])),
    ]);
    const inside = lit.map((row) => rows[row].label).join(", ");
    if (active.kind === "row") return `${inside}: ${best(found)}`;
    const name = names[active.row];
    return `Atom ${name}${unit.row === "atom" ? "" : ` in ${inside}`}: ${best(found)}`;
  }

  // --- what the person does ---

  listen() {
    const point = (event) => {
      this.pointed = read(event.target.closest?.("[data-kind]"));
      this.paint();
    };
    const leave = () => {
      this.pointed = null;
      this.paint();
    };
    this.host.onpointerover = point;
    this.host.onpointerleave = leave;
    this.host.addEventListener("focusin", point);
    this.host.addEventListener("focusout", leave);
    this.host.onclick = (event) => this.press(read(event.target.closest("[data-kind]")));
    this.host.onkeydown = (event) => this.type(event);
  }

  type(event) {
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
      this.press(read(one));
      return;
    } else if (!(event.key in steps)) return;
    event.preventDefault();
    if (!next) return;
    one.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  press(pressed) {
    if (!pressed) return;
    let { kind, row, column } = pressed;
    if (kind === "atom") {
      // The smallest fragment around an atom says most about it.
      const around = (this.rowsOf.get(row) ?? []).map((place) => [
        this.data.rows[place].atoms.length, place,
      ]);
      if (!around.length) return;
      row = around.sort((a, b) => a[0] - b[0])[0][1];
    }
    let chosen = kind === "column" ? { kind, column } : { kind: "row", row };
    if (JSON.stringify(chosen) === JSON.stringify(this.chosen)) chosen = null;
    this.send("chosen", chosen);
    this.keep(chosen);
  }

  keep(chosen) {
    this.chosen = chosen;
    this.paint();
  }
}

function add(parent, name, style, text = "") {
  const element = document.createElement(name);
  if (style) element.className = style;
  element.textContent = text;
  parent.append(element);
  return element;
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

function sign(value) {
  const text = Math.abs(value).toFixed(4);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}
