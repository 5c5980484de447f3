// Forms that may be sent without a signal: form[data-outbox]. What was filled in, photos as well,
// waits in this browser under this person's id and goes out when the network is back; the server
// takes the same thing twice as once. Signing out empties it (app.js). Without this file the form is
// sent like any other. Only pages with such forms load it: they say so in their head.
(function () {
  'use strict';
  var forms = document.querySelectorAll('form[data-outbox]');
  var owner = document.body.dataset.user;
  if (!owner || !window.indexedDB || !window.fetch || !window.FormData) return;

  function store(mode, act) {
    return new Promise(function (done, fail) {
      var open = indexedDB.open('outbox', 1);
      open.onupgradeneeded = function () { open.result.createObjectStore('sent', { keyPath: 'key' }); };
      open.onerror = function () { fail(open.error); };
      open.onsuccess = function () {
        var work = open.result.transaction('sent', mode), asked = act(work.objectStore('sent'));
        work.oncomplete = function () { open.result.close(); done(asked && asked.result); };
        work.onerror = work.onabort = function () { open.result.close(); fail(work.error); };
      };
    });
  }
  function put(entry) { return store('readwrite', function (sent) { return sent.put(entry); }); }
  function drop(key) { return store('readwrite', function (sent) { return sent.delete(key); }); }
  function mine() {
    return store('readonly', function (sent) { return sent.getAll(); }).then(function (all) {
      return all.filter(function (entry) { return entry.owner === owner; });
    });
  }
  function key(form) { return owner + ':' + form.getAttribute('action'); }
  function formOf(entry) {
    return [].filter.call(forms, function (form) { return key(form) === entry.key; })[0];
  }
  function show(entry) {
    var form = formOf(entry);
    if (!form) return;
    var wrong = form.querySelector('[data-outbox-wrong]'), fold = form.closest('details');
    form.querySelector('[data-outbox-waits]').hidden = !!entry.wrong;
    wrong.hidden = !entry.wrong;
    wrong.textContent = entry.wrong || '';
    if (fold) fold.open = true;
    (entry.wrong ? wrong : form.querySelector('[data-outbox-waits]')).scrollIntoView({ block: 'center' });
  }
  function send(entry) {
    var body = new FormData();
    entry.fields.forEach(function (field) { body.append(field[0], field[1]); });
    var token = JSON.parse(document.body.getAttribute('hx-headers') || '{}')['x-csrftoken'] || '';
    var headers = { 'x-outbox': '1', 'x-csrftoken': token };
    return fetch(entry.action, { method: 'POST', body: body, headers: headers, redirect: 'manual' })
      .then(function (answer) {
        // A redirect after the POST: it is taken. It leads nowhere we want to follow from here.
        if (answer.type === 'opaqueredirect' || answer.ok) return drop(entry.key).then(function () { return true; });
        if (answer.status >= 500 || answer.status === 429) return false;
        return answer.json().catch(function () { return {}; }).then(function (told) {
          entry.wrong = told.message || told.detail || String(answer.status);
          return put(entry).then(function () { show(entry); return false; });
        });
      }, function () { return false; });
  }
  var busy = false;
  function flush() {
    if (busy) return;
    busy = true;
    mine().then(function (entries) {
      return entries.filter(function (entry) { return !entry.wrong; }).reduce(function (before, entry) {
        return before.then(function (some) {
          return send(entry).then(function (taken) {
            if (taken && formOf(entry)) {
              localStorage.removeItem('draft:' + owner + ':' + formOf(entry).dataset.draft);
              some = true;
            }
            return some;
          });
        });
      }, Promise.resolve(false));
    }).then(function (some) {
      busy = false;
      if (some) location.reload();
    }, function () { busy = false; });
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.matches('form[data-outbox]')) return;
    event.preventDefault();
    var fields = [];
    new FormData(form).forEach(function (value, name) {
      if (name !== '_csrf_token' && !(value instanceof File && !value.size)) fields.push([name, value]);
    });
    var entry = { key: key(form), owner: owner, action: form.getAttribute('action'), fields: fields };
    // Where nothing can be kept (a private window), the form goes the plain way.
    put(entry).then(function () { show(entry); flush(); }, function () { form.submit(); });
  });
  // What does not fit wants a word: its box opens by itself.
  document.addEventListener('change', function (event) {
    var line = event.target.value === 'fail' && event.target.closest('[data-line]');
    if (line) line.querySelector('details').open = true;
  });
  addEventListener('online', flush);
  mine().then(function (entries) { entries.forEach(show); if (entries.length) flush(); }, function () {});
})();
