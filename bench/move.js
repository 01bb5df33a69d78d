// Moves the controls of an explorer in turn, as often as asked, and returns the milliseconds of each move: each
// slider sweeps over its range, each choice over its options. A frame is painted between two moves.
async ([name, moves]) => {
  const figure = document.querySelector(`[data-explorer="${name}"]`);
  const inputs = [...figure.querySelectorAll("input[type=range], select")];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  figure.scrollIntoView();
  await frame();
  const times = [];
  for (let k = 0; k < moves; k++) {
    const input = inputs[k % inputs.length];
    if (input.tagName === "SELECT") input.selectedIndex = (input.selectedIndex + 1) % input.options.length;
    else {
      const [low, high] = [Number(input.min), Number(input.max)];
      const share = ((Math.floor(k / inputs.length) * 7) % 101) / 101;
      const before = input.value;
      input.value = low + share * (high - low);
      if (input.value === before) input.value = low + ((share + 0.5) % 1) * (high - low);
    }
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    figure.getBoundingClientRect();
    times.push(performance.now() - start);
    await frame();
  }
  return times;
}
