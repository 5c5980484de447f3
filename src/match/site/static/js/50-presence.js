// Presence at the door without network. A tap is kept on the telephone with the telephone's own
// time and sent when the network is back; the server takes each key once. With a network the form
// goes its usual way and nothing here is used.
(function () {
  'use strict';
  var STORE = 'presence', WHO = 'presence:user';
  var user = document.body.dataset.user || '';

  function kept() {
    try { return JSON.parse(localStorage.getItem(STORE) || '[]'); } catch (error) { return []; }
  }
  function keep(reports) {
    try { localStorage.setItem(STORE, JSON.stringify(reports)); return true; } catch (error) { return false; }
  }
  // Whose telephone this is: a report is sent for nobody else. Signing out forgets it.
  if (user) { try { localStorage.setItem(WHO, user); } catch (error) { /* private window */ } }
  document.addEventListener('submit', function (event) {
    if (event.target.matches('[data-sign-out]')) localStorage.removeItem(WHO);
  });

  function drawn() {
    if (crypto.randomUUID) return crypto.randomUUID();
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    var hex = Array.prototype.map.call(b, function (n) { return (n + 256).toString(16).slice(1); }).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
  function asked() {
    var found = location.pathname.match(/^\/shifts\/(\d+)\/presence$/);
    return { shift: found ? Number(found[1]) : 0, code: new URLSearchParams(location.search).get('code') || '' };
  }

  var shell = document.querySelector('[data-shell]');
  if (shell) {
    shell.elements.code.value = asked().code;
    if (navigator.onLine && asked().shift) {
      // The network is back: the server's own page knows more than this copy.
      fetch(location.href, { method: 'HEAD' }).then(function () { location.reload(); }).catch(function () {});
    }
  }
  // Signing out empties the offline copies: whoever may stand at a door gets this one again.
  if (user && window.caches && /^\/(shifts|desk)/.test(location.pathname)) {
    caches.match('/shifts/door').then(function (there) {
      if (there) return null;
      return fetch('/shifts/door', { credentials: 'omit' }).then(function (answer) {
        return caches.open('pages-v1').then(function (store) { return store.put('/shifts/door', answer); });
      });
    }).catch(function () {});
  }
  function list() {
    var box = document.querySelector('[data-presence-list]');
    if (!box) return;
    box.replaceChildren.apply(box, kept().map(function (report) {
      var line = document.createElement('li');
      var word = report.verb === 'in' ? box.dataset.come : box.dataset.go;
      line.textContent = word + ' ' + new Date(report.told_at).toLocaleString() + ' · ' + box.dataset.wait;
      return line;
    }));
  }
  list();

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.matches('[data-presence]') || (navigator.onLine && !form.matches('[data-shell]'))) return;
    event.preventDefault();
    var code = form.elements.code ? form.elements.code.value.trim() : '';
    var report = {
      key: drawn(),
      shift_id: Number(form.dataset.shift) || asked().shift || shiftOf(code),
      verb: (event.submitter && event.submitter.name === 'verb' && event.submitter.value) || form.dataset.presence,
      told_at: new Date().toISOString(),
      code: code,
      signup_id: Number(form.dataset.signup) || 0,
      user: localStorage.getItem(WHO) || '',
    };
    if (!report.shift_id || !(report.code || report.signup_id) || !keep(kept().concat([report]))) {
      var input = form.querySelector('input[name=code]');
      if (input) input.focus();
      return;
    }
    list();
    form.querySelectorAll('button').forEach(function (button) {
      if (button === event.submitter) button.disabled = true;
    });
    window.toast(document.getElementById('toast').dataset.weak);
    send();
  });
  // A signed code names its shift: D1.<shift>.<end>.<signature>.
  function shiftOf(code) {
    var parts = code.split('.');
    return parts.length === 4 && parts[0] === 'D1' ? Number(parts[1]) : 0;
  }

  var sending = false;
  function send() {
    if (sending || !user || navigator.onLine === false) return;
    var next = kept().filter(function (report) { return report.user === user || !report.user; })[0];
    if (!next) return;
    sending = true;
    var body = Object.assign({}, next);
    delete body.user;
    var headers = JSON.parse(document.body.getAttribute('hx-headers') || '{}');
    headers['content-type'] = 'application/json';
    headers.accept = 'application/json';
    fetch('/api/v1/shifts/reports', { method: 'POST', headers: headers, body: JSON.stringify(body) })
      .then(function (answer) {
        sending = false;
        // Not signed in any more, or the server is ill: keep it for later.
        if (answer.status === 401 || answer.status === 403 || answer.status >= 500) return null;
        return answer.json();
      })
      .then(function (told) {
        if (!told) return;
        keep(kept().filter(function (report) { return report.key !== next.key; }));
        list();
        if (told.words || told.detail) window.toast(told.words || told.detail);
        var rest = kept().filter(function (report) { return report.user === user || !report.user; });
        if (rest.length) send();
        else if (document.querySelector('[data-presence]')) setTimeout(function () { location.reload(); }, told.words ? 4000 : 300);
      })
      .catch(function () { sending = false; });
  }
  addEventListener('online', function () { if (shell) location.reload(); else send(); });
  send();
})();
