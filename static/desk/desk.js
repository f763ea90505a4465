// The desk of one event. Without this script its forms work by themselves; with it, also without network.
"use strict";
{
  const desk = window.desk;
  const root = document.getElementById("desk");
  const at = id => document.getElementById(id);
  const people = new desk.People(root.dataset.slug);
  // How often the phone asks what other phones noted, and whether the day is over.
  const EVERY = 120_000;
  let timer = null, isOver = false;
  const MOST = Number(root.dataset.most);

  const say = (words, row, due = false) => {
    at("said").replaceChildren(desk.make("p", { class: due ? "word due" : "word" }, words));
    if (row) at("said").append(...desk.card(row, people));
    at("said").dataset.seat = row?.seat ?? "";
  };

  const notSent = () => people.notes.filter(note => !note.why);

  const NETWORK = {
    "": "",
    online: "Connected. Everything is sent.",
    offline: "No network. Go on: what you note is kept and sent later.",
    "signed-out": "You are signed out. What you note is kept; sign in again to send it.",
    forbidden: "You may not work at this door any more. Ask the secretariat.",
    broken: "The site does not answer as it should. What you note is kept and sent later.",
  };

  const showNetwork = () => {
    const number = notSent().length;
    const others = notSent().filter(note => note.slug !== people.slug || (people.list && note.user !== people.list.user));
    let words = NETWORK[sender.state];
    if (sender.state === "online" && number) words = "Connected.";
    if (number) words += ` ${number} not sent yet.`;
    if (others.length) words += ` ${others.length} of them wait for ${[...new Set(others.map(note => note.who))].join(", ")}.`;
    if (at("network").textContent !== words) at("network").textContent = words;
    at("network").dataset.state = number && sender.state === "online" ? "waiting" : sender.state;
    if (sender.state === "signed-out") {
      const back = `${root.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
      at("network").append(" ", desk.make("a", { href: back }, "Sign in"));
    }
  };

  const showKept = () => {
    const refused = people.notes.filter(note => note.why && note.slug === people.slug);
    const names = people.list ? `${people.list.seats.length} names` : "No names";
    at("kept-words").textContent = `${names}; ${notSent().length} not sent yet.`;
    at("refused").replaceChildren(...refused.map(note => {
      const name = note.name ?? people.list?.seats.find(seat => seat.seat === note.seat)?.name ?? "Somebody";
      const item = desk.make("li", {}, desk.make("p", { class: "due" }, `Not noted: ${name}, ${note.verb}. ${note.why}`));
      const gone = desk.button("I have seen it", "seen", null, true);
      gone.dataset.number = note.number;
      item.append(gone);
      return item;
    }));
  };

  const showHits = () => {
    const asked = at("q").value;
    if (!people.list) return;
    const hits = people.found(asked);
    // The button somebody has just pressed is made anew: the keyboard stays with the same person.
    const held = at("hits").contains(document.activeElement) ? document.activeElement.dataset : null;
    at("hits").replaceChildren(...hits.slice(0, MOST).map(row => desk.make("li", {}, ...desk.card(row, people))));
    if (held?.seat) at("hits").querySelector(`[data-seat="${held.seat}"]`)?.focus();
    let words = "";
    if (desk.fold(asked)) {
      words = hits.length === 1 ? "1 person" : `${Math.min(hits.length, MOST)} people`;
      if (hits.length > MOST) words += " of many: type more of the name";
      if (!hits.length) words = "Nobody on the list is called so. Try fewer letters, or add a walk-in.";
    }
    if (at("found").textContent !== words) at("found").textContent = words;
  };

  const show = () => {
    showNetwork();
    showKept();
    if (!people.list) return;
    const counts = people.counts();
    for (const [id, number] of Object.entries(counts)) at(id).textContent = number;
    if (at("came-today")) at("came-today").textContent = counts.came;
    showHits();
  };

  const sender = new desk.Sender(root, people, show);

  // Note something: on the disk first, then on the screen, then to the server.
  const note = async fields => {
    await desk.keep.add({ slug: people.slug, user: people.list.user, who: people.list.username, ...fields });
    people.notes = await desk.keep.waiting();
    show();
    sender.send();
  };

  const DONE = { "check-in": "Checked in", "check-out": "Checked out", undo: "Taken back" };

  // `inList`: pressed in the list of those found, which shows the person already.
  const act = async (verb, seat, inList = false) => {
    const before = people.row(seat);
    if (verb === "undo") {
      if (!before.last) return;
      await note({ verb, seat, uid: before.last.uid });
    } else {
      await note({ verb, seat, uid: crypto.randomUUID(), at: people.now().toISOString() });
    }
    if (inList) say(`${DONE[verb]}: ${before.name}`);
    else say(DONE[verb], people.row(seat));
  };

  const scanned = async text => {
    if (!people.list) return say("The list of names is not here yet. Wait for the network.", null, true);
    const row = people.byCode(text.trim().toLowerCase());
    if (!row) return say("This code is on no badge of somebody expected here. Search for the name.", null, true);
    const way = document.querySelector("input[name=way]:checked").value;
    if (way === "in" && row.isIn) return say(`Already in since ${people.time(row.last.at)}`, row, true);
    if (way === "out" && row.last && !row.isIn) return say(`Already out since ${people.time(row.last.at)}`, row, true);
    return act(way === "in" ? "check-in" : "check-out", row.seat);
  };

  const scanner = new desk.Scanner(at("view"), root.dataset.decoder, scanned);

  const toggleScanner = async () => {
    if (scanner.isOn) {
      scanner.stop();
    } else {
      try {
        await scanner.start();
        at("view").scrollIntoView({ block: "start" });
      } catch (error) {
        scanner.stop();
        const denied = error.name === "NotAllowedError";
        say(denied ? "The phone does not let this page use the camera. Allow it in the settings, or search for the name."
          : "The camera does not start. Search for the name.", null, true);
      }
    }
    at("scan").textContent = scanner.isOn ? "Stop scanning" : "Scan a badge";
  };

  const addWalkIn = async form => {
    const name = form.elements.name.value.trim();
    if (!name) return;
    const known = people.named(name);
    if (known.length && form.dataset.asked !== name) {
      form.dataset.asked = name;
      say("Somebody of that name is on the list. If it is another person, press “Add and check in” once more.", known[0], true);
      return;
    }
    const role = form.elements.role;
    const seat = crypto.randomUUID();
    await note({
      verb: "walk-in", seat, uid: crypto.randomUUID(), at: people.now().toISOString(), name,
      organisation: form.elements.organisation.value.trim(), role: role.value,
      roleName: role.value ? role.selectedOptions[0].textContent : "",
    });
    form.reset();
    delete form.dataset.asked;
    at("walk-in").open = false;
    say("Added and checked in", people.row(seat));
    at("said").scrollIntoView({ block: "nearest" });
  };

  const forgetOld = async () => {
    await desk.keep.forgetOld();
    if (people.list && desk.isOver(people.list)) {
      people.list = null;
      at("hits").replaceChildren();
      at("said").replaceChildren();
    }
  };

  const refresh = async () => {
    if (isOver) return;
    await forgetOld();
    if (document.visibilityState !== "visible") return;
    await sender.fetchList();
    people.notes = await desk.keep.waiting();
    show();
    if (people.list) await sender.send();
  };

  const listen = () => {
    document.addEventListener("click", event => {
      const pressed = event.target.closest("button[data-act]");
      if (!pressed) return;
      if (pressed.dataset.act === "seen") {
        desk.keep.remove(Number(pressed.dataset.number)).then(async () => {
          people.notes = await desk.keep.waiting();
          show();
        });
      } else {
        act(pressed.dataset.act, pressed.dataset.seat, at("hits").contains(pressed));
      }
    });
    at("q").addEventListener("input", showHits);
    at("ask").addEventListener("submit", event => {
      if (!people.list) return;
      event.preventDefault();
      showHits();
    });
    at("walk-in").querySelector("form").addEventListener("submit", event => {
      if (!people.list) return;
      event.preventDefault();
      addWalkIn(event.target);
    });
    at("scan").addEventListener("click", toggleScanner);
    at("forget").addEventListener("click", async () => {
      if (!(await desk.mayForget())) return;
      isOver = true;
      clearInterval(timer);
      if (scanner.isOn) await toggleScanner();
      people.list = null;
      people.notes = [];
      sender.token = "";
      await desk.keep.forgetEverything();
      show();
      at("hits").replaceChildren();
      say("This phone keeps nothing of the desk any more. Load the page to work on.");
    });
    window.addEventListener("beforeunload", event => { if (notSent().length && sender.state === "online") event.preventDefault(); });
    window.addEventListener("online", refresh);
    window.addEventListener("offline", () => { sender.state = "offline"; show(); });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") refresh();
      else if (scanner.isOn) toggleScanner();
    });
    timer = setInterval(refresh, EVERY);
  };

  const begin = async () => {
    await forgetOld();
    people.list = (await desk.keep.list(people.slug)) ?? null;
    people.notes = await desk.keep.waiting();
    at("kept").hidden = false;
    listen();
    show();
    await refresh();
    // A page that was sent with somebody on it: its buttons work without network as well.
    const row = people.list && people.row(at("said").dataset.seat);
    if (row) say(at("said").querySelector(".word").textContent, row);
    if (navigator.mediaDevices?.getUserMedia) {
      at("scanner").hidden = false;
      await scanner.prepare().catch(() => { at("scanner").hidden = true; });
    }
    await keepPage().catch(() => {});
  };

  // The page was here before the one who keeps pages: tell it what it has not seen.
  const keepPage = async () => {
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register(root.dataset.worker);
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map(entry => new URL(entry.name).pathname);
    const files = loaded.filter(path => path.startsWith(new URL(root.dataset.decoder, location).pathname.split("desk/")[0]));
    for (const path of new Set([location.pathname, ...files])) active.postMessage(path);
  };

  begin();
}
