// The official's key: made in this browser, locked with a passphrase, kept as a file by its owner.
// The server learns the public half only, and only after the file was saved and opened again.
import { button, field, fold, h, note, read, save, show, summary } from './dom.js'
import { fingerprint, locked, makeKey, PASSPHRASE_LEAST, spoken, unlocked, WrongPassphrase } from './keys.js'
import { ask } from './send.js'
import { _ } from './words.js'

const secret = (complete) => h('input', { class: 'in', type: 'password', autocomplete: complete })

function printed(key, holder) {
  return h('section', { class: 'card pad sheet' },
    h('h2', {}, _('开标人公钥指纹')),
    summary([[_('持有人'), holder || '________________'], [_('指纹'), h('code', { class: 'strong' }, spoken(key.fingerprint))], [_('公钥'), h('code', {}, key.recipient)]]),
    h('p', { class: 'small muted' }, _('请签字后交采购单位，随采购文件公布。私钥只在持有人的文件里，任何人都不应索要。')),
    h('button', { type: 'button', class: 'btn btn-ghost no-print', 'data-print': true, onclick: () => { if (!window.toast) window.print() } }, _('打印')))
}

export function keyScreen(place, { door, holder, recipient }) {
  const status = h('div', { class: 'stack', 'aria-live': 'polite' })
  const one = secret('new-password'), two = secret('new-password')
  let made = null

  async function make() {
    if (one.value.length < PASSPHRASE_LEAST) return show(status, note('bad', _('口令至少 %(least)s 个字符，建议用几个不相关的词。', { least: PASSPHRASE_LEAST })))
    if (one.value !== two.value) return show(status, note('bad', _('两次输入的口令不一致。')))
    show(status, note('info', _('正在生成并加密，约需几秒……')))
    await new Promise((done) => setTimeout(done, 50)) // let the words appear: scrypt holds the page
    const key = await makeKey()
    save(`opening-key-${key.fingerprint.slice(0, 8)}.age`, await locked(key.identity, key.recipient, one.value), 'text/plain')
    made = { recipient: key.recipient, fingerprint: key.fingerprint }
    one.value = two.value = ''
    show(status, note('ok', _('密钥文件已保存。请把它移到自己的 U 盘，不要发给任何人；口令忘了没有人能找回。')),
      printed(made, holder), verify())
  }

  // A key whose file was lost or whose passphrase was mistyped must not get into a tender.
  function verify() {
    const chosen = h('input', { class: 'in', type: 'file', accept: '.age,text/plain' }), phrase = secret('off')
    const body = h('input', { class: 'in', maxlength: 80, autocomplete: 'organization' })
    const result = h('div', { class: 'stack', 'aria-live': 'polite' })
    return h('section', { class: 'card pad stack' },
      h('h2', {}, door ? _('打开一次，再登记公钥') : _('打开一次试试')),
      field(_('刚保存的密钥文件'), chosen), field(_('口令'), phrase),
      door ? field(_('您所在的机构'), body, _('会随公钥公布，例如“某某市财政局”。')) : '',
      button(door ? _('核对并登记公钥') : _('核对'), async () => {
        try {
          if (!chosen.files[0]) return show(result, note('bad', _('请选择密钥文件。')))
          const found = await unlocked(await read(chosen.files[0]), phrase.value)
          phrase.value = ''
          const key = { recipient: found.recipient, fingerprint: await fingerprint(found.recipient) }
          if (made && key.recipient !== made.recipient) return show(result, note('bad', _('这是另一个密钥的文件。')))
          if (door) await ask(door, 'POST', '', { recipient: key.recipient, body_name: body.value.trim() }, { 'idempotency-key': key.fingerprint })
          show(result, note('ok', door ? _('公钥已登记。') : _('文件和口令都对。')), printed(key, holder))
        } catch (error) {
          show(result, note('bad', error instanceof WrongPassphrase ? _('打不开：口令不对，或文件不完整。') : error.message))
        }
      }), result)
  }

  show(place,
    recipient ? note('ok', _('您已登记公钥。重新登记只影响以后的项目。')) : '',
    h('section', { class: 'card pad stack' },
      h('h2', {}, _('在本机生成密钥')),
      h('p', {}, _('私钥不会离开这台设备。请在没有他人的地方操作。')),
      field(_('口令'), one, _('至少 %(least)s 个字符', { least: PASSPHRASE_LEAST })), field(_('再输入一次口令'), two),
      button(_('生成密钥并保存文件'), make, 'btn-block')),
    status,
    fold(_('我已有密钥文件'), verify()))
  if (recipient) fingerprint(recipient).then((print) => place.firstChild.after(printed({ recipient, fingerprint: print }, holder)))
}
