{% load static %}// Keeps the pages of the desk for when there is no network. What is noted is none of its business: keep.js and send.js.
"use strict";

const KEPT = "desk";
const PARTS = [
  "{% static 'css/tokens.css' %}", "{% static 'css/site.css' %}", "{% static 'desk/desk.css' %}", "{% static 'icons/site.svg' %}",
  "{% static 'desk/fold.js' %}", "{% static 'desk/keep.js' %}", "{% static 'desk/leave.js' %}", "{% static 'desk/people.js' %}", "{% static 'desk/send.js' %}",
  "{% static 'desk/show.js' %}", "{% static 'desk/scan.js' %}", "{% static 'desk/desk.js' %}",
];
// As long as a page may take before the one that is kept stands in for it.
const PATIENCE = 5000;

self.addEventListener("install", event => {
  event.waitUntil(caches.open(KEPT).then(cache => cache.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

// Loaded for the first time before this worker was there, or later: the pages that are open are kept as well.
self.addEventListener("message", event => {
  event.waitUntil(caches.open(KEPT).then(async cache => {
    const answer = await fetch(event.data, { credentials: "same-origin", redirect: "manual" });
    if (answer.ok) await cache.put(event.data, answer);
  }).catch(() => {}));
});

const page = async request => {
  const url = new URL(request.url);
  const cache = await caches.open(KEPT);
  try {
    const answer = await Promise.race([
      fetch(request),
      new Promise((resolve, reject) => { setTimeout(reject, PATIENCE, new Error("slow")); }),
    ]);
    // An address that says of whom the page tells is not kept, nor is a page that asks to sign in.
    if (answer.ok && answer.type === "basic" && !answer.redirected && !url.search) await cache.put(url.pathname, answer.clone());
    if (answer.status < 500) return answer;
    return (await cache.match(url.pathname, { ignoreVary: true })) ?? answer;
  } catch (error) {
    const kept = await cache.match(url.pathname, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
};

// Files: what is kept at once, and a newer one for the next time.
const part = async (request, event) => {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreVary: true });
  const fresh = fetch(request).then(async answer => {
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
};

self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("{% get_static_prefix %}")) event.respondWith(part(request, event));
});
