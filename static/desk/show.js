// Pieces of the page, made of text and never of markup.
"use strict";
{
  const desk = window.desk;

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const button = (words, act, row, quiet = false) => {
    const element = make("button", { type: "button", class: "big", "data-act": act }, words);
    if (row) element.append(make("span", { class: "vh" }, ` ${row.name}`));
    if (row) element.dataset.seat = row.seat;
    if (quiet) element.dataset.quiet = "";
    return element;
  };

  const where = (row, people) => {
    if (!row.last) return "Not here yet today";
    return `${row.isIn ? "In" : "Out"} since ${people.time(row.last.at)}`;
  };

  // One person: who, where, and what can be done.
  desk.card = (row, people) => {
    const who = make("p", { class: "who" }, make("strong", {}, row.name));
    if (row.own) who.append(" ", make("span", { class: "own" }, row.own));
    const acts = make("div", { class: "acts" },
      row.isIn ? button("Check out", "check-out", row, true) : button("Check in", "check-in", row));
    if (row.last) acts.append(button("Undo", "undo", row, true));
    return [
      who,
      make("p", { class: "meta" }, [row.organisation, row.role].filter(Boolean).join(" · ")),
      make("p", { class: `state ${row.last ? row.last.direction : ""}` }, where(row, people)),
      acts,
    ];
  };

  desk.make = make;
  desk.button = button;
}
