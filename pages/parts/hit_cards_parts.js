// What a card is made of.

function make(tag, properties = {}, ...children) {
  const { data = {}, ...others } = properties;
  const element = Object.assign(document.createElement(tag), others);
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}

function icon(name) {
  const sign = make("span", { className: "icon", translate: false }, name);
  sign.ariaHidden = "true";
  return sign;
}

function label(element, sign, text) {
  element.replaceChildren(icon(sign), text);
}

function act(name, sign, text, title) {
  return make("button", { type: "button", className: "act", title, data: { act: name } },
    icon(sign), text);
}

function way({ label: text, icon: sign, told, address }) {
  return make("a", { className: "act", href: address, title: told, data: { act: "open" } },
    icon(sign), text);
}

function makeCard(card, written) {
  const box = make("input", { type: "checkbox" });
  box.ariaLabel = `Select rank ${card.rank}`;
  const image = make("img", { alt: card.alt, width: 280, height: 200 });
  const keep = act("keep", "bookmark", "Keep", "Keep it in the tray");
  const head = make("p", { className: "head" },
    make("span", { className: "badge" }, `rank ${card.rank}`));
  if (card.exact) {
    head.append(make("span", { className: "badge exact" }, icon("check"), "exact match"));
  }
  head.append(make("label", { className: "tick" }, box));
  const element = make("article", { className: "card", data: { row: card.row } }, head, image,
    make("p", {}, make("b", {}, card.title)), make("p", {}, card.weight), values(card.values));
  const small = (text) => text && element.append(make("p", { className: "small" }, text));
  small(card.notes);
  if (card.contradicts.length) {
    const told = card.contradicts.map((one) => `“${one}”`).join(", ");
    element.append(make("p", { className: "wrong" }, icon("close"),
      ` The structure contradicts ${told}.`));
  }
  card.placed.forEach(small);
  element.append(make("div", { className: "acts" }, way(card.ways[0]), keep,
    act("codes", "content_copy", "Identifiers", "What it is called in databases"),
    act("ways", "send", "Send to", "Go on with it on another page"),
    act("like", "join_inner", "More like this", "Search for the molecules nearest to this one")));
  return { card, written, element, box, image, keep };
}

function values(pairs) {
  const line = make("p", { className: "values" });
  pairs.forEach(([name, value], place) => {
    if (place) line.append(" · ");
    line.append(make("span", {}, name), ` ${value}`);
  });
  return line;
}

// What stands behind a button is made when it is first pressed. The browser then opens and closes
// it, at a press beside it and at Escape too, and gives the focus back.
function unfold(button, card) {
  if (button.popoverTargetElement) return;
  const isCodes = button.dataset.act === "codes";
  const over = make("div", { className: "over", popover: "auto" },
    ...(isCodes ? listCodes(card) : card.ways.slice(1).map(way)));
  const move = () => stand(over, button);
  over.addEventListener("toggle", ({ newState }) => {
    document[newState === "open" ? "addEventListener" : "removeEventListener"]("scroll", move, {
      capture: true, passive: true,
    });
    if (newState === "open") move();
  });
  button.after(over);
  button.popoverTargetElement = over;
}

function listCodes(card) {
  const codes = Object.entries(card.codes).flatMap(([name, code]) => [
    make("div", { className: "code" }, make("span", { className: "small" }, name),
      make("button", {
        type: "button", className: "act", title: `Copy the ${name}`, data: { act: "copy", code },
      }, icon("content_copy"), "Copy")),
    make("code", {}, code),
  ]);
  const links = card.links.map(({ label: text, address, told }) =>
    make("a", { className: "act", href: address, title: told, target: "_blank", rel: "noopener" },
      icon("open_in_new"), text));
  return [make("p", {}, make("b", {}, card.title)), ...codes,
    make("div", { className: "acts" }, ...links)];
}

function stand(over, button) {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const { width, height } = over.getBoundingClientRect();
  const gap = 4, edge = 8; // pixels
  const below = bottom + gap + height <= innerHeight - edge || top < height + gap + edge;
  over.style.left = `${Math.max(edge, Math.min(left, innerWidth - edge - width, right))}px`;
  over.style.top = `${below ? bottom + gap : top - gap - height}px`;
}
