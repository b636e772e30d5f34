// What is there: the sentence, the drawing, the heatmap and its legend, from the data alone.

const SVG = "http://www.w3.org/2000/svg";

function build(view) {
  const { host, data } = view;
  host.replaceChildren();
  host.style.setProperty("--ink", data.shades.at(-1));
  host.style.setProperty("--pale", data.shades[Math.floor((data.shades.length - 1) / 3)]);
  const top = add(host, "div", "top");
  drawMolecule(view, add(top, "div", "drawing"));
  const side = add(top, "div", "side");
  writeText(view, add(side, "p", "text"));
  view.status = add(side, "p", "status");
  view.status.setAttribute("aria-live", "polite");
  if (data.shown.rows.length && data.shown.columns.length) writeTable(view, host);
  writeLegend(data, add(host, "div", "legend"));
  for (const group of host.querySelectorAll("[data-group]")) {
    stops(group).forEach((one, place) => (one.tabIndex = place ? -1 : 0));
  }
}

function drawMolecule(view, place) {
  const { data, atoms } = view;
  place.innerHTML = data.drawing; // written by RDKit, of a structure that was parsed
  const svg = place.querySelector("svg");
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", data.alt);
  svg.dataset.group = "atoms";
  const lines = document.createElementNS(SVG, "g");
  lines.id = "lines";
  for (const part of svg.querySelectorAll("path, text, polygon, polyline")) lines.append(part);
  for (const disc of svg.querySelectorAll("ellipse")) {
    const atom = Number(/atom-(\d+)/.exec(disc.getAttribute("class"))[1]);
    disc.removeAttribute("style");
    disc.setAttribute("role", "button");
    disc.setAttribute("aria-label", `Atom ${data.names[atom]}`);
    mark(disc, "atom", atom);
    atoms[atom] = disc;
  }
  svg.append(lines);
}

function writeText(view, place) {
  const { text, columns, unit } = view.data;
  place.dataset.group = "words";
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", `The description, ${unit.column} by ${unit.column}`);
  let at = 0;
  for (const [column, span] of columns.entries()) {
    place.append(text.slice(at, span.start));
    const word = add(place, "button", "word", text.slice(span.start, span.end));
    word.type = "button";
    mark(word, "column", column);
    view.words.push(word);
    at = span.end;
  }
  place.append(text.slice(at));
}

function writeTable(view, host) {
  const { rows, columns, matrix, shown, unit, threshold } = view.data;
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
    button.append(drawFragment(view, rows[row].atoms));
    add(button, "span", "", rows[row].label);
    for (const column of shown.columns) {
      const value = matrix[row][column];
      const cell = add(line, "td", "");
      add(cell, "span", "hidden", sign(value));
      mark(cell, "cell", row, column);
      cell.style.background = value < threshold ? "none" : shade(view.data, value);
    }
  }
}

function drawFragment(view, atoms) {
  const places = atoms.map((atom) => view.atoms[atom]).filter(Boolean);
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

function writeLegend(data, place) {
  const bar = add(place, "span", "bar");
  bar.style.background = `linear-gradient(to right, ${data.shades.join(",")})`;
  bar.setAttribute("aria-hidden", "true");
  const least = data.threshold > 0 ? sign(data.threshold) : "0 or less";
  add(place, "span", "", `${least} to ${sign(data.top)}: what both add to the score`);
}

function add(parent, name, style, text = "") {
  const element = document.createElement(name);
  if (style) element.className = style;
  element.textContent = text;
  parent.append(element);
  return element;
}

function sign(value) {
  const text = Math.abs(value).toFixed(4);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}
