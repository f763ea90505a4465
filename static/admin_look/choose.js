// A field to choose one of many rows, or several: type, and pick from what the server finds.
// It stands in for the <select> beside it, which keeps the value and is what the form sends.
"use strict";
{
  let number = 0;

  const make = (tag, attributes, parent) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (parent) parent.append(element);
    return element;
  };

  class Choose {
    constructor(select) {
      this.select = select;
      this.several = select.multiple;
      const id = `choose-${++number}`;
      this.box = make("span", { class: "choose-box" });
      if (this.several) this.chosen = make("span", { class: "choose-chosen" }, this.box);
      this.input = make("input", {
        id, type: "text", role: "combobox", autocomplete: "off", class: "vTextField",
        "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
      }, this.box);
      this.list = make("ul", { id: `${id}-list`, role: "listbox", hidden: "" }, this.box);
      const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      if (label) {
        label.htmlFor = id;
        this.list.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
      }
      const help = select.getAttribute("aria-describedby");
      if (help) this.input.setAttribute("aria-describedby", help);
      if (select.required) this.input.setAttribute("aria-required", "true");
      select.hidden = true;
      select.after(this.box);
      this.input.addEventListener("input", () => this.ask());
      this.input.addEventListener("click", () => { if (this.list.hidden) this.ask(); });
      this.input.addEventListener("keydown", event => this.key(event));
      this.input.addEventListener("blur", () => this.leave());
      // A click must not take the focus out of the field before it has chosen.
      this.list.addEventListener("mousedown", event => event.preventDefault());
      this.list.addEventListener("click", event => {
        const option = event.target.closest("[role=option]");
        if (option) this.pick(option);
      });
      // Django's window for adding a row puts the new one into the <select>.
      new MutationObserver(() => this.show()).observe(select, { childList: true });
      this.show();
    }

    get picked() {
      return [...this.select.selectedOptions].filter(option => option.value !== "");
    }

    show() {
      if (!this.several) {
        this.input.value = this.picked.length ? this.picked[0].text : "";
        return;
      }
      this.chosen.replaceChildren();
      for (const option of this.picked) {
        const button = make("button", { type: "button", class: "choose-out" }, this.chosen);
        make("span", {}, button).textContent = option.text;
        make("span", { "aria-hidden": "true" }, button).textContent = "×";
        make("span", { class: "visually-hidden" }, button).textContent = " take out";
        button.addEventListener("click", () => {
          option.remove();
          this.input.focus();
        });
      }
      this.input.value = "";
    }

    async ask() {
      const asked = this.asked = Symbol("question");
      const { appLabel, modelName, fieldName } = this.select.dataset;
      const url = new URL(this.select.getAttribute("data-ajax--url"), location.href);
      const same = !this.several && this.picked.length && this.input.value === this.picked[0].text;
      url.searchParams.set("term", same ? "" : this.input.value.trim());
      url.searchParams.set("app_label", appLabel);
      url.searchParams.set("model_name", modelName);
      url.searchParams.set("field_name", fieldName);
      let found = null;
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" } });
        if (answer.ok) found = await answer.json();
      } catch { /* Told below. */ }
      if (asked !== this.asked || document.activeElement !== this.input) return;
      this.list.replaceChildren();
      this.at = -1;
      const taken = new Set(this.several ? this.picked.map(option => option.value) : []);
      for (const row of found ? found.results.filter(one => !taken.has(one.id)) : []) {
        const option = make("li", { role: "option", id: `${this.input.id}-${this.list.childElementCount}`, "aria-selected": "false" }, this.list);
        option.dataset.key = row.id;
        option.textContent = row.text;
      }
      const more = found && found.pagination.more;
      if (!this.list.childElementCount || more) {
        const sentence = !found ? "This cannot be looked up now." : more ? "There are more. Type a few letters." : "Nothing found.";
        make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, this.list).textContent = sentence;
      }
      this.open(true);
    }

    open(yes) {
      this.list.hidden = !yes;
      this.input.setAttribute("aria-expanded", String(yes));
      if (!yes) this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      const options = [...this.list.querySelectorAll("[data-key]")];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (this.list.hidden) { this.ask(); return; }
        if (!options.length) return;
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.at = (this.at + step + options.length + (this.at < 0 && step < 0 ? 1 : 0)) % options.length;
        options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
        options[this.at].scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", options[this.at].id);
      } else if (event.key === "Enter" && !this.list.hidden) {
        event.preventDefault();
        if (this.at >= 0) this.pick(options[this.at]);
      } else if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        this.show();
        this.open(false);
      } else if (event.key === "Backspace" && this.several && !this.input.value && this.picked.length) {
        this.picked.at(-1).remove();
      }
    }

    pick(option) {
      if (!option.dataset.key) return;
      if (!this.several) {
        for (const old of [...this.select.options]) if (old.value !== "") old.remove();
      }
      this.select.add(new Option(option.textContent, option.dataset.key, true, true));
      this.show();
      this.open(false);
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    leave() {
      this.asked = null;
      if (!this.several && !this.input.value.trim()) {
        for (const old of [...this.select.options]) if (old.value !== "") old.remove();
        this.select.value = "";
      }
      this.show();
      this.open(false);
    }
  }

  const start = root => {
    for (const select of root.querySelectorAll("select.choose")) {
      if (!select.name.includes("__prefix__") && !select.hidden) new Choose(select);
    }
  };
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("formset:added", event => start(event.target));
}
