// On the static page: a model for each explorer from the JSON beside it, and the page's address.
// Each explorer comes alive as soon as the parser has passed it, whatever the page still loads.
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

// The width that the book's theme will leave to each panel, guessed, so that no explorer waits for the style
// sheets and the layout of the page; explorer.css has the numbers of its own boxes.
function rooms(count) {
  const w = outerWidth || innerWidth; // the first lays out nothing, but a window in the making has none
  const inner = (w < 960 ? w - 34 : w < 1200 ? 0.8 * w - 66 : Math.min(788, 0.8 * w - 338)) - 28.8;
  const alone = Math.max(240, Math.round(Math.min(600, inner)));
  const beside = inner < 2 * 290 + 16 ? alone : Math.round((inner - 16) / 2);
  return Array.from({ length: count }, (_, k) => (count % 2 && k === count - 1 ? alone : beside));
}

function bringToLife(root) {
  const spec = JSON.parse(root.querySelector("script").textContent);
  const state = { spec };
  for (const control of spec.controls) state[control.name] = control.value;
  const model = makeModel(state);
  const refused = readAddress(spec, model);
  const explorer = view(model, root, rooms(spec.panels.length));
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
  if (![...address().keys()].some((key) => key.startsWith(`${spec.name}.`))) return;
  if (document.readyState !== "loading") root.scrollIntoView();
  else addEventListener("DOMContentLoaded", () => root.scrollIntoView()); // now all stands in its place
}

function host() {
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
  addEventListener("DOMContentLoaded", () => {
    watch.disconnect();
    host();
  });
}
