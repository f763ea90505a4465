// What this phone keeps: the list of names of the day, and what was noted and is not sent yet. What waits holds numbers
// and no names, but for people who were not on the list; so it may stay when the list is deleted.
"use strict";
{
  const promised = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  let opened = null;
  const database = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("desk", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("lists", { keyPath: "slug" });
        request.result.createObjectStore("waiting", { keyPath: "number", autoIncrement: true });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  };

  // Done means on the disk: a phone whose battery dies a second later still knows it.
  const write = async (store, act) => {
    const transaction = (await database()).transaction(store, "readwrite", { durability: "strict" });
    const result = act(transaction.objectStore(store));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    return result.result;
  };
  const read = async (store, act) => promised(act((await database()).transaction(store).objectStore(store)));

  const DAY = 24 * 60 * 60 * 1000;
  const desk = (window.desk ??= {});

  desk.dayIn = (zone, at) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

  // A list is kept for its day, and for 24 hours at most.
  desk.isOver = list => {
    const now = new Date(Date.now() + list.skew);
    return desk.dayIn(list.zone, now) !== list.day || now - new Date(list.now) > DAY;
  };

  desk.keep = {
    list: slug => read("lists", store => store.get(slug)),
    lists: () => read("lists", store => store.getAll()),
    saveList: list => write("lists", store => store.put(list)),
    forgetList: slug => write("lists", store => store.delete(slug)),
    waiting: () => read("waiting", store => store.getAll()),
    add: note => write("waiting", store => store.add(note)),
    change: note => write("waiting", store => store.put(note)),
    remove: number => write("waiting", store => store.delete(number)),
    // The day is over: the names go, what waits to be sent stays.
    async forgetOld() {
      for (const list of await this.lists()) if (desk.isOver(list)) await this.forgetList(list.slug);
    },
    async forgetNames() {
      await write("lists", store => store.clear());
      await this.forgetPages();
    },
    async forgetEverything() {
      await write("lists", store => store.clear());
      await write("waiting", store => store.clear());
      await this.forgetPages();
    },
    async forgetPages() {
      for (const name of (await window.caches?.keys()) ?? []) await caches.delete(name);
      for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
    },
  };
}
