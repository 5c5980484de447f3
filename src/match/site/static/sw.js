// Offline copies of public pages. A bonus, never relied upon: WeChat may not run it at all.
// Kept: static files, and pages the server marked X-Offline-Copy: public lists and things, shown to a
// stranger, and the checklists of an inspection, which hold names of homes and lines of a list.
// Never: the staff door, anything about a person. Sign-out empties it all.
'use strict';
var STORE = 'pages-v1';
var OFFLINE = '/offline';
// The mandatory report is kept before anybody needs it, as a stranger sees it: numbers and form.
var REPORT = '/report';
// At a home's door there is often no network: its page works without, the same for everybody.
var DOOR = '/shifts/door';

addEventListener('install', function (event) {
  event.waitUntil(caches.open(STORE).then(function (store) {
    // A room that is switched off has no page here: that must not keep the rest from working.
    var spare = [REPORT, DOOR].map(function (path) {
      return store.add(new Request(path, { credentials: 'omit' })).catch(function () {});
    });
    return Promise.all(spare.concat(store.add(OFFLINE)));
  }).then(skipWaiting));
});
addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) { return name === STORE ? null : caches.delete(name); }));
  }).then(function () { return clients.claim(); }));
});
addEventListener('fetch', function (event) {
  var request = event.request, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.indexOf('/admin') === 0) return;
  if (url.pathname.indexOf('/static/') === 0) event.respondWith(fromStore(request));
  else if (request.mode === 'navigate') event.respondWith(fromNetwork(request));
});

function fromStore(request) {
  return caches.match(request).then(function (kept) {
    return kept || fetch(request).then(function (answer) { return keep(request, answer, answer.ok); });
  });
}
function fromNetwork(request) {
  return fetch(request).then(function (answer) {
    return keep(request, answer, answer.headers.get('X-Offline-Copy') === 'yes');
  }).catch(function () {
    var door = /^\/shifts\/\d+\/presence$/.test(new URL(request.url).pathname);
    return caches.match(request).then(function (kept) { return kept || caches.match(door ? DOOR : OFFLINE); });
  });
}
function keep(request, answer, wanted) {
  if (!wanted) return answer;
  var copy = answer.clone();
  caches.open(STORE).then(function (store) { store.put(request, copy); });
  return answer;
}
