// The opening: each official opens the own shares here, with the own file, and gives them away.
// A share is useless alone; the key that opened it stays here.
import { button, field, fold, h, note, read, save, show } from './dom.js'
import { openShares, unlocked, WrongPassphrase } from './keys.js'
import { ask } from './send.js'
import { _ } from './words.js'

function outcome(told) {
  return told.opened
    ? note('ok', _('份额已凑齐，全部响应已同时公开。'), ' ', h('a', { href: location.pathname }, _('查看开标结果')))
    : note('ok', _('已交出 %(accepted)s 个份额，还在等其他开标人。', told))
}

// identity + the list of sealed shares → what is posted. Damaged ones are told, not hidden: a bid
// that too few can open is void, and must not hold up the others.
async function opened(held, file, phrase) {
  const { identity, recipient } = await unlocked(file, phrase)
  if (held.recipient && held.recipient !== recipient) throw new Error(_('这个密钥不是本项目登记的那一个。'))
  const found = await openShares(identity, held.shares)
  return {
    v: 1, kind: 'opened-shares', tender: held.tender, recipient,
    shares: found.filter((one) => one.share).map(({ bid, envelope, share, proof }) => ({ bid, envelope, share, proof })),
    damaged: found.filter((one) => one.error).map(({ bid, envelope }) => ({ bid, envelope })),
  }
}

export function openingScreen(place, { door, terms }) {
  const chosen = h('input', { class: 'in', type: 'file', accept: '.age,text/plain' })
  const phrase = h('input', { class: 'in', type: 'password', autocomplete: 'off' })
  const list = door ? null : h('input', { class: 'in', type: 'file', accept: '.json' })
  const status = h('div', { class: 'stack', 'aria-live': 'polite' })
  const say = (kind, ...words) => show(status, note(kind, ...words))

  async function attempt(work) {
    try {
      await work()
    } catch (error) {
      say('bad', error instanceof WrongPassphrase ? _('打不开：口令不对，或文件不完整。') : error.message || String(error))
    }
  }

  const sealed = async () => (door ? ask(door, 'GET', '/shares') : JSON.parse(await read(list.files[0])))
  const damaged = (made) => (made.damaged.length
    ? note('warn', _('有 %(count)s 个份额打不开，已记下：%(bids)s', { count: made.damaged.length, bids: made.damaged.map((one) => `#${one.bid} ${one.envelope}`).join('，') })) : '')

  async function give(made) {
    const broken = (made.damaged || []).map((one) => ({ ...one, share: '', damaged: true }))
    const told = await ask(door, 'POST', '/shares', { shares: [...made.shares, ...broken] })
    show(status, outcome(told), damaged(made))
  }

  const work = () => attempt(async () => {
    if (!chosen.files[0] || (list && !list.files[0])) return say('bad', _('请选择文件。'))
    say('info', _('正在本机解密，约需几秒……'))
    await new Promise((done) => setTimeout(done, 50))
    const made = await opened(await sealed(), await read(chosen.files[0]), phrase.value)
    phrase.value = ''
    if (door) return give(made)
    save(`opened-shares-${made.tender ?? ''}.json`, JSON.stringify(made))
    show(status, note('ok', _('已打开 %(count)s 个份额并存成文件，请在开标页面上传。', { count: made.shares.length })), damaged(made))
  })

  show(place,
    h('section', { class: 'card pad stack' },
      h('h2', {}, _('打开我的份额')),
      h('p', {}, _('密钥只在本机使用，交出的只有本项目的份额；凑不齐 %(k)s 位，谁也读不了。', { k: (terms && terms.k) || 'k' })),
      list ? field(_('待打开的份额文件（从开标页面下载）'), list) : '',
      field(_('密钥文件'), chosen), field(_('口令'), phrase),
      button(door ? _('解密并交出份额') : _('解密并存成文件'), work, 'btn-block')),
    status,
    door ? fold(_('用离线工具开标'),
      button(_('下载待打开的份额文件'), () => attempt(async () => save('shares-to-open.json', JSON.stringify({ tender: terms.tender, ...await sealed() }))), 'btn-second'),
      field(_('上传离线工具打开的份额文件'), h('input', { class: 'in', type: 'file', accept: '.json', onchange: (event) => attempt(async () => {
        const made = JSON.parse(await read(event.target.files[0]))
        if (made.kind !== 'opened-shares') throw new Error(_('这不是打开的份额文件。'))
        await give(made)
      }) }))) : '')
}
