// Forms that may be sent without a signal: form[data-outbox]. What was filled in, photos as well,
// waits in this browser under this person's id and goes out when the network is back; the server
// takes the same thing twice as once. Photos go ahead in pieces (resume.js): what the server has is
// not sent again after a broken line or a closed page. What waits is dropped once the form is taken.
// Signing out empties it (app.js). Without this file the form is sent like any other. Only pages with
// such forms load it, after resume.js: they say so in their head.
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
  function show(entry, words) {
    var form = formOf(entry);
    if (!form) return;
    var waits = form.querySelector('[data-outbox-waits]'), wrong = form.querySelector('[data-outbox-wrong]'), fold = form.closest('details');
    words = entry.wrong || words || '';
    waits.hidden = !!entry.wrong;
    wrong.hidden = !words;
    wrong.textContent = words;
    if (fold) fold.open = true;
    (words ? wrong : waits).scrollIntoView({ block: 'center' });
  }
  // The fields as they are sent: photos that went ahead by their hashes, what cannot in the form.
  function carried(entry) {
    var photos = entry.fields.filter(function (field) {
      return window.resumes && field[1] instanceof File && resumes.fits(field[1]);
    });
    var form = formOf(entry), note = form && form.querySelector('[data-outbox-status]');
    if (!photos.length) return Promise.resolve(entry.fields);
    return resumes.send(photos.map(function (field) { return field[1]; }), function (tenths) {
      if (note) note.textContent = note.dataset.words.replace('{n}', tenths);
    }).then(function (kept) {
      return entry.fields.map(function (field) {
        var at = photos.indexOf(field);
        return at < 0 ? field : [field[0] + '.kept', kept[at]];
      });
    }, function (error) {
      if (error.message === 'lost') throw error;
      return entry.fields;  // an older server, or a photo it refuses: the form's answer has words for it
    });
  }
  // Becomes whether the entry is settled.
  function send(entry) {
    return carried(entry).then(function (fields) {
      return store('readonly', function (sent) { return sent.get(entry.key); }).then(function (now) {
        if (!now) return true;  // another window was faster
        // Photos take their time: somebody may have corrected the form meanwhile.
        return now.at === entry.at ? post(entry, fields) : send(now);
      });
    }).catch(function () { return false; });
  }
  function post(entry, fields) {
    var body = new FormData();
    fields.forEach(function (field) { body.append(field[0], field[1]); });
    var token = JSON.parse(document.body.getAttribute('hx-headers') || '{}')['x-csrftoken'] || '';
    var headers = { 'x-outbox': '1', 'x-csrftoken': token };
    return fetch(entry.action, { method: 'POST', body: body, headers: headers, redirect: 'manual' }).then(function (answer) {
      // A redirect after the POST: it is taken. It leads nowhere we want to follow from here.
      if (answer.type === 'opaqueredirect' || answer.ok) return drop(entry.key).then(function () { return true; });
      if (answer.status >= 500) return false;
      return answer.json().catch(function () { return {}; }).then(function (told) {
        var words = told.message || String(answer.status);
        // Signed out, an old page, enough for today: to be read, and tried again another time.
        if ([401, 403, 429].indexOf(answer.status) > -1) return show(entry, words);
        entry.wrong = words;
        return put(entry).then(function () { show(entry); });
      });
    });
  }
  function settle(form) {
    localStorage.removeItem('draft:' + owner + ':' + form.dataset.draft);
    document.querySelector('[data-outbox-taken="' + form.dataset.outbox + '"]').hidden = false;
    (form.closest('details') || form).remove();
  }
  // Drafts come back after a reload, chosen photos do not.
  function choosing() {
    return [].some.call(document.querySelectorAll('form[data-outbox] input[type=file]'), function (box) {
      return box.files.length && box.form.querySelector('[data-outbox-waits]').hidden;
    });
  }
  var busy = false, more = false, some = false;
  function flush() {
    more = busy;  // what came meanwhile goes afterwards
    if (busy) return;
    busy = true;
    mine().then(function (entries) {
      return entries.filter(function (entry) { return !entry.wrong; }).reduce(function (before, entry) {
        return before.then(function () { return send(entry); }).then(function (taken) {
          if (!taken || !formOf(entry)) return;
          settle(formOf(entry));
          some = true;
        });
      }, Promise.resolve());
    }).then(function () {
      busy = false;
      if (more) flush();
      else if (some && !choosing()) location.reload();
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
    var entry = { key: key(form), owner: owner, action: form.getAttribute('action'), fields: fields, at: Date.now() };
    // Where nothing can be kept (a private window), the form goes the plain way.
    put(entry).then(function () { show(entry); flush(); }, function () { form.submit(); });
  });
  // What does not fit wants a word: its box opens by itself.
  document.addEventListener('change', function (event) {
    var line = event.target.value === 'fail' && event.target.closest('[data-line]');
    if (line) line.querySelector('details').open = true;
  });
  addEventListener('online', flush);
  mine().then(function (entries) { entries.forEach(function (entry) { show(entry); }); if (entries.length) flush(); }, function () {});
})();
