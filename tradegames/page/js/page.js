// On the static page: a model for each explorer from the JSON beside it, and the page's address.
// Each explorer comes alive as soon as the parser has passed it and the style sheets are there, whatever the
// theme still loads.
import { ledger } from "./ledger.js";
import { fits, view } from "./view.js";

function makeModel(state) {
  const listeners = {};
  return {
    get: (name) => state[name],
    set(name, value) {
      if (state[name] === value) return;
      state[name] = value;
      listeners[`change:${name}`]?.forEach((listener) => listener());
    },
    on: (event, listener) => (listeners[event] ??= []).push(listener),
    save_changes() {},
  };
}

const address = () => new URLSearchParams(location.hash.slice(1));

// Reads what the address says of this explorer; what it cannot take it says in words.
function readAddress(spec, model) {
  const refused = [];
  for (const control of spec.controls) {
    const text = address().get(`${spec.name}.${control.name}`);
    if (text === null) continue;
    const value = control.type === "choice" || text.trim() === "" ? text : Number(text);
    if (fits(control, value)) model.set(control.name, value);
    else refused.push(`The link asks for ${control.name} = ${text}, which it cannot be; it stays at ${model.get(control.name)}.`);
  }
  return refused.join(" ");
}

function writeAddress(change) {
  const query = address();
  for (const [key, value] of [...query]) if (value === "") query.delete(key); // a heading, not a setting
  change(query);
  const hash = `#${query}`;
  if (hash === (location.hash || "#")) return;
  try {
    history.replaceState(null, "", hash);
  } catch {
    location.replace(hash); // a page opened from disk may not use the history
  }
}

function settings(spec, model) {
  return (query) => {
    for (const control of spec.controls) {
      const key = `${spec.name}.${control.name}`;
      if (model.get(control.name) === control.value) query.delete(key);
      else query.set(key, model.get(control.name));
    }
  };
}

function bringToLife(root) {
  const spec = JSON.parse(root.querySelector("script").textContent);
  const state = { spec };
  for (const control of spec.controls) state[control.name] = control.value;
  const model = makeModel(state);
  const refused = readAddress(spec, model);
  const explorer = view(model, root);
  if (refused) explorer.tell(refused);
  let timer; // browsers throttle replaceState
  for (const control of spec.controls)
    model.on(`change:${control.name}`, () => {
      clearTimeout(timer);
      timer = setTimeout(() => writeAddress(settings(spec, model)), 250);
    });
  addEventListener("hashchange", () => {
    const words = readAddress(spec, model);
    if (words) explorer.tell(words);
  });
  if ([...address().keys()].some((key) => key.startsWith(`${spec.name}.`))) root.scrollIntoView();
}

// Before the style sheets are there, nothing has the width that it will have.
const styled = () => [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet);

function host() {
  if (document.readyState === "loading" && !styled()) return;
  const parsed = (root) => document.readyState !== "loading" || root.querySelector("[data-end]");
  for (const root of document.querySelectorAll("[data-explorer]:not([data-alive])"))
    if (parsed(root)) bringToLife(root);
  for (const root of document.querySelectorAll("[data-ledger]:not([data-alive])"))
    if (parsed(root)) ledger(root, address, writeAddress);
}

host();
if (document.readyState === "loading") {
  const watch = new MutationObserver(host);
  watch.observe(document, { childList: true, subtree: true });
  document.addEventListener("load", host, true); // of a style sheet
  addEventListener("DOMContentLoaded", () => {
    watch.disconnect();
    document.removeEventListener("load", host, true);
    host();
  });
}
