// A photo field sends its photos ahead, in pieces that go on where a broken line stopped; the form
// then carries their hashes (`photos.kept`). The same photo chosen again, even after the page was
// closed, begins where it stopped. Whatever is missing here, the file goes in the form as ever.
// Forms that wait for a signal (outbox.js) send their photos by `resumes.send`, when it is back.
(function () {
  'use strict';
  var PIECE = 64 * 1024, LARGEST = 3 * 1024 * 1024, WAIT = 4000, TRIES = 30;
  var subtle = window.crypto && crypto.subtle;
  if (window.resumes || !document.body.dataset.user || !subtle || !window.fetch || !window.FormData) return;
  window.resumes = { fits: fits, send: sendAll };
  var token = JSON.parse(document.body.getAttribute('hx-headers') || '{}')['x-csrftoken'] || '';

  function bytesOf(file) {
    return new Promise(function (done, fail) {
      var reader = new FileReader();
      reader.onload = function () { done(reader.result); };
      reader.onerror = fail;
      reader.readAsArrayBuffer(file);
    });
  }
  function hex(digest) {
    return [].map.call(new Uint8Array(digest), function (one) { return ('0' + one.toString(16)).slice(-2); }).join('');
  }
  function pause() {
    return new Promise(function (done) {
      var timer = setTimeout(go, WAIT);
      function go() { clearTimeout(timer); removeEventListener('online', go); done(); }
      addEventListener('online', go);
    });
  }
  // Lost lines and busy servers are tried again; a refusal is one.
  function ask(path, body, tries) {
    var again = function () {
      if (!tries) throw new Error('lost');
      return pause().then(function () { return ask(path, body, tries - 1); });
    };
    return fetch('/files/pieces' + path, { method: body ? 'POST' : 'GET', body: body, credentials: 'same-origin', headers: { 'x-csrftoken': token, accept: 'application/json' } })
      .then(function (answer) {
        if (answer.ok) return answer.json();
        if (answer.status === 429 || answer.status > 499) return again();
        throw new Error(String(answer.status));
      }, again);
  }
  function send(file, told) {
    return bytesOf(file).then(function (bytes) {
      return subtle.digest('SHA-256', bytes).then(function (digest) {
        var sha256 = hex(digest);
        function next(here) {
          told(here.received);
          if (here.complete) return sha256;
          var body = new FormData();
          body.append('sha256', sha256);
          body.append('total', bytes.byteLength);
          body.append('offset', here.received);
          body.append('part', new Blob([bytes.slice(here.received, here.received + PIECE)]), 'part');
          return ask('', body, TRIES).then(next);
        }
        return ask('/' + sha256, null, TRIES).then(next);
      });
    });
  }
  function fits(file) { return file.size <= LARGEST && /^image\/(jpeg|png|webp)$/.test(file.type); }
  // One after the other; becomes their hashes once all are there. Fails with 'lost' when no line came
  // back, with a status when the server refused. The bar is text: a screen reader hears the tenths.
  function sendAll(files, told) {
    var total = 0, before = 0, kept = [];
    files.forEach(function (file) { total += file.size; });
    return files.reduce(function (line, file) {
      return line.then(function () {
        return send(file, function (here) { told(Math.floor(10 * (before + here) / total) * 10); });
      }).then(function (sha256) { kept.push(sha256); before += file.size; });
    }, Promise.resolve()).then(function () { return kept; });
  }
  function start(box) {
    var files = [].slice.call(box.files), form = box.form, note = box.parentNode.querySelector('[data-resume-status]');
    if (!files.length || !form || form.matches('[data-outbox]')) return;
    if (!files.every(fits)) return;
    var turn = (box.turn || 0) + 1;
    box.turn = turn;
    clear(box);
    box.sending = sendAll(files, function (tenths) {
      if (note) note.textContent = note.dataset.words.replace('{n}', tenths);
    }).then(function (kept) {
      if (box.turn !== turn) return;
      kept.forEach(function (sha256) {
        var hidden = document.createElement('input');
        hidden.type = 'hidden';
        hidden.name = box.dataset.resume + '.kept';
        hidden.value = sha256;
        hidden.setAttribute('data-resumed', box.dataset.resume);
        box.parentNode.appendChild(hidden);
      });
      box.removeAttribute('name');  // they are there: the form need not carry them again
      if (note) note.textContent = note.dataset.done;
    }).catch(function () { if (note) note.textContent = ''; }).then(function () { if (box.turn === turn) box.sending = null; });
  }
  function clear(box) {
    box.name = box.dataset.resume;
    box.parentNode.querySelectorAll('[data-resumed]').forEach(function (hidden) { hidden.remove(); });
  }
  document.addEventListener('change', function (event) {
    var box = event.target;
    if (!box.matches || !box.matches('[data-resume]')) return;
    box.turn = (box.turn || 0) + 1;
    clear(box);
    // Where the photo cannot be made small it goes as it is.
    if (!window.DataTransfer) start(box);
  });
  document.addEventListener('compressed', function (event) {
    if (event.target.matches('[data-resume]')) start(event.target);
  });
  // Sent while a photo is still on its way: the form waits for it.
  document.addEventListener('submit', function (event) {
    var form = event.target, button = event.submitter, waits = [].filter.call(form.querySelectorAll('[data-resume]'), function (box) { return box.sending; });
    if (!waits.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Promise.all(waits.map(function (box) { return box.sending; })).then(function () {
      if (form.requestSubmit) form.requestSubmit(button || undefined);
      else form.submit();
    });
  }, true);
})();
