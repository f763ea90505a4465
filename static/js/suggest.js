// Offers titles and topics while somebody types. Without it the field has a list of words to begin with, and works.
"use strict";
const field = document.querySelector("[data-suggest]");
let list = document.getElementById("words");
let waiting, asked = "";

if (!list) {
  list = document.createElement("datalist");
  list.id = "words";
  field.form.append(list);
  field.setAttribute("list", list.id);
}

async function offer() {
  const typed = field.value.trim();
  if (typed === asked || [...typed].length < 2) return;
  asked = typed;
  try {
    const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || typed !== asked) return;
    const { found } = await answer.json();
    list.replaceChildren(...found.map((words) => Object.assign(document.createElement("option"), { value: words })));
  } catch {
    // No network: what is there stays.
  }
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 250);
});
