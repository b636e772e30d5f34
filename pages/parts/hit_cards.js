// A page of cards. What is opened or followed, and the theme, stay in the browser; what is selected,
// kept or searched like is told to Python. Cards are built by hit_cards_parts.js; Python joins
// the two files into one module.

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".cards");
  if (!host) return;
  const view = (host.view ??= begin(host));
  Object.assign(view, { tell: setTriggerValue, palettes: data.palettes });
  build(view, data.cards);
  paint(view);
  const hear = ({ detail }) => take(view, detail);
  const app = document.querySelector("[data-testid=stApp]");
  const watch = new MutationObserver(() => colour(view));
  // Streamlit calls again whenever something changes, and ends only what the last call began.
  parentElement.end?.();
  watch.observe(app, { attributes: true });
  document.addEventListener("textmol:marks", hear);
  // hit_marks.js may have been there before.
  document.dispatchEvent(new CustomEvent("textmol:cards"));
  return (parentElement.end = () => {
    watch.disconnect();
    document.removeEventListener("textmol:marks", hear);
  });
}

function begin(host) {
  const marks = { selected: new Set(), kept: new Set() };
  const view = { host, cards: new Map(), turn: 0, marks, send: null };
  host.addEventListener("click", (event) => press(view, event));
  host.addEventListener("change", (event) => tick(view, event));
  return view;
}

function take(view, { turn, selected, kept, send }) {
  view.send = send;
  // An answer to an older press than the last says nothing of the last.
  if (turn < view.turn) return;
  view.turn = turn;
  view.marks = { selected: new Set(selected), kept: new Set(kept) };
  paint(view);
}

// Cards that were there stay as they are, and so does what has the focus in them.
function build(view, cards) {
  const before = view.cards, focused = document.activeElement;
  view.cards = new Map();
  for (const card of cards) {
    const written = JSON.stringify(card), known = before.get(card.row);
    const shown = known?.written === written ? known : makeCard(card, written);
    view.cards.set(card.row, shown);
  }
  const elements = [...view.cards.values()].map((one) => one.element);
  const same = elements.length === view.host.children.length;
  if (same && elements.every((one, place) => one === view.host.children[place])) return;
  view.host.replaceChildren(...elements);
  if (focused !== document.activeElement && view.host.contains(focused)) focused.focus();
}

function paint(view) {
  for (const [row, { box, keep }] of view.cards) {
    box.checked = view.marks.selected.has(row);
    const kept = view.marks.kept.has(row);
    if (keep.kept === kept) continue;
    keep.kept = kept;
    label(keep, kept ? "bookmark_added" : "bookmark", kept ? "In the tray" : "Keep");
    keep.title = kept ? "Press to take it out of the tray" : "Keep it in the tray";
  }
  colour(view);
}

function colour(view) {
  const app = document.querySelector("[data-testid=stApp]");
  const parts = getComputedStyle(app).backgroundColor.match(/\d+/g).slice(0, 3);
  const ground = `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
  const [light, dark] = view.palettes;
  const isDark = ground.toUpperCase() === dark[0];
  const inDark = new Map(light.map((one, place) => [one, dark[place]]));
  for (const shown of view.cards.values()) {
    if (shown.isDark === isDark) continue;
    shown.isDark = isDark;
    const { drawing } = shown.card;
    const svg = isDark
      ? drawing.replace(/#[0-9A-F]{6}/g, (one) => inDark.get(one) ?? one)
      : drawing;
    shown.image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }
}

function tick(view, event) {
  const row = readRow(event.target);
  if (row === null) return;
  mark(view, "selected", row, event.target.checked);
}

function mark(view, name, row, on) {
  view.marks[name][on ? "add" : "delete"](row);
  view.turn += 1;
  paint(view);
  const { selected, kept } = view.marks;
  view.send({
    turn: view.turn, rows: [...view.cards.keys()], selected: [...selected], kept: [...kept],
  });
}

function press(view, event) {
  const pressed = event.target.closest("[data-act]");
  if (!pressed) return;
  const row = readRow(pressed), { act } = pressed.dataset;
  if (act === "keep") mark(view, "kept", row, !view.marks.kept.has(row));
  else if (act === "like") view.tell("like", row);
  else if (act === "copy") copy(pressed);
  else if (act === "open") {
    // With a modifier the browser opens the address in a tab of its own.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // Streamlit goes where the address says, as after the browser's Back, and Back leads here.
    history.pushState({}, "", pressed.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  } else unfold(pressed, view.cards.get(row).card);
}

function readRow(element) {
  const card = element.closest("[data-row]");
  return card ? Number(card.dataset.row) : null;
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.code);
  label(button, "check", "Copied");
}
