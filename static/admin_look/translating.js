// Working on many texts: Ctrl+S saves, nothing unsaved is left by mistake, and an original can be taken over to be changed.
"use strict";

const form = document.getElementById("translations");
if (form) {
  let unsaved = false;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  for (const area of form.querySelectorAll("textarea")) {
    const cell = area.closest(".target");
    const before = cell.previousElementSibling;
    const source = before.querySelector("[data-source]") || before.querySelector(".plain");
    const place = cell.querySelector(".state") || cell;
    if (!source) continue;
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = form.dataset.copy;
    copy.addEventListener("click", () => {
      if (!area.value.trim()) area.value = source.textContent;
      unsaved = true;
      area.focus();
    });
    place.append(copy);
  }
}
