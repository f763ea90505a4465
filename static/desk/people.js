// Who is expected, and where they are: what the server said, and on top of it what this phone noted since.
"use strict";
{
  const desk = window.desk;

  class People {
    constructor(slug) {
      this.slug = slug;
      this.list = null;
      this.notes = [];
    }

    // The time as the server has it: a phone whose clock is wrong still notes what is right.
    now() {
      return new Date(Date.now() + (this.list?.skew ?? 0));
    }

    time(at) {
      const options = { timeZone: this.list.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      return new Intl.DateTimeFormat("en-GB", options).format(new Date(at));
    }

    rows() {
      const rows = new Map(this.list.seats.map(seat => [seat.seat, { ...seat, passages: [...seat.passages] }]));
      for (const note of this.notes) {
        if (note.slug !== this.slug || note.why) continue;
        if (note.verb === "walk-in" && !rows.has(note.seat)) {
          rows.set(note.seat, {
            seat: note.seat, code: "", name: note.name, own: "", organisation: note.organisation, role: note.roleName,
            find: [note.name, note.organisation].map(desk.fold).join(" | "), passages: [],
          });
        }
        const row = rows.get(note.seat);
        if (!row) continue;
        if (note.verb === "undo") {
          row.passages = row.passages.filter(passage => passage.uid !== note.uid);
        } else if (!row.passages.some(passage => passage.uid === note.uid) && desk.dayIn(this.list.zone, new Date(note.at)) === this.list.day) {
          row.passages.push({ uid: note.uid, direction: note.verb === "check-out" ? "out" : "in", at: note.at });
        }
      }
      for (const row of rows.values()) {
        row.passages.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
        row.last = row.passages.at(-1);
        row.isIn = row.last?.direction === "in";
        row.came = row.passages.some(passage => passage.direction === "in");
      }
      return [...rows.values()];
    }

    row(seat) {
      return this.rows().find(row => row.seat === seat);
    }

    byCode(code) {
      return this.rows().find(row => row.code && row.code === code);
    }

    named(name) {
      const key = desk.fold(name);
      return this.rows().filter(row => key && row.find.split(" | ").includes(key));
    }

    found(asked) {
      const key = desk.fold(asked);
      if (!key) return [];
      const hits = this.rows().filter(row => key.split(" ").every(word => row.find.includes(word)));
      const first = row => (row.find.startsWith(key) ? 0 : 1);
      return hits.sort((one, other) => first(one) - first(other));
    }

    counts() {
      const rows = this.rows();
      return { inside: rows.filter(row => row.isIn).length, came: rows.filter(row => row.came).length, expected: rows.length };
    }

    // What the server says of some seats after it noted something.
    learn(seats) {
      const known = new Map(this.list.seats.map(seat => [seat.seat, seat]));
      for (const seat of seats) known.set(seat.seat, seat);
      this.list.seats = [...known.values()].sort((one, other) => (one.find < other.find ? -1 : 1));
    }
  }

  desk.People = People;
}
