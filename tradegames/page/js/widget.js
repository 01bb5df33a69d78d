// In Jupyter: anywidget is the host, and the traits of the Python object are the model.
import { view } from "./view.js";

function render({ model, el }) {
  el.innerHTML = model.get("spec").html;
  const { stop } = view(model, el.querySelector("[data-explorer]"));
  return stop;
}

export default { render };
