// Drafts: what is typed into form[data-draft] stays on this device, under this person's id, for 30
// days or data-draft-hours, until the form is accepted or the person signs out. Never passwords,
// files, tokens, or boxes named in data-draft-never: a phone is passed on.
(function () {
  'use strict';
  var HOURS = 30 * 24;
  var owner = document.body.dataset.user || 'visitor';
  function key(form) { return 'draft:' + owner + ':' + form.dataset.draft; }
  function read(name) {
    try { return JSON.parse(localStorage.getItem(name) || 'null'); } catch (error) { return null; }
  }
  function skipped(box) { return !box || box.type === 'hidden' || box.type === 'password' || box.type === 'file'; }

  Object.keys(localStorage).forEach(function (name) {
    var draft = name.indexOf('draft:') === 0 && read(name);
    if (draft && Date.now() - draft.at > (draft.hours || HOURS) * 3600000) localStorage.removeItem(name);
  });

  function restore(form, values) {
    Object.keys(values).forEach(function (name) {
      var boxes = form.querySelectorAll('[name="' + CSS.escape(name) + '"]');
      boxes.forEach(function (box, i) {
        if (skipped(box)) return;
        if (box.type === 'radio' || box.type === 'checkbox') box.checked = values[name].indexOf(box.value) > -1;
        else if (values[name][i] != null && !box.value) box.value = values[name][i];
      });
    });
  }
  function save(form) {
    var values = {}, never = (form.dataset.draftNever || '').split(' ');
    form.querySelectorAll('[name]').forEach(function (box) {
      if (skipped(box) || never.indexOf(box.name) > -1) return;
      if ((box.type === 'radio' || box.type === 'checkbox') && !box.checked) return;
      (values[box.name] = values[box.name] || []).push(box.value);
    });
    try { localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), hours: Number(form.dataset.draftHours) || HOURS, values: values })); } catch (error) { return; }
    var note = document.querySelector('[data-draft-status]');
    if (note) note.textContent = document.getElementById('toast').dataset.saved + ' ' + new Date().toTimeString().slice(0, 5);
  }
  function watch(root) {
    root.querySelectorAll('form[data-draft]').forEach(function (form) {
      if (form.watched) return;
      form.watched = true;
      var draft = read(key(form)), timer;
      // After a refusal the page shows what was sent; that is newer than the draft.
      if (draft && !form.querySelector('[data-error-summary]')) restore(form, draft.values);
      form.addEventListener('input', function () {
        clearTimeout(timer);
        timer = setTimeout(function () { save(form); }, 600);
      });
    });
    // The page after an accepted form names the draft it replaces.
    root.querySelectorAll('[data-draft-done]').forEach(function (mark) {
      localStorage.removeItem('draft:' + owner + ':' + mark.dataset.draftDone);
    });
    root.querySelectorAll('[data-draft-clear]').forEach(function (button) {
      button.onclick = function () {
        localStorage.removeItem('draft:' + owner + ':' + button.dataset.draftClear);
        location.reload();
      };
    });
  }
  // A form sent the plain way is accepted when another page of ours comes from it. After a lost
  // connection the same form comes back, or a page from elsewhere: then the draft stays.
  document.addEventListener('submit', function (event) {
    if (!event.target.dataset.draft) return;
    sessionStorage.setItem('sent', JSON.stringify({ key: key(event.target), name: event.target.dataset.draft, from: location.pathname }));
  });
  function accepted() {
    var sent = JSON.parse(sessionStorage.getItem('sent') || 'null');
    sessionStorage.removeItem('sent');
    if (!sent || !document.referrer || new URL(document.referrer).pathname !== sent.from) return;
    if (document.querySelector('[data-error-summary], form[data-draft="' + CSS.escape(sent.name) + '"]')) return;
    localStorage.removeItem(sent.key);
  }
  accepted();

  document.addEventListener('htmx:afterSettle', function (event) { watch(event.target); });
  // Before the swap: afterwards the form is gone from the page.
  document.addEventListener('htmx:beforeSwap', function (event) {
    var form = event.detail.requestConfig && event.detail.requestConfig.elt, status = event.detail.xhr.status;
    if (form && form.dataset && form.dataset.draft && status > 199 && status < 300) localStorage.removeItem(key(form));
  });
  watch(document);
})();
