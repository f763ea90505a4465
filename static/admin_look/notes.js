// Notes of a rapporteur on a line that comes and goes: what could not be sent waits in this tab, and is sent again.
// The page gives each note a number, so that one that arrives twice is noted once. Without this script the form is
// sent as any form.
"use strict";
{
  const AGAIN = 15_000;

  const start = () => {
    const form = document.querySelector("form[data-keep]");
    if (!form) return;
    const place = form.dataset.keep;
    const status = form.querySelector(".note-kept");
    const text = form.querySelector("textarea");
    let sending = false;

    // Kept in the tab only: it goes when the tab is closed, and nobody who takes up the phone later finds it.
    const read = name => {
      try { return JSON.parse(sessionStorage.getItem(`${place}-${name}`)); } catch { return null; }
    };
    const write = (name, value) => {
      try { sessionStorage.setItem(`${place}-${name}`, JSON.stringify(value)); } catch { /* Then it stays in the form. */ }
    };
    const waiting = () => read("waiting") || [];

    const say = sentence => {
      status.textContent = sentence;
      status.hidden = !sentence;
    };

    const newNumber = () => {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      bytes[6] = bytes[6] & 0x0f | 0x40;
      bytes[8] = bytes[8] & 0x3f | 0x80;
      const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    };

    const show = page => {
      const old = document.getElementById("noted");
      const now = page.getElementById("noted");
      if (old && now) old.replaceWith(now);
    };

    const parse = async answer => new DOMParser().parseFromString(await answer.text(), "text/html");

    // Who signs in again gets a new token; the form has the old one.
    const newToken = async () => {
      try {
        const fresh = (await parse(await fetch(location.pathname))).querySelector("#note [name=csrfmiddlewaretoken]");
        if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
        return Boolean(fresh);
      } catch { return false; }
    };

    // Returns "there", "no line", "signed out", or the sentence with which the note was refused.
    const send = async (fields, again = false) => {
      const body = new URLSearchParams(fields);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      let answer;
      try {
        answer = await fetch(location.pathname, { method: "POST", body });
      } catch { return "no line"; }
      if (answer.status >= 500) return "no line";
      const page = await parse(answer);
      if (!page.getElementById("noted")) return !again && await newToken() ? send(fields, true) : "signed out";
      const refused = page.querySelector("#note .errorlist, .messagelist .error");
      if (refused) return refused.textContent.trim();
      show(page);
      return "there";
    };

    const sendAll = async () => {
      if (sending) return;
      sending = true;
      say("");
      while (waiting().length) {
        const [first] = waiting();
        const answer = await send(first);
        const number = waiting().length;
        const notes = number === 1 ? "One note waits in this tab" : `${number} notes wait in this tab`;
        if (answer === "no line") { say(`No line. ${notes} and will be sent as soon as there is one.`); break; }
        if (answer === "signed out") { say(`${notes}. You are signed out, or may not write here any more: sign in again in another tab.`); break; }
        write("waiting", waiting().slice(1));
        if (answer !== "there") {
          say(answer);
          text.value = [new Map(first).get("text"), text.value].filter(Boolean).join("\n\n");
        }
      }
      sending = false;
    };

    form.addEventListener("submit", event => {
      if (!text.value.trim()) return;
      event.preventDefault();
      const fields = [...new FormData(form, event.submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
      write("waiting", [...waiting(), fields]);
      form.elements.uid.value = newNumber();
      text.value = "";
      write("draft", "");
      text.focus();
      sendAll();
    });

    // A page that is loaded anew, or a phone that put the tab to sleep, does not lose a half-written note.
    text.addEventListener("input", () => write("draft", text.value));
    if (!text.value && !form.querySelector(".errorlist")) text.value = read("draft") || "";
    window.addEventListener("online", sendAll);
    window.setInterval(() => { if (waiting().length) sendAll(); }, AGAIN);
    window.addEventListener("beforeunload", event => { if (waiting().length) event.preventDefault(); });
    sendAll();
  };

  document.addEventListener("DOMContentLoaded", start);
}
