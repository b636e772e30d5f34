// Which cards are selected and kept. It stands apart from the cards, whose drawings would
// otherwise be sent anew with every press, and takes no room on the page.

export default function ({ data, parentElement, setStateValue }) {
  const tell = () => {
    const detail = { ...data, send: (marks) => setStateValue("marks", marks) };
    document.dispatchEvent(new CustomEvent("textmol:marks", { detail }));
  };
  // Streamlit calls again whenever something changes, and ends only what the last call began.
  parentElement.end?.();
  document.addEventListener("textmol:cards", tell);
  tell();
  return (parentElement.end = () => document.removeEventListener("textmol:cards", tell));
}
