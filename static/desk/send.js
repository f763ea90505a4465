// Sends what waits, one after the other, and strikes each off when the server says that it is noted. An answer that is
// lost costs nothing: what is sent again carries the same number, and is noted once.
"use strict";
{
  const desk = window.desk;
  // As long as a bad network may take; then it is tried again.
  const PATIENCE = 15_000;

  const call = (url, options = {}) => fetch(url, {
    credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
    ...options, headers: { Accept: "application/json", ...options.headers },
  });

  class Sender {
    // told(people) is called whenever something is known anew.
    constructor(root, people, told) {
      this.root = root;
      this.people = people;
      this.told = told;
      this.state = "";
      this.running = null;
      this.noted = 0;
    }

    // Fetch the list. Returns true if it came.
    async fetchList() {
      const asked = Date.now(), noted = this.noted;
      let answer;
      try {
        answer = await call(this.root.dataset.list);
      } catch {
        this.state = "offline";
        return false;
      }
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        this.state = answer.status === 403 ? "forbidden" : "signed-out";
        return false;
      }
      if (!answer.ok) {
        this.state = "broken";
        return false;
      }
      const list = await answer.json();
      // Something was noted while this list was on its way, so it may not know of it.
      if (noted !== this.noted) return this.fetchList();
      // Half of the way is what the answer took; below a minute it is not worth to speak of.
      const skew = new Date(list.now) - (asked + Date.now()) / 2;
      list.skew = Math.abs(skew) < 60_000 ? 0 : skew;
      this.token = list.token;
      delete list.token;
      this.people.list = list;
      await desk.keep.saveList(list);
      this.state = "online";
      return true;
    }

    // One round at a time; what comes in meanwhile is sent at its end.
    send() {
      this.again = true;
      this.running ??= (async () => {
        while (this.again) {
          this.again = false;
          await this.round();
        }
      })().finally(() => { this.running = null; });
      return this.running;
    }

    async round() {
      if (!this.token && !(await this.fetchList())) return this.told();
      const stuck = new Set();
      for (const note of await desk.keep.waiting()) {
        // Another event's notes are sent from its own desk, another colleague's when they sign in: each under its name.
        if (note.why || note.slug !== this.people.slug || note.user !== this.people.list.user || stuck.has(note.seat)) continue;
        const done = await this.sendOne(note);
        if (done === "stop") break;
        if (done === "later") stuck.add(note.seat);
      }
      return this.told();
    }

    // Returns "noted", "refused", "later" (this one made the server stumble) or "stop" (none can be sent now).
    async sendOne(note, again = false) {
      const { number, slug, user, verb, roleName, who, ...fields } = note;
      const url = { "check-in": "checkIn", "check-out": "checkOut", undo: "undo", "walk-in": "walkIn" }[verb];
      let answer, said;
      try {
        answer = await call(this.root.dataset[url], {
          method: "POST", headers: { "X-CSRFToken": this.token }, body: new URLSearchParams(fields),
        });
        said = answer.ok || answer.status === 409 ? await answer.json() : null;
      } catch {
        this.state = "offline";
        return "stop";
      }
      if (answer.ok) {
        this.state = "online";
        this.noted += 1;
        this.people.learn(said.seat);
        await desk.keep.saveList(this.people.list);
        await desk.keep.remove(number);
        this.people.notes = await desk.keep.waiting();
        this.told();
        return "noted";
      }
      if (answer.status === 409) {
        await desk.keep.change({ ...note, why: said.why });
        this.people.notes = await desk.keep.waiting();
        return "refused";
      }
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        // Whoever signed in again has a new token; fetching the list says whether that is all.
        if (!again && (await this.fetchList()) && note.user === this.people.list.user) return this.sendOne(note, true);
        this.token = "";
        return "stop";
      }
      this.state = "broken";
      return "later";
    }
  }

  desk.Sender = Sender;
}
