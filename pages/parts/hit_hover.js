// A card beside the pointer while it is on a hit of the map. It lives in the browser alone.

const GAP = 16; // pixels between the pointer and the card

export default function ({ data, parentElement }) {
  const card = parentElement.querySelector(".hit");
  if (!card || !matchMedia("(hover: hover)").matches) return;
  // Streamlit calls again whenever something changes, and ends only what the last call began.
  parentElement.end?.();
  const cards = unpack(data.cards);
  let plot = null;
  let pointed = null;

  const hide = () => {
    pointed = null;
    card.hidden = true;
  };
  const show = async ({ points, event }) => {
    const row = points.find((one) => one.customdata)?.customdata[0];
    if (row === undefined) return hide();
    pointed = row;
    const found = (await cards)[row];
    if (!found || pointed !== row) return;
    fill(card, found);
    place(card, event.clientX, event.clientY);
  };
  const attach = () => {
    const drawn = document.querySelector(`${data.map} .js-plotly-plot`);
    if (!drawn?.on || drawn === plot) return;
    plot = drawn;
    plot.on("plotly_hover", show);
    plot.on("plotly_unhover", hide);
  };
  // The map is drawn after this, and may be drawn anew.
  document.addEventListener("pointermove", attach, { passive: true });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  attach();
  return (parentElement.end = () => {
    hide();
    document.removeEventListener("pointermove", attach);
    document.removeEventListener("scroll", hide, { capture: true });
    plot?.removeListener("plotly_hover", show);
    plot?.removeListener("plotly_unhover", hide);
  });
}

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

function fill(card, { drawing, name, about, place }) {
  const image = document.createElement("img");
  image.src = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  image.alt = "";
  const lines = [name, about, place].map((text, row) => {
    const line = document.createElement(row ? "span" : "b");
    line.textContent = text;
    return line;
  });
  card.replaceChildren(image, ...lines);
}

function place(card, x, y) {
  card.hidden = false;
  const { width, height } = card.getBoundingClientRect();
  const left = x + GAP + width > innerWidth ? x - GAP - width : x + GAP;
  const top = Math.min(y + GAP, innerHeight - height - GAP);
  card.style.left = `${Math.max(0, left)}px`;
  card.style.top = `${Math.max(0, top)}px`;
}
